/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The test pattern in every format of the table that can be read: the picture, sample by sample,
 * and nothing beside it.
 */
#include "camera_fixture.h"

#include <math.h>

#include "pattern_pack.h"

#define countof(array) (sizeof(array) / sizeof(array)[0])

/* the picture */

/* The bars as luma alone shows them: BT.601 full range. */
static const uint8_t grey_bars[GG_CHART_BARS][3] = {
	{ 191, 191, 191 }, { 169, 169, 169 }, { 134, 134, 134 }, { 112, 112, 112 },
	{ 79, 79, 79 },	   { 57, 57, 57 },    { 22, 22, 22 },	 { 0, 0, 0 },
};

/* The largest step of codes from a pixel of the ramp to the next, which changes by 2 or less. */
static int largest_step(const struct gg_format *format)
{
	if (format->packing == GG_PACKING_565 || format->packing == GG_PACKING_565_BE)
		return 5; /* 6 bits of green */
	/* Light of 1 / 255 is the code 13. */
	return format->layout == GG_LAYOUT_BAYER ? format->bits == 8 ? 13 : 4 : 3;
}

/*
 * All corners are border, and the ramp runs from black to white. Its first pixel, of Bayer, has
 * green of the border.
 */
static void assert_edges(const struct gg_image *image)
{
	const uint32_t right = image->width - 1, below = image->height - 1;
	const uint32_t corners[][2] = { { 0, 0 },	  { right, 0 }, { 0, below },
					{ right, below }, { 1, 1 },	{ right - 1, below - 1 } };
	const uint32_t y = image->height / 2;
	int rgb[3], last = -1;

	for (unsigned i = 0; i < countof(corners); i++) {
		read_rgb(image, corners[i][0], corners[i][1], rgb);
		assert_in_range(rgb[1], 253, 255);
	}
	for (uint32_t x = 3; x < ((image->width - 4) & ~1u) + 2; x++) {
		read_rgb(image, x, y, rgb);
		assert_true(rgb[1] >= last);
		assert_true(last < 0 || rgb[1] - last <= largest_step(image->format));
		last = rgb[1];
	}
	assert_in_range(last, 253, 255);
}

/* What is behind a row is not picture. */
static void assert_padding(const struct gg_image *image)
{
	for (unsigned i = 0; i < image->n_planes; i++) {
		const struct gg_plane *plane = &image->planes[i];
		const size_t row = gg_format_row_bytes(image->format, i, image->width);
		for (uint32_t y = 0; y < gg_format_rows(image->format, i, image->height); y++)
			for (size_t x = row; x < plane->stride; x++)
				if (plane->data[y * plane->stride + x] != 0xa5)
					fail_msg("%s plane %u: byte %zu of row %u is written",
						 image->format->name, i, x, y);
	}
}

static void check_picture(const struct gg_frame *frame, const char *what)
{
	struct gg_error error = { "" };
	const struct gg_image *image = &frame->image;

	if (gg_image_validate(image, &error))
		fail_msg("%s: %s", what, error.text);
	assert_bars(image, image->format->layout == GG_LAYOUT_GREY ? grey_bars : gg_chart_bars, 3,
		    what);
	assert_edges(image);
	assert_padding(image);
	assert_int_equal(read_number(image), frame->sequence);
}

static void test_every_format(void **state)
{
	(void)state;
	static const char *const names[] = {
		"pattern",
		"pattern:fds=several,pad=64,offset=4096",
		"pattern:fds=one,pad=20,offset=128",
		"pattern:fds=whole,pad=64",
		"pattern:fds=whole,offset=256",
	};
	static const struct gg_size sizes[] = { { 160, 120 }, { 161, 121 } };

	for (unsigned n = 0; n < countof(names); n++) {
		struct gg_camera *camera = open_camera(names[n]);
		for (unsigned i = 0; i < gg_format_count() * countof(sizes); i++) {
			const struct gg_format *format = gg_format_at(i / countof(sizes));
			const struct gg_size *size = &sizes[i % countof(sizes)];
			if (!gg_canvas_supports(format))
				continue;
			configure(camera, format->name, size->width, size->height, 0);
			start(camera);
			for (unsigned j = 0; j < 2; j++) {
				struct gg_frame *frame = next_frame(camera);
				assert_int_equal(frame->image.n_planes, format->n_planes);
				check_picture(frame, names[n]);
				gg_frame_unref(frame);
			}
			gg_camera_stop(camera);
		}
		gg_camera_close(camera);
	}
}

/* Small pictures have no room for all, but are drawn. */
static void test_smallest(void **state)
{
	(void)state;
	struct gg_camera *camera = open_camera("pattern");

	for (unsigned i = 0; i < gg_format_count() * 24; i++) {
		const struct gg_format *format = gg_format_at(i / 24);
		if (format->layout == GG_LAYOUT_PISP)
			continue;
		configure(camera, format->name, 16 + i % 24, 16 + i * 7 % 24, 0);
		start(camera);
		struct gg_frame *frame = next_frame(camera);
		assert_int_equal(frame->status, GG_FRAME_OK);
		gg_frame_unref(frame);
		gg_camera_stop(camera);
	}
	gg_camera_close(camera);
}

/* samples */

/*
 * Where bit i (0: the lowest) of the sample at x lies in a row, in bits from the lowest of the
 * first byte: as the kernel's pictures of the formats have it, found by their names.
 */
static size_t bit_at(const struct gg_format *format, size_t x, size_t i)
{
	const size_t bits = format->bits, low = bits - 8, pixels = bits == 12 ? 2 : 4;
	const size_t group = x / pixels * pixels * bits;

	if (strstr(format->name, "_IPU3"))
		return x / 25 * 256 + x % 25 * 10 + i;
	if (!strstr(format->name, "_CSI2P"))
		return x * (bits > 8 ? 16 : 8) + i;
	if (i < low)
		return group + pixels * 8 + x % pixels * low + i;
	return group + x % pixels * 8 + i - low;
}

static unsigned sample_at(const struct gg_format *format, const uint8_t *row, uint32_t x)
{
	unsigned sample = 0;

	for (unsigned i = 0; i < format->bits; i++) {
		const size_t at = bit_at(format, x, i);
		sample |= (row[at / 8] >> at % 8 & 1u) << i;
	}
	return sample;
}

static uint32_t noise(void)
{
	static uint32_t state = 1;
	state = state * 1664525 + 1013904223;
	return state >> 8;
}

/* Packing some pixels changes these alone, to what is asked for. */
static void test_pack(void **state)
{
	(void)state;
	enum { PIXELS = 100 };

	for (size_t f = 0; f < gg_format_count(); f++) {
		const struct gg_format *format = gg_format_at(f);
		if (format->layout != GG_LAYOUT_GREY && format->layout != GG_LAYOUT_BAYER)
			continue;
		uint8_t row[PIXELS * 2 + 64], before[sizeof row];
		uint16_t samples[PIXELS], put[PIXELS];
		const bool words = format->packing == GG_PACKING_NONE && format->bits > 8;
		for (size_t i = 0; i < sizeof row; i++)
			row[i] = words ? 0 : (uint8_t)noise();
		for (uint32_t x = 0; x < PIXELS; x++)
			samples[x] = (uint16_t)sample_at(format, row, x);
		memcpy(before, row, sizeof row);
		gg_pattern_pack(format, row, 0, PIXELS, samples);
		assert_memory_equal(row, before, sizeof row);

		for (unsigned round = 0; round < 100; round++) {
			const uint32_t x = noise() % PIXELS, n = noise() % (PIXELS - x + 1);
			for (uint32_t i = 0; i < n; i++)
				put[i] = samples[x + i] =
					(uint16_t)(noise() & ((1u << format->bits) - 1));
			gg_pattern_pack(format, row, x, n, put);
			for (uint32_t i = 0; i < PIXELS; i++)
				assert_int_equal(sample_at(format, row, i), samples[i]);
		}
	}
}

/* A picture drawn without a camera, in the format's own planes. The caller frees planes[0]. */
struct drawing {
	struct gg_image image;
	uint8_t *planes[GG_MAX_PLANES];
};

static struct drawing draw(const struct gg_format *format, const struct gg_size *size,
			   struct gg_color color)
{
	const struct gg_chart_look look = { .exposure = 0.9f, .contrast = 1, .saturation = 1 };
	const size_t row = gg_format_row_bytes(format, 0, size->width), stride = row + 13;
	struct drawing drawing = { .image = { .format = format,
					      .width = size->width,
					      .height = size->height,
					      .color = color,
					      .n_planes = 1 } };
	struct gg_chart *chart = gg_chart_create(format, size->width, size->height, color, stride);

	assert_int_equal(format->n_planes, 1);
	assert_non_null(chart);
	drawing.planes[0] = malloc(stride * size->height);
	assert_non_null(drawing.planes[0]);
	drawing.image.planes[0] = (struct gg_plane){ .data = drawing.planes[0],
						     .stride = stride,
						     .length = stride * size->height,
						     .bytes_used = stride * size->height };
	for (uint32_t i = 0; i < 3; i++) /* the look of the first is not that of the last */
		gg_chart_draw(chart, i ? &look : &(struct gg_chart_look){ 0 }, 0x12345678 + i,
			      drawing.planes);
	gg_chart_destroy(chart);
	return drawing;
}

/* IEC 61966-2-1. */
static double light(double code)
{
	return code <= 0.04045 ? code / 12.92 : pow((code + 0.055) / 1.055, 2.4);
}

/* What a sample of a one-plane format is, unrounded, from the R'G'B' of its pixel. */
static double expected(const struct gg_image *image, uint32_t x, uint32_t y, const uint8_t *rgb)
{
	const struct gg_format *format = image->format;
	const double most = (1u << format->bits) - 1;
	const double luma = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];

	if (format->layout == GG_LAYOUT_BAYER) { /* the colours from the name: "SGRBG10" */
		const char color = format->name[1 + y % 2 * 2 + x % 2];
		return light(rgb[color == 'R' ? 0 : color == 'G' ? 1 : 2] / 255.0) * most;
	}
	if (image->color.range == GG_RANGE_LIMITED)
		return (16 + luma * 219 / 255) * (1u << (format->bits - 8));
	return luma / 255 * most;
}

static void check_samples(const struct gg_format *format, const struct gg_size *size,
			  struct gg_color color)
{
	struct drawing reference = draw(gg_format_by_name("BGR888"), size, color);
	struct drawing drawing = draw(format, size, color);

	for (uint32_t y = 0; y < size->height; y++)
		for (uint32_t x = 0; x < size->width; x++) {
			const uint8_t *row = drawing.planes[0] + y * drawing.image.planes[0].stride;
			const uint8_t *rgb = reference.planes[0] +
					     y * reference.image.planes[0].stride + (size_t)x * 3;
			const double wanted = expected(&drawing.image, x, y, rgb);
			const unsigned sample = sample_at(format, row, x);
			if (fabs(sample - wanted) > 0.51)
				fail_msg("%s %ux%u at %u,%u: %u, not %f", format->name, size->width,
					 size->height, x, y, sample, wanted);
		}
	free(reference.planes[0]);
	free(drawing.planes[0]);
}

/* Every sample of grey and Bayer, where groups of pixels begin and end anywhere. */
static void test_samples(void **state)
{
	(void)state;
	static const struct gg_size sizes[] = { { 161, 121 }, { 222, 64 } };
	static const struct gg_color full = { GG_MATRIX_601, GG_RANGE_FULL };
	static const struct gg_color limited = { GG_MATRIX_601, GG_RANGE_LIMITED };

	for (size_t f = 0; f < gg_format_count(); f++) {
		const struct gg_format *format = gg_format_at(f);
		if (format->layout != GG_LAYOUT_GREY && format->layout != GG_LAYOUT_BAYER)
			continue;
		for (unsigned i = 0; i < countof(sizes); i++)
			check_samples(format, &sizes[i], full);
		if (format->layout == GG_LAYOUT_GREY)
			check_samples(format, &sizes[0], limited);
	}
}

/* 75 % yellow, by hand: 23 of 31, 47 of 63 and 0; 191 times 257; Y'CbCr as in sYCC. */
static void test_bytes(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		uint8_t bytes[6];
		size_t n;
	} rows[] = {
		{ "RGB565", { 0xe0, 0xbd }, 2 },
		{ "RGB565_BE", { 0xbd, 0xe0 }, 2 },
		{ "RGB161616", { 0, 0, 191, 191, 191, 191 }, 6 },
		{ "BGR161616", { 191, 191, 191, 191, 0, 0 }, 6 },
		{ "AVUY8888", { 169, 32, 144, 255 }, 4 },
		{ "XVUY8888", { 169, 32, 144, 255 }, 4 },
		{ "RGBA8888", { 255, 0, 191, 191 }, 4 },
		{ "SRGGB10", { 0x15, 0x02 }, 2 },
		{ "SBGGR10", { 0x00, 0x00 }, 2 },
		{ "R10", { 0xa7, 0x02 }, 2 },
	};
	struct gg_camera *camera = open_camera("pattern");

	for (unsigned i = 0; i < countof(rows); i++) {
		const struct gg_format *format = gg_format_by_name(rows[i].name);
		struct gg_stream_config config = { .fourcc = format->fourcc,
						   .width = 160,
						   .height = 120 };
		enum gg_orientation orientation = GG_ORIENTATION_ROT0;
		if (gg_format_is_yuv(format))
			strcpy(config.colorspace, "sYCC");
		assert_int_equal(gg_camera_configure(camera, &config, 1, &orientation, NULL),
				 GG_CONFIG_VALID);
		start(camera);
		struct gg_frame *frame = next_frame(camera);
		const struct gg_chart_rect bar = gg_chart_bar(160, 120, 1);
		const struct gg_plane *plane = &frame->image.planes[0];
		const uint8_t *pixel = plane->data + (bar.y + 8) * plane->stride +
				       (size_t)(bar.x + 8) * format->planes[0].group_bytes;
		for (size_t b = 0; b < rows[i].n; b++)
			if (abs(pixel[b] - rows[i].bytes[b]) > (gg_format_is_yuv(format) ? 1 : 0))
				fail_msg("%s: byte %zu is %u", rows[i].name, b, pixel[b]);
		gg_frame_unref(frame);
		gg_camera_stop(camera);
	}
	gg_camera_close(camera);
}

/* Frames say how Bayer is developed, and only where there is any. */
static void test_metadata(void **state)
{
	(void)state;
	static const char *const formats[] = { "SGBRG12_CSI2P", "YUYV" };
	struct gg_camera *camera = open_camera("pattern");

	for (unsigned i = 0; i < countof(formats); i++) {
		configure(camera, formats[i], 64, 48, 0);
		start(camera);
		struct gg_frame *frame = next_frame(camera);
		const struct gg_control_value *gains =
			gg_control_list_find(frame->metadata, "ColourGains");
		const struct gg_control_value *black =
			gg_control_list_find(frame->metadata, "SensorBlackLevels");
		assert_non_null(gg_control_list_find(frame->metadata, "SensorTimestamp"));
		assert_int_equal(gains != NULL, i == 0);
		assert_int_equal(black != NULL, i == 0);
		if (gains && black) {
			char text[64];
			gg_control_value_format(gains, NULL, text, sizeof text);
			assert_string_equal(text, "[ 1, 1 ]");
			gg_control_value_format(black, NULL, text, sizeof text);
			assert_string_equal(text, "[ 0, 0, 0, 0 ]");
		}
		gg_frame_unref(frame);
		gg_camera_stop(camera);
	}
	gg_camera_close(camera);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		camera_test(test_every_format), camera_test(test_smallest),
		camera_test(test_pack),		camera_test(test_samples),
		camera_test(test_bytes),	camera_test(test_metadata),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
