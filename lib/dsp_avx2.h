/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Kernels for AVX2 where plain C, as compilers vectorise it, takes more than twice the time that
 * memory does, included like those of dsp_kernels.h behind a definition of GG_STREAMS: true if they
 * write past the caches. 32 pixels at a time; the C twins do what is left of a line. Vectors of
 * words are in the order that unpacking bytes leaves: "low" has pixels 0-7 and 16-23, "high" 8-15
 * and 24-31.
 */
#ifndef GG_DSP_AVX2_H
#define GG_DSP_AVX2_H

#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx2.h>

#include <stdbool.h>

#include "dsp_ahead.h"
#include "dsp_kernels.h"

enum { STEP = 32 };

/* Elsewhere SIMDe writes as always. */
#ifdef SIMDE_X86_AVX_NATIVE
enum { STREAMS = GG_STREAMS };
#else
enum { STREAMS = false };
#endif

struct factors {
	__m256i y, rv, gu, gv, bu, bias;
};

/* What chroma adds to each colour of 16 pixels. */
struct shift {
	__m256i r, g, b;
};

struct colors {
	__m256i r, g, b; /* of 16 pixels, words of 0..255 and beyond */
};

static inline __m256i load(const void *from)
{
	return _mm256_loadu_si256(from);
}

/* The next vector of what comes from memory. */
static inline __m256i next(const void *from)
{
	fetch_ahead(from, sizeof(__m256i));
	return load(from);
}

static inline struct factors load_factors(const struct gg_yuv_matrix *m)
{
	return (struct factors){
		_mm256_set1_epi16((int16_t)m->y), _mm256_set1_epi16(m->rv),
		_mm256_set1_epi16(m->gu),	  _mm256_set1_epi16(m->gv),
		_mm256_set1_epi16(m->bu),	  _mm256_set1_epi16(m->bias),
	};
}

/* u and v are 256 * (C - 128). */
static inline struct shift shift_of(__m256i u, __m256i v, const struct factors *f)
{
	return (struct shift){
		_mm256_mulhrs_epi16(v, f->rv),
		_mm256_add_epi16(_mm256_mulhrs_epi16(u, f->gu), _mm256_mulhrs_epi16(v, f->gv)),
		_mm256_mulhrs_epi16(u, f->bu),
	};
}

/* y is 257 * Y'. */
static inline struct colors colors_of(__m256i y, const struct shift *shift, const struct factors *f)
{
	const __m256i luma = _mm256_add_epi16(_mm256_mulhi_epu16(y, f->y), f->bias);

	return (struct colors){
		_mm256_srai_epi16(_mm256_add_epi16(luma, shift->r), 5),
		_mm256_srai_epi16(_mm256_add_epi16(luma, shift->g), 5),
		_mm256_srai_epi16(_mm256_add_epi16(luma, shift->b), 5),
	};
}

/* Past the caches memory is not read first, and what they hold stays. */
static inline void put(uint8_t *dst, __m256i pixels)
{
	__m256i *to = (__m256i *)(void *)dst;

	if (STREAMS && (uintptr_t)dst % sizeof pixels == 0)
		_mm256_stream_si256(to, pixels);
	else
		_mm256_storeu_si256(to, pixels);
}

/* As fetch_ahead(), of what put() writes. */
static inline void write_ahead(const uint8_t *dst, size_t bytes)
{
	if (!STREAMS)
		fetch_ahead(dst, bytes);
}

static inline void store(uint8_t *dst, __m256i r, __m256i g, __m256i b)
{
	const __m256i opaque = _mm256_set1_epi8(-1);
	const __m256i bg0 = _mm256_unpacklo_epi8(b, g), bg1 = _mm256_unpackhi_epi8(b, g);
	const __m256i ra0 = _mm256_unpacklo_epi8(r, opaque), ra1 = _mm256_unpackhi_epi8(r, opaque);
	const __m256i p0 = _mm256_unpacklo_epi16(bg0, ra0), p1 = _mm256_unpackhi_epi16(bg0, ra0);
	const __m256i p2 = _mm256_unpacklo_epi16(bg1, ra1), p3 = _mm256_unpackhi_epi16(bg1, ra1);

	write_ahead(dst, 128);
	put(dst, _mm256_permute2x128_si256(p0, p1, 0x20));
	put(dst + 32, _mm256_permute2x128_si256(p2, p3, 0x20));
	put(dst + 64, _mm256_permute2x128_si256(p0, p1, 0x31));
	put(dst + 96, _mm256_permute2x128_si256(p2, p3, 0x31));
}

static inline void store_colors(uint8_t *dst, const struct colors *low, const struct colors *high)
{
	store(dst, _mm256_packus_epi16(low->r, high->r), _mm256_packus_epi16(low->g, high->g),
	      _mm256_packus_epi16(low->b, high->b));
}

/* 32 pixels of luma and of shifts. */
static inline void convert(uint8_t *dst, __m256i y, const struct shift *low,
			   const struct shift *high, const struct factors *f)
{
	const struct colors first = colors_of(_mm256_unpacklo_epi8(y, y), low, f);
	const struct colors last = colors_of(_mm256_unpackhi_epi8(y, y), high, f);

	store_colors(dst, &first, &last);
}

static inline __m256i center(__m256i bytes)
{
	return _mm256_xor_si256(bytes, _mm256_set1_epi8(-128));
}

/* 32 pixels, each with chroma of its own. */
static inline void convert_all(uint8_t *dst, __m256i y, __m256i u, __m256i v,
			       const struct factors *f)
{
	const __m256i zero = _mm256_setzero_si256();
	const __m256i cb = center(u), cr = center(v);
	const struct shift low =
		shift_of(_mm256_unpacklo_epi8(zero, cb), _mm256_unpacklo_epi8(zero, cr), f);
	const struct shift high =
		shift_of(_mm256_unpackhi_epi8(zero, cb), _mm256_unpackhi_epi8(zero, cr), f);

	convert(dst, y, &low, &high, f);
}

static inline void yuv444_avx2(const uint8_t *y, const uint8_t *u, const uint8_t *v, uint8_t *dst,
			       size_t n, const struct gg_yuv_matrix *matrix)
{
	const struct factors f = load_factors(matrix);
	size_t i = 0;

	for (; i + STEP <= n; i += STEP)
		convert_all(dst + 4 * i, next(y + i), next(u + i), next(v + i), &f);
	yuv444_c(y + i, u + i, v + i, dst + 4 * i, n - i, matrix);
}

/* 32 pixels of which two each share one of 16 values of chroma. */
static inline void convert_pairs(uint8_t *dst, __m256i y, __m256i u, __m256i v,
				 const struct factors *f)
{
	const struct shift s = shift_of(u, v, f);
	const struct shift low = { _mm256_unpacklo_epi16(s.r, s.r), _mm256_unpacklo_epi16(s.g, s.g),
				   _mm256_unpacklo_epi16(s.b, s.b) };
	const struct shift high = { _mm256_unpackhi_epi16(s.r, s.r),
				    _mm256_unpackhi_epi16(s.g, s.g),
				    _mm256_unpackhi_epi16(s.b, s.b) };

	convert(dst, y, &low, &high, f);
}

static inline __m256i widen(const uint8_t *chroma)
{
	fetch_ahead(chroma, sizeof(__m128i));
	const __m128i bytes = _mm_loadu_si128((const __m128i *)chroma);
	const __m256i words = _mm256_slli_epi16(_mm256_cvtepu8_epi16(bytes), 8);

	return _mm256_xor_si256(words, _mm256_set1_epi16(INT16_MIN));
}

static inline void yuv422_avx2(const uint8_t *y, const uint8_t *u, const uint8_t *v, uint8_t *dst,
			       size_t n, const struct gg_yuv_matrix *matrix)
{
	const struct factors f = load_factors(matrix);
	size_t i = 0;

	for (; i + STEP <= n; i += STEP)
		convert_pairs(dst + 4 * i, next(y + i), widen(u + i / 2), widen(v + i / 2), &f);
	yuv422_c(y + i, u + i / 2, v + i / 2, dst + 4 * i, n - i, matrix);
}

static inline void semiplanar_avx2(const uint8_t *y, const uint8_t *pairs, unsigned u, uint8_t *dst,
				   size_t n, const struct gg_yuv_matrix *matrix)
{
	const struct factors f = load_factors(matrix);
	size_t i = 0;

	for (; i + STEP <= n; i += STEP) {
		const __m256i both = center(next(pairs + i));
		const __m256i first = _mm256_slli_epi16(both, 8);
		const __m256i second = _mm256_and_si256(both, _mm256_set1_epi16((int16_t)0xff00));
		convert_pairs(dst + 4 * i, next(y + i), u == 0 ? first : second,
			      u == 0 ? second : first, &f);
	}
	semiplanar_c(y + i, pairs + i, u, dst + 4 * i, n - i, matrix);
}

static inline __m256i load_index(const uint8_t index[16])
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)index));
}

enum { NOTHING = 0x80 }; /* an index for a byte of 0 */

/* Words of 257 * Y' of the 8 pixels in four groups. */
static inline __m256i pick_luma(unsigned y0)
{
	uint8_t index[16];

	for (size_t i = 0; i < 8; i++)
		index[2 * i] = index[2 * i + 1] = (uint8_t)(i / 2 * 4 + y0 + i % 2 * 2);
	return load_index(index);
}

/* Words of 256 * C, the byte at c in each group, for 8 pixels. */
static inline __m256i pick_chroma(unsigned c)
{
	uint8_t index[16];

	for (size_t i = 0; i < 8; i++) {
		index[2 * i] = NOTHING;
		index[2 * i + 1] = (uint8_t)(i / 2 * 4 + c);
	}
	return load_index(index);
}

static inline void packed_avx2(const uint8_t *groups, const uint8_t order[3], uint8_t *dst,
			       size_t n, const struct gg_yuv_matrix *matrix)
{
	const struct factors f = load_factors(matrix);
	const __m256i luma = pick_luma(order[0]);
	const __m256i blue = pick_chroma(order[1]), red = pick_chroma(order[2]);
	const __m256i sign = _mm256_set1_epi16(INT16_MIN);
	size_t i = 0;

	for (; i + STEP <= n; i += STEP) {
		const __m256i a = next(groups + 2 * i), b = next(groups + 2 * i + STEP);
		const __m256i halves[2] = { _mm256_permute2x128_si256(a, b, 0x20),
					    _mm256_permute2x128_si256(a, b, 0x31) };
		struct colors colors[2];
		for (unsigned k = 0; k < 2; k++) {
			const __m256i u = _mm256_shuffle_epi8(halves[k], blue);
			const __m256i v = _mm256_shuffle_epi8(halves[k], red);
			const struct shift shift =
				shift_of(_mm256_xor_si256(u, sign), _mm256_xor_si256(v, sign), &f);
			colors[k] = colors_of(_mm256_shuffle_epi8(halves[k], luma), &shift, &f);
		}
		store_colors(dst + 4 * i, &colors[0], &colors[1]);
	}
	packed_c(groups + 2 * i, order, dst + 4 * i, n - i, matrix);
}

/* As convert_pairs(), a pair for each of 32 pixels. */
static inline void semiplanar444_avx2(const uint8_t *y, const uint8_t *pairs, unsigned u,
				      uint8_t *dst, size_t n, const struct gg_yuv_matrix *matrix)
{
	const struct factors f = load_factors(matrix);
	const __m256i upper = _mm256_set1_epi16((int16_t)0xff00);
	size_t i = 0;

	for (; i + STEP <= n; i += STEP) {
		const __m256i a = center(next(pairs + 2 * i));
		const __m256i b = center(next(pairs + 2 * i + STEP));
		const __m256i halves[2] = { _mm256_permute2x128_si256(a, b, 0x20),
					    _mm256_permute2x128_si256(a, b, 0x31) };
		struct shift shifts[2];
		for (unsigned k = 0; k < 2; k++) {
			const __m256i first = _mm256_slli_epi16(halves[k], 8);
			const __m256i second = _mm256_and_si256(halves[k], upper);
			shifts[k] = shift_of(u == 0 ? first : second, u == 0 ? second : first, &f);
		}
		convert(dst + 4 * i, next(y + i), &shifts[0], &shifts[1], &f);
	}
	semiplanar444_c(y + i, pairs + 2 * i, u, dst + 4 * i, n - i, matrix);
}

/* Four pixels at from and four that are 16 further: bytes first, second ... of each together. */
static inline __m256i load_groups(const uint8_t *from, __m256i together)
{
	const __m256i groups = _mm256_inserti128_si256(
		_mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)from)),
		_mm_loadu_si128((const __m128i *)(from + 64)), 1);

	return _mm256_shuffle_epi8(groups, together);
}

static inline void packed444_avx2(const uint8_t *groups, const uint8_t order[3], uint8_t *dst,
				  size_t n, const struct gg_yuv_matrix *matrix)
{
	const struct factors f = load_factors(matrix);
	uint8_t index[16];
	size_t i = 0;

	for (unsigned k = 0; k < 16; k++)
		index[k] = (uint8_t)(k / 4 < 3 ? k % 4 * 4 + order[k / 4] : NOTHING);
	const __m256i together = load_index(index);

	for (; i + STEP <= n; i += STEP) {
		const uint8_t *from = groups + 4 * i;
		fetch_ahead(from, (size_t)4 * STEP);
		const __m256i a = load_groups(from, together);
		const __m256i b = load_groups(from + 16, together);
		const __m256i c = load_groups(from + 32, together);
		const __m256i d = load_groups(from + 48, together);
		const __m256i yu0 = _mm256_unpacklo_epi32(a, b), yu1 = _mm256_unpacklo_epi32(c, d);
		const __m256i v0 = _mm256_unpackhi_epi32(a, b), v1 = _mm256_unpackhi_epi32(c, d);
		convert_all(dst + 4 * i, _mm256_unpacklo_epi64(yu0, yu1),
			    _mm256_unpackhi_epi64(yu0, yu1), _mm256_unpacklo_epi64(v0, v1), &f);
	}
	packed444_c(groups + 4 * i, order, dst + 4 * i, n - i, matrix);
}

static inline void yuv444_wide_avx2(const uint8_t *y, const int16_t *u, const int16_t *v,
				    uint8_t *dst, size_t n, const struct gg_yuv_matrix *matrix)
{
	const struct factors f = load_factors(matrix);
	size_t i = 0;

	for (; i + STEP <= n; i += STEP) {
		const __m256i u0 = load(u + i), u1 = load(u + i + 16);
		const __m256i v0 = load(v + i), v1 = load(v + i + 16);
		const struct shift low = shift_of(_mm256_permute2x128_si256(u0, u1, 0x20),
						  _mm256_permute2x128_si256(v0, v1, 0x20), &f);
		const struct shift high = shift_of(_mm256_permute2x128_si256(u0, u1, 0x31),
						   _mm256_permute2x128_si256(v0, v1, 0x31), &f);
		convert(dst + 4 * i, next(y + i), &low, &high, &f);
	}
	yuv444_wide_c(y + i, u + i, v + i, dst + 4 * i, n - i, matrix);
}

static inline void grey_avx2(const uint8_t *y, uint8_t *dst, size_t n,
			     const struct gg_yuv_matrix *matrix)
{
	const struct factors f = load_factors(matrix);
	size_t i = 0;

	for (; i + STEP <= n; i += STEP) {
		const __m256i bytes = next(y + i);
		const __m256i low = _mm256_mulhi_epu16(_mm256_unpacklo_epi8(bytes, bytes), f.y);
		const __m256i high = _mm256_mulhi_epu16(_mm256_unpackhi_epi8(bytes, bytes), f.y);
		const __m256i grey =
			_mm256_packus_epi16(_mm256_srai_epi16(_mm256_add_epi16(low, f.bias), 5),
					    _mm256_srai_epi16(_mm256_add_epi16(high, f.bias), 5));
		store(dst + 4 * i, grey, grey, grey);
	}
	grey_c(y + i, dst + 4 * i, n - i, matrix);
}

static inline void rgb32_avx2(const uint8_t *src, const uint8_t order[3], uint8_t *dst, size_t n)
{
	const __m256i opaque = _mm256_set1_epi32((int32_t)0xff000000);
	uint8_t index[16];
	size_t i = 0;

	for (unsigned k = 0; k < 16; k++)
		index[k] = (uint8_t)(k / 4 * 4 + (k % 4 < 3 ? order[2 - k % 4] : 3));
	const __m256i shuffle = load_index(index);

	for (; i + 8 <= n; i += 8) {
		const __m256i pixels = _mm256_shuffle_epi8(next(src + 4 * i), shuffle);
		write_ahead(dst + 4 * i, sizeof pixels);
		put(dst + 4 * i, _mm256_or_si256(pixels, opaque));
	}
	rgb32_c(src + 4 * i, order, dst + 4 * i, n - i);
}

/* Two pixels each at a and b: words of B, G, R, 0. */
static inline __m256i load_rgb16(const uint8_t *a, const uint8_t *b, __m256i shuffle)
{
	const __m256i pixels =
		_mm256_inserti128_si256(_mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)a)),
					_mm_loadu_si128((const __m128i *)b), 1);

	return _mm256_shuffle_epi8(pixels, shuffle);
}

/* (v * 255 + 32768) >> 16 */
static inline __m256i narrow(__m256i words)
{
	const __m256i factor = _mm256_set1_epi16(255);

	return _mm256_add_epi16(_mm256_mulhi_epu16(words, factor),
				_mm256_srli_epi16(_mm256_mullo_epi16(words, factor), 15));
}

static inline void rgb16_avx2(const uint8_t *src, const uint8_t order[3], uint8_t *dst, size_t n)
{
	const __m256i opaque = _mm256_set1_epi32((int32_t)0xff000000);
	uint8_t index[16];
	size_t i = 0;

	for (unsigned k = 0; k < 16; k++)
		index[k] = (uint8_t)(k / 2 % 4 < 3 ? k / 8 * 6 + order[2 - k / 2 % 4] + k % 2
						   : NOTHING);
	const __m256i shuffle = load_index(index);

	/* The last load reaches 4 bytes further than its two pixels. */
	for (; i + 9 <= n; i += 8) {
		const uint8_t *from = src + 6 * i;
		fetch_ahead(from, 48);
		write_ahead(dst + 4 * i, sizeof(__m256i));
		const __m256i low = narrow(load_rgb16(from, from + 24, shuffle));
		const __m256i high = narrow(load_rgb16(from + 12, from + 36, shuffle));
		put(dst + 4 * i, _mm256_or_si256(_mm256_packus_epi16(low, high), opaque));
	}
	rgb16_c(src + 6 * i, order, dst + 4 * i, n - i);
}

static inline void rgb565_avx2(const uint8_t *src, bool swapped, uint8_t *dst, size_t n)
{
	const __m256i five = _mm256_set1_epi16(31), six = _mm256_set1_epi16(63);
	const __m256i opaque = _mm256_set1_epi16((int16_t)0xff00);
	size_t i = 0;

	for (; i + 16 <= n; i += 16) {
		__m256i words = next(src + 2 * i);
		if (swapped)
			words = _mm256_or_si256(_mm256_slli_epi16(words, 8),
						_mm256_srli_epi16(words, 8));
		const __m256i b = _mm256_and_si256(words, five);
		const __m256i g = _mm256_and_si256(_mm256_srli_epi16(words, 5), six);
		const __m256i r = _mm256_srli_epi16(words, 11);
		const __m256i b8 =
			_mm256_or_si256(_mm256_slli_epi16(b, 3), _mm256_srli_epi16(b, 2));
		const __m256i g8 =
			_mm256_or_si256(_mm256_slli_epi16(g, 2), _mm256_srli_epi16(g, 4));
		const __m256i r8 =
			_mm256_or_si256(_mm256_slli_epi16(r, 3), _mm256_srli_epi16(r, 2));
		const __m256i bg = _mm256_or_si256(b8, _mm256_slli_epi16(g8, 8));
		const __m256i ra = _mm256_or_si256(r8, opaque);
		const __m256i p0 = _mm256_unpacklo_epi16(bg, ra),
			      p1 = _mm256_unpackhi_epi16(bg, ra);
		write_ahead(dst + 4 * i, 64);
		put(dst + 4 * i, _mm256_permute2x128_si256(p0, p1, 0x20));
		put(dst + 4 * i + 32, _mm256_permute2x128_si256(p0, p1, 0x31));
	}
	rgb565_c(src + 2 * i, swapped, dst + 4 * i, n - i);
}

static inline void settle_avx2(void)
{
	_mm_sfence();
}

/* What the tables that have them share. */
#define GG_KERNELS_AVX2                                                                            \
	.yuv444 = yuv444_avx2, .yuv422 = yuv422_avx2, .semiplanar = semiplanar_avx2,               \
	.packed = packed_avx2, .packed444 = packed444_avx2, .semiplanar444 = semiplanar444_avx2,   \
	.grey = grey_avx2, .yuv444_wide = yuv444_wide_avx2, .rgb32 = rgb32_avx2,                   \
	.rgb16 = rgb16_avx2, .rgb565 = rgb565_avx2, .settle = settle_avx2

#endif
