/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <turbojpeg.h>

#include <groundglass/jpeg.h>
#include <groundglass/save.h>

#include "temp_folder.h"

enum { WIDTH = 37, HEIGHT = 23, STRIDE = 4 * WIDTH + 12, RGB_SIZE = 3 * WIDTH * HEIGHT };

static uint8_t pixels[STRIDE * HEIGHT];
static struct gg_image image;
static struct gg_save_params params;

/* As on a filesystem without RENAME_NOREPLACE, while this is set. */
static bool without_renameat2;

int renameat2(int old_folder, const char *old_path, int new_folder, const char *new_path,
	      unsigned flags)
{
	if (without_renameat2) {
		errno = EINVAL;
		return -1;
	}
	return (int)syscall(SYS_renameat2, old_folder, old_path, new_folder, new_path, flags);
}

static int set_up(void **state)
{
	(void)state;
	make_folder();
	for (size_t y = 0; y < HEIGHT; y++)
		for (size_t x = 0; x < STRIDE; x++)
			pixels[STRIDE * y + x] = (uint8_t)(x % 4 == 0	? 2 * x / 4 + 20
							   : x % 4 == 1 ? 5 * y + 9
							   : x % 4 == 2 ? 200 - x / 4
									: 77);
	image = (struct gg_image){ .format = gg_format_by_name("XRGB8888"),
				   .width = WIDTH,
				   .height = HEIGHT,
				   .n_planes = 1,
				   .planes = { { pixels, STRIDE, sizeof pixels, sizeof pixels } } };
	params = (struct gg_save_params){ .jpeg_quality = 95 };
	without_renameat2 = false;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	remove_folder();
	return 0;
}

static void assert_rgb(const uint8_t *rgb, unsigned tolerance)
{
	for (size_t y = 0; y < HEIGHT; y++)
		for (size_t x = 0; x < WIDTH; x++)
			for (size_t c = 0; c < 3; c++)
				assert_in_range(rgb[3 * (WIDTH * y + x) + c] + tolerance -
							pixels[STRIDE * y + 4 * x + 2 - c],
						0, 2 * tolerance);
}

#if GG_HAVE_PNG
#include <png.h>

static void assert_is_our_png(const char *path)
{
	uint8_t rgb[RGB_SIZE];
	png_image png = { .version = PNG_IMAGE_VERSION };
	size_t size;
	uint8_t *data = read_file(path, &size);

	assert_int_equal(png_image_begin_read_from_memory(&png, data, size), 1);
	assert_int_equal(png.width, WIDTH);
	assert_int_equal(png.height, HEIGHT);
	assert_int_equal(png.format, PNG_FORMAT_RGB);
	assert_int_equal(png_image_finish_read(&png, NULL, rgb, 0, NULL), 1);
	assert_rgb(rgb, 0);
	assert_non_null(memmem(data, size, "sRGB", 4));
	free(data);
}

static void test_png(void **state)
{
	struct gg_error error = { "" };
	(void)state;

	assert_int_equal(gg_save_image(in_folder("a.png"), GG_SAVE_NEW, &image, &params, &error),
			 0);
	assert_is_our_png(in_folder("a.png"));
	assert_int_equal(
		gg_save_image(in_folder("B.PNG"), GG_SAVE_REPLACE, &image, &params, &error), 0);
	assert_is_our_png(in_folder("B.PNG"));
	assert_int_equal(count_files(), 2);
}
#endif

/* Run with stdout in a file, as "-" writes there. */
static int save_to_stdout(int (*save)(const char *path))
{
	int file = open(in_folder("stdout"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
	int kept = dup(STDOUT_FILENO);

	fflush(stdout);
	assert_true(file >= 0 && kept >= 0);
	assert_int_equal(dup2(file, STDOUT_FILENO), STDOUT_FILENO);
	int rc = save("-");
	assert_int_equal(dup2(kept, STDOUT_FILENO), STDOUT_FILENO);
	close(kept);
	close(file);
	return rc;
}

static int save_image(const char *path)
{
	return gg_save_image(path, GG_SAVE_NEW, &image, &params, NULL);
}

static int save_two_pieces(const char *path)
{
	const struct gg_bytes pieces[] = { { "ab", 2 }, { NULL, 0 }, { "cde", 3 } };

	return gg_save_bytes(path, GG_SAVE_NEW, pieces, 3, NULL);
}

static void test_stdout(void **state)
{
	(void)state;
#if GG_HAVE_PNG
	assert_int_equal(save_to_stdout(save_image), 0);
	assert_is_our_png(in_folder("stdout"));
#else
	assert_int_equal(save_to_stdout(save_image), -ENOTSUP);
#endif
	assert_int_equal(save_to_stdout(save_two_pieces), 0);
	assert_file_is(in_folder("stdout"), "abcde", 5);
	assert_int_equal(count_files(), 1);
}

static void test_ppm(void **state)
{
	static const char header[] = "P6\n37 23\n255\n";
	size_t size;
	(void)state;

	assert_int_equal(gg_save_image(in_folder("a.ppm"), GG_SAVE_NEW, &image, &params, NULL), 0);
	uint8_t *data = read_file(in_folder("a.ppm"), &size);
	assert_int_equal(size, sizeof header - 1 + RGB_SIZE);
	assert_memory_equal(data, header, sizeof header - 1);
	assert_rgb(data + sizeof header - 1, 0);
	free(data);
}

static void test_jpeg(void **state)
{
	static const char *const names[] = { "a.jpg", "a.jpeg", "b.x.JPG" };
	tjhandle tj = tjInitDecompress();
	(void)state;

	for (size_t i = 0; i < 3; i++) {
		uint8_t rgb[RGB_SIZE];
		int width, height, sampling, colors;
		size_t size;
		assert_int_equal(
			gg_save_image(in_folder(names[i]), GG_SAVE_NEW, &image, &params, NULL), 0);
		uint8_t *data = read_file(in_folder(names[i]), &size);
		assert_int_equal(
			tjDecompressHeader3(tj, data, size, &width, &height, &sampling, &colors),
			0);
		assert_int_equal(width, WIDTH);
		assert_int_equal(height, HEIGHT);
		assert_int_equal(sampling, TJSAMP_444);
		assert_int_equal(tjDecompress2(tj, data, size, rgb, WIDTH, 0, HEIGHT, TJPF_RGB, 0),
				 0);
		assert_rgb(rgb, 6);
		free(data);
	}
	tjDestroy(tj);
	struct gg_error error;
	params.jpeg_quality = 0;
	assert_int_equal(gg_save_image(in_folder("q.jpg"), GG_SAVE_NEW, &image, &params, &error),
			 -EINVAL);
	assert_non_null(strstr(error.text, "q.jpg"));
	assert_non_null(strstr(error.text, "quality 0"));
	assert_int_equal(count_files(), 3);
}

static void test_mode_of_the_file(void **state)
{
	struct stat status;
	mode_t old = umask(027);
	(void)state;

	assert_int_equal(save_two_pieces(in_folder("a")), 0);
	umask(old);
	assert_int_equal(stat(in_folder("a"), &status), 0);
	assert_int_equal(status.st_mode & 07777, 0640);
}

static void test_replace(void **state)
{
	const struct gg_bytes piece = { "new", 3 };
	struct stat status;
	char target[128];
	(void)state;

	write_text(in_folder("a"), "something old");
	assert_int_equal(gg_save_bytes(in_folder("a"), GG_SAVE_REPLACE, &piece, 1, NULL), 0);
	assert_file_is(in_folder("a"), "new", 3);

	/* through a symbolic link, which stays one */
	write_text(in_folder("a"), "old again");
	snprintf(target, sizeof target, "%s", in_folder("a"));
	assert_int_equal(symlink(target, in_folder("link")), 0);
	assert_int_equal(gg_save_bytes(in_folder("link"), GG_SAVE_REPLACE, &piece, 1, NULL), 0);
	assert_int_equal(lstat(in_folder("link"), &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	assert_file_is(target, "new", 3);
	assert_int_equal(count_files(), 2);
}

/* A device is written to. It would be a pity to replace /dev/null. */
static void test_devices_stay(void **state)
{
	const struct gg_bytes piece = { "new", 3 };
	struct gg_error error;
	struct stat status;
	(void)state;

	assert_int_equal(gg_save_bytes("/dev/null", GG_SAVE_REPLACE, &piece, 1, &error), 0);
	assert_int_equal(stat("/dev/null", &status), 0);
	assert_true(S_ISCHR(status.st_mode));
	assert_int_equal(gg_save_bytes("/dev/null", GG_SAVE_NEW, &piece, 1, &error), -EEXIST);
	assert_int_equal(gg_save_bytes("/dev/full", GG_SAVE_REPLACE, &piece, 1, &error), -ENOSPC);
	assert_string_equal(error.text, "cannot save full in /dev: No space left on device");
	assert_int_equal(gg_save_bytes(folder, GG_SAVE_REPLACE, &piece, 1, &error), -EISDIR);
}

static void test_new_never_replaces(void **state)
{
	struct gg_error error;
	(void)state;

	write_text(in_folder("a.ppm"), "keep me");
	for (int i = 0; i < 2; i++) {
		without_renameat2 = i;
		assert_int_equal(
			gg_save_image(in_folder("a.ppm"), GG_SAVE_NEW, &image, &params, &error),
			-EEXIST);
		assert_non_null(strstr(error.text, "a.ppm"));
		assert_non_null(strstr(error.text, strerror(EEXIST)));
		assert_file_is(in_folder("a.ppm"), "keep me", 7);
		assert_int_equal(count_files(), 1);
	}
	assert_int_equal(gg_save_image(in_folder("b.ppm"), GG_SAVE_NEW, &image, &params, &error),
			 0);
	assert_int_equal(count_files(), 2);
}

enum { N_THREADS = 8, N_ROUNDS = 40 };

struct racer {
	pthread_t thread;
	pthread_barrier_t *barrier;
	const char *path;
	char text[16];
	int rc;
};

static void *race(void *data)
{
	struct racer *racer = data;
	const struct gg_bytes piece = { racer->text, strlen(racer->text) };

	pthread_barrier_wait(racer->barrier);
	racer->rc = gg_save_bytes(racer->path, GG_SAVE_NEW, &piece, 1, NULL);
	return NULL;
}

/* Of several that want one name exactly one gets it, and its bytes stay. */
static void run_races(void)
{
	for (int round = 0; round < N_ROUNDS; round++) {
		struct racer racers[N_THREADS];
		pthread_barrier_t barrier;
		unsigned winners = 0;
		char path[128], name[24];

		snprintf(name, sizeof name, "race-%d-%d", round, without_renameat2);
		snprintf(path, sizeof path, "%s", in_folder(name));
		pthread_barrier_init(&barrier, NULL, N_THREADS);
		for (int i = 0; i < N_THREADS; i++) {
			racers[i] = (struct racer){ .barrier = &barrier, .path = path };
			snprintf(racers[i].text, sizeof racers[i].text, "racer %d", i);
			assert_int_equal(pthread_create(&racers[i].thread, NULL, race, &racers[i]),
					 0);
		}
		for (int i = 0; i < N_THREADS; i++) {
			assert_int_equal(pthread_join(racers[i].thread, NULL), 0);
			assert_true(racers[i].rc == 0 || racers[i].rc == -EEXIST);
		}
		for (int i = 0; i < N_THREADS; i++)
			if (!racers[i].rc) {
				winners++;
				assert_file_is(path, racers[i].text, strlen(racers[i].text));
			}
		assert_int_equal(winners, 1);
		pthread_barrier_destroy(&barrier);
	}
}

static void test_race_for_a_name(void **state)
{
	(void)state;
	run_races();
	assert_int_equal(count_files(), N_ROUNDS);
	without_renameat2 = true;
	run_races();
	assert_int_equal(count_files(), 2 * N_ROUNDS);
}

/* A disk that is full after some bytes, for every kind of file and wherever it happens. */
static void test_full_disk(void **state)
{
	static const char *const names[] = {
		"a.ppm",
		"a.jpg",
#if GG_HAVE_PNG
		"a.png"
#endif
	};
	struct rlimit unlimited, limited;
	struct gg_error error;
	(void)state;

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &unlimited), 0);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		for (rlim_t bytes = 0; bytes < 150; bytes += 25) {
			const char *path = in_folder(names[i]);
			write_text(path, "old");
			limited = unlimited;
			limited.rlim_cur = bytes;
			assert_int_equal(setrlimit(RLIMIT_FSIZE, &limited), 0);
			int rc = gg_save_image(path, GG_SAVE_REPLACE, &image, &params, &error);
			assert_int_equal(setrlimit(RLIMIT_FSIZE, &unlimited), 0);
			assert_int_equal(rc, -EFBIG);
			assert_non_null(strstr(error.text, names[i]));
			assert_non_null(strstr(error.text, strerror(EFBIG)));
			assert_file_is(path, "old", 3);
			assert_int_equal(unlink(path), 0);
			assert_int_equal(count_files(), 0);
		}
	signal(SIGXFSZ, SIG_DFL);
}

static void test_errors(void **state)
{
	struct gg_error error;
	char text[256], name[300];
	struct gg_image other = image;
	(void)state;

	assert_int_equal(
		gg_save_image("/nonexistent/shot.ppm", GG_SAVE_NEW, &image, &params, &error),
		-ENOENT);
	assert_string_equal(error.text,
			    "cannot save shot.ppm in /nonexistent: No such file or directory");
	assert_int_equal(gg_save_image("/proc/shot.ppm", GG_SAVE_NEW, &image, &params, NULL),
			 -ENOENT);

	assert_int_equal(gg_save_image("shot.gif", GG_SAVE_NEW, &image, &params, &error), -ENOTSUP);
	snprintf(text, sizeof text, "cannot save shot.gif: no such picture format; there are %s",
		 gg_save_extensions());
	assert_string_equal(error.text, text);

	memset(name, 'n', sizeof name);
	memcpy(name + sizeof name - 5, ".ppm", 5);
	assert_int_equal(gg_save_image(name, GG_SAVE_NEW, &image, &params, &error), -ENAMETOOLONG);

	other.planes[0].length--;
	assert_int_equal(gg_save_image(in_folder("a.ppm"), GG_SAVE_NEW, &other, &params, &error),
			 -EINVAL);
	other = image;
	other.format = gg_format_by_name("XBGR8888");
	assert_int_equal(gg_save_image(in_folder("a.ppm"), GG_SAVE_NEW, &other, &params, &error),
			 -EINVAL);
	assert_non_null(strstr(error.text, "XBGR8888"));
	assert_int_equal(count_files(), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
#if GG_HAVE_PNG
		TEST(test_png),
#endif
		TEST(test_stdout),
		TEST(test_ppm),
		TEST(test_jpeg),
		TEST(test_mode_of_the_file),
		TEST(test_replace),
		TEST(test_devices_stay),
		TEST(test_new_never_replaces),
		TEST(test_race_for_a_name),
		TEST(test_full_disk),
		TEST(test_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
