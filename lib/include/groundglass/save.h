/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Pictures to files. A file appears whole or not at all: it is written under a temporary name in
 * its folder and then renamed; after a failure nothing is left behind. Blocking; meant for a
 * writer thread. Any thread.
 */
#ifndef GROUNDGLASS_SAVE_H
#define GROUNDGLASS_SAVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <groundglass/error.h>
#include <groundglass/image.h>
#include <groundglass/jpeg.h>
#include <groundglass/save_info.h>

#ifdef __cplusplus
extern "C" {
#endif

enum gg_save_mode {
	GG_SAVE_REPLACE, /* replace a file of that name */
	GG_SAVE_DURABLE, /* the same, and its bytes are on the disk before it has its name */
	GG_SAVE_NEW,	 /* -EEXIST where there is one, without a race */
	GG_SAVE_APPEND,	 /* write behind what is there, as it comes: not whole or not at all */
};

/* What can be saved under a name. */
enum gg_save_kind {
	GG_SAVE_NOTHING, /* no such extension in this build */
	GG_SAVE_PICTURE, /* png, jpg, jpeg, ppm, and "-" as PNG: an XRGB8888 image */
	GG_SAVE_MOSAIC,	 /* dng: a Bayer image */
	GG_SAVE_PLANES,	 /* raw: an image of any format */
};

enum gg_save_kind gg_save_kind(const char *path);

/* The extensions that this build knows, as text for messages: "png, jpg, ppm, dng, raw". */
const char *gg_save_extensions(void);

/*
 * 0 where an image of that format can be saved under that name as it is, or once it is converted
 * to XRGB8888; else -ENOTSUP, and error says what would work. format may be NULL: one not known.
 */
int gg_save_check(const char *path, const struct gg_format *format, struct gg_error *error);

struct gg_save_params {
	int jpeg_quality; /* 1..100 */
	enum gg_jpeg_sampling jpeg_sampling;
	/* For DNG, and where this build has libexif for JPEG; NULL: nothing is known. */
	const struct gg_save_info *info;
};

/*
 * Save an image in the format that the extension names (enum gg_save_kind says which image that
 * takes): the samples of a mosaic at the bottom of 8 or 16 bits, as a DNG without compression;
 * planes as their payloads, one behind the other. 0; -ENOTSUP for an unknown extension or a format
 * that it does not take; -EINVAL for an image or params that make no sense; else what open, write
 * or rename said, with the path and the reason in error.
 */
int gg_save_image(const char *path, enum gg_save_mode mode, const struct gg_image *image,
		  const struct gg_save_params *params, struct gg_error *error);

/* Save a camera's own JPEG, byte for byte but for Huffman tables put in where it has none. */
int gg_save_mjpeg(const char *path, enum gg_save_mode mode, const uint8_t *payload, size_t size,
		  struct gg_error *error);

struct gg_bytes {
	const void *data;
	size_t size;
};

/* Save pieces of memory one behind the other, unaltered. */
int gg_save_bytes(const char *path, enum gg_save_mode mode, const struct gg_bytes *pieces,
		  unsigned n_pieces, struct gg_error *error);

#ifdef __cplusplus
}
#endif
#endif
