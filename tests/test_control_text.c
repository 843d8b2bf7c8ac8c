/* SPDX-License-Identifier: BSD-2-Clause */
/* Values as text and back: the half of groundglass/control.h that control_text.c is. */
#include <errno.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <groundglass/control.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct gg_control_info info_of(const char *name, enum gg_control_type type)
{
	return (struct gg_control_info){ .id = 1, .name = (char *)name, .type = type };
}

static void bound(struct gg_control_info *info, double min, double max)
{
	assert_int_equal(gg_control_value_set_number(&info->min, info->type, min), 0);
	assert_int_equal(gg_control_value_set_number(&info->max, info->type, max), 0);
}

static void assert_text(const struct gg_control_value *value, const struct gg_control_info *info,
			const char *expected)
{
	char text[256];
	size_t length = gg_control_value_format(value, info, text, sizeof text);
	assert_string_equal(text, expected);
	assert_int_equal(length, strlen(expected));
}

/* Parse text and format the result. */
static void assert_parsed(const struct gg_control_info *info, const char *text,
			  const char *expected)
{
	struct gg_control_value value = { 0 };
	struct gg_error error = { "" };
	assert_int_equal(gg_control_value_parse(&value, info, text, &error), 0);
	assert_string_equal(error.text, "");
	assert_int_equal(value.type, info->type);
	assert_text(&value, info, expected);
	gg_control_value_finish(&value);
}

/* Values of properties are by name where there is one, also in arrays. */
static void test_format_enumerators(void **state)
{
	(void)state;
	static struct gg_control_enumerator places[] = { { 0, (char *)"CameraLocationFront" },
							 { 1, (char *)"CameraLocationBack" } };
	struct gg_control_info info = info_of("Location", GG_CONTROL_INT32);
	const int32_t numbers[] = { 1, 7, 0 };
	struct gg_control_value value = { 0 };

	info.n_enumerators = COUNT(places);
	info.enumerators = places;
	gg_control_value_set(&value, GG_CONTROL_INT32, false, numbers, 1);
	assert_text(&value, &info, "CameraLocationBack");
	assert_text(&value, NULL, "1");
	gg_control_value_set(&value, GG_CONTROL_INT32, true, numbers, 3);
	assert_text(&value, &info, "[ CameraLocationBack, 7, CameraLocationFront ]");
	gg_control_value_finish(&value);
}

/* Text is refused, the error says so in these words, and the value is left alone. */
static void assert_refused(const struct gg_control_info *info, const char *text, int code,
			   const char *message)
{
	struct gg_control_value value = { 0 }, before = { 0 };
	struct gg_error error = { "" };
	gg_control_value_set_number(&value, GG_CONTROL_INT32, 42);
	gg_control_value_copy(&before, &value);
	assert_int_equal(gg_control_value_parse(&value, info, text, &error), code);
	if (message)
		assert_string_equal(error.text, message);
	assert_true(gg_control_value_equal(&value, &before));
	assert_int_equal(gg_control_value_parse(&value, info, text, NULL), code);
}

static void test_format(void **state)
{
	(void)state;
	static const struct gg_rectangle rectangles[] = { { -1, 2, 640, 480 },
							  { 0, 0, UINT32_MAX, 1 } };
	static const struct gg_size size = { 1280, 720 };
	static const struct gg_point point = { -3, 4 };
	static const int64_t big = 9007199254740993; /* 2^53 + 1: no double */
	static const uint8_t flags[] = { 1, 0 };
	static const float real = 0.1F;
	static const uint16_t word = UINT16_MAX;
	static const uint32_t longs[] = { UINT32_MAX, 0 };
	static const int32_t least = INT32_MIN;
	static const int64_t huge[] = { INT64_MIN, INT64_MAX };
	static const float reals[] = { -1 / 3.0F, 1, 1e10F };
	static const struct {
		enum gg_control_type type;
		bool is_array;
		const void *data;
		uint32_t count;
		const char *text;
	} cases[] = {
		{ GG_CONTROL_NONE, false, NULL, 0, "none" },
		{ GG_CONTROL_BOOL, true, flags, 2, "[ true, false ]" },
		{ GG_CONTROL_UINT8, true, flags, 1, "[ 1 ]" },
		{ GG_CONTROL_INT64, false, &big, 1, "9007199254740993" },
		{ GG_CONTROL_FLOAT, false, &real, 1, "0.1" },
		{ GG_CONTROL_STRING, false, "a\tb\\\x7f\xc3\xa9", 7, "a\\x09b\\x5c\\x7f\xc3\xa9" },
		{ GG_CONTROL_STRING, false, "\xc2\x9b\xff\xc3", 4, "\\xc2\\x9b\\xff\\xc3" },
		{ GG_CONTROL_STRING, false, "a\0b", 3, "a\\x00b" },
		{ GG_CONTROL_UINT16, false, &word, 1, "65535" },
		{ GG_CONTROL_UINT32, true, longs, 2, "[ 4294967295, 0 ]" },
		{ GG_CONTROL_INT32, false, &least, 1, "-2147483648" },
		{ GG_CONTROL_INT64, true, huge, 2,
		  "[ -9223372036854775808, 9223372036854775807 ]" },
		{ GG_CONTROL_FLOAT, true, reals, 3, "[ -0.333333, 1, 1e+10 ]" },
		{ GG_CONTROL_SIZE, true, &size, 1, "[ 1280x720 ]" },
		{ GG_CONTROL_POINT, true, &point, 1, "[ (-3, 4) ]" },
		{ GG_CONTROL_RECTANGLE, true, rectangles, 2,
		  "[ (-1, 2)/640x480, (0, 0)/4294967295x1 ]" },
		{ GG_CONTROL_SIZE, false, &size, 1, "1280x720" },
		{ GG_CONTROL_POINT, false, &point, 1, "(-3, 4)" },
		{ GG_CONTROL_INT32, true, NULL, 0, "[ ]" },
	};
	struct gg_control_value value = { 0 };
	for (size_t i = 0; i < COUNT(cases); i++) {
		gg_control_value_set(&value, cases[i].type, cases[i].is_array, cases[i].data,
				     cases[i].count);
		assert_text(&value, NULL, cases[i].text);
	}
	gg_control_value_finish(&value);
}

static void test_format_truncates(void **state)
{
	(void)state;
	struct gg_control_value value = { 0 };
	const int32_t numbers[] = { 100, 200, 300 };
	gg_control_value_set(&value, GG_CONTROL_INT32, true, numbers, 3);
	static const char whole[] = "[ 100, 200, 300 ]";
	for (size_t size = 0; size <= sizeof whole; size++) {
		char text[sizeof whole + 1];
		memset(text, '#', sizeof text);
		assert_int_equal(gg_control_value_format(&value, NULL, size ? text : NULL, size),
				 sizeof whole - 1);
		size_t kept = size < sizeof whole ? size : sizeof whole;
		if (kept) {
			assert_memory_equal(text, whole, kept - 1);
			assert_int_equal(text[kept - 1], '\0');
		}
		assert_int_equal(text[kept], '#');
	}
}

static struct gg_control_enumerator awb_modes[] = { { 0, (char *)"AwbAuto" },
						    { 1, (char *)"AwbIndoor" },
						    { 7, (char *)"AwbCustom" } };

static void test_enumerators(void **state)
{
	(void)state;
	struct gg_control_info info = info_of("AwbMode", GG_CONTROL_INT32);
	info.n_enumerators = COUNT(awb_modes);
	info.enumerators = awb_modes;
	bound(&info, 0, 7);

	assert_parsed(&info, "AwbIndoor", "AwbIndoor");
	assert_parsed(&info, "awbCUSTOM", "AwbCustom");
	assert_parsed(&info, "indoor", "AwbIndoor");
	assert_parsed(&info, " auto ", "AwbAuto");
	assert_parsed(&info, "7", "AwbCustom");
	assert_parsed(&info, "3", "3");
	static const char takes[] = "cannot set AwbMode to \"door\": it takes AwbAuto, AwbIndoor, "
				    "AwbCustom";
	assert_refused(&info, "door", -EINVAL, takes);
	assert_refused(&info, "8", -ERANGE, NULL);
	assert_refused(&info, "", -EINVAL, NULL);

	/* An ending that fits two is none. */
	struct gg_control_enumerator modes[] = { { 0, (char *)"HdrOff" },
						 { 1, (char *)"FlashOff" } };
	info.n_enumerators = 2;
	info.enumerators = modes;
	assert_refused(&info, "off", -EINVAL, NULL);
	assert_parsed(&info, "flashoff", "FlashOff");

	/* The control's name before an enumerator that lacks it. */
	struct gg_control_enumerator plain[] = { { 0, (char *)"Off" }, { 1, (char *)"Fast" } };
	info.enumerators = plain;
	assert_parsed(&info, "AwbModeFast", "Fast");
	assert_parsed(&info, "fast", "Fast");

	/* A number is one, whatever a name ends in. */
	struct gg_control_enumerator patterns[] = { { 1, (char *)"SolidColor" },
						    { 5, (char *)"Custom1" } };
	info.enumerators = patterns;
	assert_parsed(&info, "1", "SolidColor");
	assert_parsed(&info, "custom1", "Custom1");
}

static void test_parse_numbers(void **state)
{
	(void)state;
	struct gg_control_info info = info_of("Gain", GG_CONTROL_INT32);
	assert_parsed(&info, "-12", "-12");
	assert_parsed(&info, "+3", "3");
	assert_parsed(&info, "010", "10");
	const struct gg_control_info none = { .name = (char *)"None", .is_array = true };
	assert_refused(&none, "[ ]", -EINVAL,
		       "cannot set None to \"[ ]\": it takes any number of "
		       "values of nothing");
	static const char *const bad[] = { "",	  " ",	 "x",	  "1x",	  "1.5", "0x10", "1e3",
					   "--1", "1 2", "[ 1 ]", "10ms", "nan", "true" };
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_refused(&info, bad[i], -EINVAL, NULL);
	assert_refused(&info, "2147483648", -ERANGE,
		       "cannot set Gain to \"2147483648\": it takes -2147483648..2147483647");

	bound(&info, -5, 5);
	assert_parsed(&info, "5", "5");
	assert_refused(&info, "6", -ERANGE, "cannot set Gain to \"6\": it takes -5..5");
	assert_refused(&info, "-6", -ERANGE, NULL);

	info.type = GG_CONTROL_INT64;
	info.min.type = info.max.type = GG_CONTROL_NONE;
	assert_parsed(&info, "9007199254740993", "9007199254740993");
	assert_parsed(&info, "-9223372036854775808", "-9223372036854775808");

	struct gg_control_info byte = info_of("Byte", GG_CONTROL_UINT8);
	assert_parsed(&byte, "255", "255");
	assert_refused(&byte, "256", -ERANGE, "cannot set Byte to \"256\": it takes 0..255");
	assert_refused(&byte, "-1", -ERANGE, NULL);
}

static void test_parse_floats(void **state)
{
	(void)state;
	struct gg_control_info info = info_of("Contrast", GG_CONTROL_FLOAT);
	assert_parsed(&info, "1e-3", "0.001");
	assert_parsed(&info, "-.5", "-0.5");
	assert_refused(&info, "abc", -EINVAL, "cannot set Contrast to \"abc\": it takes a number");
	assert_refused(&info, "inf", -EINVAL, NULL);
	assert_refused(&info, "1,5", -EINVAL, NULL);
	assert_refused(&info, "1e39", -ERANGE, NULL);

	bound(&info, 0.1, 22.260869);
	assert_parsed(&info, "0.1", "0.1"); /* less than 0.1F */
	assert_parsed(&info, "22.2609", "22.2609");
	assert_refused(&info, "22.27", -ERANGE,
		       "cannot set Contrast to \"22.27\": it takes 0.1..22.2609");
	assert_refused(&info, "0", -ERANGE, NULL);
}

static void test_parse_bools(void **state)
{
	(void)state;
	struct gg_control_info info = info_of("AeEnable", GG_CONTROL_BOOL);
	static const char *const yes[] = { "true", "ON", "Yes", "1" };
	static const char *const no[] = { "false", "off", "NO", "0" };
	for (size_t i = 0; i < 4; i++) {
		assert_parsed(&info, yes[i], "true");
		assert_parsed(&info, no[i], "false");
	}
	assert_refused(&info, "2", -EINVAL, "cannot set AeEnable to \"2\": it takes true or false");
	assert_refused(&info, "t", -EINVAL, NULL);
}

static void test_parse_times(void **state)
{
	(void)state;
	struct gg_control_info info = info_of("ExposureTime", GG_CONTROL_INT32);
	assert_parsed(&info, "500", "500");
	assert_parsed(&info, "10ms", "10000");
	assert_parsed(&info, "1.5ms", "1500");
	assert_parsed(&info, "2s", "2000000");
	assert_parsed(&info, "33us", "33");
	assert_parsed(&info, "1/60", "16667");
	assert_parsed(&info, "1/60s", "16667");
	static const char *const bad[] = {
		"1/0", "1/", "/60", "10m", "ms", "1/60ms", "1/x", "1.5"
	};
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_refused(&info, bad[i], -EINVAL, NULL);
	bound(&info, 100, 20000);
	assert_refused(&info, "21ms", -ERANGE,
		       "cannot set ExposureTime to \"21ms\": it takes 100..20000 "
		       "(microseconds, or a time as 10ms or 1/60)");
	assert_refused(&info, "1e30s", -ERANGE, NULL);

	struct gg_control_info limits = info_of("FrameDurationLimits", GG_CONTROL_INT64);
	limits.is_array = true;
	limits.array_size = 2;
	assert_parsed(&limits, "1/30,50ms", "[ 33333, 50000 ]");
	struct gg_control_info duration = info_of("FrameDuration", GG_CONTROL_INT64);
	assert_parsed(&duration, "1s", "1000000");
	struct gg_control_info mode = info_of("ExposureTimeMode", GG_CONTROL_INT32);
	assert_refused(&mode, "10ms", -EINVAL, NULL);
	struct gg_control_info stamp = info_of("SensorTimestamp", GG_CONTROL_INT64);
	assert_refused(&stamp, "1s", -EINVAL, NULL);
}

static void test_parse_geometry(void **state)
{
	(void)state;
	struct gg_control_info crop = info_of("ScalerCrop", GG_CONTROL_RECTANGLE);
	assert_parsed(&crop, "(-1, 2)/640x480", "(-1, 2)/640x480");
	assert_parsed(&crop, "(1,2)/3x4", "(1, 2)/3x4");
	static const char *const bad[] = {
		"640x480",	"(1, 2)/3x-4", "(1, 2)/3x4294967296", "(2147483648, 2)/3x4",
		"(1, 2)/3x4 5", "(1, 2"
	};
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_refused(&crop, bad[i], -EINVAL, NULL);
	assert_refused(&crop, "all", -EINVAL,
		       "cannot set ScalerCrop to \"all\": it takes (X, Y)/WIDTHxHEIGHT");
	struct gg_control_info size = info_of("Size", GG_CONTROL_SIZE);
	assert_parsed(&size, "640x480", "640x480");
	struct gg_control_info point = info_of("Point", GG_CONTROL_POINT);
	assert_parsed(&point, "(-5, 6)", "(-5, 6)");
	point.is_array = true;
	assert_parsed(&point, "(-5, 6), (7,8)", "[ (-5, 6), (7, 8) ]");
}

static void test_parse_arrays(void **state)
{
	(void)state;
	struct gg_control_info info = info_of("ColourGains", GG_CONTROL_FLOAT);
	info.is_array = true;
	bound(&info, 0, 8);
	assert_parsed(&info, "1.5,2", "[ 1.5, 2 ]");
	assert_parsed(&info, " [ 1.5, 2 ] ", "[ 1.5, 2 ]");
	assert_parsed(&info, "[]", "[ ]");
	assert_parsed(&info, "3", "[ 3 ]");
	assert_refused(&info, "1,", -EINVAL, NULL);
	assert_refused(&info, "1,,2", -EINVAL, NULL);
	assert_refused(&info, "1,9", -ERANGE, NULL);
	info.array_size = 2;
	assert_refused(&info, "1", -EINVAL,
		       "cannot set ColourGains to \"1\": it takes 2 values of 0..8");
	assert_refused(&info, "1,2,3", -EINVAL, NULL);

	/* A limit for each element. */
	const float max[] = { 1, 4 };
	gg_control_value_set(&info.max, GG_CONTROL_FLOAT, true, max, 2);
	assert_parsed(&info, "1,4", "[ 1, 4 ]");
	assert_refused(&info, "4,1", -ERANGE, NULL);
}

static void test_parse_strings(void **state)
{
	(void)state;
	struct gg_control_info info = info_of("Model", GG_CONTROL_STRING);
	struct gg_control_value value = { 0 };
	assert_int_equal(gg_control_value_parse(&value, &info, "a\\x09\\x5cx \\x4", NULL), 0);
	assert_int_equal(value.count, 8);
	assert_memory_equal(gg_control_value_data(&value), "a\t\\x \\x4", 8);
	gg_control_value_finish(&value);
}

/* What format writes, parse reads, whatever the program's locale. */
static void test_locale(void **state)
{
	(void)state;
	static const char *const locales[] = { "de_DE.UTF-8", "tr_TR.UTF-8", "fr_FR.UTF-8" };
	struct gg_control_info info = info_of("Gain", GG_CONTROL_FLOAT);
	unsigned n = 0;
	bound(&info, 0.25, 2.5);
	for (size_t i = 0; i < COUNT(locales); i++) {
		if (!setlocale(LC_ALL, locales[i]))
			continue;
		n++;
		const char *point = localeconv()->decimal_point;
		assert_parsed(&info, "1.5", "1.5");
		assert_refused(&info, "1,5", -EINVAL,
			       "cannot set Gain to \"1,5\": it takes 0.25..2.5");
		assert_string_equal(localeconv()->decimal_point, point);
	}
	setlocale(LC_ALL, "C");
	if (n == 0)
		skip(); /* none is installed */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_format),	     cmocka_unit_test(test_format_truncates),
		cmocka_unit_test(test_enumerators),  cmocka_unit_test(test_parse_numbers),
		cmocka_unit_test(test_parse_floats), cmocka_unit_test(test_parse_bools),
		cmocka_unit_test(test_parse_times),  cmocka_unit_test(test_parse_geometry),
		cmocka_unit_test(test_parse_arrays), cmocka_unit_test(test_parse_strings),
		cmocka_unit_test(test_locale),	     cmocka_unit_test(test_format_enumerators),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
