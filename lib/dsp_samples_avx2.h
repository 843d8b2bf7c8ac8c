/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernels of dsp_raw.h for AVX2 that unpack samples, included like dsp_raw_kernels.h. */
#ifndef GG_DSP_SAMPLES_AVX2_H
#define GG_DSP_SAMPLES_AVX2_H

#include "dsp_raw_avx2.h"

static inline void bytes_avx2(const uint8_t *src, uint16_t *samples, size_t n)
{
	size_t i = 0;

	for (; i + WORDS <= n; i += WORDS) {
		const __m128i bytes = _mm_loadu_si128((const __m128i *)(src + i));
		store(samples + i, _mm256_slli_epi16(_mm256_cvtepu8_epi16(bytes), 8));
	}
	bytes_c(src + i, samples + i, n - i);
}

static inline void words_avx2(const uint8_t *src, unsigned bits, uint16_t *samples, size_t n)
{
	const __m128i shift = _mm_cvtsi32_si128((int)(16 - bits));
	size_t i = 0;

	for (; i + WORDS <= n; i += WORDS)
		store(samples + i, _mm256_sll_epi16(load(src + 2 * i), shift));
	words_c(src + 2 * i, bits, samples + i, n - i);
}

/* How 8 samples of CSI-2 come out of their bytes, of which there are as many as a sample has bits.
 */
struct unpacker {
	int8_t upper[16], lower[16]; /* for each word, the bytes with its upper and lower bits */
	uint16_t factor[8];	     /* moves the lower bits to the top of their word */
};

/* clang-format off */
static const struct unpacker csi2_unpackers[] = { /* 10, 12 and 14 bits */
	{ { -1, 0, -1, 1, -1, 2, -1, 3, -1, 5, -1, 6, -1, 7, -1, 8 },
	  { 4, -1, 4, -1, 4, -1, 4, -1, 9, -1, 9, -1, 9, -1, 9, -1 },
	  { 1 << 14, 1 << 12, 1 << 10, 1 << 8, 1 << 14, 1 << 12, 1 << 10, 1 << 8 } },
	{ { -1, 0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10 },
	  { 2, -1, 2, -1, 5, -1, 5, -1, 8, -1, 8, -1, 11, -1, 11, -1 },
	  { 1 << 12, 1 << 8, 1 << 12, 1 << 8, 1 << 12, 1 << 8, 1 << 12, 1 << 8 } },
	{ { -1, 0, -1, 1, -1, 2, -1, 3, -1, 7, -1, 8, -1, 9, -1, 10 },
	  { 4, -1, 4, 5, 5, 6, 6, -1, 11, -1, 11, 12, 12, 13, 13, -1 },
	  { 1 << 10, 1 << 4, 1 << 6, 1 << 8, 1 << 10, 1 << 4, 1 << 6, 1 << 8 } },
};
/* clang-format on */

struct unpacker_vectors {
	__m256i upper, lower, factor, mask;
};

/*
 * Of 16 samples the latter 8 are in the last bytes of a load that ends with theirs, so that no byte
 * behind them is read.
 */
static inline __m256i of_last(const int8_t places[16], unsigned bits)
{
	const __m256i first = load_twice(places);
	const __m256i offset = _mm256_inserti128_si256(_mm256_setzero_si256(),
						       _mm_set1_epi8((char)(16 - bits)), 1);

	return _mm256_or_si256(_mm256_add_epi8(first, offset),
			       _mm256_cmpgt_epi8(_mm256_setzero_si256(), first));
}

static inline struct unpacker_vectors load_unpacker(unsigned bits)
{
	const struct unpacker *u = &csi2_unpackers[(bits - 10) / 2];

	return (struct unpacker_vectors){
		of_last(u->upper, bits),
		of_last(u->lower, bits),
		load_twice(u->factor),
		_mm256_set1_epi16((int16_t)(255 & 255 << (16 - bits))),
	};
}

static inline __m256i unpack_csi2(const uint8_t *src, unsigned bits,
				  const struct unpacker_vectors *u)
{
	const __m256i packed = load_halves(src, src + (size_t)2 * bits - 16);
	const __m256i rest = _mm256_mullo_epi16(_mm256_shuffle_epi8(packed, u->lower), u->factor);

	return _mm256_or_si256(_mm256_shuffle_epi8(packed, u->upper),
			       _mm256_and_si256(_mm256_srli_epi16(rest, 8), u->mask));
}

static inline void csi2_avx2(const uint8_t *src, unsigned bits, uint16_t *samples, size_t n)
{
	const struct unpacker_vectors u = load_unpacker(bits);
	size_t i = 0;

	for (; i + WORDS <= n; i += WORDS)
		store(samples + i, unpack_csi2(src + i / 8 * bits, bits, &u));
	csi2_c(src + i / 8 * bits, bits, samples + i, n - i);
}

static inline void ipu3_avx2(const uint8_t *src, uint16_t *samples, size_t n)
{
	enum { GROUP = 25, GROUP_BYTES = 32 };
	/* Eight samples in ten bytes, each in a word of which factor makes its bits the top ones.
	 */
	const __m256i pick = _mm256_broadcastsi128_si256(
		_mm_setr_epi8(0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 6, 7, 7, 8, 8, 9));
	const __m128i pick_last =
		_mm_setr_epi8(4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 10, 11, 11, 12, 12, 13);
	const __m256i factor = _mm256_broadcastsi128_si256(
		_mm_setr_epi16(1 << 6, 1 << 4, 1 << 2, 1, 1 << 6, 1 << 4, 1 << 2, 1));
	const __m256i mask = _mm256_set1_epi16((int16_t)0xffc0);
	size_t i = 0;

	for (; i + GROUP <= n; i += GROUP, src += GROUP_BYTES) {
		const __m256i two = _mm256_shuffle_epi8(load_halves(src, src + 10), pick);
		const __m128i tail = _mm_loadu_si128((const __m128i *)(src + 16));
		const __m128i last = _mm_mullo_epi16(_mm_shuffle_epi8(tail, pick_last),
						     _mm256_castsi256_si128(factor));
		store(samples + i, _mm256_and_si256(_mm256_mullo_epi16(two, factor), mask));
		_mm_storeu_si128((__m128i *)(samples + i + 16),
				 _mm_and_si128(last, _mm256_castsi256_si128(mask)));
		samples[i + 24] = (uint16_t)((src[30] | src[31] << 8) << 6);
	}
	ipu3_c(src, samples + i, n - i);
}

/* Of 32 pixels, of which those of even columns go to the lower half. */
static inline __m256i codes_apart(__m256i a, __m256i b, const struct light_vectors *light,
				  const struct curve_vectors *curve)
{
	const __m256i apart = _mm256_broadcastsi128_si256(
		_mm_setr_epi8(0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15));
	/* Packing words left four bytes, and the four that follow, in different halves. */
	const __m256i in_turn = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
	__m256i pair[2] = { light_of(a, light), light_of(b, light) };

	codes_of(pair, curve);
	const __m256i bytes =
		_mm256_packus_epi16(_mm256_srli_epi16(pair[0], 8), _mm256_srli_epi16(pair[1], 8));
	return _mm256_permutevar8x32_epi32(_mm256_shuffle_epi8(bytes, apart), in_turn);
}

static inline void store_apart(uint8_t *const codes[2], size_t x, __m256i both)
{
	store_half(codes[0] + x / 2, _mm256_castsi256_si128(both));
	store_half(codes[1] + x / 2, _mm256_extracti128_si256(both, 1));
}

/* Those from x on, of n samples, where no whole step is left. */
static inline void develop_rest(const uint8_t *src, const struct gg_format *format,
				uint8_t *const codes[2], size_t x, size_t n,
				const struct gg_light *light, const struct gg_curve *curve)
{
	uint8_t *const rest[2] = { codes[0] + x / 2, codes[1] + x / 2 };

	develop_c(src + gg_format_row_bytes(format, 0, (uint32_t)x), format, rest, n - x, light,
		  curve);
}

static inline void develop_words_avx2(const uint8_t *src, const struct gg_format *format,
				      uint8_t *const codes[2], size_t n,
				      const struct gg_light *light, const struct gg_curve *curve)
{
	const __m128i shift = _mm_cvtsi32_si128(16 - format->bits);
	const struct light_vectors l = load_light(light);
	const struct curve_vectors c = load_curve(curve);
	size_t i = 0;

	for (; i + STEP <= n; i += STEP) {
		const __m256i a = _mm256_sll_epi16(load(src + 2 * i), shift);
		const __m256i b = _mm256_sll_epi16(load(src + 2 * (i + WORDS)), shift);
		store_apart(codes, i, codes_apart(a, b, &l, &c));
	}
	if (i < n)
		develop_rest(src, format, codes, i, n, light, curve);
}

static inline void develop_csi2_avx2(const uint8_t *src, const struct gg_format *format,
				     uint8_t *const codes[2], size_t n,
				     const struct gg_light *light, const struct gg_curve *curve)
{
	const struct unpacker_vectors u = load_unpacker(format->bits);
	const struct light_vectors l = load_light(light);
	const struct curve_vectors c = load_curve(curve);
	size_t i = 0;

	for (; i + STEP <= n; i += STEP) {
		const uint8_t *from = src + i / 8 * format->bits;
		const __m256i a = unpack_csi2(from, format->bits, &u);
		const __m256i b = unpack_csi2(from + (size_t)2 * format->bits, format->bits, &u);
		store_apart(codes, i, codes_apart(a, b, &l, &c));
	}
	if (i < n)
		develop_rest(src, format, codes, i, n, light, curve);
}

static inline void develop_ipu3_avx2(const uint8_t *src, uint8_t *const codes[2], size_t n,
				     const struct gg_light *light, const struct gg_curve *curve)
{
	enum { WHOLE = 800, WHOLE_BYTES = 1024 }; /* groups and steps */
	uint16_t samples[WHOLE];

	for (size_t i = 0; i < n; i += WHOLE, src += WHOLE_BYTES) {
		const size_t end = n - i < WHOLE ? n - i : WHOLE;
		uint8_t *const to[2] = { codes[0] + i / 2, codes[1] + i / 2 };
		ipu3_avx2(src, samples, end);
		develop_words_avx2((const uint8_t *)samples, &gg_unpacked, to, end, light, curve);
	}
}

static inline void develop_avx2(const uint8_t *src, const struct gg_format *format,
				uint8_t *const codes[2], size_t n, const struct gg_light *light,
				const struct gg_curve *curve)
{
	if (format->packing == GG_PACKING_CSI2)
		develop_csi2_avx2(src, format, codes, n, light, curve);
	else if (format->packing == GG_PACKING_IPU3)
		develop_ipu3_avx2(src, codes, n, light, curve);
	else
		develop_words_avx2(src, format, codes, n, light, curve);
}

#endif
