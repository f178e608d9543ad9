/* SPDX-License-Identifier: Apache-2.0
 *
 * capias.h: the one public header of libcapias.
 *
 * A register is one immutable file, opened once and shared by any number of threads. Every question
 * is a call that takes the register, the question, and a `capias_answer`, which owns the memory of
 * what comes back: all pointers in an answer live until the answer is reset or freed, or the
 * register is closed. Nothing is printed, nothing exits, no global is set.
 *
 * Strings are `capias_str`: UTF-8, not NUL-terminated, {NULL, 0} when absent.
 * Scores are 0..1 with four decimals, computed in integers, the same on every machine.
 * Dates are ISO 8601 strings, possibly partial ("2011", "2011-03").
 */
#ifndef CAPIAS_CAPIAS_H
#define CAPIAS_CAPIAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define CAPIAS_API __attribute__((visibility("default")))
#else
#define CAPIAS_API
#endif

/* ---- status and errors --------------------------------------------------------------------- */

typedef enum capias_status {
    CAPIAS_OK = 0,
    CAPIAS_E_ARG = 1,    /* the caller broke the contract                                    */
    CAPIAS_E_NOMEM = 2,  /* an allocation failed, or an arena reached its limit              */
    CAPIAS_E_IO = 3,     /* the system refused; error.detail holds errno                     */
    CAPIAS_E_SYNTAX = 4, /* input does not parse; offset, line, column are set               */
    CAPIAS_E_DATA = 5,   /* it parses but cannot be true (listed before born)                */
    CAPIAS_E_FORMAT = 6, /* register or packed file: magic, version, length or checksum      */
    CAPIAS_E_LIMIT = 7,  /* a documented limit: length, depth, hits, time                    */
    CAPIAS_E_NOT_FOUND = 8 /* a name, id, person or state that the register does not know, or
                              that fits several (error.hint lists them)                      */
} capias_status;

typedef struct capias_error {
    capias_status status;
    int32_t detail;        /* errno or a library's own code; 0 if none                       */
    uint64_t offset;       /* bytes from the start of the input                              */
    uint32_t line, column; /* from 1, column in code points; 0: not about text               */
    char where[96];        /* file or argument                                               */
    char what[160];        /* what was found                                                 */
    char hint[400];        /* what to do; room for the choices of an ambiguous name           */
    char excerpt[120];     /* of the line of input the error is about; "" if none             */
    uint32_t excerpt_from; /* the column that the excerpt begins at, from 1                    */
} capias_error;

/* The name of a status in lower case words ("bad syntax"). Never NULL. */
CAPIAS_API const char *capias_status_name(capias_status status);
/* The library's version, "0.1.0". */
CAPIAS_API const char *capias_version(void);
/* The names model's id, 32 hexadecimal digits: equal ids give equal scores. */
CAPIAS_API const char *capias_model_id(void);

typedef struct capias_str {
    const char *p;
    size_t n;
} capias_str;

typedef struct capias_strs {
    const capias_str *v;
    size_t n;
} capias_strs;

/* ---- the register -------------------------------------------------------------------------- */

typedef struct capias_register capias_register;

/* Open a register file: header, directory and section bounds are checked, nothing else is read,
 * so the cost does not grow with the file. E_IO, E_FORMAT. `*out` is set on success only. */
CAPIAS_API capias_status capias_register_open(const char *path, capias_register **out,
                                              capias_error *err);
/* NULL is fine. Every answer taken from it becomes invalid. */
CAPIAS_API void capias_register_close(capias_register *reg);
/* Check every checksum, offset and cross-reference. E_FORMAT names the first fault. */
CAPIAS_API capias_status capias_register_verify(const capias_register *reg, capias_error *err);
/* The register's digest, 32 hexadecimal digits, NUL-terminated: names the file's content. */
CAPIAS_API const char *capias_register_digest(const capias_register *reg);

/* ---- answers ------------------------------------------------------------------------------- */

typedef struct capias_answer capias_answer;
CAPIAS_API capias_status capias_answer_new(capias_answer **out, capias_error *err);
CAPIAS_API void capias_answer_reset(capias_answer *answer);
CAPIAS_API void capias_answer_free(capias_answer *answer); /* NULL is fine */
/* What whoever asked should know beside the answer: whom and which state a name was taken for that is
 * written otherwise. Sentences; they live until the next call with this answer. */
CAPIAS_API capias_strs capias_answer_notes(const capias_answer *answer);

/* ---- build and info ------------------------------------------------------------------------ */

typedef struct capias_source {
    capias_str name;      /* dataset: us_ofac_sdn                                           */
    capias_str format;    /* ofac-legacy-csv                                                */
    capias_str publisher;
    capias_str url;
    capias_str licence;
    capias_str as_of;     /* ISO date, from the file or --as-of; empty when neither says     */
    uint64_t entities, names, rejected, bytes;
    capias_str sha256;    /* of the file; of several files that of the lines which sha256sum
                             prints for them in the order of their names                    */
} capias_source;

typedef struct capias_info {
    uint64_t entities;    /* parties: what can be found. Passports and the like not counted  */
    uint64_t names, instruments, statements, bytes;
    uint32_t segments, format_version;
    capias_str digest, model, built_with; /* built_with: program version, ICU version         */
    const capias_source *sources;
    size_t n_sources;
    double seconds;       /* build only: the wall clock; never stored in the file            */
} capias_info;

typedef enum capias_severity { CAPIAS_NOTE = 0, CAPIAS_WARNING = 1, CAPIAS_REJECTED = 2 } capias_severity;
/* Called for every row that is rejected or kept with a reservation, in input order. */
typedef void capias_message_fn(void *ctx, capias_severity severity, const capias_error *message);

typedef struct capias_build_counts {
    capias_str source;        /* the dataset being read; empty: all are read, the register is written */
    uint64_t statements;      /* of all sources so far                                        */
} capias_build_counts;
/* Called now and then, in the caller's thread. */
typedef void capias_build_progress_fn(void *ctx, const capias_build_counts *so_far);

typedef struct capias_build_options {
    size_t size;               /* sizeof(capias_build_options)                              */
    const char *output;        /* path of the register to write                             */
    const char *builtin;       /* the built-in register to take in; NULL: none               */
    const char *as_of;         /* ISO date for sources that do not say; NULL: unknown        */
    const char *const *inputs; /* files and directories                                      */
    size_t n_inputs;
    bool strict;               /* a rejected row fails the build with E_DATA                 */
    capias_message_fn *message;
    capias_build_progress_fn *progress; /* or NULL                                           */
    void *message_ctx;         /* for both                                                   */
} capias_build_options;

/* Compile list files and law tables into one register, written beside `output` and renamed over it:
 * a failed build leaves the old file as it was. The same inputs give the same bytes. */
CAPIAS_API capias_status capias_build(const capias_build_options *opt, capias_answer *answer,
                                      capias_info *out, capias_error *err);
CAPIAS_API capias_status capias_register_info(const capias_register *reg, capias_answer *answer,
                                              capias_info *out, capias_error *err);

typedef struct capias_format {
    const char *name, *publisher, *told_by, *fills;
} capias_format;
/* The formats that `capias_build` reads, a static table. */
CAPIAS_API const capias_format *capias_formats(size_t *n);

/* The schemata that a party may be of (Person, Company, Vessel, ...), by number from 0; NULL past the
 * last. */
CAPIAS_API const char *capias_schema(size_t i);

/* ---- names --------------------------------------------------------------------------------- */

typedef struct capias_search_options {
    size_t size;          /* sizeof(capias_search_options)                                   */
    capias_str schema;    /* Person, Company, ...; empty: any                                */
    capias_str birth_date, country, gender, id_number; /* empty: not known                   */
    uint32_t limit;       /* 5                                                               */
    double threshold;     /* 0.70: possible matches from here up                             */
    bool exhaustive;      /* score every entity, without candidates: the same answer, slowly */
} capias_search_options;
CAPIAS_API capias_search_options capias_search_defaults(void);

typedef struct capias_feature {
    capias_str name;      /* name, birth_date, country, gender, id_number                    */
    double score;         /* 0..1 for the name, 0 or 1 agreement for the others              */
    double weight;        /* what it added to or took from the score                         */
    capias_str detail;    /* "family name: Lavova ~ Lvova, one letter inserted"              */
} capias_feature;

typedef struct capias_property {
    capias_str name;      /* FollowTheMoney's: birthDate, nationality, ...                   */
    capias_strs values;
} capias_property;

typedef struct capias_hit {
    capias_str id, caption, schema;
    double score;
    bool match;           /* score >= threshold: a possible match                            */
    capias_strs datasets;
    capias_str matched_name;
    const capias_property *properties;
    size_t n_properties;
    const capias_feature *features;
    size_t n_features;
} capias_hit;

typedef struct capias_hits {
    capias_str query;
    const capias_hit *v;  /* best first, ties by id                                          */
    size_t n;
} capias_hits;

/* Search an open register for one name, 1..2048 bytes of UTF-8. No hit is not an error.
 * E_ARG, E_SYNTAX (bad UTF-8, at its offset), E_LIMIT. `opt` NULL: the defaults. */
CAPIAS_API capias_status capias_search(const capias_register *reg, capias_str name,
                                       const capias_search_options *opt, capias_answer *answer,
                                       capias_hits *out, capias_error *err);

/* ---- screening a file ------------------------------------------------------------------------ */

typedef enum capias_screen_format {
    CAPIAS_SCREEN_JSONL = 0, /* a line for every row: docs/schema/screen.json                */
    CAPIAS_SCREEN_CSV = 1    /* a header, then a line for every result; none for a row without */
} capias_screen_format;

typedef struct capias_screen_counts {
    uint64_t queries;     /* rows screened                                                    */
    uint64_t rejected;    /* rows that could not be                                           */
    uint64_t warnings;    /* cells that could not be read: screened without them               */
    uint64_t matched;     /* rows with a possible match                                       */
    uint64_t read, size;  /* bytes of the file as it lies on disk; size 0: not known           */
} capias_screen_counts;

/* Take `bytes`; any status but CAPIAS_OK ends the screening and is returned from it. */
typedef capias_status capias_write_fn(void *ctx, capias_str bytes, capias_error *err);
typedef void capias_progress_fn(void *ctx, const capias_screen_counts *so_far);

typedef struct capias_screen_options {
    size_t size;              /* sizeof(capias_screen_options)                                */
    const char *input;        /* path of a table, packed or not; its header names the columns:
                                 docs/screening.md                                            */
    capias_search_options search; /* limits; schema, birth_date, country and gender stand for
                                     rows that do not say                                     */
    capias_screen_format format;
    unsigned threads;         /* 0: as many as there are processors                           */
    bool matches_only;        /* leave out rows without a possible match                      */
    capias_write_fn *write;   /* must be set. All three are called in the caller's thread, in the
                                 order of the rows                                            */
    capias_message_fn *message;   /* rows that were not screened, cells that were not read; or NULL */
    capias_progress_fn *progress; /* or NULL                                                  */
    void *ctx;                /* for the three                                                */
} capias_screen_options;
CAPIAS_API capias_screen_options capias_screen_defaults(void);

/* Screen every row of a file. The output is the same, byte for byte, for any number of threads, and
 * memory does not grow with the file. A row that cannot be read is left out and told to `message`;
 * `counts` (may be NULL) is filled on failure too. E_SYNTAX: no column with names. */
CAPIAS_API capias_status capias_screen(const capias_register *reg, const capias_screen_options *opt,
                                       capias_screen_counts *counts, capias_error *err);

/* The question that one row of such a file asks: a search for `*name` with `*opt` answers as
 * capias_screen does. `id` is the row's as the answers have it. `opt` comes with what stands for rows
 * that do not say; cells that cannot be read leave it as it is. E_NOT_FOUND: there is no such row. */
CAPIAS_API capias_status capias_screen_row(const capias_register *reg, const char *input,
                                           capias_str id, capias_answer *answer, capias_str *name,
                                           capias_search_options *opt, capias_error *err);

typedef struct capias_alignment {
    capias_str left, right; /* the parts as written; one empty: nothing stands against it     */
    capias_str part;        /* family name, given name, legal form, number, ...               */
    capias_str relation;    /* exact, spelling, symbol, initial, joined, missing, conflict    */
    capias_str detail;      /* "one letter inserted"                                          */
    double weight;          /* what it added to or took from the score, in nats               */
} capias_alignment;

typedef struct capias_comparison {
    double score;
    bool match;
    const capias_alignment *alignment;
    size_t n_alignment;
} capias_comparison;

/* How alike two names are, and why. `schema` empty: as names of persons, and where those are no match,
 * of organisations. A pure function of the names model and its arguments: no register needed. */
CAPIAS_API capias_status capias_compare(capias_str left, capias_str right, capias_str schema,
                                        capias_answer *answer, capias_comparison *out,
                                        capias_error *err);

/* One statement about an entity, with its source: what `explain` and `show` print. */
typedef struct capias_statement {
    capias_str entity, schema, property, value, original, language, dataset;
    capias_str first_seen, last_seen;
    capias_str where;      /* file and line of the source as it was read: sdn.csv:1234          */
} capias_statement;
/* Every statement about an entity and about the entities that hang on it (listings, documents). */
CAPIAS_API capias_status capias_entity_statements(const capias_register *reg, capias_str id,
                                                  capias_answer *answer,
                                                  const capias_statement **out, size_t *n,
                                                  capias_error *err);

/* ---- one entity ---------------------------------------------------------------------------- */

/* Whom a tie leads to, or what an entity belongs to. */
typedef struct capias_end {
    capias_str property;   /* as what: owner, asset, relative, ...                             */
    capias_str id;
    capias_str caption, schema; /* empty: the register does not hold it                        */
} capias_end;

/* Something that hangs on an entity: it names the entity, or the entity names it. */
typedef struct capias_adjacent {
    capias_str group;      /* listing, document, address, wallet, tie, other                   */
    capias_str property;   /* by which the one names the other: entity, holder, owner,
                              addressEntity, ...                                               */
    capias_str id, caption, schema;
    capias_strs datasets;
    const capias_property *properties;
    size_t n_properties;
    const capias_statement *statements;
    size_t n_statements;
    const capias_end *ends; /* the other entities that it names                                */
    size_t n_ends;
} capias_adjacent;

/* What the tables of the law hold about a person: a row, in words. */
typedef struct capias_fact {
    capias_str kind;       /* warrant, event, challenge, request, notice, listing, office, visit,
                              decision, exemption                                              */
    capias_str id;         /* of the row; of a listing: the entity; events have none           */
    capias_str about;      /* the warrants of an event, challenge or request; the visit of a
                              decision; the dataset of a listing                               */
    capias_str date, until; /* of the event; of a warrant: issued, and no longer open since    */
    capias_str state;
    capias_str status;     /* a code: open, sent, not_arrested, ...                            */
    capias_str title, text;
    capias_str source, where; /* ICC-02/05-01/09-139; findings.csv:12                          */
} capias_fact;

typedef struct capias_entity {
    capias_str id, caption, schema;
    capias_strs datasets;
    capias_strs referents;  /* other ids of the same party: listings joined to a person        */
    capias_str first_seen, last_seen; /* of its statements, the widest                         */
    const capias_property *properties; /* each value once, in the order of the statements      */
    size_t n_properties;
    const capias_statement *statements; /* by property, then value                             */
    size_t n_statements;
    const capias_adjacent *adjacent; /* by group in the order above, then id                   */
    size_t n_adjacent;
    capias_str person;      /* id of the person in the tables of the law; empty: none          */
    const capias_fact *facts; /* warrants with their events, challenges and requests, then the
                                 rest by kind in the order above; each kind by date            */
    size_t n_facts;
} capias_entity;

/* One entity with the source of every value and what hangs on it. `typed` is an id, or a name that
 * one party alone fits. E_NOT_FOUND: unknown or ambiguous. */
CAPIAS_API capias_status capias_entity_get(const capias_register *reg, capias_str typed,
                                           capias_answer *answer, capias_entity *out,
                                           capias_error *err);

/* ---- two registers ------------------------------------------------------------------------- */

/* Values of one property (or the cell of one column) that only the one side has. */
typedef struct capias_value_change {
    capias_str property;
    capias_strs before, after;
} capias_value_change;

/* Something that hangs on a changed entity and came, went or changed itself. */
typedef struct capias_part_change {
    capias_str change;     /* added, removed, changed                                          */
    capias_str group;      /* listing, document, address, wallet, tie, other                   */
    bool theirs;           /* a tie that the list states of its other end                      */
    capias_str id, caption, schema;
    const capias_value_change *values;
    size_t n_values;
    const capias_end *ends; /* the other entities that it names                                */
    size_t n_ends;
} capias_part_change;

/* An entity as one dataset has it, or a row of a law table. */
typedef struct capias_change {
    capias_str dataset;
    capias_str table;      /* of a row; empty: an entity                                       */
    capias_str change;     /* added, removed, changed; tied: all that changed is ties which the
                              list states of others                                            */
    capias_str id;         /* of a row without an id: its key, "; " between                    */
    capias_str caption, schema; /* of an entity                                                */
    capias_str again;      /* removed, and somebody of the same name was added (or the other
                              way round): listed again under this id                           */
    const capias_value_change *values; /* by property; of a row, by column                     */
    size_t n_values;
    const capias_part_change *parts;
    size_t n_parts;
} capias_change;

/* Counts of one dataset: parties, and what hangs on none. */
typedef struct capias_diff_source {
    capias_str dataset;
    bool before, after;    /* which side has it                                                */
    capias_str before_as_of, after_as_of;
    uint64_t before_entities, after_entities; /* as in a capias_source                          */
    uint64_t added, removed, changed, tied;
} capias_diff_source;

typedef struct capias_diff_table {
    capias_str name;
    uint64_t added, removed, changed; /* rows                                                  */
} capias_diff_table;

typedef struct capias_diff_summary {
    capias_str before, after;         /* digests of the registers                              */
    const capias_diff_source *sources; /* by dataset                                           */
    size_t n_sources;
    const capias_diff_table *tables;   /* those that differ                                    */
    size_t n_tables;
    uint64_t added, removed, changed, tied; /* entities of all sources                         */
} capias_diff_summary;

typedef struct capias_diff_options {
    size_t size;           /* sizeof(capias_diff_options)                                      */
    capias_str dataset;    /* this one alone; empty: all, and the law's tables                 */
    /* Called once, before the first change; NULL: not. A status other than OK ends the work and is
     * returned. */
    capias_status (*summary)(void *ctx, const capias_diff_summary *summary, capias_error *err);
    /* Called for every change: entities by dataset, then id; then rows by table. What it is given
     * lives until it returns. NULL: not. */
    capias_status (*change)(void *ctx, const capias_change *change, capias_error *err);
    void *ctx;
} capias_diff_options;

/* What came, went and changed between two registers. Where a value stands in its file, in which order,
 * how it was spelt before it was cleaned and when it was seen is no change. Entities with equal digests
 * are not unpacked. E_NOT_FOUND: neither register has the dataset. */
CAPIAS_API capias_status capias_diff(const capias_register *before, const capias_register *after,
                                     const capias_diff_options *opt, capias_answer *answer,
                                     capias_diff_summary *out, capias_error *err);

/* ---- law ----------------------------------------------------------------------------------- */

typedef struct capias_duty {
    capias_str instrument;  /* id of the warrant or listing                                    */
    capias_str regime;      /* id: icc-rome-statute                                            */
    capias_str regime_name;
    capias_str act;         /* arrest_and_surrender, deny_entry, freeze, ...                   */
    capias_str addressee;   /* who must act, in words                                          */
    capias_str forum;
    capias_str force;       /* binding, binding_on_request, contested, urged, permitted, barred,
                               none_found, unknown                                             */
    int bound;              /* 1 true, 0 false, -1 unknown (null)                              */
    capias_str request;     /* who asked whom, when, under which article; empty: none known    */
    capias_strs grounds, exemptions, contested, sources;
    bool on_persons;        /* the addressee is persons, banks and companies, not an authority  */
} capias_duty;

typedef struct capias_decision {
    capias_str id, date, body, case_number, state, result, summary, source;
} capias_decision;

typedef struct capias_visit {
    capias_str id, person, state, city, arrived, left, purpose, outcome, duty, finding, note, source;
    capias_strs differences; /* from the visit asked about, in words                         */
    bool counted;            /* in k and n: somebody looked it up                            */
} capias_visit;

typedef struct capias_visit_answer {
    capias_str person, person_name, state, state_name;
    capias_str on, until, known; /* until: empty for a single day, else the last day of the span */
    capias_str law_as_of;        /* the date of the tables                                     */
    const capias_duty *duties;
    size_t n_duties;
    const capias_decision *decisions;     /* about this person in this state, then comparable  */
    size_t n_decisions;
    const capias_visit *comparable;
    size_t n_comparable;
    double p_arrest, low, high;  /* the outlook: share of k arrests in n comparable visits      */
    uint32_t k, n;
    capias_strs reasons;
} capias_visit_answer;

typedef struct capias_visit_options {
    size_t size;
    capias_str on;     /* ISO day or "D..D"; empty: today                                       */
    capias_str known;  /* ISO day; empty: today                                                 */
    capias_str today;  /* ISO day: the caller's clock; the library reads none                   */
    bool overflight;   /* the person only crosses the airspace                                  */
} capias_visit_options;

/* What binds in `state` when `person` is there. Both are names in any spelling, or ids.
 * E_NOT_FOUND: unknown or ambiguous. */
CAPIAS_API capias_status capias_visit_duties(const capias_register *reg, capias_str person,
                                             capias_str state, const capias_visit_options *opt,
                                             capias_answer *answer, capias_visit_answer *out,
                                             capias_error *err);

/* ---- a journey --------------------------------------------------------------------------- */

typedef struct capias_leg {
    capias_str state;      /* a name in any spelling, or a code                                 */
    capias_str on;         /* ISO day or "D..D"; empty: the last day of the leg before, on the first
                              leg that of the options                                           */
    bool overflight;       /* the airspace is crossed, the ground not touched                   */
} capias_leg;
/* A leg as it is typed: STATE[:overflight][@D[..D]]. E_ARG. The strings point into `typed`. */
CAPIAS_API capias_status capias_leg_read(capias_str typed, capias_leg *out, capias_error *err);

/* Whom to notify: a row of data/law/contacts.csv, or the authority that the law of the state names. */
typedef struct capias_contact {
    capias_str act, regime;  /* of the duty; the regime is empty for the state's own authority  */
    capias_str body, role, channel, article, source;
} capias_contact;

typedef struct capias_journey_leg {
    capias_visit_answer visit;
    bool overflight;
    bool day_assumed;        /* the leg did not say its day                                     */
    const capias_contact *notify; /* none where no duty exists                                  */
    size_t n_notify;
} capias_journey_leg;

typedef struct capias_journey_answer {
    capias_str person, person_name, known, law_as_of;
    const capias_journey_leg *legs; /* as asked                                                  */
    size_t n_legs;
} capias_journey_answer;

#define CAPIAS_LEGS_MAX 64
/* What binds at each leg of a journey, and whom to notify where a duty exists or may. Legs are asked
 * in the order of travel: a leg that ends before the one ahead of it begins is E_ARG. */
CAPIAS_API capias_status capias_journey(const capias_register *reg, capias_str person,
                                        const capias_leg *legs, size_t n_legs,
                                        const capias_visit_options *opt, capias_answer *answer,
                                        capias_journey_answer *out, capias_error *err);

/* ---- a flight ------------------------------------------------------------------------------ */

typedef struct capias_point {
    double lat, lon;         /* degrees; -90..90 and -180..180                                  */
} capias_point;

typedef struct capias_track_end {
    capias_str typed, name, state, source; /* state: a code, empty at sea                        */
    capias_point at;
} capias_track_end;

/* A state under a line, or close to it. Kilometres are along the line. */
typedef struct capias_track_crossing {
    capias_str state, state_name;
    double km;               /* over its land as drawn; 0: the line comes close, no more        */
    double entry_km;         /* where it is first over it, or nearest                           */
    double near_km;          /* the nearest to its outline; of one not drawn, to its capital    */
    bool edge;               /* over its edge only, less deep than the outlines are exact (10 km) */
    bool duty;               /* one exists there, or may: the states of the answer say which    */
} capias_track_crossing;

typedef struct capias_track_line {
    capias_str kind;         /* direct, corridor, flown                                         */
    capias_str id, name, note, source; /* of the corridor                                       */
    const capias_point *points; /* with both ends; great circles join them                      */
    size_t n_points;
    double km, longest_leg_km;
    double duty_km;          /* over states with a duty, without those where the flight begins and ends */
    const capias_track_crossing *crossings; /* in the order of entry                            */
    size_t n_crossings;
    const capias_track_crossing *undrawn; /* too small to be drawn, with their capital near     */
    size_t n_undrawn;
    /* Against the direct line, which comes first: states with a duty that it crosses and this line passes
     * by, comes close to, or crosses too; and those that this line alone crosses. Codes. */
    capias_strs passed_by, close_to, crossed_too, crossed_alone;
    double detour_km;
    bool shows_avoidance;    /* longer, some passed by, and fewer kilometres over states with a duty:
                                a figure, no finding of intent                                  */
} capias_track_line;

typedef struct capias_track_state {
    capias_visit_answer visit;
    capias_str role;         /* overflight; departure and arrival: the ground is touched         */
    bool duty;
    const capias_contact *notify;
    size_t n_notify;
} capias_track_state;

typedef struct capias_track_answer {
    capias_str person, person_name;
    capias_str on, until, known, law_as_of; /* as in a capias_visit_answer                       */
    capias_track_end from, to;
    const capias_track_line *lines; /* the direct one, corridors, the flown one                  */
    size_t n_lines;
    const capias_track_state *states; /* every state under a line or close to one, once          */
    size_t n_states;
    capias_strs limits;      /* what is not known, in words; who is not covered                  */
} capias_track_answer;

/* The points of a flown track: typed as "LAT,LON;LAT,LON" (E_ARG), or a CSV file with the columns lat and
 * lon (E_DATA with the line, E_LIMIT beyond 100,000 points, E_IO). They live as long as the answer. */
CAPIAS_API capias_status capias_track_via(capias_str typed, capias_answer *answer,
                                          const capias_point **out, size_t *n, capias_error *err);
CAPIAS_API capias_status capias_track_read(const char *path, capias_answer *answer,
                                           const capias_point **out, size_t *n, capias_error *err);
/* Over whom a flight leads, what binds there, whom to notify, and what a flown track passes by. `from` and
 * `to`: a city, "CITY, STATE", a state (its capital is taken, and a note says so) or LAT,LON. `flown`: the
 * points between the two ends; none: only the direct line and corridors are drawn. E_NOT_FOUND, E_ARG. */
CAPIAS_API capias_status capias_track(const capias_register *reg, capias_str person, capias_str from,
                                      capias_str to, const capias_visit_options *opt,
                                      const capias_point *flown, size_t n_flown, capias_answer *answer,
                                      capias_track_answer *out, capias_error *err);

typedef struct capias_map_state {
    capias_str state, name;
    const capias_duty *duties;
    size_t n_duties;
} capias_map_state;

typedef struct capias_map {
    capias_str person, person_name;
    capias_str on, until, known; /* as in a capias_visit_answer                                */
    capias_str law_as_of;
    const capias_map_state *states; /* every state, by code                                    */
    size_t n_states;
} capias_map;

CAPIAS_API capias_status capias_duty_map(const capias_register *reg, capias_str person,
                                         const capias_visit_options *opt, capias_answer *answer,
                                         capias_map *out, capias_error *err);

/* ---- ties of a state ------------------------------------------------------------------------ */

typedef struct capias_share {
    capias_str partner, partner_name;
    double value;            /* 0 to 1                                                        */
    capias_str source;
    capias_strs others;      /* what other sources say instead: "0.93 (source)"                */
} capias_share;
/* One measure in one year: exports_share of 2023. */
typedef struct capias_exposure {
    capias_str measure, year;
    const capias_share *partners; /* the poles first, in the order asked; then the largest first      */
    size_t n_partners;
    double poles, listed;    /* sums: of the poles, of all partners; what is missing to 1 is not listed */
    double concentration_low, concentration_high; /* bounds of the Herfindahl-Hirschman index, 0 to 1  */
} capias_exposure;
typedef struct capias_border {
    capias_str neighbour, neighbour_name, source;
    double km, share;        /* of the state's land borders                                   */
} capias_border;
typedef struct capias_belonging {
    capias_str organisation, from, until, source; /* until empty: it goes on                     */
    bool now;                /* on the day asked about                                        */
    capias_strs poles;       /* codes of those poles that belong to it on that day            */
} capias_belonging;
typedef struct capias_ties {
    capias_str state, state_name, on, known;
    const capias_exposure *exposures; /* by measure, the latest year first                        */
    size_t n_exposures;
    const capias_border *borders;     /* the longest first                                        */
    size_t n_borders;
    const capias_belonging *organisations; /* by the day of joining                               */
    size_t n_organisations;
    const capias_visit *visits;       /* recorded visits there of persons of the poles' nationality */
    size_t n_visits;
} capias_ties;

/* What a state depends on: trade and energy by partner with concentration, borders, organisations over time, and how much
 * of it lies with each of the poles (states; none: the largest partners alone). Years after `known`
 * are left out. E_NOT_FOUND, E_ARG. */
CAPIAS_API capias_status capias_state_ties(const capias_register *reg, capias_str state, const capias_str *poles,
                                           size_t n_poles, const capias_visit_options *opt, capias_answer *answer,
                                           capias_ties *out, capias_error *err);
CAPIAS_API capias_status capias_ties_json(const capias_register *reg, const capias_ties *ties, capias_answer *answer,
                                          capias_str *out, capias_error *err);

/* ---- what a bank or company must do --------------------------------------------------------- */

/* A row of data/law/compliance.csv: what goes with a duty of persons. */
typedef struct capias_formality {
    capias_str kind;         /* report, licence, records                                      */
    capias_str body, due, words, article, source; /* due may be empty                         */
} capias_formality;
typedef struct capias_act_duty {
    const capias_duty *duty;
    const capias_formality *formalities;
    size_t n_formalities;
} capias_act_duty;
typedef struct capias_act_place {
    capias_str state, state_name;
    const capias_act_duty *duties;  /* of persons under this state's law                        */
    size_t n_duties;
    const capias_duty *of_state;    /* by its own law or the Council's lists, of the state itself; for reading */
    size_t n_of_state;
} capias_act_place;
typedef struct capias_act_answer {
    capias_str entity, entity_name, on, known, law_as_of;
    const capias_act_place *places; /* in the order asked                                       */
    size_t n_places;
    capias_strs limits;             /* what the lists and tables do not hold, as sentences      */
} capias_act_answer;

/* A confirmed match and an actor who is under the law of these states (a bank in one with a branch in another): what
 * it must do on that day, on what ground, whom it tells by when, which licences exist. States are names
 * or codes. E_NOT_FOUND, E_ARG. */
CAPIAS_API capias_status capias_act(const capias_register *reg, capias_str entity, const capias_str *states,
                                    size_t n_states, const capias_visit_options *opt, capias_answer *answer,
                                    capias_act_answer *out, capias_error *err);
CAPIAS_API capias_status capias_act_json(const capias_register *reg, const capias_act_answer *act,
                                         capias_answer *answer, capias_str *out, capias_error *err);

/* ---- the outlook, tested -------------------------------------------------------------------- */

typedef enum capias_left_out { CAPIAS_LEAVE_VISIT = 0, CAPIAS_LEAVE_PERSON = 1, CAPIAS_LEAVE_STATE = 2 } capias_left_out;
typedef struct capias_calibration {
    double from, until;     /* of the shares told                                             */
    uint32_t visits;
    double said, came_true; /* on average; 0 where there were no visits                       */
} capias_calibration;
typedef struct capias_kind_count {
    capias_str kind;        /* empty: no visit of that kind                                   */
    bool host_is_party;     /* to the Rome Statute                                            */
    uint32_t k, n;          /* k of n visits ended in an arrest                               */
} capias_kind_count;
#define CAPIAS_CALIBRATION_BINS 5
#define CAPIAS_VISIT_KINDS 6
typedef struct capias_backtest {
    uint32_t visits, arrests;
    double log_loss, brier;           /* of the outlook: nats; squared distance; means          */
    double base_log_loss, base_brier; /* of one share for everybody                            */
    capias_calibration calibration[CAPIAS_CALIBRATION_BINS];
    capias_kind_count kinds[CAPIAS_VISIT_KINDS];
} capias_backtest;

/* The outlook of visits against every recorded visit that was looked up, each told from the others: without
 * itself, without those of its person, or without those to its state. */
CAPIAS_API capias_status capias_outlook_backtest(const capias_register *reg, capias_left_out what,
                                                 capias_answer *answer, capias_backtest *out,
                                                 capias_error *err);
CAPIAS_API capias_status capias_backtest_json(const capias_register *reg, const capias_backtest *test,
                                              capias_left_out what, capias_answer *answer, capias_str *out,
                                              capias_error *err);

/* ---- a calendar --------------------------------------------------------------------------- */

/* A duty as it stood on every day from `from` to `until`. */
typedef struct capias_period {
    capias_str from, until;      /* first and last day                                         */
    bool goes_on;                /* it stood on the last day that was asked about              */
    bool changes;                /* the same duty goes on in another period: in force, ground or dispute
                                    something turned                                            */
    capias_str paused;           /* what is suspended meanwhile, and why; empty: nothing       */
    capias_strs begun, ended;    /* what turned on its first day, and on the day after its last */
    capias_duty duty;
    int32_t first_day, end_day;  /* the same in days from 1970-01-01, end exclusive            */
} capias_period;

typedef struct capias_calendar_state {
    capias_str state, name;
    const capias_period *periods; /* by first day; none of force none_found                     */
    size_t n_periods;
} capias_calendar_state;

typedef struct capias_calendar {
    capias_str person, person_name;
    capias_str from, until, known; /* first and last day asked about                             */
    capias_str law_as_of;
    const capias_calendar_state *states; /* the one asked about, or every state, by code          */
    size_t n_states;
} capias_calendar;

/* When each duty towards the person began, paused and ended: in `state`, or with `state` empty in every
 * state; then duties come without requests, grounds, disputes and sources, and periods are told apart by
 * what is left. opt->on is a span; empty: from the first warrant or listing until today. E_NOT_FOUND,
 * E_ARG. */
CAPIAS_API capias_status capias_duty_calendar(const capias_register *reg, capias_str person,
                                              capias_str state, const capias_visit_options *opt,
                                              capias_answer *answer, capias_calendar *out,
                                              capias_error *err);

/* ---- an opinion ---------------------------------------------------------------------------- */

typedef enum capias_block_kind {
    CAPIAS_BLOCK_TITLE,      /* once, first                                                    */
    CAPIAS_BLOCK_NOTE,
    CAPIAS_BLOCK_HEADING,
    CAPIAS_BLOCK_SUBHEADING,
    CAPIAS_BLOCK_PARAGRAPH,  /* numbered through                                               */
    CAPIAS_BLOCK_ITEM        /* of the paragraph before, or of the heading                     */
} capias_block_kind;

typedef struct capias_block {
    capias_block_kind kind;
    uint32_t number;         /* of a paragraph, from 1; else 0                                 */
    capias_str text;
    const uint32_t *sources; /* numbers of sources, from 1                                     */
    size_t n_sources;
} capias_block;

typedef struct capias_opinion {
    capias_str title, person, state, on, until, known, law_as_of; /* as in a capias_visit_answer */
    const capias_block *blocks;
    size_t n_blocks;
    capias_strs sources;     /* number 1 is the first                                          */
} capias_opinion;

/* The answer of capias_visit_duties as a text: question, answer, facts, the law step by step, what is
 * disputed, decisions, limits, sources. `outlook`: with what happened at comparable visits, which is not law.
 * Errors as there. */
CAPIAS_API capias_status capias_opinion_write(const capias_register *reg, capias_str person,
                                              capias_str state, const capias_visit_options *opt,
                                              bool outlook, capias_answer *answer, capias_opinion *out,
                                              capias_error *err);

/* ---- the reader ---------------------------------------------------------------------------- */

/* Why the reader took some words for a mention. Empty strings where a part does not apply. */
typedef struct capias_why {
    capias_str by;   /* name: as the register has it; inflected: with an ending of its language;
                        short_name: part of such a name; spelling: near one; bent: a place, court or
                        treaty bent by translation; same: named again; words_beside: no name that is
                        known, but what stands beside it; described: by office or people; noun: of
                        organisations; pattern: of dates and quantities                          */
    capias_str name; /* the name it was taken for                                               */
    capias_str cue;  /* the words beside it that spoke for it, as the row of our tables has them */
    capias_str row;  /* that row: "data/reader/cues.csv:123"                                    */
    uint64_t of;     /* by same: start of the mention that it names again, else its own start   */
    capias_str text; /* all of it as a sentence                                                 */
} capias_why;

typedef struct capias_mention {
    capias_str text;
    uint64_t start, end;           /* UTF-8 bytes, end exclusive                               */
    uint64_t start_char, end_char; /* code points                                              */
    capias_str kind;               /* person, state, city, region, organisation, court, treaty,
                                      event, vessel, date, quantity                            */
    capias_str id;                 /* empty: resolved to nobody the register knows             */
    capias_str canonical;
    double score;
    capias_why why;
} capias_mention;

typedef struct capias_claim {
    capias_str kind, person, state, date, outcome, value, speaker, quote;
    uint64_t start, end;
    bool negated;
} capias_claim;

typedef struct capias_reading {
    const capias_mention *mentions; /* by start, longer first                                   */
    size_t n_mentions;
    const capias_claim *claims;
    size_t n_claims;
} capias_reading;

/* Read a text of at most 16 MiB. `date` is the report's own day, for "Tuesday" and "last year";
 * empty: unknown. */
CAPIAS_API capias_status capias_read(const capias_register *reg, capias_str text, capias_str date,
                                     capias_answer *answer, capias_reading *out,
                                     capias_error *err);

/* ---- JSON: the documented shape of every answer (docs/schema) ------------------------------- */

CAPIAS_API capias_status capias_info_json(const capias_info *info, bool build,
                                          capias_answer *answer, capias_str *out,
                                          capias_error *err);
CAPIAS_API capias_status capias_hits_json(const capias_register *reg, const capias_hits *hits,
                                          capias_answer *answer, capias_str *out,
                                          capias_error *err);
CAPIAS_API capias_status capias_comparison_json(const capias_comparison *comparison,
                                                capias_answer *answer, capias_str *out,
                                                capias_error *err);
CAPIAS_API capias_status capias_visit_json(const capias_register *reg,
                                           const capias_visit_answer *visit,
                                           capias_answer *answer, capias_str *out,
                                           capias_error *err);
CAPIAS_API capias_status capias_journey_json(const capias_register *reg,
                                             const capias_journey_answer *journey,
                                             capias_answer *answer, capias_str *out,
                                             capias_error *err);
CAPIAS_API capias_status capias_track_json(const capias_register *reg, const capias_track_answer *track,
                                           capias_answer *answer, capias_str *out, capias_error *err);
CAPIAS_API capias_status capias_opinion_json(const capias_register *reg, const capias_opinion *opinion,
                                             capias_answer *answer, capias_str *out, capias_error *err);
CAPIAS_API capias_status capias_calendar_json(const capias_register *reg, const capias_calendar *calendar,
                                              capias_answer *answer, capias_str *out, capias_error *err);
CAPIAS_API capias_status capias_map_json(const capias_register *reg, const capias_map *map,
                                         capias_answer *answer, capias_str *out,
                                         capias_error *err);
CAPIAS_API capias_status capias_reading_json(const capias_register *reg,
                                             const capias_reading *reading, capias_answer *answer,
                                             capias_str *out, capias_error *err);
CAPIAS_API capias_status capias_entity_json(const capias_register *reg,
                                            const capias_entity *entity, capias_answer *answer,
                                            capias_str *out, capias_error *err);
CAPIAS_API capias_status capias_diff_summary_json(const capias_diff_summary *summary,
                                                  capias_answer *answer, capias_str *out,
                                                  capias_error *err);
CAPIAS_API capias_status capias_change_json(const capias_change *change, capias_answer *answer,
                                            capias_str *out, capias_error *err);
CAPIAS_API capias_status capias_statements_json(const capias_register *reg,
                                                const capias_statement *statements, size_t n,
                                                capias_answer *answer, capias_str *out,
                                                capias_error *err);

#ifdef __cplusplus
}
#endif
#endif
