/* SPDX-License-Identifier: BSD-2-Clause */
#include "curve.h"

#include <math.h>

/* IEC 61966-2-1, ITU-R BT.709-6 1.2. */
static double srgb(double light)
{
	return light <= 0.0031308 ? 12.92 * light : 1.055 * pow(light, 1 / 2.4) - 0.055;
}

static double bt709(double light)
{
	return light < 0.018 ? 4.5 * light : 1.099 * pow(light, 0.45) - 0.099;
}

static double linear(double light)
{
	return light;
}

static double (*const transfers[])(double light) = {
	[GG_TRANSFER_SRGB] = srgb,
	[GG_TRANSFER_709] = bt709,
	[GG_TRANSFER_LINEAR] = linear,
};

/* Where pieces begin, in 1/256 of light: as long as powers of two, and whole multiples of that. */
static const uint16_t firsts[GG_CURVE_PIECES + 1] = { 0,  1,  2,  4,   6,   8,	 12,  16, 32,
						      48, 64, 96, 128, 160, 192, 224, 256 };

static uint16_t word(double value)
{
	return (uint16_t)lround(fmin(fmax(value, 0), 65535));
}

/* The square through three points of a piece: where Chebyshev has them. */
static void fit(double (*transfer)(double), unsigned piece, double scale, double half,
		uint16_t c[GG_CURVE_TERMS])
{
	const double first = 256 * firsts[piece], width = 256 * firsts[piece + 1] - first;
	const double start = fmod(first * scale, 65536), end = (2 - sqrt(3)) / 4;
	const double at[3] = { end * width, 0.5 * width, (1 - end) * width };
	double t[3], code[3];

	for (unsigned i = 0; i < 3; i++) {
		t[i] = (start + at[i] * scale) / 65536;
		/* Light is rounded down, so half a step more on the average. */
		code[i] = 255 * 256 * transfer((first + at[i] + 0.5) / 65535.5);
	}
	const double slope = (code[2] - code[0]) / (t[2] - t[0]);
	const double bend = ((code[2] - code[1]) / (t[2] - t[1]) - slope) / (t[1] - t[0]);
	const double c1 = slope - bend * (t[0] + t[2]);
	/* May be below 0: sums of words come round again. */
	c[0] = (uint16_t)lround(code[1] - t[1] * (c1 + t[1] * bend) + half);
	c[1] = word(c1);
	c[2] = word(-bend);
}

static void set_piece(struct gg_curve *curve, unsigned piece, uint8_t scale,
		      const uint16_t c[GG_CURVE_TERMS])
{
	curve->scale[piece] = scale;
	for (unsigned k = 0; k < GG_CURVE_TERMS; k++) {
		curve->terms[k][0][piece] = (uint8_t)(c[k] & 255);
		curve->terms[k][1][piece] = (uint8_t)(c[k] >> 8);
	}
	for (unsigned upper = firsts[piece]; upper < firsts[piece + 1]; upper++) {
		const unsigned index = gg_curve_index((uint16_t)(upper << 8));
		if (upper < 16)
			curve->dark[upper] = (uint8_t)piece;
		else
			curve->bright[upper / 16] = (uint8_t)piece;
		curve->word_scale[index] = scale;
		for (unsigned k = 0; k < GG_CURVE_TERMS; k++)
			curve->word_terms[k][index] = c[k];
	}
}

void gg_curve_set(struct gg_curve *curve, enum gg_transfer transfer, unsigned half)
{
	*curve = (struct gg_curve){ 0 };
	for (unsigned i = 0; i < GG_CURVE_PIECES; i++) {
		const unsigned width = firsts[i + 1] - firsts[i];
		const uint8_t scale = (uint8_t)(width < 2 ? 128 : 256 / width);
		uint16_t c[GG_CURVE_TERMS];

		fit(transfers[transfer], i, scale, half, c);
		set_piece(curve, i, scale, c);
	}
}
