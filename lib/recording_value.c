/* SPDX-License-Identifier: BSD-2-Clause */
#include "recording_value.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_ELEMENTS = 1 << 20, MAX_DEPTH = 16 };

/* An element of any type, as gg_control_value has it. */
union element {
	uint8_t uint8;
	uint16_t uint16;
	uint32_t uint32;
	int32_t int32;
	int64_t int64;
	float real;
	struct gg_rectangle rectangle;
	struct gg_size size;
	struct gg_point point;
};

/* Whole numbers, by type. */
static const struct range {
	int64_t min, max;
} ranges[] = {
	[GG_CONTROL_UINT8] = { 0, UINT8_MAX },
	[GG_CONTROL_UINT16] = { 0, UINT16_MAX },
	[GG_CONTROL_UINT32] = { 0, UINT32_MAX },
	[GG_CONTROL_INT32] = { INT32_MIN, INT32_MAX },
	[GG_CONTROL_INT64] = { INT64_MIN, INT64_MAX },
};

/* writing */

/* Nine digits are enough for every float; a point tells it from a whole number. */
static struct json_object *put_float(float real)
{
	char text[32];

	if (isnan(real))
		return json_object_new_string("nan");
	if (isinf(real))
		return json_object_new_string(real > 0 ? "inf" : "-inf");
	snprintf(text, sizeof text, "%.9g", (double)real);
	char *comma = strchr(text, ','); /* as the program's locale may have it */
	if (comma)
		*comma = '.';
	const size_t length = strlen(text);
	if (!strpbrk(text, ".e"))
		snprintf(text + length, sizeof text - length, ".0");
	return json_object_new_double_s((double)real, text);
}

static void add_number(struct json_object *object, const char *name, int64_t number)
{
	json_object_object_add(object, name, json_object_new_int64(number));
}

static struct json_object *put_place(const int32_t *x, const int32_t *y, const uint32_t *width,
				     const uint32_t *height)
{
	struct json_object *object = json_object_new_object();

	if (x && y) {
		add_number(object, "x", *x);
		add_number(object, "y", *y);
	}
	if (width && height) {
		add_number(object, "width", *width);
		add_number(object, "height", *height);
	}
	return object;
}

static struct json_object *put_element(enum gg_control_type type, const union element *e)
{
	switch (type) {
	case GG_CONTROL_NONE:
	case GG_CONTROL_STRING:
		break;
	case GG_CONTROL_BOOL:
		return json_object_new_boolean(e->uint8);
	case GG_CONTROL_UINT8:
		return json_object_new_int64(e->uint8);
	case GG_CONTROL_UINT16:
		return json_object_new_int64(e->uint16);
	case GG_CONTROL_UINT32:
		return json_object_new_int64(e->uint32);
	case GG_CONTROL_INT32:
		return json_object_new_int64(e->int32);
	case GG_CONTROL_INT64:
		return json_object_new_int64(e->int64);
	case GG_CONTROL_FLOAT:
		return put_float(e->real);
	case GG_CONTROL_RECTANGLE:
		return put_place(&e->rectangle.x, &e->rectangle.y, &e->rectangle.width,
				 &e->rectangle.height);
	case GG_CONTROL_SIZE:
		return put_place(NULL, NULL, &e->size.width, &e->size.height);
	case GG_CONTROL_POINT:
		return put_place(&e->point.x, &e->point.y, NULL, NULL);
	}
	return NULL;
}

struct json_object *gg_recording_put_value(const struct gg_control_value *value)
{
	const uint8_t *data = gg_control_value_data(value);
	const size_t size = gg_control_type_size(value->type);
	struct json_object *list = NULL;
	union element element;

	if (value->type == GG_CONTROL_STRING)
		return json_object_new_string_len((const char *)data, (int)value->count);
	if (value->is_array)
		list = json_object_new_array();
	for (uint32_t i = 0; i < value->count; i++) {
		memcpy(&element, data + i * size, size);
		struct json_object *json = put_element(value->type, &element);
		if (!value->is_array)
			return json;
		json_object_array_add(list, json);
	}
	return list;
}

/* reading */

struct json_object *gg_recording_parse(const char *text, size_t length, size_t *end)
{
	struct json_tokener *tokener = json_tokener_new_ex(MAX_DEPTH);
	if (!tokener)
		return NULL;

	struct json_object *object = json_tokener_parse_ex(tokener, text, (int)length);
	const size_t stop = json_tokener_get_parse_end(tokener);
	const bool whole = json_tokener_get_error(tokener) == json_tokener_success &&
			   strspn(text + stop, " \t\r\n") == length - stop;
	json_tokener_free(tokener);
	if (end)
		*end = stop;
	if (whole && json_object_is_type(object, json_type_object))
		return object;
	json_object_put(object);
	return NULL;
}

static bool is_whole(struct json_object *json, int64_t min, int64_t max)
{
	if (!json_object_is_type(json, json_type_int))
		return false;
	const int64_t number = json_object_get_int64(json);
	/* More than 63 bits come out as the largest number of them. */
	return number >= min && number <= max &&
	       (number < 0 || json_object_get_uint64(json) == (uint64_t)number);
}

static bool get_float(struct json_object *json, float *real)
{
	static const char *const names[] = { "nan", "inf", "-inf" };

	if (json_object_is_type(json, json_type_double) ||
	    json_object_is_type(json, json_type_int)) {
		*real = (float)json_object_get_double(json);
		return true;
	}
	for (size_t i = 0; json_object_is_type(json, json_type_string) && i < 3; i++)
		if (strcmp(json_object_get_string(json), names[i]) == 0) {
			*real = i == 0 ? NAN : i == 1 ? INFINITY : -INFINITY;
			return true;
		}
	return false;
}

static bool get_offset(struct json_object *object, const char *name, int32_t *number)
{
	struct json_object *json;

	if (!json_object_object_get_ex(object, name, &json) ||
	    !is_whole(json, INT32_MIN, INT32_MAX))
		return false;
	*number = json_object_get_int(json);
	return true;
}

static bool get_extent(struct json_object *object, const char *name, uint32_t *number)
{
	uint64_t wide;

	if (!gg_recording_get_number(object, name, UINT32_MAX, &wide))
		return false;
	*number = (uint32_t)wide;
	return true;
}

static bool get_element(enum gg_control_type type, struct json_object *json, union element *e)
{
	int64_t number;

	switch (type) {
	case GG_CONTROL_NONE:
	case GG_CONTROL_STRING:
		return false;
	case GG_CONTROL_BOOL:
		e->uint8 = json_object_get_boolean(json) ? 1 : 0;
		return json_object_is_type(json, json_type_boolean);
	case GG_CONTROL_FLOAT:
		return get_float(json, &e->real);
	case GG_CONTROL_RECTANGLE:
		return get_offset(json, "x", &e->rectangle.x) &&
		       get_offset(json, "y", &e->rectangle.y) &&
		       get_extent(json, "width", &e->rectangle.width) &&
		       get_extent(json, "height", &e->rectangle.height);
	case GG_CONTROL_SIZE:
		return get_extent(json, "width", &e->size.width) &&
		       get_extent(json, "height", &e->size.height);
	case GG_CONTROL_POINT:
		return get_offset(json, "x", &e->point.x) && get_offset(json, "y", &e->point.y);
	default:
		break;
	}
	if (!is_whole(json, ranges[type].min, ranges[type].max))
		return false;
	number = json_object_get_int64(json);
	if (type == GG_CONTROL_UINT8)
		e->uint8 = (uint8_t)number;
	else if (type == GG_CONTROL_UINT16)
		e->uint16 = (uint16_t)number;
	else if (type == GG_CONTROL_UINT32)
		e->uint32 = (uint32_t)number;
	else if (type == GG_CONTROL_INT32)
		e->int32 = (int32_t)number;
	else
		e->int64 = number;
	return true;
}

static int get_array(struct gg_control_value *value, enum gg_control_type type,
		     struct json_object *json)
{
	const size_t n = json_object_array_length(json), size = gg_control_type_size(type);
	union element element;
	int ret = 0;

	if (!size || n > MAX_ELEMENTS)
		return -EINVAL;
	uint8_t *data = malloc(n ? n * size : 1);
	if (!data)
		return -ENOMEM;
	for (size_t i = 0; i < n && !ret; i++) {
		if (get_element(type, json_object_array_get_idx(json, i), &element))
			memcpy(data + i * size, &element, size);
		else
			ret = -EINVAL;
	}
	if (!ret)
		ret = gg_control_value_set(value, type, true, data, (uint32_t)n);
	free(data);
	return ret;
}

int gg_recording_get_value(struct gg_control_value *value, enum gg_control_type type,
			   struct json_object *json)
{
	union element element;

	if (type == GG_CONTROL_NONE)
		return json ? -EINVAL : gg_control_value_set(value, type, false, NULL, 0);
	if (type == GG_CONTROL_STRING)
		return json_object_is_type(json, json_type_string)
			       ? gg_control_value_set(value, type, false,
						      json_object_get_string(json),
						      (uint32_t)json_object_get_string_len(json))
			       : -EINVAL;
	if (json_object_is_type(json, json_type_array))
		return get_array(value, type, json);
	if (!get_element(type, json, &element))
		return -EINVAL;
	return gg_control_value_set(value, type, false, &element, 1);
}

bool gg_recording_get_type(struct json_object *object, enum gg_control_type *type)
{
	const char *name = gg_recording_get_text(object, "type");

	for (unsigned i = GG_CONTROL_NONE; name && i <= GG_CONTROL_POINT; i++)
		if (strcmp(gg_control_type_name((enum gg_control_type)i), name) == 0) {
			*type = (enum gg_control_type)i;
			return true;
		}
	return false;
}

bool gg_recording_get_number(struct json_object *object, const char *name, uint64_t max,
			     uint64_t *number)
{
	struct json_object *json;

	if (!json_object_object_get_ex(object, name, &json) ||
	    !json_object_is_type(json, json_type_int) || json_object_get_int64(json) < 0)
		return false;
	*number = json_object_get_uint64(json);
	return *number <= max;
}

const char *gg_recording_get_text(struct json_object *object, const char *name)
{
	struct json_object *json;

	if (!json_object_object_get_ex(object, name, &json) ||
	    !json_object_is_type(json, json_type_string))
		return NULL;
	const char *text = json_object_get_string(json);
	return strlen(text) == (size_t)json_object_get_string_len(json) ? text : NULL;
}

struct json_object *gg_recording_get_list(struct json_object *object, const char *name, size_t max)
{
	struct json_object *json;

	if (!json_object_object_get_ex(object, name, &json) ||
	    !json_object_is_type(json, json_type_array) || json_object_array_length(json) > max)
		return NULL;
	return json;
}
