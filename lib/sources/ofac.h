/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/ofac.h: what the files of the OFAC importer share. Private to it. */
#ifndef CPS_SOURCES_OFAC_H
#define CPS_SOURCES_OFAC_H

#include "sources/import.h"

struct cps_ofac_party {
    struct cps_subject subject; /* the party itself */
    struct cps_subject listing; /* its Sanction */
    capias_str title; /* as the row has it, so that a remark that repeats it is passed over */
};

/* Called for each name that the remarks tie the party to: role "Linked To" or "operator". */
typedef capias_status cps_ofac_link_fn(void *ctx, const struct cps_ofac_party *party,
                                       const char *role, capias_str name, capias_error *err);

/* Say everything that the remarks of a row carry. `cut`: they end in the middle, because the
 * publisher's field is full and the file that continues it is not there. */
capias_status cps_ofac_remarks(const struct cps_ofac_party *party, capias_str remarks, bool cut,
                               cps_ofac_link_fn *link, void *ctx, capias_error *err);

/* "PUTIN, Vladimir Vladimirovich" in natural order, and its parts. */
struct cps_ofac_name {
    capias_str natural, family, given, suffix;
};
struct cps_ofac_name cps_ofac_person_name(struct cps_import *import, capias_str published);

/* A state in OFAC's own words ("Palestinian", "Region: Gaza") in words that others use as well. */
capias_str cps_ofac_state(capias_str text);

#endif
