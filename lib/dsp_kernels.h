/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kernels of dsp.h in plain C. Included by each file that makes a table: compiled for its
 * processor they are its kernels, or the ends of lines that its own leave over.
 */
#ifndef GG_DSP_KERNELS_H
#define GG_DSP_KERNELS_H

#include "dsp.h"

static inline int16_t gg_clamp(int v)
{
	return (int16_t)(v < 0 ? 0 : v > 255 ? 255 : v);
}

/* a * b / 2^15, rounded. */
static inline int16_t gg_multiply(int16_t a, int16_t b)
{
	return (int16_t)((a * b + (1 << 14)) >> 15);
}

static inline int16_t gg_luma(uint8_t y, const struct gg_yuv_matrix *m)
{
	return (int16_t)((int)((uint32_t)y * 257 * m->y >> 16) + m->bias);
}

/* One pixel; u and v are 256 * (C - 128). */
static inline void gg_pixel(uint8_t y, int16_t u, int16_t v, uint8_t *dst,
			    const struct gg_yuv_matrix *m)
{
	const int16_t luma = gg_luma(y, m);

	dst[0] = (uint8_t)gg_clamp((luma + gg_multiply(u, m->bu)) >> 5);
	dst[1] = (uint8_t)gg_clamp((luma + gg_multiply(u, m->gu) + gg_multiply(v, m->gv)) >> 5);
	dst[2] = (uint8_t)gg_clamp((luma + gg_multiply(v, m->rv)) >> 5);
	dst[3] = 255;
}

static inline int16_t gg_chroma(uint8_t c)
{
	return (int16_t)((c - 128) * 256);
}

static inline void yuv444_c(const uint8_t *y, const uint8_t *u, const uint8_t *v, uint8_t *dst,
			    size_t n, const struct gg_yuv_matrix *matrix)
{
	for (size_t i = 0; i < n; i++)
		gg_pixel(y[i], gg_chroma(u[i]), gg_chroma(v[i]), dst + 4 * i, matrix);
}

static inline void yuv422_c(const uint8_t *y, const uint8_t *u, const uint8_t *v, uint8_t *dst,
			    size_t n, const struct gg_yuv_matrix *matrix)
{
	for (size_t i = 0; i < n; i++)
		gg_pixel(y[i], gg_chroma(u[i / 2]), gg_chroma(v[i / 2]), dst + 4 * i, matrix);
}

static inline void semiplanar_c(const uint8_t *y, const uint8_t *pairs, unsigned u, uint8_t *dst,
				size_t n, const struct gg_yuv_matrix *matrix)
{
	for (size_t i = 0; i < n; i++) {
		const uint8_t *pair = pairs + i / 2 * 2;
		gg_pixel(y[i], gg_chroma(pair[u]), gg_chroma(pair[1 - u]), dst + 4 * i, matrix);
	}
}

static inline void packed_c(const uint8_t *groups, const uint8_t order[3], uint8_t *dst, size_t n,
			    const struct gg_yuv_matrix *matrix)
{
	for (size_t i = 0; i < n; i++) {
		const uint8_t *group = groups + i / 2 * 4;
		gg_pixel(group[order[0] + i % 2 * 2], gg_chroma(group[order[1]]),
			 gg_chroma(group[order[2]]), dst + 4 * i, matrix);
	}
}

static inline void packed444_c(const uint8_t *groups, const uint8_t order[3], uint8_t *dst,
			       size_t n, const struct gg_yuv_matrix *matrix)
{
	for (size_t i = 0; i < n; i++) {
		const uint8_t *group = groups + 4 * i;
		gg_pixel(group[order[0]], gg_chroma(group[order[1]]), gg_chroma(group[order[2]]),
			 dst + 4 * i, matrix);
	}
}

static inline void semiplanar444_c(const uint8_t *y, const uint8_t *pairs, unsigned u, uint8_t *dst,
				   size_t n, const struct gg_yuv_matrix *matrix)
{
	for (size_t i = 0; i < n; i++)
		gg_pixel(y[i], gg_chroma(pairs[2 * i + u]), gg_chroma(pairs[2 * i + 1 - u]),
			 dst + 4 * i, matrix);
}

static inline void grey_c(const uint8_t *y, uint8_t *dst, size_t n,
			  const struct gg_yuv_matrix *matrix)
{
	for (size_t i = 0; i < n; i++) {
		dst[4 * i] = dst[4 * i + 1] = dst[4 * i + 2] =
			(uint8_t)gg_clamp(gg_luma(y[i], matrix) >> 5);
		dst[4 * i + 3] = 255;
	}
}

static inline void yuv444_wide_c(const uint8_t *y, const int16_t *u, const int16_t *v, uint8_t *dst,
				 size_t n, const struct gg_yuv_matrix *matrix)
{
	for (size_t i = 0; i < n; i++)
		gg_pixel(y[i], u[i], v[i], dst + 4 * i, matrix);
}

static inline void rgb32_c(const uint8_t *src, const uint8_t order[3], uint8_t *dst, size_t n)
{
	for (size_t i = 0; i < n; i++, src += 4, dst += 4) {
		dst[0] = src[order[2]];
		dst[1] = src[order[1]];
		dst[2] = src[order[0]];
		dst[3] = 255;
	}
}

/* 16 bits to 8: v / 257, rounded. */
static inline uint8_t gg_narrow(const uint8_t *word)
{
	const uint32_t v = (uint32_t)word[0] | (uint32_t)word[1] << 8;
	return (uint8_t)((v * 255 + 32768) >> 16);
}

static inline void rgb16_c(const uint8_t *src, const uint8_t order[3], uint8_t *dst, size_t n)
{
	for (size_t i = 0; i < n; i++, src += 6, dst += 4) {
		dst[0] = gg_narrow(src + order[2]);
		dst[1] = gg_narrow(src + order[1]);
		dst[2] = gg_narrow(src + order[0]);
		dst[3] = 255;
	}
}

/* Bits are repeated downwards, so that 0 and all ones become 0 and 255. */
static inline void rgb565_c(const uint8_t *src, bool swapped, uint8_t *dst, size_t n)
{
	const unsigned high = swapped ? 0 : 1;

	for (size_t i = 0; i < n; i++, src += 2, dst += 4) {
		const unsigned word = (unsigned)src[high] << 8 | src[1 - high];
		const unsigned r = word >> 11, g = word >> 5 & 63, b = word & 31;
		dst[0] = (uint8_t)(b << 3 | b >> 2);
		dst[1] = (uint8_t)(g << 2 | g >> 4);
		dst[2] = (uint8_t)(r << 3 | r >> 2);
		dst[3] = 255;
	}
}

static inline void settle_c(void)
{
}

#endif
