/* SPDX-License-Identifier: BSD-2-Clause */
#include "adjust.h"

#include <math.h>
#include <stdio.h>

#include "capture.h"
#include "set_controls.h"

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
	size_t n;
	const struct gg_control_info *infos = capture_controls(capture, &n);
	const struct gg_control_info *info = gg_control_info_find(infos, n, name);
	struct gg_control_list controls = { 0 };

	if (!info) {
		snprintf(text, size, "this camera has no %s", name);
		return;
	}
	double value = turned(capture_current(capture, info), knobs[knob].factor, steps, info);
	struct gg_control_value *slot = gg_control_list_slot(&controls, info->id, info->name);
	if (slot && gg_control_value_set_number(slot, info->type, value) == 0)
		set_controls(capture, &controls, text, size);
	else
		snprintf(text, size, "no memory for controls");
	gg_control_list_finish(&controls);
}
