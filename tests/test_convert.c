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

#include <groundglass/convert.h>

/* Where a component of pixel x of a line lies: offset + x / hsub * step in row line / vsub. */
struct component {
	unsigned plane;
	uint32_t hsub, vsub;
	size_t offset, step;
};

/* The formats once more, from drm_fourcc.h, so that the library's table is tested as well. */
struct model {
	const char *name;
	bool rgb;
	unsigned n; /* components: Y U V, R G B, or Y alone */
	struct component c[3];
};

#define RGB(name, bytes, r, g, b)                                                                  \
	{                                                                                          \
		name, true, 3,                                                                     \
		{                                                                                  \
			{ 0, 1, 1, r, bytes }, { 0, 1, 1, g, bytes },                              \
			{                                                                          \
				0, 1, 1, b, bytes                                                  \
			}                                                                          \
		}                                                                                  \
	}
#define PACKED(name, y, u, v)                                                                      \
	{                                                                                          \
		name, false, 3,                                                                    \
		{                                                                                  \
			{ 0, 1, 1, y, 2 }, { 0, 2, 1, u, 4 },                                      \
			{                                                                          \
				0, 2, 1, v, 4                                                      \
			}                                                                          \
		}                                                                                  \
	}
#define SEMI(name, h, w, u, v)                                                                     \
	{                                                                                          \
		name, false, 3,                                                                    \
		{                                                                                  \
			{ 0, 1, 1, 0, 1 }, { 1, h, w, u, 2 },                                      \
			{                                                                          \
				1, h, w, v, 2                                                      \
			}                                                                          \
		}                                                                                  \
	}
#define PLANAR(name, h, w, u, v)                                                                   \
	{                                                                                          \
		name, false, 3,                                                                    \
		{                                                                                  \
			{ 0, 1, 1, 0, 1 }, { u, h, w, 0, 1 },                                      \
			{                                                                          \
				v, h, w, 0, 1                                                      \
			}                                                                          \
		}                                                                                  \
	}

static const struct model models[] = {
	RGB("RGB888", 3, 2, 1, 0),
	RGB("BGR888", 3, 0, 1, 2),
	RGB("XRGB8888", 4, 2, 1, 0),
	RGB("ARGB8888", 4, 2, 1, 0),
	RGB("XBGR8888", 4, 0, 1, 2),
	RGB("ABGR8888", 4, 0, 1, 2),
	RGB("RGBX8888", 4, 3, 2, 1),
	RGB("RGBA8888", 4, 3, 2, 1),
	RGB("BGRX8888", 4, 1, 2, 3),
	RGB("BGRA8888", 4, 1, 2, 3),
	{ "R8", false, 1, { { 0, 1, 1, 0, 1 } } },
	PACKED("YUYV", 0, 1, 3),
	PACKED("YVYU", 0, 3, 1),
	PACKED("UYVY", 1, 0, 2),
	PACKED("VYUY", 1, 2, 0),
	SEMI("NV12", 2, 2, 0, 1),
	SEMI("NV21", 2, 2, 1, 0),
	SEMI("NV16", 2, 1, 0, 1),
	SEMI("NV61", 2, 1, 1, 0),
	SEMI("NV24", 1, 1, 0, 1),
	SEMI("NV42", 1, 1, 1, 0),
	PLANAR("YUV420", 2, 2, 1, 2),
	PLANAR("YVU420", 2, 2, 2, 1),
	PLANAR("YUV422", 2, 1, 1, 2),
	PLANAR("YVU422", 2, 1, 2, 1),
	PLANAR("YUV444", 1, 1, 1, 2),
	PLANAR("YVU444", 1, 1, 2, 1),
};

enum { N_MODELS = sizeof models / sizeof models[0] };

/*
 * libyuv computes with 6 bits behind the point: a coefficient is off by up to 1/128, which is 1
 * at the far ends of chroma, and both chroma terms of green may add up to 2 (BT.2020, full range).
 */
enum { TOLERANCE = 2 };

static const struct gg_color colors[] = {
	{ GG_MATRIX_601, GG_RANGE_FULL },  { GG_MATRIX_601, GG_RANGE_LIMITED },
	{ GG_MATRIX_709, GG_RANGE_FULL },  { GG_MATRIX_709, GG_RANGE_LIMITED },
	{ GG_MATRIX_2020, GG_RANGE_FULL }, { GG_MATRIX_2020, GG_RANGE_LIMITED },
};

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
static struct gg_image make_image(const char *name, uint32_t width, uint32_t height, size_t padding,
				  struct fenced fences[GG_MAX_PLANES])
{
	struct gg_image image = { .format = gg_format_by_name(name),
				  .width = width,
				  .height = height };

	assert_non_null(image.format);
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

static double clamp(double v)
{
	return v < 0 ? 0 : v > 255 ? 255 : v;
}

/* BT.601-7, BT.709-6 and BT.2020-2: Kr and Kb; quantisation as there, full as in JFIF. */
static void model_rgb(struct gg_color color, const double c[3], double rgb[3])
{
	static const double k[][2] = { [GG_MATRIX_601] = { 0.299, 0.114 },
				       [GG_MATRIX_709] = { 0.2126, 0.0722 },
				       [GG_MATRIX_2020] = { 0.2627, 0.0593 } };
	double kr = k[color.matrix][0], kb = k[color.matrix][1];
	bool limited = color.range == GG_RANGE_LIMITED;
	double y = limited ? (c[0] - 16) / 219 : c[0] / 255;
	double cb = (c[1] - 128) / (limited ? 224 : 255);
	double cr = (c[2] - 128) / (limited ? 224 : 255);
	double r = y + 2 * (1 - kr) * cr;
	double b = y + 2 * (1 - kb) * cb;
	double g = (y - kr * r - kb * b) / (1 - kr - kb);

	rgb[0] = round(clamp(255 * r));
	rgb[1] = round(clamp(255 * g));
	rgb[2] = round(clamp(255 * b));
}

static uint8_t component_at(const struct gg_image *image, const struct component *c, uint32_t line,
			    uint32_t x)
{
	const struct gg_plane *plane = &image->planes[c->plane];

	return plane->data[plane->stride * (line / c->vsub) + c->offset + x / c->hsub * c->step];
}

static void expected_pixel(const struct model *model, const struct gg_image *image,
			   struct gg_color color, uint32_t line, uint32_t x, double rgb[3])
{
	double c[3] = { 0, 128, 128 };

	for (unsigned i = 0; i < model->n; i++)
		c[i] = component_at(image, &model->c[i], line, x);
	if (model->rgb)
		memcpy(rgb, c, sizeof c);
	else
		model_rgb(color, c, rgb);
}

/* Convert into memory with canaries before, between and (a fence) behind the rows. */
static double convert_and_compare(const struct model *model, const struct gg_image *image,
				  struct gg_color color, size_t dst_padding)
{
	enum { CANARY = 0x5a, BEFORE = 64 };
	struct gg_error error = { "" };
	size_t row = 4 * (size_t)image->width, stride = row + dst_padding;
	size_t size = BEFORE + stride * (image->height - 1) + row;
	struct fenced dst = fenced_new(size);
	double worst = 0;

	memset(dst.data, CANARY, size);
	if (gg_convert_to_xrgb(image, color, dst.data + BEFORE, stride, &error) != 0)
		fail_msg("%s %ux%u: %s", model->name, image->width, image->height, error.text);

	for (size_t i = 0; i < BEFORE; i++)
		assert_int_equal(dst.data[i], CANARY);
	for (uint32_t line = 0; line < image->height; line++) {
		const uint8_t *pixels = dst.data + BEFORE + stride * line;
		for (uint32_t x = 0; x < image->width; x++) {
			double rgb[3];
			expected_pixel(model, image, color, line, x, rgb);
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

/* The worst error of a format in every matrix and range. */
static double try_size(const struct model *model, uint32_t width, uint32_t height, size_t padding)
{
	struct fenced fences[GG_MAX_PLANES];
	struct gg_image image = make_image(model->name, width, height, padding, fences);
	double worst = 0;

	for (size_t i = 0; i < sizeof colors / sizeof colors[0]; i++)
		worst = fmax(worst, convert_and_compare(model, &image, colors[i], padding));
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

	for (size_t i = 0; i < N_MODELS; i++) {
		double worst = 0;
		for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++)
			for (size_t p = 0; p < sizeof paddings / sizeof paddings[0]; p++)
				worst = fmax(worst, try_size(&models[i], sizes[s][0], sizes[s][1],
							     paddings[p]));
		print_message("%-8s largest error %.0f\n", models[i].name, worst);
		assert_true(worst <= (models[i].rgb ? 0 : TOLERANCE));
	}
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
	for (unsigned i = 0; i < sizeof colors / sizeof colors[0]; i++) {
		double worst[3] = { 0 };
		for (int luma = 0; luma < 256; luma += STEP) {
			memset(y, luma, COUNT);
			assert_int_equal(gg_convert_to_xrgb(&image, colors[i], pixels[0],
							    sizeof pixels, NULL),
					 0);
			for (unsigned p = 0; p < COUNT; p++) {
				double rgb[3], c[3] = { y[p], u[p], v[p] };
				model_rgb(colors[i], c, rgb);
				for (unsigned k = 0; k < 3; k++)
					worst[k] = fmax(worst[k], fabs(pixels[p][2 - k] - rgb[k]));
			}
		}
		print_message("BT.%s %s: largest error of R, G, B %.0f %.0f %.0f\n",
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
		assert_int_equal(gg_convert_to_xrgb(&image, (struct gg_color){ 0 }, out, 4, NULL),
				 0);
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

	assert_int_equal(gg_convert_to_xrgb(&image,
					    (struct gg_color){ GG_MATRIX_601, GG_RANGE_LIMITED },
					    out, (size_t)1 << 34, NULL),
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
		bool modelled = false;
		for (size_t m = 0; m < N_MODELS; m++)
			modelled |= !strcmp(models[m].name, format->name);
		assert_int_equal(gg_convert_supports(format), modelled);
	}
}

static void test_refused(void **state)
{
	const struct gg_color color = { GG_MATRIX_601, GG_RANGE_FULL };
	uint8_t bytes[8] = { 0 }, out[16] = { 7 };
	struct gg_image image = { .format = gg_format_by_name("YUYV"),
				  .width = 4,
				  .height = 1,
				  .n_planes = 1,
				  .planes = { { bytes, 8, 8, 8 } } };
	struct gg_error error;
	(void)state;

	assert_int_equal(gg_convert_to_xrgb(&image, color, out, 15, &error), -EINVAL);
	assert_non_null(strstr(error.text, "15"));
	assert_int_equal(gg_convert_to_xrgb(&image, (struct gg_color){ 0 }, out, 16, &error),
			 -EINVAL);
	assert_non_null(strstr(error.text, "not resolved"));
	image.planes[0].length = image.planes[0].bytes_used = 7;
	assert_int_equal(gg_convert_to_xrgb(&image, color, out, 16, &error), -EINVAL);
	image.planes[0].length = image.planes[0].bytes_used = 8;
	image.format = gg_format_by_name("MJPEG");
	assert_int_equal(gg_convert_to_xrgb(&image, color, out, 16, &error), -ENOTSUP);
	assert_non_null(strstr(error.text, "MJPEG"));
	assert_int_equal(out[0], 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_format_and_size),
		cmocka_unit_test(test_every_color),
		cmocka_unit_test(test_bytes_of_rgb),
		cmocka_unit_test(test_stride_past_int),
		cmocka_unit_test(test_supported),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
