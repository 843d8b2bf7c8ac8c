/* SPDX-License-Identifier: BSD-2-Clause */
#include "toggle.h"

#include <errno.h>
#include <stdio.h>

#include "automatic.h"
#include "capture.h"
#include "set_controls.h"

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
static const struct row *find_row(const struct capture *capture, enum toggle toggle,
				  const struct gg_control_info **info)
{
	size_t n;
	const struct gg_control_info *infos = capture_controls(capture, &n);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (rows[i].toggle != toggle)
			continue;
		*info = gg_control_info_find(infos, n, rows[i].control);
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
	const struct gg_control_info *info, *trigger = NULL;
	const struct row *row = find_row(capture, toggle, &info);

	if (!row) {
		snprintf(text, size, "this camera has no %s", names[toggle]);
		return;
	}

	capture_look(capture);
	bool on = capture_current(capture, info) == row->off;
	if (on && row->trigger && capture->camera)
		trigger = control_find(capture->camera, row->trigger);
	int ret = add(&controls, info, on ? row->on : row->off);
	if (ret == 0 && trigger)
		ret = add(&controls, trigger, 0);
	if (ret)
		snprintf(text, size, "no memory for controls");
	else if (set_controls(capture, &controls, text, size) == 0)
		snprintf(text, size, "%s %s (%s)%s", names[toggle], on ? "on" : "off", info->name,
			 capture->camera ? "" : ", once the camera is back");
	gg_control_list_finish(&controls);
}
