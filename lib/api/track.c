/* SPDX-License-Identifier: Apache-2.0
 *
 * api/track.c: a flight between two places: over whom it leads, what binds there, and what a flown track
 * passes by that the direct line crosses.
 *
 * In    a person, two places, a day; perhaps the points of a flown track.
 * Out   lines (direct, each corridor that is not too far about, flown) with the states under them; every
 *       such state once, with its duties and whom to notify.
 * Invariant  what the tables do not draw is named as such and never counts as passed by. */
#include "api/api.h"
#include "geo/geo.h"

#define CORRIDOR_MOST 1.25     /* times the direct line: farther about nobody is taken to fly it  */
#define UNDRAWN_CLOSE_KM 100.0 /* its capital this near: land too small to be drawn may be under the line */
#define POINTS_MAX 100000u

struct track {
    const capias_register *reg;
    struct cps_arena *arena;
    struct cps_law_question q;
    cps_state from, to;
    capias_track_state *states;
    size_t n_states, cap_states;
};

/* ---- points as they are typed ------------------------------------------------------------------------ */

static capias_status bad_point(const char *where, uint32_t line, capias_str text, capias_error *err)
{
    (void)cps_fail_at(err, line ? CAPIAS_E_DATA : CAPIAS_E_ARG, where, line, 0, "'%.*s' is not a point",
                      CPS_FMT(text));
    cps_hint(err, "write LAT,LON in decimal degrees, south and west negative: 35.95,-5.60");
    return line ? CAPIAS_E_DATA : CAPIAS_E_ARG;
}

capias_status capias_track_via(capias_str typed, capias_answer *answer, const capias_point **out,
                               size_t *n_out, capias_error *err)
{
    size_t cap = 1, n = 0;
    capias_str piece;
    for (size_t i = 0; i < typed.n; i++) cap += typed.p[i] == ';';
    capias_point *v = CPS_TAKE(&answer->arena, capias_point, cap);
    if (!v) return cps_fail_memory(err);
    while (cps_str_split(&typed, ';', &piece)) {
        struct cps_geo_point p;
        if (!cps_str_trim(piece).n && !typed.n && n) break; /* a ; at the end */
        if (!cps_geo_point_read(piece, &p)) return bad_point("--via", 0, piece, err);
        v[n++] = (capias_point){p.lat, p.lon};
    }
    if (!n) return bad_point("--via", 0, typed, err);
    *out = v;
    *n_out = n;
    return CAPIAS_OK;
}

static int column_of(const struct cps_csv_row *row, const char *const *names, size_t n)
{
    for (size_t i = 0; i < row->n; i++)
        for (size_t k = 0; k < n; k++)
            if (cps_str_eq_nocase(cps_str_trim(row->fields[i]), cps_str(names[k]))) return (int)i;
    return -1;
}

struct points {
    CPS_VEC(capias_point) points;
    int lat, lon;
};

static capias_status take_point(struct points *t, const struct cps_csv_row *row, const char *name,
                                struct cps_arena *arena, capias_error *err)
{
    struct cps_geo_point p;
    size_t most = (size_t)(t->lat > t->lon ? t->lat : t->lon);
    if (row->n <= most) return bad_point(name, row->line, row->raw, err);
    capias_str pair = cps_arena_printf(arena, "%.*s,%.*s", CPS_FMT(row->fields[t->lat]),
                                       CPS_FMT(row->fields[t->lon]));
    if (!pair.p) return cps_fail_memory(err);
    if (!cps_geo_point_read(pair, &p)) return bad_point(name, row->line, pair, err);
    if (t->points.n == POINTS_MAX)
        return cps_fail_at(err, CAPIAS_E_LIMIT, name, row->line, 0, "more than %u points", POINTS_MAX);
    if (!CPS_PUSH(&t->points, ((capias_point){p.lat, p.lon}))) return cps_fail_memory(err);
    return CAPIAS_OK;
}

static capias_status take_header(struct points *t, const struct cps_csv_row *row, const char *name,
                                 capias_error *err)
{
    static const char *const lats[] = {"lat", "latitude"};
    static const char *const lons[] = {"lon", "lng", "long", "longitude"};
    t->lat = column_of(row, lats, 2);
    t->lon = column_of(row, lons, 4);
    if (t->lat >= 0 && t->lon >= 0) return CAPIAS_OK;
    (void)cps_fail_at(err, CAPIAS_E_DATA, name, row->line ? row->line : 1, 0, "no columns lat and lon");
    cps_hint(err, "the first row names the columns: lat,lon in decimal degrees, others are passed over");
    return CAPIAS_E_DATA;
}

static capias_status read_points(struct cps_input *in, struct cps_csv *csv, struct points *t,
                                 struct cps_arena *arena, capias_error *err)
{
    struct cps_csv_row row;
    const char *name = cps_input_name(in);
    CPS_TRY(cps_csv_next(csv, &row, err));
    CPS_TRY(take_header(t, &row, name, err));
    for (;;) {
        CPS_TRY(cps_csv_next(csv, &row, err));
        if (!row.n) break;
        CPS_TRY(take_point(t, &row, name, arena, err));
    }
    if (t->points.n) return CAPIAS_OK;
    (void)cps_fail_at(err, CAPIAS_E_DATA, name, 2, 0, "no point stands below the header");
    return CAPIAS_E_DATA;
}

capias_status capias_track_read(const char *path, capias_answer *answer, const capias_point **out,
                                size_t *n_out, capias_error *err)
{
    struct cps_input *in = NULL;
    struct cps_csv *csv = NULL;
    struct points t = {0};
    capias_point *v = NULL;
    CPS_TRY(cps_input_open(path, &in, err));
    capias_status status = cps_input_text(in, err);
    if (status == CAPIAS_OK) status = cps_csv_open(in, ',', &csv, err);
    if (status == CAPIAS_OK) status = read_points(in, csv, &t, &answer->arena, err);
    if (status == CAPIAS_OK && !(v = CPS_TAKE(&answer->arena, capias_point, t.points.n)))
        status = cps_fail_memory(err);
    if (status == CAPIAS_OK) {
        memcpy(v, t.points.v, t.points.n * sizeof *v);
        *out = v;
        *n_out = t.points.n;
    }
    CPS_VEC_RELEASE(&t.points);
    if (csv) cps_csv_close(csv);
    cps_input_close(in);
    return status;
}

/* ---- the two ends -------------------------------------------------------------------------------------- */

static capias_str code_of(struct cps_arena *arena, cps_state s)
{
    char code[3] = "";
    if (!s) return CPS_STR("");
    cps_state_text(s, code);
    return cps_arena_copy(arena, cps_str(code));
}

static void end_at(const struct cps_geo_place *p, capias_track_end *out)
{
    out->name = cps_str(p->name);
    out->source = cps_str(p->source);
    out->at = (capias_point){p->at.lat, p->at.lon};
}

#define NAMESAKES 8u
static capias_status several(capias_str typed, const struct cps_geo_place **v, size_t n, capias_error *err)
{
    struct cps_buf list = {0};
    for (size_t i = 0; i < n && i < 4; i++) {
        char code[3];
        cps_state_text(v[i]->state, code);
        cps_buf_printf(&list, "%s\"%s, %s\"", i ? ", " : "", v[i]->name, code);
    }
    (void)cps_fail(err, CAPIAS_E_NOT_FOUND, "'%.*s' fits more than one place", CPS_FMT(typed));
    cps_hint(err, "name the state: %.*s", (int)list.n, list.v ? list.v : "");
    cps_buf_release(&list);
    return CAPIAS_E_NOT_FOUND;
}

/* "CITY, STATE", or the capital of a state that stands alone. */
static capias_status end_in_state(const capias_register *reg, capias_str typed, capias_answer *answer,
                                  cps_state *state, capias_track_end *out, capias_error *err)
{
    const struct cps_geo_place *v[NAMESAKES], *p = NULL;
    capias_error why = {0};
    size_t comma = cps_str_find(typed, CPS_STR(","), 0);
    if (comma != SIZE_MAX &&
        cps_resolve_state(reg, cps_str_sub(typed, comma + 1, typed.n), answer, &answer->arena, state, &why) ==
            CAPIAS_OK) {
        size_t n = cps_geo_places_named(cps_str_sub(typed, 0, comma), *state, v, NAMESAKES);
        if (n > 1) return several(typed, v, n < NAMESAKES ? n : NAMESAKES, err);
        p = n ? v[0] : NULL;
    }
    if (!p && cps_resolve_state(reg, typed, answer, &answer->arena, state, &why) == CAPIAS_OK &&
        (p = cps_geo_capital(*state)) != NULL)
        CPS_TRY(cps_answer_note(answer,
                                cps_arena_printf(&answer->arena, "'%.*s' is taken for its capital, %s",
                                                 CPS_FMT(typed), p->name),
                                err));
    if (p) {
        end_at(p, out);
        return CAPIAS_OK;
    }
    (void)cps_fail(err, CAPIAS_E_NOT_FOUND, "our tables know no place '%.*s'", CPS_FMT(typed));
    cps_hint(err, "write \"CITY, STATE\", or LAT,LON as 32.08,34.78%s%s", why.hint[0] ? "; as a state: " : "",
             why.hint);
    return CAPIAS_E_NOT_FOUND;
}

static bool is_numeric(capias_str s)
{
    bool digit = false;
    for (size_t i = 0; i < s.n; i++) {
        if (!strchr("+-., 0123456789", s.p[i])) return false;
        digit = digit || (s.p[i] >= '0' && s.p[i] <= '9');
    }
    return digit;
}

static capias_status resolve_end(const capias_register *reg, capias_str typed, capias_answer *answer,
                                 cps_state *state, capias_track_end *out, capias_error *err)
{
    const struct cps_geo_place *v[NAMESAKES];
    struct cps_geo_point p;
    typed = cps_str_trim(typed);
    *out = (capias_track_end){.typed = typed};
    if (cps_geo_point_read(typed, &p)) {
        *state = cps_geo_state_at(p);
        *out = (capias_track_end){.typed = typed, .name = typed, .source = CPS_STR("coordinates as typed"),
                                  .at = {p.lat, p.lon}};
    } else if (is_numeric(typed)) {
        return bad_point("FROM and TO", 0, typed, err);
    } else {
        size_t n = cps_geo_places_named(typed, 0, v, NAMESAKES);
        if (n > 1) return several(typed, v, n < NAMESAKES ? n : NAMESAKES, err);
        if (n) {
            *state = v[0]->state;
            end_at(v[0], out);
        } else CPS_TRY(end_in_state(reg, typed, answer, state, out, err));
    }
    out->state = code_of(&answer->arena, *state);
    return out->state.p ? CAPIAS_OK : cps_fail_memory(err);
}

/* ---- the states under the lines -------------------------------------------------------------------------- */

/* The answer for a state, asked once. */
static capias_status state_of(struct track *t, cps_state s, const capias_track_state **out, capias_error *err)
{
    char code[3];
    cps_state_text(s, code);
    for (size_t i = 0; i < t->n_states; i++)
        if (cps_str_is(t->states[i].visit.state, code)) {
            *out = &t->states[i];
            return CAPIAS_OK;
        }
    if (t->n_states == t->cap_states) CPS_BUG("more states than there are");
    capias_track_state *v = &t->states[t->n_states++];
    struct cps_law_question q = t->q;
    q.state = s;
    q.overflight = s != t->from && s != t->to;
    v->role = s == t->from ? CPS_STR("departure") : s == t->to ? CPS_STR("arrival") : CPS_STR("overflight");
    CPS_TRY(cps_law_visit(t->reg, &q, t->arena, &v->visit, err));
    for (size_t i = 0; i < v->visit.n_duties; i++)
        v->duty = v->duty || cps_law_may_bind(&v->visit.duties[i]);
    *out = v;
    return cps_law_contacts(t->reg, &v->visit, t->arena, &v->notify, &v->n_notify, err);
}

/* Does it count in a comparison? Where the flight begins and ends no line is flown around. */
static bool counts(const struct track *t, const capias_track_crossing *c)
{
    char from[3], to[3];
    cps_state_text(t->from, from);
    cps_state_text(t->to, to);
    return c->duty && !cps_str_is(c->state, from) && !cps_str_is(c->state, to);
}

/* Deeper within the outline than it may be off. */
static bool crosses(const capias_track_crossing *c)
{
    return c && c->km > 0 && !c->edge;
}

static capias_status cross(struct track *t, const struct cps_geo_crossing *c, size_t n,
                           capias_track_line *line, capias_error *err)
{
    capias_track_crossing *v = CPS_TAKE(t->arena, capias_track_crossing, n ? n : 1);
    if (!v) return cps_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        const capias_track_state *s;
        CPS_TRY(state_of(t, c[i].state, &s, err));
        v[i] = (capias_track_crossing){.state = s->visit.state, .state_name = s->visit.state_name,
                                       .km = c[i].km, .entry_km = c[i].entry_km, .near_km = c[i].near_km,
                                       .edge = c[i].km > 0 && c[i].depth_km < CPS_GEO_EXACT_KM,
                                       .duty = s->duty};
        if (counts(t, &v[i])) line->duty_km += v[i].km;
    }
    line->crossings = v;
    line->n_crossings = n;
    return CAPIAS_OK;
}

/* What is too small to be drawn, by its capital. */
static capias_status look_for_small(struct track *t, const struct cps_geo_point *path, size_t n_path,
                                    capias_track_line *line, capias_error *err)
{
    size_t n, found = 0;
    const cps_state *all = cps_geo_undrawn(&n);
    capias_track_crossing *v = CPS_TAKE(t->arena, capias_track_crossing, n);
    if (!v) return cps_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        const struct cps_geo_place *p = cps_geo_capital(all[i]);
        double km = p ? cps_geo_nearest_km(path, n_path, p->at) : UNDRAWN_CLOSE_KM;
        const capias_track_state *s;
        if (km >= UNDRAWN_CLOSE_KM) continue;
        CPS_TRY(state_of(t, all[i], &s, err));
        v[found++] = (capias_track_crossing){.state = s->visit.state, .state_name = s->visit.state_name,
                                             .near_km = km, .duty = s->duty};
    }
    line->undrawn = v;
    line->n_undrawn = found;
    return CAPIAS_OK;
}

static const capias_track_crossing *crossing_of(const capias_track_crossing *v, size_t n, capias_str state)
{
    for (size_t i = 0; i < n; i++)
        if (cps_str_eq(v[i].state, state)) return &v[i];
    return NULL;
}

static void keep(capias_strs *list, capias_str *v, capias_str state)
{
    v[list->n] = state;
    *list = (capias_strs){v, list->n + 1};
}

/* States with a duty: which the direct line crosses and this one passes by, comes close to, crosses
 * too; and which this one alone crosses. */
static capias_status compare(struct track *t, const capias_track_line *direct, capias_track_line *line,
                             capias_error *err)
{
    size_t most = direct->n_crossings + line->n_crossings;
    capias_str *v = CPS_TAKE(t->arena, capias_str, most * 4 + 1);
    if (!v) return cps_fail_memory(err);
    for (size_t i = 0; i < direct->n_crossings; i++) {
        const capias_track_crossing *d = &direct->crossings[i];
        if (!counts(t, d) || !crosses(d)) continue;
        const capias_track_crossing *c = crossing_of(line->crossings, line->n_crossings, d->state);
        if (!c) keep(&line->passed_by, v, d->state);
        else if (crosses(c)) keep(&line->crossed_too, v + most, d->state);
        else keep(&line->close_to, v + 2 * most, d->state);
    }
    for (size_t i = 0; i < line->n_crossings; i++) {
        const capias_track_crossing *c = &line->crossings[i];
        const capias_track_crossing *d = crossing_of(direct->crossings, direct->n_crossings, c->state);
        if (counts(t, c) && crosses(c) && !crosses(d)) keep(&line->crossed_alone, v + 3 * most, c->state);
    }
    line->detour_km = line->km - direct->km;
    /* longer, and less of it over states with a duty: else it only leads elsewhere */
    line->shows_avoidance = line->passed_by.n && line->detour_km > 0 && line->duty_km < direct->duty_km;
    return CAPIAS_OK;
}

/* ---- lines ------------------------------------------------------------------------------------------------- */

static capias_status draw(struct track *t, const struct cps_geo_point *path, size_t n, capias_track_line *line,
                          capias_error *err)
{
    const struct cps_geo_crossing *c;
    size_t n_crossings;
    capias_point *points = CPS_TAKE(t->arena, capias_point, n);
    if (!points) return cps_fail_memory(err);
    for (size_t i = 0; i < n; i++) points[i] = (capias_point){path[i].lat, path[i].lon};
    line->points = points;
    line->n_points = n;
    line->km = cps_geo_length_km(path, n);
    for (size_t i = 1; i < n; i++) {
        double km = cps_geo_distance_km(path[i - 1], path[i]);
        if (km > line->longest_leg_km) line->longest_leg_km = km;
    }
    CPS_TRY(cps_geo_path(path, n, t->arena, &c, &n_crossings, err));
    CPS_TRY(cross(t, c, n_crossings, line, err));
    return look_for_small(t, path, n, line, err);
}

/* The corridor in the direction in which it is shorter. */
static size_t along(const struct cps_geo_corridor *c, struct cps_geo_point from, struct cps_geo_point to,
                    struct cps_geo_point path[CPS_GEO_CORRIDOR_POINTS + 2])
{
    struct cps_geo_point back[CPS_GEO_CORRIDOR_POINTS + 2];
    size_t n = c->n + 2;
    path[0] = back[0] = from;
    path[n - 1] = back[n - 1] = to;
    for (size_t i = 0; i < c->n; i++) {
        path[i + 1] = c->points[i];
        back[i + 1] = c->points[c->n - 1 - i];
    }
    if (cps_geo_length_km(back, n) < cps_geo_length_km(path, n)) memcpy(path, back, n * sizeof *path);
    return n;
}

static capias_status draw_corridors(struct track *t, const struct cps_geo_point ends[2],
                                    capias_track_line *lines, size_t *n_lines, capias_error *err)
{
    size_t n;
    const struct cps_geo_corridor *c = cps_geo_corridors(&n);
    for (size_t i = 0; i < n; i++) {
        struct cps_geo_point path[CPS_GEO_CORRIDOR_POINTS + 2];
        size_t points = along(&c[i], ends[0], ends[1], path);
        if (cps_geo_length_km(path, points) > lines[0].km * CORRIDOR_MOST) continue;
        capias_track_line *line = &lines[(*n_lines)++];
        *line = (capias_track_line){.kind = CPS_STR("corridor"), .id = cps_str(c[i].id),
                                    .name = cps_str(c[i].name), .note = cps_str(c[i].note),
                                    .source = cps_str(c[i].source)};
        CPS_TRY(draw(t, path, points, line, err));
        CPS_TRY(compare(t, &lines[0], line, err));
    }
    return CAPIAS_OK;
}

static capias_status draw_flown(struct track *t, const struct cps_geo_point ends[2], const capias_point *flown,
                                size_t n_flown, capias_track_line *lines, size_t *n_lines, capias_error *err)
{
    if (!n_flown) return CAPIAS_OK;
    struct cps_geo_point *path = CPS_TAKE(t->arena, struct cps_geo_point, n_flown + 2);
    capias_track_line *line = &lines[(*n_lines)++];
    if (!path) return cps_fail_memory(err);
    path[0] = ends[0];
    for (size_t i = 0; i < n_flown; i++) {
        if (!(flown[i].lat >= -90 && flown[i].lat <= 90 && flown[i].lon >= -180 && flown[i].lon <= 180))
            return cps_fail(err, CAPIAS_E_ARG, "point %zu of the flown track is not on the globe", i + 1);
        path[i + 1] = (struct cps_geo_point){flown[i].lat, flown[i].lon};
    }
    path[n_flown + 1] = ends[1];
    line->kind = CPS_STR("flown");
    CPS_TRY(draw(t, path, n_flown + 2, line, err));
    return compare(t, &lines[0], line, err);
}

/* What the answer does not know, in words. */
static capias_status limits(capias_track_answer *out, struct cps_arena *arena, capias_error *err)
{
    size_t n;
    const cps_state *all = cps_geo_undrawn(&n);
    struct cps_buf codes = {0};
    for (size_t i = 0; i < n; i++) {
        char code[3];
        cps_state_text(all[i], code);
        cps_buf_printf(&codes, "%s%s", i ? " " : "", code);
    }
    capias_str *v = CPS_TAKE(arena, capias_str, 4);
    if (!v || codes.failed) {
        cps_buf_release(&codes);
        return cps_fail_memory(err);
    }
    v[0] = CPS_STR("The direct line is the great circle on a sphere. Aircraft fly by airways, winds and "
                   "permissions: no line here foretells a flight.");
    v[1] = cps_arena_printf(arena,
                            "Outlines are Natural Earth's at 1:110 million. They show who is in control, not "
                            "whose it is (Crimea is drawn with Russia), no territorial sea, and no small islands "
                            "(the Balearics, the Cyclades): a state whose outline lies within %.0f km of a "
                            "line is told as close, and may have been entered; one that is less than %.0f km "
                            "deep under it is told as its edge, and may not have been.",
                            CPS_GEO_CLOSE_KM, CPS_GEO_EXACT_KM);
    v[2] = cps_arena_printf(arena,
                            "Not covered, as too small to be drawn or drawn with another state: %.*s. They are "
                            "told where their capital is known and lies within %.0f km of a line; elsewhere a "
                            "line may cross them unseen.",
                            (int)codes.n, codes.v ? codes.v : "", UNDRAWN_CLOSE_KM);
    v[3] = CPS_STR("A detour has many causes: weather, winds, closed airspace, a permission refused, traffic. "
                   "The figures say what was passed by, never why.");
    cps_buf_release(&codes);
    out->limits = (capias_strs){v, 4};
    return v[1].p && v[2].p ? CAPIAS_OK : cps_fail_memory(err);
}

capias_status capias_track(const capias_register *reg, capias_str person, capias_str from, capias_str to,
                           const capias_visit_options *opt, const capias_point *flown, size_t n_flown,
                           capias_answer *answer, capias_track_answer *out, capias_error *err)
{
    struct track t = {.reg = reg, .arena = &answer->arena};
    size_t n_corridors, n_lines = 1;
    *out = (capias_track_answer){0};
    CPS_TRY(cps_ask_days(opt, &t.q, err));
    CPS_TRY(cps_resolve_person(reg, person, answer, &t.q.person, err));
    CPS_TRY(resolve_end(reg, from, answer, &t.from, &out->from, err));
    CPS_TRY(resolve_end(reg, to, answer, &t.to, &out->to, err));
    const struct cps_geo_point ends[2] = {{out->from.at.lat, out->from.at.lon}, {out->to.at.lat, out->to.at.lon}};
    if (cps_geo_distance_km(ends[0], ends[1]) < 1)
        return cps_fail(err, CAPIAS_E_ARG, "the flight begins and ends at one place, %.*s",
                        CPS_FMT(out->from.name));
    (void)cps_states(&t.cap_states);
    (void)cps_geo_corridors(&n_corridors);
    t.states = CPS_TAKE(t.arena, capias_track_state, t.cap_states);
    capias_track_line *lines = CPS_TAKE(t.arena, capias_track_line, n_corridors + 2);
    if (!t.states || !lines) return cps_fail_memory(err);
    lines[0].kind = CPS_STR("direct");
    CPS_TRY(draw(&t, ends, 2, &lines[0], err));
    CPS_TRY(draw_corridors(&t, ends, lines, &n_lines, err));
    CPS_TRY(draw_flown(&t, ends, flown, n_flown, lines, &n_lines, err));
    if (!t.n_states) { /* from sea to sea: who and when still stands in the answer */
        const capias_track_state *none;
        CPS_TRY(state_of(&t, cps_state_code(CPS_STR("AQ")), &none, err));
        t.n_states = 0;
    }
    const capias_visit_answer *first = &t.states[0].visit;
    out->person = first->person;
    out->person_name = first->person_name;
    out->on = first->on;
    out->until = first->until;
    out->known = first->known;
    out->law_as_of = first->law_as_of;
    out->lines = lines;
    out->n_lines = n_lines;
    out->states = t.states;
    out->n_states = t.n_states;
    return limits(out, t.arena, err);
}
