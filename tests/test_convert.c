/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <groundglass/mapped_buffer.h>

#include "model.h"

/* What all that is converted may differ from exact arithmetic, in steps of 255. */
static const double TOLERANCE = 1;

static const struct gg_color colors[] = {
	{ GG_MATRIX_601, GG_RANGE_FULL },  { GG_MATRIX_601, GG_RANGE_LIMITED },
	{ GG_MATRIX_709, GG_RANGE_FULL },  { GG_MATRIX_709, GG_RANGE_LIMITED },
	{ GG_MATRIX_2020, GG_RANGE_FULL }, { GG_MATRIX_2020, GG_RANGE_LIMITED },
};

enum { N_COLORS = sizeof colors / sizeof colors[0] };

static struct gg_converter *converter;
static const struct gg_convert_params unresolved;
static const struct gg_convert_params limited = { .color = { GG_MATRIX_601, GG_RANGE_LIMITED } };

/* Memory that ends where a page begins that may not be touched. */
struct fenced {
	uint8_t *data;
	void *map;
	size_t map_size;
};

static struct fenced fenced_new(size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t pages = (size + page - 1) / page * page;
	struct fenced fenced = { .map_size = pages + page };

	fenced.map = mmap(NULL, fenced.map_size, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_ptr_not_equal(fenced.map, MAP_FAILED);
	assert_int_equal(mprotect((uint8_t *)fenced.map + pages, page, PROT_NONE), 0);
	fenced.data = (uint8_t *)fenced.map + pages - size;
	return fenced;
}

static void fenced_free(struct fenced *fenced)
{
	assert_int_equal(munmap(fenced->map, fenced->map_size), 0);
}

static uint32_t random_state = 1;

/* Any byte, but often an end or a corner of a range. */
static uint8_t random_byte(void)
{
	static const uint8_t corners[] = { 0, 1, 15, 16, 127, 128, 129, 235, 236, 240, 254, 255 };

	random_state = random_state * 1664525 + 1013904223;
	uint32_t r = random_state >> 8;
	return r % 4 ? (uint8_t)(r >> 8) : corners[(r >> 8) % sizeof corners];
}

/* An image of random bytes whose last row ends, without padding, at the fence. */
static struct gg_image make_image(const struct gg_format *format, uint32_t width, uint32_t height,
				  size_t padding, struct fenced fences[GG_MAX_PLANES])
{
	struct gg_image image = { .format = format, .width = width, .height = height };

	image.n_planes = image.format->n_planes;
	for (unsigned i = 0; i < image.n_planes; i++) {
		size_t row = gg_format_row_bytes(image.format, i, width);
		size_t stride = row + padding;
		size_t length = stride * (gg_format_rows(image.format, i, height) - 1) + row;
		fences[i] = fenced_new(length);
		for (size_t b = 0; b < length; b++)
			fences[i].data[b] = random_byte();
		image.planes[i] = (struct gg_plane){ fences[i].data, stride, length, length };
	}
	return image;
}

static void free_image(const struct gg_image *image, struct fenced fences[GG_MAX_PLANES])
{
	for (unsigned i = 0; i < image->n_planes; i++)
		fenced_free(&fences[i]);
}

/* Convert into memory with canaries before, between and (a fence) behind the rows. */
static double convert_and_compare(const struct gg_image *image,
				  const struct gg_convert_params *params, size_t dst_padding)
{
	enum { CANARY = 0x5a, BEFORE = 64 };
	struct gg_error error = { "" };
	size_t row = 4 * (size_t)image->width, stride = row + dst_padding;
	size_t size = BEFORE + stride * (image->height - 1) + row;
	struct fenced dst = fenced_new(size);
	double worst = 0;

	memset(dst.data, CANARY, size);
	if (gg_converter_run(converter, image, params, dst.data + BEFORE, stride, &error) != 0)
		fail_msg("%s %ux%u: %s", image->format->name, image->width, image->height,
			 error.text);

	for (size_t i = 0; i < BEFORE; i++)
		assert_int_equal(dst.data[i], CANARY);
	for (uint32_t line = 0; line < image->height; line++) {
		const uint8_t *pixels = dst.data + BEFORE + stride * line;
		for (uint32_t x = 0; x < image->width; x++) {
			double rgb[3];
			model_rgb(image, params, x, line, rgb);
			for (unsigned i = 0; i < 3; i++)
				worst = fmax(worst, fabs(pixels[4 * x + 2 - i] - rgb[i]));
			assert_int_equal(pixels[4 * x + 3], 255);
		}
		for (size_t i = row; line + 1 < image->height && i < stride; i++)
			assert_int_equal(pixels[i], CANARY);
	}
	fenced_free(&dst);
	return worst;
}

enum { MAX_VARIANTS = 16 };

static void add_raw(struct gg_convert_params *params, enum gg_demosaic demosaic, float black,
		    const float gains[3], bool matrix, enum gg_transfer transfer)
{
	*params = (struct gg_convert_params){ .demosaic = demosaic, .raw = gg_raw_neutral() };
	params->raw.black = black;
	params->raw.transfer = transfer;
	for (unsigned i = 0; i < 3; i++) {
		params->raw.gains[i] = gains[i];
		for (unsigned k = 0; matrix && k < 3; k++)
			params->raw.matrix[i][k] = i == k ? 1.7f : i > k ? -0.5f : -0.2f;
	}
}

static size_t raw_variants(struct gg_convert_params *params)
{
	static const float one[3] = { 1, 1, 1 }, day[3] = { 1.9f, 1, 1.6f };
	static const float odd[3] = { 0.5f, 1, 4 };
	size_t n = 0;

	for (unsigned i = 0; i < 2; i++) {
		const enum gg_demosaic demosaic = i == 0 ? GG_DEMOSAIC_BILINEAR : GG_DEMOSAIC_MHC;
		add_raw(&params[n++], demosaic, 0, one, false, GG_TRANSFER_SRGB);
		add_raw(&params[n++], demosaic, 0.0625f, day, false, GG_TRANSFER_SRGB);
		add_raw(&params[n++], demosaic, 0.25f, odd, false, GG_TRANSFER_SRGB);
		add_raw(&params[n++], demosaic, 0.0625f, day, false, GG_TRANSFER_709);
		add_raw(&params[n++], demosaic, 0, day, false, GG_TRANSFER_LINEAR);
		add_raw(&params[n++], demosaic, 0.0625f, day, true, GG_TRANSFER_SRGB);
		add_raw(&params[n++], demosaic, 0, odd, true, GG_TRANSFER_709);
	}
	return n;
}

/* The ways to convert a format that make a difference: up to MAX_VARIANTS. */
static size_t variants_of(const struct gg_format *format, struct gg_convert_params *params)
{
	size_t n = 0;

	if (format->layout == GG_LAYOUT_BAYER)
		return raw_variants(params);
	if (format->layout == GG_LAYOUT_RGB) {
		params[n++] = (struct gg_convert_params){ 0 };
		return n;
	}
	for (size_t i = 0; i < N_COLORS; i++) {
		params[n++] = (struct gg_convert_params){ .color = colors[i] };
		if (format->hsub > 1)
			params[n++] = (struct gg_convert_params){ .color = colors[i],
								  .chroma = GG_CHROMA_LINEAR };
	}
	return n;
}

/*
 * The model takes its time with Bayer: wide images take turns at the variants, one each, others of
 * some width try a third of them.
 */
static bool is_left_out(const struct gg_image *image, size_t variant, size_t turn, size_t n)
{
	if (image->format->layout != GG_LAYOUT_BAYER || image->width <= 100)
		return false;
	return image->width > 1000 ? variant != turn % n : variant % 3 != turn % 3;
}

/* The worst error of a format, however it is converted. */
static double try_size(const struct gg_format *format, uint32_t width, uint32_t height,
		       size_t padding)
{
	struct fenced fences[GG_MAX_PLANES];
	struct gg_image image = make_image(format, width, height, padding, fences);
	struct gg_convert_params params[MAX_VARIANTS];
	const size_t n = variants_of(format, params);
	static size_t turn;
	double worst = 0;

	turn++;
	for (size_t i = 0; i < n; i++) {
		if (is_left_out(&image, i, turn, n))
			continue;
		image.siting = i % 4 < 2 ? GG_SITING_LEFT : GG_SITING_CENTER;
		worst = fmax(worst, convert_and_compare(&image, &params[i], padding));
	}
	free_image(&image, fences);
	return worst;
}

static void test_every_format_and_size(void **state)
{
	static const uint32_t sizes[][2] = {
		{ 1, 1 },    { 1, 7 },	  { 7, 1 },    { 2, 2 },    { 3, 3 },
		{ 5, 4 },    { 16, 2 },	  { 17, 3 },   { 31, 5 },   { 33, 3 },
		{ 64, 4 },   { 65, 3 },	  { 127, 2 },  { 256, 9 },  { 640, 3 },
		{ 4095, 2 }, { 4096, 1 }, { 4097, 3 }, { 8195, 2 },
	};
	static const size_t paddings[] = { 0, 5, 64 };
	(void)state;

	for (size_t i = 0; i < gg_format_count(); i++) {
		const struct gg_format *format = gg_format_at(i);
		double worst = 0;

		if (!gg_convert_supports(format))
			continue;
		for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++)
			for (size_t p = 0; p < sizeof paddings / sizeof paddings[0]; p++)
				worst = fmax(worst, try_size(format, sizes[s][0], sizes[s][1],
							     paddings[p]));
		print_message("%-15s on the CPU: largest error %.2f of 255\n", format->name, worst);
		assert_true(worst <= TOLERANCE);
	}
}

enum { OFFSET = 3, FD_WIDTH = 37, FD_HEIGHT = 5, MEMORY = 1 << 16 };

/* Bytes of an image without padding, plane behind plane, each OFFSET bytes further than it need. */
static size_t lay_out(const struct gg_format *format, struct gg_plane_location *planes)
{
	uint64_t end = 0;

	for (unsigned i = 0; i < format->n_planes; i++) {
		planes[i].offset = end + OFFSET;
		planes[i].length = gg_format_row_bytes(format, i, FD_WIDTH) *
				   gg_format_rows(format, i, FD_HEIGHT);
		end = planes[i].offset + planes[i].length;
	}
	assert_true(end <= MEMORY);
	return end;
}

/* Convert what planes say, out of buffers that are mapped. */
static void convert_mapped(const struct gg_format *format, const struct gg_plane_location *planes,
			   uint8_t *pixels)
{
	static const struct gg_convert_params params = {
		.color = { GG_MATRIX_709, GG_RANGE_LIMITED },
		.raw = { .gains = { 1, 1, 1 }, .matrix = { { 1 }, { 0, 1 }, { 0, 0, 1 } } },
	};
	struct gg_mapped_buffer *buffer = gg_mapped_buffer_create(planes, format->n_planes);
	struct gg_image image = { .format = format,
				  .width = FD_WIDTH,
				  .height = FD_HEIGHT,
				  .n_planes = format->n_planes };

	assert_non_null(buffer);
	assert_int_equal(gg_mapped_buffer_map(buffer, GG_MAP_READ, NULL), 0);
	for (unsigned i = 0; i < format->n_planes; i++) {
		struct gg_plane *plane = &image.planes[i];
		uint8_t *data;
		assert_int_equal(gg_mapped_buffer_plane(buffer, i, &data, &plane->length, NULL), 0);
		plane->data = data;
		plane->bytes_used = plane->length;
		plane->stride = gg_format_row_bytes(format, i, FD_WIDTH);
	}
	gg_mapped_buffer_begin(buffer);
	assert_int_equal(
		gg_converter_run(converter, &image, &params, pixels, (size_t)4 * FD_WIDTH, NULL),
		0);
	gg_mapped_buffer_end(buffer);
	gg_mapped_buffer_destroy(buffer);
}

/* A picture is the same whether its planes lie in one buffer, at offsets, or each in its own. */
static void test_planes_in_buffers(void **state)
{
	static uint8_t memory[MEMORY], one[FD_HEIGHT][4 * FD_WIDTH],
		several[FD_HEIGHT][4 * FD_WIDTH];
	int fds[GG_MAX_PLANES];
	(void)state;

	for (size_t i = 0; i < MEMORY; i++)
		memory[i] = random_byte();
	for (unsigned i = 0; i < GG_MAX_PLANES; i++) {
		fds[i] = memfd_create("groundglass-test", MFD_CLOEXEC);
		assert_true(fds[i] >= 0);
	}
	for (size_t f = 0; f < gg_format_count(); f++) {
		const struct gg_format *format = gg_format_at(f);
		struct gg_plane_location planes[GG_MAX_PLANES] = { { 0 } };

		if (!gg_convert_supports(format))
			continue;
		const size_t size = lay_out(format, planes);
		for (unsigned i = 0; i < format->n_planes; i++)
			planes[i].fd = fds[0];
		assert_int_equal(pwrite(fds[0], memory, size, 0), size);
		convert_mapped(format, planes, one[0]);
		for (unsigned i = 0; i < format->n_planes; i++) {
			const uint8_t *bytes = memory + planes[i].offset;
			planes[i].fd = fds[i];
			planes[i].offset = (uint64_t)i * OFFSET;
			assert_int_equal(
				pwrite(fds[i], bytes, planes[i].length, (off_t)planes[i].offset),
				planes[i].length);
		}
		convert_mapped(format, planes, several[0]);
		assert_memory_equal(one, several, sizeof one);
	}
	for (unsigned i = 0; i < GG_MAX_PLANES; i++)
		close(fds[i]);
}

/* All of Y', Cb, Cr in steps that meet the ends, against each matrix and range. */
static void test_every_color(void **state)
{
	enum { STEP = 5, N = 255 / STEP + 1, COUNT = N * N };
	static uint8_t y[COUNT], u[COUNT], v[COUNT], pixels[COUNT][4];
	struct gg_image image = { .format = gg_format_by_name("YUV444"),
				  .width = COUNT,
				  .height = 1,
				  .n_planes = 3,
				  .planes = { { y, COUNT, COUNT, COUNT },
					      { u, COUNT, COUNT, COUNT },
					      { v, COUNT, COUNT, COUNT } } };
	(void)state;

	for (unsigned i = 0; i < COUNT; i++) {
		u[i] = (uint8_t)(i % N * STEP);
		v[i] = (uint8_t)(i / N * STEP);
	}
	for (unsigned i = 0; i < N_COLORS; i++) {
		double worst[3] = { 0 };
		for (int luma = 0; luma < 256; luma += STEP) {
			memset(y, luma, COUNT);
			const struct gg_convert_params params = { .color = colors[i] };
			assert_int_equal(gg_converter_run(converter, &image, &params, pixels[0],
							  sizeof pixels, NULL),
					 0);
			for (unsigned p = 0; p < COUNT; p++) {
				double rgb[3];
				model_rgb(&image, &params, p, 0, rgb);
				for (unsigned k = 0; k < 3; k++)
					worst[k] = fmax(worst[k], fabs(pixels[p][2 - k] - rgb[k]));
			}
		}
		print_message("BT.%s %s: largest error of R, G, B %.2f %.2f %.2f\n",
			      gg_matrix_name(colors[i].matrix), gg_range_name(colors[i].range),
			      worst[0], worst[1], worst[2]);
		for (unsigned k = 0; k < 3; k++)
			assert_true(worst[k] <= TOLERANCE);
	}
}

static void test_bytes_of_rgb(void **state)
{
	static const struct {
		const char *name;
		uint8_t bytes[4]; /* red 1, green 2, blue 3, anything else 9 */
	} pixels[] = {
		{ "RGB888", { 3, 2, 1 } },	{ "BGR888", { 1, 2, 3 } },
		{ "XRGB8888", { 3, 2, 1, 9 } }, { "ARGB8888", { 3, 2, 1, 9 } },
		{ "XBGR8888", { 1, 2, 3, 9 } }, { "ABGR8888", { 1, 2, 3, 9 } },
		{ "RGBX8888", { 9, 3, 2, 1 } }, { "RGBA8888", { 9, 3, 2, 1 } },
		{ "BGRX8888", { 9, 1, 2, 3 } }, { "BGRA8888", { 9, 1, 2, 3 } },
	};
	static const uint8_t expected[4] = { 3, 2, 1, 255 };
	(void)state;

	for (size_t i = 0; i < sizeof pixels / sizeof pixels[0]; i++) {
		const struct gg_format *format = gg_format_by_name(pixels[i].name);
		size_t size = gg_format_row_bytes(format, 0, 1);
		struct gg_image image = { .format = format,
					  .width = 1,
					  .height = 1,
					  .n_planes = 1,
					  .planes = { { pixels[i].bytes, size, size, size } } };
		uint8_t out[4] = { 0 };
		assert_int_equal(gg_converter_run(converter, &image, &unresolved, out, 4, NULL), 0);
		assert_memory_equal(out, expected, 4);
	}
}

static void test_stride_past_int(void **state)
{
	static const uint8_t bytes[] = { 16, 235, 81 };
	struct gg_image image = { .format = gg_format_by_name("R8"),
				  .width = 3,
				  .height = 1,
				  .n_planes = 1,
				  .planes = { { bytes, (size_t)1 << 33, 3, 3 } } };
	uint8_t out[12];
	(void)state;

	assert_int_equal(gg_converter_run(converter, &image, &limited, out, (size_t)1 << 34, NULL),
			 0);
	assert_int_equal(out[0], 0);
	assert_int_equal(out[4], 255);
	assert_int_equal(out[7], 255);
}

static void test_supported(void **state)
{
	(void)state;
	for (size_t i = 0; i < gg_format_count(); i++) {
		const struct gg_format *format = gg_format_at(i);
		const bool compressed =
			format->layout == GG_LAYOUT_JPEG || format->layout == GG_LAYOUT_PISP;

		assert_int_equal(gg_convert_supports(format), !compressed);
	}
}

static void test_refused(void **state)
{
	const struct gg_convert_params color = { .color = { GG_MATRIX_601, GG_RANGE_FULL } };
	uint8_t bytes[8] = { 0 }, out[16] = { 7 };
	struct gg_image image = { .format = gg_format_by_name("YUYV"),
				  .width = 4,
				  .height = 1,
				  .n_planes = 1,
				  .planes = { { bytes, 8, 8, 8 } } };
	struct gg_error error;
	(void)state;

	assert_int_equal(gg_converter_run(converter, &image, &color, out, 15, &error), -EINVAL);
	assert_non_null(strstr(error.text, "15"));
	assert_int_equal(gg_converter_run(converter, &image, &unresolved, out, 16, &error),
			 -EINVAL);
	assert_non_null(strstr(error.text, "not resolved"));
	image.planes[0].length = image.planes[0].bytes_used = 7;
	assert_int_equal(gg_converter_run(converter, &image, &color, out, 16, &error), -EINVAL);
	image.planes[0].length = image.planes[0].bytes_used = 8;
	image.format = gg_format_by_name("MJPEG");
	assert_int_equal(gg_converter_run(converter, &image, &color, out, 16, &error), -ENOTSUP);
	assert_non_null(strstr(error.text, "MJPEG"));
	image.format = gg_format_by_name("BGGR_PISP_COMP1");
	assert_int_equal(gg_converter_run(converter, &image, &color, out, 16, &error), -ENOTSUP);
	assert_non_null(strstr(error.text, "Raspberry Pi"));
	assert_int_equal(out[0], 7);
}

static int make_converter(void **state)
{
	(void)state;
	converter = gg_converter_create(2);
	return converter ? 0 : -1;
}

static int free_converter(void **state)
{
	(void)state;
	gg_converter_destroy(converter);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_format_and_size),
		cmocka_unit_test(test_every_color),
		cmocka_unit_test(test_planes_in_buffers),
		cmocka_unit_test(test_bytes_of_rgb),
		cmocka_unit_test(test_stride_past_int),
		cmocka_unit_test(test_supported),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, make_converter, free_converter);
}
