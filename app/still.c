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

/* What of a plane has pixels: its last row may lack the padding. */
static size_t plane_bytes(const struct gg_image *image, unsigned plane)
{
	const size_t rows = gg_format_rows(image->format, plane, image->height);

	return image->planes[plane].stride * (rows - 1) +
	       gg_format_row_bytes(image->format, plane, image->width);
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
		still->image.planes[i] =
			(struct gg_plane){ to, image->planes[i].stride, bytes, bytes };
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
		still->payload = picture->payload;
		picture->payload = old;
	} else {
		still->payload.size = 0;
	}
}

bool still_is_raw(const struct still *still)
{
	return still->there && gg_format_is_bayer(still->image.format);
}

int still_develop(struct still *still, struct gg_convert_params params, struct picture *picture,
		  struct gg_error *error)
{
	params.demosaic = GG_DEMOSAIC_MHC;
	return picture_convert(picture, still->converter, &still->image, &params, NULL, error);
}
