/* SPDX-License-Identifier: BSD-2-Clause */
#include "v4l2_control.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first eight are those of libcamera's uvcvideo handler, up to 0.7.2. */
static const struct {
	uint32_t id;
	const char *libcamera;
} mapped[] = {
	{ V4L2_CID_BRIGHTNESS, "Brightness" },
	{ V4L2_CID_CONTRAST, "Contrast" },
	{ V4L2_CID_SATURATION, "Saturation" },
	{ V4L2_CID_GAMMA, "Gamma" },
	{ V4L2_CID_GAIN, "AnalogueGain" },
	{ V4L2_CID_EXPOSURE_AUTO, "ExposureTimeMode" },
	{ V4L2_CID_EXPOSURE_AUTO, "AeEnable" },
	{ V4L2_CID_EXPOSURE_ABSOLUTE, "ExposureTime" },
	{ V4L2_CID_SHARPNESS, "Sharpness" },
	{ V4L2_CID_HUE, "Hue" },
	{ V4L2_CID_AUTO_WHITE_BALANCE, "AwbEnable" },
	{ V4L2_CID_WHITE_BALANCE_TEMPERATURE, "ColourTemperature" },
	{ V4L2_CID_POWER_LINE_FREQUENCY, "AeFlickerMode" },
	{ V4L2_CID_FOCUS_AUTO, "AfMode" },
	{ V4L2_CID_FOCUS_ABSOLUTE, "LensPosition" },
};

static const struct {
	uint32_t manual, automatic;
} automatics[] = {
	{ V4L2_CID_WHITE_BALANCE_TEMPERATURE, V4L2_CID_AUTO_WHITE_BALANCE },
	{ V4L2_CID_RED_BALANCE, V4L2_CID_AUTO_WHITE_BALANCE },
	{ V4L2_CID_BLUE_BALANCE, V4L2_CID_AUTO_WHITE_BALANCE },
	{ V4L2_CID_HUE, V4L2_CID_HUE_AUTO },
	{ V4L2_CID_GAIN, V4L2_CID_AUTOGAIN },
	{ V4L2_CID_EXPOSURE_ABSOLUTE, V4L2_CID_EXPOSURE_AUTO },
	{ V4L2_CID_FOCUS_ABSOLUTE, V4L2_CID_FOCUS_AUTO },
};

/* V4L2's types of a single number. */
static const struct {
	uint32_t theirs;
	enum gg_control_type ours;
	bool limits; /* its minimum, maximum and default mean something */
} types[] = {
	{ V4L2_CTRL_TYPE_INTEGER, GG_CONTROL_INT32, true },
	{ V4L2_CTRL_TYPE_BOOLEAN, GG_CONTROL_BOOL, true },
	{ V4L2_CTRL_TYPE_MENU, GG_CONTROL_INT32, true },
	{ V4L2_CTRL_TYPE_INTEGER_MENU, GG_CONTROL_INT32, true },
	{ V4L2_CTRL_TYPE_BUTTON, GG_CONTROL_BOOL, false },
	{ V4L2_CTRL_TYPE_INTEGER64, GG_CONTROL_INT64, true },
	{ V4L2_CTRL_TYPE_BITMASK, GG_CONTROL_UINT32, true },
};

enum { N_TYPES = sizeof types / sizeof *types };

bool gg_v4l2_control_is_mapped(uint32_t id, const struct gg_control_info *infos, size_t n)
{
	for (size_t i = 0; i < sizeof mapped / sizeof *mapped; i++)
		if (mapped[i].id == id && gg_control_info_find(infos, n, mapped[i].libcamera))
			return true;
	return false;
}

uint32_t gg_v4l2_control_automatic(uint32_t id)
{
	for (size_t i = 0; i < sizeof automatics / sizeof *automatics; i++)
		if (automatics[i].manual == id)
			return automatics[i].automatic;
	return 0;
}

/* A copy of a name that is not sure to end, in printable characters; NULL: no memory. */
static char *copy_name(const char *name, size_t size)
{
	char *copy = strndup(name, size);
	for (char *c = copy; c && *c; c++)
		if ((unsigned char)*c < ' ' || *c == '\x7f')
			*c = '?';
	return copy;
}

static int set_integer(struct gg_control_value *value, enum gg_control_type type, int64_t integer)
{
	if (type == GG_CONTROL_INT64) /* not all of them are a double */
		return gg_control_value_set(value, type, false, &integer, 1);
	if (type == GG_CONTROL_UINT32) /* a bit mask comes as the signed number of these bits */
		integer = (uint32_t)integer;
	return gg_control_value_set_number(value, type, (double)integer);
}

int gg_v4l2_control_info(struct gg_control_info *info, const struct v4l2_query_ext_ctrl *query)
{
	size_t i = 0;

	while (i < N_TYPES && types[i].theirs != query->type)
		i++;
	if (i == N_TYPES || query->flags & V4L2_CTRL_FLAG_DISABLED || !query->name[0] ||
	    query->nr_of_dims)
		return -ENOTSUP;

	info->id = query->id;
	info->type = types[i].ours;
	info->read_only = query->flags & V4L2_CTRL_FLAG_READ_ONLY;
	info->name = copy_name(query->name, sizeof query->name);
	if (!info->name)
		return -ENOMEM;
	if (!types[i].limits)
		return 0;
	if (query->type == V4L2_CTRL_TYPE_INTEGER || query->type == V4L2_CTRL_TYPE_INTEGER64)
		info->step = (double)query->step;
	if (set_integer(&info->min, info->type, query->minimum) ||
	    set_integer(&info->max, info->type, query->maximum) ||
	    set_integer(&info->def, info->type, query->default_value))
		return -ENOMEM;
	return 0;
}

bool gg_v4l2_control_has_menu(const struct v4l2_query_ext_ctrl *query)
{
	return query->type == V4L2_CTRL_TYPE_MENU || query->type == V4L2_CTRL_TYPE_INTEGER_MENU;
}

int gg_v4l2_control_add_item(struct gg_control_info *info, const struct v4l2_query_ext_ctrl *query,
			     const struct v4l2_querymenu *item)
{
	struct gg_control_enumerator *grown =
		reallocarray(info->enumerators, info->n_enumerators + 1, sizeof *info->enumerators);
	char *name = NULL;

	if (!grown)
		return -ENOMEM;
	info->enumerators = grown;
	if (query->type == V4L2_CTRL_TYPE_MENU)
		name = copy_name((const char *)item->name, sizeof item->name);
	else if (asprintf(&name, "%lld", (long long)item->value) < 0)
		name = NULL;
	if (!name)
		return -ENOMEM;
	grown[info->n_enumerators++] = (struct gg_control_enumerator){ (int32_t)item->index, name };
	return 0;
}

/* Does the menu have an item of that index? Menus have holes. */
static bool has_item(const struct gg_control_info *info, double index)
{
	for (unsigned i = 0; i < info->n_enumerators; i++)
		if (info->enumerators[i].value == index)
			return true;
	return info->n_enumerators == 0;
}

int gg_v4l2_control_to(struct v4l2_ext_control *to, const struct gg_control_value *value,
		       const struct gg_control_info *info)
{
	double number = 0, limit;

	gg_control_value_number(value, 0, &number);
	if ((gg_control_value_number(&info->min, 0, &limit) && number < limit) ||
	    (gg_control_value_number(&info->max, 0, &limit) && number > limit) ||
	    !has_item(info, number))
		return -ERANGE;

	*to = (struct v4l2_ext_control){ .id = info->id };
	if (value->type == GG_CONTROL_INT64)
		memcpy(&to->value64, gg_control_value_data(value), sizeof to->value64);
	else
		to->value = (int32_t)(int64_t)number;
	return 0;
}

int gg_v4l2_control_from(struct gg_control_value *value, const struct v4l2_ext_control *from,
			 const struct gg_control_info *info)
{
	return set_integer(value, info->type,
			   info->type == GG_CONTROL_INT64 ? from->value64 : from->value);
}
