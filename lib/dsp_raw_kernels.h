/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernels of dsp_raw.h in plain C, included like those of dsp_kernels.h. */
#ifndef GG_DSP_RAW_KERNELS_H
#define GG_DSP_RAW_KERNELS_H

#include <string.h>

#include "dsp_raw.h"

static inline void bytes_c(const uint8_t *src, uint16_t *samples, size_t n)
{
	for (size_t i = 0; i < n; i++)
		samples[i] = (uint16_t)(src[i] << 8);
}

static inline uint16_t gg_word_at(const uint8_t *src, unsigned bits, size_t i)
{
	return (uint16_t)((src[2 * i] | src[2 * i + 1] << 8) << (16 - bits));
}

static inline void words_c(const uint8_t *src, unsigned bits, uint16_t *samples, size_t n)
{
	for (size_t i = 0; i < n; i++)
		samples[i] = gg_word_at(src, bits, i);
}

/* The upper 8 bits of a group's samples, a byte each, then the lower bits of all, first lowest. */
static inline void csi2_c(const uint8_t *src, unsigned bits, uint16_t *samples, size_t n)
{
	const unsigned low = bits - 8, group = bits == 12 ? 2 : 4, low_bytes = group * low / 8;

	for (size_t i = 0; i < n; src += group + low_bytes) {
		uint32_t rest = 0;
		for (unsigned k = 0; k < low_bytes; k++)
			rest |= (uint32_t)src[group + k] << 8 * k;
		for (unsigned k = 0; k < group && i < n; k++, i++, rest >>= low)
			samples[i] = (uint16_t)((unsigned)src[k] << 8 | (rest << (8 - low) & 255));
	}
}

/* Groups of IPU3. */
enum { IPU3_GROUP = 25, IPU3_BYTES = 32, IPU3_BITS = 10 };

static inline uint16_t gg_ipu3_at(const uint8_t *src, size_t i)
{
	const size_t bit = i % IPU3_GROUP * IPU3_BITS;
	const uint8_t *at = src + i / IPU3_GROUP * IPU3_BYTES + bit / 8;

	return (uint16_t)((at[0] | (unsigned)at[1] << 8) >> bit % 8 << (16 - IPU3_BITS));
}

static inline void ipu3_c(const uint8_t *src, uint16_t *samples, size_t n)
{
	for (size_t i = 0; i < n; i++)
		samples[i] = gg_ipu3_at(src, i);
}

static inline uint16_t gg_light_of(uint16_t sample, size_t column, const struct gg_light *light)
{
	const uint32_t above = sample > light->black ? (uint32_t)sample - light->black : 0;
	const uint32_t clip = light->clip[column % 2];

	return (uint16_t)((above < clip ? above : clip) * light->factor[column % 2] >> 16);
}

static inline uint16_t gg_code_of(uint16_t light, const struct gg_curve *curve)
{
	const unsigned i = gg_curve_index(light);
	const uint32_t t = (uint16_t)(light * curve->word_scale[i]);
	const uint32_t slope = curve->word_terms[1][i] - (t * curve->word_terms[2][i] >> 16);

	return (uint16_t)(curve->word_terms[0][i] + (t * slope >> 16));
}

static inline void light_c(uint16_t *row, size_t n, const struct gg_light *light)
{
	for (size_t i = 0; i < n; i++)
		row[i] = gg_light_of(row[i], i, light);
}

static inline void curve_c(uint16_t *row, size_t n, const struct gg_curve *curve)
{
	for (size_t i = 0; i < n; i++)
		row[i] = gg_code_of(row[i], curve);
}

static inline void codes_c(const uint16_t *light, uint8_t *const codes[2], size_t n,
			   const struct gg_curve *curve)
{
	for (size_t i = 0; i < n; i++)
		codes[i % 2][i / 2] = (uint8_t)(gg_code_of(light[i], curve) >> 8);
}

static inline uint16_t gg_mean(uint16_t a, uint16_t b)
{
	return (uint16_t)((a + b + 1) >> 1);
}

/* The colours of the pixel at x: of the line's other colour, green, and the one not in the line. */
static inline void gg_bilinear_at(const uint16_t *const rows[3], size_t x, bool green,
				  uint16_t colors[3])
{
	const uint16_t *up = rows[0] + x, *here = rows[1] + x, *down = rows[2] + x;
	const uint16_t across = gg_mean(here[-1], here[1]), along = gg_mean(up[0], down[0]);

	colors[0] = green ? across : here[0];
	colors[1] = green ? here[0] : gg_mean(along, across);
	colors[2] = green ? along : gg_mean(gg_mean(up[-1], down[-1]), gg_mean(up[1], down[1]));
}

static inline void develop_bytes_c(const uint8_t *samples, uint8_t *const codes[2], size_t n,
				   const uint8_t tables[2][256])
{
	for (size_t i = 0; i < n; i++)
		codes[i % 2][i / 2] = tables[i % 2][samples[i]];
}

/* The mean of bytes. */
static inline uint8_t gg_mean_of_two(unsigned a, unsigned b)
{
	return (uint8_t)((a + b + 1) >> 1);
}

static inline uint8_t gg_mean_of_four(unsigned a, unsigned b, unsigned c, unsigned d)
{
	return (uint8_t)((a + b + c + d + 2) >> 2);
}

/* The same of rows whose even and odd columns are apart. */
static inline void gg_bilinear_bytes_at(const uint8_t *const rows[3][2], size_t x, bool green,
					uint8_t colors[3])
{
	const size_t own = x % 2, i = x / 2;
	const uint8_t *up = rows[0][own] + i, *here = rows[1][own] + i, *down = rows[2][own] + i;
	/* What is beside: to the left, then to the right. */
	const uint8_t *beside_up = rows[0][!own] + i + own - 1;
	const uint8_t *beside = rows[1][!own] + i + own - 1;
	const uint8_t *beside_down = rows[2][!own] + i + own - 1;

	colors[0] = green ? gg_mean_of_two(beside[0], beside[1]) : *here;
	colors[1] = green ? *here : gg_mean_of_four(beside[0], beside[1], *up, *down);
	colors[2] =
		green ? gg_mean_of_two(*up, *down)
		      : gg_mean_of_four(beside_up[0], beside_up[1], beside_down[0], beside_down[1]);
}

static inline void bilinear_c(const uint8_t *const rows[3][2], struct gg_bayer_line line,
			      uint8_t *dst, size_t n)
{
	for (size_t x = 0; x < n; x++, dst += 4) {
		uint8_t colors[3];
		gg_bilinear_bytes_at(rows, x, x % 2 == !line.green_first, colors);
		dst[0] = colors[line.blue ? 0 : 2];
		dst[1] = colors[1];
		dst[2] = colors[line.blue ? 2 : 0];
		dst[3] = 255;
	}
}

static inline void bilinear_light_c(const uint16_t *const rows[3], struct gg_bayer_line line,
				    uint16_t *const rgb[3], size_t n)
{
	uint16_t *const other = rgb[line.blue ? 2 : 0], *const missing = rgb[line.blue ? 0 : 2];

	for (size_t x = 0; x < n; x++) {
		uint16_t colors[3];
		gg_bilinear_at(rows, x, x % 2 == !line.green_first, colors);
		other[x] = colors[0];
		rgb[1][x] = colors[1];
		missing[x] = colors[2];
	}
}

/* A sum of light in sixteenths. */
static inline uint16_t gg_sixteenth(int sum)
{
	sum = (sum + 8) >> 4;
	return (uint16_t)(sum < 0 ? 0 : sum > 65535 ? 65535 : sum);
}

/* The weights of Malvar, He, Cutler 2004, figure 2, in sixteenths. */
static inline void mhc_c(const uint16_t *const rows[5], struct gg_bayer_line line,
			 uint16_t *const rgb[3], size_t n)
{
	uint16_t *const other = rgb[line.blue ? 2 : 0], *const missing = rgb[line.blue ? 0 : 2];

	for (size_t x = 0; x < n; x++) {
		const uint16_t *up = rows[1] + x, *here = rows[2] + x, *down = rows[3] + x;
		const int corners = up[-1] + up[1] + down[-1] + down[1];
		const int near_across = here[-1] + here[1], near_along = up[0] + down[0];
		const int across = here[-2] + here[2], along = rows[0][x] + rows[4][x];
		const uint16_t from_row = gg_sixteenth(10 * here[0] + 8 * near_across -
						       2 * (corners + across) + along);
		const uint16_t from_column = gg_sixteenth(10 * here[0] + 8 * near_along -
							  2 * (corners + along) + across);
		const uint16_t from_cross = gg_sixteenth(
			8 * here[0] + 4 * (near_across + near_along) - 2 * (across + along));
		const uint16_t from_corners =
			gg_sixteenth(12 * here[0] + 4 * corners - 3 * (across + along));
		const bool green = x % 2 == !line.green_first;

		other[x] = green ? from_row : here[0];
		rgb[1][x] = green ? here[0] : from_cross;
		missing[x] = green ? from_column : from_corners;
	}
}

static inline uint16_t gg_weigh(const float weights[3], float r, float g, float b)
{
	const float sum = weights[0] * r + weights[1] * g + weights[2] * b + 0.5f;
	const float top = 65535;
	const float low = sum > 0 ? sum : 0;

	return (uint16_t)(int)(low < top ? low : top);
}

static inline void matrix_c(uint16_t *const rgb[3], size_t n, const float matrix[3][3])
{
	uint16_t *const red = rgb[0], *const green = rgb[1], *const blue = rgb[2];

	for (size_t i = 0; i < n; i++) {
		const float r = red[i], g = green[i], b = blue[i];
		red[i] = gg_weigh(matrix[0], r, g, b);
		green[i] = gg_weigh(matrix[1], r, g, b);
		blue[i] = gg_weigh(matrix[2], r, g, b);
	}
}

static inline void merge_c(uint16_t *const rgb[3], uint8_t *dst, size_t n)
{
	for (size_t i = 0; i < n; i++, dst += 4) {
		dst[0] = (uint8_t)(rgb[2][i] >> 8);
		dst[1] = (uint8_t)(rgb[1][i] >> 8);
		dst[2] = (uint8_t)(rgb[0][i] >> 8);
		dst[3] = 255;
	}
}

static inline void grey_samples_c(const uint16_t *samples, uint8_t *dst, size_t n, uint16_t factor,
				  int16_t bias)
{
	for (size_t i = 0; i < n; i++, dst += 4) {
		const int v = ((int)((uint32_t)samples[i] * factor >> 16) + bias) >> 5;
		dst[0] = dst[1] = dst[2] = (uint8_t)(v < 0 ? 0 : v > 255 ? 255 : v);
		dst[3] = 255;
	}
}

#endif
