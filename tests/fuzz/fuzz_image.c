/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The input is the description of an image, how to convert it, and what its planes are filled with:
 * validated, and where that is its due, converted by plain C and by vector code, encoded and saved.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/convert.h>
#include <groundglass/jpeg.h>
#include <groundglass/save.h>

#include "dsp.h"
#include "fuzz.h"

enum {
	MAX_PIXELS = 1 << 14, /* of an image that is converted, for many a second */
	MEMORY_OUT = GG_MAX_PLANES,
	MEMORY_OUT_C,
};

/* What of a description is any number, not one near what would do. */
enum {
	WILD_STRIDE = 1 << 0,
	WILD_LENGTH = 1 << 1,
	WILD_PAYLOAD = 1 << 2,
	WILD_PLANES = 1 << 3,
	NO_DATA = 1 << 4,
	WHOLE = 1 << 5, /* one buffer, to be split */
};

enum { MAX_TABLES = 5 };

static struct gg_converter *converters[MAX_TABLES]; /* one for each table, plain C first */
static unsigned n_tables;
static struct gg_jpeg_encoder *encoder;
static struct gg_jpeg_decoder *decoder;
static unsigned dsp_index; /* of the table in use: the last, but to convert by another */

/* The linker puts this in the place of gg_dsp(). */
const struct gg_dsp *__wrap_gg_dsp(bool streams);
const struct gg_dsp *__wrap_gg_dsp(bool streams)
{
	(void)streams;
	return gg_dsp_at(dsp_index);
}

static void set_up(void)
{
	for (; gg_dsp_at(n_tables); n_tables++) {
		FUZZ_REQUIRE(n_tables < MAX_TABLES);
		converters[n_tables] = gg_converter_create(1);
		FUZZ_REQUIRE(converters[n_tables]);
	}
	dsp_index = n_tables - 1;
	encoder = gg_jpeg_encoder_create();
	decoder = gg_jpeg_decoder_create();
	FUZZ_REQUIRE(encoder && decoder);
}

/* near plus or minus some, or anything. */
static size_t take_size(struct fuzz_input *input, size_t near, bool wild)
{
	if (wild)
		return (size_t)fuzz_take(input, 8);
	return near + (size_t)(int8_t)fuzz_take(input, 1);
}

static size_t bytes_of(const struct gg_image *image, unsigned plane, size_t stride)
{
	const size_t rows = gg_format_rows(image->format, plane, image->height);

	return rows ? stride * (rows - 1) + gg_format_row_bytes(image->format, plane, image->width)
		    : 0;
}

/* Planes in memory of their own each. A length that there is no memory for has none. */
static void take_planes(struct gg_image *image, struct fuzz_input *input, unsigned flags)
{
	image->n_planes = image->format ? image->format->n_planes : 1;
	if (flags & WILD_PLANES)
		image->n_planes = (unsigned)fuzz_take(input, 1);
	for (unsigned i = 0; image->format && i < image->n_planes && i < GG_MAX_PLANES; i++) {
		struct gg_plane *plane = &image->planes[i];
		const size_t row = gg_format_row_bytes(image->format, i, image->width);
		plane->stride = take_size(input, row, flags & WILD_STRIDE);
		plane->length =
			take_size(input, bytes_of(image, i, plane->stride), flags & WILD_LENGTH);
		plane->bytes_used =
			flags & WILD_PAYLOAD ? (size_t)fuzz_take(input, 8) : plane->length;
		if (plane->length <= FUZZ_MAX_MEMORY && !(flags & NO_DATA && i == 0))
			plane->data = fuzz_memory(i, plane->length);
	}
}

/* All planes in one buffer. */
static int take_whole(struct gg_image *image, struct fuzz_input *input, unsigned flags)
{
	const size_t row = image->format ? gg_format_row_bytes(image->format, 0, image->width) : 0;
	const size_t stride =
		fuzz_choose(input, 2) ? 0 : take_size(input, row, flags & WILD_STRIDE);
	size_t near = 0;

	for (unsigned i = 0; image->format && i < image->format->n_planes; i++)
		near += gg_format_plane_stride(image->format, i, stride ? stride : row) *
			gg_format_rows(image->format, i, image->height);
	const size_t length = take_size(input, near, flags & WILD_LENGTH);
	const size_t payload = flags & WILD_PAYLOAD ? (size_t)fuzz_take(input, 8) : length;
	const uint8_t *data =
		length <= FUZZ_MAX_MEMORY && !(flags & NO_DATA) ? fuzz_memory(0, length) : NULL;
	return gg_image_split(image, data, length, payload, stride, NULL);
}

/* Is every pixel inside its plane? */
static bool fits(const struct gg_image *image)
{
	const struct gg_format *format = image->format;

	if (!format || image->width < 1 || image->width > GG_MAX_SIZE || image->height < 1 ||
	    image->height > GG_MAX_SIZE || image->n_planes != format->n_planes)
		return false;
	for (unsigned i = 0; i < image->n_planes; i++) {
		const struct gg_plane *plane = &image->planes[i];
		const size_t row = gg_format_row_bytes(format, i, image->width);
		const unsigned __int128 last = gg_format_rows(format, i, image->height) - 1;
		if (!plane->data || plane->bytes_used > plane->length)
			return false;
		if (row && (plane->stride < row || plane->stride * last + row > plane->length))
			return false;
	}
	return true;
}

static void set_metadata(struct gg_raw *raw, struct fuzz_input *input)
{
	struct gg_control_list metadata = { 0 };
	int32_t levels[4];
	float gains[2], matrix[9];

	for (unsigned i = 0; i < 4; i++)
		levels[i] = (int32_t)fuzz_take(input, 2);
	for (unsigned i = 0; i < 2; i++)
		gains[i] = fuzz_take_float(input);
	for (unsigned i = 0; i < 9; i++)
		matrix[i] = fuzz_take_float(input);
	gg_control_value_set(gg_control_list_slot(&metadata, 1, "SensorBlackLevels"),
			     GG_CONTROL_INT32, true, levels, fuzz_choose(input, 5));
	gg_control_value_set(gg_control_list_slot(&metadata, 2, "ColourGains"), GG_CONTROL_FLOAT,
			     true, gains, fuzz_choose(input, 3));
	gg_control_value_set(gg_control_list_slot(&metadata, 3, "ColourCorrectionMatrix"),
			     GG_CONTROL_FLOAT, true, matrix, fuzz_choose(input, 10));
	gg_raw_from_metadata(raw, &metadata);
	gg_control_list_finish(&metadata);
}

static void take_raw(struct gg_raw *raw, struct fuzz_input *input)
{
	const unsigned from = fuzz_choose(input, 4);

	*raw = gg_raw_neutral();
	raw->transfer = (enum gg_transfer)fuzz_choose(input, 3);
	if (from == 1)
		set_metadata(raw, input);
	if (from < 2)
		return;
	raw->black = fuzz_take_float(input);
	for (unsigned i = 0; i < 3; i++)
		raw->gains[i] = fuzz_take_float(input);
	for (unsigned i = 0; from == 3 && i < 9; i++)
		raw->matrix[i / 3][i % 3] = fuzz_take_float(input);
}

static struct gg_convert_params take_params(const struct gg_image *image, struct fuzz_input *input)
{
	struct gg_convert_params params = { .chroma = (enum gg_chroma)fuzz_choose(input, 2),
					    .demosaic = (enum gg_demosaic)fuzz_choose(input, 2) };
	const struct gg_color override = { (enum gg_matrix)fuzz_choose(input, 4),
					   (enum gg_range)fuzz_choose(input, 3) };

	params.color = override;
	if (image->format && fuzz_choose(input, 4))
		params.color = gg_color_resolve(image->color, override, image->format,
						image->height, NULL);
	take_raw(&params.raw, input);
	return params;
}

static int convert_by(unsigned table, const struct gg_image *image,
		      const struct gg_convert_params *params, uint8_t *pixels, size_t stride,
		      struct gg_error *error)
{
	dsp_index = table;
	const int status =
		gg_converter_run(converters[table], image, params, pixels, stride, error);
	dsp_index = n_tables - 1;
	return status;
}

/* By a table to the same status and bytes as by plain C. */
static void compare(unsigned table, const struct gg_image *image,
		    const struct gg_convert_params *params, size_t stride, int status,
		    const uint8_t *expected)
{
	const size_t width = 4 * (size_t)image->width,
		     length = stride * (image->height - 1) + width;
	uint8_t *pixels = fuzz_memory(MEMORY_OUT, length);

	memset(pixels, 0x5a, length); /* and not what the last table left */
	FUZZ_REQUIRE(status == convert_by(table, image, params, pixels, stride, NULL));
	for (size_t y = 0; !status && y < image->height; y++)
		FUZZ_REQUIRE(!memcmp(pixels + stride * y, expected + stride * y, width));
}

/* By plain C, and by every other table. Returns the picture's memory. */
static uint8_t *convert(const struct gg_image *image, const struct gg_convert_params *params,
			size_t stride)
{
	const size_t width = 4 * (size_t)image->width;
	uint8_t *pixels = fuzz_memory(MEMORY_OUT_C, stride * (image->height - 1) + width);
	struct gg_error error = { "" };

	int status = convert_by(0, image, params, pixels, stride, &error);
	FUZZ_REQUIRE(!status == !error.text[0]);
	for (unsigned table = 1; table < n_tables; table++)
		compare(table, image, params, stride, status, pixels);
	if (status)
		return NULL;
	FUZZ_REQUIRE(gg_converter_run(converters[0], image, params, pixels, width - 1, NULL) < 0);
	for (size_t y = 0; y < image->height; y++)
		FUZZ_REQUIRE(pixels[stride * y + 3] == 255);
	return pixels;
}

/* Encoded, it has the same size again. */
static void encode(const struct gg_image *image, int quality)
{
	const uint8_t *data;
	size_t size;
	struct gg_image decoded;

	if (gg_jpeg_encode(encoder, image, quality, &data, &size, NULL))
		return;
	FUZZ_REQUIRE(gg_jpeg_length(data, size) == size);
	FUZZ_REQUIRE(gg_jpeg_decode(decoder, data, size, image->width, image->height, &decoded,
				    NULL) == GG_JPEG_OK);
}

static void set_number(struct gg_control_list *list, uint32_t id, const char *name, float number)
{
	gg_control_value_set(gg_control_list_slot(list, id, name), GG_CONTROL_FLOAT, false, &number,
			     1);
}

/* What a camera may say of a picture: any numbers. */
static void take_info(struct gg_save_info *info, struct fuzz_input *input)
{
	struct gg_control_list metadata = { 0 };

	*info = gg_save_info_unknown();
	for (size_t i = 0; i + 1 < sizeof info->model && i < input->size; i++)
		info->model[i] = (char)input->data[i];
	info->taken_s = (int64_t)fuzz_take(input, 8);
	info->exposure_us = (double)fuzz_take_float(input);
	info->gain = (double)fuzz_take_float(input);
	info->orientation = (enum gg_orientation)fuzz_choose(input, GG_ORIENTATION_FLIP + 1);
	if (!fuzz_choose(input, 2))
		return;
	set_number(&metadata, 1, "ExposureTime", fuzz_take_float(input));
	set_number(&metadata, 2, "AnalogueGain", fuzz_take_float(input));
	set_number(&metadata, 3, "DigitalGain", fuzz_take_float(input));
	gg_save_info_from_metadata(info, &metadata);
	gg_control_list_finish(&metadata);
	FUZZ_REQUIRE(info->exposure_us >= 0 && info->gain >= 0);
}

/* The image, or the picture that was made of it, in any file that takes it; once it is new. */
static void save(const struct gg_image *image, const struct gg_image *picture,
		 struct fuzz_input *input, const struct gg_raw *raw, int quality)
{
	static const char *const names[] = { "a.png", "a.jpg", "a.ppm", "a.dng", "a.raw", "a.gif" };
	const char *name = names[fuzz_choose(input, sizeof names / sizeof *names)];
	const enum gg_save_mode mode = (enum gg_save_mode)fuzz_choose(input, GG_SAVE_APPEND + 1);
	const enum gg_save_kind kind = gg_save_kind(name);
	struct gg_save_info info;
	const struct gg_save_params params = {
		.jpeg_quality = quality,
		.jpeg_sampling = (enum gg_jpeg_sampling)fuzz_choose(input, 3),
		.info = fuzz_choose(input, 2) ? &info : NULL,
	};
	char path[64];

	take_info(&info, input);
	info.raw = *raw;
	snprintf(path, sizeof path, "%s/%s", fuzz_folder(), name);
	const bool possible = !gg_save_check(path, image->format, NULL);
	const struct gg_image *what = kind == GG_SAVE_PICTURE ? picture : image;
	if (!what)
		return;
	const int status = gg_save_image(path, mode, what, &params, NULL);
	FUZZ_REQUIRE(kind == GG_SAVE_PICTURE || !status == possible);
	FUZZ_REQUIRE(gg_save_image(path, GG_SAVE_NEW, what, &params, NULL) < 0);
	fuzz_remove(name);
}

static void refuse(const struct gg_image *image, const struct gg_convert_params *params)
{
	struct gg_error error = { "" };
	const uint8_t *data;
	size_t size;

	FUZZ_REQUIRE(gg_image_validate(image, &error) < 0 && error.text[0]);
	FUZZ_REQUIRE(gg_converter_run(converters[0], image, params, NULL, 0, NULL) < 0);
	FUZZ_REQUIRE(gg_jpeg_encode(encoder, image, 90, &data, &size, NULL) < 0);
	const struct gg_save_params save = { .jpeg_quality = 90 };
	FUZZ_REQUIRE(gg_save_image("a.raw", GG_SAVE_NEW, image, &save, NULL) < 0);
}

/* The image and its conversion, but for what is in the planes. */
static struct gg_image take_image(struct fuzz_input *input, bool *split)
{
	const unsigned flags = (unsigned)fuzz_take(input, 1);
	struct gg_image image = { .format = gg_format_at((size_t)fuzz_take(input, 1)) };

	image.width = (uint32_t)fuzz_take(input, 2);
	image.height = (uint32_t)fuzz_take(input, 2);
	image.color.matrix = (enum gg_matrix)fuzz_choose(input, 4);
	image.color.range = (enum gg_range)fuzz_choose(input, 3);
	image.siting = (enum gg_siting)fuzz_choose(input, 2);
	*split = flags & WHOLE && !take_whole(&image, input, flags);
	if (!(flags & WHOLE))
		take_planes(&image, input, flags);
	return image;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input input = { data, size };
	bool split;

	if (!n_tables)
		set_up();
	struct gg_image image = take_image(&input, &split);
	struct gg_convert_params params = take_params(&image, &input);
	const int quality = (int)fuzz_take(&input, 1);
	const size_t stride = 4 * (size_t)image.width + fuzz_choose(&input, 8);

	const bool valid = fits(&image);
	FUZZ_REQUIRE(valid == !gg_image_validate(&image, NULL));
	FUZZ_REQUIRE(!split || valid);
	if (!valid)
		refuse(&image, &params);
	if (!valid || (uint64_t)image.width * image.height > MAX_PIXELS)
		return 0;

	for (unsigned i = 0; i < image.n_planes; i++)
		fuzz_fill((uint8_t *)image.planes[i].data, image.planes[i].length, &input);
	if (gg_format_is_bayer(image.format) && quality % 2)
		gg_raw_grey_world(&params.raw, &image);
	const uint8_t *pixels = convert(&image, &params, stride);
	encode(&image, quality);
	const size_t length = stride * (image.height - 1) + 4 * (size_t)image.width;
	const struct gg_image picture = { .format = gg_format_by_name("XRGB8888"),
					  .width = image.width,
					  .height = image.height,
					  .n_planes = 1,
					  .planes = { { pixels, stride, length, length } } };
	save(&image, pixels ? &picture : NULL, &input, &params.raw, quality);
	return 0;
}
