/* SPDX-License-Identifier: Apache-2.0
 *
 * base/banned.h: calls that do not compile here (the idea is git's). Each has one way instead:
 * arenas and vectors for memory, capias_str for strings, values/ for dates and numbers. */
#ifndef CPS_BASE_BANNED_H
#define CPS_BASE_BANNED_H

/* Names are poisoned after the system headers that declare them, so include those first. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#if defined(__GNUC__) && !defined(__cplusplus)
#pragma GCC poison strcpy strcat sprintf vsprintf strtok gmtime localtime
#ifndef CPS_MAY_ALLOCATE /* base/arena.c, base/vec.c */
#pragma GCC poison malloc calloc realloc
#endif
#endif

#endif
