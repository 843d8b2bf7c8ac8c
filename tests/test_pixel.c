/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <groundglass/pixel.h>

#include "guarded_image.h"
#include "model.h"

/* Odd sizes, paddings that nothing divides; IPU3 has 25 pixels in a group. */
static const struct guarded_shape shapes[] = {
	{ 54, 6, 0, 0 },
	{ 27, 5, 5, 3 },
	{ 1, 1, 0, 0 },
	{ 3, 2, 1, 1 },
};

static bool can_be_read(const struct gg_format *format)
{
	return format->layout != GG_LAYOUT_JPEG && format->layout != GG_LAYOUT_PISP;
}

static const char *names_of(const struct gg_format *format, uint32_t x, uint32_t y)
{
	static const char *const colors[] = { "R", "G", "B" };

	if (format->layout == GG_LAYOUT_BAYER)
		return colors[format->order[y % 2 * 2 + x % 2]];
	if (format->layout == GG_LAYOUT_GREY)
		return "Y";
	return format->layout == GG_LAYOUT_RGB ? "RGB" : "YUV";
}

static void compare(const struct gg_image *image, uint32_t x, uint32_t y)
{
	const struct gg_format *format = image->format;
	const char *names = names_of(format, x, y);
	struct gg_pixel pixel;
	double codes[3];
	const unsigned n = model_codes(image, x, y, codes);

	assert_int_equal(gg_image_pixel(image, x, y, &pixel), 0);
	assert_int_equal(n, strlen(names));
	for (unsigned i = 0; i < n; i++) {
		const struct gg_component *component = &pixel.components[i];
		const bool green =
			format->packing == GG_PACKING_565 || format->packing == GG_PACKING_565_BE;

		assert_int_equal(component->name, names[i]);
		assert_int_equal(component->bits, green && i == 1 ? 6 : format->bits);
		if (component->code != lround(codes[i]))
			fail_msg("%s %ux%u at %u,%u: %c is %u, not %g", format->name, image->width,
				 image->height, x, y, component->name, component->code, codes[i]);
	}
}

static void every_pixel_of_every_format_is_the_models(void **state)
{
	(void)state;
	for (size_t i = 0; i < gg_format_count(); i++) {
		const struct gg_format *format = gg_format_at(i);
		for (size_t k = 0; can_be_read(format) && k < sizeof shapes / sizeof *shapes; k++) {
			const struct gg_image image = guarded_image(format, &shapes[k]);
			for (uint32_t y = 0; y < image.height; y++)
				for (uint32_t x = 0; x < image.width; x++)
					compare(&image, x, y);
		}
	}
}

static void alpha_is_there_where_it_is_stored(void **state)
{
	static const struct {
		const char *name;
		unsigned n, byte;
	} cases[] = {
		{ "XRGB8888", 3, 0 },
		{ "ARGB8888", 4, 3 },
		{ "RGBA8888", 4, 0 },
		{ "BGR888", 3, 0 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct gg_image image =
			guarded_image(gg_format_by_name(cases[i].name), &shapes[0]);
		struct gg_pixel pixel;

		assert_int_equal(gg_image_pixel(&image, 0, 0, &pixel), 0);
		assert_int_equal(pixel.n, cases[i].n);
		if (pixel.n < 4)
			continue;
		assert_int_equal(pixel.components[3].name, 'A');
		assert_int_equal(pixel.components[3].code, image.planes[0].data[cases[i].byte]);
	}
}

static void what_is_no_pixel_is_refused(void **state)
{
	struct gg_image image = guarded_image(gg_format_by_name("NV12"), &shapes[1]);
	struct gg_pixel pixel;

	(void)state;
	assert_int_equal(gg_image_pixel(&image, 27, 0, &pixel), -EINVAL);
	assert_int_equal(gg_image_pixel(&image, 0, 5, &pixel), -EINVAL);
	assert_int_equal(gg_image_pixel(&image, UINT32_MAX, UINT32_MAX, &pixel), -EINVAL);
	assert_int_equal(pixel.n, 0);
	image.format = gg_format_by_name("MJPEG");
	assert_int_equal(gg_image_pixel(&image, 0, 0, &pixel), -ENOTSUP);
	image.format = gg_format_by_name("RGGB_PISP_COMP1");
	assert_int_equal(gg_image_pixel(&image, 0, 0, &pixel), -ENOTSUP);
	image.format = NULL;
	assert_int_equal(gg_image_pixel(&image, 0, 0, &pixel), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_pixel_of_every_format_is_the_models),
		cmocka_unit_test(alpha_is_there_where_it_is_stored),
		cmocka_unit_test(what_is_no_pixel_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
