/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/image.h>

#include <errno.h>
#include <inttypes.h>

/* Products of what a device says: as large as can be rather than wrapped. */
static uint64_t multiply(uint64_t a, uint64_t b)
{
	uint64_t product;
	return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
}

static uint64_t add(uint64_t a, uint64_t b)
{
	uint64_t sum;
	return __builtin_add_overflow(a, b, &sum) ? UINT64_MAX : sum;
}

static int check_size(const struct gg_image *image, struct gg_error *error)
{
	if (!image->format)
		return gg_error_set(error, -EINVAL, "image has no known pixel format");
	if (image->width < 1 || image->width > GG_MAX_SIZE || image->height < 1 ||
	    image->height > GG_MAX_SIZE)
		return gg_error_set(error, -EINVAL,
				    "size of %s %" PRIu32 "x%" PRIu32
				    " is out of range: width and height may be 1 to %d",
				    image->format->name, image->width, image->height, GG_MAX_SIZE);
	return 0;
}

static int check_rows(const struct gg_image *image, unsigned index, struct gg_error *error)
{
	const struct gg_format *format = image->format;
	const struct gg_plane *plane = &image->planes[index];
	const size_t row = gg_format_row_bytes(format, index, image->width);
	const uint32_t rows = gg_format_rows(format, index, image->height);

	if (plane->stride < row)
		return gg_error_set(error, -EINVAL,
				    "stride of plane %u of %s %" PRIu32 "x%" PRIu32
				    " is too small: stride=%zu, a row needs %zu bytes",
				    index, format->name, image->width, image->height, plane->stride,
				    row);

	const uint64_t needed = add(multiply(plane->stride, rows - 1), row);
	if (needed > plane->length)
		return gg_error_set(error, -EINVAL,
				    "plane %u of %s %" PRIu32 "x%" PRIu32
				    " is too short: stride=%zu, rows=%" PRIu32 ", needs %" PRIu64
				    " bytes, length=%zu",
				    index, format->name, image->width, image->height, plane->stride,
				    rows, needed, plane->length);
	return 0;
}

static int check_plane(const struct gg_image *image, unsigned index, struct gg_error *error)
{
	const struct gg_format *format = image->format;
	const struct gg_plane *plane = &image->planes[index];

	if (!plane->data)
		return gg_error_set(error, -EINVAL,
				    "plane %u of %s %" PRIu32 "x%" PRIu32 " has no data", index,
				    format->name, image->width, image->height);
	if (plane->bytes_used > plane->length)
		return gg_error_set(error, -EINVAL,
				    "payload of plane %u of %s %" PRIu32 "x%" PRIu32
				    " is longer than the plane: payload=%zu, length=%zu",
				    index, format->name, image->width, image->height,
				    plane->bytes_used, plane->length);
	return format->planes[index].group_bytes ? check_rows(image, index, error) : 0;
}

int gg_image_validate(const struct gg_image *image, struct gg_error *error)
{
	int ret = check_size(image, error);
	if (ret)
		return ret;

	if (image->n_planes != image->format->n_planes)
		return gg_error_set(error, -EINVAL,
				    "%s %" PRIu32 "x%" PRIu32 " needs %u planes, there are %u",
				    image->format->name, image->width, image->height,
				    image->format->n_planes, image->n_planes);

	for (unsigned i = 0; i < image->n_planes && !ret; i++)
		ret = check_plane(image, i, error);
	return ret;
}

static size_t at_most(uint64_t bytes, size_t limit)
{
	return bytes < limit ? (size_t)bytes : limit;
}

int gg_image_split(struct gg_image *image, const uint8_t *data, size_t length, size_t bytes_used,
		   size_t stride, struct gg_error *error)
{
	const int ret = check_size(image, error);
	if (ret)
		return ret;

	const struct gg_format *format = image->format;
	if (bytes_used > length)
		return gg_error_set(error, -EINVAL,
				    "payload of %s %" PRIu32 "x%" PRIu32
				    " is longer than its buffer: payload=%zu, length=%zu",
				    format->name, image->width, image->height, bytes_used, length);

	if (!stride)
		stride = gg_format_row_bytes(format, 0, image->width);

	image->n_planes = format->n_planes;
	for (unsigned i = 0; i < format->n_planes; i++) {
		struct gg_plane *plane = &image->planes[i];
		const uint32_t rows = gg_format_rows(format, i, image->height);

		/* Padding behind the last plane belongs to it. */
		plane->data = data;
		plane->stride = gg_format_plane_stride(format, i, stride);
		plane->length = length;
		if (i + 1 < format->n_planes)
			plane->length = at_most(multiply(plane->stride, rows), length);
		plane->bytes_used = at_most(bytes_used, plane->length);

		if (data)
			data += plane->length;
		length -= plane->length;
		bytes_used -= plane->bytes_used;
	}
	return gg_image_validate(image, error);
}
