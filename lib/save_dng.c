/* SPDX-License-Identifier: BSD-2-Clause */
#include "save_dng.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tiffio.h>

#include "dsp.h"
#include "samples.h"
#include "save_info.h"

/*
 * The file while it is made: libtiff goes back and forth in it, which stdout and pipes cannot. It
 * is as large as the samples and some kilobytes.
 */
struct memory {
	uint8_t *data;
	size_t size, capacity, position;
	char error[256]; /* what libtiff said first */
};

static tmsize_t read_memory(thandle_t handle, void *to, tmsize_t size)
{
	struct memory *memory = handle;
	size_t n = (size_t)size;

	if (memory->position >= memory->size)
		return 0;
	if (n > memory->size - memory->position)
		n = memory->size - memory->position;
	memcpy(to, memory->data + memory->position, n);
	memory->position += n;
	return (tmsize_t)n;
}

static bool grow(struct memory *memory, size_t size)
{
	size_t capacity = memory->capacity ? memory->capacity : 1 << 16;

	while (capacity < size)
		capacity *= 2;
	if (capacity == memory->capacity)
		return true;
	uint8_t *data = realloc(memory->data, capacity);
	if (!data)
		return false;
	memory->data = data;
	memory->capacity = capacity;
	return true;
}

static tmsize_t write_memory(thandle_t handle, void *from, tmsize_t size)
{
	struct memory *memory = handle;
	const size_t end = memory->position + (size_t)size;

	if (!grow(memory, end))
		return 0;
	if (memory->position > memory->size)
		memset(memory->data + memory->size, 0, memory->position - memory->size);
	memcpy(memory->data + memory->position, from, (size_t)size);
	memory->position = end;
	if (end > memory->size)
		memory->size = end;
	return size;
}

static toff_t seek_memory(thandle_t handle, toff_t offset, int whence)
{
	struct memory *memory = handle;

	if (whence == SEEK_CUR)
		offset += memory->position;
	else if (whence == SEEK_END)
		offset += memory->size;
	memory->position = (size_t)offset;
	return offset;
}

static int close_memory(thandle_t handle)
{
	(void)handle;
	return 0;
}

static toff_t size_memory(thandle_t handle)
{
	const struct memory *memory = handle;
	return memory->size;
}

__attribute__((format(printf, 4, 0))) static int
note_error(TIFF *tiff, void *data, const char *module, const char *format, va_list arguments)
{
	struct memory *memory = data;

	(void)tiff, (void)module;
	if (!memory->error[0])
		vsnprintf(memory->error, sizeof memory->error, format, arguments);
	return 1;
}

static int ignore_warning(TIFF *tiff, void *data, const char *module, const char *format,
			  va_list arguments)
{
	(void)tiff, (void)data, (void)module, (void)format, (void)arguments;
	return 1;
}

/* NULL: no memory. */
static TIFF *open_memory(struct memory *memory)
{
	TIFFOpenOptions *options = TIFFOpenOptionsAlloc();

	if (!options)
		return NULL;
	TIFFOpenOptionsSetErrorHandlerExtR(options, note_error, memory);
	TIFFOpenOptionsSetWarningHandlerExtR(options, ignore_warning, NULL);
	TIFF *tiff = TIFFClientOpenExt("DNG", "w", memory, read_memory, write_memory, seek_memory,
				       close_memory, size_memory, NULL, NULL, options);
	TIFFOpenOptionsFree(options);
	return tiff;
}

/* The fields of a mosaic are not known to each libtiff: 4.5.1 to 4.6.0 lost them. */
static void know_mosaic(TIFF *tiff)
{
	static char dim[] = "CFARepeatPatternDim", pattern[] = "CFAPattern";
	static const TIFFFieldInfo fields[] = {
		{ TIFFTAG_CFAREPEATPATTERNDIM, 2, 2, TIFF_SHORT, FIELD_CUSTOM, 1, 0, dim },
		{ TIFFTAG_CFAPATTERN, -1, -1, TIFF_BYTE, FIELD_CUSTOM, 1, 1, pattern },
	};

	if (!TIFFFindField(tiff, TIFFTAG_CFAREPEATPATTERNDIM, TIFF_ANY))
		TIFFMergeFieldInfo(tiff, fields, 2);
}

/* When and how it was taken, in a directory of its own; its place in the file, or 0. */
static uint64_t write_exif(TIFF *tiff, const struct gg_save_info *info)
{
	const uint16_t iso = (uint16_t)gg_save_info_iso(info);
	char date[GG_SAVE_DATE_SIZE];
	uint64_t offset = 0;

	if (TIFFCreateEXIFDirectory(tiff))
		return 0;
	if (gg_save_info_date(info, date))
		TIFFSetField(tiff, EXIFTAG_DATETIMEORIGINAL, date);
	if (info->exposure_us > 0)
		TIFFSetField(tiff, EXIFTAG_EXPOSURETIME, info->exposure_us / 1e6);
	if (iso)
		TIFFSetField(tiff, EXIFTAG_ISOSPEEDRATINGS, 1, &iso);
	if (!TIFFWriteCustomDirectory(tiff, &offset))
		offset = 0;
	TIFFFreeDirectory(tiff);
	TIFFCreateDirectory(tiff);
	return offset;
}

static void describe_mosaic(TIFF *tiff, const struct gg_image *image)
{
	static const uint16_t repeat[2] = { 2, 2 };
	static const uint8_t version[4] = { 1, 4, 0, 0 }, readable_by[4] = { 1, 1, 0, 0 };
	static const uint8_t colors[3] = { 0, 1, 2 };
	const unsigned bits = image->format->bits;
	const uint32_t white = (1u << bits) - 1;

	TIFFSetField(tiff, TIFFTAG_DNGVERSION, version);
	TIFFSetField(tiff, TIFFTAG_DNGBACKWARDVERSION, readable_by);
	TIFFSetField(tiff, TIFFTAG_SUBFILETYPE, 0);
	TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, image->width);
	TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, image->height);
	TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, image->height);
	TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, bits > 8 ? 16 : 8);
	TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
	TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
	TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
	TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
	TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_CFA);
	TIFFSetField(tiff, TIFFTAG_CFAREPEATPATTERNDIM, repeat);
	TIFFSetField(tiff, TIFFTAG_CFAPATTERN, 4, image->format->order);
	TIFFSetField(tiff, TIFFTAG_CFAPLANECOLOR, 3, colors);
	TIFFSetField(tiff, TIFFTAG_CFALAYOUT, 1);
	TIFFSetField(tiff, TIFFTAG_WHITELEVEL, 1, &white);
}

static void multiply(double a[3][3], double b[3][3], double product[3][3])
{
	for (unsigned i = 0; i < 3; i++)
		for (unsigned k = 0; k < 3; k++)
			product[i][k] = a[i][0] * b[0][k] + a[i][1] * b[1][k] + a[i][2] * b[2][k];
}

/* By its adjugate; false where it has no inverse worth the name. */
static bool invert(double m[3][3], double inverse[3][3])
{
	for (unsigned i = 0; i < 3; i++)
		for (unsigned k = 0; k < 3; k++) {
			const unsigned i1 = (i + 1) % 3, i2 = (i + 2) % 3;
			const unsigned k1 = (k + 1) % 3, k2 = (k + 2) % 3;
			inverse[k][i] = m[i1][k1] * m[i2][k2] - m[i1][k2] * m[i2][k1];
		}
	const double determinant =
		m[0][0] * inverse[0][0] + m[0][1] * inverse[1][0] + m[0][2] * inverse[2][0];
	if (!(fabs(determinant) > 1e-4))
		return false;
	for (unsigned i = 0; i < 9; i++)
		inverse[i / 3][i % 3] /= determinant;
	return true;
}

/*
 * The samples from CIE XYZ under D65: back from sRGB by the inverse of the colour matrix, and from
 * white to the light that there was by the gains. Without a colour matrix the sensor is taken for
 * one that sees as sRGB defines it.
 */
static void describe_colors(TIFF *tiff, const struct gg_raw *raw, unsigned bits)
{
	/* IEC 61966-2-1: linear sRGB to XYZ */
	double to_xyz[3][3] = { { 0.4124, 0.3576, 0.1805 },
				{ 0.2126, 0.7152, 0.0722 },
				{ 0.0193, 0.1192, 0.9505 } };
	double to_srgb[3][3], sensor_to_xyz[3][3], from_xyz[3][3];
	/* SensorBlackLevels are of 16 bits. */
	const double level = raw->black > 0 ? round((double)raw->black * 65535) : 0;
	const float black = (float)(level / (1u << (16 - bits)));
	float neutral[3], matrix[9];

	for (unsigned i = 0; i < 9; i++)
		to_srgb[i / 3][i % 3] = (double)raw->matrix[i / 3][i % 3];
	multiply(to_xyz, to_srgb, sensor_to_xyz);
	if (!invert(sensor_to_xyz, from_xyz))
		invert(to_xyz, from_xyz);
	for (unsigned i = 0; i < 3; i++) {
		const float ratio = raw->gains[1] / raw->gains[i];
		neutral[i] = isfinite(ratio) && ratio > 0 ? ratio : 1;
		for (unsigned k = 0; k < 3; k++)
			matrix[3 * i + k] = (float)(from_xyz[i][k] * (double)neutral[i]);
	}

	TIFFSetField(tiff, TIFFTAG_BLACKLEVEL, 1, &black);
	TIFFSetField(tiff, TIFFTAG_CALIBRATIONILLUMINANT1, 21); /* D65 */
	TIFFSetField(tiff, TIFFTAG_COLORMATRIX1, 9, matrix);
	TIFFSetField(tiff, TIFFTAG_ASSHOTNEUTRAL, 3, neutral);
}

static void describe_shot(TIFF *tiff, const struct gg_save_info *info, uint64_t exif)
{
	const char *model = info->model[0] ? info->model : "unknown camera";
	char date[GG_SAVE_DATE_SIZE];

	TIFFSetField(tiff, TIFFTAG_SOFTWARE, "groundglass");
	TIFFSetField(tiff, TIFFTAG_MODEL, model);
	TIFFSetField(tiff, TIFFTAG_UNIQUECAMERAMODEL, model);
	TIFFSetField(tiff, TIFFTAG_ORIENTATION, gg_save_info_orientation(info));
	if (gg_save_info_date(info, date))
		TIFFSetField(tiff, TIFFTAG_DATETIME, date);
	if (exif)
		TIFFSetField(tiff, TIFFTAG_EXIFIFD, exif);
}

/* Samples to the bottom of their words, or to bytes in the same place. */
static void lower(uint16_t *samples, uint32_t n, unsigned bits)
{
	uint8_t *bytes = (uint8_t *)samples;

	for (uint32_t i = 0; i < n; i++) {
		const uint16_t sample = (uint16_t)(samples[i] >> (16 - bits));
		if (bits > 8)
			samples[i] = sample;
		else
			bytes[i] = (uint8_t)sample;
	}
}

static int write_samples(TIFF *tiff, const struct gg_image *image)
{
	uint16_t *samples = malloc(image->width * sizeof *samples);
	bool written = samples;

	for (uint32_t y = 0; written && y < image->height; y++) {
		gg_samples_unpack(gg_dsp(false)->raw, image->format,
				  image->planes[0].data + image->planes[0].stride * y, samples,
				  image->width);
		lower(samples, image->width, image->format->bits);
		written = TIFFWriteScanline(tiff, samples, y, 0) == 1;
	}
	int ret = !samples ? -ENOMEM : !written || !TIFFWriteDirectory(tiff) ? -EIO : 0;
	free(samples);
	return ret;
}

int gg_save_dng(struct gg_save_target *target, const struct gg_image *image,
		const struct gg_save_params *params)
{
	const struct gg_save_info info = params->info ? *params->info : gg_save_info_unknown();
	struct memory memory = { .data = NULL };
	TIFF *tiff = open_memory(&memory);
	int ret = -ENOMEM;

	if (tiff) {
		know_mosaic(tiff);
		const uint64_t exif = write_exif(tiff, &info);
		describe_mosaic(tiff, image);
		describe_colors(tiff, &info.raw, image->format->bits);
		describe_shot(tiff, &info, exif);
		ret = write_samples(tiff, image);
		TIFFClose(tiff);
	}
	if (ret == 0)
		gg_save_target_put(target, memory.data, memory.size);
	else
		gg_save_target_fail(target, ret, memory.error[0] ? memory.error : strerror(-ret));
	free(memory.data);
	return ret;
}
