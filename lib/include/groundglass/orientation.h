/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The eight ways in which a picture can lie: what is asked of cameras, what they leave to others,
 * and how pixels are turned. Pure functions, any thread.
 */
#ifndef GROUNDGLASS_ORIENTATION_H
#define GROUNDGLASS_ORIENTATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Three bits, as libcamera::Transform has them: MIRROR, FLIP, and, after those, TRANSPOSE. */
enum gg_orientation {
	GG_ORIENTATION_ROT0 = 0,
	GG_ORIENTATION_MIRROR = 1, /* left and right change places */
	GG_ORIENTATION_FLIP = 2,   /* top and bottom change places */
	GG_ORIENTATION_ROT180 = 3,
	GG_ORIENTATION_TRANSPOSE = 4, /* rows and columns change places */
	GG_ORIENTATION_ROT270 = 5,
	GG_ORIENTATION_ROT90 = 6,      /* clockwise */
	GG_ORIENTATION_TRANSVERSE = 7, /* transposed and turned upside down */
};

enum { GG_N_ORIENTATIONS = 8 };

/* The orientation of what is turned by first and then by second. */
enum gg_orientation gg_orientation_then(enum gg_orientation first, enum gg_orientation second);

/* Do width and height change places? */
bool gg_orientation_is_sideways(enum gg_orientation orientation);

/* "rot0", "rot90", "rot180", "rot270", "mirror", "flip", "transpose", "transverse". */
const char *gg_orientation_name(enum gg_orientation orientation);

/*
 * Turn a picture of width x height pixels of 4 bytes each. Strides are in bytes; to has room for
 * the turned picture, which is height x width where it is sideways, and does not overlap from.
 */
void gg_turn(enum gg_orientation orientation, const uint8_t *from, size_t from_stride,
	     uint32_t width, uint32_t height, uint8_t *to, size_t to_stride);

#ifdef __cplusplus
}
#endif
#endif
