/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The input is a file of any name, in a folder with a picture that is its first half, unless that
 * is empty: each picture that is found is played.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <groundglass/camera.h>
#include <groundglass/jpeg.h>

#include "fuzz.h"

enum { MAX_FRAMES = 6 };

/* A good picture's size is what it says, and it ends with the payload. */
static void check(const struct gg_frame *frame, const struct gg_stream_config *config)
{
	const struct gg_image *image = &frame->image;
	const struct gg_plane *plane = &image->planes[0];
	uint32_t width = 0, height = 0;

	FUZZ_REQUIRE(image->n_planes == 1 && plane->bytes_used <= plane->length);
	FUZZ_REQUIRE(plane->length == config->frame_size && image->format == config->format);
	if (frame->status != GG_FRAME_OK) {
		FUZZ_REQUIRE(image->width == config->width && image->height == config->height);
		return;
	}
	FUZZ_REQUIRE(!gg_jpeg_read_size(plane->data, plane->bytes_used, &width, &height, NULL));
	FUZZ_REQUIRE(image->width == width && image->height == height);
	FUZZ_REQUIRE(!gg_image_validate(image, NULL));
}

/* The first one once more, behind those that are on their way. */
static void step_back(struct gg_camera *camera, const struct gg_stream_config *config)
{
	struct gg_frame *frame;
	uint64_t position;

	FUZZ_REQUIRE(!gg_camera_step(camera, 1));
	do {
		FUZZ_REQUIRE(!gg_camera_wait(camera, -1, &frame));
		check(frame, config);
		position = frame->position;
		gg_frame_unref(frame);
	} while (position != 1);
}

/* The file at cut, unless NULL, loses its end meanwhile. */
static void play(struct gg_camera *camera, unsigned n_buffers, const char *cut)
{
	struct gg_stream_config config = { .n_buffers = n_buffers };
	enum gg_orientation orientation = GG_ORIENTATION_ROT0;
	struct gg_error error = { "" };
	struct gg_frame *frame;

	config.role = GG_ROLE_RAW;
	FUZZ_REQUIRE(gg_camera_configure(camera, &config, 1, &orientation, &error) == -EINVAL);
	config.role = GG_ROLE_VIDEO;
	const int status = gg_camera_configure(camera, &config, 1, &orientation, &error);
	FUZZ_REQUIRE(status == (n_buffers > 32 ? GG_CONFIG_ADJUSTED : GG_CONFIG_VALID));
	FUZZ_REQUIRE(!gg_camera_start(camera, NULL, NULL));
	for (unsigned i = 0; i < MAX_FRAMES; i++) {
		FUZZ_REQUIRE(!gg_camera_wait(camera, -1, &frame));
		FUZZ_REQUIRE(frame->index == i);
		check(frame, &config);
		gg_frame_unref(frame);
		FUZZ_REQUIRE(i > 0 || !cut || truncate(cut, 1) == 0);
	}
	step_back(camera, &config);
}

static void open_and_play(const char *path, unsigned n_buffers, const char *cut)
{
	struct gg_camera *camera = NULL;
	struct gg_stream_formats formats = { 0 };
	struct gg_error error = { "" };

	if (gg_camera_open(&camera, path, &error)) {
		FUZZ_REQUIRE(error.text[0] != '\0');
		return;
	}
	FUZZ_REQUIRE(!gg_camera_formats(camera, GG_ROLE_RAW, &formats, NULL) && formats.n == 0);
	FUZZ_REQUIRE(!gg_camera_formats(camera, GG_ROLE_VIDEO, &formats, NULL));
	FUZZ_REQUIRE(formats.n == 1 && formats.formats[0].min.width > 0);
	gg_stream_formats_finish(&formats);
	play(camera, n_buffers, cut);
	gg_camera_close(camera);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "a.jpg", "b.mjpg", "c.data", "d.txt", "e" };
	struct fuzz_input input = { data, size };
	const unsigned name = fuzz_choose(&input, 5), n_buffers = fuzz_choose(&input, 40);
	char *path = fuzz_write(names[name], input.data, input.size), *folder = NULL;
	const size_t half = input.size / 2;

	FUZZ_REQUIRE(asprintf(&folder, "file:%s", fuzz_folder()) > 0);
	if (half)
		free(fuzz_write("half.jpeg", input.data, half));
	open_and_play(path, n_buffers, NULL);
	open_and_play(folder, n_buffers, path);
	fuzz_remove(names[name]);
	fuzz_remove("half.jpeg");
	open_and_play(path, n_buffers, NULL);
	free(folder);
	free(path);
	return 0;
}
