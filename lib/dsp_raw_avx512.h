/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernels of dsp_raw.h for AVX-512 that make light and codes, included like dsp_raw_kernels.h.
 */
#ifndef GG_DSP_RAW_AVX512_H
#define GG_DSP_RAW_AVX512_H

#include <immintrin.h>

#include "dsp_raw_avx2.h"

enum { WIDE = 64, WIDE_WORDS = WIDE / 2, LINE_STEP = 2 * WIDE }; /* bytes and words of a vector */

static inline __m512i load_wide(const void *from)
{
	return _mm512_loadu_si512(from);
}

static inline void store_wide(void *to, __m512i v)
{
	_mm512_storeu_si512(to, v);
}

/* Bytes 0, 1, 2 ... */
static inline __m512i count(void)
{
	static const uint8_t bytes[WIDE] = {
		0,  1,	2,  3,	4,  5,	6,  7,	8,  9,	10, 11, 12, 13, 14, 15,
		16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
		32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
		48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
	};
	return load_wide(bytes);
}

struct wide_light {
	__m512i black, clip, whole, part;
};

static inline struct wide_light widen_light(const struct gg_light *light)
{
	const struct light_vectors l = load_light(light);

	return (struct wide_light){
		_mm512_broadcast_i64x4(l.black),
		_mm512_broadcast_i64x4(l.clip),
		_mm512_broadcast_i64x4(l.whole),
		_mm512_broadcast_i64x4(l.part),
	};
}

static inline __m512i wide_light_of(__m512i samples, const struct wide_light *l)
{
	const __m512i above = _mm512_min_epu16(_mm512_subs_epu16(samples, l->black), l->clip);

	return _mm512_add_epi16(_mm512_mullo_epi16(above, l->whole),
				_mm512_mulhi_epu16(above, l->part));
}

struct wide_curve {
	__m512i scale, terms[GG_CURVE_TERMS];
};

static inline struct wide_curve widen_curve(const struct gg_curve *curve)
{
	return (struct wide_curve){
		load_wide(curve->word_scale),
		{ load_wide(curve->word_terms[0]), load_wide(curve->word_terms[1]),
		  load_wide(curve->word_terms[2]) },
	};
}

static inline __m512i wide_codes_of(__m512i light, const struct wide_curve *curve)
{
	const __m512i index = _mm512_min_epu16(
		_mm512_srli_epi16(light, 8),
		_mm512_add_epi16(_mm512_srli_epi16(light, 12), _mm512_set1_epi16(16)));
	const __m512i t = _mm512_mullo_epi16(light, _mm512_permutexvar_epi16(index, curve->scale));
	const __m512i c0 = _mm512_permutexvar_epi16(index, curve->terms[0]);
	const __m512i c1 = _mm512_permutexvar_epi16(index, curve->terms[1]);
	const __m512i c2 = _mm512_permutexvar_epi16(index, curve->terms[2]);
	const __m512i slope = _mm512_sub_epi16(c1, _mm512_mulhi_epu16(t, c2));

	return _mm512_add_epi16(c0, _mm512_mulhi_epu16(t, slope));
}

static inline void light_avx512(uint16_t *row, size_t n, const struct gg_light *light)
{
	const struct wide_light l = widen_light(light);
	size_t i = 0;

	for (; i + WIDE_WORDS <= n; i += WIDE_WORDS)
		store_wide(row + i, wide_light_of(load_wide(row + i), &l));
	light_c(row + i, n - i, light);
}

/* Of two vectors of words: the upper bytes of words 0, 2, 4 ... and then 1, 3, 5 ... */
static inline __m512i places_apart(void)
{
	const __m512i four = _mm512_slli_epi16(count(), 2);
	const __m512i even = _mm512_and_si512(four, _mm512_set1_epi8(0x7c));

	return _mm512_mask_add_epi8(_mm512_or_si512(even, _mm512_set1_epi8(1)), ~(__mmask64)0 << 32,
				    even, _mm512_set1_epi8(3));
}

/* 64 pixels from their light. */
static inline void wide_codes_step(__m512i first, __m512i second, uint8_t *even, uint8_t *odd,
				   const struct wide_curve *curve, __m512i apart)
{
	const __m512i both = _mm512_permutex2var_epi8(wide_codes_of(first, curve), apart,
						      wide_codes_of(second, curve));

	store(even, _mm512_castsi512_si256(both));
	store(odd, _mm512_extracti64x4_epi64(both, 1));
}

static inline void codes_avx512(const uint16_t *light, uint8_t *const codes[2], size_t n,
				const struct gg_curve *curve)
{
	const struct wide_curve c = widen_curve(curve);
	const __m512i apart = places_apart();
	uint8_t *const to[2] = { codes[0], codes[1] };
	size_t i = 0;

	for (size_t x; (x = step_at(i, WIDE, 4, n)) != NO_STEP; i = x + WIDE)
		wide_codes_step(load_wide(light + x), load_wide(light + x + WIDE_WORDS),
				to[0] + x / 2, to[1] + x / 2, &c, apart);
	uint8_t *const end[2] = { codes[0] + i / 2, codes[1] + i / 2 };
	codes_c(light + i, end, n - i, curve);
}

static inline void load_wide_tables(const uint8_t tables[2][256], __m512i parts[2][4])
{
	for (size_t k = 0; k < 8; k++)
		parts[k / 4][k % 4] = load_wide(tables[k / 4] + k % 4 * WIDE);
}

/* Two look up what is in a table's lower half and in its upper one. */
static inline __m512i look_up_wide(__m512i bytes, const __m512i table[4])
{
	const __m512i low = _mm512_permutex2var_epi8(table[0], bytes, table[1]);
	const __m512i high = _mm512_permutex2var_epi8(table[2], bytes, table[3]);

	return _mm512_mask_blend_epi8(_mm512_movepi8_mask(bytes), low, high);
}

/* Of 128 pixels. */
static inline void wide_bytes_step(const uint8_t *samples, const __m512i tables[2][4],
				   uint8_t *even, uint8_t *odd)
{
	const __m512i evens = _mm512_add_epi8(count(), count());
	const __m512i odds = _mm512_or_si512(evens, _mm512_set1_epi8(1));
	const __m512i a = load_wide(samples), b = load_wide(samples + WIDE);

	store_wide(even, look_up_wide(_mm512_permutex2var_epi8(a, evens, b), tables[0]));
	store_wide(odd, look_up_wide(_mm512_permutex2var_epi8(a, odds, b), tables[1]));
}

static inline void develop_bytes_avx512(const uint8_t *samples, uint8_t *const codes[2], size_t n,
					const uint8_t tables[2][256])
{
	uint8_t *const to[2] = { codes[0], codes[1] };
	__m512i parts[2][4];
	size_t i = 0;

	load_wide_tables(tables, parts);
	for (size_t x; (x = step_at(i, LINE_STEP, 4, n)) != NO_STEP; i = x + LINE_STEP)
		wide_bytes_step(samples + x, parts, to[0] + x / 2, to[1] + x / 2);
	uint8_t *const end[2] = { codes[0] + i / 2, codes[1] + i / 2 };
	develop_bytes_c(samples + i, end, n - i, tables);
}

#endif
