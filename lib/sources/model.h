/* SPDX-License-Identifier: Apache-2.0
 *
 * sources/model.h: the tables that tools/model_table.py makes of data/model. Private to model.c. */
#ifndef CPS_SOURCES_MODEL_H
#define CPS_SOURCES_MODEL_H

#include "sources/sources.h"

extern const unsigned cps_model_n_schemata, cps_model_n_properties, cps_model_n_live;
extern const unsigned cps_model_words;                      /* of 64 bits, per schema            */
extern const struct cps_schema_info cps_model_schemata[];   /* by id                             */
extern const uint64_t cps_model_ancestors[];                /* a bit set of ids each, itself too */
extern const struct cps_property_info cps_model_properties[];
extern const cps_schema cps_model_by_name[];
extern const cps_property cps_model_resolved[];             /* those of schema s lie in          */
extern const uint32_t cps_model_starts[];                   /* [starts[s], starts[s + 1])        */

#endif
