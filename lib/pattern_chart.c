/* SPDX-License-Identifier: BSD-2-Clause */
#include "pattern_chart.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	BORDER = 2,	 /* pixels */
	SWEEP_SPEED = 4, /* pixels a frame */
	N_DIGITS = 8,
	PADDING = 0xa5, /* behind the rows: shows where a stride is ignored */
};

/* Sixteenths of the height at which the parts begin. */
enum {
	AT_BARS = 0,
	AT_RAMP = 7,
	AT_SWEEP = 9,
	AT_EDGES = 10,
	AT_BITS = 12,
	AT_DIGITS = 13,
	AT_END = 16
};

const uint8_t gg_chart_bars[GG_CHART_BARS][3] = {
	{ 191, 191, 191 }, { 191, 191, 0 }, { 0, 191, 191 }, { 0, 191, 0 },
	{ 191, 0, 191 },   { 191, 0, 0 },   { 0, 0, 191 },   { 0, 0, 0 },
};
const uint8_t gg_chart_solid[3] = { 64, 128, 191 };

static const uint8_t white[3] = { 255, 255, 255 };
static const uint8_t grey[3] = { 128, 128, 128 };
static const uint8_t black[3] = { 0, 0, 0 };

struct gg_chart {
	struct gg_canvas canvas;
	bool drawn; /* background shows look */
	struct gg_chart_look look;
	uint8_t *background[GG_MAX_PLANES]; /* into memory */
	uint8_t *memory;
	uint8_t *row; /* width pixels of R'G'B' */
};

/* The largest even number that is not above n. */
static uint32_t even(uint32_t n)
{
	return n & ~1u;
}

/* What is inside the border, lines of the sixteenths from .. to. */
static struct gg_chart_rect band(uint32_t width, uint32_t height, uint32_t from, uint32_t to)
{
	const uint32_t inner = even(height - 2 * BORDER);
	const uint32_t top = even(inner * from / 16), bottom = even(inner * to / 16);

	return (struct gg_chart_rect){ BORDER, BORDER + top, even(width - 2 * BORDER),
				       bottom - top };
}

struct gg_chart_rect gg_chart_bar(uint32_t width, uint32_t height, unsigned index)
{
	struct gg_chart_rect rect = band(width, height, AT_BARS, AT_RAMP);
	const uint32_t left = even(rect.width * index / GG_CHART_BARS);

	rect.x += left;
	rect.width = even(rect.width * (index + 1) / GG_CHART_BARS) - left;
	return rect;
}

struct gg_chart_rect gg_chart_bit(uint32_t width, uint32_t height, unsigned index)
{
	struct gg_chart_rect rect = band(width, height, AT_BITS, AT_DIGITS);
	const uint32_t left = rect.width * index / GG_CHART_BITS;

	rect.x += left;
	rect.width = rect.width * (index + 1) / GG_CHART_BITS - left;
	return rect;
}

static uint8_t to_code(float value)
{
	return value <= 0 ? 0 : value >= 255 ? 255 : (uint8_t)lrintf(value);
}

/* painting rows of R'G'B' */

static void paint(uint8_t *row, uint32_t x, uint32_t n, const uint8_t rgb[3])
{
	for (uint32_t i = x; i < x + n; i++)
		memcpy(row + (size_t)i * 3, rgb, 3);
}

static void apply_look(const struct gg_chart_look *look, uint8_t *rgb, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++, rgb += 3) {
		float v[3];
		for (unsigned c = 0; c < 3; c++)
			v[c] = (rgb[c] * look->exposure - 127.5f) * look->contrast + 127.5f +
			       255 * look->brightness;
		const float luma = 0.299f * v[0] + 0.587f * v[1] + 0.114f * v[2];
		for (unsigned c = 0; c < 3; c++)
			rgb[c] = to_code(luma + (v[c] - luma) * look->saturation);
	}
}

/* One line of a part: paint width pixels from row on. */
struct line {
	uint32_t width, y, height; /* y of height lines */
};

static void paint_bars(uint8_t *row, const struct line *line)
{
	for (unsigned i = 0; i < GG_CHART_BARS; i++) {
		const uint32_t left = even(line->width * i / GG_CHART_BARS);
		const uint32_t right = even(line->width * (i + 1) / GG_CHART_BARS);
		paint(row, left, right - left, gg_chart_bars[i]);
	}
}

static void paint_faded_bars(uint8_t *row, const struct line *line)
{
	const int fade = (int)(even(line->y) * 256 / line->height);

	paint_bars(row, line);
	for (uint8_t *c = row; c < row + (size_t)line->width * 3; c++)
		*c = (uint8_t)((*c * (256 - fade) + grey[0] * fade) / 256);
}

static void paint_ramp(uint8_t *row, const struct line *line)
{
	for (uint32_t x = 0; x < line->width; x++)
		memset(row + (size_t)x * 3, (int)(x * 255 / (line->width - 1)), 3);
}

static void paint_edges(uint8_t *row, const struct line *line)
{
	for (uint32_t x = 0; x < line->width; x++) {
		const uint32_t fields[] = { x, x / 2, line->y, x + line->y };
		const bool lit = fields[x * 4 / line->width] % 2;
		memcpy(row + (size_t)x * 3, lit ? white : black, 3);
	}
}

struct part {
	uint32_t from, to; /* sixteenths */
	void (*paint)(uint8_t *row, const struct line *line);
	const uint8_t *color; /* where paint is NULL */
	bool every_line;      /* lines differ */
	bool fixed;	      /* the look does not change it */
};

enum { MAX_PARTS = 6 };

/* clang-format off */
#define NUMBERS                                                    \
	{ AT_BITS, AT_DIGITS, .color = black, .fixed = true },     \
	{ AT_DIGITS, AT_END, .color = white, .fixed = true }

static const struct part parts[GG_CHART_MODES][MAX_PARTS] = {
	[GG_CHART_FULL] = {
		{ AT_BARS, AT_RAMP, .paint = paint_bars },
		{ AT_RAMP, AT_SWEEP, .paint = paint_ramp },
		{ AT_SWEEP, AT_EDGES, .color = grey },
		{ AT_EDGES, AT_BITS, .paint = paint_edges, .every_line = true },
		NUMBERS,
	},
	[GG_CHART_SOLID] = {
		{ AT_BARS, AT_BITS, .color = gg_chart_solid },
		NUMBERS,
	},
	[GG_CHART_COLOR_BARS] = {
		{ AT_BARS, AT_BITS, .paint = paint_bars },
		NUMBERS,
	},
	[GG_CHART_FADED_BARS] = {
		{ AT_BARS, AT_BITS, .paint = paint_faded_bars, .every_line = true },
		NUMBERS,
	},
};
/* clang-format on */

static void draw_part(struct gg_chart *chart, const struct part *part)
{
	const struct gg_chart_rect inner =
		band(chart->canvas.width, chart->canvas.height, part->from, part->to);
	const uint32_t step = part->every_line ? 1 : inner.height;

	for (uint32_t y = 0; y < inner.height; y += step) {
		uint8_t *row = chart->row + (size_t)inner.x * 3;
		const struct gg_chart_rect lines = { 0, inner.y + y, chart->canvas.width, step };

		paint(chart->row, 0, chart->canvas.width, white);
		if (part->paint)
			part->paint(row, &(struct line){ inner.width, y, inner.height });
		else
			paint(row, 0, inner.width, part->color);
		if (!part->fixed)
			apply_look(&chart->look, row, inner.width);
		gg_canvas_store(&chart->canvas, chart->background, &lines, chart->row);
	}
}

static void draw_background(struct gg_chart *chart)
{
	const uint32_t below = BORDER + even(chart->canvas.height - 2 * BORDER);
	const struct gg_chart_rect borders[] = {
		{ 0, 0, chart->canvas.width, BORDER },
		{ 0, below, chart->canvas.width, chart->canvas.height - below },
	};

	paint(chart->row, 0, chart->canvas.width, white);
	for (unsigned i = 0; i < 2; i++)
		gg_canvas_store(&chart->canvas, chart->background, &borders[i], chart->row);
	for (const struct part *part = parts[chart->look.mode];
	     part < parts[chart->look.mode] + MAX_PARTS && part->to; part++)
		draw_part(chart, part);
}

/* what moves */

static void fill(const struct gg_chart *chart, uint8_t *const planes[],
		 const struct gg_chart_rect *rect, const uint8_t rgb[3])
{
	paint(chart->row, 0, rect->width, rgb);
	gg_canvas_store(&chart->canvas, planes, rect, chart->row);
}

static void draw_sweep(const struct gg_chart *chart, uint32_t number, uint8_t *const planes[])
{
	struct gg_chart_rect rect =
		band(chart->canvas.width, chart->canvas.height, AT_SWEEP, AT_EDGES);
	const uint32_t width = 2 + even(rect.width / 32);
	const uint32_t travel = (rect.width - width) / SWEEP_SPEED + 1;
	uint8_t rgb[3] = { 255, 255, 255 };

	rect.x += number % travel * SWEEP_SPEED;
	rect.width = width;
	apply_look(&chart->look, rgb, 1);
	fill(chart, planes, &rect, rgb);
}

static void draw_bits(const struct gg_chart *chart, uint32_t number, uint8_t *const planes[])
{
	for (unsigned i = 0; i < GG_CHART_BITS; i++) {
		const struct gg_chart_rect rect =
			gg_chart_bit(chart->canvas.width, chart->canvas.height, i);
		if (number >> (GG_CHART_BITS - 1 - i) & 1)
			fill(chart, planes, &rect, white);
	}
}

/* A seven-segment digit of w x h pixels at x, y with strokes of t pixels. */
static void draw_digit(const struct gg_chart *chart, uint8_t *const planes[], unsigned digit,
		       const struct gg_chart_rect *cell, uint32_t t)
{
	static const uint8_t segments[10] = { 0x3f, 0x06, 0x5b, 0x4f, 0x66,
					      0x6d, 0x7d, 0x07, 0x7f, 0x6f };
	const uint32_t x = cell->x, y = cell->y, w = cell->width, h = cell->height;
	const struct gg_chart_rect strokes[] = {
		{ x, y, w, t },
		{ x + w - t, y, t, h / 2 },
		{ x + w - t, y + h / 2, t, h - h / 2 },
		{ x, y + h - t, w, t },
		{ x, y + h / 2, t, h - h / 2 },
		{ x, y, t, h / 2 },
		{ x, y + (h - t) / 2, w, t },
	};

	for (unsigned i = 0; i < sizeof strokes / sizeof strokes[0]; i++)
		if (segments[digit] >> i & 1)
			fill(chart, planes, &strokes[i], black);
}

static void draw_digits(const struct gg_chart *chart, uint32_t number, uint8_t *const planes[])
{
	const struct gg_chart_rect field =
		band(chart->canvas.width, chart->canvas.height, AT_DIGITS, AT_END);
	const uint32_t most = field.width / N_DIGITS, wanted = field.height * 5 / 8;
	const uint32_t pitch = even(most < wanted ? most : wanted);
	const uint32_t stroke = pitch < 12 ? 2 : even(pitch / 6);

	if (pitch < 6 || field.height < 14)
		return; /* no room to be readable */

	struct gg_chart_rect cell = { field.x + stroke + (N_DIGITS - 1) * pitch, field.y + stroke,
				      pitch - stroke, field.height - 2 * stroke };
	for (unsigned i = 0; i < N_DIGITS; i++, number /= 10, cell.x -= pitch)
		draw_digit(chart, planes, number % 10, &cell, stroke);
}

static bool looks_equal(const struct gg_chart_look *a, const struct gg_chart_look *b)
{
	return a->mode == b->mode && a->exposure == b->exposure && a->brightness == b->brightness &&
	       a->contrast == b->contrast && a->saturation == b->saturation;
}

void gg_chart_draw(struct gg_chart *chart, const struct gg_chart_look *look, uint32_t number,
		   uint8_t *const planes[GG_MAX_PLANES])
{
	if (!chart->drawn || !looks_equal(&chart->look, look)) {
		chart->look = *look;
		draw_background(chart);
		chart->drawn = true;
	}
	for (unsigned i = 0; i < chart->canvas.format->n_planes; i++)
		memcpy(planes[i], chart->background[i],
		       gg_format_rows(chart->canvas.format, i, chart->canvas.height) *
			       chart->canvas.strides[i]);
	draw_sweep(chart, number, planes);
	draw_bits(chart, number, planes);
	draw_digits(chart, number, planes);
}

struct gg_chart *gg_chart_create(const struct gg_format *format, uint32_t width, uint32_t height,
				 struct gg_color color, size_t stride)
{
	struct gg_chart *chart = calloc(1, sizeof *chart);
	size_t size = 0, offsets[GG_MAX_PLANES];

	if (!chart)
		return NULL;
	gg_canvas_init(&chart->canvas, format, width, height, color, stride);
	for (unsigned i = 0; i < format->n_planes; i++) {
		offsets[i] = size;
		size += gg_format_rows(format, i, height) * chart->canvas.strides[i];
	}
	assert(size > 0);
	chart->memory = malloc(size);
	chart->row = malloc((size_t)width * 3);
	if (!chart->memory || !chart->row) {
		gg_chart_destroy(chart);
		return NULL;
	}
	memset(chart->memory, PADDING, size);
	for (unsigned i = 0; i < format->n_planes; i++)
		chart->background[i] = chart->memory + offsets[i];
	return chart;
}

void gg_chart_destroy(struct gg_chart *chart)
{
	if (!chart)
		return;
	free(chart->memory);
	free(chart->row);
	free(chart);
}
