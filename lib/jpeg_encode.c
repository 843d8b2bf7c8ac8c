/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/jpeg.h>

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <turbojpeg.h>

struct buffer {
	uint8_t *data;
	size_t capacity; /* bytes */
};

struct gg_jpeg_encoder {
	tjhandle tj;
	int rgb_sampling; /* TurboJPEG's */
	struct buffer jpeg;
	struct buffer luma; /* of pictures with an odd size */
};

struct gg_jpeg_encoder *gg_jpeg_encoder_create(void)
{
	struct gg_jpeg_encoder *encoder = calloc(1, sizeof *encoder);

	if (!encoder)
		return NULL;
	encoder->tj = tjInitCompress();
	if (!encoder->tj) {
		free(encoder);
		return NULL;
	}
	gg_jpeg_encoder_set_sampling(encoder, GG_JPEG_444);
	return encoder;
}

void gg_jpeg_encoder_set_sampling(struct gg_jpeg_encoder *encoder, enum gg_jpeg_sampling sampling)
{
	static const int samplings_of_rgb[] = {
		[GG_JPEG_444] = TJSAMP_444,
		[GG_JPEG_422] = TJSAMP_422,
		[GG_JPEG_420] = TJSAMP_420,
	};

	encoder->rgb_sampling = samplings_of_rgb[sampling];
}

void gg_jpeg_encoder_destroy(struct gg_jpeg_encoder *encoder)
{
	if (!encoder)
		return;
	tjDestroy(encoder->tj);
	free(encoder->jpeg.data);
	free(encoder->luma.data);
	free(encoder);
}

/* Make room for size bytes; what the buffer held is gone. */
static int reserve(struct buffer *buffer, size_t size, struct gg_error *error)
{
	if (size <= buffer->capacity)
		return 0;
	free(buffer->data);
	buffer->data = malloc(size);
	buffer->capacity = buffer->data ? size : 0;
	return buffer->data ? 0 : gg_error_set(error, -ENOMEM, "no memory for a JPEG");
}

/* The formats that go in as they are, and TurboJPEG's sampling of them. */
static const struct {
	uint32_t fourcc;
	int sampling;
} samplings[] = {
	{ GG_FOURCC('Y', 'U', '1', '2'), TJSAMP_420 },
	{ GG_FOURCC('Y', 'U', '1', '6'), TJSAMP_422 },
	{ GG_FOURCC('Y', 'U', '2', '4'), TJSAMP_444 },
	{ GG_FOURCC('R', '8', ' ', ' '), TJSAMP_GRAY },
};

static int find_sampling(const struct gg_format *format)
{
	for (size_t i = 0; i < sizeof samplings / sizeof samplings[0]; i++)
		if (samplings[i].fourcc == format->fourcc)
			return samplings[i].sampling;
	return -1;
}

static int find_pixel_format(const struct gg_format *format)
{
	static const int candidates[] = { TJPF_BGRX, TJPF_RGBX, TJPF_XBGR, TJPF_XRGB };

	if (format->layout != GG_LAYOUT_RGB || format->planes[0].group_bytes != 4)
		return -1;
	for (size_t i = 0; i < sizeof candidates / sizeof candidates[0]; i++)
		if (tjRedOffset[candidates[i]] == format->order[0] &&
		    tjGreenOffset[candidates[i]] == format->order[1])
			return candidates[i];
	return -1;
}

/*
 * TurboJPEG reads as many luma rows and columns as the chroma planes cover. Where an odd size
 * leaves the image one short, point luma at a copy with its last row and column repeated.
 */
static int pad_luma(struct gg_jpeg_encoder *encoder, const struct gg_image *image,
		    const uint8_t **luma, int *stride, struct gg_error *error)
{
	size_t width = image->width, height = image->height;
	size_t padded_width = width + width % image->format->hsub;
	size_t padded_height = height + height % image->format->vsub;

	if (padded_width == width && padded_height == height)
		return 0;
	int rc = reserve(&encoder->luma, padded_width * padded_height, error);
	if (rc < 0)
		return rc;

	for (size_t y = 0; y < padded_height; y++) {
		size_t line = y < height ? y : height - 1;
		uint8_t *row = encoder->luma.data + padded_width * y;
		memcpy(row, image->planes[0].data + image->planes[0].stride * line, width);
		row[padded_width - 1] = row[width - 1];
	}
	*luma = encoder->luma.data;
	*stride = (int)padded_width;
	return 0;
}

static int check(const struct gg_image *image, int quality, struct gg_error *error)
{
	int rc = gg_image_validate(image, error);

	if (rc < 0)
		return rc;
	if (quality < 1 || quality > 100)
		return gg_error_set(error, -EINVAL, "JPEG quality %d is not within 1..100",
				    quality);
	if (find_sampling(image->format) < 0 && find_pixel_format(image->format) < 0)
		return gg_error_set(error, -EINVAL, "cannot encode %s as JPEG",
				    image->format->name);
	for (unsigned i = 0; i < image->n_planes; i++)
		if (image->planes[i].stride > INT_MAX)
			return gg_error_set(error, -EINVAL, "stride %zu is too large for JPEG",
					    image->planes[i].stride);
	return 0;
}

int gg_jpeg_encode(struct gg_jpeg_encoder *encoder, const struct gg_image *image, int quality,
		   const uint8_t **data, size_t *size, struct gg_error *error)
{
	const uint8_t *planes[GG_MAX_PLANES] = { NULL };
	int strides[GG_MAX_PLANES] = { 0 };
	int rc = check(image, quality, error);

	if (rc < 0)
		return rc;
	int sampling = find_sampling(image->format);
	int width = (int)image->width, height = (int)image->height;
	unsigned long length =
		tjBufSize(width, height, sampling < 0 ? encoder->rgb_sampling : sampling);

	rc = reserve(&encoder->jpeg, length, error);
	if (rc < 0)
		return rc;
	for (unsigned i = 0; i < image->n_planes; i++) {
		planes[i] = image->planes[i].data;
		strides[i] = (int)image->planes[i].stride;
	}

	if (sampling < 0) {
		rc = tjCompress2(encoder->tj, planes[0], width, strides[0], height,
				 find_pixel_format(image->format), &encoder->jpeg.data, &length,
				 encoder->rgb_sampling, quality, TJFLAG_NOREALLOC);
	} else {
		rc = pad_luma(encoder, image, &planes[0], &strides[0], error);
		if (rc < 0)
			return rc;
		rc = tjCompressFromYUVPlanes(encoder->tj, planes, width, strides, height, sampling,
					     &encoder->jpeg.data, &length, quality,
					     TJFLAG_NOREALLOC);
	}
	if (rc < 0)
		return gg_error_set(error, -EINVAL, "cannot encode JPEG: %s",
				    tjGetErrorStr2(encoder->tj));
	*data = encoder->jpeg.data;
	*size = length;
	return 0;
}
