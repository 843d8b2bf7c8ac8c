/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/color.h>

#include <assert.h>
#include <stddef.h>
#include <string.h>

static const char *const matrix_names[] = {
	[GG_MATRIX_AUTO] = "auto",
	[GG_MATRIX_601] = "601",
	[GG_MATRIX_709] = "709",
	[GG_MATRIX_2020] = "2020",
};

static const char *const range_names[] = {
	[GG_RANGE_AUTO] = "auto",
	[GG_RANGE_FULL] = "full",
	[GG_RANGE_LIMITED] = "limited",
};

enum {
	N_MATRICES = sizeof matrix_names / sizeof matrix_names[0],
	N_RANGES = sizeof range_names / sizeof range_names[0],
};

/* The weights of R and B in Y'; that of G is what is left of 1. */
static const struct {
	double kr, kb;
} weights[N_MATRICES] = {
	[GG_MATRIX_601] = { 0.299, 0.114 },
	[GG_MATRIX_709] = { 0.2126, 0.0722 },
	[GG_MATRIX_2020] = { 0.2627, 0.0593 },
};

/* Codes of 8 bit samples: black, white less black, and the span of Cb and Cr around 128. */
static const struct {
	double black, luma, chroma;
} codes[N_RANGES] = {
	[GG_RANGE_FULL] = { 0, 255, 255 },
	[GG_RANGE_LIMITED] = { 16, 219, 224 },
};

/* What a stream of that format and height has where nobody says. */
static struct gg_color default_color(const struct gg_format *format, uint32_t height)
{
	return (struct gg_color){
		.matrix = height > 576 ? GG_MATRIX_709 : GG_MATRIX_601,
		.range = gg_format_is_yuv(format) ? GG_RANGE_LIMITED : GG_RANGE_FULL,
	};
}

struct gg_color gg_color_resolve(struct gg_color stream, struct gg_color override,
				 const struct gg_format *format, uint32_t height, bool *assumed)
{
	static const struct gg_color jfif = { GG_MATRIX_601, GG_RANGE_FULL };
	const struct gg_color fallback = default_color(format, height);
	struct gg_color color = format->layout == GG_LAYOUT_JPEG ? jfif : stream;

	if (override.matrix != GG_MATRIX_AUTO)
		color.matrix = override.matrix;
	if (override.range != GG_RANGE_AUTO)
		color.range = override.range;

	if (assumed)
		*assumed = color.matrix == GG_MATRIX_AUTO || color.range == GG_RANGE_AUTO;
	if (color.matrix == GG_MATRIX_AUTO)
		color.matrix = fallback.matrix;
	if (color.range == GG_RANGE_AUTO)
		color.range = fallback.range;
	return color;
}

void gg_color_to_rgb(struct gg_color color, float m[3][4])
{
	assert(color.matrix != GG_MATRIX_AUTO && color.range != GG_RANGE_AUTO);

	const double kr = weights[color.matrix].kr;
	const double kb = weights[color.matrix].kb;
	const double kg = 1 - kr - kb;
	const double y = 255 / codes[color.range].luma;
	const double c = 255 / codes[color.range].chroma;

	/* Y' = kr R' + kg G' + kb B', Cb = (B' - Y') / 2(1 - kb), Cr = (R' - Y') / 2(1 - kr) */
	const double scale[3][3] = {
		{ y, 0, c * 2 * (1 - kr) },
		{ y, -c * 2 * (1 - kb) * kb / kg, -c * 2 * (1 - kr) * kr / kg },
		{ y, c * 2 * (1 - kb), 0 },
	};
	for (unsigned i = 0; i < 3; i++) {
		const double *s = scale[i];
		const double at_black =
			(s[0] * codes[color.range].black + (s[1] + s[2]) * 128) / 255;

		for (unsigned j = 0; j < 3; j++)
			m[i][j] = (float)s[j];
		m[i][3] = (float)-at_black;
	}
}

const char *gg_matrix_name(enum gg_matrix matrix)
{
	return matrix_names[matrix];
}

const char *gg_range_name(enum gg_range range)
{
	return range_names[range];
}

/* The index of text among names, or count. */
static unsigned find_name(const char *const *names, unsigned count, const char *text)
{
	unsigned i = 0;

	while (i < count && strcmp(names[i], text) != 0)
		i++;
	return i;
}

bool gg_matrix_parse(const char *text, enum gg_matrix *matrix)
{
	const unsigned i = find_name(matrix_names, N_MATRICES, text);

	if (i < N_MATRICES)
		*matrix = (enum gg_matrix)i;
	return i < N_MATRICES;
}

bool gg_range_parse(const char *text, enum gg_range *range)
{
	const unsigned i = find_name(range_names, N_RANGES, text);

	if (i < N_RANGES)
		*range = (enum gg_range)i;
	return i < N_RANGES;
}
