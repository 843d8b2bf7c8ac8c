/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Loops over what comes from memory and goes there say what they will need a page before, so that
 * it is there in time: what a processor fetches by itself ends with each page, and where it is to
 * write it learns late. Behind an image this does nothing. Included like dsp_kernels.h.
 */
#ifndef GG_DSP_AHEAD_H
#define GG_DSP_AHEAD_H

#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/sse.h>

#include <stddef.h>
#include <stdint.h>

enum { CACHE_LINE = 64, AHEAD = 4096 /* bytes */ };

/* Of a step that reads or writes so many bytes from here on. */
static inline void fetch_ahead(const uint8_t *from, size_t bytes)
{
	const uintptr_t at = (uintptr_t)from + AHEAD;

	for (size_t i = 0; i < bytes; i += CACHE_LINE)
		_mm_prefetch((const char *)(at + i), _MM_HINT_T0);
}

#endif
