/* SPDX-License-Identifier: BSD-2-Clause */
#include "uvc_picture.h"

#include "bytes.h"

#include <string.h>

/* The 75 % bars, limited range BT.601: ITU-R BT.801. */
static const struct picture_color bars[PICTURE_BARS] = {
	{ 180, 128, 128 }, { 162, 44, 142 }, { 131, 156, 44 }, { 112, 72, 58 },
	{ 84, 184, 198 },  { 65, 100, 212 }, { 35, 212, 114 }, { 16, 128, 128 },
};

enum { RIPPLE_PERIOD = 2 * PICTURE_RIPPLE + 1, MARK_ZERO = 128 /* brightness 0 in the mark */ };

/* Behind the number and the brightness in the mark. */
static const uint8_t mark_magic[3] = { 0xa5, 0x5a, 0xc3 };

static uint8_t clamp(int value)
{
	if (value < 0)
		return 0;
	return value > 255 ? 255 : (uint8_t)value;
}

unsigned picture_bars_height(struct uvc_size size)
{
	return size.height * 3U / 4;
}

struct picture_color picture_bar(unsigned bar, int brightness)
{
	struct picture_color color = bars[bar];

	color.y = clamp(color.y + brightness);
	return color;
}

static void draw_bars_row(uint8_t *row, unsigned width, int brightness)
{
	for (size_t x = 0; x < width; x += 2) {
		struct picture_color color =
			picture_bar((unsigned)(x * PICTURE_BARS / width), brightness);

		row[2 * x] = row[2 * x + 2] = color.y;
		row[2 * x + 1] = color.u;
		row[2 * x + 3] = color.v;
	}
}

static void draw_ramp_row(uint8_t *row, unsigned width, uint32_t number, int brightness)
{
	size_t shift = (size_t)4 * number;

	for (size_t x = 0; x < width; x++) {
		int level = (int)((x + shift) % width * 219 / width);

		row[2 * x] = clamp(16 + level + brightness);
		row[2 * x + 1] = (uint8_t)(x % 2 ? 64 + level / 2 : 192 - level / 2);
	}
}

static void write_mark(uint8_t *mark, uint32_t number, int brightness)
{
	set32(mark, number);
	mark[4] = (uint8_t)(brightness + MARK_ZERO);
	memcpy(mark + 5, mark_magic, sizeof mark_magic);
}

/* The rows of both parts repeat: each is computed once and then copied downwards. */
void picture_draw(uint8_t *yuyv, struct uvc_size size, uint32_t number, int brightness)
{
	size_t stride = (size_t)size.width * 2;
	unsigned bars_height = picture_bars_height(size);

	for (unsigned y = 0; y < RIPPLE_PERIOD; y++) {
		int ripple = (int)((y + number) % RIPPLE_PERIOD) - PICTURE_RIPPLE;

		draw_bars_row(yuyv + y * stride, size.width, brightness + ripple);
	}
	for (unsigned y = RIPPLE_PERIOD; y < bars_height; y++)
		memcpy(yuyv + y * stride, yuyv + (y - RIPPLE_PERIOD) * stride, stride);
	draw_ramp_row(yuyv + bars_height * stride, size.width, number, brightness);
	for (unsigned y = bars_height + 1; y < size.height; y++)
		memcpy(yuyv + y * stride, yuyv + (y - 1) * stride, stride);
	write_mark(yuyv, number, brightness);
}

bool picture_read_mark(const uint8_t *yuyv, uint32_t *number, int *brightness)
{
	*number = get32(yuyv);
	*brightness = yuyv[4] - MARK_ZERO;
	return memcmp(yuyv + 5, mark_magic, sizeof mark_magic) == 0;
}
