/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any image to 32 bit RGB on the CPU. A converter keeps tables from image to image and is used by
 * one thread at a time.
 */
#ifndef GROUNDGLASS_CONVERT_H
#define GROUNDGLASS_CONVERT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <groundglass/error.h>
#include <groundglass/image.h>
#include <groundglass/raw.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The chroma of a pixel where it is subsampled: that of its group, or interpolated by its siting.
 */
enum gg_chroma { GG_CHROMA_NEAREST, GG_CHROMA_LINEAR };

/* How to convert; each layout looks at what concerns it. */
struct gg_convert_params {
	struct gg_color color;	   /* of Y'CbCr and grey: resolved (gg_color_resolve()) */
	enum gg_chroma chroma;	   /* of Y'CbCr */
	enum gg_demosaic demosaic; /* of Bayer */
	struct gg_raw raw;	   /* of Bayer */
};

/*
 * Memory that pixels are written to fastest: from a multiple of 64 on, and where it is large in
 * huge pages, if the kernel has some. To be given to free(). NULL: there is none.
 */
uint8_t *gg_pixels_alloc(uint64_t bytes);

struct gg_converter;

/*
 * n_threads share the lines of a large image, the caller's among them, up to 4; 0: as many as there
 * are processors. They begin with the first such image. NULL: no memory.
 */
struct gg_converter *gg_converter_create(unsigned n_threads);
void gg_converter_destroy(struct gg_converter *converter);

/* Can a converter read this format? JPEG is decoded first (jpeg.h). */
bool gg_convert_supports(const struct gg_format *format);

/*
 * Write image as XRGB8888 (bytes B, G, R, 255) to pixels, which holds height rows of stride bytes,
 * stride >= 4 * width; fastest where rows begin at multiples of 64 (gg_pixels_alloc()). The image
 * is validated first. Allocates only where it is wider than all before it. The result is within one
 * step of 255 of exact arithmetic. 0; -EINVAL with validation's reason; -ENOTSUP for a format that
 * it does not know; -ENOMEM.
 */
int gg_converter_run(struct gg_converter *converter, const struct gg_image *image,
		     const struct gg_convert_params *params, uint8_t *pixels, size_t stride,
		     struct gg_error *error);

#ifdef __cplusplus
}
#endif
#endif
