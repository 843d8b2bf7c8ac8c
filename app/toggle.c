/* SPDX-License-Identifier: BSD-2-Clause */
#include "toggle.h"

#include <errno.h>
#include <stdio.h>

#include "automatic.h"
#include "capture.h"

static const char *const names[] = {
	[TOGGLE_EXPOSURE] = "automatic exposure",
	[TOGGLE_WHITE_BALANCE] = "automatic white balance",
	[TOGGLE_FOCUS] = "autofocus",
};

/* The controls that may do it, and their values; the first that the camera has counts. */
static const struct row {
	enum toggle toggle;
	const char *control;
	double on, off;
	const char *trigger; /* to be set to 0 with on, where the camera has it; NULL: none */
} rows[] = {
	{ TOGGLE_EXPOSURE, "ExposureTimeMode", 0, 1, NULL },
	{ TOGGLE_EXPOSURE, "AeEnable", 1, 0, NULL },
	{ TOGGLE_EXPOSURE, "Auto Exposure", 3, 1, NULL }, /* of the time alone: webcams */
	{ TOGGLE_EXPOSURE, "Auto Exposure", 0, 1, NULL },
	{ TOGGLE_WHITE_BALANCE, "AwbEnable", 1, 0, NULL },
	{ TOGGLE_WHITE_BALANCE, "White Balance, Automatic", 1, 0, NULL },
	{ TOGGLE_FOCUS, "AfMode", 2, 0, NULL },	       /* continuous */
	{ TOGGLE_FOCUS, "AfMode", 1, 0, "AfTrigger" }, /* once, when it is triggered */
	{ TOGGLE_FOCUS, "Focus, Automatic Continuous", 1, 0, NULL },
};

/* Does the control take the value? */
static bool takes(const struct gg_control_info *info, double value)
{
	double max;

	for (unsigned i = 0; i < info->n_enumerators; i++)
		if (info->enumerators[i].value == value)
			return true;
	return info->n_enumerators == 0 &&
	       (!gg_control_value_number(&info->max, 0, &max) || value <= max);
}

/* The row for the camera, and its control in info; NULL where it has none. */
static const struct row *find_row(const struct gg_camera *camera, enum toggle toggle,
				  const struct gg_control_info **info)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (rows[i].toggle != toggle)
			continue;
		*info = control_find(camera, rows[i].control);
		if (*info && !(*info)->read_only && takes(*info, rows[i].on))
			return &rows[i];
	}
	return NULL;
}

static int add(struct gg_control_list *controls, const struct gg_control_info *info, double value)
{
	struct gg_control_value *slot = gg_control_list_slot(controls, info->id, info->name);
	return slot ? gg_control_value_set_number(slot, info->type, value) : -ENOMEM;
}

void toggle_switch(struct capture *capture, enum toggle toggle, char *text, size_t size)
{
	struct gg_control_list controls = { 0 };
	struct gg_error error = { "no memory for controls" };
	const struct gg_control_info *info, *trigger = NULL;
	const struct row *row = capture->camera ? find_row(capture->camera, toggle, &info) : NULL;

	if (!row) {
		snprintf(text, size, capture->camera ? "this camera has no %s" : "no camera for %s",
			 names[toggle]);
		return;
	}

	capture_look(capture);
	bool on = capture_current(capture, info) == row->off;
	if (on && row->trigger)
		trigger = control_find(capture->camera, row->trigger);
	int ret = add(&controls, info, on ? row->on : row->off);
	if (ret == 0 && trigger)
		ret = add(&controls, trigger, 0);
	if (ret == 0)
		ret = capture_set_controls(capture, &controls, &error);
	if (ret)
		snprintf(text, size, "%s", error.text);
	else
		snprintf(text, size, "%s %s (%s)", names[toggle], on ? "on" : "off", info->name);
	gg_control_list_finish(&controls);
}
