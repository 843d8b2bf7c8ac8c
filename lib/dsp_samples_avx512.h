/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernels of dsp_raw.h for AVX-512 that unpack samples, included like dsp_raw_kernels.h. */
#ifndef GG_DSP_SAMPLES_AVX512_H
#define GG_DSP_SAMPLES_AVX512_H

#include "dsp_ahead.h"
#include "dsp_raw_avx512.h"
#include "dsp_samples_avx2.h"

struct wide_unpacker {
	__m512i upper, lower, factor, mask;
	__mmask64 has_upper, has_lower;
};

static inline __m512i load_lanes(const void *lane)
{
	return _mm512_broadcast_i32x4(_mm_loadu_si128(lane));
}

static inline struct wide_unpacker load_wide_unpacker(unsigned bits)
{
	const struct unpacker *u = &csi2_unpackers[(bits - 10) / 2];
	const __m512i of_lane = _mm512_mullo_epi16(_mm512_srli_epi16(count(), 12),
						   _mm512_set1_epi16((int16_t)(bits * 0x101)));
	const __m512i upper = load_lanes(u->upper), lower = load_lanes(u->lower);

	return (struct wide_unpacker){
		.upper = _mm512_add_epi8(upper, of_lane),
		.lower = _mm512_add_epi8(lower, of_lane),
		.factor = load_lanes(u->factor),
		.mask = _mm512_set1_epi16((int16_t)(255 & 255 << (16 - bits))),
		.has_upper = ~_mm512_movepi8_mask(upper),
		.has_lower = ~_mm512_movepi8_mask(lower),
	};
}

/* Four times 8 samples, each 8 in as many bytes as one has bits. */
static inline __m512i unpack_wide_csi2(const uint8_t *src, const struct wide_unpacker *u)
{
	const __m512i packed = load_wide(src);
	const __m512i rest = _mm512_mulhi_epu16(
		_mm512_maskz_permutexvar_epi8(u->has_lower, u->lower, packed), u->factor);
	const __m512i top = _mm512_maskz_permutexvar_epi8(u->has_upper, u->upper, packed);

	return _mm512_or_si512(top, _mm512_and_si512(rest, u->mask));
}

static inline void csi2_avx512(const uint8_t *src, unsigned bits, uint16_t *samples, size_t n)
{
	const struct wide_unpacker u = load_wide_unpacker(bits);
	const size_t bytes = n / 8 * bits;
	size_t i = 0;

	/* Loads with a mask would keep bytes behind them out, but wait for memory far longer. */
	for (size_t at = 0; at + WIDE <= bytes; at += (size_t)4 * bits, i += WIDE_WORDS) {
		fetch_ahead(src + at, WIDE);
		store_wide(samples + i, unpack_wide_csi2(src + at, &u));
	}
	csi2_avx2(src + i / 8 * bits, bits, samples + i, n - i);
}

/*
 * From any eight on, as ipu3_step() has them, the 32 samples out of the 64 bytes from the first
 * one's on.
 */
#define IPU3_WIDE_EIGHT(of, k, i)                                                                  \
	of(k, i), of(k, (i) + 1), of(k, (i) + 2), of(k, (i) + 3), of(k, (i) + 4), of(k, (i) + 5),  \
		of(k, (i) + 6), of(k, (i) + 7)
#define IPU3_WIDE(of, k)                                                                           \
	{                                                                                          \
		IPU3_WIDE_EIGHT(of, k, 0), IPU3_WIDE_EIGHT(of, k, 8), IPU3_WIDE_EIGHT(of, k, 16),  \
			IPU3_WIDE_EIGHT(of, k, 24)                                                 \
	}
#define IPU3_WIDE_PICKS(k)   IPU3_WIDE(IPU3_PICK, k)
#define IPU3_WIDE_FACTORS(k) IPU3_WIDE(IPU3_FACTOR, k)
#define IPU3_WIDE_ALL(of)                                                                          \
	IPU3_ALL(of), of(28), of(29), of(30), of(31), of(32), of(33), of(34), of(35), of(36)

/* Those of 128 samples go on 12 eights behind the last. */
static const uint16_t ipu3_wide_from[] = { IPU3_WIDE_ALL(IPU3_FROM) };
static const uint8_t ipu3_wide_picks[][WIDE] = { IPU3_WIDE_ALL(IPU3_WIDE_PICKS) };
static const uint16_t ipu3_wide_factors[][WIDE_WORDS] = { IPU3_WIDE_ALL(IPU3_WIDE_FACTORS) };

/* Where the bytes of sample x begin, a multiple of 8. */
static inline const uint8_t *ipu3_at(const uint8_t *src, size_t x)
{
	const uint32_t eight = (uint32_t)x / 8;

	return src + (size_t)(eight / IPU3_EIGHTS) * IPU3_SPAN_BYTES +
	       ipu3_wide_from[eight % IPU3_EIGHTS];
}

/* 128 samples from x on, whose bytes are there. */
static inline void wide_ipu3_step(const uint8_t *at, size_t x, __m512i words[4])
{
	const uint32_t first = (uint32_t)x / 8 % IPU3_EIGHTS;
	const uint16_t *from = ipu3_wide_from + first;

	for (size_t k = 0; k < 4; k++) {
		const __m512i packed = load_wide(at + (from[4 * k] - from[0]));
		const __m512i places =
			_mm512_permutexvar_epi8(load_wide(ipu3_wide_picks[first + 4 * k]), packed);
		words[k] = _mm512_and_si512(
			_mm512_mullo_epi16(places, load_wide(ipu3_wide_factors[first + 4 * k])),
			_mm512_set1_epi16((int16_t)0xffc0));
	}
}

#endif
