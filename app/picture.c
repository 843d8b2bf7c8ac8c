/* SPDX-License-Identifier: BSD-2-Clause */
#include "picture.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "presenter.h"

enum { ROW_ALIGNMENT = 64 }; /* in bytes, as a converter likes them best */

int picture_resize(struct picture *picture, uint32_t width, uint32_t height, struct gg_error *error)
{
	size_t stride = ((size_t)width * 4 + ROW_ALIGNMENT - 1) / ROW_ALIGNMENT * ROW_ALIGNMENT;
	uint64_t bytes = (uint64_t)stride * height;

	if (bytes > picture->capacity) {
		uint8_t *pixels = gg_pixels_alloc(bytes);
		if (!pixels)
			return gg_error_set(error, -ENOMEM, "no memory for a picture of %ux%u",
					    width, height);
		free(picture->pixels);
		picture->pixels = pixels;
		picture->capacity = (size_t)bytes;
	}
	picture->width = width;
	picture->height = height;
	picture->stride = stride;
	return 0;
}

int picture_convert(struct picture *picture, struct gg_converter *converter,
		    const struct gg_image *image, const struct gg_convert_params *params,
		    struct show_times *times, struct gg_error *error)
{
	uint64_t start = clock_ns();
	int ret = picture_resize(picture, image->width, image->height, error);
	if (ret == 0)
		ret = gg_converter_run(converter, image, params, picture->pixels, picture->stride,
				       error);
	if (times)
		times->convert_ns = clock_ns() - start;
	return ret;
}

void picture_swap(struct picture *picture, struct gg_jpeg_pixels *pixels)
{
	const struct picture old = *picture;

	*picture = (struct picture){ .width = pixels->width,
				     .height = pixels->height,
				     .stride = pixels->stride,
				     .capacity = pixels->capacity,
				     .pixels = pixels->data };
	pixels->data = old.pixels;
	pixels->capacity = old.capacity;
}

int picture_copy(struct picture *picture, const struct picture *source, struct gg_error *error)
{
	if (!source->pixels)
		return gg_error_set(error, -ENODATA, "there is no picture yet");
	int ret = picture_resize(picture, source->width, source->height, error);
	if (ret == 0)
		memcpy(picture->pixels, source->pixels, source->stride * source->height);
	return ret;
}

int picture_turn(struct picture *picture, const struct picture *source,
		 enum gg_orientation orientation, struct gg_error *error)
{
	bool sideways = gg_orientation_is_sideways(orientation);
	int ret = picture_resize(picture, sideways ? source->height : source->width,
				 sideways ? source->width : source->height, error);
	if (ret == 0)
		gg_turn(orientation, source->pixels, source->stride, source->width, source->height,
			picture->pixels, picture->stride);
	return ret;
}

int picture_turn_itself(struct picture *picture, enum gg_orientation orientation,
			struct gg_error *error)
{
	struct picture turned = { 0 };

	if (orientation == GG_ORIENTATION_ROT0)
		return 0;
	int ret = picture_turn(&turned, picture, orientation, error);
	if (ret)
		return ret;
	picture_finish(picture);
	*picture = turned;
	return 0;
}

struct gg_image picture_image(const struct picture *picture)
{
	size_t length = picture->stride * picture->height;
	return (struct gg_image){
		.format = gg_format_by_name("XRGB8888"),
		.width = picture->width,
		.height = picture->height,
		.n_planes = 1,
		.planes = { { picture->pixels, picture->stride, length, length } },
	};
}

void picture_finish(struct picture *picture)
{
	free(picture->pixels);
	*picture = (struct picture){ 0 };
}
