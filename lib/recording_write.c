/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/recording.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "camera_backend.h"
#include "recording_value.h"

/* Members without a value are left out. */
static void add_text(struct json_object *object, const char *name, const char *text)
{
	if (text)
		json_object_object_add(object, name, json_object_new_string(text));
}

static void add_number(struct json_object *object, const char *name, uint64_t number)
{
	json_object_object_add(object, name, json_object_new_uint64(number));
}

static struct json_object *put_names(uint32_t id, const char *name, enum gg_control_type type)
{
	struct json_object *object = json_object_new_object();

	add_number(object, "id", id);
	add_text(object, "name", name);
	add_text(object, "type", gg_control_type_name(type));
	return object;
}

static struct json_object *put_list(const struct gg_control_list *list)
{
	struct json_object *items = json_object_new_array();

	for (size_t i = 0; i < list->n; i++) {
		const struct gg_control_item *item = &list->items[i];
		struct json_object *object = put_names(item->id, item->name, item->value.type);
		json_object_object_add(object, "value", gg_recording_put_value(&item->value));
		json_object_array_add(items, object);
	}
	return items;
}

/* As much of a control as its values take to be read. */
static struct json_object *put_control(const struct gg_control_info *info)
{
	struct json_object *object = put_names(info->id, info->name, info->type);
	struct json_object *names;

	if (info->is_array)
		json_object_object_add(object, "array", json_object_new_boolean(true));
	if (!info->n_enumerators)
		return object;
	names = json_object_new_array();
	for (unsigned i = 0; i < info->n_enumerators; i++) {
		struct json_object *pair = json_object_new_object();
		json_object_object_add(pair, "value",
				       json_object_new_int(info->enumerators[i].value));
		add_text(pair, "name", info->enumerators[i].name);
		json_object_array_add(names, pair);
	}
	json_object_object_add(object, "enumerators", names);
	return object;
}

static struct json_object *put_controls(const struct gg_control_info *infos, size_t n)
{
	struct json_object *controls = json_object_new_array();

	for (size_t i = 0; i < n; i++)
		json_object_array_add(controls, put_control(&infos[i]));
	return controls;
}

static struct json_object *put_camera(const struct gg_camera *camera)
{
	const struct gg_camera_info *info = gg_camera_info(camera);
	struct json_object *object = json_object_new_object();
	size_t n;

	add_text(object, "id", info->recorded ? info->recorded : info->id);
	add_text(object, "model", info->model);
	add_text(object, "location", info->location);
	json_object_object_add(object, "properties", put_list(gg_camera_properties(camera)));
	json_object_object_add(object, "property_names",
			       put_controls(camera->property_infos, camera->n_property_infos));
	json_object_object_add(object, "metadata_names",
			       put_controls(camera->metadata_infos, camera->n_metadata_infos));
	const struct gg_control_info *infos = gg_camera_controls(camera, &n);
	json_object_object_add(object, "controls", put_controls(infos, n));
	return object;
}

static struct json_object *put_planes(const struct gg_image *image)
{
	struct json_object *planes = json_object_new_array();

	for (unsigned i = 0; i < image->n_planes; i++) {
		struct json_object *plane = json_object_new_object();
		add_number(plane, "stride", image->planes[i].stride);
		add_number(plane, "length", image->planes[i].length);
		json_object_array_add(planes, plane);
	}
	return planes;
}

/* As a line; lets go of object. */
static char *to_line(struct json_object *object)
{
	const char *text = json_object_to_json_string_ext(
		object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
	char *line = NULL;

	if (text && asprintf(&line, "%s\n", text) < 0)
		line = NULL;
	json_object_put(object);
	return line;
}

char *gg_recording_header(const struct gg_camera *camera, const struct gg_stream_config *config,
			  const struct gg_frame *frame, unsigned n_streams, bool whole_planes)
{
	struct json_object *object = json_object_new_object();
	char name[32];

	add_number(object, "groundglass", 1);
	json_object_object_add(object, "camera", put_camera(camera));
	add_number(object, "stream", frame->stream);
	add_number(object, "streams", n_streams);
	add_text(object, "format",
		 gg_format_name(config->fourcc, config->modifier, name, sizeof name));
	add_number(object, "fourcc", config->fourcc);
	add_number(object, "modifier", config->modifier);
	add_number(object, "width", config->width);
	add_number(object, "height", config->height);
	add_text(object, "colorspace", config->colorspace);
	add_text(object, "matrix", gg_matrix_name(config->color.matrix));
	add_text(object, "range", gg_range_name(config->color.range));
	add_number(object, "buffers", config->n_buffers);
	json_object_object_add(object, "whole_planes", json_object_new_boolean(whole_planes));
	json_object_object_add(object, "planes", put_planes(&frame->image));
	return to_line(object);
}

char *gg_recording_line(const struct gg_stream_config *config, const struct gg_frame *frame,
			uint64_t number, const char *file)
{
	struct json_object *object = json_object_new_object();
	struct json_object *bytes = json_object_new_array();

	add_number(object, "number", number);
	if (frame->status == GG_FRAME_OK)
		add_text(object, "file", file);
	else
		add_text(object, "status", frame->status == GG_FRAME_ERROR ? "error" : "cancelled");
	add_number(object, "sequence", frame->sequence);
	add_number(object, "timestamp", frame->timestamp_ns);
	if (frame->image.width != config->width || frame->image.height != config->height) {
		add_number(object, "width", frame->image.width);
		add_number(object, "height", frame->image.height);
	}
	for (unsigned i = 0; i < frame->image.n_planes; i++)
		json_object_array_add(bytes,
				      json_object_new_uint64(frame->image.planes[i].bytes_used));
	json_object_object_add(object, "bytes", bytes);
	if (frame->stream == 0)
		json_object_object_add(object, "metadata", put_list(frame->metadata));
	return to_line(object);
}
