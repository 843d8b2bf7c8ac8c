/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/convert.h>
#include <groundglass/raw.h>

#include "samples.h"

static bool has_samples(const struct gg_format *format)
{
	return format->layout == GG_LAYOUT_GREY || format->layout == GG_LAYOUT_BAYER;
}

static void test_neutral(void **state)
{
	const struct gg_raw raw = gg_raw_neutral();
	(void)state;

	assert_true(raw.black == 0);
	for (unsigned i = 0; i < 3; i++) {
		assert_true(raw.gains[i] == 1);
		for (unsigned k = 0; k < 3; k++)
			assert_true(raw.matrix[i][k] == (i == k ? 1 : 0));
	}
	assert_int_equal(raw.transfer, GG_TRANSFER_SRGB);
}

/* Metadata */

enum { BLACK_ID = 1, GAINS_ID, MATRIX_ID };

static void set(struct gg_control_list *list, uint32_t id, const char *name,
		enum gg_control_type type, const void *data, uint32_t count)
{
	struct gg_control_value *value = gg_control_list_slot(list, id, name);

	assert_non_null(value);
	assert_int_equal(gg_control_value_set(value, type, true, data, count), 0);
}

static void test_metadata(void **state)
{
	static const int32_t black[4] = { 4096, 4095, 4097, 4100 };
	static const float gains[2] = { 1.5f, 2.25f };
	static const float matrix[9] = { 1.5f, -0.5f, 0, 0.25f, 1, -0.25f, 0, -1, 2 };
	struct gg_control_list list = { 0 };
	struct gg_raw raw = gg_raw_neutral();
	(void)state;

	assert_false(gg_raw_from_metadata(&raw, &list));
	set(&list, BLACK_ID, "SensorBlackLevels", GG_CONTROL_INT32, black, 4);
	assert_false(gg_raw_from_metadata(&raw, &list));
	assert_true(fabs((double)raw.black - 4097.0 / 65535) < 1e-6);
	set(&list, GAINS_ID, "ColourGains", GG_CONTROL_FLOAT, gains, 2);
	set(&list, MATRIX_ID, "ColourCorrectionMatrix", GG_CONTROL_FLOAT, matrix, 9);
	assert_true(gg_raw_from_metadata(&raw, &list));
	assert_true(raw.gains[0] == 1.5f && raw.gains[1] == 1 && raw.gains[2] == 2.25f);
	assert_memory_equal(raw.matrix, matrix, sizeof matrix);
	gg_control_list_finish(&list);
}

static void test_nonsense_in_metadata(void **state)
{
	static const int32_t negative[4] = { 4096, -1, 4096, 4096 };
	static const int32_t white[4] = { 65535, 65535, 65535, 65535 };
	static const float no_number[2] = { NAN, 1 }, below[2] = { 1, -1 },
			   endless[2] = { 1, INFINITY };
	static const float *const gains[] = { no_number, below, endless };
	static const float matrix[9] = { 1, 0, 0, 0, NAN, 0, 0, 0, 1 };
	const struct gg_raw neutral = gg_raw_neutral();
	struct gg_control_list list = { 0 };
	struct gg_raw raw = neutral;
	(void)state;

	set(&list, MATRIX_ID, "ColourCorrectionMatrix", GG_CONTROL_FLOAT, matrix, 9);
	for (unsigned i = 0; i < 3; i++) {
		set(&list, BLACK_ID, "SensorBlackLevels", GG_CONTROL_INT32,
		    i == 0 ? negative : white, 4);
		set(&list, GAINS_ID, "ColourGains", GG_CONTROL_FLOAT, gains[i], 2);
		assert_false(gg_raw_from_metadata(&raw, &list));
	}
	set(&list, BLACK_ID, "SensorBlackLevels", GG_CONTROL_INT32, white, 1);
	set(&list, GAINS_ID, "ColourGains", GG_CONTROL_FLOAT, gains[1], 1);
	assert_false(gg_raw_from_metadata(&raw, &list));
	assert_true(raw.black == neutral.black);
	assert_memory_equal(raw.gains, neutral.gains, sizeof raw.gains);
	assert_memory_equal(raw.matrix, neutral.matrix, sizeof raw.matrix);
	gg_control_list_finish(&list);
}

/* Samples */

/* Bit by bit from the format's row: the sample at x as a number of so many bits. */
static unsigned sample_at(const struct gg_format *format, const uint8_t *row, uint32_t x)
{
	const struct gg_format_plane *plane = &format->planes[0];
	const uint8_t *group = row + (size_t)(x / plane->group_width) * plane->group_bytes;
	const unsigned n = x % plane->group_width, bits = format->bits;
	unsigned value = 0;

	for (unsigned i = 0; i < bits; i++) {
		unsigned bit = n * bits + i; /* of the group: IPU3's, or the only one's */
		if (format->packing == GG_PACKING_CSI2) {
			const unsigned low = bits - 8;
			bit = i >= low ? n * 8 + i - low : plane->group_width * 8u + n * low + i;
		}
		value |= (unsigned)(group[bit / 8] >> bit % 8 & 1) << i;
	}
	return value;
}

static void try_row(const struct gg_dsp *dsp, const struct gg_format *format, uint32_t width)
{
	const size_t size = gg_format_row_bytes(format, 0, width);
	uint8_t *row = malloc(size); /* where reading further is seen by AddressSanitizer */
	uint16_t *samples = malloc((width + 1) * sizeof *samples);

	assert_non_null(row);
	assert_non_null(samples);
	for (size_t i = 0; i < size; i++)
		row[i] = (uint8_t)(i * 151 + width + (i >> 3) * 37);
	samples[width] = 0x5a5a;
	gg_samples_unpack(dsp->raw, format, row, samples, width);
	for (uint32_t x = 0; x < width; x++)
		if (samples[x] != sample_at(format, row, x) << (16 - format->bits))
			fail_msg("%s, %s, width %u: sample %u is %#x, not %#x", dsp->name,
				 format->name, width, x, samples[x] >> (16 - format->bits),
				 sample_at(format, row, x));
	assert_int_equal(samples[width], 0x5a5a);
	free(samples);
	free(row);
}

static void test_samples(void **state)
{
	(void)state;
	for (size_t table = 0; gg_dsp_at(table); table++)
		for (size_t i = 0; i < gg_format_count(); i++)
			for (uint32_t width = 1; has_samples(gg_format_at(i)) && width < 110;
			     width++)
				try_row(gg_dsp_at(table), gg_format_at(i), width);
	for (unsigned bits = 8; bits <= 16; bits += 2)
		assert_int_equal(gg_samples_top(bits) >> (16 - bits), (1 << bits) - 1);
}

/* Grey world */

enum { WIDTH = 640, HEIGHT = 480 };

static uint8_t pixels[HEIGHT * WIDTH];

static struct gg_image image_of(const char *name, uint32_t width, uint32_t height)
{
	const size_t size = (size_t)width * height;

	return (struct gg_image){ .format = gg_format_by_name(name),
				  .width = width,
				  .height = height,
				  .n_planes = 1,
				  .planes = { { pixels, width, size, size } } };
}

/* Samples of a colour are around its mean, in whichever order the colours are. */
static void fill(const struct gg_image *image, const uint8_t means[3])
{
	for (uint32_t y = 0; y < image->height; y++)
		for (uint32_t x = 0; x < image->width; x++) {
			const unsigned color = image->format->order[y % 2 * 2 + x % 2];
			const int noise = (x / 2 + y / 2) % 2 ? 3 : -3;
			pixels[y * image->width + x] = (uint8_t)(means[color] + noise);
		}
}

static void assert_near(float value, double expected)
{
	if (fabs((double)value - expected) > 0.01)
		fail_msg("%f is not %f", (double)value, expected);
}

static void test_grey_world(void **state)
{
	static const char *const names[] = { "SRGGB8", "SGRBG8", "SGBRG8", "SBGGR8" };
	static const uint8_t means[3] = { 56, 96, 36 };
	(void)state;

	for (unsigned i = 0; i < 4; i++) {
		const struct gg_image image = image_of(names[i], WIDTH, HEIGHT);
		struct gg_raw raw = gg_raw_neutral();

		fill(&image, means);
		raw.gains[1] = 3;
		gg_raw_grey_world(&raw, &image);
		assert_near(raw.gains[0], 96.0 / 56);
		assert_near(raw.gains[1], 1);
		assert_near(raw.gains[2], 96.0 / 36);
		raw.black = 16 / 255.0f;
		gg_raw_grey_world(&raw, &image);
		assert_near(raw.gains[0], 2);
		assert_near(raw.gains[2], 4);
		raw.black = 26 / 255.0f;
		gg_raw_grey_world(&raw, &image);
		assert_near(raw.gains[0], 70.0 / 30);
		assert_near(raw.gains[2], 4); /* of 7: held back */
	}
}

static void test_grey_world_without_light(void **state)
{
	static const uint8_t means[3] = { 10, 10, 10 };
	static const uint32_t sizes[][2] = { { WIDTH, HEIGHT }, { 1, 1 }, { 1, 9 }, { 9, 1 } };
	(void)state;

	for (unsigned i = 0; i < 4; i++) {
		const struct gg_image image = image_of("SGBRG8", sizes[i][0], sizes[i][1]);
		struct gg_raw raw = gg_raw_neutral();

		fill(&image, means);
		raw.black = 0.5f;
		for (unsigned k = 0; k < 3; k++)
			raw.gains[k] = 2;
		gg_raw_grey_world(&raw, &image);
		for (unsigned k = 0; k < 3; k++)
			assert_true(raw.gains[k] == 1);
	}
}

/* What no camera should say must not break anything. */
static void test_nonsense_is_converted(void **state)
{
	static const float values[] = { NAN, INFINITY, -INFINITY, -1, 0, 1, 1e30f };
	struct gg_converter *converter = gg_converter_create(2);
	const struct gg_image image = image_of("SRGGB8", 40, 4);
	static uint8_t rgb[4][40 * 4];
	(void)state;

	assert_non_null(converter);
	for (unsigned i = 0; i < sizeof values / sizeof values[0]; i++)
		for (unsigned what = 0; what < 6; what++) {
			struct gg_convert_params params = { .raw = gg_raw_neutral() };
			params.demosaic = what % 2 ? GG_DEMOSAIC_MHC : GG_DEMOSAIC_BILINEAR;
			*(what / 2 == 0	  ? &params.raw.black
			  : what / 2 == 1 ? &params.raw.gains[2]
					  : &params.raw.matrix[1][0]) = values[i];
			assert_int_equal(gg_converter_run(converter, &image, &params, rgb[0],
							  sizeof rgb[0], NULL),
					 0);
			assert_int_equal(rgb[3][40 * 4 - 1], 255);
		}
	gg_converter_destroy(converter);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_neutral),
		cmocka_unit_test(test_metadata),
		cmocka_unit_test(test_nonsense_in_metadata),
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_grey_world),
		cmocka_unit_test(test_grey_world_without_light),
		cmocka_unit_test(test_nonsense_is_converted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
