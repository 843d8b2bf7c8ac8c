/* SPDX-License-Identifier: BSD-2-Clause */
#include "libcamera_glue.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

using namespace libcamera;

namespace
{

gg_size size_from(const Size &size)
{
	return { size.width, size.height };
}

void format_from(gg_stream_format *to, const StreamFormats &from, const PixelFormat &format)
{
	const SizeRange range = from.range(format);
	const std::vector<Size> sizes = from.sizes(format);
	bool single = range.min == range.max;

	to->fourcc = format.fourcc();
	to->modifier = format.modifier();
	to->min = size_from(range.min);
	to->max = size_from(range.max);
	to->hstep = single ? 0 : range.hStep;
	to->vstep = single ? 0 : range.vStep;
	if (sizes.empty())
		return;
	to->sizes = static_cast<gg_size *>(calloc(sizes.size(), sizeof *to->sizes));
	if (!to->sizes)
		throw std::bad_alloc();
	for (const Size &size : sizes)
		to->sizes[to->n_sizes++] = size_from(size);
}

gg_color color_from(const std::optional<ColorSpace> &space)
{
	gg_color color = { GG_MATRIX_AUTO, GG_RANGE_AUTO };

	if (!space)
		return color;
	color.range = space->range == ColorSpace::Range::Full ? GG_RANGE_FULL : GG_RANGE_LIMITED;
	switch (space->ycbcrEncoding) {
	case ColorSpace::YcbcrEncoding::Rec601:
		color.matrix = GG_MATRIX_601;
		break;
	case ColorSpace::YcbcrEncoding::Rec709:
		color.matrix = GG_MATRIX_709;
		break;
	case ColorSpace::YcbcrEncoding::Rec2020:
		color.matrix = GG_MATRIX_2020;
		break;
	case ColorSpace::YcbcrEncoding::None:
		break;
	}
	return color;
}

/* Element index of a limit in microseconds, or fallback where there is none. */
int64_t duration_limit(const ControlValue &limit, size_t index, int64_t fallback)
{
	if (limit.type() != ControlTypeInteger64 || index >= limit.numElements())
		return fallback;
	return reinterpret_cast<const int64_t *>(limit.data().data())[index];
}

} /* namespace */

namespace gg
{

StreamRole role_to(gg_role role)
{
	switch (role) {
	case GG_ROLE_VIDEO:
		return StreamRole::VideoRecording;
	case GG_ROLE_STILL:
		return StreamRole::StillCapture;
	case GG_ROLE_RAW:
		return StreamRole::Raw;
	case GG_ROLE_VIEWFINDER:
		break;
	}
	return StreamRole::Viewfinder;
}

void formats_from(gg_stream_formats *formats, const StreamFormats &from)
{
	const std::vector<PixelFormat> pixel_formats = from.pixelformats();

	if (pixel_formats.empty())
		return;
	formats->formats = static_cast<gg_stream_format *>(
		calloc(pixel_formats.size(), sizeof *formats->formats));
	if (!formats->formats)
		throw std::bad_alloc();
	for (const PixelFormat &format : pixel_formats)
		format_from(&formats->formats[formats->n++], from, format);
}

/* Of both the values are bits of the same meaning. */
gg_orientation orientation_of(Transform transform)
{
	return static_cast<gg_orientation>(transform);
}

Transform transform_of(gg_orientation orientation)
{
	return static_cast<Transform>(orientation);
}

static_assert(static_cast<int>(Transform::Rot90) == GG_ORIENTATION_ROT90 &&
	      static_cast<int>(Transform::HFlip) == GG_ORIENTATION_MIRROR);

#if GG_HAVE_ORIENTATION

void ask_orientation(CameraConfiguration &config, gg_orientation asked)
{
	config.orientation = Orientation::Rotate0 * transform_of(asked);
}

gg_orientation orientation_left(const CameraConfiguration &config, gg_orientation asked)
{
	return orientation_of(Orientation::Rotate0 * transform_of(asked) / config.orientation);
}

#else

void ask_orientation(CameraConfiguration &config, gg_orientation asked)
{
	config.transform = transform_of(asked);
}

gg_orientation orientation_left(const CameraConfiguration &config, gg_orientation asked)
{
	return gg_orientation_then(orientation_of(-config.transform), asked);
}

#endif

int ask_stream(StreamConfiguration &config, const gg_stream_config &asked, gg_error *error)
{
	if (asked.fourcc)
		config.pixelFormat = PixelFormat(asked.fourcc, asked.modifier);
	if (asked.width)
		config.size.width = asked.width;
	if (asked.height)
		config.size.height = asked.height;
	if (asked.n_buffers)
		config.bufferCount = asked.n_buffers;
	if (!asked.colorspace[0])
		return 0;
	config.colorSpace = ColorSpace::fromString(asked.colorspace);
	if (!config.colorSpace)
		return gg_error_set(error, -EINVAL,
				    "'%s' is no colour space: RAW, sRGB, sYCC, SMPTE170M, Rec709, "
				    "Rec2020, or primaries/transfer/encoding/range",
				    asked.colorspace);
	return 0;
}

bool is_adjusted(const gg_stream_config &asked, const StreamConfiguration &wanted,
		 const StreamConfiguration &got)
{
	return wanted.pixelFormat != got.pixelFormat || wanted.size != got.size ||
	       wanted.bufferCount != got.bufferCount ||
	       (asked.colorspace[0] && wanted.colorSpace != got.colorSpace);
}

void agree_stream(gg_stream_config *stream, const StreamConfiguration &config)
{
	stream->fourcc = config.pixelFormat.fourcc();
	stream->modifier = config.pixelFormat.modifier();
	stream->width = config.size.width;
	stream->height = config.size.height;
	stream->format = gg_format_by_fourcc(stream->fourcc, stream->modifier);
	stream->color = color_from(config.colorSpace);
	stream->stride = config.stride;
	stream->frame_size = config.frameSize;
	snprintf(stream->colorspace, sizeof stream->colorspace, "%s",
		 config.colorSpace ? config.colorSpace->toString().c_str() : "");
}

int64_t agree_framerates(gg_stream_config *streams, unsigned n, const ControlInfoMap &infos)
{
	auto info = infos.find(controls::FRAME_DURATION_LIMITS);
	int64_t agreed = 0;

	for (unsigned i = 0; i < n; i++) {
		streams[i].framerate_set = false;
		if (info == infos.end() || !(streams[i].framerate > 0))
			continue;
		const ControlValue &max = info->second.max();
		int64_t us = std::llround(1e6 / streams[i].framerate);
		if (us < duration_limit(info->second.min(), 0, 1) ||
		    us > duration_limit(max, max.numElements() - 1, us))
			continue;
		if (!agreed)
			agreed = us;
		streams[i].framerate_set = agreed == us;
	}
	return agreed;
}

} /* namespace gg */
