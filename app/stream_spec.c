/* SPDX-License-Identifier: BSD-2-Clause */
#include "stream_spec.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/format.h>
#include <groundglass/image.h>

#include "number.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct stream {
	struct gg_stream_config *config;
	bool *asked; /* for --strict-formats */
};

static bool stream_role(struct stream *stream, const char *value)
{
	static const char *const names[] = { [GG_ROLE_VIEWFINDER] = "viewfinder",
					     [GG_ROLE_VIDEO] = "video",
					     [GG_ROLE_STILL] = "still",
					     [GG_ROLE_RAW] = "raw" };
	for (size_t i = 0; i < COUNT(names); i++) {
		if (!strcmp(value, names[i])) {
			stream->config->role = (enum gg_role)i;
			return true;
		}
	}
	return false;
}

static bool stream_side(struct stream *stream, const char *value, uint32_t *side)
{
	uint64_t number;
	if (!number_read_integer(&value, 1, GG_MAX_SIZE, &number) || *value)
		return false;
	*side = (uint32_t)number;
	return *stream->asked = true;
}

static bool stream_width(struct stream *stream, const char *value)
{
	return stream_side(stream, value, &stream->config->width);
}

static bool stream_height(struct stream *stream, const char *value)
{
	return stream_side(stream, value, &stream->config->height);
}

/* libcamera has formats that our table lacks: their four characters name them. */
static bool stream_format(struct stream *stream, const char *value)
{
	const struct gg_format *format = gg_format_by_name(value);
	if (format) {
		stream->config->fourcc = format->fourcc;
		stream->config->modifier = format->modifier;
		return *stream->asked = true;
	}
	if (strlen(value) != 4 || !strpbrk(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"))
		return false;
	stream->config->fourcc = GG_FOURCC((uint8_t)value[0], (uint8_t)value[1], (uint8_t)value[2],
					   (uint8_t)value[3]);
	stream->config->modifier = 0;
	return *stream->asked = true;
}

static bool stream_colorspace(struct stream *stream, const char *value)
{
	size_t length = strlen(value);
	if (!length || length >= sizeof stream->config->colorspace)
		return false;
	memcpy(stream->config->colorspace, value, length + 1);
	return *stream->asked = true;
}

static bool stream_framerate(struct stream *stream, const char *value)
{
	return number_read_real(&value, 0, MAX_FRAMERATE, &stream->config->framerate) && !*value;
}

/* WIDTHxHEIGHT, WIDTHxHEIGHT@RATE or @RATE */
static bool stream_size(struct stream *stream, const char *value)
{
	uint64_t width, height;
	if (*value != '@') {
		if (!number_read_integer(&value, 1, GG_MAX_SIZE, &width) || *value++ != 'x' ||
		    !number_read_integer(&value, 1, GG_MAX_SIZE, &height))
			return false;
		stream->config->width = (uint32_t)width;
		stream->config->height = (uint32_t)height;
		*stream->asked = true;
	}
	return !*value || (*value == '@' && stream_framerate(stream, value + 1));
}

static const struct stream_key {
	const char *name;
	bool (*apply)(struct stream *stream, const char *value);
	const char *accepted;
} stream_keys[] = {
	{ "role", stream_role, "viewfinder, video, still or raw" },
	{ "width", stream_width, "pixels from 1 to 32768" },
	{ "height", stream_height, "pixels from 1 to 32768" },
	{ "pixelformat", stream_format,
	  "a libcamera name (MJPEG, YUYV, NV12) or four characters; -I lists the camera's" },
	{ "colorspace", stream_colorspace, "a libcamera name (sYCC, Rec709)" },
	{ "framerate", stream_framerate, "frames per second" },
};

static int parse_word(struct stream *stream, char *word, struct gg_error *error)
{
	char *equals = strchr(word, '=');
	if (!equals) {
		if (stream_size(stream, word) || stream_role(stream, word) ||
		    stream_format(stream, word))
			return 0;
		return gg_error_set(
			error, -EINVAL,
			"--stream: \"%.60s\" is no size (1280x720, 1280x720@30), no role "
			"(viewfinder, video, still, raw) and no format (MJPEG, YUYV, NV12)",
			word);
	}

	*equals = '\0';
	for (size_t i = 0; i < COUNT(stream_keys); i++) {
		const struct stream_key *key = &stream_keys[i];
		if (strcmp(word, key->name) != 0)
			continue;
		if (key->apply(stream, equals + 1))
			return 0;
		return gg_error_set(error, -EINVAL, "--stream: %s cannot be \"%.60s\": it takes %s",
				    word, equals + 1, key->accepted);
	}
	return gg_error_set(error, -EINVAL,
			    "--stream: no key \"%.60s\"; there are role, width, height, "
			    "pixelformat, colorspace and framerate",
			    word);
}

int stream_spec_parse(const char *spec, struct gg_stream_config *config, bool *asked,
		      struct gg_error *error)
{
	struct stream stream = { config, asked };
	char *copy = strdup(spec), *rest = copy;
	if (!copy)
		return gg_error_set(error, -ENOMEM, "--stream: no memory");

	int result = 0;
	while (rest && !result)
		result = parse_word(&stream, strsep(&rest, ","), error);
	free(copy);
	return result;
}
