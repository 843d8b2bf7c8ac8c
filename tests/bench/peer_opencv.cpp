/* SPDX-License-Identifier: BSD-2-Clause */
#include "peers.h"

#include <string.h>

#if GG_HAVE_OPENCV

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace
{

struct Reader {
	const char *format; /* a Bayer format's first letters: of any depth in words */
	int type;	    /* of a Mat of plane 0 */
	int rows_eighths;   /* rows of that Mat, in eighths of the picture's */
	int code;
};

/* OpenCV names a Bayer order by its second row, read from the second column on. */
const Reader readers[] = {
	{ "RGB565", CV_8UC2, 8, cv::COLOR_BGR5652BGRA },
	{ "RGB888", CV_8UC3, 8, cv::COLOR_BGR2BGRA },
	{ "BGR888", CV_8UC3, 8, cv::COLOR_RGB2BGRA },
	{ "XBGR8888", CV_8UC4, 8, cv::COLOR_RGBA2BGRA },
	{ "ABGR8888", CV_8UC4, 8, cv::COLOR_RGBA2BGRA },
	{ "R8", CV_8UC1, 8, cv::COLOR_GRAY2BGRA },
	{ "YUYV", CV_8UC2, 8, cv::COLOR_YUV2BGRA_YUY2 },
	{ "YVYU", CV_8UC2, 8, cv::COLOR_YUV2BGRA_YVYU },
	{ "UYVY", CV_8UC2, 8, cv::COLOR_YUV2BGRA_UYVY },
	{ "NV12", CV_8UC1, 12, cv::COLOR_YUV2BGRA_NV12 },
	{ "NV21", CV_8UC1, 12, cv::COLOR_YUV2BGRA_NV21 },
	{ "YUV420", CV_8UC1, 12, cv::COLOR_YUV2BGRA_IYUV },
	{ "YVU420", CV_8UC1, 12, cv::COLOR_YUV2BGRA_YV12 },
	{ "SRGGB", CV_8UC1, 8, cv::COLOR_BayerBG2BGRA },
	{ "SGRBG", CV_8UC1, 8, cv::COLOR_BayerGB2BGRA },
	{ "SGBRG", CV_8UC1, 8, cv::COLOR_BayerGR2BGRA },
	{ "SBGGR", CV_8UC1, 8, cv::COLOR_BayerRG2BGRA },
};

struct {
	cv::Mat in, out;
	int code;
} job;

const Reader *find_reader(const gg_format *format)
{
	const bool bayer = format->layout == GG_LAYOUT_BAYER;

	if (bayer && format->packing != GG_PACKING_NONE)
		return nullptr;
	for (const Reader &reader : readers)
		if (bayer ? strncmp(reader.format, format->name, 5) == 0
			  : strcmp(reader.format, format->name) == 0)
			return &reader;
	return nullptr;
}

bool begin(const gg_image *image, uint8_t *pixels)
{
	const Reader *reader = find_reader(image->format);

	if (!reader)
		return false;
	cv::setNumThreads(1);
	const bool deep = image->format->bits > 8;
	const int width = (int)image->width, height = (int)image->height;
	job.code = reader->code;
	job.in = cv::Mat(height * reader->rows_eighths / 8, width, deep ? CV_16UC1 : reader->type,
			 const_cast<uint8_t *>(image->planes[0].data));
	job.out = cv::Mat(height, width, CV_MAKETYPE(deep ? CV_16U : CV_8U, 4), pixels);
	return true;
}

void run()
{
	cv::cvtColor(job.in, job.out, job.code);
}

void end()
{
	job.in.release();
	job.out.release();
}

} // namespace

extern "C" const struct peer peer_opencv = {
	"opencv",
	"to BGRA; BT.601, limited range; Bayer bilinear, of 10 to 16 bits to 16 bits a component",
	begin,
	run,
	end,
};

bool opencv_demosaic(enum opencv_demosaic how, const uint8_t *mosaic, uint32_t width,
		     uint32_t height, uint8_t *bgr)
{
	static const int codes[N_OPENCV_DEMOSAICS] = {
		cv::COLOR_BayerBG2BGR,
		cv::COLOR_BayerBG2BGR_VNG,
		cv::COLOR_BayerBG2BGR_EA,
	};
	const cv::Mat in((int)height, (int)width, CV_8UC1, const_cast<uint8_t *>(mosaic));
	cv::Mat out((int)height, (int)width, CV_8UC3, bgr);

	cv::setNumThreads(1);
	cv::cvtColor(in, out, codes[how]);
	return true;
}

#else

extern "C" const struct peer peer_opencv = {
	"opencv", "not in this build: libopencv-imgproc-dev was not there", nullptr, nullptr,
	nullptr,
};

bool opencv_demosaic(enum opencv_demosaic, const uint8_t *, uint32_t, uint32_t, uint8_t *)
{
	return false;
}

#endif
