/* SPDX-License-Identifier: Apache-2.0
 *
 * screen/asked.c: the numbers of a query, wherever they were typed.
 *
 * In    the identifier field, and the name field, where many write "ARTAVIL IMO 9187629", a passport
 *       or a wallet, or a tail number alone.
 * Out   numbers with what each is worth, and the name without them.
 *
 * What a number is worth: with check digits, as much as any; else how unlikely it is that two strangers
 * share it, by its length.
 *
 * A number that is labelled or passes its check is taken out of the name. Another one stays, since a
 * brigade or a ship has numbers in its name; where a party carries it, the name is read without it.
 */
#include "screen/evidence.h"

static int32_t worth(capias_str number, uint8_t kind, bool *letters)
{
    int32_t sum = 0, most = cps_evidence_weight(CPS_EV_ID_SAME);
    *letters = true;
    for (size_t i = 0; i < number.n && sum < most; i++) {
        bool digit = number.p[i] >= '0' && number.p[i] <= '9';
        if (digit) *letters = false;
        if (((uint8_t)number.p[i] & 0xc0) == 0x80) continue; /* the rest of a character             */
        sum += cps_evidence_weight(digit ? CPS_EV_ID_DIGIT : CPS_EV_ID_LETTER);
    }
    bool checked = cps_identifier_is_checked((enum cps_identifier_kind)kind) &&
                   cps_identifier_kind_of(number) == (enum cps_identifier_kind)kind;
    return checked || sum > most ? most : sum;
}

static void ask(struct cps_facts *f, const struct cps_number_found *n, bool given)
{
    for (unsigned i = 0; i < f->n_asked; i++) {
        struct cps_asked *a = &f->asked[i];
        if (!cps_str_eq(a->number, n->number)) continue;
        a->given |= given;
        if (!n->labelled || a->labelled) return;
        a->labelled = true;
        a->kind = n->kind;
        return;
    }
    if (f->n_asked == CPS_ASKED || n->number.n < CPS_IDENTIFIER_MIN) return;
    struct cps_asked *a = &f->asked[f->n_asked++];
    *a = (struct cps_asked){
        .number = n->number,
        .hash = cps_hash(n->number.p, n->number.n),
        .kind = n->kind,
        .given = given,
        .labelled = n->labelled,
        .whole = n->whole,
    };
    a->worth = worth(n->number, n->kind, &a->letters);
}

static bool is_certain(const struct cps_number_found *n)
{
    return n->labelled || cps_identifier_is_checked((enum cps_identifier_kind)n->kind);
}

/* A copy of the name with blanks for its numbers, so that places in it stay the same. */
static capias_status blank(capias_str name, const struct cps_number_found *found, unsigned n,
                           bool all, struct cps_arena *arena, capias_str *out, capias_error *err)
{
    *out = name;
    char *p = NULL;
    for (unsigned i = 0; i < n; i++) {
        bool whole = found[i].whole && !is_certain(&found[i]);
        if (whole || !(all || is_certain(&found[i]))) continue;
        if (p == NULL) {
            *out = cps_arena_copy(arena, name);
            if (out->p == NULL) return cps_fail_memory(err);
            p = (char *)(uintptr_t)out->p; /* our own copy                                        */
        }
        memset(p + found[i].start, ' ', found[i].end - found[i].start);
    }
    return CAPIAS_OK;
}

static bool is_blank(capias_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((uint8_t)s.p[i] >= 0x80 || (s.p[i] >= '0' && s.p[i] <= '9') ||
            (s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= 'a' && s.p[i] <= 'z'))
            return false;
    return true;
}

capias_status cps_facts_numbers(struct cps_facts *f, const struct cps_query *q,
                                struct cps_arena *arena, capias_error *err)
{
    struct cps_number_found found[CPS_NUMBERS_FOUND];
    unsigned n = q->id_number.n ? cps_numbers_find(q->id_number, arena, found) : 0;
    for (unsigned i = 0; i < n; i++)
        ask(f, &found[i], true);
    struct cps_number_found plain = {.number = cps_identifier_normalise(q->id_number, arena)};
    plain.kind = (uint8_t)cps_identifier_kind_of(plain.number);
    if (plain.number.n) ask(f, &plain, true);
    n = q->name.n ? cps_numbers_find(q->name, arena, found) : 0;
    for (unsigned i = 0; i < n; i++)
        ask(f, &found[i], is_certain(&found[i]));
    CPS_TRY(blank(q->name, found, n, false, arena, &f->name, err));
    CPS_TRY(blank(q->name, found, n, true, arena, &f->rest, err));
    f->nameless = is_blank(f->name);
    return CAPIAS_OK;
}
