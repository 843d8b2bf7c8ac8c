/* SPDX-License-Identifier: BSD-2-Clause */
/* What a converter does for the library's own use (convert.h). */
#ifndef GG_CONVERTER_H
#define GG_CONVERTER_H

#include <groundglass/convert.h>

/* gg_converter_run() of an image that has some lines of a picture of height lines. */
int gg_converter_run_part(struct gg_converter *converter, const struct gg_image *image,
			  const struct gg_convert_params *params, uint8_t *pixels, size_t stride,
			  uint32_t height, struct gg_error *error);

#endif
