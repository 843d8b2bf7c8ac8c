/* SPDX-License-Identifier: BSD-2-Clause */
#include "model.h"

#include <math.h>
#include <stdbool.h>

/* Byte i of the group that holds the pixel at x, y. */
static unsigned group_byte(const struct gg_image *image, unsigned plane, uint32_t x, uint32_t y,
			   unsigned i)
{
	const struct gg_format_plane *layout = &image->format->planes[plane];
	const struct gg_plane *p = &image->planes[plane];
	const size_t row = y / layout->vsub, group = x / layout->group_width;

	return p->data[p->stride * row + group * layout->group_bytes + i];
}

/* The sample of a grey or Bayer format, 0..1. */
static double sample(const struct gg_image *image, uint32_t x, uint32_t y)
{
	const struct gg_format *format = image->format;
	const unsigned n = x % format->planes[0].group_width, bits = format->bits;
	unsigned value = 0;

	if (format->packing == GG_PACKING_CSI2) {
		const unsigned low = bits - 8, first = n * low;
		const unsigned per_group = format->planes[0].group_width;
		value = group_byte(image, 0, x, y, n) << low;
		for (unsigned i = 0; i < low; i++) {
			const unsigned bit = first + i;
			const unsigned byte = group_byte(image, 0, x, y, per_group + bit / 8);
			value |= (byte >> bit % 8 & 1) << i;
		}
	} else if (format->packing == GG_PACKING_IPU3) {
		for (unsigned i = 0; i < bits; i++) {
			const unsigned bit = n * bits + i;
			value |= (group_byte(image, 0, x, y, bit / 8) >> bit % 8 & 1) << i;
		}
	} else {
		value = group_byte(image, 0, x, y, 0);
		if (bits > 8)
			value |= group_byte(image, 0, x, y, 1) << 8;
		value &= (1u << bits) - 1; /* what is above is not the sensor's */
	}
	return value / (double)((1u << bits) - 1);
}

static void read_rgb(const struct gg_image *image, uint32_t x, uint32_t y, double rgb[3])
{
	const struct gg_format *format = image->format;

	if (format->packing == GG_PACKING_NONE && format->bits == 8) {
		for (unsigned i = 0; i < 3; i++)
			rgb[i] = group_byte(image, 0, x, y, format->order[i]);
	} else if (format->packing == GG_PACKING_NONE) {
		for (unsigned i = 0; i < 3; i++)
			rgb[i] = (group_byte(image, 0, x, y, format->order[i]) |
				  group_byte(image, 0, x, y, format->order[i] + 1u) << 8) /
				 257.0;
	} else {
		const unsigned high = format->packing == GG_PACKING_565_BE ? 0 : 1;
		const unsigned word = group_byte(image, 0, x, y, high) << 8 |
				      group_byte(image, 0, x, y, 1 - high);
		rgb[0] = (word >> 11) * 255 / 31.0;
		rgb[1] = (word >> 5 & 63) * 255 / 63.0;
		rgb[2] = (word & 31) * 255 / 31.0;
	}
}

/* Chroma i (1: U, 2: V) of the group in that column and row of groups. */
static double chroma_sample(const struct gg_image *image, unsigned i, uint32_t column, uint32_t row)
{
	const struct gg_format *format = image->format;
	const uint32_t x = column * format->hsub, y = row * format->vsub;

	if (format->layout == GG_LAYOUT_YUV_PACKED)
		return group_byte(image, 0, x, y, format->order[i]);
	if (format->layout == GG_LAYOUT_YUV_SEMIPLANAR)
		return group_byte(image, 1, x, y, format->order[i]);
	return group_byte(image, format->order[i], x, y, 0);
}

/* Where a pixel lies between two samples of subsampled chroma: the first, and how far behind it. */
static uint32_t split(uint32_t pixel, unsigned sub, bool between, uint32_t samples, double *behind)
{
	double at = sub == 1 ? pixel : between ? (pixel - 0.5) / 2 : pixel / 2.0;

	at = fmin(fmax(at, 0), samples - 1);
	*behind = at - floor(at);
	return (uint32_t)at;
}

static double chroma_linear(const struct gg_image *image, unsigned i, uint32_t x, uint32_t y)
{
	const struct gg_format *format = image->format;
	const uint32_t columns = (image->width + format->hsub - 1) / format->hsub;
	const uint32_t rows = (image->height + format->vsub - 1) / format->vsub;
	double across, down, value[2];
	const uint32_t c =
		split(x, format->hsub, image->siting == GG_SITING_CENTER, columns, &across);
	const uint32_t r = split(y, format->vsub, true, rows, &down);

	for (uint32_t k = 0; k < 2; k++) {
		const uint32_t row = r + k < rows ? r + k : r;
		const uint32_t next = c + 1 < columns ? c + 1 : c;
		value[k] = chroma_sample(image, i, c, row) * (1 - across) +
			   chroma_sample(image, i, next, row) * across;
	}
	return value[0] * (1 - down) + value[1] * down;
}

static void read_yuv(const struct gg_image *image, enum gg_chroma chroma, uint32_t x, uint32_t y,
		     double yuv[3])
{
	const struct gg_format *format = image->format;

	if (format->layout == GG_LAYOUT_YUV_PACKED)
		yuv[0] = group_byte(image, 0, x, y, format->order[0] + x % format->hsub * 2);
	else
		yuv[0] = group_byte(image, format->order[0], x, y, 0);
	for (unsigned i = 1; i < 3; i++)
		yuv[i] = chroma == GG_CHROMA_LINEAR
				 ? chroma_linear(image, i, x, y)
				 : chroma_sample(image, i, x / format->hsub, y / format->vsub);
}

/* ITU-R BT.601-7, BT.709-6, BT.2020-2: the weights of R and B, and the 8 bit codes. */
static void yuv_to_rgb(const double yuv[3], struct gg_color color, double rgb[3])
{
	static const double weights[][2] = {
		[GG_MATRIX_601] = { 0.299, 0.114 },
		[GG_MATRIX_709] = { 0.2126, 0.0722 },
		[GG_MATRIX_2020] = { 0.2627, 0.0593 },
	};
	const double kr = weights[color.matrix][0], kb = weights[color.matrix][1];
	const bool limited = color.range == GG_RANGE_LIMITED;
	const double luma = limited ? (yuv[0] - 16) / 219 : yuv[0] / 255;
	const double cb = (yuv[1] - 128) / (limited ? 224 : 255);
	const double cr = (yuv[2] - 128) / (limited ? 224 : 255);

	rgb[0] = 255 * (luma + 2 * (1 - kr) * cr);
	rgb[2] = 255 * (luma + 2 * (1 - kb) * cb);
	rgb[1] = (255 * luma - kr * rgb[0] - kb * rgb[2]) / (1 - kr - kb);
}

/* Limited range is 16 and 235 of 8 bits, times 4 of 10, and so on; full range ends at all ones. */
static double grey(const struct gg_image *image, struct gg_color color, uint32_t x, uint32_t y)
{
	const unsigned bits = image->format->bits;
	const double s = sample(image, x, y);
	const double code = s * ((1u << bits) - 1) * 256 / (1u << bits);

	return color.range == GG_RANGE_LIMITED ? (code - 16) * 255 / 219 : s * 255;
}

/* Bayer. */

static double clamp(double v, double max)
{
	return fmin(fmax(v, 0), max);
}

/* A coordinate beyond an edge, mirrored at the pixel on the edge, so that colours stay in phase. */
static uint32_t mirror(int64_t i, uint32_t n)
{
	const int64_t period = 2 * (int64_t)(n - 1);

	if (n == 1)
		return 0;
	i = (i % period + period) % period;
	return (uint32_t)(i < n ? i : period - i);
}

static unsigned cfa(const struct gg_image *image, int64_t x, int64_t y)
{
	return image->format->order[(y & 1) * 2 + (x & 1)];
}

/* IEC 61966-2-1 and ITU-R BT.709-6. */
static double transfer(double light, enum gg_transfer transfer)
{
	switch (transfer) {
	case GG_TRANSFER_SRGB:
		return light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055;
	case GG_TRANSFER_709:
		return light < 0.018 ? 4.5 * light : 1.099 * pow(light, 0.45) - 0.099;
	default:
		return light;
	}
}

static bool has_matrix(const struct gg_raw *raw)
{
	for (unsigned i = 0; i < 9; i++)
		if (raw->matrix[i / 3][i % 3] != (i / 3 == i % 3 ? 1 : 0))
			return true;
	return false;
}

/* What is interpolated at x, y: light, or its code where that is the same but faster. */
static double bayer_sample(const struct gg_image *image, const struct gg_convert_params *params,
			   int64_t x, int64_t y)
{
	const struct gg_raw *raw = &params->raw;
	const double s = sample(image, mirror(x, image->width), mirror(y, image->height));
	const double light = (double)raw->gains[cfa(image, x, y)] *
			     fmax((s - (double)raw->black) / (1 - (double)raw->black), 0);

	if (params->demosaic == GG_DEMOSAIC_BILINEAR && !has_matrix(raw))
		return transfer(clamp(light, 1), raw->transfer);
	return clamp(light, 1);
}

/*
 * Weights of a 5x5 neighbourhood, in sixteenths, for a colour that lies in the pixel's row, in its
 * column, or in its diagonals; bilinear, then as in Malvar, He, Cutler 2004, figure 2.
 */
enum where { ACROSS, DOWN, AROUND, DIAGONAL };

static double weight(enum where where, enum gg_demosaic demosaic, int dx, int dy)
{
	static const double bilinear[][6] = {
		/* centre, across, down, diagonal, two across, two down */
		[ACROSS] = { 0, 8, 0, 0, 0, 0 },
		[DOWN] = { 0, 0, 8, 0, 0, 0 },
		[AROUND] = { 0, 4, 4, 0, 0, 0 },
		[DIAGONAL] = { 0, 0, 0, 4, 0, 0 },
	};
	static const double mhc[][6] = {
		[ACROSS] = { 10, 8, 0, -2, -2, 1 },
		[DOWN] = { 10, 0, 8, -2, 1, -2 },
		[AROUND] = { 8, 4, 4, 0, -2, -2 },
		[DIAGONAL] = { 12, 0, 0, 4, -3, -3 },
	};
	const double *w = demosaic == GG_DEMOSAIC_MHC ? mhc[where] : bilinear[where];

	dx = dx < 0 ? -dx : dx;
	dy = dy < 0 ? -dy : dy;
	if (dx == 0 && dy == 0)
		return w[0];
	if (dx <= 1 && dy <= 1)
		return dy == 0 ? w[1] : dx == 0 ? w[2] : w[3];
	return dx == 2 && dy == 0 ? w[4] : dx == 0 && dy == 2 ? w[5] : 0;
}

static void read_bayer(const struct gg_image *image, const struct gg_convert_params *params,
		       uint32_t x, uint32_t y, double rgb[3])
{
	const unsigned own = cfa(image, x, y);

	for (unsigned color = 0; color < 3; color++) {
		const enum where where = color == 1			 ? AROUND
					 : cfa(image, x + 1, y) == color ? ACROSS
					 : cfa(image, x, y + 1) == color ? DOWN
									 : DIAGONAL;
		double sum = 0;

		if (color == own) {
			rgb[color] = bayer_sample(image, params, x, y);
			continue;
		}
		for (int dy = -2; dy <= 2; dy++)
			for (int dx = -2; dx <= 2; dx++) {
				const double w = weight(where, params->demosaic, dx, dy);
				if (w != 0)
					sum += w * bayer_sample(image, params, (int64_t)x + dx,
								(int64_t)y + dy);
			}
		rgb[color] = sum / 16;
	}
}

static void develop(const struct gg_image *image, const struct gg_convert_params *params,
		    uint32_t x, uint32_t y, double rgb[3])
{
	const struct gg_raw *raw = &params->raw;
	double sensor[3];

	read_bayer(image, params, x, y, sensor);
	for (unsigned i = 0; i < 3; i++) {
		rgb[i] = sensor[i];
		if (has_matrix(raw)) {
			rgb[i] = 0;
			for (unsigned k = 0; k < 3; k++)
				rgb[i] += (double)raw->matrix[i][k] * clamp(sensor[k], 1);
		}
		if (params->demosaic == GG_DEMOSAIC_MHC || has_matrix(raw))
			rgb[i] = transfer(clamp(rgb[i], 1), raw->transfer);
		rgb[i] *= 255;
	}
}

void model_rgb(const struct gg_image *image, const struct gg_convert_params *params, uint32_t x,
	       uint32_t y, double rgb[3])
{
	double yuv[3];

	switch (image->format->layout) {
	case GG_LAYOUT_RGB:
		read_rgb(image, x, y, rgb);
		break;
	case GG_LAYOUT_GREY:
		rgb[0] = rgb[1] = rgb[2] = grey(image, params->color, x, y);
		break;
	case GG_LAYOUT_BAYER:
		develop(image, params, x, y, rgb);
		break;
	default:
		read_yuv(image, params->chroma, x, y, yuv);
		yuv_to_rgb(yuv, params->color, rgb);
		break;
	}
	for (unsigned i = 0; i < 3; i++)
		rgb[i] = clamp(rgb[i], 255);
}

unsigned model_codes(const struct gg_image *image, uint32_t x, uint32_t y, double codes[3])
{
	const struct gg_format *format = image->format;
	const double top = (1u << format->bits) - 1;

	switch (format->layout) {
	case GG_LAYOUT_RGB:
		read_rgb(image, x, y, codes);
		for (unsigned i = 0; i < 3; i++)
			codes[i] *= (format->packing != GG_PACKING_NONE && i == 1 ? 63 : top) / 255;
		return 3;
	case GG_LAYOUT_GREY:
	case GG_LAYOUT_BAYER:
		codes[0] = sample(image, x, y) * top;
		return 1;
	default:
		read_yuv(image, GG_CHROMA_NEAREST, x, y, codes);
		return 3;
	}
}
