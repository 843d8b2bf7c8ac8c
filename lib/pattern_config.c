/* SPDX-License-Identifier: BSD-2-Clause */
#include "pattern_config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pattern_canvas.h"

enum {
	MIN_SIZE = 16, /* pixels, both ways */
	MAX_SIZE = 8192,
	DEFAULT_WIDTH = 1280,
	DEFAULT_HEIGHT = 720,
	STRIDE_ALIGN = 64,
	JPEG_HEADERS = 4096, /* bytes of a payload beyond the two a pixel that no chart needs */
};

#define DEFAULT_FOURCC	   GG_FOURCC('Y', 'U', 'Y', 'V')
#define DEFAULT_RAW_FOURCC GG_FOURCC('R', 'G', '1', '0') /* SRGGB10 */

static const struct space {
	const char *name; /* libcamera's */
	struct gg_color color;
} spaces[] = {
	{ "sYCC", { GG_MATRIX_601, GG_RANGE_FULL } },
	{ "SMPTE170M", { GG_MATRIX_601, GG_RANGE_LIMITED } },
	{ "Rec709", { GG_MATRIX_709, GG_RANGE_LIMITED } },
	{ "Rec2020", { GG_MATRIX_2020, GG_RANGE_LIMITED } },
	{ "sRGB", { GG_MATRIX_AUTO, GG_RANGE_FULL } },
	{ "RAW", { GG_MATRIX_AUTO, GG_RANGE_FULL } },
};
enum { SYCC, SMPTE170M, REC709, REC2020, SRGB, RAW };

/* Can it be asked for in that role? */
static bool is_served(const struct gg_format *format, enum gg_role role)
{
	if (role == GG_ROLE_RAW)
		return format->layout == GG_LAYOUT_BAYER;
	return format->layout == GG_LAYOUT_JPEG || gg_canvas_supports(format);
}

static const struct space *choose_space(const struct gg_stream_config *config)
{
	if (config->format->layout == GG_LAYOUT_RGB)
		return &spaces[SRGB];
	if (config->format->layout == GG_LAYOUT_JPEG)
		return &spaces[SYCC];
	if (config->format->layout == GG_LAYOUT_BAYER)
		return &spaces[RAW];
	for (unsigned i = 0; i < SRGB; i++)
		if (!strcasecmp(config->colorspace, spaces[i].name))
			return &spaces[i];
	if (config->format->layout == GG_LAYOUT_GREY)
		return &spaces[SYCC];
	return &spaces[config->height < 720 ? SMPTE170M : REC709];
}

static uint32_t choose_size(uint32_t asked, uint32_t otherwise)
{
	if (!asked)
		return otherwise;
	return asked < MIN_SIZE ? MIN_SIZE : asked > MAX_SIZE ? MAX_SIZE : asked;
}

size_t gg_pattern_config_plane_length(const struct gg_stream_config *config, unsigned plane)
{
	const struct gg_format *format = config->format;

	if (format->layout == GG_LAYOUT_JPEG)
		return (size_t)config->width * config->height * 2 + JPEG_HEADERS;
	return gg_format_plane_stride(format, plane, config->stride) *
	       gg_format_rows(format, plane, config->height);
}

bool gg_pattern_config_adjust(struct gg_stream_config *config, unsigned pad)
{
	const struct gg_stream_config asked = *config;

	config->format = gg_format_by_fourcc(config->fourcc, config->modifier);
	if (!config->format || !is_served(config->format, config->role))
		config->format = gg_format_by_fourcc(
			config->role == GG_ROLE_RAW ? DEFAULT_RAW_FOURCC : DEFAULT_FOURCC, 0);
	config->fourcc = config->format->fourcc;
	config->modifier = config->format->modifier;
	config->width = choose_size(config->width, DEFAULT_WIDTH);
	config->height = choose_size(config->height, DEFAULT_HEIGHT);

	const struct space *space = choose_space(config);
	config->color = space->color;
	snprintf(config->colorspace, sizeof config->colorspace, "%s", space->name);

	const size_t row = gg_format_row_bytes(config->format, 0, config->width);
	const size_t aligned = (row + STRIDE_ALIGN - 1) / STRIDE_ALIGN * STRIDE_ALIGN;
	config->stride = row ? (uint32_t)aligned + pad : 0;
	config->frame_size = 0;
	for (unsigned i = 0; i < config->format->n_planes; i++)
		config->frame_size += (uint32_t)gg_pattern_config_plane_length(config, i);

	return (asked.fourcc && asked.fourcc != config->fourcc) ||
	       asked.modifier != config->modifier ||
	       (asked.width && asked.width != config->width) ||
	       (asked.height && asked.height != config->height) ||
	       (asked.colorspace[0] && strcasecmp(asked.colorspace, config->colorspace) != 0);
}

int gg_pattern_config_formats(enum gg_role role, struct gg_stream_formats *formats)
{
	const size_t n = gg_format_count();

	formats->n = 0;
	formats->formats = calloc(n, sizeof *formats->formats);
	if (!formats->formats)
		return -ENOMEM;
	for (size_t i = 0; i < n; i++) {
		const struct gg_format *format = gg_format_at(i);
		if (!is_served(format, role))
			continue;
		formats->formats[formats->n++] = (struct gg_stream_format){
			.fourcc = format->fourcc,
			.modifier = format->modifier,
			.min = { MIN_SIZE, MIN_SIZE },
			.max = { MAX_SIZE, MAX_SIZE },
			.hstep = 1,
			.vstep = 1,
		};
	}
	return 0;
}
