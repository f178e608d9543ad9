/* SPDX-License-Identifier: Apache-2.0
 *
 * law/programmes.c: told when a register is built: programmes of its listings of which the table of
 * programmes does not say which measures of which regime they bring. Such a listing is found by name,
 * and binds nobody; nobody should have to notice that by an answer that is missing. */
#include "law/rules.h"

struct missing {
    uint32_t n;
};

struct programmes {
    struct cps_compiled *c;
    const struct cps_table *table;
    int programme, dataset;
    cps_property property;
    struct cps_intern seen;      /* "dataset\tprogramme" */
    CPS_VEC(struct missing) of;  /* listings of each; 0: the table has it, or nothing of its list */
};

static bool in_table(const struct programmes *p, capias_str dataset, capias_str programme)
{
    bool any = false;
    for (uint32_t row = 0; (row = cps_table_next(p->table, p->dataset, dataset, row)) != CPS_NONE; row++) {
        any = true;
        if (cps_str_eq(cps_table_cell(p->table, row, p->programme), programme)) return true;
    }
    return !any; /* of a list of one's own the table cannot speak */
}

static capias_status see(struct programmes *p, capias_str dataset, capias_str programme, capias_error *err)
{
    struct cps_buf key = {0};
    cps_buf_str(&key, dataset);
    cps_buf_add(&key, "\t", 1);
    cps_buf_str(&key, programme);
    uint32_t number = key.failed ? CPS_NONE : cps_intern_add(&p->seen, (capias_str){key.v, key.n});
    cps_buf_release(&key);
    if (number == CPS_NONE) return cps_fail_memory(err);
    if (number == p->of.n) {
        struct missing one = {in_table(p, dataset, programme) ? 0 : 1};
        return CPS_PUSH(&p->of, one) ? CAPIAS_OK : cps_fail_memory(err);
    }
    if (p->of.v[number].n) p->of.v[number].n++;
    return CAPIAS_OK;
}

static void tell(const struct programmes *p)
{
    for (size_t i = 0; i < p->of.n; i++) {
        capias_str rest = p->seen.strings.v[i], dataset;
        uint32_t n = p->of.v[i].n;
        if (!n) continue;
        (void)cps_str_split(&rest, '\t', &dataset);
        capias_error e = {0};
        (void)cps_fail(&e, CAPIAS_E_DATA, "programme '%.*s' of %u listing%s is not in programmes.csv",
                       (int)(rest.n < 60 ? rest.n : 60), rest.p, (unsigned)n, n == 1 ? "" : "s");
        cps_where(&e, dataset.p); /* cut at its end below */
        if (dataset.n < sizeof e.where) e.where[dataset.n] = '\0';
        cps_hint(&e, "such a listing is found, and binds nobody: add a row that says which measures it brings");
        cps_compiled_tell(p->c, CAPIAS_WARNING, &e);
    }
}

static capias_status look(struct programmes *p, capias_error *err)
{
    cps_schema sanction = cps_schema_find(CPS_STR("Sanction"));
    uint32_t n = cps_compiled_entities(p->c);
    p->property = cps_property_find(sanction, CPS_STR("programId"));
    for (uint32_t i = 0; i < n; i++) {
        if (cps_compiled_entity(p->c, i).schema != sanction) continue;
        size_t m = cps_compiled_statements(p->c, i);
        for (size_t k = 0; k < m; k++) {
            struct cps_compiled_statement s = cps_compiled_statement(p->c, i, k);
            if (s.property == p->property)
                CPS_TRY(see(p, cps_compiled_dataset(p->c, s.source), s.value, err));
        }
    }
    return CAPIAS_OK;
}

capias_status law_check_programmes(struct cps_compiled *c, capias_error *err)
{
    const capias_register *builtin = cps_compiled_builtin(c);
    struct programmes p = {.c = c, .table = cps_compiled_table(c, "programmes")};
    if (!p.table && builtin) p.table = cps_register_table(builtin, "programmes");
    if (!p.table) return CAPIAS_OK; /* no law in this register */
    p.programme = cps_table_column(p.table, "programme");
    p.dataset = cps_table_column(p.table, "dataset");
    cps_intern_init(&p.seen);
    capias_status status = look(&p, err);
    if (status == CAPIAS_OK) tell(&p);
    cps_intern_release(&p.seen);
    CPS_VEC_RELEASE(&p.of);
    return status;
}
