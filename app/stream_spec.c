/* SPDX-License-Identifier: BSD-2-Clause */
#include "stream_spec.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/format.h>
#include <groundglass/image.h>

#include "number.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const role_names[] = { [GG_ROLE_VIEWFINDER] = "viewfinder",
					  [GG_ROLE_VIDEO] = "video",
					  [GG_ROLE_STILL] = "still",
					  [GG_ROLE_RAW] = "raw" };

static bool stream_role(struct gg_stream_config *config, const char *value)
{
	for (size_t i = 0; i < COUNT(role_names); i++) {
		if (!strcmp(value, role_names[i])) {
			config->role = (enum gg_role)i;
			return true;
		}
	}
	return false;
}

static bool stream_side(const char *value, uint32_t *side)
{
	uint64_t number;
	if (!number_read_integer(&value, 1, GG_MAX_SIZE, &number) || *value)
		return false;
	*side = (uint32_t)number;
	return true;
}

static bool stream_width(struct gg_stream_config *config, const char *value)
{
	return stream_side(value, &config->width);
}

static bool stream_height(struct gg_stream_config *config, const char *value)
{
	return stream_side(value, &config->height);
}

/* libcamera has formats that our table lacks: their four characters name them. */
static bool stream_format(struct gg_stream_config *config, const char *value)
{
	const struct gg_format *format = gg_format_by_name(value);
	if (format) {
		config->fourcc = format->fourcc;
		config->modifier = format->modifier;
		return true;
	}
	if (strlen(value) != 4 || !strpbrk(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"))
		return false;
	for (unsigned i = 0; i < 4; i++)
		if (value[i] < ' ' || value[i] > '~')
			return false;
	config->fourcc = GG_FOURCC((uint8_t)value[0], (uint8_t)value[1], (uint8_t)value[2],
				   (uint8_t)value[3]);
	config->modifier = 0;
	return true;
}

static bool stream_colorspace(struct gg_stream_config *config, const char *value)
{
	size_t length = strlen(value);
	if (!length || length >= sizeof config->colorspace)
		return false;
	memcpy(config->colorspace, value, length + 1);
	return true;
}

static bool stream_framerate(struct gg_stream_config *config, const char *value)
{
	return number_read_real(&value, 0, MAX_FRAMERATE, &config->framerate) && !*value;
}

/* WIDTHxHEIGHT, WIDTHxHEIGHT@RATE or @RATE */
static bool stream_size(struct gg_stream_config *config, const char *value)
{
	uint64_t width, height;
	if (*value != '@') {
		if (!number_read_integer(&value, 1, GG_MAX_SIZE, &width) || *value++ != 'x' ||
		    !number_read_integer(&value, 1, GG_MAX_SIZE, &height))
			return false;
		config->width = (uint32_t)width;
		config->height = (uint32_t)height;
	}
	return !*value || (*value == '@' && stream_framerate(config, value + 1));
}

static const struct stream_key {
	const char *name;
	bool (*apply)(struct gg_stream_config *config, const char *value);
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

static int parse_word(struct gg_stream_config *config, char *word, struct gg_error *error)
{
	char *equals = strchr(word, '=');
	if (!equals) {
		if (stream_size(config, word) || stream_role(config, word) ||
		    stream_format(config, word))
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
		if (key->apply(config, equals + 1))
			return 0;
		return gg_error_set(error, -EINVAL, "--stream: %s cannot be \"%.60s\": it takes %s",
				    word, equals + 1, key->accepted);
	}
	return gg_error_set(error, -EINVAL,
			    "--stream: no key \"%.60s\"; there are role, width, height, "
			    "pixelformat, colorspace and framerate",
			    word);
}

int stream_spec_parse(const char *spec, struct gg_stream_config *config, struct gg_error *error)
{
	char *copy = strdup(spec), *rest = copy;
	if (!copy)
		return gg_error_set(error, -ENOMEM, "--stream: no memory");

	int result = 0;
	while (rest && !result)
		result = parse_word(config, strsep(&rest, ","), error);
	free(copy);
	return result;
}

__attribute__((format(printf, 3, 4))) static void add(char *text, size_t size, const char *format,
						      ...)
{
	const size_t length = strlen(text);
	va_list args;

	va_start(args, format);
	vsnprintf(text + length, size - length, format, args);
	va_end(args);
}

void stream_spec_format(const struct gg_stream_config *config, char *text, size_t size)
{
	struct gg_stream_config parsed = { 0 };
	char name[32];

	snprintf(text, size, "role=%s", role_names[config->role]);
	if (config->width)
		add(text, size, ",width=%u", config->width);
	if (config->height)
		add(text, size, ",height=%u", config->height);
	gg_format_name(config->fourcc, config->modifier, name, sizeof name);
	if (config->fourcc && stream_format(&parsed, name) && parsed.fourcc == config->fourcc &&
	    parsed.modifier == config->modifier)
		add(text, size, ",pixelformat=%s", name);
	if (config->colorspace[0] && !strchr(config->colorspace, ','))
		add(text, size, ",colorspace=%s", config->colorspace);
	if (config->framerate >= 0)
		add(text, size, ",framerate=%.9g", config->framerate);
}
