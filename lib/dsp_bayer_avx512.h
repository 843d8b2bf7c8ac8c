/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernels of dsp_raw.h for AVX-512 that make pixels, included like dsp_raw_kernels.h. */
#ifndef GG_DSP_BAYER_AVX512_H
#define GG_DSP_BAYER_AVX512_H

#include "dsp_bayer_avx2.h"
#include "dsp_raw_avx512.h"

enum { AND_XOR = 0x60, OR_XOR = 0xf6 }; /* a & (b ^ c), a | (b ^ c), as vpternlog takes them */

static inline __m512i wide_mean_of_two(const uint8_t *a, const uint8_t *b)
{
	return _mm512_avg_epu8(load_wide(a), load_wide(b));
}

/* As mean_of_four(). */
static inline __m512i wide_mean_of_four(const uint8_t *pa, const uint8_t *pb, const uint8_t *pc,
					const uint8_t *pd)
{
	const __m512i a = load_wide(pa), b = load_wide(pb), c = load_wide(pc), d = load_wide(pd);
	const __m512i x = _mm512_avg_epu8(a, b), y = _mm512_avg_epu8(c, d);
	const __m512i rounded = _mm512_ternarylogic_epi64(_mm512_xor_si512(a, b), c, d, OR_XOR);
	const __m512i excess = _mm512_and_si512(_mm512_ternarylogic_epi64(rounded, x, y, AND_XOR),
						_mm512_set1_epi8(1));

	return _mm512_sub_epi8(_mm512_avg_epu8(x, y), excess);
}

ALWAYS_INLINE void store_wide_past(uint8_t *dst, __m512i v, bool streams)
{
	if (streams)
		_mm512_stream_si512((void *)dst, v);
	else
		store_wide(dst, v);
}

/* 64 pixels from bytes whose four of each 16 bytes are of as many runs of 16 pixels. */
ALWAYS_INLINE void store_wide_pixels(uint8_t *dst, __m512i r, __m512i g, __m512i b, bool streams)
{
	const __m512i opaque = _mm512_set1_epi8(-1);
	const __m512i bg0 = _mm512_unpacklo_epi8(b, g), bg1 = _mm512_unpackhi_epi8(b, g);
	const __m512i ra0 = _mm512_unpacklo_epi8(r, opaque), ra1 = _mm512_unpackhi_epi8(r, opaque);

	store_wide_past(dst, _mm512_unpacklo_epi16(bg0, ra0), streams);
	store_wide_past(dst + WIDE, _mm512_unpackhi_epi16(bg0, ra0), streams);
	store_wide_past(dst + (size_t)2 * WIDE, _mm512_unpacklo_epi16(bg1, ra1), streams);
	store_wide_past(dst + (size_t)3 * WIDE, _mm512_unpackhi_epi16(bg1, ra1), streams);
}

/* Of bytes of even columns and of odd ones: which to take for store_wide_pixels(). */
static inline __m512i in_runs(void)
{
	const __m512i pairs =
		_mm512_setr_epi32(0, 8, 16, 24, 2, 10, 18, 26, 4, 12, 20, 28, 6, 14, 22, 30);

	return _mm512_add_epi8(_mm512_mullo_epi32(pairs, _mm512_set1_epi32(0x01010101)),
			       _mm512_set1_epi32(0x41014000));
}

/* As bilinear_step(), of 128 pixels. */
ALWAYS_INLINE void wide_bilinear_step(const uint8_t *const rows[3][2], size_t i, size_t other,
				      bool blue, bool streams, uint8_t *dst)
{
	const size_t green = !other;
	const ptrdiff_t left = (ptrdiff_t)(i + other) - 1, green_left = (ptrdiff_t)(i + green) - 1;
	const uint8_t *up = rows[0][green] + left, *mid = rows[1][green] + left;
	const uint8_t *down = rows[2][green] + left, *own = rows[1][other] + green_left;
	const __m512i here = load_wide(rows[1][other] + i),
		      here_green = load_wide(rows[1][green] + i);
	const __m512i cross =
		wide_mean_of_four(mid, mid + 1, rows[0][other] + i, rows[2][other] + i);
	const __m512i corners = wide_mean_of_four(up, up + 1, down, down + 1);
	const __m512i across = wide_mean_of_two(own, own + 1);
	const __m512i along = wide_mean_of_two(rows[0][green] + i, rows[2][green] + i);
	/* In even and odd columns. */
	const __m512i c[3][2] = {
		{ other ? across : here, other ? here : across },
		{ other ? here_green : cross, other ? cross : here_green },
		{ other ? along : corners, other ? corners : along },
	};

	for (unsigned half = 0; half < 2; half++, dst += (size_t)4 * WIDE) {
		const __m512i pick =
			_mm512_add_epi8(in_runs(), _mm512_set1_epi8((char)(half * WIDE / 2)));
		__m512i v[3];
		for (unsigned k = 0; k < 3; k++)
			v[k] = _mm512_permutex2var_epi8(c[k][0], pick, c[k][1]);
		store_wide_pixels(dst, v[blue ? 2 : 0], v[1], v[blue ? 0 : 2], streams);
	}
}

ALWAYS_INLINE size_t wide_bilinear_loop(const uint8_t *const rows[3][2], bool green_first,
					bool blue, bool streams, uint8_t *dst, size_t n)
{
	size_t i = 0;

	for (; i + LINE_STEP <= n; i += LINE_STEP)
		wide_bilinear_step(rows, i / 2, green_first, blue, streams, dst + 4 * i);
	const size_t last = step_at(i, LINE_STEP, 4, n);
	if (last == NO_STEP)
		return i;
	wide_bilinear_step(rows, last / 2, green_first, blue, false, dst + 4 * last);
	return last + LINE_STEP;
}

ALWAYS_INLINE size_t wide_bilinear_of(const uint8_t *const rows[3][2], struct gg_bayer_line line,
				      bool streams, uint8_t *dst, size_t n)
{
	if (line.green_first)
		return line.blue ? wide_bilinear_loop(rows, true, true, streams, dst, n)
				 : wide_bilinear_loop(rows, true, false, streams, dst, n);
	return line.blue ? wide_bilinear_loop(rows, false, true, streams, dst, n)
			 : wide_bilinear_loop(rows, false, false, streams, dst, n);
}

static inline void bilinear_avx512(const uint8_t *const rows[3][2], struct gg_bayer_line line,
				   uint8_t *dst, size_t n)
{
	const uint8_t *end[3][2];
	const size_t x = line.streams && (uintptr_t)dst % sizeof(__m512i) == 0
				 ? wide_bilinear_of(rows, line, true, dst, n)
				 : wide_bilinear_of(rows, line, false, dst, n);

	for (unsigned i = 0; i < 6; i++)
		end[i / 2][i % 2] = rows[i / 2][i % 2] + x / 2;
	bilinear_c((const uint8_t *const(*)[2])end, line, dst + 4 * x, n - x);
}

#endif
