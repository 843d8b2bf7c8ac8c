/* SPDX-License-Identifier: BSD-2-Clause */
#include "uvc_check.h"

#include "uvc_jpegs.h"
#include "uvc_picture.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool read_frame(struct uvc_file *frame, const char *path)
{
	int ret = uvc_file_read(frame, path);

	if (ret < 0)
		printf("%s: BAD: %s\n", path, strerror(-ret));
	return ret == 0;
}

static size_t first_difference(const uint8_t *a, const uint8_t *b)
{
	size_t i = 0;

	while (a[i] == b[i])
		i++;
	return i;
}

/* Last: the number of the frame before, -1 for none. */
static bool check_yuyv(struct uvc_size size, const struct uvc_file *frame, uint8_t *expected,
		       const char *path, int64_t *last)
{
	uint32_t number;
	int brightness;

	if (frame->length != uvc_frame_bytes(size)) {
		printf("%s: BAD: %zu bytes, not %u\n", path, frame->length, uvc_frame_bytes(size));
		return false;
	}
	if (!picture_read_mark(frame->data, &number, &brightness)) {
		printf("%s: BAD: it does not begin as the camera's frames do\n", path);
		return false;
	}
	picture_draw(expected, size, number, brightness);
	if (memcmp(frame->data, expected, frame->length) != 0) {
		printf("%s: BAD: frame %" PRIu32 " differs at byte %zu\n", path, number,
		       first_difference(frame->data, expected));
		return false;
	}
	if (number <= *last) {
		printf("%s: BAD: frame %" PRIu32 " follows frame %" PRId64 "\n", path, number,
		       *last);
		return false;
	}
	*last = number;
	printf("%s: ok, frame %" PRIu32 ", brightness %d\n", path, number, brightness);
	return true;
}

bool uvc_check_yuyv(struct uvc_size size, unsigned n, char **paths)
{
	uint8_t *expected = malloc(uvc_frame_bytes(size));
	int64_t last = -1;
	bool good = expected != NULL;

	for (unsigned i = 0; expected && i < n; i++) {
		struct uvc_file frame;

		if (!read_frame(&frame, paths[i])) {
			good = false;
			continue;
		}
		good &= check_yuyv(size, &frame, expected, paths[i], &last);
		free(frame.data);
	}
	free(expected);
	return good;
}

static bool is_same(const struct uvc_file *frame, const uint8_t *data, size_t length)
{
	return frame->length == length && memcmp(frame->data, data, length) == 0;
}

static bool is_damaged(const struct uvc_file *frame, const struct uvc_file *jpeg,
		       uvc_damage *damage)
{
	static uint8_t damaged[UVC_MAX_FRAME_BYTES];

	memcpy(damaged, jpeg->data, jpeg->length);
	return is_same(frame, damaged, damage(damaged, jpeg->length));
}

static bool check_mjpeg(const struct uvc_jpegs *jpegs, uvc_damage *damage,
			const struct uvc_file *frame, const char *path)
{
	for (size_t i = 0; i < jpegs->n; i++) {
		const struct uvc_file *jpeg = &jpegs->jpegs[i];

		if (is_same(frame, jpeg->data, jpeg->length)) {
			printf("%s: ok, picture %zu\n", path, i);
			return true;
		}
		if (damage && is_damaged(frame, jpeg, damage)) {
			printf("%s: ok, picture %zu, damaged\n", path, i);
			return true;
		}
	}
	printf("%s: BAD: its %zu bytes are none of the %zu pictures\n", path, frame->length,
	       jpegs->n);
	return false;
}

bool uvc_check_mjpeg(struct uvc_size size, const char *jpeg_folder, uvc_damage *damage, unsigned n,
		     char **paths)
{
	struct uvc_jpegs jpegs;
	bool good = true;
	int ret = uvc_jpegs_load(&jpegs, jpeg_folder, size);

	if (ret < 0) {
		printf("%s: BAD: no pictures of %ux%u: %s\n", jpeg_folder, size.width, size.height,
		       strerror(-ret));
		return false;
	}
	for (unsigned i = 0; i < n; i++) {
		struct uvc_file frame;

		if (!read_frame(&frame, paths[i])) {
			good = false;
			continue;
		}
		good &= check_mjpeg(&jpegs, damage, &frame, paths[i]);
		free(frame.data);
	}
	uvc_jpegs_finish(&jpegs);
	return good;
}
