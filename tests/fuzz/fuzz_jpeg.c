/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The input is a payload of MJPEG: measured, decoded, shown, saved, and as a file and a folder of
 * files searched for pictures.
 */
#include <stdlib.h>
#include <string.h>

#include <groundglass/convert.h>
#include <groundglass/jpeg.h>
#include <groundglass/save.h>

#include "file_index.h"
#include "fuzz.h"

static struct gg_jpeg_decoder *decoder;
static struct gg_converter *converter;

/* Converted while it is decoded it is the same. */
static void compare(const uint8_t *payload, size_t size, const struct gg_convert_params *params,
		    const uint8_t *wanted, size_t stride)
{
	static struct gg_jpeg_pixels pixels;

	FUZZ_REQUIRE(gg_jpeg_decode_pixels(decoder, payload, size, 0, 0, params, &pixels, NULL) >=
		     0);
	FUZZ_REQUIRE(stride == 4 * (size_t)pixels.width);
	for (uint32_t y = 0; y < pixels.height; y++)
		FUZZ_REQUIRE(!memcmp(pixels.data + pixels.stride * y, wanted + stride * y, stride));
}

static void convert(const struct gg_image *image, const uint8_t *payload, size_t size)
{
	struct gg_convert_params params = { .color = image->color, .raw = gg_raw_neutral() };
	const size_t stride = 4 * (size_t)image->width, bytes = stride * image->height;
	uint8_t *pixels[2];

	if (bytes > FUZZ_MAX_MEMORY)
		return;
	for (params.chroma = GG_CHROMA_NEAREST; params.chroma <= GG_CHROMA_LINEAR;
	     params.chroma++) {
		pixels[params.chroma] = fuzz_memory(params.chroma, bytes);
		FUZZ_REQUIRE(!gg_converter_run(converter, image, &params, pixels[params.chroma],
					       stride, NULL));
	}
	for (params.chroma = GG_CHROMA_NEAREST; params.chroma <= GG_CHROMA_LINEAR; params.chroma++)
		compare(payload, size, &params, pixels[params.chroma], stride);
}

/* A picture that was decoded is one, has the size in its header, and no other. */
static void decode(const uint8_t *payload, size_t size)
{
	struct gg_image image;
	struct gg_error error = { "" };
	uint32_t width = 0, height = 0;
	const int status = gg_jpeg_decode(decoder, payload, size, 0, 0, &image, &error);

	FUZZ_REQUIRE(!status == !error.text[0]);
	if (status < 0)
		return;
	FUZZ_REQUIRE(!gg_image_validate(&image, NULL));
	convert(&image, payload, size);
	FUZZ_REQUIRE(!gg_jpeg_read_size(payload, size, &width, &height, NULL));
	FUZZ_REQUIRE(width == image.width && height == image.height);
	FUZZ_REQUIRE(gg_jpeg_decode(decoder, payload, size, width + 1, 0, &image, NULL) < 0);
}

/* Tables are missing once, and not any more when they are put in. */
static void check_tables(const uint8_t *payload, size_t size)
{
	size_t offset = 0, tables_size = 0;
	const uint8_t *tables = NULL;

	if (gg_jpeg_missing_tables(payload, size, &offset, &tables, &tables_size) < 0) {
		FUZZ_REQUIRE(gg_save_mjpeg("/dev/null", GG_SAVE_REPLACE, payload, size, NULL) < 0);
		return;
	}
	FUZZ_REQUIRE(offset < size);
	FUZZ_REQUIRE(!gg_save_mjpeg("/dev/null", GG_SAVE_REPLACE, payload, size, NULL));
	if (!tables_size)
		return;
	uint8_t *whole = malloc(size + tables_size);
	FUZZ_REQUIRE(whole != NULL);
	memcpy(whole, payload, offset);
	memcpy(whole + offset, tables, tables_size);
	memcpy(whole + offset + tables_size, payload + offset, size - offset);
	FUZZ_REQUIRE(
		!gg_jpeg_missing_tables(whole, size + tables_size, &offset, &tables, &tables_size));
	FUZZ_REQUIRE(tables_size == 0);
	free(whole);
}

static void check_length(const uint8_t *payload, size_t size)
{
	const size_t length = gg_jpeg_length(payload, size);

	FUZZ_REQUIRE(length <= size);
	if (!length)
		return;
	FUZZ_REQUIRE(length >= 4 && payload[length - 2] == 0xff && payload[length - 1] == 0xd9);
	FUZZ_REQUIRE(gg_jpeg_length(payload, length) == length);
}

/* Each picture in there can be read; in a stream it is a JPEG from its first to its last byte. */
static void search(const char *path, bool stream)
{
	struct gg_file_index index;
	struct gg_error error = { "" };
	const int status = gg_file_index_open(&index, path, &error);

	FUZZ_REQUIRE(status ? error.text[0] != '\0' : index.n > 0);
	for (size_t i = 0; !status && i < index.n; i++) {
		const struct gg_file_picture *picture = &index.pictures[i];
		const size_t room = picture->size ? picture->size : index.largest;
		uint8_t *data = malloc(room);
		FUZZ_REQUIRE(room > 0 && data);
		const ssize_t size = gg_file_picture_read(picture, data, room);
		FUZZ_REQUIRE(size > 0 && (size_t)size <= room);
		if (stream)
			FUZZ_REQUIRE(gg_jpeg_length(data, (size_t)size) == (size_t)size);
		FUZZ_REQUIRE(gg_file_picture_read(picture, data, (size_t)size - 1) < 0);
		free(data);
	}
	gg_file_index_finish(&index);
}

static void set_up(const char *path)
{
	static const char *const names[] = { "a.jpg", "b.mjpg", "c.data", "d.txt" };

	decoder = gg_jpeg_decoder_create();
	converter = gg_converter_create(1);
	FUZZ_REQUIRE(decoder && converter);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		free(fuzz_link(names[i], path));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint32_t width = 1, height = 1;
	const char *path = fuzz_file(0, data, size);

	if (!decoder)
		set_up(path);
	if (!gg_jpeg_read_size(data, size, &width, &height, NULL))
		FUZZ_REQUIRE(width > 0 && height > 0);
	check_length(data, size);
	check_tables(data, size);
	search(path, true);
	search(fuzz_folder(), false);
	decode(data, size);
	return 0;
}
