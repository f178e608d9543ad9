/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/model.c: look-ups in the entity model (data/model, FollowTheMoney's). */
#include "sources/model.h"

static int compare(capias_str s, const char *name)
{
    return cps_str_cmp(s, cps_str(name));
}

cps_schema cps_schema_find(capias_str name)
{
    size_t low = 0, high = cps_model_n_live;
    while (low < high) {
        size_t middle = (low + high) / 2;
        cps_schema s = cps_model_by_name[middle];
        int c = compare(name, cps_model_schemata[s].name);
        if (c == 0) return s;
        if (c < 0) high = middle;
        else low = middle + 1;
    }
    return CPS_NO_SCHEMA;
}

const struct cps_schema_info *cps_schema_get(cps_schema s)
{
    return s < cps_model_n_schemata && cps_model_schemata[s].name ? &cps_model_schemata[s] : NULL;
}

unsigned cps_schema_count(void)
{
    return cps_model_n_schemata;
}

bool cps_schema_is_a(cps_schema s, cps_schema ancestor)
{
    if (s >= cps_model_n_schemata || ancestor >= cps_model_n_schemata) return false;
    return cps_model_ancestors[s * cps_model_words + ancestor / 64] >> ancestor % 64 & 1;
}

const char *cps_schema_group(cps_schema s)
{
    static const struct {
        const char *schema, *group;
    } groups[] = {{"Sanction", "listing"},
                  {"Identification", "document"},
                  {"Address", "address"},
                  {"CryptoWallet", "wallet"}};
    const struct cps_schema_info *info = cps_schema_get(s);
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (cps_schema_is_a(s, cps_schema_find(cps_str(groups[i].schema)))) return groups[i].group;
    return info && (info->edge || info->matchable) ? "tie" : "other";
}

cps_property cps_property_find(cps_schema s, capias_str name)
{
    if (s >= cps_model_n_schemata) return CPS_NO_PROPERTY;
    size_t low = cps_model_starts[s], high = cps_model_starts[s + 1];
    while (low < high) {
        size_t middle = (low + high) / 2;
        cps_property p = cps_model_resolved[middle];
        int c = compare(name, cps_model_properties[p].name);
        if (c == 0) return p;
        if (c < 0) high = middle;
        else low = middle + 1;
    }
    return CPS_NO_PROPERTY;
}

const struct cps_property_info *cps_property_get(cps_property p)
{
    return p < cps_model_n_properties && cps_model_properties[p].name ? &cps_model_properties[p]
                                                                      : NULL;
}

unsigned cps_property_count(void)
{
    return cps_model_n_properties;
}
