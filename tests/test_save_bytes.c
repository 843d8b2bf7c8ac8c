/* SPDX-License-Identifier: BSD-2-Clause */
/* What is saved under which name, and what is saved as it came. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/jpeg.h>
#include <groundglass/save.h>

#include "temp_folder.h"

static int set_up(void **state)
{
	(void)state;
	make_folder();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	remove_folder();
	return 0;
}

static void test_kinds(void **state)
{
	static const struct {
		const char *path;
		enum gg_save_kind kind;
	} rows[] = {
		{ "a.png", GG_HAVE_PNG ? GG_SAVE_PICTURE : GG_SAVE_NOTHING },
		{ "-", GG_HAVE_PNG ? GG_SAVE_PICTURE : GG_SAVE_NOTHING },
		{ "a.b/c.jpg", GG_SAVE_PICTURE },
		{ "c.JPEG", GG_SAVE_PICTURE },
		{ ".ppm", GG_SAVE_PICTURE },
		{ "a.DNG", GG_HAVE_TIFF ? GG_SAVE_MOSAIC : GG_SAVE_NOTHING },
		{ "a.raw", GG_SAVE_PLANES },
		{ "jpg", GG_SAVE_NOTHING },
		{ "a.jpg/b", GG_SAVE_NOTHING },
		{ "a.", GG_SAVE_NOTHING },
		{ "", GG_SAVE_NOTHING },
	};
	char extensions[64];
	(void)state;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(gg_save_kind(rows[i].path), rows[i].kind);
	snprintf(extensions, sizeof extensions, "%sjpg, ppm%s, raw", GG_HAVE_PNG ? "png, " : "",
		 GG_HAVE_TIFF ? ", dng" : "");
	assert_string_equal(gg_save_extensions(), extensions);
}

/* Payloads one behind the other: neither what is behind them nor anything else. */
static void test_planes(void **state)
{
	static const uint8_t luma[20] = "luma of 4x4 ...|xxx", chroma[10] = "chroma..x";
	const struct gg_image planes = { .format = gg_format_by_name("NV12"),
					 .width = 4,
					 .height = 4,
					 .n_planes = 2,
					 .planes = { { luma, 4, sizeof luma, 16 },
						     { chroma, 4, sizeof chroma, 8 } } };
	const struct gg_save_params params = { 0 };
	(void)state;

	assert_int_equal(gg_save_image(in_folder("a.raw"), GG_SAVE_NEW, &planes, &params, NULL), 0);
	assert_file_is(in_folder("a.raw"), "luma of 4x4 ...|chroma..", 24);
}

/* With tables byte for byte, trailing zeros included; without, with the tables in their place. */
static void test_mjpeg(void **state)
{
	/* SOI, SOS of no use, entropy data, EOI, padding; and the same with an empty table */
	static const uint8_t bare[] = { 0xff, 0xd8, 0xff, 0xda, 0, 3, 1, 0x55, 0xff, 0xd9, 0 };
	static const uint8_t whole[] = { 0xff, 0xd8, 0xff, 0xc4, 0,    2,    0xff, 0xda,
					 0,    3,    1,	   0x55, 0xff, 0xd9, 0 };
	const uint8_t *tables;
	size_t offset, tables_size, size;
	struct gg_error error;
	(void)state;

	assert_int_equal(gg_save_mjpeg(in_folder("a.jpg"), GG_SAVE_NEW, whole, sizeof whole, NULL),
			 0);
	assert_file_is(in_folder("a.jpg"), whole, sizeof whole);

	assert_int_equal(gg_save_mjpeg(in_folder("b.jpg"), GG_SAVE_NEW, bare, sizeof bare, NULL),
			 0);
	assert_int_equal(gg_jpeg_missing_tables(bare, sizeof bare, &offset, &tables, &tables_size),
			 0);
	uint8_t *data = read_file(in_folder("b.jpg"), &size);
	assert_int_equal(size, sizeof bare + tables_size);
	assert_memory_equal(data, bare, 2);
	assert_memory_equal(data + 2, tables, tables_size);
	assert_memory_equal(data + 2 + tables_size, bare + 2, sizeof bare - 2);
	free(data);

	assert_int_equal(gg_save_mjpeg(in_folder("c.jpg"), GG_SAVE_NEW, bare + 1, 5, &error),
			 -EBADMSG);
	assert_non_null(strstr(error.text, "c.jpg"));
	assert_int_equal(count_files(), 2);
}

static void test_durable(void **state)
{
	const struct gg_bytes pieces[] = { { "one ", 4 }, { "two", 3 } }, less = { "less", 4 };
	(void)state;

	assert_int_equal(gg_save_bytes(in_folder("a"), GG_SAVE_DURABLE, pieces, 2, NULL), 0);
	assert_file_is(in_folder("a"), "one two", 7);
	assert_int_equal(gg_save_bytes(in_folder("a"), GG_SAVE_DURABLE, &less, 1, NULL), 0);
	assert_file_is(in_folder("a"), "less", 4);
	assert_int_equal(gg_save_bytes("/dev/null", GG_SAVE_DURABLE, &less, 1, NULL), 0);
	assert_int_equal(count_files(), 1);
}

/* How a filesystem refuses, 0: it does not; and what somebody else makes just before. */
static int rename_code, link_code;
static char comes_between[160];
static const struct gg_bytes first = { "first", 5 };

int __real_renameat2(int old_folder, const char *old, int to_folder, const char *new,
		     unsigned int flags);
int __wrap_renameat2(int old_folder, const char *old, int to_folder, const char *new,
		     unsigned int flags);
int __wrap_renameat2(int old_folder, const char *old, int to_folder, const char *new,
		     unsigned int flags)
{
	if (*comes_between)
		assert_int_equal(gg_save_bytes(comes_between, GG_SAVE_DURABLE, &first, 1, NULL), 0);
	errno = rename_code;
	return rename_code ? -1 : __real_renameat2(old_folder, old, to_folder, new, flags);
}

int __real_link(const char *old, const char *new);
int __wrap_link(const char *old, const char *new);
int __wrap_link(const char *old, const char *new)
{
	errno = link_code;
	return link_code ? -1 : __real_link(old, new);
}

/* Nothing is replaced, nor left, where the filesystem lacks the calls that are made for it. */
static void test_poor_filesystems(void **state)
{
	static const int codes[][2] = {
		{ 0, 0 },	   { EINVAL, 0 },	   { ENOSYS, 0 },
		{ EINVAL, EPERM }, { EINVAL, EOPNOTSUPP }, { ENOSYS, ENOSYS },
		{ EINVAL, EMLINK }
	};
	const struct gg_bytes piece = { "bytes", 5 };
	(void)state;

	for (int i = 0; i < 7; i++) {
		const bool works = i < 6;
		char name[] = "0";
		name[0] = (char)(name[0] + i);
		rename_code = codes[i][0];
		link_code = codes[i][1];
		assert_int_equal(gg_save_bytes(in_folder(name), GG_SAVE_NEW, &piece, 1, NULL),
				 works ? 0 : -EMLINK);
		if (!works)
			break;
		assert_file_is(in_folder(name), "bytes", 5);
		snprintf(comes_between, sizeof comes_between, "%s-too", in_folder(name));
		assert_int_equal(gg_save_bytes(comes_between, GG_SAVE_NEW, &piece, 1, NULL),
				 -EEXIST);
		assert_file_is(comes_between, "first", 5);
		comes_between[0] = '\0';
		assert_int_equal(count_files(), 2 * i + 2);
	}
	assert_int_equal(count_files(), 12);
	rename_code = link_code = 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = { TEST(test_kinds), TEST(test_planes), TEST(test_mjpeg),
					    TEST(test_durable), TEST(test_poor_filesystems) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
