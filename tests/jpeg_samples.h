/* SPDX-License-Identifier: BSD-2-Clause */
/* JPEGs made by TurboJPEG, and taken apart, for the tests of jpeg.h. */
#ifndef GG_JPEG_SAMPLES_H
#define GG_JPEG_SAMPLES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <turbojpeg.h>

struct bytes {
	uint8_t *data;
	size_t size;
};

enum { WIDTH = 83, HEIGHT = 61 };

/* A picture of gradients, so that chroma planes and rows cannot be mistaken for each other. */
static inline uint8_t *make_rgb(int width, int height)
{
	uint8_t *rgb = calloc((size_t)width * (size_t)height, 3);

	assert_non_null(rgb);
	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++) {
			uint8_t *p = rgb + 3 * ((size_t)y * (size_t)width + (size_t)x);
			p[0] = (uint8_t)(40 + 170 * x / width);
			p[1] = (uint8_t)(30 + 190 * y / height);
			p[2] = (uint8_t)(220 - 150 * x / width);
		}
	return rgb;
}

/* An exact copy on the heap, so that a sanitizer sees every read past its end. */
__attribute__((noinline)) static struct bytes copy_bytes(const uint8_t *data, size_t size)
{
	struct bytes copy = { malloc(size ? size : 1), size };

	assert_non_null(copy.data);
	if (size)
		memcpy(copy.data, data, size);
	return copy;
}

static inline struct bytes make_jpeg(int width, int height, enum TJSAMP sampling, int flags)
{
	uint8_t *rgb = make_rgb(width, height);
	unsigned char *data = NULL;
	unsigned long size = 0;
	tjhandle tj = tjInitCompress();

	assert_int_equal(tjCompress2(tj, rgb, width, 0, height, TJPF_RGB, &data, &size,
				     (int)sampling, 90, flags),
			 0);
	struct bytes jpeg = copy_bytes(data, size);
	tjFree(data);
	tjDestroy(tj);
	free(rgb);
	return jpeg;
}

/* Offset of the first marker of that code before the entropy data, size where there is none. */
static inline size_t find_marker(struct bytes jpeg, uint8_t code)
{
	size_t at = 2;

	while (at + 4 <= jpeg.size && jpeg.data[at + 1] != code && jpeg.data[at + 1] != 0xda)
		at += 2 + ((size_t)jpeg.data[at + 2] << 8 | jpeg.data[at + 3]);
	return at + 4 <= jpeg.size && jpeg.data[at + 1] == code ? at : jpeg.size;
}

/* Put n bytes in at offset. */
static inline void put_in(struct bytes *jpeg, size_t at, const uint8_t *insert, size_t n)
{
	uint8_t *data = realloc(jpeg->data, jpeg->size + n + 1);

	assert_non_null(data);
	memmove(data + at + n, data + at, jpeg->size - at);
	memcpy(data + at, insert, n);
	*jpeg = (struct bytes){ data, jpeg->size + n };
}

/* Take n bytes out at offset. */
static inline void cut_out(struct bytes *jpeg, size_t at, size_t n)
{
	uint8_t *data = malloc(jpeg->size - n);

	assert_non_null(data);
	memcpy(data, jpeg->data, at);
	memcpy(data + at, jpeg->data + at + n, jpeg->size - at - n);
	free(jpeg->data);
	*jpeg = (struct bytes){ data, jpeg->size - n };
}

/* Take the Huffman tables out, as many cameras do; returns how many segments those were. */
static inline unsigned strip_tables(struct bytes *jpeg)
{
	unsigned n = 0;

	for (size_t at; (at = find_marker(*jpeg, 0xc4)) < jpeg->size; n++)
		cut_out(jpeg, at, 2 + ((size_t)jpeg->data[at + 2] << 8 | jpeg->data[at + 3]));
	return n;
}

#endif
