/* SPDX-License-Identifier: BSD-2-Clause */
/* EXIF in saved JPEGs, read by libexif. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libexif/exif-data.h>
#include <turbojpeg.h>

#include <groundglass/save.h>

#include "temp_folder.h"

enum { WIDTH = 40, HEIGHT = 30 };

static uint8_t pixels[HEIGHT * WIDTH * 4];
static struct gg_image image;
static struct gg_save_info info;
static struct gg_save_params params;

static int set_up(void **state)
{
	(void)state;
	make_folder();
	setenv("TZ", "UTC0", 1);
	tzset();
	for (size_t i = 0; i < sizeof pixels; i++)
		pixels[i] = (uint8_t)(i / 16);
	image = (struct gg_image){ .format = gg_format_by_name("XRGB8888"),
				   .width = WIDTH,
				   .height = HEIGHT,
				   .n_planes = 1,
				   .planes = { { pixels, (size_t)WIDTH * 4, sizeof pixels,
						 sizeof pixels } } };
	info = gg_save_info_unknown();
	snprintf(info.model, sizeof info.model, "HD Webcam \xe2\x84\xa2");
	info.taken_s = 86400 + 3661;
	info.exposure_us = 10000;
	info.gain = 1.25;
	info.orientation = GG_ORIENTATION_ROT90;
	params = (struct gg_save_params){ .jpeg_quality = 90, .info = &info };
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	remove_folder();
	return 0;
}

static ExifData *save_and_read(void)
{
	struct gg_error error = { "" };

	if (gg_save_image(in_folder("a.jpg"), GG_SAVE_REPLACE, &image, &params, &error))
		fail_msg("%s", error.text);
	return exif_data_new_from_file(in_folder("a.jpg"));
}

static void assert_text(const ExifData *data, ExifIfd ifd, ExifTag tag, const char *expected)
{
	const ExifEntry *entry = exif_content_get_entry(data->ifd[ifd], tag);

	assert_non_null(entry);
	assert_int_equal(entry->format, EXIF_FORMAT_ASCII);
	assert_int_equal(entry->size, strlen(expected) + 1);
	assert_memory_equal(entry->data, expected, entry->size);
}

static void assert_short(const ExifData *data, ExifIfd ifd, ExifTag tag, unsigned expected)
{
	const ExifEntry *entry = exif_content_get_entry(data->ifd[ifd], tag);

	assert_non_null(entry);
	assert_int_equal(exif_get_short(entry->data, exif_data_get_byte_order((ExifData *)data)),
			 expected);
}

static void test_known(void **state)
{
	ExifData *data = save_and_read();
	(void)state;

	assert_non_null(data);
	assert_text(data, EXIF_IFD_0, EXIF_TAG_MODEL, "HD Webcam \xe2\x84\xa2");
	assert_text(data, EXIF_IFD_0, EXIF_TAG_DATE_TIME, "1970:01:02 01:01:01");
	assert_text(data, EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL, "1970:01:02 01:01:01");
	assert_short(data, EXIF_IFD_0, EXIF_TAG_ORIENTATION, 6);
	assert_short(data, EXIF_IFD_EXIF, EXIF_TAG_ISO_SPEED_RATINGS, 125);
	const ExifEntry *exposure =
		exif_content_get_entry(data->ifd[EXIF_IFD_EXIF], EXIF_TAG_EXPOSURE_TIME);
	assert_non_null(exposure);
	const ExifRational seconds =
		exif_get_rational(exposure->data, exif_data_get_byte_order(data));
	assert_int_equal(seconds.numerator * 100, seconds.denominator);
	exif_data_unref(data);
}

/* What is not known is not there: a gain of nothing is no ISO 0. */
static void test_unknown(void **state)
{
	static const ExifTag tags[] = { EXIF_TAG_MODEL, EXIF_TAG_DATE_TIME,
					EXIF_TAG_DATE_TIME_ORIGINAL, EXIF_TAG_EXPOSURE_TIME,
					EXIF_TAG_ISO_SPEED_RATINGS };
	static const double gains[] = { 0, -264, NAN };
	(void)state;

	for (size_t k = 0; k < sizeof gains / sizeof gains[0]; k++) {
		info = gg_save_info_unknown();
		info.gain = gains[k];
		ExifData *data = save_and_read();
		assert_non_null(data);
		for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
			for (unsigned ifd = 0; ifd < EXIF_IFD_COUNT; ifd++)
				assert_null(exif_content_get_entry(data->ifd[ifd], tags[i]));
		assert_short(data, EXIF_IFD_0, EXIF_TAG_ORIENTATION, 1);
		exif_data_unref(data);
	}
}

/* The rest of the file is the one without EXIF, JFIF's header first. */
static void test_nothing_else(void **state)
{
	size_t size, plain_size;
	(void)state;

	exif_data_unref(save_and_read());
	uint8_t *with = read_file(in_folder("a.jpg"), &size);
	params.info = NULL;
	assert_null(save_and_read());
	uint8_t *plain = read_file(in_folder("a.jpg"), &plain_size);

	const size_t head = 2 + 18, segment = 2 + (size_t)(with[head + 2] << 8 | with[head + 3]);
	assert_int_equal(with[head], 0xff);
	assert_int_equal(with[head + 1], 0xe1);
	assert_int_equal(size, plain_size + segment);
	assert_memory_equal(with, plain, head);
	assert_memory_equal(with + head + segment, plain + head, plain_size - head);
	free(with);
	free(plain);
}

static void test_sampling(void **state)
{
	static const struct {
		enum gg_jpeg_sampling sampling;
		enum TJSAMP tj;
	} rows[] = { { GG_JPEG_444, TJSAMP_444 },
		     { GG_JPEG_422, TJSAMP_422 },
		     { GG_JPEG_420, TJSAMP_420 } };
	tjhandle tj = tjInitDecompress();
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int width, height, sampling, colors;
		size_t size;
		params.jpeg_sampling = rows[i].sampling;
		exif_data_unref(save_and_read());
		uint8_t *data = read_file(in_folder("a.jpg"), &size);
		assert_int_equal(
			tjDecompressHeader3(tj, data, size, &width, &height, &sampling, &colors),
			0);
		assert_int_equal(sampling, rows[i].tj);
		free(data);
	}
	tjDestroy(tj);
}

static void set_number(struct gg_control_list *list, uint32_t id, const char *name, double number)
{
	struct gg_control_value *slot = gg_control_list_slot(list, id, name);
	const float value = (float)number;

	assert_non_null(slot);
	assert_int_equal(gg_control_value_set(slot, GG_CONTROL_FLOAT, false, &value, 1), 0);
}

/* Metadata come from outside. */
static void test_metadata(void **state)
{
	struct gg_control_list list = { 0 };
	(void)state;

	set_number(&list, 1, "ExposureTime", 20000);
	set_number(&list, 2, "AnalogueGain", 4);
	gg_save_info_from_metadata(&info, &list);
	assert_true(info.exposure_us == 20000 && info.gain == 4);
	set_number(&list, 3, "DigitalGain", 1.5);
	gg_save_info_from_metadata(&info, &list);
	assert_true(info.gain == 6);

	set_number(&list, 1, "ExposureTime", -3);
	set_number(&list, 2, "AnalogueGain", (double)NAN);
	gg_save_info_from_metadata(&info, &list);
	assert_true(info.exposure_us == 0 && info.gain == 0);
	set_number(&list, 1, "ExposureTime", (double)INFINITY);
	set_number(&list, 2, "AnalogueGain", 9000);
	gg_save_info_from_metadata(&info, &list);
	assert_true(info.exposure_us == 0 && info.gain == 13500);
	ExifData *data = save_and_read();
	assert_short(data, EXIF_IFD_EXIF, EXIF_TAG_ISO_SPEED_RATINGS, 65535);
	exif_data_unref(data);

	gg_control_list_clear(&list);
	gg_save_info_from_metadata(&info, &list);
	assert_true(info.exposure_us == 0 && info.gain == 0);
	gg_control_list_finish(&list);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_known),    TEST(test_unknown),  TEST(test_nothing_else),
		TEST(test_sampling), TEST(test_metadata),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
