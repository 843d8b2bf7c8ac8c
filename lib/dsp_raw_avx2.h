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

static inline __m256i load_halves(const void *low, const void *high)
{
	return _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128(low)),
				       _mm_loadu_si128(high), 1);
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

/* Are both factors from 1 to less than 2? */
static inline bool is_once_and_more(const struct gg_light *light)
{
	return light->factor[0] >> 16 == 1 && light->factor[1] >> 16 == 1;
}

/* Then light, beyond the clip up to 2 more, which no code shows. */
static inline __m256i once_and_more(__m256i samples, const struct light_vectors *l)
{
	const __m256i above = _mm256_subs_epu16(samples, l->black);

	return _mm256_adds_epu16(above, _mm256_mulhi_epu16(above, l->part));
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

/*
 * In place: light of 64 pixels to codes. Step by step for all of them: what waits for a result is
 * then far behind it, and the processor need not look far ahead for other work.
 */
static inline void codes_of(__m256i light[4], const struct curve_vectors *v)
{
	const __m256i zero = _mm256_setzero_si256();
	__m256i upper[2], piece[2], c[GG_CURVE_TERMS][4];

	for (size_t i = 0; i < 2; i++)
		upper[i] = _mm256_packus_epi16(_mm256_srli_epi16(light[2 * i], 8),
					       _mm256_srli_epi16(light[2 * i + 1], 8));
	/* Of light from a sixteenth on the index has its high bit set, which looks up 0. */
	for (size_t i = 0; i < 2; i++)
		piece[i] = _mm256_shuffle_epi8(v->dark,
					       _mm256_adds_epu8(upper[i], _mm256_set1_epi8(0x70)));
	for (size_t i = 0; i < 2; i++) {
		const __m256i index =
			_mm256_and_si256(_mm256_srli_epi16(upper[i], 4), _mm256_set1_epi8(0x0f));
		piece[i] = _mm256_or_si256(piece[i], _mm256_shuffle_epi8(v->bright, index));
	}
	for (size_t i = 0; i < 2; i++) {
		const __m256i scale = _mm256_shuffle_epi8(v->scale, piece[i]);
		light[2 * i] = _mm256_mullo_epi16(light[2 * i], _mm256_unpacklo_epi8(scale, zero));
		light[2 * i + 1] =
			_mm256_mullo_epi16(light[2 * i + 1], _mm256_unpackhi_epi8(scale, zero));
	}
	for (size_t k = GG_CURVE_TERMS; k-- > 0;)
		for (size_t i = 0; i < 2; i++) {
			const __m256i low = _mm256_shuffle_epi8(v->terms[k][0], piece[i]);
			const __m256i high = _mm256_shuffle_epi8(v->terms[k][1], piece[i]);
			c[k][2 * i] = _mm256_unpacklo_epi8(low, high);
			c[k][2 * i + 1] = _mm256_unpackhi_epi8(low, high);
		}
	for (size_t i = 0; i < 4; i++)
		c[1][i] = _mm256_sub_epi16(c[1][i], _mm256_mulhi_epu16(light[i], c[2][i]));
	for (size_t i = 0; i < 4; i++)
		light[i] = _mm256_add_epi16(c[0][i], _mm256_mulhi_epu16(light[i], c[1][i]));
}

static inline void curve_avx2(uint16_t *row, size_t n, const struct gg_curve *curve)
{
	const struct curve_vectors v = load_curve(curve);
	size_t i = 0;

	for (; i + LONG_STEP <= n; i += LONG_STEP) {
		__m256i light[4];
		for (size_t k = 0; k < 4; k++)
			light[k] = load(row + i + k * WORDS);
		codes_of(light, &v);
		for (size_t k = 0; k < 4; k++)
			store(row + i + k * WORDS, light[k]);
	}
	curve_c(row + i, n - i, curve);
}

/* The upper bytes of 32 codes: of each half's even columns, then of its odd ones. */
static inline __m256i bytes_apart(__m256i a, __m256i b)
{
	const __m256i first = _mm256_broadcastsi128_si256(
		_mm_setr_epi8(1, 5, 9, 13, -1, -1, -1, -1, 3, 7, 11, 15, -1, -1, -1, -1));
	const __m256i second = _mm256_broadcastsi128_si256(
		_mm_setr_epi8(-1, -1, -1, -1, 1, 5, 9, 13, -1, -1, -1, -1, 3, 7, 11, 15));

	return _mm256_or_si256(_mm256_shuffle_epi8(a, first), _mm256_shuffle_epi8(b, second));
}

/* To codes of 64 pixels from their light, each vector that of 8, and of the 8 that are 32 further.
 */
static inline void codes_step(__m256i light[4], uint8_t *even, uint8_t *odd,
			      const struct curve_vectors *curve)
{
	codes_of(light, curve);
	const __m256i a = bytes_apart(light[0], light[1]), b = bytes_apart(light[2], light[3]);
	store(even, _mm256_unpacklo_epi64(a, b));
	store(odd, _mm256_unpackhi_epi64(a, b));
}

/*
 * Where the step behind i begins, of those that make n pixels: the last one begins earlier where it
 * must, makes again what is there, and may leave less than a group of pixels. NO_STEP behind it,
 * and where n is less than a step.
 */
static const size_t NO_STEP = SIZE_MAX;

static inline size_t step_at(size_t i, size_t step, size_t group, size_t n)
{
	if (i + step <= n)
		return i;
	return n < step || i + group > n ? NO_STEP : (n - step) / group * group;
}

static inline void codes_avx2(const uint16_t *light, uint8_t *const codes[2], size_t n,
			      const struct gg_curve *curve)
{
	const struct curve_vectors v = load_curve(curve);
	uint8_t *const even = codes[0], *const odd = codes[1];
	size_t i = 0;

	for (size_t x; (x = step_at(i, LONG_STEP, 4, n)) != NO_STEP; i = x + LONG_STEP) {
		__m256i step[4];
		for (size_t k = 0; k < 4; k++)
			step[k] = load_halves(light + x + 8 * k, light + x + STEP + 8 * k);
		codes_step(step, even + x / 2, odd + x / 2, &v);
	}
	uint8_t *const end[2] = { even + i / 2, odd + i / 2 };
	codes_c(light + i, end, n - i, curve);
}

/* A table of 256 bytes, 16 to a vector. */
static inline void load_table(const uint8_t table[256], __m256i parts[16])
{
	for (unsigned k = 0; k < 16; k++)
		parts[k] = load_twice(table + (size_t)16 * k);
}

/* Indices into a table: those with their high bit set look up 0. Bits 4 to 6 choose a part. */
struct indices {
	__m256i low, high; /* of bytes below 128, and from there on */
	__m256i bit[3];	   /* the high bits are these */
};

static inline struct indices indices_of(__m256i bytes)
{
	const __m256i low = _mm256_and_si256(bytes, _mm256_set1_epi8((char)0x8f));

	return (struct indices){
		low,
		_mm256_xor_si256(low, _mm256_set1_epi8((char)0x80)),
		{ _mm256_slli_epi16(bytes, 3), _mm256_slli_epi16(bytes, 2),
		  _mm256_slli_epi16(bytes, 1) },
	};
}

/* By bit 4, as if the others were those of part k. */
static inline __m256i look_up_pair(const __m256i parts[16], unsigned k, const struct indices *i)
{
	const __m256i even = _mm256_or_si256(_mm256_shuffle_epi8(parts[k], i->low),
					     _mm256_shuffle_epi8(parts[8 + k], i->high));
	const __m256i odd = _mm256_or_si256(_mm256_shuffle_epi8(parts[k + 1], i->low),
					    _mm256_shuffle_epi8(parts[9 + k], i->high));

	return _mm256_blendv_epi8(even, odd, i->bit[0]);
}

/* In place, and two at a time: parts need not be loaded twice. */
static inline void look_up(__m256i bytes[2], const __m256i parts[16])
{
	const struct indices at[2] = { indices_of(bytes[0]), indices_of(bytes[1]) };
	__m256i found[4][2];

	for (unsigned k = 0; k < 4; k++)
		for (unsigned i = 0; i < 2; i++)
			found[k][i] = look_up_pair(parts, 2 * k, &at[i]);
	for (unsigned i = 0; i < 2; i++)
		bytes[i] = _mm256_blendv_epi8(
			_mm256_blendv_epi8(found[0][i], found[1][i], at[i].bit[1]),
			_mm256_blendv_epi8(found[2][i], found[3][i], at[i].bit[1]), at[i].bit[2]);
}

enum { BYTES_STEP = 4 * STEP };

static inline void load_tables(const uint8_t tables[2][256], __m256i parts[2][16])
{
	for (unsigned k = 0; k < 2; k++)
		load_table(tables[k], parts[k]);
}

/* Of 128 pixels. */
static inline void bytes_step(const uint8_t *samples, const __m256i parts[2][16], uint8_t *even,
			      uint8_t *odd)
{
	const __m256i lower = _mm256_set1_epi16(255);
	__m256i columns[2][2];

	for (size_t i = 0; i < 2; i++) {
		const __m256i a = load(samples + 64 * i), b = load(samples + 64 * i + 32);
		columns[0][i] =
			_mm256_packus_epi16(_mm256_and_si256(a, lower), _mm256_and_si256(b, lower));
		columns[1][i] =
			_mm256_packus_epi16(_mm256_srli_epi16(a, 8), _mm256_srli_epi16(b, 8));
	}
	for (unsigned k = 0; k < 2; k++) {
		look_up(columns[k], parts[k]);
		for (size_t i = 0; i < 2; i++)
			store((k ? odd : even) + 32 * i,
			      _mm256_permute4x64_epi64(columns[k][i], 0xd8));
	}
}

static inline void develop_bytes_avx2(const uint8_t *samples, uint8_t *const codes[2], size_t n,
				      const uint8_t tables[2][256])
{
	__m256i parts[2][16];
	size_t i = 0;

	load_tables(tables, parts);
	for (size_t x; (x = step_at(i, BYTES_STEP, 4, n)) != NO_STEP; i = x + BYTES_STEP)
		bytes_step(samples + x, parts, codes[0] + x / 2, codes[1] + x / 2);
	uint8_t *const end[2] = { codes[0] + i / 2, codes[1] + i / 2 };
	develop_bytes_c(samples + i, end, n - i, tables);
}

#endif
