/* SPDX-License-Identifier: Apache-2.0
 *
 * base/compiler.h: the only place where compiler extensions are named. */
#ifndef CPS_BASE_COMPILER_H
#define CPS_BASE_COMPILER_H

#if defined(__GNUC__)
#define CPS_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#define CPS_NORETURN __attribute__((noreturn))
#define CPS_LIKELY(x) __builtin_expect(!!(x), 1)
#define CPS_UNLIKELY(x) __builtin_expect(!!(x), 0)
#else
#define CPS_PRINTF(fmt, first)
#define CPS_NORETURN _Noreturn
#define CPS_LIKELY(x) (x)
#define CPS_UNLIKELY(x) (x)
#endif

#endif
