/* SPDX-License-Identifier: BSD-2-Clause */
#include "analysis.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const struct analysis_band analysis_bands[ANALYSIS_BANDS] = {
	{ 2, "purple", 0x7a1fd0 }, { 10, "blue", 0x2060ff },
	{ 38, NULL, 0 },	   { 45, "green", 0x20c850 },
	{ 52, NULL, 0 },	   { 60, "pink", 0xff8fb8 },
	{ 92, NULL, 0 },	   { 98, "yellow", 0xffe020 },
	{ 100, "red", 0xff2020 },
};

bool analysis_is_on(const struct analysis *analysis)
{
	return analysis->exposure || analysis->peaking || analysis->reference;
}

unsigned analysis_band_end(unsigned band)
{
	return band + 1 < ANALYSIS_BANDS ? (analysis_bands[band].percent * 255u + 99) / 100 : 256;
}

uint32_t analysis_stripe(uint32_t width, uint32_t height)
{
	return SDL_max(SDL_max(width, height) / 160, 2);
}

struct analysis_parts analysis_whole(uint32_t width, uint32_t height)
{
	return (struct analysis_parts){ .live = { 0, 0, (int)width, (int)height } };
}

/* Columns first to end of the turned picture, as it is stored. */
static SDL_Rect columns(int width, int height, enum gg_orientation orientation, int first, int end)
{
	const bool sideways = gg_orientation_is_sideways(orientation);
	const int n = sideways ? height : width;
	const bool mirrored =
		orientation & (sideways ? GG_ORIENTATION_FLIP : GG_ORIENTATION_MIRROR);
	const int start = mirrored ? n - end : first;

	if (sideways)
		return (SDL_Rect){ 0, start, width, end - first };
	return (SDL_Rect){ start, 0, end - first, height };
}

struct analysis_parts analysis_split(uint32_t width, uint32_t height,
				     enum gg_orientation orientation, double place)
{
	const int w = (int)width, h = (int)height;
	const int n = gg_orientation_is_sideways(orientation) ? h : w;
	const int thick = SDL_max(n / 640, 1);
	const int middle = (int)(SDL_clamp(place, 0, 1) * n);
	const int first = SDL_clamp(middle - thick / 2, 0, n - thick);

	return (struct analysis_parts){
		.reference = columns(w, h, orientation, 0, first),
		.line = columns(w, h, orientation, first, first + thick),
		.live = columns(w, h, orientation, first + thick, n),
	};
}

void marker_finish(struct marker *marker)
{
	free(marker->luma);
	free(marker->stripes);
	*marker = (struct marker){ 0 };
}

static void fill_palette(uint32_t palette[256])
{
	unsigned band = 0;

	for (unsigned luma = 0; luma < 256; luma++) {
		band += luma == analysis_band_end(band);
		palette[luma] = 0xff000000 | (analysis_bands[band].name ? analysis_bands[band].rgb
									: luma * 0x010101);
	}
}

static int prepare(struct marker *marker, uint32_t width, uint32_t height, struct gg_error *error)
{
	const size_t n = (size_t)width + height;
	const uint32_t stripe = analysis_stripe(width, height);

	if (marker->width == width && marker->height == height)
		return 0;
	marker_finish(marker);
	marker->luma = malloc(3 * ((size_t)width + 2));
	marker->stripes = malloc(n * sizeof *marker->stripes);
	if (!marker->luma || !marker->stripes) {
		marker_finish(marker);
		gg_error_set(error, -ENOMEM, "no memory to mark a picture of %ux%u", width, height);
		return -ENOMEM;
	}
	for (size_t i = 0; i < n; i++)
		marker->stripes[i] = i / stripe % 2 ? UINT32_MAX : 0;
	fill_palette(marker->palette);
	marker->width = width;
	marker->height = height;
	return 0;
}

static uint32_t *row_at(const struct picture *picture, int x, int y)
{
	return (uint32_t *)(picture->pixels + picture->stride * (size_t)y) + x;
}

/* Some pixels of a row. */
struct row {
	const uint32_t *from;
	uint32_t *to;
	const uint8_t *above, *luma, *below; /* can be read a pixel to either side */
	const uint32_t *rising, *falling;    /* stripes */
	const uint32_t *palette;
	ptrdiff_t n;
};

static void copy(const struct row *row)
{
	memcpy(row->to, row->from, (size_t)row->n * sizeof *row->to);
}

static void zebra(const struct row *row)
{
	const uint32_t *from = row->from, *rising = row->rising, *falling = row->falling;
	const uint8_t *luma = row->luma;
	uint32_t *restrict to = row->to;

	for (ptrdiff_t i = 0; i < row->n; i++) {
		const uint32_t clipped = luma[i] >= ANALYSIS_CLIPPED ? UINT32_MAX : 0;
		const uint32_t bright = luma[i] >= ANALYSIS_BRIGHT ? UINT32_MAX : 0;
		const uint32_t on = (clipped & falling[i]) | (bright & ~clipped & rising[i]);
		const uint32_t color =
			(clipped & ANALYSIS_CLIPPED_COLOR) | (~clipped & ANALYSIS_BRIGHT_COLOR);
		to[i] = (from[i] & ~on) | ((0xff000000 | color) & on);
	}
}

static void false_color(const struct row *row)
{
	for (ptrdiff_t i = 0; i < row->n; i++)
		row->to[i] = row->palette[row->luma[i]];
}

static void (*const exposures[ANALYSIS_EXPOSURES])(const struct row *row) = {
	[ANALYSIS_PLAIN] = copy,
	[ANALYSIS_ZEBRA] = zebra,
	[ANALYSIS_FALSE_COLOR] = false_color,
};

/* Edges in their colour. All else loses half of its own, unless it is to keep it. */
static void peak(const struct row *row, bool keep)
{
	const uint8_t *a = row->above, *c = row->luma, *b = row->below;
	uint32_t *restrict to = row->to;
	const uint32_t whole = keep ? UINT32_MAX : 0;

	for (ptrdiff_t i = 0; i < row->n; i++) {
		const int across =
			a[i + 1] + 2 * c[i + 1] + b[i + 1] - a[i - 1] - 2 * c[i - 1] - b[i - 1];
		const int down = b[i - 1] + 2 * b[i] + b[i + 1] - a[i - 1] - 2 * a[i] - a[i + 1];
		const uint32_t edge = abs(across) + abs(down) >= ANALYSIS_EDGE ? UINT32_MAX : 0;
		const uint32_t grey = (uint32_t)(c[i] >> 1) * 0x010101;
		const uint32_t pale = 0xff000000 | ((to[i] >> 1 & 0x7f7f7f) + grey);
		const uint32_t rest = (to[i] & whole) | (pale & ~whole);
		to[i] = (rest & ~edge) | ((0xff000000 | ANALYSIS_EDGE_COLOR) & edge);
	}
}

/*
 * Luma of a row of the part and a pixel to either side, the nearest ones where that is outside, in
 * its place of three.
 */
static const uint8_t *read_luma(const struct marker *marker, const struct picture *picture,
				SDL_Rect part, int y)
{
	const int width = (int)picture->width;
	const int first = SDL_max(part.x - 1, 0), end = SDL_min(part.x + part.w + 1, width);
	const int inside = SDL_clamp(y, 0, (int)picture->height - 1);
	uint8_t *restrict luma = marker->luma + (size_t)(y + 3) % 3 * ((size_t)width + 2) + 1;
	const uint32_t *pixels = row_at(picture, 0, inside);

	for (int i = first; i < end; i++)
		luma[i] = analysis_luma(pixels[i]);
	luma[-1] = luma[0];
	luma[width] = luma[width - 1];
	return luma;
}

static void copy_part(SDL_Rect part, const struct picture *picture, const struct picture *to)
{
	for (int y = part.y; y < part.y + part.h; y++)
		memcpy(row_at(to, part.x, y), row_at(picture, part.x, y), (size_t)part.w * 4);
}

static void mark(const struct marker *marker, const struct analysis *analysis, SDL_Rect part,
		 const struct picture *picture, const struct picture *to)
{
	const int last = (int)picture->height - 1;
	const uint8_t *rows[3] = { NULL }; /* above, luma, below */

	if (part.w <= 0 || part.h <= 0)
		return;
	if (!analysis->exposure && !analysis->peaking) {
		copy_part(part, picture, to);
		return;
	}
	rows[1] = read_luma(marker, picture, part, part.y - 1);
	rows[2] = read_luma(marker, picture, part, part.y);
	for (int y = part.y; y < part.y + part.h; y++) {
		rows[0] = rows[1];
		rows[1] = rows[2];
		rows[2] = read_luma(marker, picture, part, y + 1);
		const struct row row = {
			.from = row_at(picture, part.x, y),
			.to = row_at(to, part.x, y),
			.above = rows[0] + part.x,
			.luma = rows[1] + part.x,
			.below = rows[2] + part.x,
			.rising = marker->stripes + part.x + y,
			.falling = marker->stripes + part.x + last - y,
			.palette = marker->palette,
			.n = part.w,
		};
		exposures[analysis->exposure](&row);
		if (analysis->peaking)
			peak(&row, analysis->exposure == ANALYSIS_FALSE_COLOR);
	}
}

static void fill(const struct picture *to, SDL_Rect part)
{
	for (int y = part.y; y < part.y + part.h; y++)
		for (int x = 0; x < part.w; x++)
			row_at(to, part.x, y)[x] = 0xff000000 | ANALYSIS_LINE_COLOR;
}

int analysis_mark(struct marker *marker, const struct analysis *analysis,
		  const struct analysis_parts *parts, const struct picture *picture,
		  const struct picture *reference, struct picture *to, struct gg_error *error)
{
	int ret = prepare(marker, picture->width, picture->height, error);
	if (ret == 0)
		ret = picture_resize(to, picture->width, picture->height, error);
	if (ret)
		return ret;

	mark(marker, analysis, parts->live, picture, to);
	if (reference)
		mark(marker, analysis, parts->reference, reference, to);
	fill(to, parts->line);
	return 0;
}
