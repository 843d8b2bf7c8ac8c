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

#ifdef __cplusplus
extern "C" {
#endif

enum gg_save_mode {
	GG_SAVE_REPLACE, /* replace a file of that name */
	GG_SAVE_NEW,	 /* -EEXIST where there is one, without a race */
};

/* Can a picture be saved under that name's extension (png, jpg, jpeg, ppm; "-" is PNG)? */
bool gg_save_supports(const char *path);

/* The extensions that this build knows, as text for messages: "png, jpg, ppm". */
const char *gg_save_extensions(void);

/*
 * Save an XRGB8888 image in the format that the extension names; "-" is PNG on stdout. quality
 * 1..100 is for JPEG. 0; -ENOTSUP for an unknown extension; else what open, write or rename said,
 * with the path and the reason in error.
 */
int gg_save_picture(const char *path, enum gg_save_mode mode, const struct gg_image *image,
		    int quality, struct gg_error *error);

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
