/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a pixel of an image is in RGB, computed one by one in double precision from the format's
 * row and the standards: slow, plain, and independent of the code under test.
 */
#ifndef GG_TESTS_MODEL_H
#define GG_TESTS_MODEL_H

#include <stdint.h>

#include <groundglass/convert.h>

/* R, G and B of the pixel at x, y, 0..255, clamped but not rounded. Any format that can be read. */
void model_rgb(const struct gg_image *image, const struct gg_convert_params *params, uint32_t x,
	       uint32_t y, double rgb[3]);

/*
 * The codes that are stored for that pixel, nothing converted: R, G, B; Y; Y, U, V, chroma being
 * that of the group; of Bayer the one sample. Returns how many. Any format that can be read.
 */
unsigned model_codes(const struct gg_image *image, uint32_t x, uint32_t y, double codes[3]);

#endif
