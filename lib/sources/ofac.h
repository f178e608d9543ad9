/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/ofac.h: what the readers of OFAC's formats share, so that an edition says the same of a
 * party in whichever format it came. Private to them.
 *
 *   ofac_list.c     the parties of a list by number and by name, and the ties between them
 *   ofac_labels.c   what a labelled piece means: "DOB 1950", "Passport 123", "Website a.org"
 *   ofac_remarks.c  remarks and names as the legacy files write them */
#ifndef CPS_SOURCES_OFAC_H
#define CPS_SOURCES_OFAC_H

#include "sources/import.h"

/* ---- a list ---------------------------------------------------------------------------------- */

struct cps_ofac_known {
    uint64_t number;
    cps_schema schema;
    uint32_t line;
};

struct cps_ofac_link {
    uint64_t from;
    const char *role;           /* "Linked To", "operator", "owner" */
    uint32_t name, line;
};

struct cps_ofac_bearer {
    uint64_t number;
    uint8_t state;
};

/* What is remembered of all parties: 16 bytes and a number of 8 for each, its names, and the ties
 * that wait until all names are known. */
struct cps_ofac_list {
    struct cps_import *import;
    uint32_t file;              /* where the parties stand, for ties and messages */
    struct cps_intern numbers, names, pairs;
    CPS_VEC(struct cps_ofac_known) parties; /* by the number that `numbers` gave */
    CPS_VEC(struct cps_ofac_bearer) bearers; /* by that of `names` */
    CPS_VEC(cps_schema) kinds;  /* by that of `pairs`: the schema of the first tie between two */
    CPS_VEC(struct cps_ofac_link) links;
};
void cps_ofac_list_init(struct cps_ofac_list *list, struct cps_import *import, uint32_t file);
void cps_ofac_list_release(struct cps_ofac_list *list);

/* NULL: no such party. Valid until the next is added. */
const struct cps_ofac_known *cps_ofac_list_find(const struct cps_ofac_list *list, uint64_t number);
/* A number that is there already is rejected, and *fresh false. */
capias_status cps_ofac_list_add(struct cps_ofac_list *list, uint64_t number, cps_schema schema,
                                uint32_t line, bool *fresh, capias_error *err);
/* A name that two parties bear points to neither; an alias gives way to a name. */
capias_status cps_ofac_list_bear(struct cps_ofac_list *list, capias_str name, uint64_t number,
                                 bool alias, capias_error *err);

/* The party's id, ofac-NUMBER, in the record's memory; and a subject with that id. */
capias_str cps_ofac_id(struct cps_import *import, uint64_t number);
struct cps_subject cps_ofac_subject(const struct cps_ofac_list *list,
                                    const struct cps_ofac_known *party, uint32_t file,
                                    uint32_t line);

/* That a party is tied to whoever bears that name. */
capias_status cps_ofac_list_link(struct cps_ofac_list *list, uint64_t from, const char *role,
                                 capias_str name, uint32_t line, capias_error *err);
/* When all parties are known: the ties whose name exactly one party bears, the rest as notes. */
capias_status cps_ofac_list_say_links(struct cps_ofac_list *list, capias_error *err);

/* A tie between two parties: an entity of its own, ofac-FROM-link-TO. */
struct cps_ofac_tie {
    uint64_t from, to;
    const char *schema, *from_property, *to_property; /* Ownership, asset, owner */
    capias_str to_name;         /* as published, where the file ties to a name */
    uint32_t line;
};
capias_status cps_ofac_list_say_tie(struct cps_ofac_list *list, const struct cps_ofac_tie *tie,
                                    struct cps_subject *out, capias_error *err);

/* ---- a party --------------------------------------------------------------------------------- */

struct cps_ofac_party {
    uint64_t number;
    struct cps_subject subject; /* the party itself */
    struct cps_subject listing; /* its Sanction */
    capias_str title;           /* so that a remark that repeats it is passed over */
};
/* Both subjects; the number must be the list's. */
capias_status cps_ofac_party(const struct cps_ofac_list *list, uint64_t number, uint32_t file,
                             uint32_t line, struct cps_ofac_party *out, capias_error *err);
/* What is said of every party and its listing. */
capias_status cps_ofac_say_party(const struct cps_ofac_party *party, capias_error *err);
capias_status cps_ofac_say_title(struct cps_ofac_party *party, capias_str title, capias_error *err);

/* A name. Persons have parts; published is "PUTIN, Vladimir Vladimirovich". */
struct cps_ofac_name {
    capias_str published, natural, family, given, middle, father, suffix;
};
capias_status cps_ofac_say_name(const struct cps_subject *s, const char *property,
                                const struct cps_ofac_name *name, const char *language,
                                capias_error *err);
capias_status cps_ofac_say_name_parts(const struct cps_subject *s, const struct cps_ofac_name *name,
                                      capias_error *err);
/* Out of what the legacy files publish. */
struct cps_ofac_name cps_ofac_parse_name(const struct cps_subject *s, capias_str published);

/* A state in OFAC's own words ("Palestinian", "Region: Gaza") in words that others use as well. */
capias_str cps_ofac_state(capias_str text);

/* ---- labelled pieces ------------------------------------------------------------------------- */

struct cps_ofac_piece {
    const struct cps_ofac_party *party;
    struct cps_ofac_list *list;
    capias_str text;            /* "Passport 123 (Russia) issued 1 Jan 2001" */
    /* The cells of a number, when the file has them apart; NULL: they are in the text. */
    const struct cps_document *document;
};
/* Say what the piece says; one with no label that we know is kept as a note, and *known is false. */
capias_status cps_ofac_say_piece(const struct cps_ofac_piece *piece, bool *known, capias_error *err);

/* Say everything that the remarks of a row carry. `cut`: they end in the middle, because the
 * publisher's field is full and the file that continues it is not there. */
capias_status cps_ofac_remarks(const struct cps_ofac_party *party, struct cps_ofac_list *list,
                               capias_str remarks, bool cut, capias_error *err);

/* ---- telling --------------------------------------------------------------------------------- */

/* Programmes that OFAC runs outside the SDN list: data/lists/ofac_programmes.csv, sorted. */
extern const char *const cps_ofac_non_sdn[];
extern const size_t cps_ofac_n_non_sdn;
bool cps_ofac_is_non_sdn(capias_str programme);

#endif
