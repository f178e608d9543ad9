/* SPDX-License-Identifier: Apache-2.0
 *
 * app/cli/opinion.h: an opinion as a page: HTML, and PDF where this program was built with pango. */
#ifndef CPS_APP_OPINION_H
#define CPS_APP_OPINION_H

#include "cli.h"

/* Everything a page needs is in it: no script, no font, no address is fetched. */
void opinion_html(const capias_opinion *o, struct cps_buf *out);
/* A4. E_ARG when the program was built without pango. */
capias_status opinion_pdf(const capias_opinion *o, struct cps_buf *out, capias_error *err);

#endif
