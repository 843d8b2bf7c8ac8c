/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Images of noise for tests. Each plane ends before a page that may not be read, so that whoever
 * reads past a plane is caught. One image at a time: the next one takes the same memory.
 */
#ifndef GG_TESTS_GUARDED_IMAGE_H
#define GG_TESTS_GUARDED_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#include <groundglass/image.h>

struct guarded_shape {
	uint32_t width, height; /* pixels */
	size_t padding;		/* bytes at the end of each row but the last */
	size_t tail;		/* bytes behind the last row, for an odd address */
};

/* A valid image of any format but JPEG, the same in every run. */
struct gg_image guarded_image(const struct gg_format *format, const struct guarded_shape *shape);

/* Its first plane, to write into. */
uint8_t *guarded_pixels(const struct gg_image *image);

/* The noise: the same sequence in every run. */
uint8_t guarded_random(void);

#endif
