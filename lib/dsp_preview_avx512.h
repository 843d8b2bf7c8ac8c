/* SPDX-License-Identifier: BSD-2-Clause */
/* dsp_raw.preview for AVX-512, included like dsp_raw_kernels.h. */
#ifndef GG_DSP_PREVIEW_AVX512_H
#define GG_DSP_PREVIEW_AVX512_H

#include "dsp_ahead.h"
#include "dsp_bayer_avx512.h"
#include "dsp_preview.h"
#include "dsp_samples_avx512.h"

enum { WIDE_PIXELS = WIDE / 4 }; /* of a vector */

ALWAYS_INLINE size_t preview_bytes(const struct preview *p, const uint8_t tables[2][256],
				   bool green_first, bool blue)
{
	__m512i parts[2][4];
	size_t i = 0;

	load_wide_tables(tables, parts);
	for (size_t x; (x = step_at(i, LINE_STEP, WIDE_PIXELS, p->n)) != NO_STEP;
	     i = x + LINE_STEP) {
		fetch_ahead(p->src + x, LINE_STEP);
		wide_bytes_step(p->src + x, parts, p->codes[0] + x / 2, p->codes[1] + x / 2);
		wide_bilinear_step(p->rows, x / 2, green_first, blue, true, p->dst + 4 * x);
	}
	return i;
}

ALWAYS_INLINE const uint8_t *samples_at(const uint8_t *src, enum gg_samples_kind kind,
					unsigned bits, size_t x)
{
	switch (kind) {
	case GG_SAMPLES_IPU3:
		return ipu3_at(src, x);
	case GG_SAMPLES_CSI2:
		return src + x / 8 * bits;
	default:
		return src + 2 * x;
	}
}

/* Behind the last byte that the samples before x need. */
ALWAYS_INLINE const uint8_t *samples_end(const uint8_t *src, enum gg_samples_kind kind,
					 unsigned bits, size_t x)
{
	return kind == GG_SAMPLES_IPU3 ? src + IPU3_BIT(x - 1) / 8 + 2
				       : samples_at(src, kind, bits, x);
}

/* 128 samples from x on, whose bytes are there. */
ALWAYS_INLINE void load_wide_samples(const uint8_t *at, enum gg_samples_kind kind, unsigned bits,
				     const struct wide_unpacker *unpacker, size_t x,
				     __m512i words[4])
{
	if (kind == GG_SAMPLES_IPU3) {
		wide_ipu3_step(at, x, words);
		return;
	}
	for (size_t k = 0; k < 4; k++)
		words[k] = kind == GG_SAMPLES_CSI2
				   ? unpack_wide_csi2(at + 4 * k * bits, unpacker)
				   : _mm512_sll_epi16(load_wide(at + k * WIDE),
						      _mm_cvtsi32_si128((int)(16 - bits)));
}

/* Vectors of packed samples reach behind theirs, less than these do. */
enum { BEYOND = 32, STEP_BYTES = 2 * LINE_STEP };

ALWAYS_INLINE size_t preview_samples(const struct preview *p, const struct gg_samples *samples,
				     enum gg_samples_kind kind, bool green_first, bool blue)
{
	const unsigned bits = samples->bits;
	const struct wide_unpacker unpacker =
		load_wide_unpacker(kind == GG_SAMPLES_CSI2 ? bits : 10);
	const struct wide_light light = widen_light(samples->light);
	const struct wide_curve curve = widen_curve(samples->curve);
	const __m512i apart = places_apart();
	uint8_t last[STEP_BYTES] = { 0 };
	size_t i = 0;

	for (size_t x; (x = step_at(i, LINE_STEP, WIDE_PIXELS, p->n)) != NO_STEP;
	     i = x + LINE_STEP) {
		const uint8_t *at = samples_at(p->src, kind, bits, x);
		__m512i v[4];
		fetch_ahead(at, STEP_BYTES);
		if (kind != GG_SAMPLES_WORDS && x + LINE_STEP + BEYOND > p->n) {
			const uint8_t *end = samples_end(p->src, kind, bits, x + LINE_STEP);
			at = memcpy(last, at, (size_t)(end - at));
		}
		load_wide_samples(at, kind, bits, &unpacker, x, v);
		for (size_t k = 0; k < 4; k++)
			v[k] = wide_light_of(v[k], &light);
		for (size_t k = 0; k < 2; k++)
			wide_codes_step(v[2 * k], v[2 * k + 1], p->codes[0] + x / 2 + 32 * k,
					p->codes[1] + x / 2 + 32 * k, &curve, apart);
		wide_bilinear_step(p->rows, x / 2, green_first, blue, true, p->dst + 4 * x);
	}
	return i;
}

ALWAYS_INLINE size_t preview_kind(const struct preview *p, const struct gg_samples *samples,
				  enum gg_samples_kind kind, bool green_first, bool blue)
{
	return kind == GG_SAMPLES_BYTES ? preview_bytes(p, samples->tables, green_first, blue)
					: preview_samples(p, samples, kind, green_first, blue);
}

static __attribute__((flatten)) size_t
preview_avx512(const struct gg_samples *samples, uint8_t *const codes[2],
	       const uint8_t *const rows[3][2], struct gg_bayer_line line, uint8_t *dst, size_t n)
{
	return preview_with(samples, codes, rows, line, dst, n, sizeof(__m512i), preview_kind);
}

#endif
