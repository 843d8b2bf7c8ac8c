/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kernels of dsp_raw.h for AVX-512 with VBMI, which looks bytes and words up in tables of up to
 * 128 and 32 in one instruction: what makes bytes of samples, and pixels of them, as the preview
 * does. The others are those for AVX2.
 */
#include <immintrin.h>

#include "dsp_bayer_avx2.h"
#include "dsp_samples_avx2.h"
#include "dsp_tables.h"

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

/* Samples */

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

static void csi2_avx512(const uint8_t *src, unsigned bits, uint16_t *samples, size_t n)
{
	const struct wide_unpacker u = load_wide_unpacker(bits);
	const size_t bytes = n / 8 * bits;
	size_t i = 0;

	/* Loads with a mask would keep bytes behind them out, but wait for memory far longer. */
	for (size_t at = 0; at + WIDE <= bytes; at += (size_t)4 * bits, i += WIDE_WORDS)
		store_wide(samples + i, unpack_wide_csi2(src + at, &u));
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

static void ipu3_avx512(const uint8_t *src, uint16_t *samples, size_t n)
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

/* Codes */

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

static void light_avx512(uint16_t *row, size_t n, const struct gg_light *light)
{
	const struct wide_light l = widen_light(light);
	size_t i = 0;

	for (; i + WIDE_WORDS <= n; i += WIDE_WORDS)
		store_wide(row + i, wide_light_of(load_wide(row + i), &l));
	light_c(row + i, n - i, light);
}

static void codes_avx512(const uint16_t *light, uint8_t *const codes[2], size_t n,
			 const struct gg_curve *curve)
{
	const struct wide_curve c = widen_curve(curve);
	const __m512i four = _mm512_slli_epi16(count(), 2);
	const __m512i even = _mm512_and_si512(four, _mm512_set1_epi8(0x7c));
	/* The upper bytes of words 0, 2, 4 ... and then 1, 3, 5 ... */
	const __m512i apart = _mm512_mask_add_epi8(_mm512_or_si512(even, _mm512_set1_epi8(1)),
						   ~(__mmask64)0 << 32, even, _mm512_set1_epi8(3));
	uint8_t *const to[2] = { codes[0], codes[1] };
	size_t i = 0;

	for (size_t x; (x = step_at(i, WIDE, 4, n)) != NO_STEP; i = x + WIDE) {
		const __m512i a = wide_codes_of(load_wide(light + x), &c);
		const __m512i b = wide_codes_of(load_wide(light + x + WIDE_WORDS), &c);
		const __m512i both = _mm512_permutex2var_epi8(a, apart, b);
		store(to[0] + x / 2, _mm512_castsi512_si256(both));
		store(to[1] + x / 2, _mm512_extracti64x4_epi64(both, 1));
	}
	uint8_t *const end[2] = { codes[0] + i / 2, codes[1] + i / 2 };
	codes_c(light + i, end, n - i, curve);
}

/* Two look up what is in a table's lower half and in its upper one. */
static inline __m512i look_up_wide(__m512i bytes, const uint8_t table[256])
{
	const __m512i low =
		_mm512_permutex2var_epi8(load_wide(table), bytes, load_wide(table + WIDE));
	const __m512i high = _mm512_permutex2var_epi8(load_wide(table + (size_t)2 * WIDE), bytes,
						      load_wide(table + (size_t)3 * WIDE));

	return _mm512_mask_blend_epi8(_mm512_movepi8_mask(bytes), low, high);
}

static void develop_bytes_avx512(const uint8_t *samples, uint8_t *const codes[2], size_t n,
				 const uint8_t tables[2][256])
{
	const __m512i even = _mm512_add_epi8(count(), count());
	const __m512i odd = _mm512_or_si512(even, _mm512_set1_epi8(1));
	size_t i = 0;

	for (size_t x; (x = step_at(i, LINE_STEP, 4, n)) != NO_STEP; i = x + LINE_STEP) {
		const __m512i a = load_wide(samples + x), b = load_wide(samples + x + WIDE);
		store_wide(codes[0] + x / 2,
			   look_up_wide(_mm512_permutex2var_epi8(a, even, b), tables[0]));
		store_wide(codes[1] + x / 2,
			   look_up_wide(_mm512_permutex2var_epi8(a, odd, b), tables[1]));
	}
	uint8_t *const end[2] = { codes[0] + i / 2, codes[1] + i / 2 };
	develop_bytes_c(samples + i, end, n - i, tables);
}

/* Pixels */

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

static void bilinear_avx512(const uint8_t *const rows[3][2], struct gg_bayer_line line,
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

const struct gg_dsp_raw gg_dsp_raw_avx512 = {
	.bytes = bytes_avx2,
	.words = words_avx2,
	.csi2 = csi2_avx512,
	.ipu3 = ipu3_avx512,
	.light = light_avx512,
	.curve = curve_avx2,
	.codes = codes_avx512,
	.develop_bytes = develop_bytes_avx512,
	.bilinear = bilinear_avx512,
	.settle = settle_avx2,
	.bilinear_light = bilinear_light_avx2,
	.mhc = mhc_avx2,
	.matrix = matrix_c,
	.merge = merge_avx2,
	.grey = grey_samples_avx2,
};
