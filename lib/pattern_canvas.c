/* SPDX-License-Identifier: BSD-2-Clause */
#include "pattern_canvas.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "pattern_pack.h"

/*
 * From the luma weights of red and blue: ITU-R BT.601-7 (2.5.1), BT.709-6 (3.2), BT.2020-2
 * (table 4).
 */
static void set_coefficients(struct gg_canvas *canvas, struct gg_color color)
{
	static const float weights[][2] = { [GG_MATRIX_AUTO] = { 0.299f, 0.114f },
					    [GG_MATRIX_601] = { 0.299f, 0.114f },
					    [GG_MATRIX_709] = { 0.2126f, 0.0722f },
					    [GG_MATRIX_2020] = { 0.2627f, 0.0593f } };
	const float r = weights[color.matrix][0], b = weights[color.matrix][1], g = 1 - r - b;
	const bool limited = color.range == GG_RANGE_LIMITED;
	const float luma = limited ? 219.0f / 255 : 1;
	const float cb = (limited ? 224.0f / 255 : 1) / (2 * (1 - b));
	const float cr = (limited ? 224.0f / 255 : 1) / (2 * (1 - r));

	canvas->y = (struct gg_canvas_row){ r * luma, g * luma, b * luma, limited ? 16 : 0 };
	canvas->u = (struct gg_canvas_row){ -r * cb, -g * cb, (1 - b) * cb, 128 };
	canvas->v = (struct gg_canvas_row){ (1 - r) * cr, -g * cr, -b * cr, 128 };
}

/* The largest sample. */
static unsigned all_ones(const struct gg_format *format)
{
	return (1u << format->bits) - 1;
}

/* IEC 61966-2-1, from code to light. */
static void set_light(struct gg_canvas *canvas)
{
	for (unsigned i = 0; i < 256; i++) {
		const double code = i / 255.0;
		const double light =
			code <= 0.04045 ? code / 12.92 : pow((code + 0.055) / 1.055, 2.4);
		canvas->light[i] = (uint16_t)lround(light * all_ones(canvas->format));
	}
}

static float product(const struct gg_canvas_row *c, const uint8_t rgb[3])
{
	return c->r * rgb[0] + c->g * rgb[1] + c->b * rgb[2] + c->offset;
}

static uint8_t component(const struct gg_canvas_row *c, const uint8_t rgb[3])
{
	const float value = product(c, rgb);

	return value <= 0 ? 0 : value >= 255 ? 255 : (uint8_t)lrintf(value);
}

/* lines of the layouts */

static void store_rgb(const struct gg_canvas *canvas, uint8_t *const planes[], uint32_t line,
		      uint32_t x, uint32_t n, const uint8_t *rgb)
{
	const struct gg_format *format = canvas->format;
	const unsigned bytes = format->planes[0].group_bytes;
	uint8_t *pixel = planes[0] + line * canvas->strides[0] + (size_t)x * bytes;

	for (uint32_t i = 0; i < n; i++, pixel += bytes, rgb += 3) {
		if (bytes == 4)
			memset(pixel, 255, 4); /* alpha, or what takes its place */
		for (unsigned c = 0; c < 3; c++)
			pixel[format->order[c]] = rgb[c];
	}
}

static void store_rgb16(const struct gg_canvas *canvas, uint8_t *const planes[], uint32_t line,
			uint32_t x, uint32_t n, const uint8_t *rgb)
{
	const uint8_t *order = canvas->format->order;
	uint8_t *pixel = planes[0] + line * canvas->strides[0] + (size_t)x * 6;

	for (uint32_t i = 0; i < n; i++, pixel += 6, rgb += 3)
		for (unsigned c = 0; c < 3; c++)
			memset(pixel + order[c], rgb[c], 2); /* 257 times the code */
}

static void store_rgb565(const struct gg_canvas *canvas, uint8_t *const planes[], uint32_t line,
			 uint32_t x, uint32_t n, const uint8_t *rgb)
{
	const unsigned high = canvas->format->packing == GG_PACKING_565_BE ? 0 : 1;
	uint8_t *pixel = planes[0] + line * canvas->strides[0] + (size_t)x * 2;

	for (uint32_t i = 0; i < n; i++, pixel += 2, rgb += 3) {
		const unsigned r = (rgb[0] * 31u + 127) / 255, g = (rgb[1] * 63u + 127) / 255;
		const unsigned b = (rgb[2] * 31u + 127) / 255;
		pixel[high] = (uint8_t)(r << 3 | g >> 3);
		pixel[1 - high] = (uint8_t)((g << 5 | b) & 255);
	}
}

/* Packed 4:4:4. */
static void store_yuva(const struct gg_canvas *canvas, uint8_t *const planes[], uint32_t line,
		       uint32_t x, uint32_t n, const uint8_t *rgb)
{
	const uint8_t *order = canvas->format->order;
	uint8_t *pixel = planes[0] + line * canvas->strides[0] + (size_t)x * 4;

	for (uint32_t i = 0; i < n; i++, pixel += 4, rgb += 3) {
		memset(pixel, 255, 4); /* alpha, or what takes its place */
		pixel[order[0]] = component(&canvas->y, rgb);
		pixel[order[1]] = component(&canvas->u, rgb);
		pixel[order[2]] = component(&canvas->v, rgb);
	}
}

/* Where the components of a line lie: the first byte, and the bytes to the next sample. */
struct sites {
	uint8_t *y, *u, *v; /* u and v are NULL where the line has no chroma */
	unsigned y_step, chroma_step;
};

static struct sites sites_of(const struct gg_canvas *canvas, uint8_t *const planes[], uint32_t line)
{
	const struct gg_format *format = canvas->format;
	const uint8_t *order = format->order;
	uint8_t *rows[GG_MAX_PLANES] = { planes[0] + line * canvas->strides[0] };

	for (unsigned i = 1; i < format->n_planes; i++)
		rows[i] = planes[i] + line / format->planes[i].vsub * canvas->strides[i];

	struct sites sites;
	if (format->layout == GG_LAYOUT_YUV_PACKED)
		sites = (struct sites){ rows[0] + order[0], rows[0] + order[1], rows[0] + order[2],
					2, 4 };
	else if (format->layout == GG_LAYOUT_YUV_SEMIPLANAR)
		sites = (struct sites){ rows[0], rows[1] + order[1], rows[1] + order[2], 1, 2 };
	else
		sites = (struct sites){ rows[0], rows[order[1]], rows[order[2]], 1, 1 };
	if (line % format->vsub)
		sites.u = sites.v = NULL;
	return sites;
}

static void store_yuv(const struct gg_canvas *canvas, uint8_t *const planes[], uint32_t line,
		      uint32_t x, uint32_t n, const uint8_t *rgb)
{
	const struct sites sites = sites_of(canvas, planes, line);
	const unsigned hsub = canvas->format->hsub;

	for (uint32_t end = x + n; x < end; x++, rgb += 3) {
		sites.y[(size_t)x * sites.y_step] = component(&canvas->y, rgb);
		if (sites.u && x % hsub == 0) {
			const size_t at = (size_t)(x / hsub) * sites.chroma_step;
			sites.u[at] = component(&canvas->u, rgb);
			sites.v[at] = component(&canvas->v, rgb);
		}
	}
}

/* Samples made at a time, before they are packed. */
enum { SPAN = 256 };

static void store_grey(const struct gg_canvas *canvas, uint8_t *const planes[], uint32_t line,
		       uint32_t x, uint32_t n, const uint8_t *rgb)
{
	const float most = (float)all_ones(canvas->format);
	uint16_t samples[SPAN];

	for (const uint32_t end = x + n; x < end; x += n) {
		n = end - x < SPAN ? end - x : SPAN;
		for (uint32_t i = 0; i < n; i++, rgb += 3) {
			const float value = product(&canvas->y, rgb) * canvas->grey_scale;
			samples[i] = (uint16_t)lrintf(value < most ? value : most);
		}
		gg_pattern_pack(canvas->format, planes[0] + line * canvas->strides[0], x, n,
				samples);
	}
}

static void store_bayer(const struct gg_canvas *canvas, uint8_t *const planes[], uint32_t line,
			uint32_t x, uint32_t n, const uint8_t *rgb)
{
	const uint8_t *order = canvas->format->order, *colors = line % 2 ? order + 2 : order;
	uint16_t samples[SPAN];

	for (const uint32_t end = x + n; x < end; x += n) {
		n = end - x < SPAN ? end - x : SPAN;
		for (uint32_t i = 0; i < n; i++, rgb += 3)
			samples[i] = canvas->light[rgb[colors[(x + i) % 2]]];
		gg_pattern_pack(canvas->format, planes[0] + line * canvas->strides[0], x, n,
				samples);
	}
}

static gg_canvas_store_line *find_store_line(const struct gg_format *format)
{
	switch (format->layout) {
	case GG_LAYOUT_RGB:
		if (format->packing != GG_PACKING_NONE)
			return store_rgb565;
		return format->bits == 16 ? store_rgb16 : store_rgb;
	case GG_LAYOUT_GREY:
		return store_grey;
	case GG_LAYOUT_YUV_PACKED:
		return format->hsub == 1 ? store_yuva : store_yuv;
	case GG_LAYOUT_YUV_SEMIPLANAR:
	case GG_LAYOUT_YUV_PLANAR:
		return store_yuv;
	case GG_LAYOUT_BAYER:
		return store_bayer;
	default:
		return NULL;
	}
}

bool gg_canvas_supports(const struct gg_format *format)
{
	return find_store_line(format) != NULL;
}

void gg_canvas_init(struct gg_canvas *canvas, const struct gg_format *format, uint32_t width,
		    uint32_t height, struct gg_color color, size_t stride)
{
	*canvas = (struct gg_canvas){ .format = format,
				      .width = width,
				      .height = height,
				      .store_line = find_store_line(format) };
	assert(canvas->store_line);
	for (unsigned i = 0; i < format->n_planes; i++)
		canvas->strides[i] = gg_format_plane_stride(format, i, stride);
	set_coefficients(canvas, color);
	canvas->grey_scale = color.range == GG_RANGE_LIMITED ? (float)(1u << format->bits) / 256
							     : (float)all_ones(format) / 255;
	if (format->layout == GG_LAYOUT_BAYER)
		set_light(canvas);
}

/* Copy the first lines of rect, period of them, to those below, in every plane. */
static void repeat_lines(const struct gg_canvas *canvas, uint8_t *const planes[],
			 const struct gg_chart_rect *rect, uint32_t period)
{
	for (unsigned i = 0; i < canvas->format->n_planes; i++) {
		const struct gg_format_plane *plane = &canvas->format->planes[i];
		const size_t stride = canvas->strides[i];
		const size_t begin = (size_t)(rect->x / plane->group_width) * plane->group_bytes;
		const size_t end = gg_format_row_bytes(canvas->format, i, rect->x + rect->width);
		const uint32_t first = rect->y / plane->vsub + period;
		const uint32_t last = (rect->y + rect->height - 1) / plane->vsub;

		for (uint32_t row = first; row <= last; row++)
			memcpy(planes[i] + row * stride + begin,
			       planes[i] + (row - period) * stride + begin, end - begin);
	}
}

/* Has rect a pixel that shares a group's bytes with one beside rect, which may be any colour? */
static bool shares_groups(const struct gg_canvas *canvas, const struct gg_chart_rect *rect)
{
	const struct gg_format *format = canvas->format;
	const uint32_t group = format->planes[0].group_width, end = rect->x + rect->width;

	if (format->layout != GG_LAYOUT_GREY && format->layout != GG_LAYOUT_BAYER)
		return false; /* groups are pairs: colours change at even pixels */
	return rect->x % group || (end % group && end != canvas->width);
}

void gg_canvas_store(const struct gg_canvas *canvas, uint8_t *const planes[],
		     const struct gg_chart_rect *rect, const uint8_t *rgb)
{
	const uint32_t period = canvas->format->layout == GG_LAYOUT_BAYER ? 2 : 1;
	const bool each = shares_groups(canvas, rect);
	const uint32_t n = each || rect->height < period ? rect->height : period;

	if (!rect->width || !rect->height)
		return;
	for (uint32_t i = 0; i < n; i++)
		canvas->store_line(canvas, planes, rect->y + i, rect->x, rect->width, rgb);
	if (!each)
		repeat_lines(canvas, planes, rect, period);
}
