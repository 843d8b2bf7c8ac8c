/* SPDX-License-Identifier: BSD-2-Clause */
/* DNG of every Bayer format, read by libtiff and, where it is there, by LibRaw. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <tiffio.h>
#if GG_HAVE_LIBRAW
#include <libraw/libraw.h>
#endif

#include <groundglass/save.h>

#include "pattern_pack.h"
#include "temp_folder.h"

/* Odd, no whole number of groups, and rows with padding. */
enum { WIDTH = 123, HEIGHT = 65, STRIDE = 320 };

static uint16_t samples[HEIGHT][WIDTH];
static uint8_t bytes[HEIGHT * STRIDE];
static struct gg_save_info info;

static int set_up(void **state)
{
	(void)state;
	make_folder();
	setenv("TZ", "UTC0", 1);
	tzset();
	info = gg_save_info_unknown();
	snprintf(info.model, sizeof info.model, "imx219");
	info.taken_s = 86400;
	info.exposure_us = 8333;
	info.gain = 2.5;
	info.raw.black = 4096.0F / 65535;
	info.raw.gains[0] = 2;
	info.raw.gains[2] = 1.6F;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	remove_folder();
	return 0;
}

/* A mosaic that no two neighbours of are alike, with the smallest and the largest sample. */
static struct gg_image make_mosaic(const struct gg_format *format)
{
	const uint32_t top = (1u << format->bits) - 1;
	uint32_t state = 1;

	memset(bytes, 0xa5, sizeof bytes);
	for (uint32_t y = 0; y < HEIGHT; y++) {
		for (uint32_t x = 0; x < WIDTH; x++) {
			state = state * 1664525 + 1013904223;
			samples[y][x] = (uint16_t)(state >> 8 & top);
		}
		samples[y][0] = 0;
		samples[y][WIDTH - 1] = (uint16_t)top;
		gg_pattern_pack(format, bytes + (size_t)y * STRIDE, 0, WIDTH, samples[y]);
	}
	return (struct gg_image){ .format = format,
				  .width = WIDTH,
				  .height = HEIGHT,
				  .n_planes = 1,
				  .planes = { { bytes, STRIDE, sizeof bytes, sizeof bytes } } };
}

static void save(const char *path, const struct gg_format *format)
{
	const struct gg_image image = make_mosaic(format);
	const struct gg_save_params params = { .info = &info };
	struct gg_error error = { "" };

	if (gg_save_image(path, GG_SAVE_REPLACE, &image, &params, &error))
		fail_msg("%s: %s", format->name, error.text);
}

static void assert_text(TIFF *tiff, uint32_t tag, const char *expected)
{
	const char *text = NULL;

	assert_int_equal(TIFFGetField(tiff, tag, &text), 1);
	assert_string_equal(text, expected);
}

static void assert_tags(TIFF *tiff, const struct gg_format *format)
{
	uint16_t count = 0, number = 0;
	const uint8_t *pattern = NULL;
	const uint16_t *iso = NULL;
	uint64_t exif = 0;
	float seconds = 0;

	assert_text(tiff, TIFFTAG_MODEL, "imx219");
	assert_text(tiff, TIFFTAG_UNIQUECAMERAMODEL, "imx219");
	assert_text(tiff, TIFFTAG_DATETIME, "1970:01:02 00:00:00");
	assert_int_equal(TIFFGetField(tiff, TIFFTAG_ORIENTATION, &number), 1);
	assert_int_equal(number, 1);
	assert_int_equal(TIFFGetField(tiff, TIFFTAG_BITSPERSAMPLE, &number), 1);
	assert_int_equal(number, format->bits > 8 ? 16 : 8);
	if (TIFFFindField(tiff, TIFFTAG_CFAPATTERN, TIFF_ANY)) {
		assert_int_equal(TIFFGetField(tiff, TIFFTAG_CFAPATTERN, &count, &pattern), 1);
		assert_int_equal(count, 4);
		assert_memory_equal(pattern, format->order, 4);
	}

	assert_int_equal(TIFFGetField(tiff, TIFFTAG_EXIFIFD, &exif), 1);
	assert_int_equal(TIFFReadEXIFDirectory(tiff, exif), 1);
	assert_text(tiff, EXIFTAG_DATETIMEORIGINAL, "1970:01:02 00:00:00");
	assert_int_equal(TIFFGetField(tiff, EXIFTAG_EXPOSURETIME, &seconds), 1);
	assert_true(fabsf(seconds - 0.008333F) < 1e-7F);
	assert_int_equal(TIFFGetField(tiff, EXIFTAG_ISOSPEEDRATINGS, &count, &iso), 1);
	assert_int_equal(count, 1);
	assert_int_equal(iso[0], 250);
}

static void read_by_libtiff(const char *path, const struct gg_format *format)
{
	uint16_t row[WIDTH];
	TIFF *tiff = TIFFOpen(path, "r");

	assert_non_null(tiff);
	for (uint32_t y = 0; y < HEIGHT; y++) {
		assert_int_equal(TIFFReadScanline(tiff, row, y, 0), 1);
		for (uint32_t x = 0; x < WIDTH; x++)
			assert_int_equal(format->bits > 8 ? row[x] : ((uint8_t *)row)[x],
					 samples[y][x]);
	}
	assert_tags(tiff, format);
	TIFFClose(tiff);
}

#if GG_HAVE_LIBRAW
static void read_by_libraw(const char *path, const struct gg_format *format)
{
	libraw_data_t *raw = libraw_init(0);

	assert_non_null(raw);
	assert_int_equal(libraw_open_file(raw, path), LIBRAW_SUCCESS);
	assert_int_equal(raw->idata.is_foveon, 0);
	assert_true(raw->idata.dng_version > 0);
	assert_int_equal(raw->sizes.raw_width, WIDTH);
	assert_int_equal(raw->sizes.raw_height, HEIGHT);
	assert_int_equal(raw->sizes.width, WIDTH);
	assert_int_equal(raw->sizes.height, HEIGHT);
	assert_string_equal(raw->idata.model, "imx219");
	assert_true(fabsf(raw->other.shutter - 0.008333F) < 1e-7F);
	assert_true(fabsf(raw->other.iso_speed - 250) < 0.1F);
	assert_int_equal(raw->other.timestamp, 86400);

	assert_int_equal(libraw_unpack(raw), LIBRAW_SUCCESS);
	assert_non_null(raw->rawdata.raw_image);
	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++)
			assert_int_equal(
				raw->rawdata.raw_image[(size_t)y * raw->sizes.raw_pitch / 2 +
						       (size_t)x],
				samples[y][x]);
	for (int i = 0; i < 4; i++) {
		const int color = libraw_COLOR(raw, i / 2, i % 2);
		assert_int_equal(color == 3 ? 1 : color, format->order[i]); /* 3: green too */
	}
	assert_int_equal(raw->color.black + raw->color.cblack[0] +
				 (raw->color.cblack[4] ? raw->color.cblack[6] : 0),
			 4096 >> (16 - format->bits));
	assert_int_equal(raw->color.maximum, (1u << format->bits) - 1);
	assert_true(fabsf(raw->color.cam_mul[0] / raw->color.cam_mul[1] - 2) < 0.001F);
	assert_true(fabsf(raw->color.cam_mul[2] / raw->color.cam_mul[1] - 1.6F) < 0.001F);
	libraw_close(raw);
}
#endif

static void test_every_format(void **state)
{
	unsigned n = 0;
	(void)state;

	for (size_t i = 0; i < gg_format_count(); i++) {
		const struct gg_format *format = gg_format_at(i);
		const char *path = in_folder("a.dng");
		if (!gg_format_is_bayer(format))
			continue;
		save(path, format);
		read_by_libtiff(path, format);
#if GG_HAVE_LIBRAW
		read_by_libraw(path, format);
#endif
		n++;
	}
	assert_int_equal(n, 4 * (5 + 3 + 1));
	assert_int_equal(count_files(), 1);
}

/* The matrix that was written, and what it makes of the white of sRGB. */
static void read_matrix(const char *path, double matrix[9], double white[3])
{
	static const double d65[3] = { 0.9505, 1, 1.089 };
	const float *values = NULL;
	uint16_t count = 0;
	TIFF *tiff = TIFFOpen(path, "r");

	assert_non_null(tiff);
	assert_int_equal(TIFFGetField(tiff, TIFFTAG_COLORMATRIX1, &count, &values), 1);
	assert_int_equal(count, 9);
	for (unsigned i = 0; i < 9; i++)
		matrix[i] = (double)values[i];
	for (size_t i = 0; i < 3; i++)
		white[i] = matrix[3 * i] * d65[0] + matrix[3 * i + 1] * d65[1] +
			   matrix[3 * i + 2] * d65[2];
	TIFFClose(tiff);
}

/* White becomes what the gains make white of, with a colour matrix too. */
static void test_colors(void **state)
{
	/* ITU-R BT.709's XYZ to RGB, as it is printed */
	static const double neutral[9] = { 3.2406, -1.5372, -0.4986, -0.9689, 1.8758,
					   0.0415, 0.0557,  -0.2040, 1.0570 };
	const float mixed[3][3] = { { 1.6F, -0.4F, -0.2F },
				    { -0.3F, 1.5F, -0.2F },
				    { 0, -0.5F, 1.5F } };
	const double gains[3] = { 2, 1, 1.6 };
	const char *path = in_folder("a.dng");
	double matrix[9], white[3];
	(void)state;

	for (unsigned round = 0; round < 3; round++) {
		if (round == 1)
			memcpy(info.raw.matrix, mixed, sizeof mixed);
		if (round == 2) /* no inverse: as if there were none */
			memset(info.raw.matrix, 0, sizeof info.raw.matrix);
		save(path, gg_format_by_name("SRGGB10"));
		read_matrix(path, matrix, white);
		for (unsigned i = 0; i < 3; i++)
			assert_true(fabs(white[i] - 1 / gains[i]) < 0.002);
		for (unsigned i = 0; i < 9 && round != 1; i++)
			assert_true(fabs(matrix[i] * gains[i / 3] - neutral[i]) < 0.002);
		if (round == 1)
			assert_true(fabs(matrix[0] * gains[0] - neutral[0]) > 0.1);
	}
}

/* Levels and gains that make no sense are as good as none. */
static void test_no_sense(void **state)
{
	static const float gains[] = { -2, NAN, INFINITY };
	float *level = NULL;
	uint16_t count = 0;
	double matrix[9], white[3];
	(void)state;

	for (unsigned round = 0; round < 3; round++) {
		info.raw.black = -0.5F;
		info.raw.gains[0] = gains[round];
		info.raw.gains[2] = gains[round];
		save(in_folder("a.dng"), gg_format_by_name("SRGGB10"));
		read_matrix(in_folder("a.dng"), matrix, white);
		TIFF *tiff = TIFFOpen(in_folder("a.dng"), "r");
		assert_int_equal(TIFFGetField(tiff, TIFFTAG_BLACKLEVEL, &count, &level), 1);
		assert_true(count == 1 && *level <= 0 && *level >= 0);
		TIFFClose(tiff);
		for (unsigned i = 0; i < 3; i++)
			assert_true(fabs(white[i] - 1) < 0.002);
	}
}

static void test_orientation(void **state)
{
	static const struct {
		enum gg_orientation orientation;
		uint16_t value;
	} rows[] = { { GG_ORIENTATION_ROT0, 1 },   { GG_ORIENTATION_MIRROR, 2 },
		     { GG_ORIENTATION_ROT180, 3 }, { GG_ORIENTATION_FLIP, 4 },
		     { GG_ORIENTATION_ROT90, 6 },  { GG_ORIENTATION_ROT270, 8 } };
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		uint16_t value = 0;
		info.orientation = rows[i].orientation;
		save(in_folder("a.dng"), gg_format_by_name("SBGGR8"));
		TIFF *tiff = TIFFOpen(in_folder("a.dng"), "r");
		assert_int_equal(TIFFGetField(tiff, TIFFTAG_ORIENTATION, &value), 1);
		assert_int_equal(value, rows[i].value);
		TIFFClose(tiff);
	}
}

/* Of a picture of which nothing is known there are the samples, and no lies. */
static void test_unknown(void **state)
{
	const struct gg_image image = make_mosaic(gg_format_by_name("SGRBG12_CSI2P"));
	const struct gg_save_params params = { 0 };
	float seconds;
	const char *text;
	uint64_t exif = 0;
	(void)state;

	assert_int_equal(gg_save_image(in_folder("a.dng"), GG_SAVE_NEW, &image, &params, NULL), 0);
	TIFF *tiff = TIFFOpen(in_folder("a.dng"), "r");
	assert_non_null(tiff);
	assert_int_equal(TIFFGetField(tiff, TIFFTAG_DATETIME, &text), 0);
	assert_int_equal(TIFFGetField(tiff, TIFFTAG_EXIFIFD, &exif), 0);
	assert_int_equal(TIFFGetField(tiff, EXIFTAG_EXPOSURETIME, &seconds), 0);
	TIFFClose(tiff);
}

static void test_refusals(void **state)
{
	const struct gg_save_params params = { .info = &info };
	struct gg_image image = make_mosaic(gg_format_by_name("SBGGR8"));
	struct gg_error error;
	(void)state;

	image.format = gg_format_by_name("R8");
	assert_int_equal(gg_save_image(in_folder("a.dng"), GG_SAVE_NEW, &image, &params, &error),
			 -ENOTSUP);
	assert_non_null(strstr(error.text, "DNG is for raw Bayer pictures, and this is R8: "));
	assert_non_null(strstr(error.text, "jpg, ppm and raw take it"));
	assert_int_equal(gg_save_check("a.dng", NULL, &error), -ENOTSUP);
	assert_int_equal(gg_save_check("a.ppm", NULL, &error), 0);
	image.format = gg_format_by_name("SBGGR16");
	image.planes[0].length = 100;
	assert_int_equal(gg_save_image(in_folder("a.dng"), GG_SAVE_NEW, &image, &params, &error),
			 -EINVAL);
	assert_int_equal(count_files(), 0);
}

/* On a full disk there is what was there before. */
static void test_full_disk(void **state)
{
	const struct gg_image image = make_mosaic(gg_format_by_name("SBGGR8"));
	const struct gg_save_params params = { .info = &info };
	struct rlimit unlimited, limited;
	struct gg_error error;
	(void)state;

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &unlimited), 0);
	limited = unlimited;
	limited.rlim_cur = sizeof samples / 2;
	write_text(in_folder("a.dng"), "old");
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limited), 0);
	int rc = gg_save_image(in_folder("a.dng"), GG_SAVE_REPLACE, &image, &params, &error);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &unlimited), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(rc, -EFBIG);
	assert_file_is(in_folder("a.dng"), "old", 3);
	assert_int_equal(count_files(), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_every_format), TEST(test_colors),   TEST(test_orientation),
		TEST(test_unknown),	 TEST(test_refusals), TEST(test_full_disk),
		TEST(test_no_sense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
