/* SPDX-License-Identifier: BSD-2-Clause */
/* Blocks of text: what they are made of, and what is taken over from the one before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "overlay.h"

enum { WIDTH = 640, HEIGHT = 480 };

static struct overlay *make(const char *text, uint8_t alpha, const struct overlay *before,
			    float scale)
{
	const struct overlay_text texts[OVERLAY_ANCHORS] = {
		[OVERLAY_TOP_LEFT] = { .text = text, .alpha = alpha },
	};
	struct overlay *overlay = overlay_create(texts, before, scale, WIDTH, HEIGHT);
	assert_non_null(overlay);
	return overlay;
}

static struct overlay_block *block_of(struct overlay *overlay)
{
	return &overlay->blocks[OVERLAY_TOP_LEFT];
}

static size_t pixels_of(const struct overlay_block *block)
{
	return (size_t)block->width * block->height;
}

static void is_same_picture(struct overlay *a, struct overlay *b)
{
	assert_int_equal(block_of(a)->width, block_of(b)->width);
	assert_int_equal(block_of(a)->height, block_of(b)->height);
	assert_memory_equal(block_of(a)->pixels, block_of(b)->pixels,
			    pixels_of(block_of(a)) * sizeof(uint32_t));
}

static void colours_are_times_their_alpha(void **state)
{
	struct overlay *overlay =
		make("plain " OVERLAY_ACCENT "accent\n" OVERLAY_ROW "row", 255, NULL, 1);
	const struct overlay_block *block = block_of(overlay);
	const uint32_t *pixels = block->pixels;
	(void)state;

	for (size_t i = 0; i < pixels_of(block); i++)
		for (int shift = 0; shift < 24; shift += 8)
			assert_true((pixels[i] >> shift & 0xff) <= pixels[i] >> 24);
	assert_int_equal(pixels[0], 0); /* a round corner */
	assert_int_equal(pixels[pixels_of(block) - 1], 0);
	for (uint32_t y = 0; y < block->height; y++)
		for (uint32_t x = 0; x < block->width; x++)
			if ((int)y >= block->corner && (int)(block->height - y) > block->corner)
				assert_int_equal(pixels[y * block->width + x] >> 24, 255);
	overlay_unref(overlay);
}

static void what_fades_fades_in_all_channels(void **state)
{
	struct overlay *whole = make("going", 255, NULL, 1);
	struct overlay *half = make("going", 100, whole, 1);
	struct overlay *again = make("going", 255, half, 1);
	const uint8_t *before = (const uint8_t *)block_of(whole)->pixels;
	const uint8_t *after = (const uint8_t *)block_of(half)->pixels;
	(void)state;

	for (size_t i = 0; i < pixels_of(block_of(whole)) * 4; i++)
		assert_int_equal(after[i], before[i] * 100 / 255);
	is_same_picture(again, whole); /* not made of what has faded */
	overlay_unref(whole);
	overlay_unref(half);
	overlay_unref(again);
}

/* Whatever was there before, a text looks as if there had been nothing. */
static void nothing_remains(void **state)
{
	const struct overlay_bar low = overlay_bar(0.1, 0.9), high = overlay_bar(0.9, -1);
	char bars[2][64];
	const char *const texts[] = {
		"the longest line of all of them\nsecond\nthird",
		"the longest line of all of them\nsec\nthird line",
		"the longest line of all of them\n\n",
		"short\nthe longest line of all of them\n",
		OVERLAY_ROW "the longest line of all of them\n" OVERLAY_FIELD "sec\nthird",
		"the longest line of all of them\n" OVERLAY_ROW "sec\nthird",
		"the longest line of all of them\n" OVERLAY_CHOSEN "gg" OVERLAY_DIM " jj\nthird",
		"the longest line of all of them\n\xc3\x84\xe6\xbc\xa2\xe2\x96\xb6\nthird",
		bars[0],
		bars[1],
		"the longest line of all of them\nsecond\nthird\nfourth",
		"the longest line of all of them, and longer\nsecond\nthird",
		"one line",
	};
	enum { COUNT = sizeof texts / sizeof *texts };
	(void)state;

	snprintf(bars[0], sizeof bars[0], "the longest line of all of them\n%s sec\nthird",
		 low.text);
	snprintf(bars[1], sizeof bars[1], "the longest line of all of them\n%s sec\nthird",
		 high.text);
	for (int i = 0; i < COUNT * COUNT; i++) {
		struct overlay *before = make(texts[i / COUNT], 255, NULL, 1);
		struct overlay *fresh = make(texts[i % COUNT], 255, NULL, 1);
		struct overlay *after = make(texts[i % COUNT], 255, before, 1);
		is_same_picture(after, fresh);
		overlay_unref(before);
		overlay_unref(fresh);
		overlay_unref(after);
	}
}

/* A line that is the same is not drawn: what was put there in its place stays. */
static void lines_are_taken_over(void **state)
{
	struct overlay *before = make("first\nsecond\nthird", 255, NULL, 1);
	struct overlay_block *block = block_of(before);
	const size_t first = (size_t)(block->padding + 1) * block->width + 20;
	const size_t second = first + (size_t)block->line * block->width;
	(void)state;

	block->pixels[first] = block->pixels[second] = 0x12345678;
	struct overlay *after = make("first\nfourth\nthird", 255, before, 1);
	assert_int_equal(block_of(after)->pixels[first], 0x12345678);
	assert_int_not_equal(block_of(after)->pixels[second], 0x12345678);
	overlay_unref(after);

	struct overlay *larger = make("first\nsecond\nthird", 255, before, 2);
	struct overlay *fresh = make("first\nsecond\nthird", 255, NULL, 2);
	is_same_picture(larger, fresh);
	overlay_unref(larger);
	overlay_unref(fresh);
	overlay_unref(before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(colours_are_times_their_alpha),
		cmocka_unit_test(what_fades_fades_in_all_channels),
		cmocka_unit_test(nothing_remains),
		cmocka_unit_test(lines_are_taken_over),
	};
	struct overlay_room room;

	if (!overlay_room(1, WIDTH, HEIGHT, &room))
		return 77; /* there are no fonts */
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	overlay_quit();
	return failed;
}
