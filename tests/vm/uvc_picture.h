/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The picture that the camera shows: eight colour bars over a ramp, both in motion, so that every
 * byte of a frame follows from its size, its number and the brightness. The first pixels carry the
 * latter two.
 */
#ifndef VM_UVC_PICTURE_H
#define VM_UVC_PICTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "uvc_formats.h"

enum {
	PICTURE_BARS = 8,
	PICTURE_RIPPLE = 2, /* luma of a bar moves by up to so much around its own */
};

struct picture_color {
	uint8_t y, u, v;
};

/* The bars fill the picture's upper part, rows 0 to this one. */
unsigned picture_bars_height(struct uvc_size size);

/* The colour of a bar, 0 on the left, without the ripple. */
struct picture_color picture_bar(unsigned bar, int brightness);

/* Draw a frame as YUYV, without padding. Width is a multiple of 16, height more than 16. */
void picture_draw(uint8_t *yuyv, struct uvc_size size, uint32_t number, int brightness);

/* Read what the first pixels of a YUYV frame carry; false where they are no frame's of ours. */
bool picture_read_mark(const uint8_t *yuyv, uint32_t *number, int *brightness);

#endif
