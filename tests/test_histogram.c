/* SPDX-License-Identifier: BSD-2-Clause */
/* Samples, counts and graphs of pictures made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "histogram.h"

static struct picture picture, samples;
static struct histogram histogram;

/* A picture whose pixels are their places. */
static void fill(uint32_t width, uint32_t height)
{
	assert_int_equal(picture_resize(&picture, width, height, NULL), 0);
	for (uint32_t y = 0; y < height; y++)
		for (uint32_t x = 0; x < width; x++)
			((uint32_t *)(picture.pixels + picture.stride * y))[x] = y << 16 | x;
}

static uint32_t *sample_at(uint32_t x, uint32_t y)
{
	return (uint32_t *)(samples.pixels + samples.stride * y) + x;
}

static void plain(uint32_t width, uint32_t height, uint32_t rgb)
{
	assert_int_equal(picture_resize(&samples, width, height, NULL), 0);
	for (uint32_t y = 0; y < height; y++)
		for (uint32_t x = 0; x < width; x++)
			*sample_at(x, y) = 0xff000000 | rgb;
}

static void samples_are_spread_evenly(void **state)
{
	(void)state;
	fill(1024, 864); /* two across, three down for each */
	assert_int_equal(histogram_sample(&picture, &samples, NULL), 0);
	assert_int_equal(samples.width, 512);
	assert_int_equal(samples.height, 288);
	for (uint32_t y = 0; y < 288; y++)
		for (uint32_t x = 0; x < 512; x++)
			assert_int_equal(*sample_at(x, y), (3 * y + 1) << 16 | (2 * x + 1));
}

static void small_pictures_are_all_samples(void **state)
{
	struct picture none = { 0 };
	(void)state;
	fill(17, 5);
	assert_int_equal(histogram_sample(&picture, &samples, NULL), 0);
	assert_int_equal(samples.width, 17);
	assert_int_equal(samples.height, 5);
	for (uint32_t i = 0; i < 17 * 5; i++)
		assert_int_equal(*sample_at(i % 17, i / 17), i / 17 << 16 | i % 17);
	fill(16384, 2);
	assert_int_equal(histogram_sample(&picture, &samples, NULL), 0);
	assert_int_equal(*sample_at(511, 1), 1 << 16 | (1023 * 16));
	assert_int_equal(histogram_sample(&none, &samples, NULL), -ENODATA);
}

static void every_sample_is_counted_once(void **state)
{
	(void)state;
	plain(4, 2, 0x102030);
	*sample_at(3, 1) = 0xffffffff;
	*sample_at(0, 0) = 0xff000000;
	histogram_count(&histogram, &samples);
	assert_int_equal(histogram.samples, 8);
	assert_int_equal(histogram.counts[HISTOGRAM_RED][0x10], 6);
	assert_int_equal(histogram.counts[HISTOGRAM_GREEN][0x20], 6);
	assert_int_equal(histogram.counts[HISTOGRAM_BLUE][0x30], 6);
	assert_int_equal(histogram.counts[HISTOGRAM_LUMA][30], 6);
	for (int i = 0; i < HISTOGRAM_CHANNELS; i++) {
		assert_int_equal(histogram.counts[i][0], 1);
		assert_int_equal(histogram.counts[i][255], 1);
	}
}

static void a_waveform_has_a_column_for_each(void **state)
{
	(void)state;
	plain(4, 3, 0x808080);
	for (uint32_t y = 0; y < 3; y++)
		*sample_at(2, y) = 0xffffffff;
	histogram_count(&histogram, &samples);
	assert_int_equal(histogram.columns, 4);
	for (uint32_t x = 0; x < 4; x++) {
		assert_int_equal(histogram.column_samples[x], 3);
		assert_int_equal(histogram.wave[x][64], x == 2 ? 0 : 3);
		assert_int_equal(histogram.wave[x][127], x == 2 ? 3 : 0);
	}
	plain(512, 1, 0x000000);
	histogram_count(&histogram, &samples);
	assert_int_equal(histogram.columns, HISTOGRAM_COLUMNS);
	for (uint32_t x = 0; x < HISTOGRAM_COLUMNS; x++)
		assert_int_equal(histogram.wave[x][0], 2);
}

static void what_is_clipped_is_told(void **state)
{
	double black, white;
	(void)state;

	plain(10, 10, 0x808080);
	for (uint32_t x = 0; x < 10; x++) {
		*sample_at(x, 0) = 0xffff8080; /* red alone */
		*sample_at(x, 1) = 0xff010101;
		*sample_at(x, 2) = 0xfffefefe;
		*sample_at(x, 3) = 0xfffdfdfd;
		*sample_at(x, 4) = 0xff020202;
	}
	histogram_count(&histogram, &samples);
	histogram_clipped(&histogram, HISTOGRAM_OF_LUMA, &black, &white);
	assert_int_equal((int)(black * 1000 + 0.5), 100);
	assert_int_equal((int)(white * 1000 + 0.5), 100);
	histogram_clipped(&histogram, HISTOGRAM_OF_RGB, &black, &white);
	assert_int_equal((int)(black * 1000 + 0.5), 100);
	assert_int_equal((int)(white * 1000 + 0.5), 200);
	histogram_count(&histogram, &(struct picture){ 0 });
	histogram_clipped(&histogram, HISTOGRAM_OF_LUMA, &black, &white);
	assert_true(black <= 0 && white <= 0);
}

/* Whatever is counted, the block has one size, and there is room for it. */
static void a_graph_keeps_its_size(void **state)
{
	static const struct {
		int width, height;
		float scale;
	} rooms[] = { { 1000, 800, 1 }, { 1000, 800, 2 }, { 304, 240, 1 },
		      { 48, 48, 1 },	{ 64, 1, 0.5f },  { 1, 1, 1 } };
	(void)state;

	for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
		for (int mode = HISTOGRAM_OF_LUMA; mode < HISTOGRAM_MODES; mode++) {
			struct overlay_block first = { 0 }, block = { 0 };
			for (uint32_t rgb = 0; rgb < 0x1000000; rgb += 0x3f3f3f) {
				plain(300, 20, rgb);
				histogram_count(&histogram, &samples);
				histogram_draw(&histogram, (enum histogram_mode)mode,
					       rooms[i].scale, rooms[i].width, rooms[i].height,
					       &block);
				assert_non_null(block.pixels);
				if (rgb == 0)
					first = block;
				assert_int_equal(block.width, first.width);
				assert_int_equal(block.height, first.height);
				free(block.pixels);
			}
			if (rooms[i].width >= 304)
				assert_true(first.width <= (uint32_t)rooms[i].width);
		}
}

/* Of one value there is one column, and it is as high as it can be. */
static void a_graph_shows_what_was_counted(void **state)
{
	const uint32_t ink = 0xffd8dde2;
	struct overlay_block block;
	uint32_t inks = 0;
	(void)state;

	plain(100, 100, 0x808080);
	histogram_count(&histogram, &samples);
	histogram_draw(&histogram, HISTOGRAM_OF_LUMA, 1, 1000, 1000, &block);
	for (uint32_t i = 0; i < block.width * block.height; i++)
		inks += block.pixels[i] == ink && i / block.width >= block.height - 107;
	assert_true(inks == 100 || inks == 200); /* a wide title makes wide columns */
	free(block.pixels);
}

/* It stays in its corner, or beside a panel that is as long, or goes. */
static void the_panel_comes_first(void **state)
{
	static uint32_t pixels[50 * 40];
	const struct overlay_block drawn = { .width = 50, .height = 40, .pixels = pixels };
	const struct overlay_text texts[OVERLAY_ANCHORS] = {
		[OVERLAY_BOTTOM_RIGHT] = { .drawn = &drawn, .serial = 1 },
		[OVERLAY_RIGHT] = { .text = "a panel\nof\nfour\nlines", .alpha = 255 },
	};
	int x, y;
	(void)state;

	struct overlay *overlay = overlay_create(texts, NULL, 1, 400, 400);
	assert_non_null(overlay);
	const struct overlay_block *block = &overlay->blocks[OVERLAY_BOTTOM_RIGHT];
	const int panel_width = (int)overlay->blocks[OVERLAY_RIGHT].width;
	const int panel_height = (int)overlay->blocks[OVERLAY_RIGHT].height;
	assert_int_equal(block->width, 50);
	assert_memory_equal(block->pixels, pixels, sizeof pixels);
	overlay_place(overlay, OVERLAY_BOTTOM_RIGHT, 400, 400, &x, &y);
	assert_int_equal(x, 400 - 8 - 50);
	assert_int_equal(y, 400 - 8 - 40);
	if (panel_width) { /* there are fonts */
		overlay_place(overlay, OVERLAY_BOTTOM_RIGHT, 400, panel_height + 20, &x, &y);
		assert_int_equal(x, 400 - 8 - panel_width - 8 - 50);
		overlay_unref(overlay);
		overlay = overlay_create(texts, NULL, 1, panel_width + 16, panel_height + 20);
		assert_non_null(overlay);
		assert_null(overlay->blocks[OVERLAY_BOTTOM_RIGHT].pixels);
	}
	overlay_unref(overlay);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(samples_are_spread_evenly),
		cmocka_unit_test(small_pictures_are_all_samples),
		cmocka_unit_test(every_sample_is_counted_once),
		cmocka_unit_test(a_waveform_has_a_column_for_each),
		cmocka_unit_test(what_is_clipped_is_told),
		cmocka_unit_test(a_graph_keeps_its_size),
		cmocka_unit_test(a_graph_shows_what_was_counted),
		cmocka_unit_test(the_panel_comes_first),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	picture_finish(&picture);
	picture_finish(&samples);
	overlay_quit();
	return failed;
}
