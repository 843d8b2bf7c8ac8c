/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A 32 bit picture with memory of its own: what the CPU presenters show, and what screenshots are
 * made of. Used by one thread at a time.
 */
#ifndef GG_PICTURE_H
#define GG_PICTURE_H

#include <stddef.h>
#include <stdint.h>

#include <groundglass/convert.h>
#include <groundglass/jpeg.h>
#include <groundglass/orientation.h>

struct show_times;

/* XRGB8888 (bytes B, G, R, 255). Zero-initialised it is empty. */
struct picture {
	uint32_t width, height;
	size_t stride;	 /* bytes */
	size_t capacity; /* bytes */
	uint8_t *pixels; /* from gg_pixels_alloc(); rows begin at multiples of 64 */
};

/* Give it that size; allocates only to grow. 0 or -ENOMEM. */
int picture_resize(struct picture *picture, uint32_t width, uint32_t height,
		   struct gg_error *error);

/* Convert an image into it, and note the time that took (times may be NULL). */
int picture_convert(struct picture *picture, struct gg_converter *converter,
		    const struct gg_image *image, const struct gg_convert_params *params,
		    struct show_times *times, struct gg_error *error);

/* Take what is in pixels, and put into them what was in it. */
void picture_swap(struct picture *picture, struct gg_jpeg_pixels *pixels);

/* Copy source, which may be empty: -ENODATA. */
int picture_copy(struct picture *picture, const struct picture *source, struct gg_error *error);

/* Turn source, which is not empty, into it. 0 or -ENOMEM. */
int picture_turn(struct picture *picture, const struct picture *source,
		 enum gg_orientation orientation, struct gg_error *error);

/* Turn a picture that is not empty. 0 or -ENOMEM, and then it is as it was. */
int picture_turn_itself(struct picture *picture, enum gg_orientation orientation,
			struct gg_error *error);

/* A view of it. */
struct gg_image picture_image(const struct picture *picture);

void picture_finish(struct picture *picture);

#endif
