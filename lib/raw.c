/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/raw.h>

#include <math.h>

#include "samples.h"

struct gg_raw gg_raw_neutral(void)
{
	return (struct gg_raw){
		.gains = { 1, 1, 1 },
		.matrix = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
		.transfer = GG_TRANSFER_SRGB,
	};
}

/* The first n numbers of a control: false where it is missing, shorter, or has some out of range.
 */
static bool read_numbers(const struct gg_control_list *metadata, const char *name, double low,
			 double high, double *numbers, uint32_t n)
{
	const struct gg_control_value *value = gg_control_list_find(metadata, name);

	if (!value)
		return false;
	for (uint32_t i = 0; i < n; i++)
		if (!gg_control_value_number(value, i, &numbers[i]) ||
		    !(numbers[i] >= low && numbers[i] <= high))
			return false;
	return true;
}

/* What makes sense, and what can be computed with. */
static const double MAX_BLACK = 0.75, MIN_GAIN = 1.0 / 16, MAX_GAIN = 16;

bool gg_raw_has_matrix(const struct gg_raw *raw)
{
	for (unsigned i = 0; i < 9; i++)
		if (raw->matrix[i / 3][i % 3] != (i % 4 == 0 ? 1.0F : 0.0F))
			return true;
	return false;
}

bool gg_raw_from_metadata(struct gg_raw *raw, const struct gg_control_list *metadata)
{
	double numbers[9];

	/* Of R, Gr, Gb and B, as if samples had 16 bits. */
	if (read_numbers(metadata, "SensorBlackLevels", 0, MAX_BLACK * 65535, numbers, 4))
		raw->black =
			(float)((numbers[0] + numbers[1] + numbers[2] + numbers[3]) / 4 / 65535);
	if (read_numbers(metadata, "ColourCorrectionMatrix", -1000, 1000, numbers, 9))
		for (unsigned i = 0; i < 9; i++)
			raw->matrix[i / 3][i % 3] = (float)numbers[i];
	if (!read_numbers(metadata, "ColourGains", MIN_GAIN, MAX_GAIN, numbers, 2))
		return false;
	raw->gains[0] = (float)numbers[0];
	raw->gains[1] = 1;
	raw->gains[2] = (float)numbers[1];
	return true;
}

/* Light above black, and how many samples had it, by colour. */
struct sums {
	double light[3];
	double samples[3];
};

/* A block is a whole number of groups of any format, and of pairs of colours. */
enum { BLOCK = 100, BLOCKS_ACROSS = 16, PAIRS_DOWN = 32 };

static void add_block(struct sums *sums, const struct gg_image *image, uint32_t x, uint32_t y,
		      double black)
{
	const struct gg_format *format = image->format;
	const struct gg_plane *plane = &image->planes[0];
	const uint32_t n = image->width - x < BLOCK ? image->width - x : BLOCK;
	uint16_t samples[BLOCK];

	gg_samples_unpack(gg_dsp(false)->raw, format,
			  plane->data + plane->stride * y + gg_format_row_bytes(format, 0, x),
			  samples, n);
	for (uint32_t i = 0; i < n; i++) {
		const unsigned color = format->order[y % 2 * 2 + i % 2];
		sums->light[color] += fmax(samples[i] - black, 0);
		sums->samples[color]++;
	}
}

void gg_raw_grey_world(struct gg_raw *raw, const struct gg_image *image)
{
	const double black = (double)raw->black * gg_samples_top(image->format->bits);
	const uint32_t blocks = (image->width + BLOCK - 1) / BLOCK, pairs = (image->height + 1) / 2;
	const uint32_t across = (blocks + BLOCKS_ACROSS - 1) / BLOCKS_ACROSS;
	const uint32_t down = (pairs + PAIRS_DOWN - 1) / PAIRS_DOWN;
	struct sums sums = { { 0 }, { 0 } };
	double mean[3];

	for (uint32_t pair = 0; pair < pairs; pair += down)
		for (uint32_t y = 2 * pair; y < 2 * pair + 2 && y < image->height; y++)
			for (uint32_t block = 0; block < blocks; block += across)
				add_block(&sums, image, block * BLOCK, y, black);
	for (unsigned i = 0; i < 3; i++)
		mean[i] = sums.samples[i] > 0 ? sums.light[i] / sums.samples[i] : 0;
	for (unsigned i = 0; i < 3; i++)
		raw->gains[i] = mean[i] > 0 && mean[1] > 0
					? (float)fmin(fmax(mean[1] / mean[i], 0.25), 4)
					: 1;
}
