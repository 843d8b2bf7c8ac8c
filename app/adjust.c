/* SPDX-License-Identifier: BSD-2-Clause */
#include "adjust.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "capture.h"

/* The switch to turn with a manual value, where the camera has it; the first that it has counts. */
static const struct {
	const char *manual;
	const char *automatic;
	double off; /* value of the switch for manual operation */
} automatics[] = {
	{ "ExposureTime", "ExposureTimeMode", 1 }, { "ExposureTime", "AeEnable", 0 },
	{ "AnalogueGain", "AnalogueGainMode", 1 }, { "ColourGains", "AwbEnable", 0 },
	{ "ColourTemperature", "AwbEnable", 0 },   { "LensPosition", "AfMode", 0 },
};

static const struct {
	const char *control;
	double factor; /* of a step; 0: a twentieth of the range */
} knobs[] = {
	[ADJUST_EXPOSURE] = { "ExposureTime", 1.1 }, [ADJUST_GAIN] = { "AnalogueGain", 1.1 },
	[ADJUST_BRIGHTNESS] = { "Brightness", 0 },   [ADJUST_CONTRAST] = { "Contrast", 0 },
	[ADJUST_SATURATION] = { "Saturation", 0 },   [ADJUST_GAMMA] = { "Gamma", 0 },
};

static const struct gg_control_info *find_info(const struct gg_camera *camera, const char *name)
{
	size_t n;
	const struct gg_control_info *infos = gg_camera_controls(camera, &n);
	return gg_control_info_find(infos, n, name);
}

/* The switch that has to go off for a manual value of the control, or NULL. */
static const struct gg_control_info *find_automatic(const struct gg_camera *camera,
						    const char *manual, double *off)
{
	for (size_t i = 0; i < sizeof automatics / sizeof *automatics; i++) {
		if (strcmp(automatics[i].manual, manual) != 0)
			continue;
		const struct gg_control_info *info = find_info(camera, automatics[i].automatic);
		if (info) {
			*off = automatics[i].off;
			return info;
		}
	}
	return NULL;
}

/* Put the switch's off value into controls unless they hold the switch already; NULL: no change. */
static const struct gg_control_info *switch_off(struct gg_control_list *controls,
						const struct gg_camera *camera, const char *manual)
{
	double off;
	const struct gg_control_info *info = find_automatic(camera, manual, &off);

	if (!info || gg_control_list_get(controls, info->id))
		return NULL;
	struct gg_control_value *slot = gg_control_list_slot(controls, info->id, info->name);
	if (!slot || gg_control_value_set_number(slot, info->type, off))
		return NULL;
	return info;
}

/* "Brightness, Contrast, ..." for a message. */
static void list_names(const struct gg_camera *camera, char *text, size_t size)
{
	size_t n, length = 0;
	const struct gg_control_info *infos = gg_camera_controls(camera, &n);

	snprintf(text, size, "none");
	for (size_t i = 0; i < n && length < size; i++)
		length += (size_t)snprintf(text + length, size - length, "%s%s", i ? ", " : "",
					   infos[i].name);
}

static int add_set(struct gg_control_list *controls, const struct gg_camera *camera,
		   const struct options_set *set, struct gg_error *error)
{
	const struct gg_control_info *info = find_info(camera, set->name);
	if (!info) {
		char names[320];
		list_names(camera, names, sizeof names);
		return gg_error_set(error, -EINVAL, "camera %s has no control %s; it has: %s",
				    gg_camera_info(camera)->id, set->name, names);
	}
	struct gg_control_value *slot = gg_control_list_slot(controls, info->id, info->name);
	if (!slot)
		return gg_error_set(error, -ENOMEM, "no memory for controls");
	return gg_control_value_parse(slot, info, set->value, error);
}

int adjust_from_options(struct gg_control_list *controls, const struct gg_camera *camera,
			const struct options_camera *options, struct gg_error *error)
{
	for (unsigned i = 0; i < options->n_sets; i++) {
		int ret = add_set(controls, camera, &options->sets[i], error);
		if (ret)
			return ret;
	}
	size_t n_asked = controls->n;
	for (size_t i = 0; i < n_asked; i++) {
		const char *manual = controls->items[i].name;
		const struct gg_control_info *off = switch_off(controls, camera, manual);
		if (off)
			printf("%s is set by hand: %s is switched off\n", manual, off->name);
	}
	return 0;
}

/* What the control is now: as asked last, else as the camera reports, else its default. */
static double current_value(struct capture *capture, const struct gg_control_info *info)
{
	double value = 0;
	const struct gg_control_value *asked = gg_control_list_get(&capture->asked, info->id);

	if (asked && gg_control_value_number(asked, 0, &value))
		return value;
	if (capture_reported(capture, info->id, &value))
		return value;
	if (gg_control_value_number(&info->def, 0, &value))
		return value;
	gg_control_value_number(&info->min, 0, &value);
	return value;
}

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
	}
	return fmin(fmax(next, min), max);
}

void adjust_turn(struct capture *capture, enum adjust_knob knob, double steps, char *text,
		 size_t size)
{
	const char *name = knobs[knob].control;
	const struct gg_control_info *info =
		capture->camera ? find_info(capture->camera, name) : NULL;
	struct gg_control_list controls = { 0 };
	struct gg_error error = { "no memory for controls" };

	if (!info) {
		snprintf(text, size, capture->camera ? "this camera has no %s" : "no camera for %s",
			 name);
		return;
	}

	double value = turned(current_value(capture, info), knobs[knob].factor, steps, info);
	struct gg_control_value *slot = gg_control_list_slot(&controls, info->id, info->name);
	int ret = slot ? gg_control_value_set_number(slot, info->type, value) : -ENOMEM;
	if (ret)
		goto out;
	const struct gg_control_info *off = switch_off(&controls, capture->camera, name);
	bool was_on = off && !gg_control_list_get(&capture->asked, off->id);
	ret = gg_camera_set_controls(capture->camera, &controls, &error);
	if (ret)
		goto out;
	gg_control_list_merge(&capture->asked, &controls);

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
