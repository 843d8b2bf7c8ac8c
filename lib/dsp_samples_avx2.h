/* SPDX-License-Identifier: BSD-2-Clause */
/* The kernels of dsp_raw.h for AVX2 that unpack samples, included like dsp_raw_kernels.h. */
#ifndef GG_DSP_SAMPLES_AVX2_H
#define GG_DSP_SAMPLES_AVX2_H

#include "dsp_ahead.h"
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

	for (; i + WORDS <= n; i += WORDS) {
		fetch_ahead(src + 2 * i, sizeof(__m256i));
		store(samples + i, _mm256_sll_epi16(load(src + 2 * i), shift));
	}
	words_c(src + 2 * i, bits, samples + i, n - i);
}

/* How 8 samples of CSI-2 come out of their bytes, of which there are as many as a sample has bits.
 */
struct unpacker {
	int8_t upper[16], lower[16]; /* for each word, the bytes with its upper and lower bits */
	uint16_t factor[8]; /* moves the lower bits to the top of their byte, of 65536ths */
};

/* clang-format off */
static const struct unpacker csi2_unpackers[] = { /* 10, 12 and 14 bits */
	{ { -1, 0, -1, 1, -1, 2, -1, 3, -1, 5, -1, 6, -1, 7, -1, 8 },
	  { -1, 4, -1, 4, -1, 4, -1, 4, -1, 9, -1, 9, -1, 9, -1, 9 },
	  { 1 << 14, 1 << 12, 1 << 10, 1 << 8, 1 << 14, 1 << 12, 1 << 10, 1 << 8 } },
	{ { -1, 0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10 },
	  { -1, 2, -1, 2, -1, 5, -1, 5, -1, 8, -1, 8, -1, 11, -1, 11 },
	  { 1 << 12, 1 << 8, 1 << 12, 1 << 8, 1 << 12, 1 << 8, 1 << 12, 1 << 8 } },
	{ { -1, 0, -1, 1, -1, 2, -1, 3, -1, 7, -1, 8, -1, 9, -1, 10 },
	  { -1, 4, 4, 5, 5, 6, -1, 6, -1, 11, 11, 12, 12, 13, -1, 13 },
	  { 1 << 10, 1 << 12, 1 << 14, 1 << 8, 1 << 10, 1 << 12, 1 << 14, 1 << 8 } },
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

/* 8 samples, and 8 that end where the 16 bytes of last do. */
static inline __m256i unpack_csi2(const uint8_t *first, const uint8_t *last,
				  const struct unpacker_vectors *u)
{
	const __m256i packed = load_halves(first, last);
	const __m256i rest = _mm256_mulhi_epu16(_mm256_shuffle_epi8(packed, u->lower), u->factor);

	return _mm256_or_si256(_mm256_shuffle_epi8(packed, u->upper),
			       _mm256_and_si256(rest, u->mask));
}

static inline void csi2_avx2(const uint8_t *src, unsigned bits, uint16_t *samples, size_t n)
{
	const struct unpacker_vectors u = load_unpacker(bits);
	size_t i = 0;

	for (; i + WORDS <= n; i += WORDS) {
		const uint8_t *at = src + i / 8 * bits;
		fetch_ahead(at, sizeof(__m256i));
		store(samples + i, unpack_csi2(at, at + (size_t)2 * bits - 16, &u));
	}
	csi2_c(src + i / 8 * bits, bits, samples + i, n - i);
}

/*
 * 200 samples of IPU3 are whole groups and 25 whole eights. An eight comes out of the 16 bytes from
 * its first sample's on: a sample out of two of them, of which a factor makes its bits the top
 * ones. Two eights, of which the latter is four further, make a vector. Those behind the last go on
 * with the next samples.
 */
#define IPU3_BIT(i)	  ((i) / IPU3_GROUP * IPU3_BYTES * 8 + (i) % IPU3_GROUP * IPU3_BITS)
#define IPU3_FROM(k)	  (IPU3_BIT(8 * (k)) / 8)
#define IPU3_BYTE(k, i)	  (IPU3_BIT(8 * (k) + (i)) / 8 - IPU3_FROM(k))
#define IPU3_PICK(k, i)	  IPU3_BYTE(k, i), IPU3_BYTE(k, i) + 1
#define IPU3_FACTOR(k, i) (64 >> IPU3_BIT(8 * (k) + (i)) % 8)
#define IPU3_EIGHT(of, k)                                                                          \
	of(k, 0), of(k, 1), of(k, 2), of(k, 3), of(k, 4), of(k, 5), of(k, 6), of(k, 7)
#define IPU3_PICKS(k)                                                                              \
	{                                                                                          \
		IPU3_EIGHT(IPU3_PICK, k), IPU3_EIGHT(IPU3_PICK, (k) + 4)                           \
	}
#define IPU3_FACTORS(k)                                                                            \
	{                                                                                          \
		IPU3_EIGHT(IPU3_FACTOR, k), IPU3_EIGHT(IPU3_FACTOR, (k) + 4)                       \
	}
#define IPU3_ALL(of)                                                                               \
	of(0), of(1), of(2), of(3), of(4), of(5), of(6), of(7), of(8), of(9), of(10), of(11),      \
		of(12), of(13), of(14), of(15), of(16), of(17), of(18), of(19), of(20), of(21),    \
		of(22), of(23), of(24), of(25), of(26), of(27)

enum { IPU3_EIGHTS = 25, IPU3_SPAN_BYTES = 8 * IPU3_BYTES, IPU3_PAIRS = IPU3_EIGHTS + 3 };

static const uint16_t ipu3_from[IPU3_PAIRS + 4] = { IPU3_ALL(IPU3_FROM), IPU3_FROM(28),
						    IPU3_FROM(29), IPU3_FROM(30), IPU3_FROM(31) };
static const uint8_t ipu3_picks[IPU3_PAIRS][2 * WORDS] = { IPU3_ALL(IPU3_PICKS) };
static const uint16_t ipu3_factors[IPU3_PAIRS][WORDS] = { IPU3_ALL(IPU3_FACTORS) };

/* 64 samples from column x on, a multiple of 8: each vector 8, and the 8 that are 32 further. */
static inline void ipu3_step(const uint8_t *src, size_t x, __m256i words[4])
{
	const uint32_t eight = (uint32_t)x / 8, first = eight % IPU3_EIGHTS;
	const uint8_t *span = src + (size_t)(eight / IPU3_EIGHTS) * IPU3_SPAN_BYTES;
	const uint16_t *from = ipu3_from + first;

	for (size_t k = 0; k < 4; k++) {
		const __m256i packed = load_halves(span + from[k], span + from[k + 4]);
		const __m256i places = _mm256_shuffle_epi8(packed, load(ipu3_picks[first + k]));
		words[k] =
			_mm256_and_si256(_mm256_mullo_epi16(places, load(ipu3_factors[first + k])),
					 _mm256_set1_epi16((int16_t)0xffc0));
	}
}

/* How many of n samples are eights whose 16 bytes are all in the groups of the n. */
static inline size_t ipu3_whole(size_t n)
{
	const size_t bytes = (n + IPU3_GROUP - 1) / IPU3_GROUP * IPU3_BYTES;
	size_t whole = n / 8 * 8;

	while (whole > 0 && (size_t)IPU3_BIT(whole - 8) / 8 + 16 > bytes)
		whole -= 8;
	return whole;
}

static inline void ipu3_avx2(const uint8_t *src, uint16_t *samples, size_t n)
{
	const size_t whole = ipu3_whole(n);
	const __m128i upper = _mm_set1_epi16((int16_t)0xffc0);
	size_t i = 0;

	for (; i < whole; i += 8) {
		const uint8_t *from = src + ipu3_from[i / 8 % IPU3_EIGHTS] +
				      i / 8 / IPU3_EIGHTS * IPU3_SPAN_BYTES;
		const void *picks = ipu3_picks[i / 8 % IPU3_EIGHTS];
		const void *factors = ipu3_factors[i / 8 % IPU3_EIGHTS];
		const __m128i places = _mm_shuffle_epi8(_mm_loadu_si128((const void *)from),
							_mm_loadu_si128(picks));
		store_half(samples + i,
			   _mm_and_si128(_mm_mullo_epi16(places, _mm_loadu_si128(factors)), upper));
	}
	for (; i < n; i++)
		samples[i] = gg_ipu3_at(src, i);
}

#endif
