/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The loops over pixels, each in plain C and, where that pays, once more for what the processor can
 * do: tables of functions, of which gg_dsp() is the best that runs here. Pointers need no
 * alignment, n may be anything, and nothing is read or written beyond the n pixels. All tables give
 * the same bytes. Private to the library; any thread.
 */
#ifndef GG_DSP_H
#define GG_DSP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dsp_raw.h"

/*
 * Y'CbCr to R'G'B' in fixed point: factors of 257 * Y' in units of 2^-21, of 256 * (Cb - 128) and
 * 256 * (Cr - 128) in units of 2^-20; bias, in units of 1/32, takes the black level off and rounds.
 */
struct gg_yuv_matrix {
	uint16_t y;
	int16_t rv, gu, gv, bu, bias;
};

struct gg_dsp {
	const char *name;
	bool streams; /* pixels go past the caches where they can: settle() them */

	/* Planes of n pixels to n pixels of bytes B, G, R, 255. */
	void (*yuv444)(const uint8_t *y, const uint8_t *u, const uint8_t *v, uint8_t *dst, size_t n,
		       const struct gg_yuv_matrix *matrix);
	/* The same with chroma for two pixels each: (n + 1) / 2 of u and v. */
	void (*yuv422)(const uint8_t *y, const uint8_t *u, const uint8_t *v, uint8_t *dst, size_t n,
		       const struct gg_yuv_matrix *matrix);
	/* Chroma in pairs for two pixels each; which of them is U: byte u, 0 or 1. */
	void (*semiplanar)(const uint8_t *y, const uint8_t *pairs, unsigned u, uint8_t *dst,
			   size_t n, const struct gg_yuv_matrix *matrix);
	/* Two pixels in four bytes, of which order says where Y0, U and V are; Y1 is at Y0 + 2. */
	void (*packed)(const uint8_t *groups, const uint8_t order[3], uint8_t *dst, size_t n,
		       const struct gg_yuv_matrix *matrix);
	/* The same with a group, or a pair, a pixel. */
	void (*packed444)(const uint8_t *groups, const uint8_t order[3], uint8_t *dst, size_t n,
			  const struct gg_yuv_matrix *matrix);
	void (*semiplanar444)(const uint8_t *y, const uint8_t *pairs, unsigned u, uint8_t *dst,
			      size_t n, const struct gg_yuv_matrix *matrix);
	void (*grey)(const uint8_t *y, uint8_t *dst, size_t n, const struct gg_yuv_matrix *matrix);
	/* Chroma as 256 * (C - 128), a value for each pixel. */
	void (*yuv444_wide)(const uint8_t *y, const int16_t *u, const int16_t *v, uint8_t *dst,
			    size_t n, const struct gg_yuv_matrix *matrix);

	/* Pixels of 4 bytes with R, G and B at offsets order. */
	void (*rgb32)(const uint8_t *src, const uint8_t order[3], uint8_t *dst, size_t n);
	/* Words of 16 bits, little-endian, at offsets order of 6 bytes: R, G, B. */
	void (*rgb16)(const uint8_t *src, const uint8_t order[3], uint8_t *dst, size_t n);
	/* Words of 5, 6 and 5 bits from red down, with their bytes swapped or not. */
	void (*rgb565)(const uint8_t *src, bool swapped, uint8_t *dst, size_t n);

	/* What is for a sensor's samples. */
	const struct gg_dsp_raw *raw;

	/* Before another thread is told of pixels that were written past the caches. */
	void (*settle)(void);
};

/* The best table for this processor; if it is to stream, of those that do, where there are any. */
const struct gg_dsp *gg_dsp(bool streams);

/* All tables that run here, plain C first; NULL past the end. For tests. */
const struct gg_dsp *gg_dsp_at(size_t index);

#endif
