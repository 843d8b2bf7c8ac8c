/* SPDX-License-Identifier: BSD-2-Clause */
#include "peers.h"

#if GG_HAVE_SWSCALE

#include <string.h>

#include <libavutil/pixfmt.h>
#include <libswscale/swscale.h>

static const struct {
	const char *format;
	enum AVPixelFormat av;
} formats[] = {
	{ "RGB565", AV_PIX_FMT_RGB565LE },
	{ "RGB565_BE", AV_PIX_FMT_RGB565BE },
	{ "RGB888", AV_PIX_FMT_BGR24 },
	{ "BGR888", AV_PIX_FMT_RGB24 },
	{ "XRGB8888", AV_PIX_FMT_BGR0 },
	{ "ARGB8888", AV_PIX_FMT_BGRA },
	{ "XBGR8888", AV_PIX_FMT_RGB0 },
	{ "ABGR8888", AV_PIX_FMT_RGBA },
	{ "RGBX8888", AV_PIX_FMT_0BGR },
	{ "RGBA8888", AV_PIX_FMT_ABGR },
	{ "BGRX8888", AV_PIX_FMT_0RGB },
	{ "BGRA8888", AV_PIX_FMT_ARGB },
	{ "RGB161616", AV_PIX_FMT_BGR48LE },
	{ "BGR161616", AV_PIX_FMT_RGB48LE },
	{ "R8", AV_PIX_FMT_GRAY8 },
	{ "R10", AV_PIX_FMT_GRAY10LE },
	{ "R12", AV_PIX_FMT_GRAY12LE },
	{ "R16", AV_PIX_FMT_GRAY16LE },
	{ "YUYV", AV_PIX_FMT_YUYV422 },
	{ "YVYU", AV_PIX_FMT_YVYU422 },
	{ "UYVY", AV_PIX_FMT_UYVY422 },
	{ "NV12", AV_PIX_FMT_NV12 },
	{ "NV21", AV_PIX_FMT_NV21 },
	{ "NV16", AV_PIX_FMT_NV16 },
	{ "NV24", AV_PIX_FMT_NV24 },
	{ "NV42", AV_PIX_FMT_NV42 },
	{ "YUV420", AV_PIX_FMT_YUV420P },
	{ "YVU420", AV_PIX_FMT_YUV420P },
	{ "YUV422", AV_PIX_FMT_YUV422P },
	{ "YVU422", AV_PIX_FMT_YUV422P },
	{ "YUV444", AV_PIX_FMT_YUV444P },
	{ "YVU444", AV_PIX_FMT_YUV444P },
	{ "SRGGB8", AV_PIX_FMT_BAYER_RGGB8 },
	{ "SGRBG8", AV_PIX_FMT_BAYER_GRBG8 },
	{ "SGBRG8", AV_PIX_FMT_BAYER_GBRG8 },
	{ "SBGGR8", AV_PIX_FMT_BAYER_BGGR8 },
	{ "SRGGB16", AV_PIX_FMT_BAYER_RGGB16LE },
	{ "SGRBG16", AV_PIX_FMT_BAYER_GRBG16LE },
	{ "SGBRG16", AV_PIX_FMT_BAYER_GBRG16LE },
	{ "SBGGR16", AV_PIX_FMT_BAYER_BGGR16LE },
};

static struct {
	struct SwsContext *context;
	const uint8_t *planes[4];
	int strides[4];
	int height;
	uint8_t *pixels[4];
	int pixels_stride[4];
} job;

static enum AVPixelFormat find_format(const char *name)
{
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
		if (strcmp(formats[i].format, name) == 0)
			return sws_isSupportedInput(formats[i].av) ? formats[i].av
								   : AV_PIX_FMT_NONE;
	return AV_PIX_FMT_NONE;
}

static bool begin(const struct gg_image *image, uint8_t *pixels)
{
	const int width = (int)image->width, height = (int)image->height;
	const bool planar = image->format->layout == GG_LAYOUT_YUV_PLANAR;
	const enum AVPixelFormat av = find_format(image->format->name);

	if (av == AV_PIX_FMT_NONE)
		return false;
	job.context = sws_getContext(width, height, av, width, height, AV_PIX_FMT_BGR0, SWS_POINT,
				     NULL, NULL, NULL);
	if (!job.context)
		return false;
	sws_setColorspaceDetails(job.context, sws_getCoefficients(SWS_CS_ITU709), 0,
				 sws_getCoefficients(SWS_CS_ITU709), 1, 0, 1 << 16, 1 << 16);
	for (unsigned p = 0; p < image->n_planes; p++) {
		const struct gg_plane *plane = &image->planes[planar ? image->format->order[p] : p];
		job.planes[p] = plane->data;
		job.strides[p] = (int)plane->stride;
	}
	job.height = height;
	job.pixels[0] = pixels;
	job.pixels_stride[0] = 4 * width;
	return true;
}

static void run(void)
{
	sws_scale(job.context, job.planes, job.strides, 0, job.height, job.pixels,
		  job.pixels_stride);
}

static void end(void)
{
	sws_freeContext(job.context);
}

const struct peer peer_swscale = {
	.name = "swscale",
	.note = "to BGR0 by SWS_POINT; BT.709, limited range; Bayer bilinear",
	.begin = begin,
	.run = run,
	.end = end,
};

#else

const struct peer peer_swscale = {
	.name = "swscale",
	.note = "not in this build: libswscale-dev was not there",
};

#endif
