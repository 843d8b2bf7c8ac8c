/* SPDX-License-Identifier: BSD-2-Clause */
/* dsp_raw.preview for AVX2, included like dsp_raw_kernels.h. */
#ifndef GG_DSP_PREVIEW_AVX2_H
#define GG_DSP_PREVIEW_AVX2_H

#include "dsp_ahead.h"
#include "dsp_preview.h"
#include "dsp_samples_avx2.h"

enum { STORE_PIXELS = sizeof(__m256i) / 4 }; /* of a vector */

/* 64 samples of 8 bits, each vector as load_samples() has it. */
ALWAYS_INLINE void load_bytes(const uint8_t *src, __m256i words[4])
{
	const __m256i zero = _mm256_setzero_si256();

	for (size_t k = 0; k < 4; k += 2, src += 16) {
		const __m256i bytes = load_halves(src, src + STEP);
		words[k] = _mm256_unpacklo_epi8(zero, bytes);
		words[k + 1] = _mm256_unpackhi_epi8(zero, bytes);
	}
}

/* 64 samples from column x on, like codes_step()'s light. */
ALWAYS_INLINE void load_samples(const uint8_t *src, enum gg_samples_kind kind, unsigned bits,
				const struct unpacker_vectors *unpacker, size_t x, __m256i words[4])
{
	/* Of 8 samples, as many as one has bits; of IPU3 it is little more. */
	const size_t bytes = kind == GG_SAMPLES_WORDS ? 16 : bits;
	const uint8_t *first = src + x / 8 * bytes, *last = first + 5 * bytes - 16;

	fetch_ahead(first, sizeof(__m256i[4]));
	if (kind == GG_SAMPLES_BYTES) {
		load_bytes(first, words);
		return;
	}
	if (kind == GG_SAMPLES_IPU3) {
		ipu3_step(src, x, words);
		return;
	}
	for (size_t k = 0; k < 4; k++, first += bytes, last += bytes)
		words[k] = kind == GG_SAMPLES_CSI2
				   ? unpack_csi2(first, last, unpacker)
				   : _mm256_sll_epi16(load_halves(first, last),
						      _mm_cvtsi32_si128((int)(16 - bits)));
}

ALWAYS_INLINE size_t preview_samples(const struct preview *p, const struct gg_samples *samples,
				     enum gg_samples_kind kind, bool once, bool green_first,
				     bool blue)
{
	const unsigned bits = samples->bits;
	const struct unpacker_vectors unpacker = load_unpacker(kind == GG_SAMPLES_CSI2 ? bits : 10);
	const struct light_vectors light = load_light(samples->light);
	const struct curve_vectors curve = load_curve(samples->curve);
	const size_t n = kind == GG_SAMPLES_IPU3 ? ipu3_whole(p->n) : p->n;
	size_t i = 0;

	for (size_t x; (x = step_at(i, LONG_STEP, STORE_PIXELS, n)) != NO_STEP; i = x + LONG_STEP) {
		__m256i v[4];
		load_samples(p->src, kind, bits, &unpacker, x, v);
		for (size_t k = 0; k < 4; k++)
			v[k] = once ? once_and_more(v[k], &light) : light_of(v[k], &light);
		codes_step(v, p->codes[0] + x / 2, p->codes[1] + x / 2, &curve);
		bilinear_step(p->rows, x / 2, green_first, blue, true, p->dst + 4 * x);
	}
	return i;
}

/* Each has a loop of its own for the most frequent gains. */
ALWAYS_INLINE size_t preview_kind(const struct preview *p, const struct gg_samples *samples,
				  enum gg_samples_kind kind, bool green_first, bool blue)
{
	return is_once_and_more(samples->light)
		       ? preview_samples(p, samples, kind, true, green_first, blue)
		       : preview_samples(p, samples, kind, false, green_first, blue);
}

/* With nothing called on the way, however much that is for the compiler. */
static __attribute__((flatten)) size_t
preview_avx2(const struct gg_samples *samples, uint8_t *const codes[2],
	     const uint8_t *const rows[3][2], struct gg_bayer_line line, uint8_t *dst, size_t n)
{
	return preview_with(samples, codes, rows, line, dst, n, sizeof(__m256i), preview_kind);
}

#endif
