/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/save.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#if GG_HAVE_PNG
#include <png.h>
#include <zlib.h>
#endif
#include <libyuv/convert_from_argb.h>

#include "exif.h"
#include "save_dng.h"
#include "save_target.h"

#if GG_HAVE_PNG
static void png_put(png_structp png, png_bytep data, size_t size)
{
	if (!gg_save_target_put(png_get_io_ptr(png), data, size))
		png_error(png, "write failed");
}

static void png_flush(png_structp png)
{
	(void)png;
}

static void png_failed(png_structp png, png_const_charp message)
{
	struct gg_save_target *target = png_get_error_ptr(png);

	gg_save_target_fail(target, -EIO, message);
	png_longjmp(png, 1);
}

static void png_warned(png_structp png, png_const_charp message)
{
	(void)png;
	(void)message;
}

/*
 * The difference to the row above and Huffman codes alone: matches found in a camera's noise cost
 * twice the time and make the file larger.
 */
static void write_png(png_structp png, png_infop info, const struct gg_image *image)
{
	png_set_compression_level(png, 1);
	png_set_compression_strategy(png, Z_HUFFMAN_ONLY);
	png_set_compression_buffer_size(png, 1 << 18);
	png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
	png_set_IHDR(png, info, image->width, image->height, 8, PNG_COLOR_TYPE_RGB,
		     PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
	png_write_info(png, info);
	png_set_filler(png, 0, PNG_FILLER_AFTER);
	png_set_bgr(png);
	for (uint32_t y = 0; y < image->height; y++)
		png_write_row(png, image->planes[0].data + image->planes[0].stride * y);
	png_write_end(png, info);
}

/* Leaves *png and *info to the caller, who frees them whatever happened. */
static int encode_png(struct gg_save_target *target, const struct gg_image *image, png_structp *png,
		      png_infop *info)
{
	*png = png_create_write_struct(PNG_LIBPNG_VER_STRING, target, png_failed, png_warned);
	*info = *png ? png_create_info_struct(*png) : NULL;
	if (!*info)
		return gg_save_target_fail_errno(target, -ENOMEM);
	if (setjmp(png_jmpbuf(*png)))
		return target->failure ? gg_save_target_fail_errno(target, target->failure) : -EIO;
	png_set_write_fn(*png, target, png_put, png_flush);
	write_png(*png, *info, image);
	return 0;
}

static int save_png(struct gg_save_target *target, const struct gg_image *image,
		    const struct gg_save_params *params)
{
	png_structp png = NULL;
	png_infop info = NULL;
	int rc = encode_png(target, image, &png, &info);

	(void)params;
	png_destroy_write_struct(&png, &info);
	return rc;
}
#endif

/* The length of what a JPEG has to begin with: SOI, and the JFIF header that encoders write. */
static size_t jpeg_head(const uint8_t *data, size_t size)
{
	if (size < 6 || data[2] != 0xff || data[3] != 0xe0)
		return 2;
	const size_t head = 4 + ((size_t)data[4] << 8 | data[5]);
	return head < size ? head : 2;
}

static void put_jpeg(struct gg_save_target *target, const uint8_t *data, size_t size,
		     const struct gg_image *image, const struct gg_save_params *params)
{
	const size_t head = jpeg_head(data, size);
	size_t exif_size = 0;
	uint8_t *exif = params->info ? gg_exif_segment(params->info, image, &exif_size) : NULL;

	gg_save_target_put(target, data, head);
	gg_save_target_put(target, exif, exif_size);
	gg_save_target_put(target, data + head, size - head);
	free(exif);
}

static int save_jpeg(struct gg_save_target *target, const struct gg_image *image,
		     const struct gg_save_params *params)
{
	const uint8_t *data;
	size_t size;
	struct gg_jpeg_encoder *encoder = gg_jpeg_encoder_create();

	if (!encoder)
		return gg_save_target_fail_errno(target, -ENOMEM);
	gg_jpeg_encoder_set_sampling(encoder, params->jpeg_sampling);
	struct gg_error reason;
	int rc = gg_jpeg_encode(encoder, image, params->jpeg_quality, &data, &size, &reason);
	if (rc < 0)
		gg_save_target_fail(target, rc, reason.text);
	else
		put_jpeg(target, data, size, image, params);
	gg_jpeg_encoder_destroy(encoder);
	return rc;
}

static int save_ppm(struct gg_save_target *target, const struct gg_image *image,
		    const struct gg_save_params *params)
{
	char header[48];
	uint8_t *row = malloc(3 * (size_t)image->width);

	(void)params;
	if (!row)
		return gg_save_target_fail_errno(target, -ENOMEM);
	int length =
		snprintf(header, sizeof header, "P6\n%u %u\n255\n", image->width, image->height);
	gg_save_target_put(target, header, (size_t)length);
	for (uint32_t y = 0; y < image->height; y++) {
		/* libyuv's RAW is R, G, B in memory */
		ARGBToRAW(image->planes[0].data + image->planes[0].stride * y, 0, row, 0,
			  (int)image->width, 1);
		if (!gg_save_target_put(target, row, 3 * (size_t)image->width))
			break;
	}
	free(row);
	return 0;
}

static int save_planes(struct gg_save_target *target, const struct gg_image *image,
		       const struct gg_save_params *params)
{
	(void)params;
	for (unsigned i = 0; i < image->n_planes; i++)
		gg_save_target_put(target, image->planes[i].data, image->planes[i].bytes_used);
	return 0;
}

static const struct saver {
	const char *extension;
	enum gg_save_kind kind;
	int (*save)(struct gg_save_target *target, const struct gg_image *image,
		    const struct gg_save_params *params);
} savers[] = {
#if GG_HAVE_PNG
	{ "png", GG_SAVE_PICTURE, save_png },
#endif
	{ "jpg", GG_SAVE_PICTURE, save_jpeg },	{ "jpeg", GG_SAVE_PICTURE, save_jpeg },
	{ "ppm", GG_SAVE_PICTURE, save_ppm },
#if GG_HAVE_TIFF
	{ "dng", GG_SAVE_MOSAIC, gg_save_dng },
#endif
	{ "raw", GG_SAVE_PLANES, save_planes },
};

#define PICTURES (GG_HAVE_PNG ? "png, jpg, ppm" : "jpg, ppm")

const char *gg_save_extensions(void)
{
	if (GG_HAVE_TIFF)
		return GG_HAVE_PNG ? "png, jpg, ppm, dng, raw" : "jpg, ppm, dng, raw";
	return GG_HAVE_PNG ? "png, jpg, ppm, raw" : "jpg, ppm, raw";
}

static const struct saver *find_saver(const char *path)
{
	const char *base = strrchr(path, '/');
	const char *dot = strrchr(base ? base : path, '.');
	const char *extension = !strcmp(path, "-") ? "png" : dot ? dot + 1 : "";

	for (size_t i = 0; i < sizeof savers / sizeof savers[0]; i++)
		if (!strcasecmp(savers[i].extension, extension))
			return &savers[i];
	return NULL;
}

enum gg_save_kind gg_save_kind(const char *path)
{
	const struct saver *saver = find_saver(path);

	return saver ? saver->kind : GG_SAVE_NOTHING;
}

int gg_save_check(const char *path, const struct gg_format *format, struct gg_error *error)
{
	const struct saver *saver = find_saver(path);

	if (!saver)
		return gg_error_set(error, -ENOTSUP,
				    "cannot save %s: no such picture format; there are %s", path,
				    gg_save_extensions());
	if (saver->kind == GG_SAVE_MOSAIC && !gg_format_is_bayer(format))
		return gg_error_set(
			error, -ENOTSUP,
			"cannot save %s: DNG is for raw Bayer pictures, and this is %s: "
			"%s and raw take it",
			path, format ? format->name : "none", PICTURES);
	return 0;
}

int gg_save_image(const char *path, enum gg_save_mode mode, const struct gg_image *image,
		  const struct gg_save_params *params, struct gg_error *error)
{
	struct gg_save_target target;
	int rc = gg_save_check(path, image->format, error);

	if (!rc)
		rc = gg_image_validate(image, error);
	if (rc)
		return rc;
	const struct saver *saver = find_saver(path);
	if (saver->kind == GG_SAVE_PICTURE &&
	    image->format->fourcc != GG_FOURCC('X', 'R', '2', '4'))
		return gg_error_set(error, -EINVAL, "cannot save %s: %s is not XRGB8888", path,
				    image->format->name);

	rc = gg_save_target_open(&target, path, mode, error);
	if (rc < 0)
		return rc;
	return gg_save_target_close(&target, saver->save(&target, image, params));
}

int gg_save_mjpeg(const char *path, enum gg_save_mode mode, const uint8_t *payload, size_t size,
		  struct gg_error *error)
{
	size_t offset, tables_size;
	const uint8_t *tables;

	if (gg_jpeg_missing_tables(payload, size, &offset, &tables, &tables_size) < 0)
		return gg_error_set(error, -EBADMSG, "cannot save %s: %zu bytes that are no JPEG",
				    path, size);
	const struct gg_bytes pieces[] = {
		{ payload, offset },
		{ tables, tables_size },
		{ payload + offset, size - offset },
	};
	return gg_save_bytes(path, mode, pieces, 3, error);
}

int gg_save_bytes(const char *path, enum gg_save_mode mode, const struct gg_bytes *pieces,
		  unsigned n_pieces, struct gg_error *error)
{
	struct gg_save_target target;
	int rc = gg_save_target_open(&target, path, mode, error);

	if (rc < 0)
		return rc;
	for (unsigned i = 0; i < n_pieces; i++)
		gg_save_target_put(&target, pieces[i].data, pieces[i].size);
	return gg_save_target_close(&target, 0);
}
