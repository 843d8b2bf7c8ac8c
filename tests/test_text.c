/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <groundglass/error.h>
#include <groundglass/text.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void test_printable(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t length, printable;
	} cases[] = {
		{ "", 0, 0 },
		{ "a", 1, 1 },
		{ " ", 1, 1 },
		{ "~", 1, 1 },
		{ "\x1f", 1, 0 },
		{ "\x7f", 1, 0 },
		{ "\0", 1, 0 },
		{ "\x80", 1, 0 },
		{ "\xc0\x80", 2, 0 }, /* overlong */
		{ "\xc1\xbf", 2, 0 },
		{ "\xc2\x80", 2, 0 }, /* C1 */
		{ "\xc2\x9b", 2, 0 },
		{ "\xc2\x9f", 2, 0 },
		{ "\xc2\xa0", 2, 2 },
		{ "\xc3\xa9", 2, 2 },
		{ "\xc3\xa9", 1, 0 }, /* cut */
		{ "\xc3(", 2, 0 },
		{ "\xdf\xbf", 2, 2 },
		{ "\xe0\x9f\xbf", 3, 0 }, /* overlong */
		{ "\xe0\xa0\x80", 3, 3 },
		{ "\xe2\x82\xac", 3, 3 },
		{ "\xe2\x82", 2, 0 },
		{ "\xe2\x82(", 3, 0 },
		{ "\xed\x9f\xbf", 3, 3 },
		{ "\xed\xa0\x80", 3, 0 }, /* surrogate */
		{ "\xef\xbf\xbd", 3, 3 },
		{ "\xf0\x8f\xbf\xbf", 4, 0 }, /* overlong */
		{ "\xf0\x9f\x93\xb7", 4, 4 },
		{ "\xf4\x8f\xbf\xbf", 4, 4 },
		{ "\xf4\x90\x80\x80", 4, 0 }, /* above U+10FFFF */
		{ "\xf5\x80\x80\x80", 4, 0 },
		{ "\xff", 1, 0 },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(gg_text_printable(cases[i].text, cases[i].length),
				 cases[i].printable);
}

static void test_clean(void **state)
{
	(void)state;
	static const char dirty[] = "\\_SB_\x1b[31m\xc3\xa9";
	static const char clean[] = "\\_SB_\\x1b[31m\xc3\xa9";

	/* Cut where a character ends. */
	for (size_t size = 1; size <= sizeof clean; size++) {
		char text[sizeof clean + 1];
		memset(text, '#', sizeof text);
		assert_ptr_equal(gg_text_clean(dirty, text, size), text);
		const size_t length = strlen(text);
		assert_true(length < size && size - length <= 4);
		assert_memory_equal(text, clean, length);
		assert_int_equal(text[size], '#');
		if (size == sizeof clean)
			assert_string_equal(text, clean);
	}
}

static void test_error(void **state)
{
	(void)state;
	struct gg_error error;
	gg_error_set(&error, -1, "%s", "a\x1b\n\xc2\x9b\xc3\xa9\xff");
	assert_string_equal(error.text, "a????\xc3\xa9?");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_printable),
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
