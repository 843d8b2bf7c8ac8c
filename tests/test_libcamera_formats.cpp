// SPDX-License-Identifier: BSD-2-Clause
/*
 * The table of formats against the list of the libcamera that this is built with: its names, which
 * the build picks from its header, with its own fourccs and modifiers.
 */
#include <libcamera/formats.h>

#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <setjmp.h>

#include <groundglass/format.h>

/* Last, for it has macros of common names; not all of it is declared for C++. */
extern "C" {
#include <cmocka.h>
}

namespace
{

const struct {
	const char *name;
	libcamera::PixelFormat format;
} theirs[] = {
#include "libcamera_formats.inc"
};

/* Before the modifier was given a bit for it, libcamera had RGB565_BE under the code of RGB565. */
bool is_mixed_up(const char *name, const gg_format *format)
{
	return strcmp(name, "RGB565_BE") == 0 && strcmp(format->name, "RGB565") == 0;
}

void test_none_is_missing(void **)
{
	for (const auto &their : theirs) {
		const gg_format *format =
			gg_format_by_fourcc(their.format.fourcc(), their.format.modifier());
		if (!format)
			fail_msg("%s is missing", their.name);
		if (!is_mixed_up(their.name, format))
			assert_string_equal(format->name, their.name);
	}
	print_message("all %zu are there\n", sizeof theirs / sizeof theirs[0]);
}

} /* namespace */

int main()
{
	const CMUnitTest tests[] = { cmocka_unit_test(test_none_is_missing) };

	return cmocka_run_group_tests(tests, nullptr, nullptr);
}
