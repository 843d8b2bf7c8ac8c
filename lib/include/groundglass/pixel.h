/* SPDX-License-Identifier: BSD-2-Clause */
/* One pixel of an image, as it is stored there. Values only; any thread. */
#ifndef GROUNDGLASS_PIXEL_H
#define GROUNDGLASS_PIXEL_H

#include <stdint.h>

#include <groundglass/image.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { GG_MAX_COMPONENTS = 4 };

/* A component's code, and of how many bits that is. */
struct gg_component {
	char name; /* 'R', 'G', 'B', 'A'; 'Y', 'U', 'V' */
	uint8_t bits;
	uint16_t code;
};

struct gg_pixel {
	unsigned n;
	struct gg_component components[GG_MAX_COMPONENTS];
};

/*
 * The codes of the pixel at x, y from the top left of a valid image (gg_image_validate()): R, G, B
 * and A where there is one; Y of grey; Y, U and V, of subsampled chroma that which is stored for
 * this pixel and its neighbours; of Bayer the one sample, by its colour's name. 0; -EINVAL outside
 * the image, -ENOTSUP for compressed formats.
 */
int gg_image_pixel(const struct gg_image *image, uint32_t x, uint32_t y, struct gg_pixel *pixel);

#ifdef __cplusplus
}
#endif
#endif
