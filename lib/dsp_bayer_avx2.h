/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernels of dsp_raw.h for AVX2 that make pixels, included like dsp_raw_kernels.h. */
#ifndef GG_DSP_BAYER_AVX2_H
#define GG_DSP_BAYER_AVX2_H

#include "dsp_ahead.h"
#include "dsp_raw_avx2.h"

/* 16 pixels from codes. */
static inline void store_pixels(uint8_t *dst, __m256i r, __m256i g, __m256i b)
{
	const __m256i high = _mm256_set1_epi16((int16_t)0xff00);
	const __m256i bg = _mm256_or_si256(_mm256_srli_epi16(b, 8), _mm256_and_si256(g, high));
	const __m256i ra = _mm256_or_si256(_mm256_srli_epi16(r, 8), high);
	const __m256i first = _mm256_unpacklo_epi16(bg, ra), second = _mm256_unpackhi_epi16(bg, ra);

	store(dst, _mm256_permute2x128_si256(first, second, 0x20));
	store(dst + 32, _mm256_permute2x128_si256(first, second, 0x31));
}

/* What is made for each kind of line: as a call it would take half as long again. */
#define ALWAYS_INLINE static inline __attribute__((always_inline))

/* Past the caches: memory is not read first, and what they hold stays. */
ALWAYS_INLINE void store_past(uint8_t *dst, __m256i v, bool streams)
{
	if (streams)
		_mm256_stream_si256((__m256i *)(void *)dst, v);
	else
		store(dst, v);
}

/* 64 pixels from bytes of which unpacking left those of 16 in each half, 32 after the other's. */
ALWAYS_INLINE void store_bytes(uint8_t *dst, const __m256i r[2], const __m256i g[2],
			       const __m256i b[2], bool streams)
{
	const __m256i opaque = _mm256_set1_epi8(-1);

	for (unsigned i = 0; i < 2; i++, dst += 64) {
		const __m256i bg[2] = { _mm256_unpacklo_epi8(b[i], g[i]),
					_mm256_unpackhi_epi8(b[i], g[i]) };
		const __m256i ra[2] = { _mm256_unpacklo_epi8(r[i], opaque),
					_mm256_unpackhi_epi8(r[i], opaque) };
		__m256i p[4];
		for (unsigned k = 0; k < 4; k++)
			p[k] = k % 2 ? _mm256_unpackhi_epi16(bg[k / 2], ra[k / 2])
				     : _mm256_unpacklo_epi16(bg[k / 2], ra[k / 2]);
		store_past(dst, _mm256_permute2x128_si256(p[0], p[1], 0x20), streams);
		store_past(dst + 32, _mm256_permute2x128_si256(p[2], p[3], 0x20), streams);
		store_past(dst + 128, _mm256_permute2x128_si256(p[0], p[1], 0x31), streams);
		store_past(dst + 160, _mm256_permute2x128_si256(p[2], p[3], 0x31), streams);
	}
}

struct colors {
	__m256i other, green, missing; /* as in gg_bilinear_at() */
};

static inline __m256i mean(const uint16_t *a, const uint16_t *b)
{
	return _mm256_avg_epu16(load(a), load(b));
}

static inline struct colors bilinear_at(const uint16_t *const rows[3], size_t x, bool green_first)
{
	const uint16_t *up = rows[0] + x, *mid = rows[1] + x, *down = rows[2] + x;
	const __m256i here = load(mid), across = mean(mid - 1, mid + 1), along = mean(up, down);
	const __m256i cross = _mm256_avg_epu16(along, across);
	const __m256i corners = _mm256_avg_epu16(mean(up - 1, down - 1), mean(up + 1, down + 1));

	if (green_first) /* in the even words */
		return (struct colors){ _mm256_blend_epi16(across, here, 0xaa),
					_mm256_blend_epi16(here, cross, 0xaa),
					_mm256_blend_epi16(along, corners, 0xaa) };
	return (struct colors){ _mm256_blend_epi16(here, across, 0xaa),
				_mm256_blend_epi16(cross, here, 0xaa),
				_mm256_blend_epi16(corners, along, 0xaa) };
}

static inline void shift_rows(const uint16_t *const rows[3], size_t x, const uint16_t *shifted[3])
{
	for (unsigned i = 0; i < 3; i++)
		shifted[i] = rows[i] + x;
}

/* Means of bytes */

static inline __m256i mean_of_two(__m256i a, __m256i b)
{
	return _mm256_avg_epu8(a, b);
}

/* The mean of means, less one where both halves that went up made it go up once more. */
static inline __m256i mean_of_four(__m256i a, __m256i b, __m256i c, __m256i d)
{
	const __m256i x = _mm256_avg_epu8(a, b), y = _mm256_avg_epu8(c, d);
	const __m256i rounded = _mm256_or_si256(_mm256_xor_si256(a, b), _mm256_xor_si256(c, d));
	const __m256i excess = _mm256_and_si256(_mm256_and_si256(rounded, _mm256_xor_si256(x, y)),
						_mm256_set1_epi8(1));

	return _mm256_sub_epi8(_mm256_avg_epu8(x, y), excess);
}

/* 64 pixels, of which those of the line's other colour are in the columns of that parity. */
ALWAYS_INLINE void bilinear_step(const uint8_t *const rows[3][2], size_t i, size_t other, bool blue,
				 bool streams, uint8_t *dst)
{
	/* Beside a pixel in an odd column are even ones at i and i + 1, of one in an even column
	 * odd ones at i - 1 and i. */
	const size_t green = !other;
	const ptrdiff_t left = (ptrdiff_t)(i + other) - 1, green_left = (ptrdiff_t)(i + green) - 1;
	const __m256i up = load(rows[0][other] + i), down = load(rows[2][other] + i);
	const __m256i here = load(rows[1][other] + i), here_green = load(rows[1][green] + i);
	const __m256i cross = mean_of_four(load(rows[1][green] + left),
					   load(rows[1][green] + left + 1), up, down);
	const __m256i corners =
		mean_of_four(load(rows[0][green] + left), load(rows[0][green] + left + 1),
			     load(rows[2][green] + left), load(rows[2][green] + left + 1));
	const __m256i across = mean_of_two(load(rows[1][other] + green_left),
					   load(rows[1][other] + green_left + 1));
	const __m256i along = mean_of_two(load(rows[0][green] + i), load(rows[2][green] + i));
	/* In even and odd columns. */
	const __m256i c[3][2] = {
		{ other ? across : here, other ? here : across },
		{ other ? here_green : cross, other ? cross : here_green },
		{ other ? along : corners, other ? corners : along },
	};
	__m256i bytes[3][2];

	for (unsigned k = 0; k < 3; k++) {
		bytes[k][0] = _mm256_unpacklo_epi8(c[k][0], c[k][1]);
		bytes[k][1] = _mm256_unpackhi_epi8(c[k][0], c[k][1]);
	}
	const unsigned r = blue ? 2 : 0, b = blue ? 0 : 2;
	store_bytes(dst, bytes[r], bytes[1], bytes[b], streams);
}

ALWAYS_INLINE size_t bilinear_loop(const uint8_t *const rows[3][2], bool green_first, bool blue,
				   bool streams, uint8_t *dst, size_t n)
{
	size_t x = 0;

	for (; x + LONG_STEP <= n; x += LONG_STEP)
		bilinear_step(rows, x / 2, green_first, blue, streams, dst + 4 * x);
	return x;
}

ALWAYS_INLINE size_t bilinear_of(const uint8_t *const rows[3][2], struct gg_bayer_line line,
				 bool streams, uint8_t *dst, size_t n)
{
	if (line.green_first)
		return line.blue ? bilinear_loop(rows, true, true, streams, dst, n)
				 : bilinear_loop(rows, true, false, streams, dst, n);
	return line.blue ? bilinear_loop(rows, false, true, streams, dst, n)
			 : bilinear_loop(rows, false, false, streams, dst, n);
}

static inline void bilinear_avx2(const uint8_t *const rows[3][2], struct gg_bayer_line line,
				 uint8_t *dst, size_t n)
{
	const uint8_t *end[3][2];
	const size_t x = line.streams && (uintptr_t)dst % sizeof(__m256i) == 0
				 ? bilinear_of(rows, line, true, dst, n)
				 : bilinear_of(rows, line, false, dst, n);

	for (unsigned i = 0; i < 6; i++)
		end[i / 2][i % 2] = rows[i / 2][i % 2] + x / 2;
	bilinear_c((const uint8_t *const(*)[2])end, line, dst + 4 * x, n - x);
}

static inline void bilinear_light_avx2(const uint16_t *const rows[3], struct gg_bayer_line line,
				       uint16_t *const rgb[3], size_t n)
{
	uint16_t *const other = rgb[line.blue ? 2 : 0], *const missing = rgb[line.blue ? 0 : 2];
	const uint16_t *end[3];
	size_t x = 0;

	for (; x + WORDS <= n; x += WORDS) {
		const struct colors c = bilinear_at(rows, x, line.green_first);
		store(other + x, c.other);
		store(rgb[1] + x, c.green);
		store(missing + x, c.missing);
	}
	shift_rows(rows, x, end);
	uint16_t *const rgb_end[3] = { rgb[0] + x, rgb[1] + x, rgb[2] + x };
	bilinear_light_c(end, line, rgb_end, n - x);
}

static inline void merge_avx2(uint16_t *const rgb[3], uint8_t *dst, size_t n)
{
	size_t i = 0;

	for (; i + WORDS <= n; i += WORDS)
		store_pixels(dst + 4 * i, load(rgb[0] + i), load(rgb[1] + i), load(rgb[2] + i));
	uint16_t *const end[3] = { rgb[0] + i, rgb[1] + i, rgb[2] + i };
	merge_c(end, dst + 4 * i, n - i);
}

/* Eight words as wide as their sums. */
static inline __m256i wide(const uint16_t *words)
{
	return _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)words));
}

static inline __m256i sum(__m256i a, __m256i b)
{
	return _mm256_add_epi32(a, b);
}

static inline __m256i sum_of(const uint16_t *a, const uint16_t *b)
{
	return sum(wide(a), wide(b));
}

static inline __m256i times(__m256i v, int factor)
{
	return _mm256_mullo_epi32(v, _mm256_set1_epi32(factor));
}

/* Sums in sixteenths as words. */
static inline __m128i sixteenths(__m256i sums)
{
	const __m256i v = _mm256_srai_epi32(sum(sums, _mm256_set1_epi32(8)), 4);
	const __m256i words = _mm256_packus_epi32(v, v);

	return _mm256_castsi256_si128(_mm256_permute4x64_epi64(words, 0x08));
}

/* As mhc_c(): to[] is where the line's other colour, green and the missing one go. */
static inline void mhc_at(const uint16_t *const rows[5], size_t x, bool green_first,
			  uint16_t *const to[3])
{
	const uint16_t *up = rows[1] + x, *mid = rows[2] + x, *down = rows[3] + x;
	const __m256i here = wide(mid),
		      corners = sum(sum_of(up - 1, up + 1), sum_of(down - 1, down + 1));
	const __m256i near_across = sum_of(mid - 1, mid + 1), near_along = sum_of(up, down);
	const __m256i across = sum_of(mid - 2, mid + 2), along = sum_of(rows[0] + x, rows[4] + x);
	const __m256i far = sum(across, along), ten = times(here, 10);
	const __m128i own = _mm_loadu_si128((const __m128i *)mid);
	const __m128i from_row = sixteenths(sum(sum(ten, _mm256_slli_epi32(near_across, 3)),
						sum(times(sum(corners, across), -2), along)));
	const __m128i from_column = sixteenths(sum(sum(ten, _mm256_slli_epi32(near_along, 3)),
						   sum(times(sum(corners, along), -2), across)));
	const __m128i from_cross = sixteenths(
		sum(_mm256_slli_epi32(here, 3),
		    sum(_mm256_slli_epi32(sum(near_across, near_along), 2), times(far, -2))));
	const __m128i from_corners = sixteenths(
		sum(times(here, 12), sum(_mm256_slli_epi32(corners, 2), times(far, -3))));
	const __m128i odd = _mm_set1_epi32((int)0xffff0000);
	const __m128i green = green_first ? _mm_xor_si128(odd, _mm_set1_epi32(-1)) : odd;

	store_half(to[0] + x, _mm_blendv_epi8(own, from_row, green));
	store_half(to[1] + x, _mm_blendv_epi8(from_cross, own, green));
	store_half(to[2] + x, _mm_blendv_epi8(from_corners, from_column, green));
}

static inline void mhc_avx2(const uint16_t *const rows[5], struct gg_bayer_line line,
			    uint16_t *const rgb[3], size_t n)
{
	uint16_t *const to[3] = { rgb[line.blue ? 2 : 0], rgb[1], rgb[line.blue ? 0 : 2] };
	size_t x = 0;

	for (; x + WORDS / 2 <= n; x += WORDS / 2)
		mhc_at(rows, x, line.green_first, to);
	const uint16_t *const end[5] = { rows[0] + x, rows[1] + x, rows[2] + x, rows[3] + x,
					 rows[4] + x };
	uint16_t *const rgb_end[3] = { rgb[0] + x, rgb[1] + x, rgb[2] + x };
	mhc_c(end, line, rgb_end, n - x);
}

static inline void grey_samples_avx2(const uint16_t *samples, uint8_t *dst, size_t n,
				     uint16_t factor, int16_t bias)
{
	const __m256i f = _mm256_set1_epi16((int16_t)factor), b = _mm256_set1_epi16(bias);
	size_t i = 0;

	for (; i + WORDS <= n; i += WORDS) {
		const __m256i v = _mm256_srai_epi16(
			_mm256_add_epi16(_mm256_mulhi_epu16(load(samples + i), f), b), 5);
		const __m256i bytes = _mm256_packus_epi16(v, v);
		const __m256i code = _mm256_unpacklo_epi8(bytes, bytes);
		fetch_ahead(dst + 4 * i, (size_t)4 * WORDS);
		store_pixels(dst + 4 * i, code, code, code);
	}
	grey_samples_c(samples + i, dst + 4 * i, n - i, factor, bias);
}

#endif
