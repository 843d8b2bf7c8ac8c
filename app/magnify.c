/* SPDX-License-Identifier: BSD-2-Clause */
#include "magnify.h"

#include <string.h>

static const uint32_t *row_of(const struct picture *picture, int64_t row)
{
	return (const uint32_t *)(picture->pixels + picture->stride * (size_t)row);
}

/* From a pixel of the drawable to the next it is one pixel of the picture or none. */
static void copy_nearest(const uint32_t *from, uint32_t *to, int n, int first, int scale)
{
	int source = viewport_source(first, scale);
	int rest = (2 * first + 1) * (VIEWPORT_ONE / 2) % scale;

	if (scale == VIEWPORT_ONE) {
		memcpy(to, from + source, (size_t)n * sizeof *to);
		return;
	}
	for (int i = 0; i < n; i++) {
		to[i] = from[source];
		rest += VIEWPORT_ONE;
		const int step = rest >= scale;
		source += step;
		rest -= step ? scale : 0;
	}
}

/* The weight of b is w of 256. */
static uint32_t mix(uint32_t a, uint32_t b, uint32_t w)
{
	const uint32_t mask = 0xff00ff, half = 0x800080;
	const uint32_t even = (a & mask) * (256 - w) + (b & mask) * w + half;
	const uint32_t odd = (a >> 8 & mask) * (256 - w) + (b >> 8 & mask) * w + half;

	return (even >> 8 & mask) | (odd & ~mask);
}

/* Where a pixel of the drawable has its middle between two of the picture, in 2^-32 of one. */
static int64_t between(int pixel, int scale)
{
	return (((int64_t)(2 * pixel + 1) * (VIEWPORT_ONE / 2)) << 32) / scale - (INT64_C(1) << 31);
}

/* Pixel and the next one, and the weight of that; at the edges they are the same. */
struct pair {
	int64_t first, second;
	uint32_t weight;
};

static struct pair pair_at(int64_t place, int64_t n)
{
	const int64_t first = place >> 32;
	const uint32_t weight = (uint32_t)place >> 24;

	if (first < 0)
		return (struct pair){ 0, 0, 0 };
	if (first >= n - 1)
		return (struct pair){ n - 1, n - 1, 0 };
	return (struct pair){ first, first + 1, weight };
}

static void copy_linear(const struct picture *picture, struct pair rows, uint32_t *to, int n,
			int first, int scale)
{
	const uint32_t *upper = row_of(picture, rows.first), *lower = row_of(picture, rows.second);
	const int64_t step = ((int64_t)VIEWPORT_ONE << 32) / scale;
	int64_t place = between(first, scale);

	for (int i = 0; i < n; i++, place += step) {
		const struct pair x = pair_at(place, picture->width);
		to[i] = mix(mix(upper[x.first], upper[x.second], x.weight),
			    mix(lower[x.first], lower[x.second], x.weight), rows.weight);
	}
}

void magnify(SDL_Surface *target, const struct picture *picture, const struct placement *placement)
{
	const SDL_Rect whole = { 0, 0, target->w, target->h }, rect = placement_rect(placement);
	const int scale = placement->scale;
	const uint32_t *before = NULL;
	int row_before = -1;
	SDL_Rect part;

	if (!SDL_IntersectRect(&whole, &rect, &part))
		return;
	const int left = part.x - rect.x;
	for (int y = part.y; y < part.y + part.h; y++) {
		uint32_t *to = (uint32_t *)((uint8_t *)target->pixels +
					    (size_t)y * (size_t)target->pitch) +
			       part.x;
		if (scale < VIEWPORT_ONE) {
			const int64_t place = between(y - rect.y, scale);
			copy_linear(picture, pair_at(place, picture->height), to, part.w, left,
				    scale);
			continue;
		}
		const int row = viewport_source(y - rect.y, scale);
		if (before && row == row_before)
			memcpy(to, before, (size_t)part.w * sizeof *to);
		else
			copy_nearest(row_of(picture, row), to, part.w, left, scale);
		row_before = row;
		before = to;
	}
}
