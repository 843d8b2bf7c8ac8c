/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Files as a camera: a JPEG, a Motion-JPEG stream with rubbish in it, folders, and what is no
 * picture. Every picture is made here, and known again by the number that the test chart shows.
 */
#include "camera_fixture.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include <groundglass/jpeg.h>

enum { WIDTH = 320, HEIGHT = 240 };

static char folder[] = "/tmp/groundglass-test-XXXXXX";
static struct gg_jpeg_decoder *decoder;

static int make_folder(void **state)
{
	(void)state;
	decoder = gg_jpeg_decoder_create();
	return decoder && mkdtemp(folder) ? 0 : -1;
}

static void remove_files(const char *name)
{
	DIR *entries = opendir(name);
	const struct dirent *entry;
	char path[512];

	while (entries && (entry = readdir(entries))) {
		snprintf(path, sizeof path, "%s/%s", name, entry->d_name);
		if (entry->d_name[0] != '.' && unlink(path)) {
			remove_files(path);
			rmdir(path);
		}
	}
	if (entries)
		closedir(entries);
}

static int remove_folder(void **state)
{
	(void)state;
	gg_jpeg_decoder_destroy(decoder);
	remove_files(folder);
	return rmdir(folder);
}

static int empty_folder(void **state)
{
	remove_files(folder);
	return count_before(state);
}

#define file_test(name) cmocka_unit_test_setup_teardown(name, empty_folder, count_after)

/* Append bytes to a file in the folder. Returns its path, valid until the next call. */
static const char *append(const char *name, const void *data, size_t size)
{
	static char path[512];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "abe");
	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
	return path;
}

/* Append a JPEG of the chart with that number to a file in the folder. */
static const char *append_picture(const char *name, uint32_t number, uint32_t width,
				  uint32_t height)
{
	static uint8_t pixels[1 << 20];
	static const struct gg_chart_look look = { GG_CHART_FULL, 1, 0, 1, 1 };
	const struct gg_color full = { GG_MATRIX_601, GG_RANGE_FULL };
	struct gg_image image = { .format = gg_format_by_name("R8"),
				  .width = width,
				  .height = height,
				  .color = full,
				  .n_planes = 1 };
	uint8_t *const planes[GG_MAX_PLANES] = { pixels };
	struct gg_jpeg_encoder *encoder = gg_jpeg_encoder_create();
	const uint8_t *data;
	size_t size;

	struct gg_chart *chart = gg_chart_create(image.format, width, height, full, width);
	gg_chart_draw(chart, &look, number, planes);
	gg_chart_destroy(chart);
	image.planes[0] =
		(struct gg_plane){ pixels, width, (size_t)width * height, (size_t)width * height };
	assert_int_equal(gg_jpeg_encode(encoder, &image, 90, &data, &size, NULL), 0);
	const char *path = append(name, data, size);
	gg_jpeg_encoder_destroy(encoder);
	return path;
}

static struct gg_camera *open_file(const char *path, uint32_t width, uint32_t height)
{
	struct gg_camera *camera = open_camera(path);
	const struct gg_stream_config config = configure(camera, "MJPEG", 0, 0, 0);

	assert_int_equal(config.width, width);
	assert_int_equal(config.height, height);
	assert_string_equal(config.colorspace, "sYCC");
	start(camera);
	return camera;
}

/* The next frame must be the picture with that number. */
static void assert_next(struct gg_camera *camera, uint32_t number, uint32_t width, uint32_t height)
{
	struct gg_frame *frame = next_frame(camera);
	const struct gg_plane *plane = &frame->image.planes[0];
	struct gg_image picture;

	assert_int_equal(frame->status, GG_FRAME_OK);
	assert_int_equal(frame->image.width, width);
	assert_int_equal(frame->image.height, height);
	assert_int_equal(gg_jpeg_length(plane->data, plane->bytes_used), plane->bytes_used);
	assert_int_equal(gg_jpeg_decode(decoder, plane->data, plane->bytes_used, width, height,
					&picture, NULL),
			 GG_JPEG_OK);
	assert_int_equal(read_number(&picture), number);
	gg_frame_unref(frame);
}

static void test_one_picture(void **state)
{
	(void)state;
	const char *path = append_picture("one.jpg", 4711, WIDTH, HEIGHT);
	struct gg_camera *camera = open_file(path, WIDTH, HEIGHT);
	char id[512];

	snprintf(id, sizeof id, "file:%s", path);
	assert_string_equal(gg_camera_info(camera)->id, id);
	for (unsigned i = 0; i < 10; i++)
		assert_next(camera, 4711, WIDTH, HEIGHT);
	gg_camera_close(camera);
	gg_camera_close(open_file(id, WIDTH, HEIGHT));
}

/* Rubbish before, between and behind; one cut off; one of another size. */
static void test_stream(void **state)
{
	(void)state;
	static const uint8_t rubbish[] = { 0xff, 0xd8, 0x00, 0xff, 0xd9, 'x', 0xff, 0xd8, 0xff };
	append("s.mjpg", rubbish, sizeof rubbish);
	append_picture("s.mjpg", 10, WIDTH, HEIGHT);
	append_picture("s.mjpg", 11, WIDTH, HEIGHT);
	append("s.mjpg", rubbish, sizeof rubbish);
	append_picture("s.mjpg", 12, 640, 480);
	append_picture("s.mjpg", 13, WIDTH, HEIGHT);
	const char *path = append("s.mjpg", rubbish, sizeof rubbish);
	struct gg_camera *camera = open_file(path, WIDTH, HEIGHT);

	for (unsigned i = 0; i < 12; i++)
		assert_next(camera, 10 + i % 4, i % 4 == 2 ? 640 : WIDTH,
			    i % 4 == 2 ? 480 : HEIGHT);
	gg_camera_stop(camera);
	start(camera); /* from the beginning */
	assert_next(camera, 10, WIDTH, HEIGHT);
	gg_camera_close(camera);
}

static void test_folder(void **state)
{
	(void)state;
	append_picture("frame-10.jpg", 3, WIDTH, HEIGHT);
	append_picture("frame-2.JPEG", 1, WIDTH, HEIGHT);
	append_picture("frame-9.data", 2, WIDTH, HEIGHT);
	append_picture("frame-1.jpg", 0, WIDTH, HEIGHT);
	append_picture("frame-11.mjpg", 4, WIDTH, HEIGHT);
	append_picture("frame-11.mjpg", 5, WIDTH, HEIGHT);
	append_picture("frame-3.txt", 99, WIDTH, HEIGHT);
	append("frame-4.data", "raw", 3);
	append("frame-5.jpg", "", 0);
	struct gg_camera *camera = open_file(folder, WIDTH, HEIGHT);

	for (unsigned i = 0; i < 18; i++)
		assert_next(camera, i % 6, WIDTH, HEIGHT);
	gg_camera_close(camera);
}

/* What goes wrong while playing is a failed frame, and the next one is good again. */
static void test_vanishing(void **state)
{
	(void)state;
	char gone[512], cut[512] = { 0 };
	append_picture("a.jpg", 0, WIDTH, HEIGHT);
	snprintf(gone, sizeof gone, "%s", append_picture("b.jpg", 1, WIDTH, HEIGHT));
	snprintf(cut, sizeof cut, "%s", append_picture("c.mjpg", 2, WIDTH, HEIGHT));
	append_picture("d.jpg", 3, WIDTH, HEIGHT);
	struct gg_camera *camera = open_camera(folder);
	configure(camera, "MJPEG", 0, 0, 0);
	assert_int_equal(unlink(gone), 0);
	assert_int_equal(truncate(cut, 500), 0);
	append("d.jpg", cut, sizeof cut); /* longer than it was, and still a picture */

	start(camera);
	for (unsigned i = 0; i < 12; i++) {
		struct gg_frame *frame = next_frame(camera);
		const bool bad = i % 4 == 1 || i % 4 == 2;
		if (i % 4 != 3)
			assert_int_equal(frame->status, bad ? GG_FRAME_ERROR : GG_FRAME_OK);
		assert_int_equal(frame->sequence, i);
		assert_int_equal(frame->image.width, WIDTH);
		if (bad)
			assert_int_equal(frame->image.planes[0].bytes_used, 0);
		gg_frame_unref(frame);
	}
	gg_camera_close(camera);
}

static uint64_t next_position(struct gg_camera *camera)
{
	struct gg_frame *frame = next_frame(camera);
	const uint64_t position = frame->position;

	gg_frame_unref(frame);
	return position;
}

static void assert_stands(struct gg_camera *camera)
{
	struct gg_frame *frame;
	assert_int_equal(gg_camera_wait(camera, 20, &frame), -EAGAIN);
}

static struct gg_camera *open_four(void)
{
	for (uint32_t i = 0; i < 4; i++)
		append_picture("four.mjpg", i, WIDTH, HEIGHT);
	char path[512];
	snprintf(path, sizeof path, "%s/four.mjpg", folder);
	return open_camera(path);
}

/* Forth and back, over the end of a round, in the order that it was asked for; and on. */
static void test_steps(void **state)
{
	static const uint64_t positions[] = { 10, 9, 8, 9, 1, 8, 8 };
	struct gg_camera *camera = open_four();

	(void)state;
	configure(camera, "MJPEG", 0, 0, 0);
	start(camera);
	assert_int_equal(next_position(camera), 1);
	assert_int_equal(gg_camera_step(camera, 1000001), 0);
	for (uint64_t i = 2, position; (position = next_position(camera)) != 1000001; i++)
		assert_int_equal(position, i);
	assert_stands(camera);
	for (size_t i = 0; i < sizeof positions / sizeof *positions; i++)
		assert_int_equal(gg_camera_step(camera, positions[i]), 0);
	for (size_t i = 0; i < sizeof positions / sizeof *positions; i++)
		assert_next(camera, (uint32_t)(positions[i] - 1) % 4, WIDTH, HEIGHT);
	assert_stands(camera);
	gg_camera_play(camera);
	for (uint64_t i = 9; i < 20; i++)
		assert_int_equal(next_position(camera), i);

	/* Stopped while held, with a step on its way or without; a start plays. */
	for (int i = 0; i < 2; i++) {
		assert_int_equal(gg_camera_step(camera, 7), 0);
		while (i && next_position(camera) != 7)
			;
		gg_camera_stop(camera);
		start(camera);
		for (uint64_t position = 1; position < 10; position++)
			assert_int_equal(next_position(camera), position);
	}
	gg_camera_close(camera);
}

/* A step waits for no time; the clock begins anew behind it, and counts no frames as lost. */
static void test_step_in_time(void **state)
{
	static const uint64_t positions[] = { 1, 3, 2, 3 };
	struct gg_camera *camera = open_four();

	(void)state;
	configure(camera, "MJPEG", 0, 0, 0.001);
	start(camera);
	for (uint32_t i = 0; i < 4; i++) {
		if (i == 3)
			gg_camera_play(camera);
		else if (i > 0)
			assert_int_equal(gg_camera_step(camera, positions[i]), 0);
		struct gg_frame *frame = next_frame(camera);
		assert_int_equal(frame->position, positions[i]);
		assert_int_equal(frame->sequence, i);
		gg_frame_unref(frame);
	}
	gg_camera_close(camera);
}

/* While nobody gives frames back, steps wait; not any number of them. */
static void test_many_steps(void **state)
{
	enum { MOST = 64 };
	struct gg_camera *camera = open_four();
	struct gg_frame *frames[4];

	(void)state;
	configure(camera, "MJPEG", 0, 0, 0);
	start(camera);
	for (int i = 0; i < 4; i++)
		frames[i] = next_frame(camera);
	for (uint64_t i = 0; i < MOST; i++)
		assert_int_equal(gg_camera_step(camera, 1000 - i), 0);
	assert_int_equal(gg_camera_step(camera, 1), -EAGAIN);
	gg_camera_play(camera);
	for (int i = 0; i < 4; i++)
		gg_frame_unref(frames[i]);
	for (uint64_t i = 0; i < MOST; i++)
		assert_int_equal(next_position(camera), 1000 - i);
	assert_int_equal(next_position(camera), 1000 - MOST + 2);
	gg_camera_close(camera);
}

static void test_live(void **state)
{
	struct gg_camera *camera = open_running("pattern", "YUYV", WIDTH, HEIGHT, 0);

	(void)state;
	assert_int_equal(gg_camera_step(camera, 1), -ENOTSUP);
	gg_camera_play(camera);
	assert_int_equal(next_position(camera), 0);
	gg_camera_close(camera);
}

static void test_configuration(void **state)
{
	(void)state;
	const char *path = append_picture("one.jpg", 1, WIDTH, HEIGHT);
	struct gg_camera *camera = open_camera(path);
	enum gg_orientation orientation = GG_ORIENTATION_FLIP;
	struct gg_stream_config configs[2] = { { .framerate = -1 }, { .framerate = -1 } };
	struct gg_stream_formats formats;

	assert_int_equal(gg_camera_configure(camera, configs, 2, &orientation, NULL), -EINVAL);
	assert_int_equal(gg_camera_configure(camera, configs, 1, &orientation, NULL),
			 GG_CONFIG_VALID);
	assert_true(configs[0].framerate == 30);
	assert_true(configs[0].framerate_set);
	assert_int_equal(orientation, GG_ORIENTATION_FLIP);
	configs[0].width = 1;
	assert_int_equal(gg_camera_configure(camera, configs, 1, &orientation, NULL),
			 GG_CONFIG_ADJUSTED);
	assert_int_equal(configs[0].width, WIDTH);
	assert_int_equal(gg_camera_formats(camera, GG_ROLE_VIDEO, &formats, NULL), 0);
	assert_int_equal(formats.n, 1);
	assert_int_equal(formats.formats[0].sizes[0].height, HEIGHT);
	gg_stream_formats_finish(&formats);
	gg_camera_close(camera);
}

static void assert_refused(const char *path, int code, const char *text)
{
	struct gg_camera *camera = NULL;
	struct gg_error error = { "" };

	assert_int_equal(gg_camera_open(&camera, path, &error), code);
	assert_null(camera);
	if (!strstr(error.text, text) || !strstr(error.text, path))
		fail_msg("%s: %s", path, error.text);
}

/* Its header says 40000x8. */
static const char wide[] =
	"\xff\xd8\xff\xc0\0\x0b\x08\0\x08\x9c\x40\1\1\x11\0\xff\xda\0\x08\1\1\0\0"
	"\x3f\0\0\xff\xd9";

/* Larger than any image: failed like one that cannot be read, and no reason to refuse the rest. */
static void test_too_wide(void **state)
{
	(void)state;
	append("1.jpg", wide, sizeof wide - 1);
	append_picture("2.jpg", 5, WIDTH, HEIGHT);
	struct gg_camera *camera = open_file(folder, WIDTH, HEIGHT);
	struct gg_frame *frame = next_frame(camera);

	assert_int_equal(frame->status, GG_FRAME_ERROR);
	assert_int_equal(frame->image.width, WIDTH);
	gg_frame_unref(frame);
	assert_next(camera, 5, WIDTH, HEIGHT);
	gg_camera_close(camera);
}

static void test_no_pictures(void **state)
{
	(void)state;
	char path[512];

	assert_refused(folder, -EINVAL, "no pictures in folder");
	assert_refused(append("text.txt", "hello", 5), -EINVAL, "a folder of JPEGs");
	assert_refused(append("empty.jpg", "", 0), -EINVAL, "a folder of JPEGs");
	assert_refused(append("start.jpg", "\xff\xd8\xff", 3), -EINVAL, "a folder of JPEGs");
	assert_refused(append("wide.jpg", wide, sizeof wide - 1), -EINVAL, "a folder of JPEGs");
	snprintf(path, sizeof path, "%s/fifo.jpg", folder);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_refused(path, -EINVAL, "a folder of JPEGs");
	assert_refused(folder, -EINVAL, "holds no readable picture");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		file_test(test_one_picture),   file_test(test_stream),
		file_test(test_folder),	       file_test(test_vanishing),
		file_test(test_configuration), file_test(test_no_pictures),
		file_test(test_too_wide),      file_test(test_steps),
		file_test(test_step_in_time),  file_test(test_many_steps),
		file_test(test_live),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
