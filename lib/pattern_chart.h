/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The test pattern's picture, drawn in any format that gg_canvas_supports(). What stands still is
 * drawn once for every look and kept; a frame is a copy of it and a few rectangles on top. One
 * thread at a time. Private to the library, and what its tests compare pictures with.
 *
 * Inside a white border of 2 pixels (right and below 3, where the size is odd), in sixteenths of
 * the height:
 *    0 -  7  eight bars of 75 % colours, gg_chart_bars
 *    7 -  9  a grey ramp, 0 at the left to 255 at the right
 *    9 - 10  a white bar that moves 4 pixels a frame over 50 % grey
 *   10 - 12  sharp edges in four fields: vertical lines of 1 and of 2 pixels, horizontal lines of 1
 *            pixel, squares of 1 pixel
 *   12 - 13  the frame number in binary, 32 squares, highest bit first, white is 1 (readable in
 *            pictures from 40 x 40)
 *   13 - 16  the frame number in decimal, black on white
 * Border and numbers are always black and white, the rest changes with the look.
 *
 * Colours change at even pixels and lines only, so subsampled chroma, taken from the even pixel of
 * the even line, is that of every pixel that it stands for.
 */
#ifndef GG_PATTERN_CHART_H
#define GG_PATTERN_CHART_H

#include "pattern_canvas.h"

enum { GG_CHART_BARS = 8, GG_CHART_BITS = 32 };

/* R'G'B' of the bars: white, yellow, cyan, green, magenta, red, blue, black; 75 % is 191. */
extern const uint8_t gg_chart_bars[GG_CHART_BARS][3];

/* R'G'B' of GG_CHART_SOLID. */
extern const uint8_t gg_chart_solid[3];

/* libcamera's TestPatternMode, in its numbers. */
enum gg_chart_mode {
	GG_CHART_FULL,	/* all of the above */
	GG_CHART_SOLID, /* one colour in place of the upper twelve sixteenths */
	GG_CHART_COLOR_BARS,
	GG_CHART_FADED_BARS, /* fading to 50 % grey at their lower end */
	GG_CHART_MODES,
};

/*
 * v in 0..1 of each component becomes (v * exposure - 0.5) * contrast + 0.5 + brightness, and then
 * its distance from the luma (BT.601) is scaled by saturation.
 */
struct gg_chart_look {
	enum gg_chart_mode mode;
	float exposure, brightness, contrast, saturation; /* 1, 0, 1, 1 change nothing */
};

/* Where bar and bit index are in a picture of that size (GG_CHART_FULL). */
struct gg_chart_rect gg_chart_bar(uint32_t width, uint32_t height, unsigned index);
struct gg_chart_rect gg_chart_bit(uint32_t width, uint32_t height, unsigned index);

struct gg_chart;

/*
 * A chart of a format that gg_canvas_supports() and that size (at least 16 x 16) in planes of
 * gg_format_plane_stride() (stride). color must be resolved where the format has luma. NULL: no
 * memory.
 */
struct gg_chart *gg_chart_create(const struct gg_format *format, uint32_t width, uint32_t height,
				 struct gg_color color, size_t stride);
void gg_chart_destroy(struct gg_chart *chart);

/* Draw a frame into planes of gg_format_rows() whole strides each. Allocates nothing. */
void gg_chart_draw(struct gg_chart *chart, const struct gg_chart_look *look, uint32_t number,
		   uint8_t *const planes[GG_MAX_PLANES]);

#endif
