/* SPDX-License-Identifier: BSD-2-Clause */
#include "pattern_pack.h"

static void pack_bytes(uint8_t *row, uint32_t x, uint32_t n, const uint16_t *samples)
{
	for (uint32_t i = 0; i < n; i++)
		row[x + i] = (uint8_t)samples[i];
}

static void pack_words(uint8_t *row, uint32_t x, uint32_t n, const uint16_t *samples)
{
	uint8_t *word = row + (size_t)x * 2;

	for (uint32_t i = 0; i < n; i++, word += 2) {
		word[0] = (uint8_t)(samples[i] & 255);
		word[1] = (uint8_t)(samples[i] >> 8);
	}
}

/* Set n bits from bit on, counted from the lowest of the first byte, to value's lowest. */
static void set_bits(uint8_t *bytes, unsigned bit, unsigned n, unsigned value)
{
	for (unsigned i = bit / 8, first = bit % 8; n; i++, first = 0) {
		const unsigned here = n < 8 - first ? n : 8 - first;
		const unsigned mask = ((1u << here) - 1) << first;

		bytes[i] = (uint8_t)((bytes[i] & ~mask) | (value << first & mask));
		value >>= here;
		n -= here;
	}
}

/* MIPI CSI-2 1.3, 11.4: RAW10, RAW12, RAW14. */
static void pack_csi2(const struct gg_format *format, uint8_t *row, uint32_t x, uint32_t n,
		      const uint16_t *samples)
{
	const unsigned width = format->planes[0].group_width, low = format->bits - 8u;
	uint8_t *group = row + (size_t)(x / width) * format->planes[0].group_bytes;
	unsigned at = x % width;

	for (uint32_t i = 0; i < n; i++) {
		group[at] = (uint8_t)(samples[i] >> low);
		set_bits(group + width, at * low, low, samples[i]);
		if (++at == width) {
			group += format->planes[0].group_bytes;
			at = 0;
		}
	}
}

/* Linux, pixfmt-srggb10-ipu3. */
static void pack_ipu3(const struct gg_format *format, uint8_t *row, uint32_t x, uint32_t n,
		      const uint16_t *samples)
{
	const unsigned width = format->planes[0].group_width;
	uint8_t *group = row + (size_t)(x / width) * format->planes[0].group_bytes;
	unsigned at = x % width;

	for (uint32_t i = 0; i < n; i++) {
		set_bits(group, at * format->bits, format->bits, samples[i]);
		if (++at == width) {
			group += format->planes[0].group_bytes;
			at = 0;
		}
	}
}

void gg_pattern_pack(const struct gg_format *format, uint8_t *row, uint32_t x, uint32_t n,
		     const uint16_t *samples)
{
	if (format->packing == GG_PACKING_CSI2)
		pack_csi2(format, row, x, n, samples);
	else if (format->packing == GG_PACKING_IPU3)
		pack_ipu3(format, row, x, n, samples);
	else if (format->bits > 8)
		pack_words(row, x, n, samples);
	else
		pack_bytes(row, x, n, samples);
}
