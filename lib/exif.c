/* SPDX-License-Identifier: BSD-2-Clause */
#include "exif.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <libexif/exif-data.h>

#include "save_info.h"

#define ORDER EXIF_BYTE_ORDER_INTEL

/* An entry of size bytes, 0 or as libexif fills it in; NULL: no memory. The data owns it. */
static ExifEntry *add(ExifData *data, ExifIfd ifd, ExifTag tag, ExifFormat format,
		      unsigned long components)
{
	const unsigned size = (unsigned)components * exif_format_get_size(format);
	ExifEntry *entry = exif_entry_new();
	unsigned char *bytes = calloc(1, size);

	if (!entry || !bytes) {
		free(bytes);
		exif_entry_unref(entry);
		return NULL;
	}
	entry->tag = tag;
	entry->format = format;
	entry->components = components;
	entry->data = bytes;
	entry->size = size;
	exif_content_add_entry(data->ifd[ifd], entry);
	exif_entry_unref(entry);
	return entry;
}

static void add_text(ExifData *data, ExifIfd ifd, ExifTag tag, const char *text)
{
	const size_t size = strlen(text) + 1;
	ExifEntry *entry = add(data, ifd, tag, EXIF_FORMAT_ASCII, size);

	if (entry)
		memcpy(entry->data, text, size);
}

static void add_short(ExifData *data, ExifIfd ifd, ExifTag tag, unsigned value)
{
	ExifEntry *entry = add(data, ifd, tag, EXIF_FORMAT_SHORT, 1);

	if (entry)
		exif_set_short(entry->data, ORDER, (ExifShort)value);
}

static void add_long(ExifData *data, ExifIfd ifd, ExifTag tag, uint32_t value)
{
	ExifEntry *entry = add(data, ifd, tag, EXIF_FORMAT_LONG, 1);

	if (entry)
		exif_set_long(entry->data, ORDER, value);
}

static void add_exposure(ExifData *data, double exposure_us)
{
	ExifEntry *entry =
		add(data, EXIF_IFD_EXIF, EXIF_TAG_EXPOSURE_TIME, EXIF_FORMAT_RATIONAL, 1);
	const ExifRational seconds = { (ExifLong)fmin(exposure_us + 0.5, UINT32_MAX), 1000000 };

	if (entry)
		exif_set_rational(entry->data, ORDER, seconds);
}

static void fill(ExifData *data, const struct gg_save_info *info, const struct gg_image *image)
{
	static const char version[4] = { '0', '2', '3', '0' };
	char date[GG_SAVE_DATE_SIZE];
	const unsigned iso = gg_save_info_iso(info);

	if (info->model[0])
		add_text(data, EXIF_IFD_0, EXIF_TAG_MODEL, info->model);
	add_short(data, EXIF_IFD_0, EXIF_TAG_ORIENTATION, gg_save_info_orientation(info));
	add_text(data, EXIF_IFD_0, EXIF_TAG_SOFTWARE, "groundglass");
	if (gg_save_info_date(info, date)) {
		add_text(data, EXIF_IFD_0, EXIF_TAG_DATE_TIME, date);
		add_text(data, EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL, date);
	}
	if (info->exposure_us > 0)
		add_exposure(data, info->exposure_us);
	if (iso)
		add_short(data, EXIF_IFD_EXIF, EXIF_TAG_ISO_SPEED_RATINGS, iso);

	ExifEntry *entry =
		add(data, EXIF_IFD_EXIF, EXIF_TAG_EXIF_VERSION, EXIF_FORMAT_UNDEFINED, 4);
	if (entry)
		memcpy(entry->data, version, sizeof version);
	add_short(data, EXIF_IFD_EXIF, EXIF_TAG_COLOR_SPACE, 1); /* sRGB */
	add_long(data, EXIF_IFD_EXIF, EXIF_TAG_PIXEL_X_DIMENSION, image->width);
	add_long(data, EXIF_IFD_EXIF, EXIF_TAG_PIXEL_Y_DIMENSION, image->height);
}

uint8_t *gg_exif_segment(const struct gg_save_info *info, const struct gg_image *image,
			 size_t *size)
{
	enum { LENGTH_BYTES = 2, MARKER_BYTES = 2, MOST = 65535 };
	ExifData *data = exif_data_new();
	unsigned char *bytes = NULL;
	unsigned n = 0;
	uint8_t *segment = NULL;

	*size = 0;
	if (!data)
		return NULL;
	exif_data_unset_option(data, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
	exif_data_set_byte_order(data, ORDER);
	fill(data, info, image);
	exif_data_save_data(data, &bytes, &n);
	exif_data_unref(data);

	if (bytes && n <= MOST - LENGTH_BYTES)
		segment = malloc(n + LENGTH_BYTES + MARKER_BYTES);
	if (segment) {
		const unsigned length = n + LENGTH_BYTES;
		segment[0] = 0xff;
		segment[1] = 0xe1;
		segment[2] = (uint8_t)(length >> 8);
		segment[3] = (uint8_t)length;
		memcpy(segment + 4, bytes, n);
		*size = length + MARKER_BYTES;
	}
	free(bytes);
	return segment;
}
