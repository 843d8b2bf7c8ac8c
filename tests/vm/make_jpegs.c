/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Makes the files that the camera sends as Motion-JPEG: its own picture, frames 0, 1, 2 ... of each
 * size. JPEG is full range, so the same numbers stand for a little more contrast than in YUYV.
 */
#include "uvc_formats.h"
#include "uvc_picture.h"

#include <groundglass/jpeg.h>

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_PICTURES = 5, QUALITY = 90 };

/* Take YUYV apart into the planes of a YUV422 image, which lie one behind the other. */
static void split_yuyv(const uint8_t *yuyv, uint8_t *planes, size_t pixels)
{
	uint8_t *y = planes, *u = y + pixels, *v = u + pixels / 2;

	for (size_t i = 0; i < pixels / 2; i++) {
		*y++ = yuyv[4 * i];
		*u++ = yuyv[4 * i + 1];
		*y++ = yuyv[4 * i + 2];
		*v++ = yuyv[4 * i + 3];
	}
}

static int write_file(const char *path, const uint8_t *data, size_t size)
{
	FILE *file = fopen(path, "wbe");
	size_t written;

	if (!file)
		return -errno;
	written = fwrite(data, 1, size, file);
	return fclose(file) == 0 && written == size ? 0 : -EIO;
}

/* Yuyv and planes are memory for a frame of that size. */
static int make_picture(struct gg_jpeg_encoder *encoder, const char *folder, struct uvc_size size,
			uint32_t number, uint8_t *yuyv, uint8_t *planes)
{
	struct gg_image image = {
		.format = gg_format_by_name("YUV422"),
		.width = size.width,
		.height = size.height,
		.color = { GG_MATRIX_601, GG_RANGE_FULL },
	};
	size_t pixels = (size_t)size.width * size.height;
	struct gg_error error;
	const uint8_t *data = NULL;
	size_t length = 0;
	char path[PATH_MAX];
	int ret;

	picture_draw(yuyv, size, number, 0);
	split_yuyv(yuyv, planes, pixels);
	ret = gg_image_split(&image, planes, 2 * pixels, 2 * pixels, size.width, &error);
	if (ret == 0)
		ret = gg_jpeg_encode(encoder, &image, QUALITY, &data, &length, &error);
	if (ret < 0) {
		fprintf(stderr, "make_jpegs: %s\n", error.text);
		return ret;
	}
	snprintf(path, sizeof path, "%s/%ux%u-%u.jpg", folder, size.width, size.height, number);
	ret = write_file(path, data, length);
	if (ret < 0)
		fprintf(stderr, "make_jpegs: %s: %s\n", path, strerror(-ret));
	return ret;
}

static int make_size(const char *folder, struct uvc_size size)
{
	struct gg_jpeg_encoder *encoder = gg_jpeg_encoder_create();
	uint8_t *yuyv = malloc(uvc_frame_bytes(size));
	uint8_t *planes = malloc(uvc_frame_bytes(size));
	int ret = encoder && yuyv && planes ? 0 : -ENOMEM;

	for (uint32_t number = 0; ret == 0 && number < N_PICTURES; number++)
		ret = make_picture(encoder, folder, size, number, yuyv, planes);
	free(planes);
	free(yuyv);
	gg_jpeg_encoder_destroy(encoder);
	return ret;
}

int main(int argc, char **argv)
{
	int ret = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: make_jpegs DIR\n");
		return 2;
	}
	for (unsigned i = 0; i < UVC_N_FORMATS; i++)
		for (unsigned j = 0; ret == 0 && j < uvc_formats[i].n_sizes; j++)
			if (uvc_formats[i].compressed)
				ret = make_size(argv[1], uvc_formats[i].sizes[j]);
	return ret < 0 ? 1 : 0;
}
