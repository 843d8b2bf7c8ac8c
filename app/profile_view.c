/* SPDX-License-Identifier: BSD-2-Clause */
#include "profile_view.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>

#include <groundglass/color.h>
#include <groundglass/text.h>

#include "analysis.h"
#include "grid.h"
#include "histogram.h"
#include "recording_value.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *matrix_name(int matrix)
{
	return gg_matrix_name((enum gg_matrix)matrix);
}

static const char *range_name(int range)
{
	return gg_range_name((enum gg_range)range);
}

static const char *orientation_name(int orientation)
{
	return gg_orientation_name((enum gg_orientation)orientation);
}

static const char *grid_word(int grid)
{
	static const char *const words[] = { [0] = "none",
					     [GRID_THIRDS] = "thirds",
					     [GRID_CROSS] = "cross",
					     [GRID_THIRDS | GRID_CROSS] = "both" };
	return words[grid];
}

static const char *exposure_word(int exposure)
{
	static const char *const words[] = { [ANALYSIS_PLAIN] = "none",
					     [ANALYSIS_ZEBRA] = "zebra",
					     [ANALYSIS_FALSE_COLOR] = "false-colour" };
	return words[exposure];
}

static const char *histogram_word(int mode)
{
	static const char *const words[] = { [HISTOGRAM_OFF] = "none",
					     [HISTOGRAM_OF_LUMA] = "luma",
					     [HISTOGRAM_OF_RGB] = "rgb",
					     [HISTOGRAM_WAVEFORM] = "waveform" };
	return words[mode];
}

/* Members that are one of n words. */
static const struct choice {
	const char *name;
	size_t offset; /* of an int */
	int n;
	const char *(*word)(int index);
} choices[] = {
	{ "matrix", offsetof(struct profile_view, matrix), GG_MATRIX_2020 + 1, matrix_name },
	{ "range", offsetof(struct profile_view, range), GG_RANGE_LIMITED + 1, range_name },
	{ "orientation", offsetof(struct profile_view, orientation), GG_N_ORIENTATIONS,
	  orientation_name },
	{ "grid", offsetof(struct profile_view, grid), (GRID_THIRDS | GRID_CROSS) + 1, grid_word },
	{ "exposure", offsetof(struct profile_view, exposure), ANALYSIS_EXPOSURES, exposure_word },
	{ "histogram", offsetof(struct profile_view, histogram), HISTOGRAM_MODES, histogram_word },
};

/* And those that are true or false. */
static const struct flag {
	const char *name;
	size_t offset; /* of a bool */
} flags[] = {
	{ "info", offsetof(struct profile_view, info) },
	{ "panel", offsetof(struct profile_view, panel) },
	{ "peaking", offsetof(struct profile_view, peaking) },
};

static void put_viewport(struct json_object *object, const struct viewport *viewport)
{
	if (!viewport->scale) {
		json_object_object_add(object, "zoom", json_object_new_string("fit"));
		return;
	}
	struct json_object *middle = json_object_new_array();
	const double zoom = (double)viewport->scale / VIEWPORT_ONE;
	json_object_array_add(middle, json_object_new_double(viewport->x));
	json_object_array_add(middle, json_object_new_double(viewport->y));
	json_object_object_add(object, "zoom", json_object_new_double(zoom));
	json_object_object_add(object, "middle", middle);
}

struct json_object *profile_view_put(const struct profile_view *view)
{
	struct json_object *object = json_object_new_object();

	for (size_t i = 0; i < COUNT(choices); i++) {
		const int *index = (const int *)((const char *)view + choices[i].offset);
		json_object_object_add(object, choices[i].name,
				       json_object_new_string(choices[i].word(*index)));
	}
	for (size_t i = 0; i < COUNT(flags); i++) {
		const bool *flag = (const bool *)((const char *)view + flags[i].offset);
		json_object_object_add(object, flags[i].name, json_object_new_boolean(*flag));
	}
	put_viewport(object, &view->viewport);
	return object;
}

/* Always what is wrong. */
static const char *refuse(const char *name, struct json_object *json, const char *takes,
			  struct gg_error *detail)
{
	char shown[64];

	gg_text_clean(json ? json_object_get_string(json) : "null", shown, sizeof shown);
	gg_error_set(detail, -EINVAL, "the %s of a view cannot be \"%s\": it takes %s", name, shown,
		     takes);
	return detail->text;
}

static const char *read_choice(const struct choice *choice, struct json_object *object,
			       struct profile_view *view, struct gg_error *detail)
{
	const char *word = gg_recording_get_text(object, choice->name);
	int *index = (int *)((char *)view + choice->offset);
	struct json_object *json;
	char takes[128] = "";
	size_t length = 0;

	if (!json_object_object_get_ex(object, choice->name, &json))
		return NULL;
	for (int i = 0; i < choice->n; i++) {
		if (word && strcmp(choice->word(i), word) == 0) {
			*index = i;
			return NULL;
		}
		const char *before = i == 0 ? "" : i + 1 < choice->n ? ", " : " or ";
		if (length < sizeof takes)
			length += (size_t)snprintf(takes + length, sizeof takes - length, "%s%s",
						   before, choice->word(i));
	}
	return refuse(choice->name, json, takes, detail);
}

static const char *read_flag(const struct flag *flag, struct json_object *object,
			     struct profile_view *view, struct gg_error *detail)
{
	struct json_object *json;

	if (!json_object_object_get_ex(object, flag->name, &json))
		return NULL;
	if (!json_object_is_type(json, json_type_boolean))
		return refuse(flag->name, json, "true or false", detail);
	*(bool *)((char *)view + flag->offset) = json_object_get_boolean(json);
	return NULL;
}

/* A number of least..most; no NaN is. */
static bool read_number(struct json_object *json, double least, double most, double *number)
{
	if (!json_object_is_type(json, json_type_double) &&
	    !json_object_is_type(json, json_type_int))
		return false;
	*number = json_object_get_double(json);
	return *number >= least && *number <= most;
}

/* Without a middle of its own it is the picture's. */
static const char *read_viewport(struct json_object *object, struct viewport *viewport,
				 struct gg_error *detail)
{
	const char *word = gg_recording_get_text(object, "zoom");
	struct json_object *zoom, *middle;
	struct viewport read = { 0, 0.5, 0.5 };
	double times = 0;

	if (!json_object_object_get_ex(object, "zoom", &zoom))
		return NULL;
	if (read_number(zoom, 1.0 / VIEWPORT_ONE, (double)VIEWPORT_MAX / VIEWPORT_ONE, &times))
		read.scale = (int)lround(times * VIEWPORT_ONE);
	else if (!word || strcmp(word, "fit") != 0)
		return refuse("zoom", zoom, "fit, or times the picture's size up to 32", detail);
	if (json_object_object_get_ex(object, "middle", &middle)) {
		struct json_object *list = gg_recording_get_list(object, "middle", 2);
		if (!list || json_object_array_length(list) != 2 ||
		    !read_number(json_object_array_get_idx(list, 0), 0, 1, &read.x) ||
		    !read_number(json_object_array_get_idx(list, 1), 0, 1, &read.y))
			return refuse("middle", middle, "two numbers of 0 to 1", detail);
	}
	*viewport = read.scale ? read : (struct viewport){ 0 };
	return NULL;
}

const char *profile_view_get(struct json_object *object, struct profile_view *view,
			     struct gg_error *detail)
{
	const char *wrong = NULL;

	if (!json_object_is_type(object, json_type_object))
		return "a view is no object";
	for (size_t i = 0; i < COUNT(choices) && !wrong; i++)
		wrong = read_choice(&choices[i], object, view, detail);
	for (size_t i = 0; i < COUNT(flags) && !wrong; i++)
		wrong = read_flag(&flags[i], object, view, detail);
	return wrong ? wrong : read_viewport(object, &view->viewport, detail);
}
