/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/ofac_xml.h: what the two files that read OFAC's advanced XML share. Private to them.
 */
#ifndef CPS_SOURCES_OFAC_XML_H
#define CPS_SOURCES_OFAC_XML_H

#include "sources/ofac.h"

/* A reference value: <FeatureType ID="8">Birthdate</FeatureType>, <Country ID=".." ISO2="AF">. */
struct ofac_value {
    capias_str text;
    capias_str more;            /* PartyTypeID, ScriptCode, LegalBasisShortRef; mostly empty */
};

struct ofac_place {
    capias_str address;         /* its parts and its country, as the legacy files write them */
    capias_str native;          /* the same in another script; mostly empty */
    capias_str state;           /* the country's name; or the whole place, when it is one */
};

/* An identity document, kept until the party that holds it comes. */
struct ofac_paper {
    struct cps_document document;
    uint32_t line, next;        /* next of the same holder; CPS_NONE: the last */
};

struct ofac_xml {
    struct cps_import *import;
    struct cps_ofac_list list;
    struct cps_intern keys;     /* "FeatureType/8" */
    CPS_VEC(struct ofac_value) values;
    struct cps_intern place_ids, holder_ids, profile_ids;
    CPS_VEC(struct ofac_place) places;
    CPS_VEC(uint32_t) holders;  /* the first paper of each */
    CPS_VEC(struct ofac_paper) papers;
    CPS_VEC(uint64_t) profiles; /* the party's number */
    struct cps_intern told;     /* what was reported as unknown, each kind once */
    bool issued;                /* the file said its day */
};

/* The reference value that an attribute of the node points to; `set` is its element's name.
 * All empty, and told once, when the file has no such value. */
struct ofac_value ofac_xml_value(struct ofac_xml *x, const char *set, const struct cps_xml_node *node,
                                 const char *attribute);
/* Something we do not read, so that nothing is passed over in silence. Each kind is told once. */
void ofac_xml_unknown(struct ofac_xml *x, const struct cps_xml_node *node, const char *kind,
                      capias_str name);
/* A DatePeriod in words that cps_say_date takes: "1951", "circa 1951", "1957-01-01 to 1959-12-31".
 * In import->record; empty when it is no period. */
capias_str ofac_xml_period(struct ofac_xml *x, const struct cps_xml_node *period);
/* Empty for "Unknown" and "undetermined", the file's own ways to say nothing. */
capias_str ofac_xml_known(capias_str text);
/* NULL: no such place. */
const struct ofac_place *ofac_xml_place(const struct ofac_xml *x, capias_str id);

/* ofac_xml_party.c: say a DistinctParty. */
capias_status ofac_xml_say_party(struct ofac_xml *x, const struct cps_xml_node *party,
                                 capias_error *err);

#endif
