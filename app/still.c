/* SPDX-License-Identifier: BSD-2-Clause */
#include "still.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int still_init(struct still *still)
{
	*still = (struct still){ .converter = gg_converter_create(1) };
	return still->converter ? 0 : -ENOMEM;
}

void still_finish(struct still *still)
{
	gg_converter_destroy(still->converter);
	free(still->memory);
	free(still->payload.data);
	*still = (struct still){ 0 };
}

/* What of a plane has pixels, of which the last row may lack the padding, or is payload. */
static size_t plane_bytes(const struct gg_image *image, unsigned plane)
{
	const size_t rows = gg_format_rows(image->format, plane, image->height);
	const size_t pixels = image->planes[plane].stride * (rows - 1) +
			      gg_format_row_bytes(image->format, plane, image->width);
	const size_t payload = image->planes[plane].bytes_used;

	return payload > pixels ? payload : pixels;
}

static int reserve(struct still *still, size_t size)
{
	if (size <= still->capacity)
		return 0;
	uint8_t *memory = realloc(still->memory, size);
	if (!memory)
		return -ENOMEM;
	still->memory = memory;
	still->capacity = size;
	return 0;
}

int still_keep(struct still *still, const struct gg_image *image)
{
	size_t size = 0;

	still->there = false;
	for (unsigned i = 0; i < image->n_planes; i++)
		size += plane_bytes(image, i);
	int ret = reserve(still, size);
	if (ret)
		return ret;

	uint8_t *to = still->memory;
	still->image = *image;
	for (unsigned i = 0; i < image->n_planes; i++) {
		const size_t bytes = plane_bytes(image, i);
		memcpy(to, image->planes[i].data, bytes);
		still->image.planes[i] = (struct gg_plane){ to, image->planes[i].stride, bytes,
							    image->planes[i].bytes_used };
		to += bytes;
	}
	still->there = true;
	return 0;
}

void still_drop(struct still *still)
{
	still->there = false;
}

void still_swap_payload(struct still *still, struct gg_jpeg_picture *picture)
{
	const struct gg_jpeg_payload old = still->payload;

	if (picture) {
		still->jpeg = picture->frame.image;
		still->payload = picture->payload;
		picture->payload = old;
	} else {
		still->payload.size = 0;
	}
}

bool still_view(const struct still *still, struct gg_image *image)
{
	const struct gg_jpeg_payload *payload = &still->payload;

	*image = payload->size ? still->jpeg : still->image;
	if (payload->size) {
		image->n_planes = 1;
		image->planes[0] =
			(struct gg_plane){ payload->data, 0, payload->size, payload->size };
	}
	return payload->size || still->there;
}

bool still_is_raw(const struct still *still)
{
	return still->there && gg_format_is_bayer(still->image.format);
}

int still_develop(const struct still *still, struct gg_convert_params params,
		  struct picture *picture, struct gg_error *error)
{
	params.demosaic = GG_DEMOSAIC_MHC;
	return picture_convert(picture, still->converter, &still->image, &params, NULL, error);
}
