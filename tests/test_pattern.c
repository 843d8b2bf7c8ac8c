/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The test pattern itself: what it agrees to, where its planes lie, and its colours and motion.
 */
#include "camera_fixture.h"

#include <errno.h>

#include <groundglass/jpeg.h>

#define countof(array) (sizeof(array) / sizeof(array)[0])

/* configuration */

static void test_defaults(void **state)
{
	(void)state;
	struct gg_camera *camera = open_camera("pattern");
	struct gg_stream_config config = { .framerate = -1 };
	enum gg_orientation orientation = GG_ORIENTATION_ROT0;

	assert_string_equal(gg_camera_info(camera)->id, "pattern");
	assert_int_equal(gg_camera_configure(camera, &config, 1, &orientation, NULL),
			 GG_CONFIG_VALID);
	assert_string_equal(config.format->name, "YUYV");
	assert_int_equal(config.width, 1280);
	assert_int_equal(config.height, 720);
	assert_string_equal(config.colorspace, "Rec709");
	assert_int_equal(config.color.matrix, GG_MATRIX_709);
	assert_int_equal(config.color.range, GG_RANGE_LIMITED);
	assert_true(config.framerate == 30);
	assert_true(config.framerate_set);
	assert_int_equal(config.n_buffers, 4);
	assert_int_equal(config.stride, 2560);
	assert_int_equal(config.frame_size, 2560 * 720);
	gg_camera_close(camera);
}

static void test_adjusted(void **state)
{
	(void)state;
	static const struct {
		struct gg_stream_config asked;
		struct {
			const char *format;
			uint32_t width, height;
			const char *colorspace;
			unsigned n_buffers;
		} got;
		int result;
	} rows[] = {
		{ { .fourcc = 0x20202020, .width = 64, .height = 64 },
		  { "YUYV", 64, 64, "SMPTE170M", 4 },
		  GG_CONFIG_ADJUSTED },
		{ { .fourcc = GG_FOURCC('N', 'V', '1', '2'), .modifier = 1, .width = 64 },
		  { "YUYV", 64, 720, "Rec709", 4 },
		  GG_CONFIG_ADJUSTED },
		{ { .fourcc = GG_FOURCC('R', '8', ' ', ' '), .width = 1, .height = 1 },
		  { "R8", 16, 16, "sYCC", 4 },
		  GG_CONFIG_ADJUSTED },
		{ { .fourcc = GG_FOURCC('R', '8', ' ', ' '), .width = 9999, .height = 16 },
		  { "R8", 8192, 16, "sYCC", 4 },
		  GG_CONFIG_ADJUSTED },
		{ { .fourcc = GG_FOURCC('X', 'R', '2', '4'), .height = 16, .colorspace = "Rec709" },
		  { "XRGB8888", 1280, 16, "sRGB", 4 },
		  GG_CONFIG_ADJUSTED },
		{ { .fourcc = GG_FOURCC('M', 'J', 'P', 'G'), .height = 16, .colorspace = "Rec709" },
		  { "MJPEG", 1280, 16, "sYCC", 4 },
		  GG_CONFIG_ADJUSTED },
		{ { .height = 16, .colorspace = "nonsense" },
		  { "YUYV", 1280, 16, "SMPTE170M", 4 },
		  GG_CONFIG_ADJUSTED },
		{ { .height = 16, .colorspace = "rec2020", .n_buffers = 7 },
		  { "YUYV", 1280, 16, "Rec2020", 7 },
		  GG_CONFIG_VALID },
		{ { .fourcc = GG_FOURCC('R', 'G', 'B', '6'),
		    .modifier = (uint64_t)0x0c << 56 | 1, /* RGGB_PISP_COMP1 */
		    .height = 16 },
		  { "YUYV", 1280, 16, "SMPTE170M", 4 },
		  GG_CONFIG_ADJUSTED },
		{ { .role = GG_ROLE_RAW, .fourcc = GG_FOURCC('Y', 'U', 'Y', 'V'), .height = 16 },
		  { "SRGGB10", 1280, 16, "RAW", 4 },
		  GG_CONFIG_ADJUSTED },
		{ { .fourcc = GG_FOURCC('R', 'G', '1', '0'), .height = 16, .colorspace = "sRGB" },
		  { "SRGGB10", 1280, 16, "RAW", 4 },
		  GG_CONFIG_ADJUSTED },
		{ { .width = 16, .height = 16, .n_buffers = 1000 },
		  { "YUYV", 16, 16, "SMPTE170M", 32 },
		  GG_CONFIG_ADJUSTED },
	};
	struct gg_camera *camera = open_camera("pattern");

	for (unsigned i = 0; i < countof(rows); i++) {
		struct gg_stream_config config = rows[i].asked;
		enum gg_orientation orientation = GG_ORIENTATION_ROT0;
		assert_int_equal(gg_camera_configure(camera, &config, 1, &orientation, NULL),
				 rows[i].result);
		assert_string_equal(config.format->name, rows[i].got.format);
		assert_int_equal(config.fourcc, config.format->fourcc);
		assert_int_equal(config.width, rows[i].got.width);
		assert_int_equal(config.height, rows[i].got.height);
		assert_string_equal(config.colorspace, rows[i].got.colorspace);
		assert_int_equal(config.n_buffers, rows[i].got.n_buffers);
	}
	gg_camera_close(camera);
}

static bool is_bayer(const struct gg_stream_format *format)
{
	return gg_format_by_fourcc(format->fourcc, format->modifier)->layout == GG_LAYOUT_BAYER;
}

/* The role raw is Bayer and nothing else; other roles have all that can be read. */
static void test_raw(void **state)
{
	(void)state;
	struct gg_camera *camera = open_camera("pattern");
	struct gg_stream_config config = { .role = GG_ROLE_RAW, .framerate = -1 };
	enum gg_orientation orientation = GG_ORIENTATION_ROT0;
	struct gg_stream_formats formats;

	assert_int_equal(gg_camera_configure(camera, &config, 1, &orientation, NULL),
			 GG_CONFIG_VALID);
	assert_string_equal(config.format->name, "SRGGB10");
	assert_string_equal(config.colorspace, "RAW");
	assert_int_equal(config.stride, 2560);
	assert_int_equal(config.frame_size, 2560 * 720);

	assert_int_equal(gg_camera_formats(camera, GG_ROLE_RAW, &formats, NULL), 0);
	assert_int_equal(formats.n, 36);
	for (size_t i = 0; i < formats.n; i++)
		assert_true(is_bayer(&formats.formats[i]));
	gg_stream_formats_finish(&formats);
	assert_int_equal(gg_camera_formats(camera, GG_ROLE_VIDEO, &formats, NULL), 0);
	assert_int_equal(formats.n, gg_format_count() - 5);
	for (size_t i = 0; i < formats.n; i++)
		assert_int_not_equal(formats.formats[i].modifier >> 56, 0x0c); /* PiSP's */
	gg_stream_formats_finish(&formats);
	gg_camera_close(camera);
}

/* the picture */

/* Where the planes lie is what the options ask for. */
static void test_layout(void **state)
{
	(void)state;
	struct gg_camera *camera = open_camera("pattern:pad=64,offset=128");
	const struct gg_stream_config config = configure(camera, "NV12", 100, 50, 0);

	assert_int_equal(config.stride, 128 + 64);
	start(camera);
	struct gg_frame *frame = next_frame(camera);
	const struct gg_plane *planes = frame->image.planes;
	assert_int_equal(planes[0].stride, 192);
	assert_int_equal(planes[0].length, 192 * 50);
	assert_int_equal((uintptr_t)planes[0].data % 4096, 128);
	assert_ptr_equal(planes[1].data, planes[0].data + planes[0].length + 128);
	assert_int_equal(planes[1].length, 192 * 25);
	/* What is behind a row is not picture. */
	for (unsigned x = 100; x < 192; x++)
		assert_int_equal(planes[0].data[x], 0xa5);
	gg_frame_unref(frame);
	gg_camera_close(camera);
}

/* Y, Cb or Cr of a pixel of YUV422. */
static int code_at(const struct gg_image *image, unsigned component, uint32_t x, uint32_t y)
{
	const struct gg_plane *plane = &image->planes[component];
	return plane->data[y * plane->stride + (component ? x / 2 : x)];
}

/*
 * The codes of 75 % bars: ITU-R BT.601-7 and BT.709-6 by hand, Y' = 16 + 219 y, C = 128 + 224 c,
 * full range Y' = 255 y, C = 128 + 255 c, with y of 191 / 255 on.
 */
static void test_color_spaces(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		struct gg_color color;
		int codes[GG_CHART_BARS][3];
	} spaces[] = {
		{ "SMPTE170M",
		  { GG_MATRIX_601, GG_RANGE_LIMITED },
		  { { 180, 128, 128 },
		    { 161, 44, 142 },
		    { 131, 156, 44 },
		    { 112, 72, 58 },
		    { 84, 184, 198 },
		    { 65, 100, 212 },
		    { 35, 212, 114 },
		    { 16, 128, 128 } } },
		{ "Rec709",
		  { GG_MATRIX_709, GG_RANGE_LIMITED },
		  { { 180, 128, 128 },
		    { 168, 44, 136 },
		    { 145, 147, 44 },
		    { 133, 63, 52 },
		    { 63, 193, 204 },
		    { 51, 109, 212 },
		    { 28, 212, 120 },
		    { 16, 128, 128 } } },
		{ "sYCC",
		  { GG_MATRIX_601, GG_RANGE_FULL },
		  { { 191, 128, 128 },
		    { 169, 32, 144 },
		    { 134, 160, 32 },
		    { 112, 65, 48 },
		    { 79, 191, 208 },
		    { 57, 96, 224 },
		    { 22, 224, 112 },
		    { 0, 128, 128 } } },
		{ "Rec2020",
		  { GG_MATRIX_2020, GG_RANGE_LIMITED },
		  { { 180, 128, 128 },
		    { 170, 44, 135 },
		    { 137, 151, 44 },
		    { 127, 68, 51 },
		    { 69, 188, 205 },
		    { 59, 105, 212 },
		    { 26, 212, 121 },
		    { 16, 128, 128 } } },
	};
	struct gg_camera *camera = open_camera("pattern");

	for (unsigned i = 0; i < countof(spaces); i++) {
		struct gg_stream_config config = { .fourcc = fourcc_of("YUV422"),
						   .width = 160,
						   .height = 120 };
		enum gg_orientation orientation = GG_ORIENTATION_ROT0;
		const int tie = spaces[i].color.range == GG_RANGE_FULL; /* 32.5 is either */
		snprintf(config.colorspace, sizeof config.colorspace, "%s", spaces[i].name);
		assert_int_equal(gg_camera_configure(camera, &config, 1, &orientation, NULL),
				 GG_CONFIG_VALID);
		assert_string_equal(config.colorspace, spaces[i].name);
		assert_int_equal(config.color.matrix, spaces[i].color.matrix);
		assert_int_equal(config.color.range, spaces[i].color.range);
		start(camera);
		struct gg_frame *frame = next_frame(camera);
		for (unsigned b = 0; b < GG_CHART_BARS; b++) {
			const struct gg_chart_rect bar = gg_chart_bar(160, 120, b);
			int code[3];
			for (unsigned c = 0; c < 3; c++)
				code[c] =
					code_at(&frame->image, c, bar.x + bar.width / 2, bar.y + 8);
			for (unsigned c = 0; c < 3; c++)
				if (abs(code[c] - spaces[i].codes[b][c]) > tie)
					fail_msg("%s bar %u: %d,%d,%d", spaces[i].name, b, code[0],
						 code[1], code[2]);
		}
		gg_frame_unref(frame);
		gg_camera_stop(camera);
	}
	gg_camera_close(camera);
}

/* Something moves from frame to frame besides the number: the bar above the edges. */
static void test_sweep(void **state)
{
	(void)state;
	struct gg_camera *camera = open_running("pattern", "R8", 320, 240, 0);
	const uint32_t y = 2 + 236 * 19 / 32;

	for (unsigned i = 0; i < 200; i++) {
		struct gg_frame *frame = next_frame(camera);
		const uint8_t *row =
			frame->image.planes[0].data + y * frame->image.planes[0].stride;
		const uint8_t *bar = memchr(row + 2, 255, 316);
		assert_non_null(bar);
		assert_int_equal(bar - row, 2 + i % 77 * 4);
		gg_frame_unref(frame);
	}
	gg_camera_close(camera);
}

static void test_mjpeg(void **state)
{
	(void)state;
	static const char *const names[] = { "pattern", "pattern:offset=128,buffers=2" };
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();

	for (unsigned n = 0; n < countof(names); n++) {
		struct gg_camera *camera = open_running(names[n], "MJPEG", 641 - n, 479 + n, 0);
		for (unsigned i = 0; i < 5; i++) {
			struct gg_frame *frame = next_frame(camera);
			const struct gg_plane *plane = &frame->image.planes[0];
			struct gg_image picture;
			assert_int_equal(frame->image.n_planes, 1);
			assert_int_equal(plane->stride, 0);
			assert_true(plane->bytes_used < plane->length);
			assert_int_equal(gg_jpeg_length(plane->data, plane->length),
					 plane->bytes_used);
			assert_int_equal(plane->data[plane->length - 1], 0xa5);
			assert_int_equal(gg_jpeg_decode(decoder, plane->data, plane->bytes_used,
							frame->image.width, frame->image.height,
							&picture, NULL),
					 GG_JPEG_OK);
			assert_string_equal(picture.format->name, "YUV422");
			picture.color = (struct gg_color){ GG_MATRIX_601, GG_RANGE_FULL };
			assert_bars(&picture, gg_chart_bars, 8, names[n]);
			assert_int_equal(read_number(&picture), i);
			gg_frame_unref(frame);
		}
		gg_camera_close(camera);
	}
	gg_jpeg_decoder_destroy(decoder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		camera_test(test_defaults), camera_test(test_adjusted),	    camera_test(test_raw),
		camera_test(test_layout),   camera_test(test_color_spaces), camera_test(test_sweep),
		camera_test(test_mjpeg),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
