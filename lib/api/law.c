/* SPDX-License-Identifier: Apache-2.0
 *
 * api/law.c: the questions of law, and reading, with persons, states and days as a user types them. */
#include "api/api.h"

static capias_status bad_day(const char *option, capias_str typed, capias_error *err)
{
    (void)cps_fail_at(err, CAPIAS_E_ARG, option, 0, 0, "'%.*s' is not a day", CPS_FMT(typed));
    cps_hint(err, "write it as 2024-09-02, or a span as 2024-09-02..2024-09-03");
    return CAPIAS_E_ARG;
}

static capias_status read_span(const char *option, capias_str typed, struct cps_span *out,
                               capias_error *err)
{
    size_t dots = cps_str_find(typed, CPS_STR(".."), 0);
    if (dots == SIZE_MAX) return cps_date_parse(typed, out) ? CAPIAS_OK : bad_day(option, typed, err);
    struct cps_span first, last;
    if (!cps_date_parse(cps_str_sub(typed, 0, dots), &first) ||
        !cps_date_parse(cps_str_sub(typed, dots + 2, typed.n), &last) || last.until <= first.from)
        return bad_day(option, typed, err);
    *out = (struct cps_span){first.from, last.until};
    return CAPIAS_OK;
}

static capias_status read_days(const capias_visit_options *opt, struct cps_law_question *q,
                               capias_error *err)
{
    struct cps_span today, known;
    if (!opt || opt->size != sizeof *opt || !cps_date_parse(opt->today, &today))
        return cps_fail(err, CAPIAS_E_ARG, "the caller must say what day it is");
    q->on = today;
    if (opt->on.n) CPS_TRY(read_span("--on", opt->on, &q->on, err));
    q->known = today.from;
    if (opt->known.n) {
        if (!cps_date_parse(opt->known, &known)) return bad_day("--known", opt->known, err);
        q->known = known.until - 1; /* a month: what was known when it ended */
    }
    return CAPIAS_OK;
}

capias_status capias_visit_duties(const capias_register *reg, capias_str person, capias_str state,
                                  const capias_visit_options *opt, capias_answer *answer,
                                  capias_visit_answer *out, capias_error *err)
{
    struct cps_law_question q = {0};
    CPS_TRY(read_days(opt, &q, err));
    CPS_TRY(cps_resolve_person(reg, person, &answer->arena, &q.person, err));
    CPS_TRY(cps_resolve_state(reg, state, &answer->arena, &q.state, err));
    return cps_law_visit(reg, &q, &answer->arena, out, err);
}

capias_status capias_duty_map(const capias_register *reg, capias_str person,
                              const capias_visit_options *opt, capias_answer *answer,
                              capias_map *out, capias_error *err)
{
    struct cps_law_question q = {0};
    CPS_TRY(read_days(opt, &q, err));
    CPS_TRY(cps_resolve_person(reg, person, &answer->arena, &q.person, err));
    return cps_law_map(reg, &q, &answer->arena, out, err);
}

capias_status capias_read(const capias_register *reg, capias_str text, capias_str date,
                          capias_answer *answer, capias_reading *out, capias_error *err)
{
    struct cps_span day = {0};
    if (date.n && !cps_date_parse(date, &day)) return bad_day("--date", date, err);
    return cps_reader_read(reg, text, day, &answer->arena, out, err);
}
