/* SPDX-License-Identifier: BSD-2-Clause */
#include "scene.h"

#include <math.h>

/* Rings that get finer outwards, down to three pixels a ring in the corners, at radius. */
static float zone_plate(float x, float y, float radius)
{
	return 0.5f + 0.5f * cosf((float)M_PI * (x * x + y * y) / (3 * radius));
}

/* A star of sharp wedges, its edges smoothed over a pixel. */
static float star(float x, float y)
{
	float sum = 0;

	for (unsigned i = 0; i < 4; i++) {
		const float angle = atan2f(y + 0.5f * (float)(i >> 1), x + 0.5f * (float)(i & 1));
		sum += fmodf(floorf(angle * 18 / (float)M_PI) + 36, 2);
	}
	return sum / 4;
}

/* Leaves: what is fine and has no direction, in natural pictures. */
static float texture(float x, float y)
{
	return 0.5f + 0.17f * (sinf(x * 0.31f + 3 * sinf(y * 0.07f)) +
			       sinf(y * 0.43f + 4 * sinf(x * 0.05f)) + sinf((x - y) * 0.71f));
}

void scene_pixel(uint32_t width, uint32_t height, uint32_t x, uint32_t y, uint8_t rgb[3])
{
	const float w = (float)width, h = (float)height, fx = (float)x, fy = (float)y;
	const float across = fx / w, down = fy / h;
	const float tint[3] = { 0.35f + 0.6f * across, 0.9f - 0.5f * across * down,
				0.4f + 0.5f * down };
	const float quarter_x = fmodf(fx, w / 2) - w / 4, quarter_y = fmodf(fy, h / 2) - h / 4;
	const unsigned part = (across < 0.5f ? 0u : 1u) + (down < 0.5f ? 0u : 2u);

	for (unsigned i = 0; i < 3; i++) {
		const float value =
			part == 0   ? zone_plate(quarter_x, quarter_y, hypotf(w, h) / 4) * tint[i]
			: part == 1 ? texture(fx, fy) * tint[i]
			: part == 2 ? (0.1f + 0.9f * star(quarter_x, quarter_y)) * tint[i]
				    : tint[i] * (0.6f + 0.4f * sinf(fx * 0.02f + (float)i) *
								cosf(fy * 0.03f));
		rgb[i] = (uint8_t)lrintf(255 * fminf(fmaxf(value, 0), 1));
	}
}
