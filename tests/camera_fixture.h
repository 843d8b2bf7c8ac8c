/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the tests of cameras share: opening the test pattern in a given way, reading its pixels and
 * its frame number without the library's own converters, and a check around every test that it
 * left no file open and no buffer mapped.
 */
#ifndef CAMERA_FIXTURE_H
#define CAMERA_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/camera.h>

#include "model.h"
#include "pattern_chart.h"

struct resources {
	unsigned fds, maps;
};

static inline struct resources count_resources(void)
{
	struct resources count = { 0, 0 };
	char line[512];

	DIR *folder = opendir("/proc/self/fd");
	assert_non_null(folder);
	while (readdir(folder))
		count.fds++;
	closedir(folder);
	FILE *maps = fopen("/proc/self/maps", "re");
	assert_non_null(maps);
	while (fgets(line, sizeof line, maps))
		count.maps += strstr(line, "memfd:groundglass") != NULL;
	fclose(maps);
	return count;
}

static inline int count_before(void **state)
{
	static struct resources before;
	struct gg_camera_list list = { 0 };

	/* libcamera keeps an eventfd for every thread that ever listed cameras. */
	gg_camera_list_get(&list, NULL);
	gg_camera_list_finish(&list);
	before = count_resources();
	*state = &before;
	return 0;
}

static inline int count_after(void **state)
{
	const struct resources *before = *state, after = count_resources();
	return after.fds == before->fds && after.maps == before->maps ? 0 : -1;
}

#define camera_test(name) cmocka_unit_test_setup_teardown(name, count_before, count_after)

static inline struct gg_camera *open_camera(const char *name)
{
	struct gg_camera *camera = NULL;
	struct gg_error error = { "" };

	if (gg_camera_open(&camera, name, &error))
		fail_msg("%s: %s", name, error.text);
	return camera;
}

static inline uint32_t fourcc_of(const char *format)
{
	return gg_format_by_name(format)->fourcc;
}

/* Configure one stream as asked, as fast as frames are taken unless a rate is given. */
static inline struct gg_stream_config configure(struct gg_camera *camera, const char *format,
						uint32_t width, uint32_t height, double rate)
{
	struct gg_stream_config config = { .role = GG_ROLE_VIEWFINDER,
					   .fourcc = fourcc_of(format),
					   .modifier = gg_format_by_name(format)->modifier,
					   .width = width,
					   .height = height,
					   .framerate = rate };
	enum gg_orientation orientation = GG_ORIENTATION_ROT0;
	struct gg_error error = { "" };

	if (gg_camera_configure(camera, &config, 1, &orientation, &error) != GG_CONFIG_VALID)
		fail_msg("%s %ux%u: %s", format, width, height, error.text);
	return config;
}

static inline void start(struct gg_camera *camera)
{
	struct gg_error error = { "" };
	if (gg_camera_start(camera, NULL, &error))
		fail_msg("start: %s", error.text);
}

static inline struct gg_camera *open_running(const char *name, const char *format, uint32_t width,
					     uint32_t height, double rate)
{
	struct gg_camera *camera = open_camera(name);
	configure(camera, format, width, height, rate);
	start(camera);
	return camera;
}

static inline struct gg_frame *next_frame(struct gg_camera *camera)
{
	struct gg_frame *frame = NULL;
	assert_int_equal(gg_camera_wait(camera, 60000, &frame), 0);
	assert_non_null(frame);
	return frame;
}

/* A pixel as R'G'B' codes, 0..255; of Bayer developed as it is, with the sRGB curve. */
static inline void read_rgb(const struct gg_image *image, uint32_t x, uint32_t y, int rgb[3])
{
	const struct gg_color none = { GG_MATRIX_AUTO, GG_RANGE_AUTO };
	const struct gg_convert_params params = {
		.color = gg_color_resolve(image->color, none, image->format, image->height, NULL),
		.raw = gg_raw_neutral(),
	};
	double v[3];

	model_rgb(image, &params, x, y, v);
	for (unsigned i = 0; i < 3; i++)
		rgb[i] = (int)(v[i] + 0.5);
}

/* The frame number that is in the picture. */
static inline uint32_t read_number(const struct gg_image *image)
{
	uint32_t number = 0;

	for (unsigned i = 0; i < GG_CHART_BITS; i++) {
		const struct gg_chart_rect bit = gg_chart_bit(image->width, image->height, i);
		int rgb[3];
		read_rgb(image, bit.x + bit.width / 2, bit.y + bit.height / 2, rgb);
		number = number << 1 | (rgb[1] > 127);
	}
	return number;
}

/* R'G'B' in the middle of a bar. */
static inline void read_bar(const struct gg_image *image, unsigned index, int rgb[3])
{
	const struct gg_chart_rect bar = gg_chart_bar(image->width, image->height, index);
	read_rgb(image, bar.x + bar.width / 2, bar.y + bar.height / 2, rgb);
}

/* All bars are of those R'G'B', or nearly. */
static inline void assert_bars(const struct gg_image *image, const uint8_t bars[][3], int tolerance,
			       const char *what)
{
	for (unsigned i = 0; i < GG_CHART_BARS; i++) {
		int rgb[3];
		read_bar(image, i, rgb);
		for (unsigned c = 0; c < 3; c++)
			if (abs(rgb[c] - bars[i][c]) > tolerance)
				fail_msg("%s %s %ux%u: bar %u is %d,%d,%d, not %d,%d,%d", what,
					 image->format->name, image->width, image->height, i,
					 rgb[0], rgb[1], rgb[2], bars[i][0], bars[i][1],
					 bars[i][2]);
	}
}

#endif
