/* SPDX-License-Identifier: BSD-2-Clause */
/* Whose lock and whose open file it is that stands in the way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "holder.h"

static char path[] = "/tmp/groundglass-holder-XXXXXX";

/* A process that has the file open, and locked where asked for, until it is killed. */
static pid_t hold(bool locked)
{
	int ready[2];
	char byte;

	assert_int_equal(pipe(ready), 0);
	pid_t pid = fork();
	if (pid == 0) {
		FILE *file = fopen(path, "r+");
		if (!file || (locked && lockf(fileno(file), F_TLOCK, 0)))
			_exit(1);
		if (write(ready[1], "x", 1) == 1)
			pause();
		_exit(1);
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	return pid;
}

/* As that process should be called, by the name that this one has, and has under valgrind. */
static const char *describe(pid_t pid)
{
	static char text[64];
	char name[16];

	assert_int_equal(prctl(PR_GET_NAME, name), 0);
	snprintf(text, sizeof text, "%s (process %ld)", name, (long)pid);
	return text;
}

static void let_go(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

static void test_lock(void **state)
{
	char text[128];
	(void)state;

	const pid_t pid = hold(true);
	assert_true(gg_holder_of_lock(path, text, sizeof text));
	assert_string_equal(text, describe(pid));
	let_go(pid);
	assert_false(gg_holder_of_lock(path, text, sizeof text));
}

static void test_open_file(void **state)
{
	char text[128];
	(void)state;

	const pid_t pid = hold(false);
	assert_false(gg_holder_of_lock(path, text, sizeof text));
	assert_true(gg_holder_of_file(path, text, sizeof text));
	assert_string_equal(text, describe(pid));
	let_go(pid);
	assert_false(gg_holder_of_file(path, text, sizeof text));
}

/* What this process does is no reason for it to wait for another. */
static void test_own_use_does_not_count(void **state)
{
	char text[128];
	FILE *file = fopen(path, "r+");
	(void)state;

	assert_non_null(file);
	assert_int_equal(lockf(fileno(file), F_TLOCK, 0), 0);
	assert_false(gg_holder_of_lock(path, text, sizeof text));
	assert_false(gg_holder_of_file(path, text, sizeof text));
	fclose(file);
}

static void test_what_is_not_there(void **state)
{
	char text[128];
	(void)state;

	assert_false(gg_holder_of_lock("/no/such/file", text, sizeof text));
	assert_false(gg_holder_of_file("/no/such/file", text, sizeof text));
	assert_false(gg_holder_find("/dev/video9999", text, sizeof text));
}

static int make_file(void **state)
{
	(void)state;
	const int fd = mkstemp(path);
	return fd < 0 ? -1 : close(fd);
}

static int remove_file(void **state)
{
	(void)state;
	return unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lock),
		cmocka_unit_test(test_open_file),
		cmocka_unit_test(test_own_use_does_not_count),
		cmocka_unit_test(test_what_is_not_there),
	};

	return cmocka_run_group_tests(tests, make_file, remove_file);
}
