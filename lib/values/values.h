/* SPDX-License-Identifier: Apache-2.0
 *
 * values/values.h: one cleaned value, and the original beside it: dates, states, identifiers,
 * genders. It does not know lists.
 */
#ifndef CPS_VALUES_VALUES_H
#define CPS_VALUES_VALUES_H

#include "base/base.h"
#include "text/text.h"

/* ---- dates --------------------------------------------------------------------------------- */

/* Days since 1970-01-01, proleptic Gregorian. Good for years 0001 to 9999. */
typedef int32_t cps_day;
#define CPS_DAY_MIN ((cps_day)-719162) /* 0001-01-01 */
#define CPS_DAY_MAX ((cps_day)2932897) /* 10000-01-01, as an exclusive end: open */

/* A date that may be partial is a half-open span of days: "2011" is [2011-01-01, 2012-01-01). */
struct cps_span {
    cps_day from, until;
};
bool cps_day_make(int year, int month, int day, cps_day *out); /* false: no such day */
void cps_day_split(cps_day d, int *year, int *month, int *day);
/* YYYY, YYYY-MM or YYYY-MM-DD, nothing else. */
bool cps_date_parse(capias_str iso, struct cps_span *out);
/* What lists write: "10 Dec 1948", "circa 1962", "1957 to 1960", "Between 1957 and 1960",
 * "31/12/1970" (day first, unless the second number cannot be a month), "Mar 1955", "1960s",
 * "00/00/1971", ISO with time. Several dates give the span over all. False when any word is
 * unknown. `circa` (may be NULL) says that the publisher hedges. */
bool cps_date_parse_free(capias_str text, struct cps_span *out, bool *circa);
/* The shortest ISO form of a span: year, month or day, else "from..last". `out` of 24 bytes. */
capias_str cps_date_format(struct cps_span span, char out[24]);

/* ---- states -------------------------------------------------------------------------------- */

/* ISO 3166-1 alpha-2 packed as (c0 << 8) | c1, upper case; XK is Kosovo; former states as in
 * ISO 3166-3 ("SU", "YU", "DD"); CS is Czechoslovakia, and Serbia and Montenegro (2003-2006) counts
 * as YU. 0 is none. */
typedef uint16_t cps_state;
cps_state cps_state_code(capias_str alpha2); /* any case; 0 when the table has no such code */
void cps_state_text(cps_state s, char out[3]);
capias_str cps_state_name(cps_state s);      /* English short name; "" when unknown */
/* From an English name, alpha-3 code or a listed spelling ("Korea, North", "Cote d Ivoire", "Russia
 * / Russie"); a remark in brackets behind it is passed over. Folded equality, no guessing. A state
 * that was renamed comes back as the state of today ("Burma" is MM). 0 when unknown. Other
 * languages are the register's affair. */
cps_state cps_state_from_name(capias_str name);
/* The same, or a demonym: "Syrian", "Saudi Arabian". 0 also where it fits two states
 * ("Congolese"). */
cps_state cps_state_from_nationality(capias_str text);
/* The key by which spellings are compared: the letters of the words in Latin script without "the", "of"
 * and "and"; for other tables of names too. Memory: `arena`. False when it is out, or the name is too long. */
bool cps_state_key(capias_str name, struct cps_arena *arena, capias_str *out);
/* All codes of the table, ascending. */
const cps_state *cps_states(size_t *n);
bool cps_state_is_current(cps_state s);      /* false for former states and for territories      */

/* ---- identifiers --------------------------------------------------------------------------- */

enum cps_identifier_kind {
    CPS_ID_OTHER,
    CPS_ID_IMO,
    CPS_ID_MMSI,
    CPS_ID_LEI,
    CPS_ID_BIC,
    CPS_ID_ISIN,
    CPS_ID_IBAN,
    CPS_ID_WALLET,
    /* These no form tells: only a label does, a list's or the one who asks. */
    CPS_ID_PASSPORT,
    CPS_ID_TAX,
    CPS_ID_REGISTRATION,     /* of a company, a vehicle                                            */
    CPS_ID_NATIONAL,         /* identity card, social security                                     */
    CPS_ID_CALL_SIGN,
    CPS_ID_SERIAL,           /* of an aircraft, as its maker counts                                */
    CPS_ID_KINDS
};
const char *cps_identifier_kind_name(enum cps_identifier_kind kind); /* "IMO number", "passport"  */
/* Letters and digits only, upper case, in the arena; "IMO 9187629" and "MMSI ..." lose their label.
 * {NULL, 0} when nothing is left or memory is out. */
capias_str cps_identifier_normalise(capias_str raw, struct cps_arena *arena);
/* What the form and the check digits say. MMSI, BIC and wallet have no check digits, and one number
 * of seven digits in ten passes as an IMO number: a list's own label goes before this. */
enum cps_identifier_kind cps_identifier_kind_of(capias_str normalised);
/* Whether numbers of this kind carry check digits, or are so long that none is met by chance. */
bool cps_identifier_is_checked(enum cps_identifier_kind kind);

/* A number that a text names beside other words, or that is the whole of it. */
struct cps_number_found {
    capias_str number;       /* normalised                                                         */
    uint32_t start, end;     /* bytes of the text, the label's with it                             */
    uint8_t kind;            /* enum cps_identifier_kind: by its label, else by its form           */
    bool labelled, whole;    /* "passport no. 123"; nothing else stands in the text                */
};
#define CPS_NUMBERS_FOUND 8
/* Numbers in `text`: behind a label ("IMO 9187629", "паспорт 12 34567": each way to end it), words with
 * digits of seven characters or more, and the whole text if it could be a number or a tail number
 * ("EP-GOM"). At most CPS_NUMBERS_FOUND; returns how many. Memory: `arena`; none when that is out. */
unsigned cps_numbers_find(capias_str text, struct cps_arena *arena,
                          struct cps_number_found out[CPS_NUMBERS_FOUND]);

/* ---- gender -------------------------------------------------------------------------------- */

/* FollowTheMoney's "male", "female", "other" from M, F, Male, femme, ...; empty when unknown. */
capias_str cps_gender(capias_str raw);

#endif
