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
 * Each vector of a run of IPU3 is made of two groups: that with its first sample, and the next. The
 * last one ends with the run, so that it makes some samples again.
 */
enum { IPU3_VECTORS = 4 };
static const unsigned ipu3_firsts[IPU3_VECTORS] = { 0, 32, 64, IPU3_RUN - WIDE_WORDS };

/* The two bytes of two groups that a sample is in, and where in them it begins. */
struct wide_places {
	__m512i bytes, shift;
};

/* Of 32 samples, of two groups. */
static inline struct wide_places wide_places_from(unsigned first)
{
	const __m512i word = _mm512_add_epi16(_mm512_cvtepu8_epi16(_mm512_castsi512_si256(count())),
					      _mm512_set1_epi16((int16_t)first));
	const __m512i group = _mm512_set1_epi16(IPU3_GROUP);
	const __mmask32 second = _mm512_cmpge_epu16_mask(word, group);
	const __m512i bit = _mm512_mullo_epi16(_mm512_mask_sub_epi16(word, second, word, group),
					       _mm512_set1_epi16(IPU3_BITS));
	const __m512i of_group = _mm512_srli_epi16(bit, 3);
	const __m512i byte =
		_mm512_mask_add_epi16(of_group, second, of_group, _mm512_set1_epi16(IPU3_BYTES));
	const __m512i next = _mm512_add_epi16(byte, _mm512_set1_epi16(1));

	return (struct wide_places){
		_mm512_or_si512(byte, _mm512_slli_epi16(next, 8)),
		_mm512_and_si512(bit, _mm512_set1_epi16(7)),
	};
}

static inline __m512i unpack_wide_ipu3(__m512i packed, const struct wide_places *places)
{
	const __m512i words = _mm512_permutexvar_epi8(places->bytes, packed);

	return _mm512_slli_epi16(_mm512_srlv_epi16(words, places->shift), 16 - IPU3_BITS);
}

static inline void ipu3_avx512(const uint8_t *src, uint16_t *samples, size_t n)
{
	struct wide_places places[IPU3_VECTORS];
	size_t i = 0;

	for (size_t k = 0; k < IPU3_VECTORS; k++)
		places[k] = wide_places_from(ipu3_firsts[k] % IPU3_GROUP);
	for (; i + IPU3_RUN <= n; i += IPU3_RUN, src += IPU3_RUN_BYTES)
		for (size_t k = 0; k < IPU3_VECTORS; k++) {
			const size_t first = ipu3_firsts[k];
			store_wide(
				samples + i + first,
				unpack_wide_ipu3(load_wide(src + first / IPU3_GROUP * IPU3_BYTES),
						 &places[k]));
		}
	ipu3_avx2(src, samples + i, n - i);
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
