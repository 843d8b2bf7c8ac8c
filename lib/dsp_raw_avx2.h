/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernels of dsp_raw.h for AVX2 that make light and codes, included like dsp_raw_kernels.h. */
#ifndef GG_DSP_RAW_AVX2_H
#define GG_DSP_RAW_AVX2_H

#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx2.h>

#include "dsp_raw_kernels.h"

enum { WORDS = 16, STEP = 2 * WORDS, LONG_STEP = 2 * STEP };

static inline __m256i load(const void *from)
{
	return _mm256_loadu_si256(from);
}

static inline void store(void *to, __m256i v)
{
	_mm256_storeu_si256(to, v);
}

static inline void store_half(void *to, __m128i v)
{
	_mm_storeu_si128((__m128i *)to, v);
}

/* The same 16 bytes in both halves. */
static inline __m256i load_twice(const void *from)
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128(from));
}

static inline __m256i load_halves(const uint8_t *low, const uint8_t *high)
{
	return _mm256_inserti128_si256(
		_mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)low)),
		_mm_loadu_si128((const __m128i *)high), 1);
}

/* Light and codes */

struct light_vectors {
	__m256i black, clip, whole, part;
};

/* Words for even and odd columns. */
static inline __m256i alternate(uint32_t even, uint32_t odd)
{
	return _mm256_set1_epi32((int32_t)((even & 0xffff) | odd << 16));
}

static inline struct light_vectors load_light(const struct gg_light *light)
{
	const uint32_t *factor = light->factor;

	return (struct light_vectors){
		_mm256_set1_epi16((int16_t)light->black),
		alternate(light->clip[0], light->clip[1]),
		alternate(factor[0] >> 16, factor[1] >> 16),
		alternate(factor[0], factor[1]),
	};
}

static inline __m256i light_of(__m256i samples, const struct light_vectors *l)
{
	const __m256i above = _mm256_min_epu16(_mm256_subs_epu16(samples, l->black), l->clip);

	return _mm256_add_epi16(_mm256_mullo_epi16(above, l->whole),
				_mm256_mulhi_epu16(above, l->part));
}

static inline void light_avx2(uint16_t *row, size_t n, const struct gg_light *light)
{
	const struct light_vectors l = load_light(light);
	size_t i = 0;

	for (; i + WORDS <= n; i += WORDS)
		store(row + i, light_of(load(row + i), &l));
	light_c(row + i, n - i, light);
}

struct curve_vectors {
	__m256i dark, bright, scale, terms[GG_CURVE_TERMS][2];
};

static inline struct curve_vectors load_curve(const struct gg_curve *curve)
{
	struct curve_vectors v = { load_twice(curve->dark),
				   load_twice(curve->bright),
				   load_twice(curve->scale),
				   { { _mm256_setzero_si256() } } };

	for (unsigned k = 0; k < GG_CURVE_TERMS; k++)
		for (unsigned i = 0; i < 2; i++)
			v.terms[k][i] = load_twice(curve->terms[k][i]);
	return v;
}

static inline __m256i square(__m256i t, __m256i c0, __m256i c1, __m256i c2)
{
	const __m256i slope = _mm256_sub_epi16(c1, _mm256_mulhi_epu16(t, c2));

	return _mm256_add_epi16(c0, _mm256_mulhi_epu16(t, slope));
}

/* In place: light of 32 pixels to codes. */
static inline void codes_of(__m256i light[2], const struct curve_vectors *v)
{
	const __m256i upper =
		_mm256_packus_epi16(_mm256_srli_epi16(light[0], 8), _mm256_srli_epi16(light[1], 8));
	/* Of light from a sixteenth on the index has its high bit set, which looks up 0. */
	const __m256i dark =
		_mm256_shuffle_epi8(v->dark, _mm256_adds_epu8(upper, _mm256_set1_epi8(0x70)));
	const __m256i bright = _mm256_shuffle_epi8(
		v->bright, _mm256_and_si256(_mm256_srli_epi16(upper, 4), _mm256_set1_epi8(0x0f)));
	const __m256i piece = _mm256_or_si256(dark, bright), zero = _mm256_setzero_si256();
	const __m256i scale = _mm256_shuffle_epi8(v->scale, piece);
	__m256i c[GG_CURVE_TERMS][2];

	for (unsigned k = 0; k < GG_CURVE_TERMS; k++) {
		const __m256i low = _mm256_shuffle_epi8(v->terms[k][0], piece);
		const __m256i high = _mm256_shuffle_epi8(v->terms[k][1], piece);
		c[k][0] = _mm256_unpacklo_epi8(low, high);
		c[k][1] = _mm256_unpackhi_epi8(low, high);
	}
	light[0] = square(_mm256_mullo_epi16(light[0], _mm256_unpacklo_epi8(scale, zero)), c[0][0],
			  c[1][0], c[2][0]);
	light[1] = square(_mm256_mullo_epi16(light[1], _mm256_unpackhi_epi8(scale, zero)), c[0][1],
			  c[1][1], c[2][1]);
}

static inline void curve_avx2(uint16_t *row, size_t n, const struct gg_curve *curve)
{
	const struct curve_vectors v = load_curve(curve);
	size_t i = 0;

	for (; i + STEP <= n; i += STEP) {
		__m256i light[2] = { load(row + i), load(row + i + WORDS) };
		codes_of(light, &v);
		store(row + i, light[0]);
		store(row + i + WORDS, light[1]);
	}
	curve_c(row + i, n - i, curve);
}

/* A table of 256 bytes, of which all 16 but the first of either half are what changes. */
static inline void load_table(const uint8_t table[256], __m256i changes[16])
{
	for (unsigned k = 0; k < 16; k++) {
		changes[k] = load_twice(table + (size_t)16 * k);
		if (k % 8 != 0)
			changes[k] = _mm256_xor_si256(changes[k],
						      load_twice(table + (size_t)16 * (k - 1)));
	}
}

/* An index below 0 looks up 0, so each meets all changes up to where it is in its half. */
static inline __m256i look_up(__m256i bytes, const __m256i changes[16])
{
	const __m256i next = _mm256_set1_epi8(16);
	__m256i found = _mm256_setzero_si256();

	for (unsigned half = 0; half < 2; half++) {
		__m256i index = bytes;
		for (unsigned k = 0; k < 8; k++) {
			found = _mm256_xor_si256(found,
						 _mm256_shuffle_epi8(changes[8 * half + k], index));
			index = _mm256_subs_epi8(index, next);
		}
		bytes = _mm256_xor_si256(bytes, _mm256_set1_epi8(-128));
	}
	return found;
}

static inline void develop_bytes_avx2(const uint8_t *samples, uint8_t *const codes[2], size_t n,
				      const uint8_t tables[2][256])
{
	const __m256i lower = _mm256_set1_epi16(255);
	__m256i changes[2][16];
	size_t i = 0;

	for (unsigned k = 0; k < 2; k++)
		load_table(tables[k], changes[k]);
	for (; i + LONG_STEP <= n; i += LONG_STEP) {
		const __m256i a = load(samples + i), b = load(samples + i + STEP);
		const __m256i even =
			_mm256_packus_epi16(_mm256_and_si256(a, lower), _mm256_and_si256(b, lower));
		const __m256i odd =
			_mm256_packus_epi16(_mm256_srli_epi16(a, 8), _mm256_srli_epi16(b, 8));
		store(codes[0] + i / 2, _mm256_permute4x64_epi64(look_up(even, changes[0]), 0xd8));
		store(codes[1] + i / 2, _mm256_permute4x64_epi64(look_up(odd, changes[1]), 0xd8));
	}
	uint8_t *const end[2] = { codes[0] + i / 2, codes[1] + i / 2 };
	develop_bytes_c(samples + i, end, n - i, tables);
}

#endif
