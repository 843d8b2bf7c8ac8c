/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The picture shown, as the camera sent it, for what may be done to it later: to convert it
 * otherwise, to save it. Used by one thread at a time.
 */
#ifndef GG_STILL_H
#define GG_STILL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <groundglass/convert.h>
#include <groundglass/jpeg_pool.h>

#include "picture.h"

struct still {
	bool there;	       /* its pixels are */
	struct gg_image image; /* of memory */
	uint8_t *memory;
	size_t capacity;		/* bytes */
	struct gg_image jpeg;		/* where it came as JPEG: its format and size, */
	struct gg_jpeg_payload payload; /* and its bytes; else their size is 0 */
	struct gg_converter *converter;
};

/* 0 or -ENOMEM. finish() accepts a zeroed one. */
int still_init(struct still *still);
void still_finish(struct still *still);

/*
 * Copy a valid image of any format but JPEG, with what of its payloads is behind the pixels;
 * allocates only to grow. 0 or -ENOMEM: not there.
 */
int still_keep(struct still *still, const struct gg_image *image);

/* The pixels are not wanted, but their memory is for the next. */
void still_drop(struct still *still);

/* Take the payload of a picture shown, and give it the last one's memory; NULL: it had none. */
void still_swap_payload(struct still *still, struct gg_jpeg_picture *picture);

/* A view of the picture as it came, of its payload too; false where that was not kept. */
bool still_view(const struct still *still, struct gg_image *image);

/* Is it raw, and there? Then it can be developed better than there was time for. */
bool still_is_raw(const struct still *still);
int still_develop(const struct still *still, struct gg_convert_params params,
		  struct picture *picture, struct gg_error *error);

#endif
