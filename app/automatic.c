/* SPDX-License-Identifier: BSD-2-Clause */
#include "automatic.h"

#include <string.h>

/* The switch to turn with a manual value, where the camera has it; the first that it has counts. */
static const struct {
	const char *manual;
	const char *automatic;
	double off; /* value of the switch for manual operation */
} automatics[] = {
	{ "ExposureTime", "ExposureTimeMode", 1 },
	{ "ExposureTime", "AeEnable", 0 },
	{ "AnalogueGain", "AnalogueGainMode", 1 },
	{ "ColourGains", "AwbEnable", 0 },
	{ "ColourTemperature", "AwbEnable", 0 },
	{ "LensPosition", "AfMode", 0 },
	/* V4L2's */
	{ "White Balance Temperature", "White Balance, Automatic", 0 },
	{ "Red Balance", "White Balance, Automatic", 0 },
	{ "Blue Balance", "White Balance, Automatic", 0 },
	{ "Hue", "Hue, Automatic", 0 },
	{ "Focus, Absolute", "Focus, Automatic Continuous", 0 },
	{ "Exposure Time, Absolute", "Auto Exposure", 1 },
};

const struct gg_control_info *control_find(const struct gg_camera *camera, const char *name)
{
	size_t n;
	const struct gg_control_info *infos = gg_camera_controls(camera, &n);
	return gg_control_info_find(infos, n, name);
}

const struct gg_control_info *automatic_find(const struct gg_control_info *infos, size_t n,
					     const char *manual, double *off)
{
	for (size_t i = 0; i < sizeof automatics / sizeof *automatics; i++) {
		if (strcmp(automatics[i].manual, manual) != 0)
			continue;
		const struct gg_control_info *info =
			gg_control_info_find(infos, n, automatics[i].automatic);
		if (info) {
			*off = automatics[i].off;
			return info;
		}
	}
	return NULL;
}

const struct gg_control_info *automatic_switch_off(struct gg_control_list *controls,
						   const struct gg_camera *camera,
						   const char *manual)
{
	double off;
	size_t n;
	const struct gg_control_info *infos = gg_camera_controls(camera, &n);
	const struct gg_control_info *info = automatic_find(infos, n, manual, &off);

	if (!info || gg_control_list_get(controls, info->id))
		return NULL;
	struct gg_control_value *slot = gg_control_list_slot(controls, info->id, info->name);
	if (!slot || gg_control_value_set_number(slot, info->type, off))
		return NULL;
	return info;
}
