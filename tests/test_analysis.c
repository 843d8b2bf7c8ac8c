/* SPDX-License-Identifier: BSD-2-Clause */
/* Zebra, false colour, peaking and the wipe on pictures made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "analysis.h"

#define OPAQUE 0xff000000u
#define WHITE  0xffffffffu

static struct marker marker;
static struct picture picture, reference, marked, turned;

static void fill(struct picture *to, uint32_t width, uint32_t height, uint32_t rgb)
{
	assert_int_equal(picture_resize(to, width, height, NULL), 0);
	for (uint32_t y = 0; y < height; y++)
		for (uint32_t x = 0; x < width; x++)
			((uint32_t *)(to->pixels + to->stride * y))[x] = OPAQUE | rgb;
}

static uint32_t *at(const struct picture *of, uint32_t x, uint32_t y)
{
	return (uint32_t *)(of->pixels + of->stride * y) + x;
}

static void mark(const struct analysis *analysis)
{
	const struct analysis_parts parts = analysis_whole(picture.width, picture.height);
	assert_int_equal(analysis_mark(&marker, analysis, &parts, &picture, NULL, &marked, NULL),
			 0);
	assert_int_equal(marked.width, picture.width);
	assert_int_equal(marked.height, picture.height);
}

static void luma_is_that_of_bt709(void **state)
{
	(void)state;
	assert_int_equal(analysis_luma(0xffffff), 255);
	assert_int_equal(analysis_luma(0x000000), 0);
	assert_int_equal(analysis_luma(0xff0000), 54);
	assert_int_equal(analysis_luma(0x00ff00), 182);
	assert_int_equal(analysis_luma(0x0000ff), 19);
	for (uint32_t i = 0; i < 256; i++)
		assert_int_equal(analysis_luma(OPAQUE | i * 0x010101), i);
}

static void nothing_on_is_a_copy(void **state)
{
	(void)state;
	fill(&picture, 7, 3, 0x123456);
	*at(&picture, 6, 2) = 0xff654321;
	mark(&(struct analysis){ 0 });
	for (uint32_t y = 0; y < 3; y++)
		assert_memory_equal(at(&marked, 0, y), at(&picture, 0, y), (size_t)7 * 4);
}

static void zebra_stripes_what_is_bright(void **state)
{
	enum { WIDTH = 640, HEIGHT = 6, STRIPE = 4 };
	(void)state;
	assert_int_equal(analysis_stripe(WIDTH, HEIGHT), STRIPE);
	for (uint32_t level = 240; level < 256; level++) {
		fill(&picture, WIDTH, HEIGHT, level * 0x010101);
		mark(&(struct analysis){ .exposure = ANALYSIS_ZEBRA });
		for (uint32_t y = 0; y < HEIGHT; y++)
			for (uint32_t x = 0; x < WIDTH; x++) {
				const bool rising = (x + y) / STRIPE % 2;
				const bool falling = (x + HEIGHT - 1 - y) / STRIPE % 2;
				uint32_t wanted = level * 0x010101;
				if (level >= ANALYSIS_CLIPPED && falling)
					wanted = ANALYSIS_CLIPPED_COLOR;
				else if (level >= 243 && level < ANALYSIS_CLIPPED && rising)
					wanted = ANALYSIS_BRIGHT_COLOR;
				assert_int_equal(*at(&marked, x, y), OPAQUE | wanted);
			}
	}
}

static void stripes_grow_with_the_picture(void **state)
{
	(void)state;
	assert_int_equal(analysis_stripe(1, 1), 2);
	assert_int_equal(analysis_stripe(1920, 1080), 12);
	assert_int_equal(analysis_stripe(2160, 3840), 24);
}

static void false_colors_follow_the_table(void **state)
{
	static const struct {
		uint32_t luma, rgb;
	} wanted[] = {
		{ 0, 0x7a1fd0 },   { 5, 0x7a1fd0 },   { 6, 0x2060ff },	 { 25, 0x2060ff },
		{ 26, 0x1a1a1a },  { 96, 0x606060 },  { 97, 0x20c850 },	 { 114, 0x20c850 },
		{ 115, 0x737373 }, { 133, 0xff8fb8 }, { 152, 0xff8fb8 }, { 153, 0x999999 },
		{ 234, 0xeaeaea }, { 235, 0xffe020 }, { 249, 0xffe020 }, { 250, 0xff2020 },
		{ 255, 0xff2020 },
	};
	(void)state;
	assert_int_equal(analysis_band_end(ANALYSIS_BANDS - 1), 256);
	fill(&picture, 256, 1, 0);
	for (uint32_t x = 0; x < 256; x++)
		*at(&picture, x, 0) = OPAQUE | x * 0x010101;
	mark(&(struct analysis){ .exposure = ANALYSIS_FALSE_COLOR });
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		assert_int_equal(*at(&marked, wanted[i].luma, 0), OPAQUE | wanted[i].rgb);

	fill(&picture, 1, 1, 0x00a000); /* luma 114 */
	mark(&(struct analysis){ .exposure = ANALYSIS_FALSE_COLOR });
	assert_int_equal(*at(&marked, 0, 0), OPAQUE | 0x20c850);
}

static void peaking_marks_both_sides_of_an_edge(void **state)
{
	(void)state;
	fill(&picture, 9, 5, 0x204060);
	for (uint32_t y = 0; y < 5; y++)
		for (uint32_t x = 4; x < 9; x++)
			*at(&picture, x, y) = OPAQUE | 0x60a0c0;
	mark(&(struct analysis){ .peaking = true });
	for (uint32_t y = 0; y < 5; y++) {
		for (uint32_t x = 0; x < 9; x++) {
			/* Half of the colour, half of the luma: 0x3c and 0x95. */
			const uint32_t plain = x < 4 ? 0x2e3e4e : 0x7a9aaa;
			const uint32_t wanted = x == 3 || x == 4 ? ANALYSIS_EDGE_COLOR : plain;
			assert_int_equal(*at(&marked, x, y), OPAQUE | wanted);
		}
	}
	/* 4 * 34 is below the threshold, 4 * 35 is not. */
	for (uint32_t step = 34; step < 36; step++) {
		fill(&picture, 4, 4, 0);
		for (uint32_t x = 0; x < 4; x++)
			*at(&picture, x, 2) = *at(&picture, x, 3) = OPAQUE | step * 0x010101;
		mark(&(struct analysis){ .peaking = true });
		for (uint32_t y = 0; y < 4; y++)
			assert_int_equal(*at(&marked, 0, y) == (OPAQUE | ANALYSIS_EDGE_COLOR),
					 step == 35 && (y == 1 || y == 2));
	}
}

static void peaking_leaves_false_color_its_colors(void **state)
{
	(void)state;
	fill(&picture, 3, 3, 0xffffff);
	mark(&(struct analysis){ .exposure = ANALYSIS_FALSE_COLOR, .peaking = true });
	assert_int_equal(*at(&marked, 1, 1), OPAQUE | 0xff2020);
}

/* In every orientation what was kept is at the left of what is seen. */
static void the_reference_is_at_the_left(void **state)
{
	static const struct {
		uint32_t width, height;
	} sizes[] = { { 16, 10 }, { 1, 1 }, { 1300, 3 }, { 3, 1300 }, { 2, 7 } };
	const double places[] = { -1, 0, 0.3, 0.5, 1, 2 };
	(void)state;

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		fill(&picture, sizes[i].width, sizes[i].height, 0x000000);
		fill(&reference, sizes[i].width, sizes[i].height, 0xffffff);
		for (int n = 0; n < GG_N_ORIENTATIONS * 6; n++) {
			const enum gg_orientation orientation = (enum gg_orientation)(n / 6);
			const double place = places[n % 6];
			const struct analysis_parts parts =
				analysis_split(picture.width, picture.height, orientation, place);

			assert_int_equal(analysis_mark(&marker, &(struct analysis){ 0 }, &parts,
						       &picture, &reference, &marked, NULL),
					 0);
			assert_int_equal(picture_turn(&turned, &marked, orientation, NULL), 0);
			const int width = (int)turned.width, thick = width >= 1280 ? 2 : 1;
			int line = (int)(SDL_clamp(place, 0, 1) * width) - thick / 2;
			line = SDL_clamp(line, 0, width - thick);
			for (uint32_t y = 0; y < turned.height; y++)
				for (int x = 0; x < width; x++)
					assert_int_equal(*at(&turned, (uint32_t)x, y),
							 x < line ? WHITE
							 : x < line + thick
								 ? (OPAQUE | ANALYSIS_LINE_COLOR)
								 : OPAQUE);
		}
	}
}

/* Edges are looked for on the side on which the pixel is. */
static void sides_do_not_mix(void **state)
{
	(void)state;
	fill(&picture, 8, 4, 0x000000);
	fill(&reference, 8, 4, 0xffffff);
	const struct analysis_parts parts = analysis_split(8, 4, GG_ORIENTATION_ROT0, 0.5);
	const struct analysis analysis = { .peaking = true };
	assert_int_equal(
		analysis_mark(&marker, &analysis, &parts, &picture, &reference, &marked, NULL), 0);
	for (uint32_t x = 0; x < 8; x++)
		assert_int_not_equal(*at(&marked, x, 1), OPAQUE | ANALYSIS_EDGE_COLOR);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(luma_is_that_of_bt709),
		cmocka_unit_test(nothing_on_is_a_copy),
		cmocka_unit_test(zebra_stripes_what_is_bright),
		cmocka_unit_test(stripes_grow_with_the_picture),
		cmocka_unit_test(false_colors_follow_the_table),
		cmocka_unit_test(peaking_marks_both_sides_of_an_edge),
		cmocka_unit_test(peaking_leaves_false_color_its_colors),
		cmocka_unit_test(the_reference_is_at_the_left),
		cmocka_unit_test(sides_do_not_mix),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	marker_finish(&marker);
	picture_finish(&picture);
	picture_finish(&reference);
	picture_finish(&marked);
	picture_finish(&turned);
	return failed;
}
