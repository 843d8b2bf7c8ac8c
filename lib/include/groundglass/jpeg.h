/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Motion-JPEG: a payload to planar Y'CbCr without an RGB step, and pictures to JPEG. A decoder or
 * an encoder keeps its memory from picture to picture and is used by one thread at a time.
 */
#ifndef GROUNDGLASS_JPEG_H
#define GROUNDGLASS_JPEG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <groundglass/convert.h>
#include <groundglass/error.h>
#include <groundglass/image.h>

#ifdef __cplusplus
extern "C" {
#endif

struct gg_jpeg_decoder;

struct gg_jpeg_decoder *gg_jpeg_decoder_create(void); /* NULL: no memory */
void gg_jpeg_decoder_destroy(struct gg_jpeg_decoder *decoder);

enum { GG_JPEG_OK = 0, GG_JPEG_WARNED = 1 };

/*
 * Decode size bytes of payload, which must be a picture of width x height pixels (0: any). Image
 * becomes a view of the decoder's memory, valid until its next call: YUV420, YUV422, YUV444 or R8
 * as the JPEG is sampled, XRGB8888 for other samplings; full-range BT.601. Missing Huffman tables
 * are replaced by the standard ones (ITU-T T.81, K.3); bytes behind the picture are ignored.
 * Returns GG_JPEG_OK; GG_JPEG_WARNED where the decoder complained but the picture is there (an end
 * marker left out, damaged parts);
 * -EBADMSG where it is no JPEG, ends early, or has another size, with the figures in error;
 * -ENOTSUP (CMYK), -ENOMEM. After a failure image is untouched, but what an earlier call returned
 * may have been overwritten unless the header already was refused.
 */
int gg_jpeg_decode(struct gg_jpeg_decoder *decoder, const uint8_t *payload, size_t size,
		   uint32_t width, uint32_t height, struct gg_image *image, struct gg_error *error);

/*
 * A picture of XRGB8888 (bytes B, G, R, 255) whose memory is kept for the next. { 0 } is none;
 * free(data) in the end.
 */
struct gg_jpeg_pixels {
	uint32_t width, height;
	size_t stride;	     /* bytes */
	size_t capacity;     /* bytes */
	uint8_t *data;	     /* from gg_pixels_alloc(); rows begin at multiples of 64 */
	uint64_t convert_ns; /* wall time of the last decoding that went into converting */
};

/*
 * The same, to XRGB8888: lines are converted as they are decoded, while the cache has them, which
 * takes less time than one after the other. Of params->color what is not AUTO is taken in place of
 * the JPEG's own; the samplings that gg_jpeg_decode() has no planes for are converted by libjpeg.
 * pixels grow as needed; after a failure there is no picture in them.
 */
int gg_jpeg_decode_pixels(struct gg_jpeg_decoder *decoder, const uint8_t *payload, size_t size,
			  uint32_t width, uint32_t height, const struct gg_convert_params *params,
			  struct gg_jpeg_pixels *pixels, struct gg_error *error);

/* Pictures decoded with a warning since the decoder was made. */
uint64_t gg_jpeg_decoder_warnings(const struct gg_jpeg_decoder *decoder);

/* The size in the header, in pixels: 0 or -EBADMSG. */
int gg_jpeg_read_size(const uint8_t *payload, size_t size, uint32_t *width, uint32_t *height,
		      struct gg_error *error);

/*
 * The length of the JPEG that starts at payload, from SOI to EOI inclusive, found by walking its
 * markers; 0 where it does not start or end there.
 */
size_t gg_jpeg_length(const uint8_t *payload, size_t size);

/*
 * Where a camera left the Huffman tables out, every other reader wants them put in: *offset bytes
 * of payload, then *tables (static, *tables_size bytes), then the rest. tables_size is 0 where the
 * payload has its own. 0 or -EBADMSG.
 */
int gg_jpeg_missing_tables(const uint8_t *payload, size_t size, size_t *offset,
			   const uint8_t **tables, size_t *tables_size);

struct gg_jpeg_encoder;

struct gg_jpeg_encoder *gg_jpeg_encoder_create(void);
void gg_jpeg_encoder_destroy(struct gg_jpeg_encoder *encoder);

/* How many pixels share the chroma of a JPEG: none, two side by side, four in a square. */
enum gg_jpeg_sampling { GG_JPEG_444, GG_JPEG_422, GG_JPEG_420 };

/* How RGB is sampled from now on: 4:4:4 at first. Y'CbCr keeps what it has. */
void gg_jpeg_encoder_set_sampling(struct gg_jpeg_encoder *encoder, enum gg_jpeg_sampling sampling);

/*
 * Encode an image of YUV420, YUV422, YUV444, R8 or any 32 bit RGB format.
 * quality 1..100. Data belongs to the encoder until its next call. 0, -EINVAL or -ENOMEM.
 */
int gg_jpeg_encode(struct gg_jpeg_encoder *encoder, const struct gg_image *image, int quality,
		   const uint8_t **data, size_t *size, struct gg_error *error);

#ifdef __cplusplus
}
#endif
#endif
