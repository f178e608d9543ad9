/* SPDX-License-Identifier: Apache-2.0
 *
 * api/json_track.c: the answer of capias_track as JSON (docs/schema/track.json). */
#include "api/api.h"

static void put_number(struct cps_json *j, const char *key, double v)
{
    cps_json_key(j, key);
    cps_json_score(j, v);
}

static double tenth(double km)
{
    return (double)(int64_t)(km * 10 + (km < 0 ? -0.5 : 0.5)) / 10;
}

static void put_end(struct cps_json *j, const char *key, const capias_track_end *end)
{
    cps_json_key(j, key);
    cps_json_open_object(j);
    cps_json_put_str(j, "name", end->name);
    cps_json_optional(j, "state", end->state);
    put_number(j, "lat", end->at.lat);
    put_number(j, "lon", end->at.lon);
    cps_json_put_str(j, "source", end->source);
    cps_json_close_object(j);
}

static void put_crossing(struct cps_json *j, const capias_track_crossing *c, bool drawn)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "state", c->state);
    cps_json_put_str(j, "name", c->state_name);
    if (drawn) put_number(j, "km", tenth(c->km));
    if (drawn) put_number(j, "entry_km", tenth(c->entry_km));
    put_number(j, "near_km", tenth(c->near_km));
    if (drawn) cps_json_put_bool(j, "edge", c->edge);
    cps_json_put_bool(j, "duty", c->duty);
    cps_json_close_object(j);
}

static void put_crossings(struct cps_json *j, const char *key, const capias_track_crossing *v, size_t n,
                          bool drawn, bool over)
{
    cps_json_key(j, key);
    cps_json_open_array(j);
    for (size_t i = 0; i < n; i++)
        if (!drawn || (v[i].km > 0) == over) put_crossing(j, &v[i], drawn);
    cps_json_close_array(j);
}

static void put_comparison(struct cps_json *j, const capias_track_line *direct, const capias_track_line *line)
{
    cps_json_open_object(j);
    put_number(j, "detour_km", tenth(line->detour_km));
    cps_json_put_score(j, "detour_share", line->detour_km / direct->km);
    put_number(j, "direct_duty_km", tenth(direct->duty_km));
    put_number(j, "duty_km", tenth(line->duty_km));
    cps_json_put_strs(j, "passed_by", line->passed_by);
    cps_json_put_strs(j, "close_to", line->close_to);
    cps_json_put_strs(j, "crossed_too", line->crossed_too);
    cps_json_put_strs(j, "crossed_alone", line->crossed_alone);
    cps_json_put_bool(j, "shows_avoidance", line->shows_avoidance);
    cps_json_close_object(j);
}

static void put_line(struct cps_json *j, const capias_track_line *direct, const capias_track_line *line)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "kind", line->kind);
    cps_json_optional(j, "corridor", line->id);
    cps_json_optional(j, "name", line->name);
    cps_json_optional(j, "note", line->note);
    cps_json_optional(j, "source", line->source);
    cps_json_put_u64(j, "points", line->n_points);
    put_number(j, "km", tenth(line->km));
    put_number(j, "longest_leg_km", tenth(line->longest_leg_km));
    put_crossings(j, "over", line->crossings, line->n_crossings, true, true);
    put_crossings(j, "close", line->crossings, line->n_crossings, true, false);
    put_crossings(j, "undrawn", line->undrawn, line->n_undrawn, false, false);
    cps_json_key(j, "comparison");
    if (line == direct) cps_json_null(j);
    else put_comparison(j, direct, line);
    cps_json_close_object(j);
}

static void put_state(struct cps_json *j, const capias_track_state *s)
{
    cps_json_open_object(j);
    cps_json_put_str(j, "state", s->visit.state);
    cps_json_put_str(j, "name", s->visit.state_name);
    cps_json_put_str(j, "role", s->role);
    cps_json_put_bool(j, "duty", s->duty);
    cps_json_key(j, "duties");
    cps_json_open_array(j);
    for (size_t i = 0; i < s->visit.n_duties; i++) cps_json_duty(j, &s->visit.duties[i]);
    cps_json_close_array(j);
    cps_json_key(j, "notify");
    cps_json_open_array(j);
    for (size_t i = 0; i < s->n_notify; i++) cps_json_contact(j, &s->notify[i]);
    cps_json_close_array(j);
    cps_json_close_object(j);
}

capias_status capias_track_json(const capias_register *reg, const capias_track_answer *t,
                                capias_answer *answer, capias_str *out, capias_error *err)
{
    struct cps_buf b = {0};
    struct cps_json j;
    cps_json_init(&j, &b);
    cps_json_open_object(&j);
    cps_json_put_str(&j, "person", t->person);
    cps_json_put_str(&j, "person_name", t->person_name);
    put_end(&j, "from", &t->from);
    put_end(&j, "to", &t->to);
    cps_json_put_str(&j, "on", t->on);
    cps_json_optional(&j, "until", t->until);
    cps_json_put_str(&j, "known", t->known);
    cps_json_put_str(&j, "law_as_of", t->law_as_of);
    cps_json_key(&j, "lines");
    cps_json_open_array(&j);
    for (size_t i = 0; i < t->n_lines; i++) put_line(&j, &t->lines[0], &t->lines[i]);
    cps_json_close_array(&j);
    cps_json_key(&j, "states");
    cps_json_open_array(&j);
    for (size_t i = 0; i < t->n_states; i++) put_state(&j, &t->states[i]);
    cps_json_close_array(&j);
    cps_json_put_strs(&j, "limits", t->limits);
    cps_json_origin(&j, reg);
    cps_json_close_object(&j);
    return cps_json_finish(&b, answer, out, err);
}
