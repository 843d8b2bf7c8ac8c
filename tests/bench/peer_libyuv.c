/* SPDX-License-Identifier: BSD-2-Clause */
#include "peers.h"

#include <string.h>

#include <libyuv/convert_argb.h>
#include <libyuv/planar_functions.h>

typedef int one_plane(const uint8_t *src, int src_stride, uint8_t *dst, int dst_stride, int width,
		      int height);
typedef int two_planes(const uint8_t *y, int y_stride, const uint8_t *uv, int uv_stride,
		       uint8_t *dst, int dst_stride, const struct YuvConstants *constants,
		       int width, int height);
typedef int three_planes(const uint8_t *y, int y_stride, const uint8_t *u, int u_stride,
			 const uint8_t *v, int v_stride, uint8_t *dst, int dst_stride,
			 const struct YuvConstants *constants, int width, int height);

/* One of the three by the number of planes. */
static const struct reader {
	const char *format;
	one_plane *one;
	two_planes *two;
	three_planes *three;
} readers[] = {
	{ "RGB565", RGB565ToARGB, NULL, NULL },	    { "RGB888", RGB24ToARGB, NULL, NULL },
	{ "BGR888", RAWToARGB, NULL, NULL },	    { "XRGB8888", ARGBCopy, NULL, NULL },
	{ "ARGB8888", ARGBCopy, NULL, NULL },	    { "XBGR8888", ABGRToARGB, NULL, NULL },
	{ "ABGR8888", ABGRToARGB, NULL, NULL },	    { "RGBX8888", RGBAToARGB, NULL, NULL },
	{ "RGBA8888", RGBAToARGB, NULL, NULL },	    { "BGRX8888", BGRAToARGB, NULL, NULL },
	{ "BGRA8888", BGRAToARGB, NULL, NULL },	    { "R8", J400ToARGB, NULL, NULL },
	{ "YUYV", YUY2ToARGB, NULL, NULL },	    { "UYVY", UYVYToARGB, NULL, NULL },
	{ "NV12", NULL, NV12ToARGBMatrix, NULL },   { "NV21", NULL, NV21ToARGBMatrix, NULL },
	{ "YUV420", NULL, NULL, I420ToARGBMatrix }, { "YVU420", NULL, NULL, I420ToARGBMatrix },
	{ "YUV422", NULL, NULL, I422ToARGBMatrix }, { "YVU422", NULL, NULL, I422ToARGBMatrix },
	{ "YUV444", NULL, NULL, I444ToARGBMatrix }, { "YVU444", NULL, NULL, I444ToARGBMatrix },
};

static struct {
	const struct gg_image *image;
	const struct reader *reader;
	uint8_t *pixels;
} job;

static bool begin(const struct gg_image *image, uint8_t *pixels)
{
	for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
		if (strcmp(readers[i].format, image->format->name) != 0)
			continue;
		job.image = image;
		job.reader = &readers[i];
		job.pixels = pixels;
		return true;
	}
	return false;
}

static void run(void)
{
	const struct gg_plane *planes = job.image->planes;
	const struct gg_plane *u = &planes[job.image->format->order[1]];
	const struct gg_plane *v = &planes[job.image->format->order[2]];
	const int width = (int)job.image->width, height = (int)job.image->height;
	const int stride = (int)planes[0].stride;

	if (job.reader->one)
		job.reader->one(planes[0].data, stride, job.pixels, 4 * width, width, height);
	else if (job.reader->two)
		job.reader->two(planes[0].data, stride, planes[1].data, (int)planes[1].stride,
				job.pixels, 4 * width, &kYuvH709Constants, width, height);
	else
		job.reader->three(planes[0].data, stride, u->data, (int)u->stride, v->data,
				  (int)v->stride, job.pixels, 4 * width, &kYuvH709Constants, width,
				  height);
}

static void end(void)
{
}

const struct peer peer_libyuv = {
	.name = "libyuv",
	.note = "BT.709, YUYV and UYVY by BT.601 (all that it has), limited range; copies alpha",
	.begin = begin,
	.run = run,
	.end = end,
};
