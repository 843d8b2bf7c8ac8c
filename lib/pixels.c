/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/convert.h>

#include <stdlib.h>

#include <sys/mman.h>

#ifndef MADV_COLLAPSE /* Linux 6.1 */
#define MADV_COLLAPSE 25
#endif

enum { LINE = 64 /* of the cache */, HUGE_PAGE = 2 << 20 };

uint8_t *gg_pixels_alloc(uint64_t bytes)
{
	const size_t alignment = bytes < HUGE_PAGE ? LINE : HUGE_PAGE;

	if (bytes > SIZE_MAX - alignment)
		return NULL;
	const size_t size = ((size_t)bytes + alignment - 1) / alignment * alignment;
	void *memory = aligned_alloc(alignment, size);
	if (memory && alignment == HUGE_PAGE) { /* where that fails pages are small ones */
		madvise(memory, size, MADV_HUGEPAGE);
		madvise(memory, size, MADV_COLLAPSE); /* those that were in use before */
	}
	return memory;
}
