/* SPDX-License-Identifier: BSD-2-Clause */
#include "recording_header.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interned.h"
#include "recording_value.h"

enum {
	MAX_ITEMS = 4096, /* in a list */
	MAX_BUFFERS = 64,
	MAX_FRAME = 1 << 30, /* bytes of all planes */
};

static const char no_memory[] = "there is no memory for it";

const char *gg_recording_read_list(struct json_object *items, struct gg_control_list *list)
{
	enum gg_control_type type = GG_CONTROL_NONE;
	uint64_t id;

	if (json_object_array_length(items) > MAX_ITEMS)
		return "it has too many values";
	for (size_t i = 0; i < json_object_array_length(items); i++) {
		struct json_object *item = json_object_array_get_idx(items, i), *value = NULL;
		const char *name = gg_recording_get_text(item, "name");

		if (!name || !gg_recording_get_number(item, "id", UINT32_MAX, &id) ||
		    !gg_recording_get_type(item, &type) ||
		    !json_object_object_get_ex(item, "value", &value))
			return "a value lacks its id, name, type or value, or these make no sense";
		name = gg_intern(name);
		if (!name)
			return "there is no memory for its names, or they are no names";
		struct gg_control_value *slot = gg_control_list_slot(list, (uint32_t)id, name);
		int ret = slot ? gg_recording_get_value(slot, type, value) : -ENOMEM;
		if (ret)
			return ret == -ENOMEM ? no_memory : "a value is not of its type";
	}
	return NULL;
}

static const char *read_enumerators(struct gg_control_info *info, struct json_object *names)
{
	const size_t n = json_object_array_length(names);

	info->enumerators = calloc(n + 1, sizeof *info->enumerators);
	if (!info->enumerators)
		return no_memory;
	for (size_t i = 0; i < n; i++) {
		struct json_object *pair = json_object_array_get_idx(names, i), *value;
		struct gg_control_value number = { 0 };
		const char *name = gg_recording_get_text(pair, "name");

		if (!name || !json_object_object_get_ex(pair, "value", &value) ||
		    gg_recording_get_value(&number, GG_CONTROL_INT32, value) || number.is_array) {
			gg_control_value_finish(&number);
			return "an enumerator lacks its value or its name";
		}
		struct gg_control_enumerator *enumerator = &info->enumerators[i];
		memcpy(&enumerator->value, gg_control_value_data(&number),
		       sizeof enumerator->value);
		enumerator->name = strdup(name);
		if (!enumerator->name)
			return no_memory;
		info->n_enumerators++;
	}
	return NULL;
}

static const char *read_control(struct gg_control_info *info, struct json_object *object)
{
	const char *name = gg_recording_get_text(object, "name");
	struct json_object *array = NULL, *names;
	uint64_t id;

	if (!name || !gg_recording_get_number(object, "id", UINT32_MAX, &id) ||
	    !gg_recording_get_type(object, &info->type))
		return "a control lacks its id, name or type";
	json_object_object_get_ex(object, "array", &array);
	info->id = (uint32_t)id;
	info->is_array =
		json_object_is_type(array, json_type_boolean) && json_object_get_boolean(array);
	info->read_only = true;
	info->name = strdup(name);
	if (!info->name)
		return no_memory;
	names = gg_recording_get_list(object, "enumerators", MAX_ITEMS);
	return names ? read_enumerators(info, names) : NULL;
}

/* Into infos, empty before. NULL: there is no such list, as in recordings of older versions. */
static const char *read_controls(struct gg_recording_infos *infos, struct json_object *controls)
{
	const size_t n = controls ? json_object_array_length(controls) : 0;
	const char *wrong = NULL;

	infos->infos = calloc(n + 1, sizeof *infos->infos);
	if (!infos->infos)
		return no_memory;
	for (size_t i = 0; i < n && !wrong; i++)
		wrong = read_control(&infos->infos[infos->n++],
				     json_object_array_get_idx(controls, i));
	return wrong;
}

/* All that has values with names. */
static const char *read_infos(struct gg_recording *recording, struct json_object *camera)
{
	const struct {
		const char *name;
		struct gg_recording_infos *infos;
	} lists[] = { { "controls", &recording->controls },
		      { "property_names", &recording->property_infos },
		      { "metadata_names", &recording->metadata_infos } };
	const char *wrong = NULL;

	for (size_t i = 0; i < sizeof lists / sizeof *lists && !wrong; i++)
		wrong = read_controls(lists[i].infos,
				      gg_recording_get_list(camera, lists[i].name, MAX_ITEMS));
	return wrong;
}

static const char *read_camera(struct gg_recording *recording, struct json_object *camera)
{
	const char *id = gg_recording_get_text(camera, "id");
	const char *model = gg_recording_get_text(camera, "model");
	const char *location = gg_recording_get_text(camera, "location");
	struct json_object *properties = gg_recording_get_list(camera, "properties", MAX_ITEMS);

	if (!id || !properties || !gg_recording_get_list(camera, "controls", MAX_ITEMS))
		return "the camera lacks its id, properties or controls";
	recording->id = strdup(id);
	recording->model = model ? strdup(model) : NULL;
	recording->location = location ? strdup(location) : NULL;
	if (!recording->id)
		return no_memory;
	const char *wrong = read_infos(recording, camera);
	return wrong ? wrong : gg_recording_read_list(properties, &recording->properties);
}

static const char *read_config(struct gg_recording *recording, struct json_object *object)
{
	struct gg_stream_config *config = &recording->config;
	const char *space = gg_recording_get_text(object, "colorspace");
	const char *matrix = gg_recording_get_text(object, "matrix");
	const char *range = gg_recording_get_text(object, "range");
	uint64_t fourcc, modifier, width, height, buffers;

	if (!gg_recording_get_number(object, "fourcc", UINT32_MAX, &fourcc) ||
	    !gg_recording_get_number(object, "modifier", UINT64_MAX, &modifier))
		return "the fourcc or the modifier is missing or makes no sense";
	if (!gg_recording_get_number(object, "width", GG_MAX_SIZE, &width) ||
	    !gg_recording_get_number(object, "height", GG_MAX_SIZE, &height) || !width || !height)
		return "width or height is missing or out of range";
	if (!gg_recording_get_number(object, "buffers", MAX_BUFFERS, &buffers) || !buffers)
		return "the number of buffers is missing or out of range";
	if (!space || strlen(space) >= sizeof config->colorspace || !matrix ||
	    !gg_matrix_parse(matrix, &config->color.matrix) || !range ||
	    !gg_range_parse(range, &config->color.range))
		return "colorspace, matrix or range is missing or makes no sense";
	config->fourcc = (uint32_t)fourcc;
	config->modifier = modifier;
	config->format = gg_format_by_fourcc(config->fourcc, modifier);
	config->width = (uint32_t)width;
	config->height = (uint32_t)height;
	config->n_buffers = (unsigned)buffers;
	snprintf(config->colorspace, sizeof config->colorspace, "%s", space);
	return NULL;
}

/* The planes must hold the picture that config speaks of. */
static const char *check_planes(const struct gg_recording *recording)
{
	static const uint8_t somewhere; /* a check looks at no pixel */
	const struct gg_stream_config *config = &recording->config;
	struct gg_image image = { .format = config->format,
				  .width = config->width,
				  .height = config->height,
				  .n_planes = recording->n_planes };

	if (!config->format)
		return NULL;
	for (unsigned i = 0; i < recording->n_planes; i++)
		image.planes[i] = (struct gg_plane){ &somewhere, recording->strides[i],
						     recording->lengths[i], 0 };
	return gg_image_validate(&image, NULL) ? "its planes do not hold a picture of its size"
					       : NULL;
}

static const char *read_planes(struct gg_recording *recording, struct json_object *planes)
{
	uint64_t stride, length, total = 0;

	recording->n_planes = (unsigned)json_object_array_length(planes);
	for (unsigned i = 0; i < recording->n_planes; i++) {
		struct json_object *plane = json_object_array_get_idx(planes, i);
		if (!gg_recording_get_number(plane, "stride", MAX_FRAME, &stride) ||
		    !gg_recording_get_number(plane, "length", MAX_FRAME, &length))
			return "the stride or the length of a plane is missing or out of range";
		recording->strides[i] = (size_t)stride;
		recording->lengths[i] = (size_t)length;
		total += length;
	}
	if (!total || total > MAX_FRAME)
		return "its planes are of no size that a camera has";
	recording->config.stride = (uint32_t)recording->strides[0];
	recording->config.frame_size = (uint32_t)total;
	return check_planes(recording);
}

const char *gg_recording_read_header(struct gg_recording *recording, struct json_object *object)
{
	struct json_object *camera, *whole, *planes;
	uint64_t version, stream, streams;

	if (!gg_recording_get_number(object, "groundglass", UINT32_MAX, &version))
		return "that is not how a recording begins";
	if (version != 1)
		return "it was made by a later groundglass, whose recordings differ";
	if (!gg_recording_get_number(object, "streams", GG_MAX_STREAMS, &streams) ||
	    !gg_recording_get_number(object, "stream", GG_MAX_STREAMS, &stream) ||
	    stream >= streams)
		return "stream or streams is missing or out of range";
	recording->stream = (unsigned)stream;
	recording->n_streams = (unsigned)streams;
	planes = gg_recording_get_list(object, "planes", GG_MAX_PLANES);
	if (!json_object_object_get_ex(object, "camera", &camera) ||
	    !json_object_object_get_ex(object, "whole_planes", &whole) ||
	    !json_object_is_type(whole, json_type_boolean) || !planes)
		return "camera, whole_planes or planes is missing";
	recording->whole_planes = json_object_get_boolean(whole);

	const char *wrong = read_camera(recording, camera);
	if (!wrong)
		wrong = read_config(recording, object);
	return wrong ? wrong : read_planes(recording, planes);
}
