/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any image to 32 bit RGB on the CPU. No state, no allocation; any thread.
 */
#ifndef GROUNDGLASS_CONVERT_H
#define GROUNDGLASS_CONVERT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <groundglass/error.h>
#include <groundglass/image.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Can gg_convert_to_xrgb() read this format? JPEG is decoded first (jpeg.h). */
bool gg_convert_supports(const struct gg_format *format);

/*
 * Write image as XRGB8888 (bytes B, G, R, 255) to pixels, which holds height rows of stride bytes,
 * stride >= 4 * width. color is the resolved colour (gg_color_resolve()). The image is validated
 * first. 0; -EINVAL with validation's reason; -ENOTSUP for a format that it does not know.
 */
int gg_convert_to_xrgb(const struct gg_image *image, struct gg_color color, uint8_t *pixels,
		       size_t stride, struct gg_error *error);

#ifdef __cplusplus
}
#endif
#endif
