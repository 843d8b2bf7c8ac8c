/* SPDX-License-Identifier: BSD-2-Clause */
#include "buffer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 4096, TAIL = 64 };

static void fill_with_noise(uint8_t *data, size_t size)
{
	uint64_t state = 88172645463325252; /* xorshift, Marsaglia 2003 */

	for (size_t i = 0; i < size; i += sizeof state) {
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		memcpy(data + i, &state, size - i < sizeof state ? size - i : sizeof state);
	}
}

int buffer_init(struct buffer *buffer, size_t size)
{
	const size_t whole = (size + TAIL + PAGE - 1) / PAGE * PAGE;

	*buffer = (struct buffer){ .data = aligned_alloc(PAGE, whole), .size = size };
	if (!buffer->data)
		return -ENOMEM;
	fill_with_noise(buffer->data, whole);
	return 0;
}

void buffer_finish(struct buffer *buffer)
{
	free(buffer->data);
	*buffer = (struct buffer){ 0 };
}

/* Words of 16 bits carry their sample in the lowest bits. */
static void keep_to_bits(struct buffer *buffer, const struct gg_format *format)
{
	const bool words = format->packing == GG_PACKING_NONE && format->bits > 8;

	for (size_t i = 1; words && i < buffer->size; i += 2)
		buffer->data[i] &= (uint8_t)((1u << (format->bits - 8)) - 1);
}

int buffer_init_image(struct buffer *buffer, struct gg_image *image, const struct gg_format *format,
		      uint32_t width, uint32_t height)
{
	size_t size = 0;

	for (unsigned p = 0; p < format->n_planes; p++)
		size += gg_format_row_bytes(format, p, width) * gg_format_rows(format, p, height);
	if (buffer_init(buffer, size))
		return -ENOMEM;
	keep_to_bits(buffer, format);
	*image = (struct gg_image){ .format = format, .width = width, .height = height };
	return gg_image_split(image, buffer->data, size, size, 0, NULL);
}

size_t buffer_image_bytes(const struct gg_image *image)
{
	size_t size = 0;

	for (unsigned p = 0; p < image->n_planes; p++)
		size += image->planes[p].stride * gg_format_rows(image->format, p, image->height);
	return size;
}
