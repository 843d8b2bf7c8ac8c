/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/image.h>

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* Never read: validation and splitting look at sizes only. */
static uint8_t memory[1 << 20];

static struct gg_image make_image(const char *format, uint32_t width, uint32_t height)
{
	return (struct gg_image){
		.format = gg_format_by_name(format),
		.width = width,
		.height = height,
	};
}

/* A valid NV12 640x480 with strides of 704. */
static struct gg_image make_nv12(void)
{
	struct gg_image image = make_image("NV12", 640, 480);

	image.n_planes = 2;
	image.planes[0] = (struct gg_plane){ memory, 704, 337920, 337920 };
	image.planes[1] = (struct gg_plane){ memory, 704, 168960, 168960 };
	return image;
}

static void assert_valid(const struct gg_image *image)
{
	struct gg_error error = { "untouched" };

	assert_int_equal(gg_image_validate(image, &error), 0);
	assert_string_equal(error.text, "untouched");
}

static void assert_invalid(const struct gg_image *image, const char *text)
{
	struct gg_error error = { "" };

	assert_int_equal(gg_image_validate(image, &error), -EINVAL);
	assert_string_equal(error.text, text);
	assert_int_equal(gg_image_validate(image, NULL), -EINVAL);
}

static void test_sizes(void **state)
{
	struct gg_image image = make_nv12();

	(void)state;
	assert_valid(&image);
	image.width = 0;
	assert_invalid(&image, "size of NV12 0x480 is out of range: width and height may be 1 to "
			       "32768");
	image.width = GG_MAX_SIZE + 1;
	assert_invalid(&image, "size of NV12 32769x480 is out of range: width and height may be 1 "
			       "to 32768");
	image.width = 640;
	image.height = 0;
	assert_invalid(&image, "size of NV12 640x0 is out of range: width and height may be 1 to "
			       "32768");
	image.height = UINT32_MAX;
	assert_invalid(&image, "size of NV12 640x4294967295 is out of range: width and height may "
			       "be 1 to 32768");
	image.format = NULL;
	assert_invalid(&image, "image has no known pixel format");

	image = make_image("RGB888", GG_MAX_SIZE, GG_MAX_SIZE);
	image.n_planes = 1;
	image.planes[0].data = memory;
	image.planes[0].stride = (size_t)GG_MAX_SIZE * 3;
	image.planes[0].length = (size_t)GG_MAX_SIZE * GG_MAX_SIZE * 3;
	assert_valid(&image);
	image.planes[0].length--;
	assert_invalid(&image, "plane 0 of RGB888 32768x32768 is too short: stride=98304, "
			       "rows=32768, needs 3221225472 bytes, length=3221225471");
}

static void test_planes(void **state)
{
	struct gg_image image = make_nv12();

	(void)state;
	image.n_planes = 1;
	assert_invalid(&image, "NV12 640x480 needs 2 planes, there are 1");
	image.n_planes = 3;
	assert_invalid(&image, "NV12 640x480 needs 2 planes, there are 3");

	image = make_nv12();
	image.planes[1].data = NULL;
	assert_invalid(&image, "plane 1 of NV12 640x480 has no data");
}

static void test_strides_and_lengths(void **state)
{
	struct gg_image image = make_nv12();

	(void)state;
	image.planes[1].stride = 640;
	image.planes[1].length = image.planes[1].bytes_used = 1000;
	assert_invalid(&image, "plane 1 of NV12 640x480 is too short: stride=640, rows=240, needs "
			       "153600 bytes, length=1000");
	image.planes[1].stride = 639;
	assert_invalid(&image, "stride of plane 1 of NV12 640x480 is too small: stride=639, a row "
			       "needs 640 bytes");

	/* The last row may lack its padding, and nothing more. */
	image = make_nv12();
	image.planes[0].length = image.planes[0].bytes_used = 704 * 479 + 640;
	assert_valid(&image);
	image.planes[0].length = image.planes[0].bytes_used = 704 * 479 + 639;
	assert_invalid(&image, "plane 0 of NV12 640x480 is too short: stride=704, rows=480, needs "
			       "337856 bytes, length=337855");
}

static void test_strides_that_wrap(void **state)
{
	struct gg_image image = make_image("R8", 16, 3);

	(void)state;
	image.n_planes = 1;
	image.planes[0] = (struct gg_plane){ memory, (SIZE_MAX >> 1) + 1, 4096, 0 };
	assert_invalid(&image, "plane 0 of R8 16x3 is too short: stride=9223372036854775808, "
			       "rows=3, needs 18446744073709551615 bytes, length=4096");
	/* The product just fits, the last row wraps. */
	image.planes[0].stride = SIZE_MAX / 2;
	assert_invalid(&image, "plane 0 of R8 16x3 is too short: stride=9223372036854775807, "
			       "rows=3, needs 18446744073709551615 bytes, length=4096");
	/* One row: the stride leads nowhere. */
	image.height = 1;
	image.planes[0].stride = SIZE_MAX;
	assert_valid(&image);
}

static void test_payload(void **state)
{
	struct gg_image image = make_nv12();

	(void)state;
	image.planes[1].bytes_used++;
	assert_invalid(&image, "payload of plane 1 of NV12 640x480 is longer than the plane: "
			       "payload=168961, length=168960");
	image.planes[1].bytes_used = 0;
	assert_valid(&image);
}

static void test_mjpeg_has_no_rows(void **state)
{
	struct gg_image image = make_image("MJPEG", 1920, 1080);

	(void)state;
	image.n_planes = 1;
	image.planes[0] = (struct gg_plane){ memory, 0, 100, 100 };
	assert_valid(&image);
	image.planes[0].bytes_used = 101;
	assert_invalid(&image, "payload of plane 0 of MJPEG 1920x1080 is longer than the plane: "
			       "payload=101, length=100");
}

/* clang-format off */
/* A buffer, and the planes that must come out of it. */
static const struct {
	const char *format;
	uint32_t width, height;
	size_t length, bytes_used, stride;
	struct {
		size_t offset, stride, length, bytes_used;
	} planes[GG_MAX_PLANES];
} splits[] = {
	{ "YUYV", 640, 480, 614400, 614400, 1280, { { 0, 1280, 614400, 614400 } } },
	{ "NV12", 640, 480, 460800, 460800, 640,
	  { { 0, 640, 307200, 307200 }, { 307200, 640, 153600, 153600 } } },
	{ "NV12", 640, 480, 506880, 506880, 704,
	  { { 0, 704, 337920, 337920 }, { 337920, 704, 168960, 168960 } } },
	{ "NV16", 640, 480, 675840, 675840, 704,
	  { { 0, 704, 337920, 337920 }, { 337920, 704, 337920, 337920 } } },
	{ "NV24", 640, 480, 1013760, 1013760, 704,
	  { { 0, 704, 337920, 337920 }, { 337920, 1408, 675840, 675840 } } },
	{ "YUV420", 640, 480, 506880, 506880, 704,
	  { { 0, 704, 337920, 337920 }, { 337920, 352, 84480, 84480 },
	    { 422400, 352, 84480, 84480 } } },
	{ "YUV422", 640, 480, 675840, 675840, 704,
	  { { 0, 704, 337920, 337920 }, { 337920, 352, 168960, 168960 },
	    { 506880, 352, 168960, 168960 } } },
	{ "YUV444", 4, 2, 30, 30, 5, { { 0, 5, 10, 10 }, { 10, 5, 10, 10 }, { 20, 5, 10, 10 } } },

	/* Odd sizes: chroma of 5x3 is 3 samples across and 2 down. */
	{ "NV12", 5, 3, 27, 27, 0, { { 0, 5, 15, 15 }, { 15, 6, 12, 12 } } },
	{ "YUV420", 5, 3, 27, 27, 0, { { 0, 5, 15, 15 }, { 15, 3, 6, 6 }, { 21, 3, 6, 6 } } },
	{ "NV12", 5, 3, 37, 37, 7, { { 0, 7, 21, 21 }, { 21, 8, 16, 16 } } },
	{ "RGB888", 5, 3, 45, 45, 0, { { 0, 15, 45, 45 } } },

	/* What is behind the picture belongs to the last plane; the payload ends where it ends. */
	{ "NV12", 4, 4, 4096, 24, 0, { { 0, 4, 16, 16 }, { 16, 4, 4080, 8 } } },
	{ "YUV420", 4, 4, 24, 18, 0, { { 0, 4, 16, 16 }, { 16, 2, 4, 2 }, { 20, 2, 4, 0 } } },
	{ "NV12", 4, 4, 24, 3, 0, { { 0, 4, 16, 3 }, { 16, 4, 8, 0 } } },
	{ "MJPEG", 640, 480, 4096, 1000, 640, { { 0, 0, 4096, 1000 } } },

	/* The last row of the last plane lacks its padding. */
	{ "NV12", 4, 4, 44, 44, 8, { { 0, 8, 32, 32 }, { 32, 8, 12, 12 } } },
};
/* clang-format on */

static void test_split(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof splits / sizeof splits[0]; i++) {
		struct gg_image image =
			make_image(splits[i].format, splits[i].width, splits[i].height);
		struct gg_error error = { "" };
		const int ret = gg_image_split(&image, memory, splits[i].length,
					       splits[i].bytes_used, splits[i].stride, &error);

		assert_string_equal(error.text, "");
		assert_int_equal(ret, 0);
		assert_int_equal(image.n_planes, image.format->n_planes);
		for (unsigned p = 0; p < image.format->n_planes; p++) {
			const struct gg_plane *plane = &image.planes[p];

			assert_ptr_equal(plane->data, memory + splits[i].planes[p].offset);
			assert_int_equal(plane->stride, splits[i].planes[p].stride);
			assert_int_equal(plane->length, splits[i].planes[p].length);
			assert_int_equal(plane->bytes_used, splits[i].planes[p].bytes_used);
		}
	}
}

static void assert_no_split(struct gg_image image, const uint8_t *data, size_t length,
			    size_t bytes_used, size_t stride, const char *text)
{
	struct gg_error error = { "" };

	assert_int_equal(gg_image_split(&image, data, length, bytes_used, stride, &error), -EINVAL);
	assert_string_equal(error.text, text);
}

static void test_split_refuses(void **state)
{
	const struct gg_image nv12 = make_image("NV12", 640, 480);

	(void)state;
	assert_no_split(nv12, memory, 460799, 0, 640,
			"plane 1 of NV12 640x480 is too short: stride=640, rows=240, needs 153600 "
			"bytes, length=153599");
	assert_no_split(nv12, memory, 1000, 0, 640,
			"plane 0 of NV12 640x480 is too short: stride=640, rows=480, needs 307200 "
			"bytes, length=1000");
	assert_no_split(nv12, memory, 460800, 460801, 640,
			"payload of NV12 640x480 is longer than its buffer: payload=460801, "
			"length=460800");
	assert_no_split(nv12, memory, 460800, 0, 639,
			"stride of plane 0 of NV12 640x480 is too small: stride=639, a row needs "
			"640 bytes");
	assert_no_split(nv12, memory, 460800, 0, SIZE_MAX,
			"plane 0 of NV12 640x480 is too short: stride=18446744073709551615, "
			"rows=480, needs 18446744073709551615 bytes, length=460800");
	assert_no_split(nv12, NULL, 460800, 0, 640, "plane 0 of NV12 640x480 has no data");
	assert_no_split(make_image("NV12", 0, 480), memory, 460800, 0, 640,
			"size of NV12 0x480 is out of range: width and height may be 1 to 32768");
	assert_no_split(make_image("none", 640, 480), memory, 460800, 0, 640,
			"image has no known pixel format");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_planes),
		cmocka_unit_test(test_strides_and_lengths),
		cmocka_unit_test(test_strides_that_wrap),
		cmocka_unit_test(test_payload),
		cmocka_unit_test(test_mjpeg_has_no_rows),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_split_refuses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
