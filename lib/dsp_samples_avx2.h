/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kernels of dsp_raw.h for AVX2 that unpack samples, or develop them as they lie in memory,
 * included like dsp_raw_kernels.h.
 */
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

/*
 * Of a run of IPU3 each 8 samples come out of the 16 bytes from the first one's on, or of the run's
 * last 16: a sample out of two of them, of which a factor makes its bits the top ones.
 */
#define IPU3_BIT(i)  ((i) / IPU3_GROUP * IPU3_BYTES * 8 + (i) % IPU3_GROUP * IPU3_BITS)
#define IPU3_BYTE(i) (IPU3_BIT(i) / 8)
#define IPU3_LAST    (IPU3_RUN_BYTES - 16)
#define IPU3_FROM(k) (IPU3_BYTE(8 * (k)) < IPU3_LAST ? IPU3_BYTE(8 * (k)) : IPU3_LAST)
#define IPU3_PICK(k, i)                                                                            \
	IPU3_BYTE(8 * (k) + (i)) - IPU3_FROM(k), IPU3_BYTE(8 * (k) + (i)) - IPU3_FROM(k) + 1
#define IPU3_FACTOR(k, i) (64 >> IPU3_BIT(8 * (k) + (i)) % 8)
#define IPU3_EIGHT(of, k)                                                                          \
	of(k, 0), of(k, 1), of(k, 2), of(k, 3), of(k, 4), of(k, 5), of(k, 6), of(k, 7)
#define IPU3_PLACES(k)                                                                             \
	{                                                                                          \
		IPU3_FROM(k), { IPU3_EIGHT(IPU3_PICK, k) },                                        \
		{                                                                                  \
			IPU3_EIGHT(IPU3_FACTOR, k)                                                 \
		}                                                                                  \
	}

static const struct ipu3_places {
	size_t from;
	int8_t pick[16];
	uint16_t factor[8];
} ipu3_places[IPU3_RUN_WORDS / 8] = {
	IPU3_PLACES(0),	 IPU3_PLACES(1),  IPU3_PLACES(2),  IPU3_PLACES(3),
	IPU3_PLACES(4),	 IPU3_PLACES(5),  IPU3_PLACES(6),  IPU3_PLACES(7),
	IPU3_PLACES(8),	 IPU3_PLACES(9),  IPU3_PLACES(10), IPU3_PLACES(11),
	IPU3_PLACES(12), IPU3_PLACES(13), IPU3_PLACES(14), IPU3_PLACES(15),
};

static inline __m256i unpack_ipu3(const uint8_t *run, const struct ipu3_places places[2])
{
	const __m256i packed = load_halves(run + places[0].from, run + places[1].from);
	const __m256i pick =
		load_halves((const uint8_t *)places[0].pick, (const uint8_t *)places[1].pick);
	const __m256i factor =
		load_halves((const uint8_t *)places[0].factor, (const uint8_t *)places[1].factor);

	return _mm256_and_si256(_mm256_mullo_epi16(_mm256_shuffle_epi8(packed, pick), factor),
				_mm256_set1_epi16((int16_t)0xffc0));
}

/* The words that a run leaves behind its own are replaced by the next one's. */
static inline void ipu3_avx2(const uint8_t *src, uint16_t *samples, size_t n)
{
	size_t i = 0;

	for (; i + IPU3_RUN_WORDS <= n; i += IPU3_RUN, src += IPU3_RUN_BYTES)
		for (size_t k = 0; k < IPU3_RUN_WORDS / WORDS; k++)
			store(samples + i + k * WORDS, unpack_ipu3(src, &ipu3_places[2 * k]));
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

/* For samples of which the first is in an odd column. */
static inline struct light_vectors swap_columns(const struct light_vectors *l)
{
	const __m256i odd_first = _mm256_broadcastsi128_si256(
		_mm_setr_epi8(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13));

	return (struct light_vectors){ l->black, _mm256_shuffle_epi8(l->clip, odd_first),
				       _mm256_shuffle_epi8(l->whole, odd_first),
				       _mm256_shuffle_epi8(l->part, odd_first) };
}

static inline void develop_ipu3_run(const uint8_t *src, uint8_t *const codes[2],
				    const struct light_vectors *light,
				    const struct curve_vectors *curve)
{
	for (size_t k = 0; k < IPU3_RUN_WORDS / STEP; k++) {
		const struct ipu3_places *places = &ipu3_places[4 * k];
		store_apart(codes, k * STEP,
			    codes_apart(unpack_ipu3(src, places), unpack_ipu3(src, places + 2),
					light, curve));
	}
}

/* A run that is not whole, or has none behind it. */
static inline void develop_ipu3_end(const uint8_t *src, uint8_t *const codes[2], size_t n,
				    const struct light_vectors *light,
				    const struct curve_vectors *curve)
{
	uint8_t run[IPU3_RUN_BYTES] = { 0 }, made[2][IPU3_RUN_WORDS / 2];
	uint8_t *const to[2] = { made[0], made[1] };
	const size_t groups = (n + IPU3_GROUP - 1) / IPU3_GROUP;

	if (n > IPU3_RUN)
		n = IPU3_RUN;
	memcpy(run, src, n == IPU3_RUN ? sizeof run : groups * IPU3_BYTES);
	develop_ipu3_run(run, to, light, curve);
	memcpy(codes[0], made[0], (n + 1) / 2);
	memcpy(codes[1], made[1], n / 2);
}

static inline void develop_ipu3_avx2(const uint8_t *src, uint8_t *const codes[2], size_t n,
				     const struct gg_light *light, const struct gg_curve *curve)
{
	const struct light_vectors l = load_light(light), lights[2] = { l, swap_columns(&l) };
	const struct curve_vectors c = load_curve(curve);

	for (size_t x = 0; x < n; x += IPU3_RUN, src += IPU3_RUN_BYTES) {
		const size_t odd = x % 2;
		uint8_t *const to[2] = { codes[odd] + x / 2, codes[!odd] + (x + 1) / 2 };
		if (n - x >= IPU3_RUN_WORDS)
			develop_ipu3_run(src, to, &lights[odd], &c);
		else
			develop_ipu3_end(src, to, n - x, &lights[odd], &c);
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
