/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/orientation.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_SIDE = 40, STRIDE = MAX_SIDE * 4 + 12 };

struct pixels {
	uint32_t width, height;
	uint8_t bytes[MAX_SIDE * STRIDE];
};

static const struct {
	uint32_t width, height;
} sizes[] = { { 1, 1 }, { 1, 7 }, { 7, 1 }, { 16, 8 }, { 37, 29 }, { 32, 40 } };
enum { N_SIZES = sizeof sizes / sizeof sizes[0] };

/* Each pixel says where it is. */
static struct pixels make(uint32_t width, uint32_t height)
{
	struct pixels pixels = { .width = width, .height = height };

	for (uint32_t y = 0; y < height; y++)
		for (uint32_t x = 0; x < width; x++)
			memcpy(pixels.bytes + (size_t)y * STRIDE + (size_t)x * 4,
			       (uint8_t[]){ (uint8_t)x, (uint8_t)y, 7, 255 }, 4);
	return pixels;
}

static struct pixels turn(const struct pixels *from, enum gg_orientation orientation)
{
	const bool sideways = gg_orientation_is_sideways(orientation);
	struct pixels to = { .width = sideways ? from->height : from->width,
			     .height = sideways ? from->width : from->height };

	gg_turn(orientation, from->bytes, STRIDE, from->width, from->height, to.bytes, STRIDE);
	return to;
}

/* Where the names say that the pixel at x, y of width x height comes to lie. */
static void place(enum gg_orientation orientation, uint32_t width, uint32_t height, uint32_t x,
		  uint32_t y, uint32_t *to_x, uint32_t *to_y)
{
	const uint32_t right = width - 1 - x, down = height - 1 - y;
	const uint32_t places[GG_N_ORIENTATIONS][2] = {
		[GG_ORIENTATION_ROT0] = { x, y },
		[GG_ORIENTATION_ROT90] = { down, x },
		[GG_ORIENTATION_ROT180] = { right, down },
		[GG_ORIENTATION_ROT270] = { y, right },
		[GG_ORIENTATION_MIRROR] = { right, y },
		[GG_ORIENTATION_FLIP] = { x, down },
		[GG_ORIENTATION_TRANSPOSE] = { y, x },
		[GG_ORIENTATION_TRANSVERSE] = { down, right },
	};

	*to_x = places[orientation][0];
	*to_y = places[orientation][1];
}

static void test_pixels(void **state)
{
	(void)state;
	for (int i = 0; i < N_SIZES * GG_N_ORIENTATIONS; i++) {
		const enum gg_orientation orientation = (enum gg_orientation)(i / N_SIZES);
		const uint32_t width = sizes[i % N_SIZES].width, height = sizes[i % N_SIZES].height;
		const struct pixels from = make(width, height), to = turn(&from, orientation);

		for (uint32_t n = 0; n < width * height; n++) {
			uint32_t x, y;
			place(orientation, width, height, n % width, n / width, &x, &y);
			assert_memory_equal(
				to.bytes + (size_t)y * STRIDE + (size_t)x * 4,
				((uint8_t[]){ (uint8_t)(n % width), (uint8_t)(n / width), 7, 255 }),
				4);
		}
	}
}

/* Turned twice is turned once by both: also what is left of a turn by what a camera did of it. */
static void test_then(void **state)
{
	const struct pixels from = make(37, 29);

	(void)state;
	for (int i = 0; i < GG_N_ORIENTATIONS * GG_N_ORIENTATIONS; i++) {
		const enum gg_orientation first = (enum gg_orientation)(i / GG_N_ORIENTATIONS);
		const enum gg_orientation second = (enum gg_orientation)(i % GG_N_ORIENTATIONS);
		const struct pixels once = turn(&from, first), twice = turn(&once, second);
		const struct pixels both = turn(&from, gg_orientation_then(first, second));
		assert_memory_equal(&twice, &both, sizeof both);
	}
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(gg_orientation_name(GG_ORIENTATION_ROT90), "rot90");
	assert_string_equal(gg_orientation_name(GG_ORIENTATION_FLIP), "flip");
	for (int i = 0; i < GG_N_ORIENTATIONS; i++)
		assert_non_null(gg_orientation_name((enum gg_orientation)i));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pixels),
		cmocka_unit_test(test_then),
		cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
