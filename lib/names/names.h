/* SPDX-License-Identifier: Apache-2.0
 *
 * names/names.h: what the parts of a name are, the cost of every confusion, how alike two names
 * are and why. It knows no lists and no law.
 *
 * Everything here is a pure function of its arguments and the frozen names model (tables under
 * data/names/, compiled in, integers only, with an id). Two tokens are related only if they share a
 * key AND their cost is within reach; search and compare apply the same test, so the indexed search
 * loses nothing against scoring every name. Method: docs/matching.md.
 */
#ifndef CPS_NAMES_NAMES_H
#define CPS_NAMES_NAMES_H

#include "base/base.h"
#include "text/text.h"

const char *cps_names_model_id(void); /* 32 hexadecimal digits */

enum cps_name_kind { CPS_NAME_PERSON, CPS_NAME_ORGANISATION, CPS_NAME_THING /* vessel, aircraft */ };

enum cps_name_class {
    CPS_CLASS_CORE = 1,
    CPS_CLASS_GIVEN = 2,
    CPS_CLASS_FAMILY = 4,
    CPS_CLASS_PATRONYMIC = 8,
    CPS_CLASS_PARTICLE = 16,  /* al, bin, von, de                                                  */
    CPS_CLASS_TITLE = 32,
    CPS_CLASS_INITIAL = 64,
    CPS_CLASS_NUMBER = 128,
    CPS_CLASS_LEGAL = 256,    /* legal form                                                        */
    CPS_CLASS_GENERIC = 512,  /* bank, trading, group                                              */
    CPS_CLASS_GEO = 1024,
    CPS_CLASS_STOP = 2048,
    CPS_CLASS_NICKNAME = 4096 /* stood in quotes                                                   */
};

#define CPS_NAME_TOKENS 16 /* tokens scored; more still count as unmatched                          */
#define CPS_TOKEN_BYTES 64 /* bytes of one token's text that are scored                             */

/* One part of a name. Plain data, so that an index can store it: `text` is the only pointer. */
struct cps_name_token {
    capias_str text;          /* what is compared: the Latin form; the native one in Han and Hangul,
                                 where each character is a token, and where there is no
                                 romanisation; at most CPS_TOKEN_BYTES                              */
    uint32_t start, end;      /* bytes of the name as written (0, 0 when built from an index)       */
    uint32_t symbol;          /* equal non-zero symbols mean the same (legal form, number, word)    */
    uint16_t classes;         /* enum cps_name_class, several may hold                              */
    uint16_t information;     /* how much agreement on it is worth, in 1/64 nat                     */
    uint8_t script;           /* enum cps_script of the original: chooses the cost table            */
    uint8_t reserved[3];
};

struct cps_name {
    struct cps_name_token tokens[CPS_NAME_TOKENS];
    uint8_t n;
    uint8_t kind;             /* enum cps_name_kind                                                 */
    uint16_t left_out;        /* tokens beyond CPS_NAME_TOKENS                                      */
    uint32_t information;     /* sum over tokens after class multipliers, in 1/64 nat               */
};

enum cps_name_kind cps_name_kind_of_schema(capias_str schema); /* empty: person                     */

/* Cut a name into its parts. Token texts live in `arena`. A name without a letter or digit has n 0. */
capias_status cps_name_parse(capias_str raw, enum cps_name_kind kind, struct cps_arena *arena,
                             struct cps_name *out, capias_error *err);

/* ---- keys: what makes two tokens candidates --------------------------------------------------- */

#define CPS_KEYS_MAX 320
/* Hashes of the token's deletion neighbourhood (bound by length), skeleton and symbol; sorted, each
 * once. Returns how many. A key is a pure function of text, script and symbol. */
unsigned cps_name_keys(const struct cps_name_token *t, uint64_t keys[CPS_KEYS_MAX]);

/* Two or three neighbours of a name written as one word ("patr ushev": patrushev), and the initials
 * of an organisation ("People's Liberation Army": pla). A join x of one name and a token y of the
 * other are related iff cps_join_keys(x) and cps_name_keys(y) share a key AND the cost is within
 * reach: an index therefore files the join keys of its names' joins beside the keys of its tokens,
 * and a query looks up both. Returns how many. */
#define CPS_NAME_JOINS 32
#define CPS_JOIN_KEYS 100 /* two in Latin; in Han and Hangul one for each spelling */
struct cps_name_join {
    char bytes[CPS_TOKEN_BYTES];
    uint8_t length, first, n;  /* the tokens it stands for                                          */
    uint8_t acronym;
    uint32_t information;      /* of those tokens, 1/64 nat                                         */
};
unsigned cps_name_joins(const struct cps_name *name, struct cps_name_join out[CPS_NAME_JOINS]);
/* The join as a token; its text lies in the join. */
struct cps_name_token cps_join_token(const struct cps_name *name, const struct cps_name_join *j);
unsigned cps_join_keys(const struct cps_name_token *t, uint64_t keys[CPS_JOIN_KEYS]);

/* ---- costs ----------------------------------------------------------------------------------- */

#define CPS_UNRELATED UINT16_MAX
/* Learned edit cost from `a` to `b` in 1/12 nat, identical texts cost 0; CPS_UNRELATED when out of
 * reach. Does NOT test the keys: callers that did not come through an index use cps_token_related. */
uint16_t cps_token_cost(const struct cps_name_token *a, const struct cps_name_token *b);
/* The definition: cost if the two share a key and the cost is within reach, else CPS_UNRELATED. */
uint16_t cps_token_related(const struct cps_name_token *a, const struct cps_name_token *b);

/* What agreement of two related tokens adds, in 1/64 nat (<= 0: nothing). */
int32_t cps_token_gain(const struct cps_name_token *a, const struct cps_name_token *b,
                       uint16_t cost);

/* ---- names ----------------------------------------------------------------------------------- */

enum cps_relation {
    CPS_REL_EXACT,
    CPS_REL_SPELLING,
    CPS_REL_SYMBOL,
    CPS_REL_INITIAL,
    CPS_REL_JOINED,    /* one token against two or three                                            */
    CPS_REL_MISSING,   /* stands on one side only                                                   */
    CPS_REL_CONFLICT   /* the two sides contradict each other here                                  */
};
struct cps_pair {
    uint8_t left, left_n;   /* first token and how many; left_n 0: nothing on that side              */
    uint8_t right, right_n;
    uint8_t relation;       /* enum cps_relation                                                    */
    uint16_t cost;          /* 1/12 nat                                                             */
    int32_t weight;         /* what it added to the sum, in 1/64 nat; may be negative                */
};
struct cps_name_alignment {
    struct cps_pair pairs[2 * CPS_NAME_TOKENS];
    uint8_t n;
    int32_t sum;            /* of the weights                                                       */
    uint32_t score;         /* 0..10000                                                             */
};

/* Cost of query token i against listed token j. `cps_token_related` behind it, or a cache of it:
 * what it returns must equal cps_token_related(&q->tokens[i], &l->tokens[j]). */
typedef uint16_t cps_cost_fn(void *ctx, unsigned i, unsigned j);

/* Score `l` (the listed name) against `q`, 0..10000 where 7000 is the line. `out` may be NULL. */
uint32_t cps_name_score(const struct cps_name *q, const struct cps_name *l, cps_cost_fn *cost,
                        void *ctx, struct cps_name_alignment *out);
/* The same for a caller that knows (from an index) that no join of one side is related to a token of
 * the other: `joins` holds the sides whose joins have to be tried. */
enum { CPS_JOINS_OF_QUERY = 1, CPS_JOINS_OF_LISTED = 2 };
uint32_t cps_name_score_joins(const struct cps_name *q, const struct cps_name *l,
                              cps_cost_fn *cost, void *ctx, unsigned joins,
                              struct cps_name_alignment *out);
/* The same with the costs worked out on the spot. */
uint32_t cps_name_compare(const struct cps_name *q, const struct cps_name *l,
                          struct cps_name_alignment *out);
/* An upper bound for cps_name_score: lets a search leave hopeless names unscored. `best_gain_sum` is
 * the sum, over the query's tokens, of the best gain that any token or join of the listed name can
 * have with it, plus the same over the query's joins with listed tokens (1/64 nat; an initial's
 * gain is added in here). Names reached through an acronym are scored without asking. */
uint32_t cps_name_score_bound(const struct cps_name *q, uint32_t listed_information,
                              int32_t best_gain_sum);

/* Information of a word whose being left over on both sides counts as a contradiction, else 0; and
 * of all such words of a name, 0 when it has an initial, which may answer to any of them. */
uint32_t cps_token_core(const struct cps_name_token *t);
uint32_t cps_name_core(const struct cps_name *name);
/* What a search knows of a listed name before it scores it. Sums may be too large, never too small. */
struct cps_coverage {
    uint32_t information, core; /* of the listed name; core as cps_name_core says                  */
    int32_t gain;               /* as best_gain_sum                                                 */
    uint32_t query;             /* bit i: token i of the query, or a join it is in, is related to
                                   something in the listed name                                     */
    uint32_t listed_core;       /* core information of what it is related to there                  */
    bool joined;                /* some of that is a join of the listed name                        */
};
/* As cps_name_score_bound, and lower where words are left over on both sides. Never falls when
 * `gain`, `query` or `listed_core` grows. */
uint32_t cps_name_score_bound_covered(const struct cps_name *q, const struct cps_coverage *c);

/* "family name", "given name", "legal form", ... for the classes of a token. */
const char *cps_name_part(uint16_t classes);
const char *cps_relation_name(enum cps_relation r);
/* Parts first .. first + n - 1 of a name as they stand in `raw`, which it was parsed from; empty when
 * there are none. */
capias_str cps_name_written(capias_str raw, const struct cps_name *name, unsigned first, unsigned n);
/* "one letter inserted", "kh for h": how `a` became `b`, in words, into `arena`. */
capias_str cps_token_explain(const struct cps_name_token *a, const struct cps_name_token *b,
                             struct cps_arena *arena);

/* ---- other evidence --------------------------------------------------------------------------- */

/* What the model says agreement or contradiction of other fields is worth, in 1/64 nat: added to the
 * log odds of the name score by cps_score_combine. */
enum cps_evidence {
    CPS_EV_BIRTH_SAME_DAY,
    CPS_EV_BIRTH_SAME_YEAR,   /* one side or both know the year only, or the days differ by a slip   */
    CPS_EV_BIRTH_NEAR,        /* a year apart, day and month swapped, one digit off                  */
    CPS_EV_BIRTH_CONFLICT,
    CPS_EV_GENDER_CONFLICT,
    CPS_EV_COUNTRY_SAME,
    CPS_EV_COUNTRY_CONFLICT,
    CPS_EV_ID_SAME,           /* the most that an identifier adds: one with check digits             */
    CPS_EV_ID_CONFLICT,
    CPS_EV_ID_DIGIT,          /* what another one adds by its length, for each character             */
    CPS_EV_ID_LETTER,
    CPS_EV_ID_TYPE,           /* it was asked for as what it is listed as                            */
    CPS_EV_ID_ALONE,          /* no name was given that could differ                                 */
    CPS_EV_N
};
int32_t cps_evidence_weight(enum cps_evidence e);
/* Name score 0..10000 and the sum of evidence weights → 0..10000, monotone in both, no floats. */
uint32_t cps_score_combine(uint32_t name_score, int32_t evidence);

#endif
