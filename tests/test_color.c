/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/color.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const enum gg_matrix matrices[] = { GG_MATRIX_601, GG_MATRIX_709, GG_MATRIX_2020 };
static const enum gg_range ranges[] = { GG_RANGE_FULL, GG_RANGE_LIMITED };

/* Codes of 8 bit samples to R'G'B'. */
static void convert(struct gg_color color, int y, int cb, int cr, float rgb[3])
{
	float m[3][4];

	gg_color_to_rgb(color, m);
	for (unsigned i = 0; i < 3; i++)
		rgb[i] = m[i][0] * (float)y / 255 + m[i][1] * (float)cb / 255 +
			 m[i][2] * (float)cr / 255 + m[i][3];
}

static void assert_rgb(struct gg_color color, int y, int cb, int cr, float r, float g, float b,
		       float epsilon)
{
	float rgb[3];

	convert(color, y, cb, cr, rgb);
	assert_float_equal(rgb[0], r, epsilon);
	assert_float_equal(rgb[1], g, epsilon);
	assert_float_equal(rgb[2], b, epsilon);
}

/* The coefficients as they are printed in the usual references, and how exactly. */
static void test_published_coefficients(void **state)
{
	static const struct {
		struct gg_color color;
		double rv, gu, gv, bu;
		float epsilon;
	} published[] = {
		{ { GG_MATRIX_601, GG_RANGE_LIMITED }, 1.596, -0.392, -0.813, 2.017, 6e-4F },
		{ { GG_MATRIX_709, GG_RANGE_LIMITED }, 1.793, -0.213, -0.533, 2.112, 6e-4F },
		{ { GG_MATRIX_601, GG_RANGE_FULL }, 1.402, -0.344136, -0.714136, 1.772, 1e-6F },
		{ { GG_MATRIX_709, GG_RANGE_FULL }, 1.5748, -0.187324, -0.468124, 1.8556, 1e-6F },
		{ { GG_MATRIX_2020, GG_RANGE_FULL }, 1.4746, -0.164553, -0.571353, 1.8814, 1e-6F },
	};

	(void)state;
	for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
		const float y = published[i].color.range == GG_RANGE_FULL ? 1 : 1.164F;
		const float epsilon = published[i].epsilon;
		float m[3][4];

		gg_color_to_rgb(published[i].color, m);
		for (unsigned j = 0; j < 3; j++)
			assert_float_equal(m[j][0], y, epsilon);
		assert_float_equal(m[0][1], 0, 0);
		assert_float_equal(m[0][2], published[i].rv, epsilon);
		assert_float_equal(m[1][1], published[i].gu, epsilon);
		assert_float_equal(m[1][2], published[i].gv, epsilon);
		assert_float_equal(m[2][1], published[i].bu, epsilon);
		assert_float_equal(m[2][2], 0, 0);
	}
}

static void test_black_grey_and_white(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof matrices / sizeof matrices[0]; i++) {
		const struct gg_color full = { matrices[i], GG_RANGE_FULL };
		const struct gg_color limited = { matrices[i], GG_RANGE_LIMITED };

		assert_rgb(full, 0, 128, 128, 0, 0, 0, 1e-5F);
		assert_rgb(full, 51, 128, 128, 0.2F, 0.2F, 0.2F, 1e-5F);
		assert_rgb(full, 255, 128, 128, 1, 1, 1, 1e-5F);
		assert_rgb(limited, 16, 128, 128, 0, 0, 0, 1e-5F);
		assert_rgb(limited, 89, 128, 128, 1 / 3.F, 1 / 3.F, 1 / 3.F, 1e-5F);
		assert_rgb(limited, 235, 128, 128, 1, 1, 1, 1e-5F);
	}
}

/* Codes of the 100 % colour bars: BT.601 and BT.709 limited, as in test equipment's manuals. */
static void test_colour_bars(void **state)
{
	static const struct {
		int rgb[3];
		int bt601[3], bt709[3];
	} bars[] = {
		{ { 1, 1, 0 }, { 210, 16, 146 }, { 219, 16, 138 } },
		{ { 0, 1, 1 }, { 170, 166, 16 }, { 188, 154, 16 } },
		{ { 0, 1, 0 }, { 145, 54, 34 }, { 173, 42, 26 } },
		{ { 1, 0, 1 }, { 106, 202, 222 }, { 78, 214, 230 } },
		{ { 1, 0, 0 }, { 81, 90, 240 }, { 63, 102, 240 } },
		{ { 0, 0, 1 }, { 41, 240, 110 }, { 32, 240, 118 } },
	};
	const struct gg_color bt601 = { GG_MATRIX_601, GG_RANGE_LIMITED };
	const struct gg_color bt709 = { GG_MATRIX_709, GG_RANGE_LIMITED };

	(void)state;
	for (size_t i = 0; i < sizeof bars / sizeof bars[0]; i++) {
		const float r = (float)bars[i].rgb[0];
		const float g = (float)bars[i].rgb[1];
		const float b = (float)bars[i].rgb[2];
		const int *a = bars[i].bt601;
		const int *c = bars[i].bt709;

		/* Half a code of rounding in each of the three. */
		assert_rgb(bt601, a[0], a[1], a[2], r, g, b, 0.007F);
		assert_rgb(bt709, c[0], c[1], c[2], r, g, b, 0.007F);
	}
}

static void assert_resolved(struct gg_color stream, struct gg_color wish, const char *format,
			    uint32_t height, struct gg_color result, bool was_assumed)
{
	bool assumed = !was_assumed;
	const struct gg_color color =
		gg_color_resolve(stream, wish, gg_format_by_name(format), height, &assumed);

	assert_int_equal(color.matrix, result.matrix);
	assert_int_equal(color.range, result.range);
	assert_int_equal(assumed, was_assumed);
}

static void test_resolve(void **state)
{
	static const struct gg_color none = { GG_MATRIX_AUTO, GG_RANGE_AUTO };
	static const struct gg_color full601 = { GG_MATRIX_601, GG_RANGE_FULL };
	static const struct gg_color limited601 = { GG_MATRIX_601, GG_RANGE_LIMITED };
	static const struct gg_color full709 = { GG_MATRIX_709, GG_RANGE_FULL };
	static const struct gg_color limited709 = { GG_MATRIX_709, GG_RANGE_LIMITED };
	static const struct gg_color limited2020 = { GG_MATRIX_2020, GG_RANGE_LIMITED };
	static const struct gg_color only709 = { GG_MATRIX_709, GG_RANGE_AUTO };
	static const struct gg_color only_full = { GG_MATRIX_AUTO, GG_RANGE_FULL };

	(void)state;
	/* Nobody says: by height, by kind of format. */
	assert_resolved(none, none, "YUYV", 480, limited601, true);
	assert_resolved(none, none, "YUYV", 576, limited601, true);
	assert_resolved(none, none, "NV12", 577, limited709, true);
	assert_resolved(none, none, "RGB888", 480, full601, true);
	assert_resolved(none, none, "R8", 480, full601, true);
	/* The stream says, all or half of it. */
	assert_resolved(limited2020, none, "YUYV", 480, limited2020, false);
	assert_resolved(full709, none, "R8", 480, full709, false);
	assert_resolved(only709, none, "YUYV", 480, limited709, true);
	assert_resolved(only_full, none, "YUYV", 1080, full709, true);
	/* JFIF, whatever the stream says. */
	assert_resolved(limited709, none, "MJPEG", 1080, full601, false);
	assert_resolved(none, none, "MJPEG", 1080, full601, false);
	/* The user wins, field by field. */
	assert_resolved(limited2020, only709, "YUYV", 480, limited709, false);
	assert_resolved(limited709, only_full, "YUYV", 480, full709, false);
	assert_resolved(limited2020, full601, "YUYV", 480, full601, false);
	assert_resolved(limited601, only709, "MJPEG", 480, full709, false);
	assert_resolved(none, only709, "YUYV", 480, limited709, true);
	assert_resolved(none, full709, "YUYV", 480, full709, false);

	assert_int_equal(gg_color_resolve(none, none, gg_format_by_name("YUYV"), 480, NULL).matrix,
			 GG_MATRIX_601);
}

static void test_names(void **state)
{
	enum gg_matrix matrix = GG_MATRIX_AUTO;
	enum gg_range range = GG_RANGE_AUTO;

	(void)state;
	assert_string_equal(gg_matrix_name(GG_MATRIX_AUTO), "auto");
	assert_string_equal(gg_matrix_name(GG_MATRIX_2020), "2020");
	assert_string_equal(gg_range_name(GG_RANGE_LIMITED), "limited");
	for (size_t i = 0; i < sizeof matrices / sizeof matrices[0]; i++) {
		assert_true(gg_matrix_parse(gg_matrix_name(matrices[i]), &matrix));
		assert_int_equal(matrix, matrices[i]);
	}
	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
		assert_true(gg_range_parse(gg_range_name(ranges[i]), &range));
		assert_int_equal(range, ranges[i]);
	}
	assert_true(gg_matrix_parse("auto", &matrix));
	assert_int_equal(matrix, GG_MATRIX_AUTO);

	/* What names none changes nothing. */
	assert_true(gg_matrix_parse("709", &matrix));
	assert_false(gg_matrix_parse("70", &matrix));
	assert_false(gg_matrix_parse("", &matrix));
	assert_false(gg_range_parse("full ", &range));
	assert_int_equal(matrix, GG_MATRIX_709);
	assert_int_equal(range, GG_RANGE_LIMITED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_published_coefficients),
		cmocka_unit_test(test_black_grey_and_white),
		cmocka_unit_test(test_colour_bars),
		cmocka_unit_test(test_resolve),
		cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
