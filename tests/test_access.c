/* SPDX-License-Identifier: BSD-2-Clause */
/* Whose nodes may not be opened, and what is said about it. */
#include "temp_folder.h"

#include <sys/stat.h>

#include "access.h"

static const char *pattern(void)
{
	static char text[128];

	snprintf(text, sizeof text, "%s/video*", folder);
	return text;
}

/* As somebody who is not in its group: root may open all. */
static bool is_denied(char *text, size_t size)
{
	const uid_t user = geteuid();

	if (user == 0)
		assert_int_equal(seteuid(65534), 0);
	const bool denied = gg_access_denied(pattern(), text, size);
	if (user == 0)
		assert_int_equal(seteuid(user), 0);
	return denied;
}

static int set_up(void **state)
{
	(void)state;
	make_folder();
	assert_int_equal(chmod(folder, 0755), 0);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	remove_folder();
	return 0;
}

static void test_nothing(void **state)
{
	char text[512];
	(void)state;

	assert_false(is_denied(text, sizeof text));
	write_text(in_folder("video0"), "");
	assert_int_equal(chmod(in_folder("video0"), 0666), 0);
	assert_false(is_denied(text, sizeof text));
}

static void test_denied(void **state)
{
	char text[512], expected[256];
	(void)state;

	if (geteuid() != 0) /* an owner without rights is not asked about the group */
		skip();
	write_text(in_folder("video0"), "");
	write_text(in_folder("video1"), "");
	assert_int_equal(chmod(in_folder("video0"), 0666), 0);
	assert_int_equal(chown(in_folder("video1"), 0, 4711), 0);
	assert_int_equal(setegid(65534), 0);
	assert_int_equal(chmod(in_folder("video1"), 0660), 0);
	assert_true(is_denied(text, sizeof text));
	snprintf(expected, sizeof expected,
		 "%s may not be opened: permission denied; be in group 4711 (sudo ",
		 in_folder("video1"));
	assert_memory_equal(text, expected, strlen(expected));

	assert_int_equal(chmod(in_folder("video1"), 0600), 0);
	assert_true(is_denied(text, sizeof text));
	assert_int_equal(setegid(0), 0);
	snprintf(expected, sizeof expected,
		 "%s may not be opened: permission denied, to its group too", in_folder("video1"));
	assert_string_equal(text, expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_denied, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
