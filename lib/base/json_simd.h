/* SPDX-License-Identifier: Apache-2.0
 *
 * base/json_simd.h: the C face of simdjson, which is C++. Private to json_in.c.
 *
 * simdjson finds where the tokens are and whether they stand in order; it does not unescape strings
 * and reads no numbers: that is json_in.c's, so that every fault has a place and every byte an owner.
 * Nothing is thrown across this face: the C++ file is compiled without exceptions. */
#ifndef CPS_BASE_JSON_SIMD_H
#define CPS_BASE_JSON_SIMD_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cps_simd;
enum cps_simd_fault {
    CPS_SIMD_WHOLE,   /* no fault                                                               */
    CPS_SIMD_SYNTAX,  /* what stands at *at does not belong there                               */
    CPS_SIMD_END,     /* the text ends within an object or array                                */
    CPS_SIMD_STRING,  /* a string that does not end, or holds a control character: no place     */
    CPS_SIMD_UTF8,    /* no place                                                               */
    CPS_SIMD_MEMORY,
    CPS_SIMD_DEPTH,   /* nested deeper than asked for                                           */
    CPS_SIMD_STOPPED  /* a call of the handler said false                                       */
};

/* A value as it is met: containers before their parts. Offsets are into the text. */
struct cps_simd_token {
    char kind;        /* '{', '[', '"', or 0 for a number, true, false, null or what claims to be */
    size_t at, n;     /* n of kind 0 only: up to the next token, white space and all            */
    size_t key;       /* where the quote before its name stands; SIZE_MAX: it has none          */
};
struct cps_simd_handler {
    bool (*value)(void *ctx, const struct cps_simd_token *token);
    bool (*close)(void *ctx); /* the container that was opened last is complete                 */
    void *ctx;
};

/* A parser lies in `cps_simd_size` bytes of the caller's, aligned for any type. */
size_t cps_simd_size(void);
struct cps_simd *cps_simd_begin(void *room);
void cps_simd_end(struct cps_simd *simd); /* frees what reserve took                            */
/* Make ready for texts of up to n bytes: about six bytes for each of them. False: no memory. */
bool cps_simd_reserve(struct cps_simd *simd, size_t n);
/* Bytes behind the text that must be readable, whatever they hold. */
size_t cps_simd_padding(void);
/* An object or an array and white space around it; n at most what was reserved. *at: the place of
 * the fault, where it has one. */
enum cps_simd_fault cps_simd_parse(struct cps_simd *simd, const char *text, size_t n,
                                   unsigned depth, const struct cps_simd_handler *handler,
                                   size_t *at);

#ifdef __cplusplus
}
#endif
#endif
