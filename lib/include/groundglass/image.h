/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A picture somewhere in memory: a view of its pixels that owns nothing. Decoders, converters,
 * presenters and savers all speak it. A view is valid as long as the memory's owner says (a
 * mapped frame: until it is released). Any thread, no locking.
 */
#ifndef GROUNDGLASS_IMAGE_H
#define GROUNDGLASS_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#include <groundglass/color.h>
#include <groundglass/error.h>
#include <groundglass/format.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The largest width and height that validation accepts, in pixels. */
enum { GG_MAX_SIZE = 32768 };

/*
 * Where across subsampled chroma lies: on the left one of its pixels, as video has it, or between
 * them, as JFIF has it. Down it lies between its lines in both (ITU-T H.264, E.2.1, figure E-1).
 */
enum gg_siting { GG_SITING_LEFT, GG_SITING_CENTER };

struct gg_plane {
	const uint8_t *data; /* first byte of the first row */
	size_t stride;	     /* bytes from one row to the next; 0 where compressed */
	size_t length;	     /* bytes that may be read from data on */
	size_t bytes_used;   /* payload, <= length; what a file of this plane holds */
};

struct gg_image {
	const struct gg_format *format;
	uint32_t width, height; /* pixels */
	struct gg_color color;	/* as the source declares it, AUTO where it does not */
	enum gg_siting siting;	/* of chroma */
	unsigned n_planes;
	struct gg_plane planes[GG_MAX_PLANES];
};

/*
 * Check that every pixel lies inside its plane: format known, sizes in 1..GG_MAX_SIZE, planes
 * present, stride >= a row, stride * (rows - 1) + a row <= length, payload <= length, all in
 * 64 bits. The last row may lack its padding. Returns 0, or -EINVAL with the figures that
 * disagree in error.
 */
int gg_image_validate(const struct gg_image *image, struct gg_error *error);

/*
 * Split one contiguous buffer into the planes of format, one behind the other, as V4L2 lays out a
 * single-plane NV12 or YUV420: plane 0 has the given stride (0: packed rows), the others the
 * stride and rows that follow from it. Fills planes and n_planes from data, length and the
 * payload bytes_used; format, width and height must be set. Returns 0, or -EINVAL with the reason
 * where the buffer is too short.
 */
int gg_image_split(struct gg_image *image, const uint8_t *data, size_t length, size_t bytes_used,
		   size_t stride, struct gg_error *error);

#ifdef __cplusplus
}
#endif
#endif
