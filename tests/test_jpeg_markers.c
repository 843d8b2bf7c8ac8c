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

/* The tables that libjpeg writes into a colour JPEG are the standard ones: ours, byte for byte. */
static void test_tables_are_standard(void **state)
{
	struct bytes jpeg = make_jpeg(64, 48, TJSAMP_420, 0),
		     bare = copy_bytes(jpeg.data, jpeg.size);
	size_t offset, tables_size, ours = 4;
	const uint8_t *tables;
	(void)state;

	assert_int_equal(strip_tables(&bare), 4);
	assert_int_equal(
		gg_jpeg_missing_tables(bare.data, bare.size, &offset, &tables, &tables_size), 0);
	for (size_t at = find_marker(jpeg, 0xc4); jpeg.data[at + 1] == 0xc4;) {
		size_t length = (size_t)jpeg.data[at + 2] << 8 | jpeg.data[at + 3];
		assert_true(ours + length - 2 <= tables_size);
		assert_memory_equal(tables + ours, jpeg.data + at + 4, length - 2);
		ours += length - 2;
		at += 2 + length;
	}
	assert_int_equal(ours, tables_size);
	free(jpeg.data);
	free(bare.data);
}

static void test_read_size(void **state)
{
	struct bytes jpeg = make_jpeg(WIDTH, HEIGHT, TJSAMP_420, 0);
	size_t frame = find_marker(jpeg, 0xc0);
	struct gg_error error;
	uint32_t width = 0, height = 0;
	(void)state;

	for (size_t size = 0; size < frame + 9; size++) {
		struct bytes cut = copy_bytes(jpeg.data, size);
		assert_int_equal(gg_jpeg_read_size(cut.data, size, &width, &height, &error),
				 -EBADMSG);
		free(cut.data);
	}
	assert_int_equal(gg_jpeg_read_size(jpeg.data, jpeg.size, &width, &height, &error), 0);
	assert_int_equal(width, WIDTH);
	assert_int_equal(height, HEIGHT);
	assert_int_equal(gg_jpeg_read_size(NULL, 0, &width, &height, NULL), -EBADMSG);
	free(jpeg.data);
}

/* A thumbnail, with its own SOI and EOI, in APP1; fill bytes; restart markers. */
static void test_length(void **state)
{
	struct bytes jpeg = make_jpeg(WIDTH, HEIGHT, TJSAMP_420, 0);
	struct bytes thumbnail = make_jpeg(16, 16, TJSAMP_420, 0);
	const uint8_t fill[] = { 0xff, 0xff, 0xff };
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	struct gg_image image;
	(void)state;

	assert_int_equal(gg_jpeg_length(jpeg.data, jpeg.size), jpeg.size);
	put_in(&jpeg, 2, thumbnail.data, thumbnail.size);
	const uint8_t app1[] = { 0xff, 0xe1, (uint8_t)((thumbnail.size + 2) >> 8),
				 (uint8_t)(thumbnail.size + 2) };
	put_in(&jpeg, 2, app1, 4);
	put_in(&jpeg, find_marker(jpeg, 0xdb), fill, 3);
	put_in(&jpeg, jpeg.size - 2, fill, 3);
	const uint8_t too_short[] = { 0xff, 0xe2, 0x00, 0x01 };
	put_in(&jpeg, 2, too_short, 4);
	assert_int_equal(gg_jpeg_length(jpeg.data, jpeg.size), jpeg.size);
	assert_int_equal(gg_jpeg_decode(decoder, jpeg.data, jpeg.size, 0, 0, &image, NULL),
			 GG_JPEG_OK);
	assert_int_equal(image.width, WIDTH);

	/* one behind the other */
	size_t first = jpeg.size;
	put_in(&jpeg, first, thumbnail.data, thumbnail.size);
	assert_int_equal(gg_jpeg_length(jpeg.data, jpeg.size), first);
	assert_int_equal(gg_jpeg_length(jpeg.data + first, jpeg.size - first), thumbnail.size);

	/* a picture that never ends, before another one */
	cut_out(&jpeg, first - 2, 2);
	assert_int_equal(gg_jpeg_length(jpeg.data, jpeg.size), 0);
	assert_int_equal(gg_jpeg_length(jpeg.data + 1, jpeg.size - 1), 0);
	assert_int_equal(gg_jpeg_length(NULL, 0), 0);
	gg_jpeg_decoder_destroy(decoder);
	free(thumbnail.data);
	free(jpeg.data);
}

static void test_length_with_restarts(void **state)
{
	/* a scan: stuffed 0xff, restarts, reserved codes (damage), then the end */
	static const uint8_t jpeg[] = { 0xff, 0xd8, 0xff, 0xda, 0,    2,    0x12, 0xff, 0,
					0xff, 0xd0, 0x34, 0xff, 0xd7, 9,    0xff, 0x02, 5,
					0xff, 0xf0, 7,	  0xff, 0xff, 0xd9, 0xff, 0xd9 };
	(void)state;

	assert_int_equal(gg_jpeg_length(jpeg, sizeof jpeg), sizeof jpeg - 2);
}

static double worst_difference(const struct gg_image *a, const struct gg_image *b)
{
	int worst = 0;

	assert_ptr_equal(a->format, b->format);
	for (unsigned i = 0; i < a->n_planes; i++)
		for (uint32_t y = 0; y < gg_format_rows(a->format, i, a->height); y++)
			for (size_t x = 0; x < gg_format_row_bytes(a->format, i, a->width); x++) {
				int p = a->planes[i].data[a->planes[i].stride * y + x];
				int q = b->planes[i].data[b->planes[i].stride * y + x];
				worst = abs(p - q) > worst ? abs(p - q) : worst;
			}
	return worst;
}

/* What is encoded from planes, exactly as long as they must be, decodes to the same planes. */
static void test_encode_planes(void **state)
{
	static const char *const formats[] = { "YUV420", "YUV422", "YUV444", "R8" };
	static const uint32_t sizes[][2] = { { 64, 48 }, { 83, 61 }, { 1, 1 }, { 15, 2 } };
	struct gg_jpeg_encoder *encoder = gg_jpeg_encoder_create();
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	(void)state;

	for (size_t f = 0; f < 4; f++)
		for (size_t s = 0; s < 4; s++) {
			struct gg_image image = { .format = gg_format_by_name(formats[f]),
						  .width = sizes[s][0],
						  .height = sizes[s][1] };
			struct gg_image decoded;
			uint8_t *memory[GG_MAX_PLANES] = { NULL };
			const uint8_t *data;
			size_t size;
			image.n_planes = image.format->n_planes;
			for (unsigned i = 0; i < image.n_planes; i++) {
				size_t row = gg_format_row_bytes(image.format, i, image.width);
				size_t rows = gg_format_rows(image.format, i, image.height);
				size_t length = (row + 3) * (rows - 1) + row;
				memory[i] = malloc(length);
				assert_non_null(memory[i]);
				for (size_t b = 0; b < length; b++)
					memory[i][b] =
						(uint8_t)(60 + 60 * (size_t)i + b % (row + 3) / 2);
				image.planes[i] =
					(struct gg_plane){ memory[i], row + 3, length, length };
			}
			assert_int_equal(gg_jpeg_encode(encoder, &image, 98, &data, &size, NULL),
					 0);
			assert_int_equal(gg_jpeg_length(data, size), size);
			assert_int_equal(gg_jpeg_decode(decoder, data, size, image.width,
							image.height, &decoded, NULL),
					 GG_JPEG_OK);
			assert_true(worst_difference(&image, &decoded) <= 2);
			for (unsigned i = 0; i < image.n_planes; i++)
				free(memory[i]);
		}
	gg_jpeg_encoder_destroy(encoder);
	gg_jpeg_decoder_destroy(decoder);
}

/* An even grey stays even: nothing but the picture's own edge may lie beside it in its blocks. */
static void test_encode_odd_size(void **state)
{
	enum { ODD = 9, LUMA = 100 };
	static uint8_t luma[ODD * ODD], chroma[ODD * ODD];
	struct gg_jpeg_encoder *encoder = gg_jpeg_encoder_create();
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	struct gg_image decoded;
	struct gg_image image = { .format = gg_format_by_name("YUV420"),
				  .width = ODD,
				  .height = ODD,
				  .n_planes = 3,
				  .planes = { { luma, ODD, sizeof luma, sizeof luma },
					      { chroma, ODD, sizeof chroma, sizeof chroma },
					      { chroma, ODD, sizeof chroma, sizeof chroma } } };
	const uint8_t *data;
	size_t size;
	(void)state;

	memset(luma, LUMA, sizeof luma);
	memset(chroma, 128, sizeof chroma);
	assert_int_equal(gg_jpeg_encode(encoder, &image, 50, &data, &size, NULL), 0);
	assert_int_equal(gg_jpeg_decode(decoder, data, size, ODD, ODD, &decoded, NULL), 0);
	assert_true(worst_difference(&image, &decoded) <= 1);
	gg_jpeg_encoder_destroy(encoder);
	gg_jpeg_decoder_destroy(decoder);
}

static void test_encode_rgb(void **state)
{
	static const struct {
		const char *name;
		uint8_t pixel[4]; /* of a red, 200, 40, 20 */
	} cases[] = {
		{ "XRGB8888", { 20, 40, 200, 0 } }, { "ARGB8888", { 20, 40, 200, 0 } },
		{ "XBGR8888", { 200, 40, 20, 0 } }, { "ABGR8888", { 200, 40, 20, 0 } },
		{ "RGBX8888", { 0, 20, 40, 200 } }, { "RGBA8888", { 0, 20, 40, 200 } },
		{ "BGRX8888", { 0, 200, 40, 20 } }, { "BGRA8888", { 0, 200, 40, 20 } },
	};
	struct gg_jpeg_encoder *encoder = gg_jpeg_encoder_create();
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	(void)state;

	for (size_t i = 0; i < 8; i++) {
		uint8_t pixels[9 * 4];
		const uint8_t *data;
		size_t size;
		struct gg_image decoded;
		struct gg_image image = { .format = gg_format_by_name(cases[i].name),
					  .width = 3,
					  .height = 3,
					  .n_planes = 1,
					  .planes = { { pixels, 12, 36, 36 } } };
		for (size_t p = 0; p < 9; p++)
			memcpy(pixels + 4 * p, cases[i].pixel, 4);
		assert_int_equal(gg_jpeg_encode(encoder, &image, 95, &data, &size, NULL), 0);
		assert_int_equal(gg_jpeg_decode(decoder, data, size, 3, 3, &decoded, NULL), 0);
		assert_string_equal(decoded.format->name, "YUV444");
		/* Y', Cb, Cr of that red by BT.601, full range: 85.6, 91.0, 209.6 */
		assert_in_range(decoded.planes[0].data[0], 83, 88);
		assert_in_range(decoded.planes[1].data[0], 89, 93);
		assert_in_range(decoded.planes[2].data[0], 207, 212);
	}
	gg_jpeg_encoder_destroy(encoder);
	gg_jpeg_decoder_destroy(decoder);
}

static void test_encode_refuses(void **state)
{
	static const uint8_t pixels[8];
	struct gg_jpeg_encoder *encoder = gg_jpeg_encoder_create();
	struct gg_image image = { .format = gg_format_by_name("YUYV"),
				  .width = 4,
				  .height = 1,
				  .n_planes = 1,
				  .planes = { { pixels, 8, 8, 8 } } };
	const uint8_t *data;
	size_t size;
	struct gg_error error;
	(void)state;

	assert_int_equal(gg_jpeg_encode(encoder, &image, 90, &data, &size, &error), -EINVAL);
	assert_non_null(strstr(error.text, "YUYV"));
	image.format = gg_format_by_name("R8");
	assert_int_equal(gg_jpeg_encode(encoder, &image, 0, &data, &size, &error), -EINVAL);
	assert_int_equal(gg_jpeg_encode(encoder, &image, 101, &data, &size, &error), -EINVAL);
	image.planes[0].length = 3;
	image.planes[0].bytes_used = 3;
	assert_int_equal(gg_jpeg_encode(encoder, &image, 90, &data, &size, &error), -EINVAL);
	gg_jpeg_encoder_destroy(encoder);
	gg_jpeg_encoder_destroy(NULL);
	gg_jpeg_decoder_destroy(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tables_are_standard),
		cmocka_unit_test(test_read_size),
		cmocka_unit_test(test_length),
		cmocka_unit_test(test_length_with_restarts),
		cmocka_unit_test(test_encode_planes),
		cmocka_unit_test(test_encode_odd_size),
		cmocka_unit_test(test_encode_rgb),
		cmocka_unit_test(test_encode_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
