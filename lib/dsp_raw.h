/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The loops over a sensor's samples, kept to the rules of dsp.h. Samples, light and codes are words
 * of 16 bits: a sample of fewer bits fills the upper ones, light is 0..65535, and a code is 256
 * times one of 8 bits and a half, so that its upper byte is the rounded one. Private to the
 * library; any thread.
 */
#ifndef GG_DSP_RAW_H
#define GG_DSP_RAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A sample s is light min(max(s - black, 0), clip) * factor >> 16, the product below 2^32. */
struct gg_light {
	uint16_t black;
	uint16_t clip[2]; /* of the samples in even and odd columns */
	uint32_t factor[2];
};

enum { GG_CURVE_PIECES = 16, GG_CURVE_TERMS = 3 };

/*
 * From light to codes by a square in each of 16 pieces, of which dark has those of light whose
 * upper byte is below 16, bright those of the rest by its upper four bits. With t the lower 16 bits
 * of light * scale, the code is c0 + t * (c1 - t * c2 / 2^16) / 2^16. The bytes of c0, c1 and c2,
 * low and high, stand apart, as what looks up bytes takes them; what looks up words finds scale and
 * terms of dark light and behind them those of bright light, at gg_curve_index().
 */
struct gg_curve {
	uint8_t dark[16], bright[16]; /* the first of bright stays 0 */
	uint8_t scale[GG_CURVE_PIECES];
	uint8_t terms[GG_CURVE_TERMS][2][GG_CURVE_PIECES];
	uint16_t word_scale[2 * GG_CURVE_PIECES], word_terms[GG_CURVE_TERMS][2 * GG_CURVE_PIECES];
};

/* The lesser is right: bright light of 16/256 to 17/256 is alike by either. */
static inline unsigned gg_curve_index(uint16_t light)
{
	const unsigned dark = (unsigned)light >> 8, bright = 16 + ((unsigned)light >> 12);

	return dark < bright ? dark : bright;
}

/* A line of Bayer. */
struct gg_bayer_line {
	bool green_first; /* its first pixel is green */
	bool blue;	  /* its other colour is blue */
	bool streams;	  /* its pixels are best written past the caches: gg_dsp.settle() them */
};

/* How samples lie in memory: as the kernels of these names take them. */
enum gg_samples_kind { GG_SAMPLES_BYTES, GG_SAMPLES_WORDS, GG_SAMPLES_CSI2, GG_SAMPLES_IPU3 };

/* Samples of a line, and what makes codes of them. */
struct gg_samples {
	const uint8_t *src;
	enum gg_samples_kind kind;
	unsigned bits;
	const struct gg_light *light;
	const struct gg_curve *curve;
	const uint8_t (*tables)[256]; /* of bytes: what light and curve make of each */
};

struct gg_dsp_raw {
	/* n samples of 8 bits; of bits bits in little-endian words; packed as CSI-2 or as IPU3 has
	 * it, of which all groups that n samples touch are read. */
	void (*bytes)(const uint8_t *src, uint16_t *samples, size_t n);
	void (*words)(const uint8_t *src, unsigned bits, uint16_t *samples, size_t n);
	void (*csi2)(const uint8_t *src, unsigned bits, uint16_t *samples, size_t n);
	void (*ipu3)(const uint8_t *src, uint16_t *samples, size_t n);

	/* In place: samples to light, and light to codes. */
	void (*light)(uint16_t *row, size_t n, const struct gg_light *light);
	void (*curve)(uint16_t *row, size_t n, const struct gg_curve *curve);
	/* Light to the upper bytes of codes, those of even columns apart from those of odd ones:
	 * (n + 1) / 2 and n / 2. */
	void (*codes)(const uint16_t *light, uint8_t *const codes[2], size_t n,
		      const struct gg_curve *curve);
	/* To the same from samples of 8 bits, for which tables have what becomes of each. */
	void (*develop_bytes)(const uint8_t *samples, uint8_t *const codes[2], size_t n,
			      const uint8_t tables[2][256]);

	/* Such bytes of the line above, the line and the one below, from one before to one behind
	 * the n pixels, to bytes B, G, R, 255. Means are exact, halves go up. */
	void (*bilinear)(const uint8_t *const rows[3][2], struct gg_bayer_line line, uint8_t *dst,
			 size_t n);
	/*
	 * Both in one loop, which keeps memory busy all the time: codes of samples, and pixels of
	 * rows that these codes are not of. Of line.streams alone, and where dst allows that. How
	 * many of the n pixels are done, a multiple of 8. NULL where nothing is faster than the
	 * kernels above.
	 */
	size_t (*preview)(const struct gg_samples *samples, uint8_t *const codes[2],
			  const uint8_t *const rows[3][2], struct gg_bayer_line line, uint8_t *dst,
			  size_t n);
	/* Light of these lines to light of R, G and B. */
	void (*bilinear_light)(const uint16_t *const rows[3], struct gg_bayer_line line,
			       uint16_t *const rgb[3], size_t n);
	/* The same of five lines, from two before to two behind the n pixels. */
	void (*mhc)(const uint16_t *const rows[5], struct gg_bayer_line line,
		    uint16_t *const rgb[3], size_t n);
	/* In place: each new colour is the weighted sum of the three. */
	void (*matrix)(uint16_t *const rgb[3], size_t n, const float matrix[3][3]);
	/* Codes of R, G and B to bytes B, G, R, 255. */
	void (*merge)(uint16_t *const rgb[3], uint8_t *dst, size_t n);

	/* Samples to grey of bytes v, v, v, 255: v = ((s * factor >> 16) + bias) >> 5, 0..255. */
	void (*grey)(const uint16_t *samples, uint8_t *dst, size_t n, uint16_t factor,
		     int16_t bias);
};

#endif
