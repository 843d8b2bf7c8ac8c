/* SPDX-License-Identifier: BSD-2-Clause */
#include "guarded_image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include <sys/mman.h>
#include <unistd.h>

enum { CAPACITY = 1 << 24 }; /* bytes of a plane */

/* The end of the memory of each plane. */
static uint8_t *ends[GG_MAX_PLANES];

static void map(unsigned plane)
{
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);
	uint8_t *memory = mmap(NULL, CAPACITY + page, PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	assert_true(memory != MAP_FAILED);
	ends[plane] = memory + CAPACITY;
	assert_int_equal(mprotect(ends[plane], page, PROT_NONE), 0);
}

uint8_t guarded_random(void)
{
	static uint32_t state = 1;
	state = state * 1664525 + 1013904223;
	return (uint8_t)(state >> 24);
}

struct gg_image guarded_image(const struct gg_format *format, const struct guarded_shape *shape)
{
	struct gg_image image = { .format = format,
				  .width = shape->width,
				  .height = shape->height,
				  .n_planes = format->n_planes };

	for (unsigned i = 0; i < format->n_planes; i++) {
		const size_t row = gg_format_row_bytes(format, i, shape->width);
		const uint32_t rows = gg_format_rows(format, i, shape->height);
		const size_t stride = row + shape->padding;
		const size_t length = stride * (rows - 1) + row + shape->tail;

		if (!ends[i])
			map(i);
		assert_true(length <= CAPACITY);
		uint8_t *data = ends[i] - length;
		for (size_t j = 0; j < length; j++)
			data[j] = guarded_random();
		image.planes[i] = (struct gg_plane){ data, stride, length, length };
	}
	assert_int_equal(gg_image_validate(&image, NULL), 0);
	return image;
}

uint8_t *guarded_pixels(const struct gg_image *image)
{
	return ends[0] - image->planes[0].length;
}
