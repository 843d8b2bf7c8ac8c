/* SPDX-License-Identifier: BSD-2-Clause */
#include "adjust.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "automatic.h"
#include "capture.h"

static const struct {
	const char *control;
	double factor; /* of a step; 0: a twentieth of the range */
} knobs[] = {
	[ADJUST_EXPOSURE] = { "ExposureTime", 1.1 }, [ADJUST_GAIN] = { "AnalogueGain", 1.1 },
	[ADJUST_BRIGHTNESS] = { "Brightness", 0 },   [ADJUST_CONTRAST] = { "Contrast", 0 },
	[ADJUST_SATURATION] = { "Saturation", 0 },   [ADJUST_GAMMA] = { "Gamma", 0 },
};

static double turned(double value, double factor, double steps, const struct gg_control_info *info)
{
	double min = -INFINITY, max = INFINITY;

	gg_control_value_number(&info->min, 0, &min);
	if (!gg_control_value_number(&info->max, 0, &max) || max <= min)
		max = INFINITY;

	double step = isfinite(max - min) ? (max - min) / 20 : 1;
	double next = factor > 0 ? value * pow(factor, steps) : value + steps * step;
	if (info->type != GG_CONTROL_FLOAT) {
		next = round(next);
		if (next == value)
			next += copysign(1, steps);
	} else if (factor <= 0) { /* back at 0 it is to be 0 */
		next = round(next / step * 1000) / 1000 * step + 0.0;
	}
	return fmin(fmax(next, min), max);
}

void adjust_turn(struct capture *capture, enum adjust_knob knob, double steps, char *text,
		 size_t size)
{
	const char *name = knobs[knob].control;
	const struct gg_control_info *info =
		capture->camera ? control_find(capture->camera, name) : NULL;
	struct gg_control_list controls = { 0 };
	struct gg_error error = { "no memory for controls" };

	if (!info) {
		snprintf(text, size, capture->camera ? "this camera has no %s" : "no camera for %s",
			 name);
		return;
	}

	double value = turned(capture_current(capture, info), knobs[knob].factor, steps, info);
	struct gg_control_value *slot = gg_control_list_slot(&controls, info->id, info->name);
	int ret = slot ? gg_control_value_set_number(slot, info->type, value) : -ENOMEM;
	if (ret)
		goto out;
	const struct gg_control_info *off = automatic_switch_off(&controls, capture->camera, name);
	bool was_on = off && !gg_control_list_get(&capture->asked, off->id);
	ret = capture_set_controls(capture, &controls, &error);
	if (ret)
		goto out;

	char number[64];
	gg_control_value_format(gg_control_list_get(&controls, info->id), info, number,
				sizeof number);
	snprintf(text, size, "%s %s%s%s%s", name, number, was_on ? " (" : "",
		 was_on ? off->name : "", was_on ? " switched off)" : "");
out:
	if (ret)
		snprintf(text, size, "%s", error.text);
	gg_control_list_finish(&controls);
}
