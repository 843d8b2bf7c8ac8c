/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Motion-JPEG on several threads, in order: pictures come out as they went in, failures among
 * them. The pool copies a payload when it is submitted, so that the camera has its buffer back at
 * once, and keeps all memory from picture to picture. Its functions are one thread's, its user's.
 */
#ifndef GROUNDGLASS_JPEG_POOL_H
#define GROUNDGLASS_JPEG_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <groundglass/error.h>
#include <groundglass/frame.h>
#include <groundglass/image.h>
#include <groundglass/jpeg.h>

#ifdef __cplusplus
extern "C" {
#endif

struct gg_jpeg_pool;

/* Bytes from malloc(). */
struct gg_jpeg_payload {
	uint8_t *data;
	size_t size, capacity;
};

/* What became of a frame. The pool's memory; whoever has taken it may write to it. */
struct gg_jpeg_picture {
	int status;	       /* as of gg_jpeg_decode(), or -ENOMEM for the payload */
	struct gg_error error; /* what it said, where status is not GG_JPEG_OK */
	bool converted;	       /* to pixels, as params say, not to planes */
	struct gg_convert_params params;
	struct gg_image image; /* the planes, where status >= 0: a view of the pool's memory */
	/* To keep them, put another picture ({ 0 } will do) in their place. */
	struct gg_jpeg_pixels pixels;
	uint64_t decode_ns;    /* wall time that it took, converting apart */
	struct gg_frame frame; /* as submitted, without pixels and metadata; not to be released */
	/* The frame's bytes. To keep them, put another payload ({ 0 } will do) in their place. */
	struct gg_jpeg_payload payload;
};

/* How many threads suit this machine: 2, or 1 where the process may use one processor only. */
unsigned gg_jpeg_pool_threads(void);

/*
 * A pool for n_threads >= 1 frames, each decoded on a thread of its own; they start with the first.
 * Where that is 1, or threads cannot be had, gg_jpeg_pool_submit() itself decodes. ready (may be
 * NULL) is called with data by a decoder thread when it has decoded a picture, until the pool is
 * destroyed. NULL: no memory.
 */
struct gg_jpeg_pool *gg_jpeg_pool_create(unsigned n_threads, void (*ready)(void *data), void *data);

/* Wait for what is being decoded, drop what is in it, and free. Accepts NULL. */
void gg_jpeg_pool_destroy(struct gg_jpeg_pool *pool);

/* Must a picture be taken and given back before there is room for another frame? */
bool gg_jpeg_pool_is_full(const struct gg_jpeg_pool *pool);

/*
 * Decode a camera's frame of GG_LAYOUT_JPEG, borrowed during the call: to pixels as params says
 * (gg_jpeg_decode_pixels()), to planes where that is NULL. The pool must not be full.
 */
void gg_jpeg_pool_submit(struct gg_jpeg_pool *pool, const struct gg_frame *frame,
			 const struct gg_convert_params *params);

/*
 * The oldest picture, valid until it is given back, which must be before the next is taken. NULL
 * where there is none: none was submitted or, unless wait is set, it is not decoded yet.
 */
struct gg_jpeg_picture *gg_jpeg_pool_take(struct gg_jpeg_pool *pool, bool wait);

/*
 * The picture that is taken was converted, and has its payload: have its planes as well. False, and
 * why in its error: not to be had.
 */
bool gg_jpeg_pool_add_planes(struct gg_jpeg_pool *pool);

void gg_jpeg_pool_give_back(struct gg_jpeg_pool *pool);

#ifdef __cplusplus
}
#endif
#endif
