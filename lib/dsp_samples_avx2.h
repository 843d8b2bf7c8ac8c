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

static inline __m256i unpack_csi2(const uint8_t *src, unsigned bits,
				  const struct unpacker_vectors *u)
{
	const __m256i packed = load_halves(src, src + (size_t)2 * bits - 16);
	const __m256i rest = _mm256_mulhi_epu16(_mm256_shuffle_epi8(packed, u->lower), u->factor);

	return _mm256_or_si256(_mm256_shuffle_epi8(packed, u->upper),
			       _mm256_and_si256(rest, u->mask));
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
 * last 16: a sample out of two of them, of which a factor makes its bits the top ones. The last two
 * eights end with the run, so that they make some samples again.
 */
#define IPU3_FIRST(k) (8 * (k) - (k) / (IPU3_EIGHTS - 2) * (8 * IPU3_EIGHTS - IPU3_RUN))
#define IPU3_BIT(i)   ((i) / IPU3_GROUP * IPU3_BYTES * 8 + (i) % IPU3_GROUP * IPU3_BITS)
#define IPU3_BYTE(i)  (IPU3_BIT(i) / 8)
#define IPU3_LAST     (IPU3_RUN_BYTES - 16)
#define IPU3_FROM(k)  (IPU3_BYTE(IPU3_FIRST(k)) < IPU3_LAST ? IPU3_BYTE(IPU3_FIRST(k)) : IPU3_LAST)
#define IPU3_PICK(k, i)                                                                            \
	IPU3_BYTE(IPU3_FIRST(k) + (i)) - IPU3_FROM(k),                                             \
		IPU3_BYTE(IPU3_FIRST(k) + (i)) - IPU3_FROM(k) + 1
#define IPU3_FACTOR(k, i) (64 >> IPU3_BIT(IPU3_FIRST(k) + (i)) % 8)
#define IPU3_EIGHT(of, k)                                                                          \
	of(k, 0), of(k, 1), of(k, 2), of(k, 3), of(k, 4), of(k, 5), of(k, 6), of(k, 7)
#define IPU3_PLACES(k)                                                                             \
	{                                                                                          \
		IPU3_FROM(k), { IPU3_EIGHT(IPU3_PICK, k) },                                        \
		{                                                                                  \
			IPU3_EIGHT(IPU3_FACTOR, k)                                                 \
		}                                                                                  \
	}

enum { IPU3_EIGHTS = (IPU3_RUN + 7) / 8 };

static const struct ipu3_places {
	size_t from;
	int8_t pick[16];
	uint16_t factor[8];
} ipu3_places[IPU3_EIGHTS] = {
	IPU3_PLACES(0),	 IPU3_PLACES(1),  IPU3_PLACES(2),  IPU3_PLACES(3),
	IPU3_PLACES(4),	 IPU3_PLACES(5),  IPU3_PLACES(6),  IPU3_PLACES(7),
	IPU3_PLACES(8),	 IPU3_PLACES(9),  IPU3_PLACES(10), IPU3_PLACES(11),
	IPU3_PLACES(12), IPU3_PLACES(13), IPU3_PLACES(14), IPU3_PLACES(15),
};

static inline __m256i unpack_ipu3(const uint8_t *run, const struct ipu3_places places[2])
{
	const __m256i packed = load_halves(run + places[0].from, run + places[1].from);
	const __m256i pick = load_halves(places[0].pick, places[1].pick);
	const __m256i factor = load_halves(places[0].factor, places[1].factor);

	return _mm256_and_si256(_mm256_mullo_epi16(_mm256_shuffle_epi8(packed, pick), factor),
				_mm256_set1_epi16((int16_t)0xffc0));
}

/* Less than a run: eights that are whole, out of the bytes that there are. */
static inline void unpack_ipu3_rest(const uint8_t *src, uint16_t *samples, size_t n)
{
	const size_t last = (n + IPU3_GROUP - 1) / IPU3_GROUP * IPU3_BYTES - 16;
	size_t i = 0;

	for (; i + 8 <= n && i < IPU3_FIRST(IPU3_EIGHTS - 2); i += 8) {
		const struct ipu3_places *places = &ipu3_places[i / 8];
		const size_t from = places->from < last ? places->from : last;
		const __m128i pick = _mm_add_epi8(_mm_loadu_si128((const void *)places->pick),
						  _mm_set1_epi8((char)(places->from - from)));
		const __m128i words = _mm_mullo_epi16(
			_mm_shuffle_epi8(_mm_loadu_si128((const void *)(src + from)), pick),
			_mm_loadu_si128((const void *)places->factor));
		store_half(samples + i, _mm_and_si128(words, _mm_set1_epi16((int16_t)0xffc0)));
	}
	for (; i < n; i++)
		samples[i] = gg_ipu3_at(src, i);
}

static inline void ipu3_avx2(const uint8_t *src, uint16_t *samples, size_t n)
{
	size_t i = 0;

	for (; i + IPU3_RUN <= n; i += IPU3_RUN, src += IPU3_RUN_BYTES)
		for (size_t k = 0; k < IPU3_EIGHTS; k += 2)
			store(samples + i + IPU3_FIRST(k), unpack_ipu3(src, &ipu3_places[k]));
	if (i < n)
		unpack_ipu3_rest(src, samples + i, n - i);
}

#endif
