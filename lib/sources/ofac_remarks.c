/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/ofac_remarks.c: remarks and names as OFAC's legacy files write them.
 *
 * In    "DOB 07 Oct 1952; alt. Passport 123 (Russia) issued 1 Jan 2001 expires 2011; a.k.a. 'X'."
 * Out   the pieces between semicolons, which ofac_labels.c understands.
 */
#include "sources/ofac.h"

static capias_status say_piece(const struct cps_ofac_party *party, struct cps_ofac_list *list,
                               capias_str text, capias_error *err)
{
    bool known;
    if (cps_str_starts(text, CPS_STR("alt. ")) || cps_str_starts(text, CPS_STR("Alt. ")))
        text = cps_str_sub(text, 5, text.n);
    if (party->title.n && cps_str_find(party->title, text, 0) != SIZE_MAX) return CAPIAS_OK;
    struct cps_ofac_piece piece = {.party = party, .list = list, .text = text};
    return cps_ofac_say_piece(&piece, &known, err);
}

/* Where the piece ends: at the next "; " or at the end. */
static size_t piece_end(capias_str remarks, size_t from)
{
    size_t at = cps_str_find(remarks, CPS_STR("; "), from);
    return at == SIZE_MAX ? remarks.n : at;
}

capias_status cps_ofac_remarks(const struct cps_ofac_party *party, struct cps_ofac_list *list,
                               capias_str remarks, bool cut, capias_error *err)
{
    remarks = cps_str_trim(remarks);
    if (!cut && remarks.n && remarks.p[remarks.n - 1] == '.') remarks.n--;
    for (size_t at = 0; at < remarks.n;) {
        size_t end = piece_end(remarks, at);
        capias_str text = cps_str_trim(cps_str_sub(remarks, at, end));
        bool last = end == remarks.n;
        at = end + 2;
        /* The lists before 2020 end pieces with a full stop as well: "DOB 1950.; POB Tikrit." */
        if (!last && text.n > 1 && text.p[text.n - 1] == '.' && text.p[text.n - 2] == '\'')
            text.n--;
        if (!text.n) continue;
        if (last && cut)
            CPS_TRY(cps_say(&party->subject, "notes", text, (capias_str){0}, err));
        else CPS_TRY(say_piece(party, list, text, err));
    }
    return CAPIAS_OK;
}

/* ---- names ----------------------------------------------------------------------------------- */

static bool is_suffix(capias_str s)
{
    static const char *const suffixes[] = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (cps_str_eq_nocase(s, cps_str(suffixes[i]))) return true;
    return false;
}

struct cps_ofac_name cps_ofac_parse_name(const struct cps_subject *s, capias_str published)
{
    struct cps_ofac_name name = {.natural = published};
    capias_str rest = published, piece;
    if (!cps_subject_has(s, "lastName")) return name;
    while (cps_str_split(&rest, ',', &piece)) {
        if (!piece.n) continue;
        if (!name.family.p) name.family = piece;
        else if (is_suffix(piece)) name.suffix = piece;
        else if (!name.given.p) name.given = piece;
        else {
            capias_str both[] = {name.given, piece};
            name.given = cps_join(s->import, " ", both, 2);
        }
    }
    capias_str parts[] = {name.given, name.family, name.suffix};
    name.natural = cps_join(s->import, " ", parts, 3);
    name.published = published;
    if (!name.given.n) name.family = (capias_str){0}; /* a name without a comma claims no parts */
    return name;
}
