/* SPDX-License-Identifier: BSD-2-Clause */
/* JPEG as a chain of marker segments (ITU-T T.81, annex B), without decoding it. */
#include <groundglass/jpeg.h>

#include <errno.h>
#include <string.h>

/* Second bytes of markers, T.81 table B.1. */
enum {
	TEM = 0x01,
	SOF0 = 0xc0,
	DHT = 0xc4,
	JPG = 0xc8,
	SOF9 = 0xc9, /* from here on arithmetic coding */
	DAC = 0xcc,
	SOF15 = 0xcf,
	RST0 = 0xd0,
	RST7 = 0xd7,
	SOI = 0xd8,
	EOI = 0xd9,
	SOS = 0xda,
	APP0 = 0xe0,
	APP15 = 0xef,
	COM = 0xfe,
};

struct marker {
	uint8_t code;
	size_t offset; /* of its 0xff */
	size_t body;   /* behind its length, where it has one */
	size_t end;    /* behind the segment: where the next marker or the entropy data begins */
};

static bool is_sof(uint8_t code)
{
	return code >= SOF0 && code <= SOF15 && code != DHT && code != JPG && code != DAC;
}

static bool is_alone(uint8_t code)
{
	return code == TEM || (code >= RST0 && code <= EOI);
}

/* Does this byte behind 0xff end entropy data? Reserved codes there are damage, not markers. */
static bool ends_entropy_data(uint8_t code)
{
	return (code >= SOF0 && code <= COM && !(code >= RST0 && code <= RST7)) &&
	       (code <= APP15 || code == COM);
}

/* The marker at offset or behind stray bytes there; false where the payload ends first. */
static bool read_marker(const uint8_t *payload, size_t size, size_t offset, struct marker *marker)
{
	for (;;) {
		const uint8_t *ff =
			offset < size ? memchr(payload + offset, 0xff, size - offset) : NULL;
		if (!ff)
			return false;
		offset = (size_t)(ff - payload);
		while (offset + 1 < size && payload[offset + 1] == 0xff) /* fill bytes */
			offset++;
		if (offset + 1 >= size)
			return false;
		if (payload[offset + 1])
			break;
		offset += 2;
	}

	marker->code = payload[offset + 1];
	marker->offset = offset;
	marker->body = marker->end = offset + 2;
	if (is_alone(marker->code))
		return true;
	if (size - marker->end < 2)
		return false;

	size_t length = (size_t)payload[marker->end] << 8 | payload[marker->end + 1];
	if (length < 2)
		length =
			2; /* the decoder, too, goes on behind an application's segment like that */
	if (length > size - marker->end)
		return false;
	marker->body += 2;
	marker->end += length;
	return true;
}

/* The first marker behind the entropy data at offset; size where there is none. */
static size_t skip_entropy_data(const uint8_t *payload, size_t size, size_t offset)
{
	while (offset + 1 < size) {
		const uint8_t *ff = memchr(payload + offset, 0xff, size - offset - 1);
		if (!ff)
			break;
		offset = (size_t)(ff - payload);
		if (ends_entropy_data(ff[1]))
			return offset;
		offset += ff[1] == 0xff ? 1 : 2;
	}
	return size;
}

static bool is_jpeg(const uint8_t *payload, size_t size)
{
	return size >= 2 && payload[0] == 0xff && payload[1] == SOI;
}

int gg_jpeg_read_size(const uint8_t *payload, size_t size, uint32_t *width, uint32_t *height,
		      struct gg_error *error)
{
	struct marker marker = { .end = 2 };

	if (!is_jpeg(payload, size))
		return gg_error_set(error, -EBADMSG, "%zu bytes that are no JPEG", size);

	while (read_marker(payload, size, marker.end, &marker)) {
		if (marker.code == EOI || marker.code == SOS)
			break;
		if (!is_sof(marker.code) || marker.end - marker.body < 5)
			continue;
		const uint8_t *body = payload + marker.body; /* precision, lines, samples a line */
		*height = (uint32_t)body[1] << 8 | body[2];
		*width = (uint32_t)body[3] << 8 | body[4];
		if (!*width || !*height)
			return gg_error_set(error, -EBADMSG, "JPEG is %ux%u", *width, *height);
		return 0;
	}
	return gg_error_set(error, -EBADMSG, "JPEG of %zu bytes has no frame header", size);
}

size_t gg_jpeg_length(const uint8_t *payload, size_t size)
{
	struct marker marker = { .end = 2 };

	if (!is_jpeg(payload, size))
		return 0;

	while (read_marker(payload, size, marker.end, &marker)) {
		if (marker.code == EOI)
			return marker.end;
		if (marker.code == SOI)
			return 0;
		if (marker.code == SOS)
			marker.end = skip_entropy_data(payload, size, marker.end);
	}
	return 0;
}

/* clang-format off */

/* The typical tables of T.81 K.3.3 as one DHT segment: class and number, BITS, HUFFVAL. */
static const uint8_t standard_tables[] = {
	0xff, DHT, 0x01, 0xa2,

	0x00, /* DC of luminance, table K.3 */
	0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0,
	0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,

	0x10, /* AC of luminance, table K.5 */
	0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d,
	0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61,
	0x07, 0x22, 0x71, 0x14, 0x32, 0x81, 0x91, 0xa1, 0x08, 0x23, 0x42, 0xb1, 0xc1, 0x15, 0x52,
	0xd1, 0xf0, 0x24, 0x33, 0x62, 0x72, 0x82, 0x09, 0x0a, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x25,
	0x26, 0x27, 0x28, 0x29, 0x2a, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x43, 0x44, 0x45,
	0x46, 0x47, 0x48, 0x49, 0x4a, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x63, 0x64,
	0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x83,
	0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99,
	0x9a, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6,
	0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2, 0xd3,
	0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xe1, 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8,
	0xe9, 0xea, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa,

	0x01, /* DC of chrominance, table K.4 */
	0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0,
	0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,

	0x11, /* AC of chrominance, table K.6 */
	0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77,
	0x00, 0x01, 0x02, 0x03, 0x11, 0x04, 0x05, 0x21, 0x31, 0x06, 0x12, 0x41, 0x51, 0x07, 0x61,
	0x71, 0x13, 0x22, 0x32, 0x81, 0x08, 0x14, 0x42, 0x91, 0xa1, 0xb1, 0xc1, 0x09, 0x23, 0x33,
	0x52, 0xf0, 0x15, 0x62, 0x72, 0xd1, 0x0a, 0x16, 0x24, 0x34, 0xe1, 0x25, 0xf1, 0x17, 0x18,
	0x19, 0x1a, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x43, 0x44,
	0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5a, 0x63,
	0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a,
	0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97,
	0x98, 0x99, 0x9a, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4,
	0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca,
	0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7,
	0xe8, 0xe9, 0xea, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa,
};
/* clang-format on */

_Static_assert(sizeof standard_tables == 2 + 0x1a2, "the segment's length is wrong");

int gg_jpeg_missing_tables(const uint8_t *payload, size_t size, size_t *offset,
			   const uint8_t **tables, size_t *tables_size)
{
	struct marker marker = { .end = 2 };
	bool has_tables = false;

	if (!is_jpeg(payload, size))
		return -EBADMSG;

	while (read_marker(payload, size, marker.end, &marker)) {
		if (marker.code == EOI)
			break;
		if (marker.code == DHT || (is_sof(marker.code) && marker.code >= SOF9))
			has_tables = true;
		if (marker.code != SOS)
			continue;
		*offset = marker.offset;
		*tables = standard_tables;
		*tables_size = has_tables ? 0 : sizeof standard_tables;
		return 0;
	}
	return -EBADMSG;
}
