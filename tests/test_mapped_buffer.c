/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/mapped_buffer.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/udmabuf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { PAGE = 4096, TWO_PAGES = 2 * PAGE, THREE_PAGES = 3 * PAGE, SIZE = 4 * PAGE };

/* clang-format off */
#define PLANES(...) (const struct gg_plane_location[]){ __VA_ARGS__ }
/* clang-format on */

/* Two buffers of SIZE bytes, new for every test. */
static int fd, other;
static unsigned fds_before;

/* What the buffer holds at an offset. */
static uint8_t content(size_t offset)
{
	return (uint8_t)(offset * 7 + offset / PAGE);
}

static int make_memfd(void)
{
	static uint8_t bytes[SIZE];
	const int memfd = memfd_create("groundglass-test", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	assert_true(memfd >= 0);
	for (size_t i = 0; i < SIZE; i++)
		bytes[i] = content(i);
	assert_int_equal(write(memfd, bytes, SIZE), SIZE);
	return memfd;
}

/* Another open file of the same inode. */
static int open_again(int original, int flags)
{
	char path[64];

	assert_true(snprintf(path, sizeof path, "/proc/self/fd/%d", original) > 0);
	const int again = open(path, flags | O_CLOEXEC);
	assert_true(again >= 0);
	return again;
}

static unsigned count_fds(void)
{
	DIR *directory = opendir("/proc/self/fd");
	unsigned count = 0;

	assert_non_null(directory);
	while (readdir(directory))
		count++;
	closedir(directory);
	return count;
}

/* The maps of our memfds; the rights and the length of the last of them where asked for. */
static unsigned count_maps(char rights[5], size_t *length)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[512];
	unsigned count = 0;

	assert_non_null(maps);
	while (fgets(line, sizeof line, maps)) {
		unsigned long start, end;
		char flags[5];

		if (!strstr(line, "groundglass-test"))
			continue;
		count++;
		/* NOLINTNEXTLINE(cert-err34-c): the kernel's own figures */
		assert_int_equal(sscanf(line, "%lx-%lx %4s", &start, &end, flags), 3);
		if (rights)
			memcpy(rights, flags, sizeof flags);
		if (length)
			*length = end - start;
	}
	(void)fclose(maps);
	return count;
}

static struct gg_mapped_buffer *create(unsigned n_planes, const struct gg_plane_location *planes)
{
	struct gg_mapped_buffer *buffer = gg_mapped_buffer_create(planes, n_planes);

	assert_non_null(buffer);
	return buffer;
}

static void map(struct gg_mapped_buffer *buffer, enum gg_map_access access)
{
	struct gg_error error = { "" };
	const int ret = gg_mapped_buffer_map(buffer, access, &error);

	assert_string_equal(error.text, "");
	assert_int_equal(ret, 0);
}

/* Map in vain: nothing may be left behind. */
static void assert_map_fails(unsigned n_planes, const struct gg_plane_location *planes,
			     enum gg_map_access access, int code, const char *text)
{
	struct gg_mapped_buffer *buffer = create(n_planes, planes);
	struct gg_error error = { "" };
	const unsigned fds = count_fds();
	const unsigned maps = count_maps(NULL, NULL);

	assert_int_equal(gg_mapped_buffer_map(buffer, access, &error), code);
	assert_non_null(strstr(error.text, text));
	assert_int_equal(count_fds(), fds);
	assert_int_equal(count_maps(NULL, NULL), maps);
	assert_int_equal(gg_mapped_buffer_unmap(buffer, NULL), -EINVAL);
	gg_mapped_buffer_destroy(buffer);
}

static uint8_t *get_plane(const struct gg_mapped_buffer *buffer, unsigned plane, size_t length)
{
	struct gg_error error = { "" };
	uint8_t *data = NULL;
	size_t actual = 0;

	assert_int_equal(gg_mapped_buffer_plane(buffer, plane, &data, &actual, &error), 0);
	assert_int_equal(actual, length);
	assert_non_null(data);
	return data;
}

static void assert_plane(const struct gg_mapped_buffer *buffer, unsigned plane, size_t offset,
			 size_t length)
{
	const uint8_t *data = get_plane(buffer, plane, length);

	for (size_t i = 0; i < length; i++)
		assert_int_equal(data[i], content(offset + i));
}

static int setup(void **state)
{
	(void)state;
	fds_before = count_fds();
	fd = make_memfd();
	other = make_memfd();
	return 0;
}

/* Whatever a test did, nothing is left mapped or open. */
static int teardown(void **state)
{
	(void)state;
	close(fd);
	close(other);
	assert_int_equal(count_fds(), fds_before);
	assert_int_equal(count_maps(NULL, NULL), 0);
	return 0;
}

static void test_create(void **state)
{
	const struct gg_plane_location planes[GG_MAX_PLANES + 1] = { { -1, 0, 0 } };

	(void)state;
	assert_null(gg_mapped_buffer_create(planes, 0));
	assert_null(gg_mapped_buffer_create(planes, GG_MAX_PLANES + 1));
	gg_mapped_buffer_destroy(NULL);
}

static void test_shared_fd_is_mapped_once(void **state)
{
	struct gg_mapped_buffer *buffer = create(
		3, PLANES({ fd, TWO_PAGES + 100, 900 }, { fd, 0, 1000 }, { fd, 1000, 5000 }));
	size_t length = 0;

	(void)state;
	map(buffer, GG_MAP_READ);
	/* Just far enough for the furthest plane, in whole pages. */
	assert_int_equal(count_maps(NULL, &length), 1);
	assert_int_equal(length, THREE_PAGES);
	assert_plane(buffer, 0, TWO_PAGES + 100, 900);
	assert_plane(buffer, 1, 0, 1000);
	assert_plane(buffer, 2, 1000, 5000);
	assert_ptr_equal(get_plane(buffer, 1, 1000) + 1000, get_plane(buffer, 2, 5000));

	gg_mapped_buffer_destroy(buffer);
}

static void test_several_buffers(void **state)
{
	struct gg_mapped_buffer *buffer =
		create(3, PLANES({ fd, 0, SIZE }, { other, PAGE, 100 }, { fd, 10, 20 }));

	(void)state;
	assert_int_equal(pwrite(other, "its own", 7, PAGE + 50), 7);
	map(buffer, GG_MAP_READ);
	assert_int_equal(count_maps(NULL, NULL), 2);
	assert_plane(buffer, 0, 0, SIZE);
	assert_plane(buffer, 2, 10, 20);
	assert_memory_equal(get_plane(buffer, 1, 100) + 50, "its own", 7);
	assert_ptr_equal(get_plane(buffer, 0, SIZE) + 10, get_plane(buffer, 2, 20));
	gg_mapped_buffer_destroy(buffer);
}

/* A dup and a second open are other fds of the same inode. */
static void test_one_inode_is_mapped_once(void **state)
{
	const int duplicate = dup(fd);
	const int reopened = open_again(fd, O_RDONLY);
	const unsigned fds = count_fds();
	struct gg_mapped_buffer *buffer = create(3, PLANES({ fd, 0, 10 }, { duplicate, PAGE, PAGE },
							   { reopened, THREE_PAGES, PAGE }));
	size_t length = 0;

	(void)state;
	map(buffer, GG_MAP_READ);
	assert_int_equal(count_maps(NULL, &length), 1);
	assert_int_equal(length, SIZE);
	assert_int_equal(count_fds(), fds + 1);
	assert_plane(buffer, 0, 0, 10);
	assert_plane(buffer, 1, PAGE, PAGE);
	assert_plane(buffer, 2, THREE_PAGES, PAGE);
	gg_mapped_buffer_destroy(buffer);
	close(duplicate);
	close(reopened);
}

static void test_out_of_bounds(void **state)
{
	static const struct {
		uint64_t offset, length;
		const char *figures; /* all three, written out */
	} bad[] = {
		{ 0, SIZE + 1, "16384, plane offset=0, plane length=16385" },
		{ SIZE, 1, "16384, plane offset=16384, plane length=1" },
		{ SIZE + 1, 0, "16384, plane offset=16385, plane length=0" },
		{ UINT64_MAX, 2, "16384, plane offset=18446744073709551615, plane length=2" },
		{ PAGE, UINT64_MAX - PAGE + 1,
		  "16384, plane offset=4096, plane length=18446744073709547520" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		const struct gg_plane_location planes[] = {
			{ other, 0, SIZE },
			{ fd, 0, SIZE },
			{ fd, bad[i].offset, bad[i].length },
		};
		char text[128];

		assert_true(snprintf(text, sizeof text, "plane is out of buffer: buffer length=%s",
				     bad[i].figures) > 0);
		assert_map_fails(3, planes, GG_MAP_READ, -EINVAL, text);
		assert_map_fails(1, &planes[2], GG_MAP_READ, -EINVAL, text);
	}
}

static void test_bad_fds(void **state)
{
	int pipes[2];
	char text[64];

	(void)state;
	assert_int_equal(pipe(pipes), 0);
	assert_true(snprintf(text, sizeof text, "length of buffer fd %d: ", pipes[0]) > 0);
	assert_map_fails(2, PLANES({ other, 0, 1 }, { pipes[0], 0, 1 }), GG_MAP_READ, -ESPIPE,
			 text);
	assert_map_fails(2, PLANES({ other, 0, 1 }, { -1, 0, 1 }), GG_MAP_READ, -EBADF,
			 "buffer fd -1: ");
	close(pipes[0]);
	close(pipes[1]);
}

/* The second of two maps fails: the first is undone. */
static void test_mmap_fails(void **state)
{
	const int write_only = open_again(fd, O_WRONLY);
	const int read_only = open_again(fd, O_RDONLY);
	char text[64];

	(void)state;
	assert_true(snprintf(text, sizeof text, "cannot map 300 bytes of buffer fd %d for reading",
			     write_only) > 0);
	assert_map_fails(2, PLANES({ other, 0, SIZE }, { write_only, 100, 200 }), GG_MAP_READ,
			 -EACCES, text);
	assert_true(snprintf(text, sizeof text, "cannot map 1 bytes of buffer fd %d for writing",
			     read_only) > 0);
	assert_map_fails(2, PLANES({ other, 0, SIZE }, { read_only, 0, 1 }), GG_MAP_READ_WRITE,
			 -EACCES, text);
	close(write_only);
	close(read_only);
}

static void test_balance(void **state)
{
	struct gg_mapped_buffer *buffer = create(1, PLANES({ fd, 0, SIZE }));
	struct gg_error error;
	uint8_t *data = NULL;
	size_t length;

	(void)state;
	assert_int_equal(gg_mapped_buffer_plane(buffer, 0, &data, &length, &error), -EINVAL);
	assert_string_equal(error.text, "not mapped");
	assert_int_equal(gg_mapped_buffer_unmap(buffer, &error), -EINVAL);
	assert_string_equal(error.text, "not mapped");

	map(buffer, GG_MAP_READ);
	assert_int_equal(gg_mapped_buffer_map(buffer, GG_MAP_READ, &error), -EBUSY);
	assert_string_equal(error.text, "already mapped");
	assert_int_equal(count_maps(NULL, NULL), 1);
	assert_plane(buffer, 0, 0, SIZE);
	assert_int_equal(gg_mapped_buffer_plane(buffer, 1, &data, &length, &error), -EINVAL);
	assert_string_equal(error.text, "no plane 1: the buffer has planes 0 to 0");

	assert_int_equal(gg_mapped_buffer_unmap(buffer, NULL), 0);
	assert_int_equal(gg_mapped_buffer_unmap(buffer, NULL), -EINVAL);
	assert_int_equal(gg_mapped_buffer_plane(buffer, 0, &data, &length, NULL), -EINVAL);
	assert_null(data);

	map(buffer, GG_MAP_READ);
	assert_plane(buffer, 0, 0, SIZE);
	gg_mapped_buffer_destroy(buffer);
}

static void test_access(void **state)
{
	struct gg_mapped_buffer *buffer = create(1, PLANES({ fd, 5, 100 }));
	char rights[5] = "";
	char read_back = 0;

	(void)state;
	map(buffer, GG_MAP_READ);
	assert_int_equal(count_maps(rights, NULL), 1);
	assert_string_equal(rights, "r--s");
	assert_int_equal(gg_mapped_buffer_unmap(buffer, NULL), 0);

	map(buffer, GG_MAP_READ_WRITE);
	assert_int_equal(count_maps(rights, NULL), 1);
	assert_string_equal(rights, "rw-s");
	gg_mapped_buffer_begin(buffer);
	*get_plane(buffer, 0, 100) = 'W';
	gg_mapped_buffer_end(buffer);
	gg_mapped_buffer_destroy(buffer);
	assert_int_equal(pread(fd, &read_back, 1, 5), 1);
	assert_int_equal(read_back, 'W');
}

static void test_empty_planes(void **state)
{
	const int empty = memfd_create("groundglass-test", MFD_CLOEXEC);
	struct gg_mapped_buffer *buffer =
		create(3, PLANES({ fd, 0, PAGE }, { fd, SIZE, 0 }, { empty, 0, 0 }));

	(void)state;
	assert_true(empty >= 0);
	map(buffer, GG_MAP_READ);
	assert_plane(buffer, 0, 0, PAGE);
	assert_ptr_equal(get_plane(buffer, 1, 0), get_plane(buffer, 0, PAGE) + SIZE);
	get_plane(buffer, 2, 0);
	gg_mapped_buffer_destroy(buffer);
	close(empty);
}

static void test_fd_closed_while_mapped(void **state)
{
	struct gg_mapped_buffer *buffer = create(1, PLANES({ fd, 0, SIZE }));

	(void)state;
	map(buffer, GG_MAP_READ);
	close(fd);
	fd = -1;
	/* The number may be somebody else's now; brackets must not go there. */
	gg_mapped_buffer_begin(buffer);
	assert_plane(buffer, 0, 0, SIZE);
	gg_mapped_buffer_end(buffer);
	assert_int_equal(gg_mapped_buffer_unmap(buffer, NULL), 0);
	assert_int_equal(gg_mapped_buffer_map(buffer, GG_MAP_READ, NULL), -EBADF);
	gg_mapped_buffer_destroy(buffer);
}

/* The duplicates are not inherited. */
static void test_close_on_exec(void **state)
{
	struct gg_mapped_buffer *buffer = create(1, PLANES({ fd, 0, SIZE }));
	int status = -1;

	(void)state;
	map(buffer, GG_MAP_READ);
	const pid_t child = fork();
	assert_true(child >= 0);
	if (!child) {
		execl("/bin/sh", "sh", "-c",
		      "for f in /proc/self/fd/*; do case $(readlink $f) in "
		      "*groundglass-test*) exit 1;; esac; done",
		      (char *)NULL);
		_exit(2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	gg_mapped_buffer_destroy(buffer);
}

/* Teardown counts. */
static void test_nothing_leaks(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 1000; i++) {
		struct gg_mapped_buffer *buffer =
			create(3, PLANES({ fd, 0, SIZE }, { other, 0, SIZE }, { fd, 0, SIZE }));

		map(buffer, GG_MAP_READ_WRITE);
		assert_int_equal(gg_mapped_buffer_unmap(buffer, NULL), 0);
		map(buffer, GG_MAP_READ);
		gg_mapped_buffer_begin(buffer);
		gg_mapped_buffer_end(buffer);
		gg_mapped_buffer_destroy(buffer);
	}
}

/* A dma-buf over a memfd's pages. */
static int make_dma_buf(int device, int memfd)
{
	struct udmabuf_create request = {
		.memfd = (uint32_t)memfd,
		.flags = UDMABUF_FLAGS_CLOEXEC,
		.size = SIZE,
	};
	assert_int_equal(fcntl(memfd, F_ADD_SEALS, F_SEAL_SHRINK), 0);
	const int buffer = ioctl(device, UDMABUF_CREATE, &request);
	assert_true(buffer >= 0);
	return buffer;
}

static void test_dma_buf(void **state)
{
	const int device = open("/dev/udmabuf", O_RDWR | O_CLOEXEC);
	if (device < 0) {
		print_message("skipped: cannot open /dev/udmabuf: %s\n", strerror(errno));
		skip();
	}

	const int a = make_dma_buf(device, fd);
	const int b = make_dma_buf(device, other);
	const unsigned fds = count_fds();
	struct gg_mapped_buffer *buffer =
		create(3, PLANES({ a, 0, PAGE }, { a, PAGE, TWO_PAGES }, { b, 0, SIZE }));

	(void)state;
	map(buffer, GG_MAP_READ);
	assert_int_equal(count_fds(), fds + 2);
	/* Two dma-bufs are two buffers: each shows its own bytes. */
	assert_int_equal(pwrite(other, "its own", 7, 0), 7);
	gg_mapped_buffer_begin(buffer);
	assert_plane(buffer, 0, 0, PAGE);
	assert_plane(buffer, 1, PAGE, TWO_PAGES);
	assert_memory_equal(get_plane(buffer, 2, SIZE), "its own", 7);
	gg_mapped_buffer_end(buffer);
	gg_mapped_buffer_destroy(buffer);

	assert_map_fails(1, PLANES({ a, SIZE, 1 }), GG_MAP_READ, -EINVAL,
			 "buffer length=16384, plane offset=16384, plane length=1");
	close(a);
	close(b);
	close(device);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_create),
		TEST(test_shared_fd_is_mapped_once),
		TEST(test_several_buffers),
		TEST(test_one_inode_is_mapped_once),
		TEST(test_out_of_bounds),
		TEST(test_bad_fds),
		TEST(test_mmap_fails),
		TEST(test_balance),
		TEST(test_access),
		TEST(test_empty_planes),
		TEST(test_fd_closed_while_mapped),
		TEST(test_close_on_exec),
		TEST(test_nothing_leaks),
		TEST(test_dma_buf),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
