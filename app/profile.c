/* SPDX-License-Identifier: BSD-2-Clause */
#include "profile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/save.h>

#include "config_file.h"
#include "recording_value.h"
#include "stream_spec.h"

enum { MAX_FILE = 1 << 20, MAX_CONTROLS = 256, VERSION = 1 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

void profile_finish(struct profile *profile)
{
	json_object_put(profile->controls);
	*profile = (struct profile){ 0 };
}

/* writing */

static struct json_object *put_profile(const struct profile *profile, const char *model)
{
	struct json_object *object = json_object_new_object();
	struct json_object *streams = json_object_new_array(), *views = json_object_new_array();
	char spec[256];

	json_object_object_add(object, "groundglass", json_object_new_int(VERSION));
	json_object_object_add(object, "camera", json_object_new_string(model));
	for (unsigned i = 0; i < profile->n_streams; i++) {
		stream_spec_format(&profile->streams[i], spec, sizeof spec);
		json_object_array_add(streams, json_object_new_string(spec));
	}
	json_object_object_add(object, "streams", streams);
	for (unsigned i = 0; i < profile->n_views; i++)
		json_object_array_add(views, profile_view_put(&profile->views[i]));
	json_object_object_add(object, "views", views);
	if (profile->controls)
		json_object_object_add(object, "controls", json_object_get(profile->controls));
	return object;
}

int profile_write(const struct profile *profile, const char *path, const char *model,
		  struct gg_error *error)
{
	struct json_object *object = put_profile(profile, model);
	const char *text = json_object_to_json_string_ext(
		object,
		JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED | JSON_C_TO_STRING_NOSLASHESCAPE);
	int ret = -ENOMEM;

	if (text) {
		const struct gg_bytes pieces[] = { { text, strlen(text) }, { "\n", 1 } };
		ret = gg_save_bytes(path, GG_SAVE_DURABLE, pieces, COUNT(pieces), error);
	} else {
		gg_error_set(error, ret, "cannot save %.300s: no memory", path);
	}
	json_object_put(object);
	return ret;
}

/* reading: NULL, or what is wrong */

static const char *read_streams(struct profile *profile, struct json_object *list,
				struct gg_error *detail)
{
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *json = json_object_array_get_idx(list, i);
		struct gg_stream_config *config = &profile->streams[i];
		*config = (struct gg_stream_config){ .framerate = -1 };
		if (!json_object_is_type(json, json_type_string))
			return "a stream is no text";
		if (stream_spec_parse(json_object_get_string(json), config, detail))
			return detail->text;
		profile->n_streams++;
	}
	return NULL;
}

static const char *read_profile(struct profile *profile, struct json_object *object,
				struct gg_error *detail)
{
	struct json_object *views = gg_recording_get_list(object, "views", GG_MAX_STREAMS);
	struct json_object *streams = gg_recording_get_list(object, "streams", GG_MAX_STREAMS);
	struct json_object *controls = NULL;
	const char *wrong = NULL;
	uint64_t version;

	if (!gg_recording_get_number(object, "groundglass", INT32_MAX, &version))
		return "that is not how a profile begins";
	if (version != VERSION)
		return "it is of a later groundglass, whose profiles differ";
	if (!streams && json_object_object_get_ex(object, "streams", NULL))
		return "streams are no list, or too many";
	if (!views && json_object_object_get_ex(object, "views", NULL))
		return "views are no list, or too many";
	if (json_object_object_get_ex(object, "controls", &controls) &&
	    (!json_object_is_type(controls, json_type_object) ||
	     json_object_object_length(controls) > MAX_CONTROLS))
		return "controls are no object, or too many";
	if (streams)
		wrong = read_streams(profile, streams, detail);
	for (size_t i = 0; views && i < json_object_array_length(views) && !wrong; i++)
		wrong = profile_view_get(json_object_array_get_idx(views, i),
					 &profile->views[profile->n_views++], detail);
	profile->controls = json_object_get(controls);
	return wrong;
}

static unsigned count_lines(const char *text, size_t length)
{
	unsigned n = 1;

	for (size_t i = 0; i < length; i++)
		n += text[i] == '\n';
	return n;
}

int profile_read(struct profile *profile, const char *path, struct gg_error *error)
{
	struct gg_error detail;
	size_t size, end;
	char *text;

	profile->n_streams = profile->n_views = 0;
	profile->controls = NULL;
	int ret = config_file_read(path, MAX_FILE, &text, &size, error);
	if (ret) {
		profile_finish(profile);
		return ret;
	}
	struct json_object *object = gg_recording_parse(text, size, &end);
	if (!object) {
		ret = gg_error_set(error, -EINVAL, "profile %.300s:%u: that is no JSON object",
				   path, count_lines(text, end));
	} else {
		const char *wrong = read_profile(profile, object, &detail);
		if (wrong)
			ret = gg_error_set(error, -EINVAL, "profile %.300s: %s", path, wrong);
	}
	json_object_put(object);
	free(text);
	if (ret)
		profile_finish(profile);
	return ret;
}
