/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the test pattern draws on: planes of a format, into which lines of R'G'B' are stored.
 * Private to the library.
 *
 * RGB: the codes, widened to 16 bits (x 257) or rounded to 5 and 6. Y'CbCr and grey: by the matrix
 * and range of the colour; grey of more than 8 bits keeps what rounding to 8 would lose, and ends
 * at all ones (full range) or is 2^(bits - 8) times the code of 8 bits (limited). Bayer: the light
 * of the sRGB code (IEC 61966-2-1) of the colour that the pixel has, black at 0, white all ones.
 */
#ifndef GG_PATTERN_CANVAS_H
#define GG_PATTERN_CANVAS_H

#include <groundglass/image.h>

struct gg_chart_rect {
	uint32_t x, y, width, height; /* pixels */
};

/* One row of R'G'B' to the code of Y', Cb or Cr: its product with rgb 0..255, plus offset. */
struct gg_canvas_row {
	float r, g, b, offset;
};

struct gg_canvas;

typedef void gg_canvas_store_line(const struct gg_canvas *canvas, uint8_t *const planes[],
				  uint32_t line, uint32_t x, uint32_t n, const uint8_t *rgb);

struct gg_canvas {
	const struct gg_format *format;
	uint32_t width, height; /* pixels */
	size_t strides[GG_MAX_PLANES];

	gg_canvas_store_line *store_line;
	struct gg_canvas_row y, u, v;
	float grey_scale;    /* codes of a grey sample to one of 8 bits */
	uint16_t light[256]; /* samples of a Bayer format by code */
};

/*
 * A canvas of a format that gg_canvas_supports(), of planes of gg_format_plane_stride(stride).
 * color must be resolved where the format has luma.
 */
void gg_canvas_init(struct gg_canvas *canvas, const struct gg_format *format, uint32_t width,
		    uint32_t height, struct gg_color color, size_t stride);

bool gg_canvas_supports(const struct gg_format *format);

/* Store rect.width pixels of rgb in every line of rect. Changes no other pixel and no padding. */
void gg_canvas_store(const struct gg_canvas *canvas, uint8_t *const planes[],
		     const struct gg_chart_rect *rect, const uint8_t *rgb);

#endif
