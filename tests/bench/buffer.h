/* SPDX-License-Identifier: BSD-2-Clause */
/* Memory for pictures: aligned, touched before anything is measured. One thread at a time. */
#ifndef GG_BENCH_BUFFER_H
#define GG_BENCH_BUFFER_H

#include <stddef.h>
#include <stdint.h>

#include <groundglass/image.h>

struct buffer {
	uint8_t *data; /* malloc'ed, on a page's boundary */
	size_t size;
};

/* Bytes of noise, the same in every run. 0, or -ENOMEM. */
int buffer_init(struct buffer *buffer, size_t size);
void buffer_finish(struct buffer *buffer);

/*
 * The memory for an image of any format but JPEG, its planes one behind the other, without padding
 * but for the last bytes of the buffer, which SIMD may read; noise within the format's bits.
 * 0, or -ENOMEM.
 */
int buffer_init_image(struct buffer *buffer, struct gg_image *image, const struct gg_format *format,
		      uint32_t width, uint32_t height);

/* The bytes of an image's planes. */
size_t buffer_image_bytes(const struct gg_image *image);

#endif
