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

static inline void unpack_ipu3_run(const uint8_t *src, uint16_t *samples)
{
	for (size_t k = 0; k < IPU3_RUN_WORDS / WORDS; k++)
		store(samples + k * WORDS, unpack_ipu3(src, &ipu3_places[2 * k]));
}

/* A run that is not whole, or has none behind it. */
static inline void unpack_ipu3_end(const uint8_t *src, uint16_t *samples, size_t n)
{
	uint8_t run[IPU3_RUN_BYTES] = { 0 };
	uint16_t words[IPU3_RUN_WORDS];

	memcpy(run, src, (n + IPU3_GROUP - 1) / IPU3_GROUP * IPU3_BYTES);
	unpack_ipu3_run(run, words);
	memcpy(samples, words, n * sizeof *samples);
}

/* The words that a run leaves behind its own are replaced by the next one's. */
static inline void ipu3_avx2(const uint8_t *src, uint16_t *samples, size_t n)
{
	size_t i = 0;

	for (; i + IPU3_RUN_WORDS <= n; i += IPU3_RUN, src += IPU3_RUN_BYTES)
		unpack_ipu3_run(src, samples + i);
	for (; i < n; i += IPU3_RUN, src += IPU3_RUN_BYTES)
		unpack_ipu3_end(src, samples + i, n - i < IPU3_RUN ? n - i : IPU3_RUN);
}

static inline void unpack_avx2(const uint8_t *src, const struct gg_format *format,
			       uint16_t *samples, size_t n)
{
	if (format->packing == GG_PACKING_CSI2)
		csi2_avx2(src, format->bits, samples, n);
	else if (format->packing == GG_PACKING_IPU3)
		ipu3_avx2(src, samples, n);
	else
		words_avx2(src, format->bits, samples, n);
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

/* Of 64 pixels, each vector of the light of 8, and of the 8 that are 32 further. */
static inline void develop_step(const uint16_t *light, uint8_t *even, uint8_t *odd,
				const struct curve_vectors *curve)
{
	__m256i codes[4];

	for (size_t k = 0; k < 4; k++)
		codes[k] = load_halves((const uint8_t *)(light + 8 * k),
				       (const uint8_t *)(light + STEP + 8 * k));
	codes_of(codes, curve);
	const __m256i a = bytes_apart(codes[0], codes[1]), b = bytes_apart(codes[2], codes[3]);
	store(even, _mm256_unpacklo_epi64(a, b));
	store(odd, _mm256_unpackhi_epi64(a, b));
}

/* The last step begins earlier where it must, and makes again what is there. */
static inline void develop_light(const uint16_t *light, uint8_t *const codes[2], size_t n,
				 const struct gg_curve *curve)
{
	const struct curve_vectors v = load_curve(curve);
	uint8_t *const even = codes[0], *const odd = codes[1];
	const size_t end = n < LONG_STEP ? 0 : n / 2 * 2;

	for (size_t i = 0; i < end; i += LONG_STEP) {
		const size_t x = i + LONG_STEP <= end ? i : end - LONG_STEP;
		develop_step(light + x, even + x / 2, odd + x / 2, &v);
	}
	for (size_t i = end; i < n; i++)
		codes[i % 2][i / 2] = (uint8_t)(gg_code_of(light[i], curve) >> 8);
}

/* In passes over what the nearest cache holds, each of them short enough to overlap itself. */
static inline void develop_avx2(const uint8_t *src, const struct gg_format *format,
				uint8_t *const codes[2], size_t n, const struct gg_light *light,
				const struct gg_curve *curve)
{
	enum { WHOLE = 1600, LINE = 64 }; /* samples: groups of any packing, and steps; bytes */
	_Alignas(LINE) uint16_t row[WHOLE];

	for (size_t x = 0; x < n; x += WHOLE) {
		const size_t end = n - x < WHOLE ? n - x : WHOLE;
		uint8_t *const to[2] = { codes[0] + x / 2, codes[1] + x / 2 };
		unpack_avx2(src + gg_format_row_bytes(format, 0, (uint32_t)x), format, row, end);
		light_avx2(row, end, light);
		develop_light(row, to, end, curve);
	}
}

#endif
