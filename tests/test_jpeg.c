/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/jpeg.h>

#include "jpeg_samples.h"

static int decode(struct gg_jpeg_decoder *decoder, struct bytes jpeg, struct gg_image *image,
		  struct gg_error *error)
{
	return gg_jpeg_decode(decoder, jpeg.data, jpeg.size, 0, 0, image, error);
}

static void assert_planes_equal(const struct gg_image *image, unsigned plane,
				const uint8_t *expected, size_t stride)
{
	size_t row = gg_format_row_bytes(image->format, plane, image->width);

	for (uint32_t y = 0; y < gg_format_rows(image->format, plane, image->height); y++)
		assert_memory_equal(image->planes[plane].data + image->planes[plane].stride * y,
				    expected + stride * y, row);
}

/* The planes must be those that TurboJPEG gets out of the same bytes. */
static void assert_same_as_turbojpeg(const struct gg_image *image, struct bytes jpeg,
				     enum TJSAMP sampling)
{
	unsigned char *planes[3] = { NULL };
	int width = (int)image->width, height = (int)image->height, strides[3] = { 0 };
	tjhandle tj = tjInitDecompress();

	for (unsigned i = 0; i < image->n_planes; i++) {
		strides[i] = tjPlaneWidth((int)i, width, (int)sampling);
		planes[i] = malloc(tjPlaneSizeYUV((int)i, width, 0, height, (int)sampling));
		assert_non_null(planes[i]);
	}
	assert_int_equal(tjDecompressToYUVPlanes(tj, jpeg.data, jpeg.size, planes, width, strides,
						 height, 0),
			 0);
	for (unsigned i = 0; i < image->n_planes; i++) {
		assert_planes_equal(image, i, planes[i], (size_t)strides[i]);
		free(planes[i]);
	}
	tjDestroy(tj);
}

static void test_planar_samplings(void **state)
{
	static const struct {
		enum TJSAMP sampling;
		const char *format;
	} cases[] = { { TJSAMP_420, "YUV420" },
		      { TJSAMP_422, "YUV422" },
		      { TJSAMP_444, "YUV444" },
		      { TJSAMP_GRAY, "R8" } };
	static const int sizes[][2] = { { WIDTH, HEIGHT }, { 64, 48 }, { 1, 1 },
					{ 17, 16 },	   { 16, 17 }, { 320, 240 } };
	static const int flags[] = { 0, TJFLAG_PROGRESSIVE };
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	(void)state;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++)
			for (size_t f = 0; f < 2; f++) {
				struct bytes jpeg = make_jpeg(sizes[s][0], sizes[s][1],
							      cases[i].sampling, flags[f]);
				struct gg_image image;
				assert_int_equal(decode(decoder, jpeg, &image, NULL), GG_JPEG_OK);
				assert_string_equal(image.format->name, cases[i].format);
				assert_int_equal(image.width, sizes[s][0]);
				assert_int_equal(image.height, sizes[s][1]);
				assert_int_equal(image.color.matrix, GG_MATRIX_601);
				assert_int_equal(image.color.range, GG_RANGE_FULL);
				assert_int_equal(gg_image_validate(&image, NULL), 0);
				assert_same_as_turbojpeg(&image, jpeg, cases[i].sampling);
				free(jpeg.data);
			}
	assert_int_equal(gg_jpeg_decoder_warnings(decoder), 0);
	gg_jpeg_decoder_destroy(decoder);
}

static void assert_close_to_rgb(const struct gg_image *image)
{
	uint8_t *rgb = make_rgb((int)image->width, (int)image->height);

	assert_string_equal(image->format->name, "XRGB8888");
	for (uint32_t y = 0; y < image->height; y++)
		for (uint32_t x = 0; x < image->width; x++) {
			const uint8_t *p =
				image->planes[0].data + image->planes[0].stride * y + 4 * (size_t)x;
			const uint8_t *q = rgb + 3 * ((size_t)y * image->width + x);
			for (unsigned c = 0; c < 3; c++)
				assert_in_range(p[2 - c] + 12 - q[c], 0, 24);
			assert_int_equal(p[3], 255);
		}
	free(rgb);
}

static void test_other_samplings_are_rgb(void **state)
{
	static const enum TJSAMP samplings[] = { TJSAMP_440, TJSAMP_411 };
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	struct gg_image image;
	(void)state;

	for (size_t i = 0; i < 2; i++) {
		struct bytes jpeg = make_jpeg(WIDTH, HEIGHT, samplings[i], 0);
		assert_int_equal(decode(decoder, jpeg, &image, NULL), GG_JPEG_OK);
		assert_close_to_rgb(&image);
		free(jpeg.data);
	}
	gg_jpeg_decoder_destroy(decoder);
}

/* Decode to pixels: they must be those of the planes, converted. */
static void assert_pixels(struct gg_jpeg_decoder *decoder, struct bytes jpeg,
			  const struct gg_convert_params *params, struct gg_jpeg_pixels *pixels)
{
	struct gg_converter *converter = gg_converter_create(1);
	struct gg_convert_params resolved = *params;
	struct gg_image image;

	assert_int_equal(decode(decoder, jpeg, &image, NULL), GG_JPEG_OK);
	const size_t stride = 4 * (size_t)image.width;
	uint8_t *wanted = malloc(stride * image.height);
	resolved.color =
		gg_color_resolve(image.color, params->color, image.format, image.height, NULL);
	assert_non_null(wanted);
	assert_int_equal(gg_converter_run(converter, &image, &resolved, wanted, stride, NULL), 0);
	assert_int_equal(
		gg_jpeg_decode_pixels(decoder, jpeg.data, jpeg.size, 0, 0, params, pixels, NULL),
		GG_JPEG_OK);
	assert_int_equal(pixels->width, image.width);
	assert_int_equal(pixels->height, image.height);
	assert_int_equal((uintptr_t)pixels->data % 64, 0);
	assert_int_equal(pixels->stride % 64, 0);
	for (uint32_t y = 0; y < image.height; y++)
		assert_memory_equal(pixels->data + pixels->stride * y, wanted + stride * y, stride);
	free(wanted);
	gg_converter_destroy(converter);
}

static void test_pixels(void **state)
{
	static const enum TJSAMP samplings[] = { TJSAMP_420,  TJSAMP_422, TJSAMP_444,
						 TJSAMP_GRAY, TJSAMP_440, TJSAMP_411 };
	static const int sizes[][2] = { { WIDTH, HEIGHT }, { 320, 240 }, { 1, 1 },
					{ 17, 16 },	   { 16, 17 },	 { 64, 33 } };
	static const struct gg_convert_params looks[] = {
		{ .chroma = GG_CHROMA_NEAREST },
		{ .chroma = GG_CHROMA_LINEAR },
		{ .color = { GG_MATRIX_709, GG_RANGE_LIMITED } },
	};
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	struct gg_jpeg_pixels pixels = { 0 };
	(void)state;

	for (size_t i = 0; i < sizeof samplings / sizeof *samplings; i++)
		for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
			for (size_t l = 0; l < sizeof looks / sizeof *looks; l++)
				for (int f = 0; f < 2; f++) {
					struct bytes jpeg =
						make_jpeg(sizes[s][0], sizes[s][1], samplings[i],
							  f ? TJFLAG_PROGRESSIVE : 0);
					assert_pixels(decoder, jpeg, &looks[l], &pixels);
					free(jpeg.data);
				}
	free(pixels.data);
	gg_jpeg_decoder_destroy(decoder);
}

static bool streamed;

/* The linker puts this in the place of gg_dsp(). */
const struct gg_dsp *__real_gg_dsp(bool streams);
const struct gg_dsp *__wrap_gg_dsp(bool streams);
const struct gg_dsp *__wrap_gg_dsp(bool streams)
{
	streamed = streams;
	return __real_gg_dsp(streams);
}

/* Whatever goes past the caches is as large as a picture, though converted in stripes. */
static void test_large_pixels_go_past_the_caches(void **state)
{
	static const struct gg_convert_params params;
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	struct gg_jpeg_pixels pixels = { 0 };
	(void)state;

	for (int more = 0; more < 2; more++) {
		struct bytes jpeg = make_jpeg(1024, 1024 + more, TJSAMP_422, 0);
		assert_pixels(decoder, jpeg, &params, &pixels);
		assert_int_equal(streamed, more);
		free(jpeg.data);
	}
	free(pixels.data);
	gg_jpeg_decoder_destroy(decoder);
}

/* Memory is taken once for all that fits, in huge pages for what fills some. */
static void test_memory_of_pixels_is_kept(void **state)
{
	static const struct gg_convert_params params;
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	struct bytes large = make_jpeg(1024, 768, TJSAMP_422, 0);
	struct bytes small = make_jpeg(64, 48, TJSAMP_422, 0);
	struct gg_jpeg_pixels pixels = { 0 };
	(void)state;

	assert_pixels(decoder, large, &params, &pixels);
	const uint8_t *data = pixels.data;
	assert_int_equal((uintptr_t)data % (2 << 20), 0);
	assert_pixels(decoder, small, &params, &pixels);
	assert_ptr_equal(pixels.data, data);
	assert_pixels(decoder, large, &params, &pixels);
	assert_ptr_equal(pixels.data, data);
	assert_int_equal(gg_jpeg_decode_pixels(decoder, small.data, small.size, 64, 49, &params,
					       &pixels, NULL),
			 -EBADMSG);
	free(pixels.data);
	free(small.data);
	free(large.data);
	gg_jpeg_decoder_destroy(decoder);
}

/* Components named R, G, B and no JFIF header: libjpeg takes that as an RGB JPEG. */
static void test_rgb_jpeg(void **state)
{
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	struct bytes jpeg = make_jpeg(16, 16, TJSAMP_444, 0);
	struct gg_image image;
	(void)state;

	size_t app0 = find_marker(jpeg, 0xe0);
	cut_out(&jpeg, app0, 18);
	uint8_t *frame = jpeg.data + find_marker(jpeg, 0xc0);
	uint8_t *scan = jpeg.data + find_marker(jpeg, 0xda);
	for (size_t i = 0; i < 3; i++)
		frame[10 + 3 * i] = scan[5 + 2 * i] = (uint8_t) "RGB"[i];
	assert_int_equal(decode(decoder, jpeg, &image, NULL), GG_JPEG_OK);
	assert_string_equal(image.format->name, "XRGB8888");
	free(jpeg.data);
	gg_jpeg_decoder_destroy(decoder);
}

static void test_cmyk_is_refused(void **state)
{
	static const uint8_t pixels[16 * 16 * 4];
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	struct gg_image image = { .width = 7 };
	struct gg_error error;
	unsigned char *data = NULL;
	unsigned long size = 0;
	tjhandle tj = tjInitCompress();
	(void)state;

	assert_int_equal(
		tjCompress2(tj, pixels, 16, 0, 16, TJPF_CMYK, &data, &size, TJSAMP_444, 90, 0), 0);
	assert_int_equal(gg_jpeg_decode(decoder, data, size, 0, 0, &image, &error), -ENOTSUP);
	assert_non_null(strstr(error.text, "4 components"));
	assert_int_equal(image.width, 7);
	tjFree(data);
	tjDestroy(tj);
	gg_jpeg_decoder_destroy(decoder);
}

static void test_size_must_fit(void **state)
{
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	struct bytes small = make_jpeg(64, 48, TJSAMP_422, 0);
	struct bytes large = make_jpeg(128, 72, TJSAMP_422, 0);
	struct gg_image image, untouched;
	struct gg_error error;
	(void)state;

	assert_int_equal(gg_jpeg_decode(decoder, small.data, small.size, 64, 48, &image, NULL), 0);
	untouched = image;
	assert_int_equal(gg_jpeg_decode(decoder, large.data, large.size, 64, 48, &image, &error),
			 -EBADMSG);
	assert_string_equal(error.text, "JPEG is 128x72, the stream is 64x48");
	assert_memory_equal(&image, &untouched, sizeof image);
	assert_same_as_turbojpeg(&image, small, TJSAMP_422); /* the last picture is still there */
	assert_int_equal(gg_jpeg_decode(decoder, small.data, small.size, 128, 72, &image, NULL),
			 -EBADMSG);
	assert_int_equal(gg_jpeg_decode(decoder, small.data, small.size, 64, 49, &image, NULL),
			 -EBADMSG);
	assert_int_equal(gg_jpeg_decode(decoder, large.data, large.size, 128, 72, &image, NULL), 0);
	assert_same_as_turbojpeg(&image, large, TJSAMP_422);
	free(small.data);
	free(large.data);
	gg_jpeg_decoder_destroy(decoder);
}

/* Huge and empty sizes, patched into the frame header. */
static void test_absurd_sizes(void **state)
{
	static const struct {
		unsigned width, height;
		const char *text;
	} cases[] = {
		{ 65535, 65535, "65500" }, /* the most that libjpeg takes */
		{ 65500, 65500, "JPEG is 65500x65500, the most is 32768x32768" },
		{ 32768, 32768, "ends early" }, /* memory must not be taken for a lie */
		{ 0, 48, "" },
		{ 64, 0, "" },
	};
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	struct bytes jpeg = make_jpeg(64, 48, TJSAMP_420, 0);
	uint8_t *frame = jpeg.data + find_marker(jpeg, 0xc0);
	(void)state;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct gg_image image;
		struct gg_error error;
		frame[5] = (uint8_t)(cases[i].height >> 8);
		frame[6] = (uint8_t)cases[i].height;
		frame[7] = (uint8_t)(cases[i].width >> 8);
		frame[8] = (uint8_t)cases[i].width;
		assert_int_equal(decode(decoder, jpeg, &image, &error), -EBADMSG);
		assert_non_null(strstr(error.text, cases[i].text));
	}
	free(jpeg.data);
	gg_jpeg_decoder_destroy(decoder);
}

static void test_every_truncation_is_refused(void **state)
{
	static const int flags[] = { 0, TJFLAG_PROGRESSIVE };
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	(void)state;

	for (size_t f = 0; f < 2; f++) {
		struct bytes jpeg = make_jpeg(WIDTH, HEIGHT, TJSAMP_420, flags[f]);
		for (size_t size = 0; size < jpeg.size - 2; size += size < 700 ? 1 : 7) {
			struct bytes cut = copy_bytes(jpeg.data, size);
			struct gg_image image = { .width = 7 };
			struct gg_error error = { "" };
			assert_int_equal(decode(decoder, cut, &image, &error), -EBADMSG);
			assert_true(error.text[0]);
			assert_int_equal(image.width, 7);
			assert_int_equal(gg_jpeg_length(cut.data, cut.size), 0);
			free(cut.data);
		}
		struct bytes cut = copy_bytes(jpeg.data, jpeg.size - 3);
		struct gg_image image;
		struct gg_error error;
		assert_int_equal(decode(decoder, cut, &image, &error), -EBADMSG);
		assert_string_equal(error.text, "JPEG ends early");
		assert_int_equal(decode(decoder, jpeg, &image, &error), GG_JPEG_OK);
		free(cut.data);
		free(jpeg.data);
	}
	assert_int_equal(gg_jpeg_decoder_warnings(decoder), 0);
	gg_jpeg_decoder_destroy(decoder);
}

/* Cameras that never write one exist: the picture is whole. */
static void test_missing_end_marker_is_a_warning(void **state)
{
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	struct gg_jpeg_decoder *whole_decoder = gg_jpeg_decoder_create();
	struct bytes jpeg = make_jpeg(WIDTH, HEIGHT, TJSAMP_422, 0);
	struct gg_image image, whole;
	struct gg_error error;
	(void)state;

	assert_int_equal(decode(whole_decoder, jpeg, &whole, NULL), GG_JPEG_OK);
	for (size_t missing = 1; missing <= 2; missing++) {
		struct bytes cut = copy_bytes(jpeg.data, jpeg.size - missing);
		assert_int_equal(decode(decoder, cut, &image, &error), GG_JPEG_WARNED);
		assert_string_equal(error.text, "JPEG has no end marker");
		for (unsigned i = 0; i < whole.n_planes; i++)
			for (uint32_t row = 0; row < gg_format_rows(whole.format, i, HEIGHT); row++)
				assert_memory_equal(
					image.planes[i].data + row * image.planes[i].stride,
					whole.planes[i].data + row * whole.planes[i].stride,
					gg_format_row_bytes(whole.format, i, WIDTH));
		free(cut.data);
	}
	assert_int_equal(gg_jpeg_decoder_warnings(decoder), 2);
	free(jpeg.data);
	gg_jpeg_decoder_destroy(decoder);
	gg_jpeg_decoder_destroy(whole_decoder);
}

/* UVC buffers are larger than the picture in them. */
static void test_bytes_behind_the_picture(void **state)
{
	static const uint8_t tails[][4] = { { 0, 0, 0, 0 }, { 0xff, 0xd8, 0xff, 0 }, { 1, 2, 3 } };
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	(void)state;

	for (size_t i = 0; i < 3; i++) {
		struct bytes jpeg = make_jpeg(64, 48, TJSAMP_422, 0);
		size_t length = jpeg.size;
		struct gg_image image;
		put_in(&jpeg, length, tails[i], 4);
		assert_int_equal(decode(decoder, jpeg, &image, NULL), GG_JPEG_OK);
		assert_int_equal(gg_jpeg_length(jpeg.data, jpeg.size), length);
		free(jpeg.data);
	}
	assert_int_equal(gg_jpeg_decoder_warnings(decoder), 0);
	gg_jpeg_decoder_destroy(decoder);
}

/* Damage gives a picture with a warning or a failure, for which nothing counts, never a crash. */
static void test_damage(void **state)
{
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	struct bytes jpeg = make_jpeg(WIDTH, HEIGHT, TJSAMP_420, 0);
	struct gg_jpeg_decoder *other = gg_jpeg_decoder_create();
	static const struct gg_convert_params params;
	struct gg_jpeg_pixels pixels = { 0 };
	unsigned counts[3] = { 0 }; /* ok, warned, failed */
	uint32_t random = 1;
	(void)state;

	for (unsigned round = 0; round < 3000; round++) {
		struct bytes bad = copy_bytes(jpeg.data, jpeg.size);
		struct gg_image image = { .width = 7 };
		struct gg_error error = { "" };
		for (unsigned i = 0; bad.size && i < 1 + round % 5; i++) {
			random = random * 1664525 + 1013904223;
			bad.data[(random >> 8) % bad.size] ^= (uint8_t)(1 + (random >> 3) % 255);
		}
		int rc = decode(decoder, bad, &image, &error);
		assert_int_equal(gg_jpeg_decode_pixels(other, bad.data, bad.size, 0, 0, &params,
						       &pixels, NULL),
				 rc);
		if (rc < 0) {
			assert_true(rc == -EBADMSG || rc == -ENOTSUP);
			assert_int_equal(image.width, 7);
		} else {
			assert_int_equal(gg_image_validate(&image, NULL), 0);
		}
		assert_true(rc == GG_JPEG_OK || error.text[0]);
		counts[rc < 0 ? 2 : rc]++;
		gg_jpeg_length(bad.data, bad.size);
		free(bad.data);
	}
	print_message("ok %u, warned %u, failed %u\n", counts[0], counts[1], counts[2]);
	assert_true(counts[0] && counts[1] && counts[2]);
	assert_int_equal(gg_jpeg_decoder_warnings(decoder), counts[1]);
	assert_int_equal(gg_jpeg_decoder_warnings(other), counts[1]);
	gg_jpeg_decoder_destroy(other);
	free(pixels.data);
	free(jpeg.data);
	gg_jpeg_decoder_destroy(decoder);
}

/* An error behind a complaint is an error, though the picture was complained about first. */
static void test_failure_after_warning(void **state)
{
	static const uint8_t stray[] = { 1, 2, 3 }; /* between segments: a complaint */
	static const uint8_t bad_table[] = { 0xff, 0xc4, 0, 3, 0xee }; /* no such table: an error */
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	struct bytes jpeg = make_jpeg(64, 48, TJSAMP_420, TJFLAG_PROGRESSIVE);
	struct bytes good = copy_bytes(jpeg.data, jpeg.size);
	struct gg_image image = { .width = 7 };
	struct gg_error error;
	(void)state;

	put_in(&jpeg, find_marker(jpeg, 0xc2), stray, sizeof stray);
	assert_int_equal(decode(decoder, jpeg, &image, &error), GG_JPEG_WARNED);
	assert_non_null(strstr(error.text, "3 extraneous bytes"));
	assert_int_equal(image.width, 64);
	assert_int_equal(gg_jpeg_decoder_warnings(decoder), 1);

	image.width = 7;
	put_in(&jpeg, jpeg.size - 2, bad_table, sizeof bad_table);
	assert_int_equal(decode(decoder, jpeg, &image, &error), -EBADMSG);
	assert_int_equal(image.width, 7);
	assert_int_equal(gg_jpeg_decoder_warnings(decoder), 1);
	assert_int_equal(decode(decoder, good, &image, &error), GG_JPEG_OK);
	free(good.data);
	free(jpeg.data);
	gg_jpeg_decoder_destroy(decoder);
}

/*
 * Pictures without tables are decoded with the standard ones, also by a decoder that has just
 * seen other tables; and with the tables put in they are what they were before.
 */
static void test_missing_tables(void **state)
{
	static const enum TJSAMP samplings[] = { TJSAMP_422, TJSAMP_420, TJSAMP_444, TJSAMP_GRAY };
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	struct bytes other = make_jpeg(64, 48, TJSAMP_420, TJFLAG_PROGRESSIVE);
	size_t offset, tables_size;
	const uint8_t *tables;
	(void)state;

	for (size_t i = 0; i < 4; i++) {
		struct bytes whole = make_jpeg(WIDTH, HEIGHT, samplings[i], 0);
		struct bytes jpeg = copy_bytes(whole.data, whole.size);
		struct gg_image image;

		assert_int_equal(gg_jpeg_missing_tables(jpeg.data, jpeg.size, &offset, &tables,
							&tables_size),
				 0);
		assert_int_equal(tables_size, 0);
		assert_true(strip_tables(&jpeg) > 0);
		assert_int_equal(decode(decoder, other, &image, NULL), GG_JPEG_OK);
		assert_int_equal(decode(decoder, jpeg, &image, NULL), GG_JPEG_OK);
		assert_same_as_turbojpeg(&image, whole, samplings[i]);

		assert_int_equal(gg_jpeg_missing_tables(jpeg.data, jpeg.size, &offset, &tables,
							&tables_size),
				 0);
		assert_int_equal(tables_size, 420);
		assert_int_equal(offset, find_marker(jpeg, 0xda));
		put_in(&jpeg, offset, tables, tables_size);
		assert_int_equal(find_marker(jpeg, 0xc4), offset);
		assert_same_as_turbojpeg(&image, jpeg, samplings[i]);
		free(jpeg.data);
		free(whole.data);
	}
	assert_int_equal(
		gg_jpeg_missing_tables(other.data, other.size, &offset, &tables, &tables_size), 0);
	assert_int_equal(tables_size, 0);
	assert_int_equal(gg_jpeg_missing_tables(other.data, 20, &offset, &tables, &tables_size),
			 -EBADMSG);
	assert_int_equal(gg_jpeg_missing_tables(NULL, 0, &offset, &tables, &tables_size), -EBADMSG);
	free(other.data);
	gg_jpeg_decoder_destroy(decoder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_planar_samplings),
		cmocka_unit_test(test_other_samplings_are_rgb),
		cmocka_unit_test(test_pixels),
		cmocka_unit_test(test_large_pixels_go_past_the_caches),
		cmocka_unit_test(test_memory_of_pixels_is_kept),
		cmocka_unit_test(test_rgb_jpeg),
		cmocka_unit_test(test_cmyk_is_refused),
		cmocka_unit_test(test_size_must_fit),
		cmocka_unit_test(test_absurd_sizes),
		cmocka_unit_test(test_every_truncation_is_refused),
		cmocka_unit_test(test_missing_end_marker_is_a_warning),
		cmocka_unit_test(test_bytes_behind_the_picture),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_failure_after_warning),
		cmocka_unit_test(test_missing_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
