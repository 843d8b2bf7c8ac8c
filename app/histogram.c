/* SPDX-License-Identifier: BSD-2-Clause */
#include "histogram.h"

#include <errno.h>

#include "analysis.h"

void histogram_grid(uint32_t width, uint32_t height, uint32_t *across, uint32_t *down)
{
	*across = SDL_min(width, HISTOGRAM_MAX_WIDTH);
	*down = SDL_min(height, HISTOGRAM_MAX_HEIGHT);
}

int histogram_sample(const struct picture *picture, struct picture *samples, struct gg_error *error)
{
	uint32_t across, down;

	if (!picture->pixels)
		return gg_error_set(error, -ENODATA, "there is no picture yet");
	histogram_grid(picture->width, picture->height, &across, &down);
	const int ret = picture_resize(samples, across, down, error);
	for (uint32_t y = 0; ret == 0 && y < down; y++) {
		const uint32_t row = (2 * y + 1) * picture->height / (2 * down);
		const uint32_t *from = (const uint32_t *)(picture->pixels + picture->stride * row);
		uint32_t *to = (uint32_t *)(samples->pixels + samples->stride * y);
		for (uint32_t x = 0; x < across; x++)
			to[x] = from[(2 * x + 1) * picture->width / (2 * across)];
	}
	return ret;
}

void histogram_count(struct histogram *histogram, const struct picture *samples)
{
	*histogram = (struct histogram){
		.samples = samples->width * samples->height,
		.columns = SDL_min(samples->width, HISTOGRAM_COLUMNS),
	};
	for (uint32_t y = 0; y < samples->height; y++) {
		const uint32_t *pixels = (const uint32_t *)(samples->pixels + samples->stride * y);
		for (uint32_t x = 0; x < samples->width; x++) {
			const uint32_t column = x * histogram->columns / samples->width;
			const uint8_t luma = analysis_luma(pixels[x]);
			histogram->counts[HISTOGRAM_LUMA][luma]++;
			histogram->counts[HISTOGRAM_RED][pixels[x] >> 16 & 255]++;
			histogram->counts[HISTOGRAM_GREEN][pixels[x] >> 8 & 255]++;
			histogram->counts[HISTOGRAM_BLUE][pixels[x] & 255]++;
			histogram->column_samples[column]++;
			histogram->wave[column][luma * HISTOGRAM_LEVELS / 256]++;
		}
	}
}

static uint32_t sum(const uint32_t *counts, int first, int end)
{
	uint32_t n = 0;

	for (int i = first; i < end; i++)
		n += counts[i];
	return n;
}

void histogram_clipped(const struct histogram *histogram, enum histogram_mode mode, double *black,
		       double *white)
{
	const bool rgb = mode == HISTOGRAM_OF_RGB;
	const int first = rgb ? HISTOGRAM_RED : HISTOGRAM_LUMA;
	const int last = rgb ? HISTOGRAM_BLUE : HISTOGRAM_LUMA;
	const double all = SDL_max(histogram->samples, 1);

	*black = *white = 0;
	for (int i = first; i <= last; i++) {
		const uint32_t *counts = histogram->counts[i];
		*black = SDL_max(*black, sum(counts, 0, 1 + HISTOGRAM_MARGIN) / all);
		*white = SDL_max(*white, sum(counts, 255 - HISTOGRAM_MARGIN, 256) / all);
	}
}
