/* SPDX-License-Identifier: BSD-2-Clause */
/* Several threads convert a picture as one does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <groundglass/color.h>
#include <groundglass/convert.h>

#include "bands.h"
#include "guarded_image.h"

enum { LINES = 1000, THREADS = 4 };

struct seen {
	unsigned times[LINES]; /* each written by the thread that has the line */
	unsigned largest[THREADS];
};

static void see(void *data, unsigned thread, uint32_t first, uint32_t end)
{
	struct seen *seen = data;

	for (uint32_t line = first; line < end; line++)
		seen->times[line]++;
	if (seen->largest[thread] < end - first)
		seen->largest[thread] = end - first;
}

static void test_each_line_once(void **state)
{
	(void)state;
	for (unsigned threads = 1; threads <= THREADS; threads++) {
		struct gg_bands *bands = gg_bands_create(threads);
		struct seen seen = { { 0 }, { 0 } };

		assert_non_null(bands);
		for (uint32_t n = 0; n <= LINES; n += 125)
			gg_bands_run(bands, n, 1 + n % 7, see, &seen);
		for (uint32_t line = 0; line < LINES; line++)
			assert_int_equal(seen.times[line], (LINES - line + 124) / 125);
		for (unsigned i = 0; i < THREADS; i++)
			assert_true(seen.largest[i] <= 7 && (i < threads || !seen.largest[i]));
		gg_bands_destroy(bands);
	}
	gg_bands_destroy(NULL);
}

static void test_unused_threads_never_begin(void **state)
{
	struct gg_bands *bands = gg_bands_create(THREADS);
	(void)state;

	assert_non_null(bands);
	gg_bands_destroy(bands);
}

static void check_format(const struct gg_format *format, struct gg_converter *one,
			 struct gg_converter *several)
{
	static const struct guarded_shape shapes[] = {
		{ 4098, 103, 6, 0 }, { 8193, 49, 0, 3 }, { 4098, 263, 0, 0 }, { 4000, 270, 0, 0 }
	};
	struct gg_error error;

	for (unsigned i = 0; i < 2 * sizeof shapes / sizeof shapes[0]; i++) {
		const struct gg_image image = guarded_image(format, &shapes[i / 2]);
		/* Of the last two, large pictures go past the caches; 4000 are whole groups of
		 * IPU3, the last of which end with a step. */
		const size_t row = 4 * (size_t)image.width,
			     stride = i < 4 ? row : row + 64 - row % 64;
		const size_t size = stride * image.height;
		struct gg_convert_params params = {
			.color = { GG_MATRIX_709, GG_RANGE_LIMITED },
			.chroma = i % 2 ? GG_CHROMA_LINEAR : GG_CHROMA_NEAREST,
			.demosaic = i % 2 ? GG_DEMOSAIC_MHC : GG_DEMOSAIC_BILINEAR,
			.raw = gg_raw_neutral(),
		};
		const size_t room = (size + 127) / 64 * 64;
		uint8_t *pixels[2] = { aligned_alloc(64, room), aligned_alloc(64, room) };

		assert_true(pixels[0] && pixels[1]);
		memset(pixels[0], 0, size);
		assert_int_equal(gg_converter_run(one, &image, &params, pixels[0], stride, &error),
				 0);
		for (unsigned again = 0; again < 3; again++) {
			memset(pixels[1], 0, size);
			assert_int_equal(gg_converter_run(several, &image, &params, pixels[1],
							  stride, &error),
					 0);
			assert_memory_equal(pixels[0], pixels[1], size);
		}
		/* Nothing goes past the caches where rows lie like this. */
		memset(pixels[1], 0, size + 4);
		assert_int_equal(
			gg_converter_run(one, &image, &params, pixels[1] + 4, stride, &error), 0);
		assert_memory_equal(pixels[0], pixels[1] + 4, size);
		free(pixels[0]);
		free(pixels[1]);
	}
}

static void test_same_picture(void **state)
{
	static const char *const names[] = {
		"SRGGB8", "SGBRG10_CSI2P", "SBGGR12", "SRGGB10_IPU3", "R10_CSI2P",
		"YUYV",	  "NV12",	   "YUV420",  "RGB565",	      "RGB888",
	};
	struct gg_converter *one = gg_converter_create(1), *several = gg_converter_create(3);
	(void)state;

	assert_true(one && several);
	for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++)
		check_format(gg_format_by_name(names[i]), one, several);
	gg_converter_destroy(one);
	gg_converter_destroy(several);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_line_once),
		cmocka_unit_test(test_unused_threads_never_begin),
		cmocka_unit_test(test_same_picture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
