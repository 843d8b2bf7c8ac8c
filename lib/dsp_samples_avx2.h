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

static inline void csi2_avx2(const uint8_t *src, unsigned bits, uint16_t *samples, size_t n)
{
	const unsigned group = bits == 12 ? 2 : 4;
	const size_t bytes = (n + group - 1) / group * group * bits / 8;
	const struct unpacker *u = &csi2_unpackers[(bits - 10) / 2];
	const __m256i upper = load_twice(u->upper), lower = load_twice(u->lower);
	const __m256i factor = load_twice(u->factor);
	const __m256i mask = _mm256_set1_epi16((int16_t)(255 & 255 << (16 - bits)));
	size_t i = 0;

	for (; i + WORDS <= n && i / 8 * bits + bits + 16 <= bytes; i += WORDS) {
		const uint8_t *from = src + i / 8 * bits;
		const __m256i packed = load_halves(from, from + bits);
		const __m256i rest = _mm256_mullo_epi16(_mm256_shuffle_epi8(packed, lower), factor);
		store(samples + i,
		      _mm256_or_si256(_mm256_shuffle_epi8(packed, upper),
				      _mm256_and_si256(_mm256_srli_epi16(rest, 8), mask)));
	}
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

#endif
