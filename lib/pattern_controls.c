/* SPDX-License-Identifier: BSD-2-Clause */
#include "pattern_controls.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct control {
	const char *name;
	enum gg_control_type type;
	double min, max, def;
};

static const struct control table[GG_PATTERN_N_CONTROLS] = {
	[GG_PATTERN_AE_ENABLE] = { "AeEnable", GG_CONTROL_BOOL, 0, 1, 1 },
	[GG_PATTERN_EXPOSURE_TIME] = { "ExposureTime", GG_CONTROL_INT32, 100, 33333, 10000 },
	[GG_PATTERN_ANALOGUE_GAIN] = { "AnalogueGain", GG_CONTROL_FLOAT, 1, 16, 1 },
	[GG_PATTERN_BRIGHTNESS] = { "Brightness", GG_CONTROL_FLOAT, -1, 1, 0 },
	[GG_PATTERN_CONTRAST] = { "Contrast", GG_CONTROL_FLOAT, 0, 2, 1 },
	[GG_PATTERN_SATURATION] = { "Saturation", GG_CONTROL_FLOAT, 0, 2, 1 },
	[GG_PATTERN_TEST_PATTERN_MODE] = { "TestPatternMode", GG_CONTROL_INT32, 0,
					   GG_CHART_MODES - 1, 0 },
};

static const char *const mode_names[GG_CHART_MODES] = {
	[GG_CHART_FULL] = "TestPatternModeOff",
	[GG_CHART_SOLID] = "TestPatternModeSolidColor",
	[GG_CHART_COLOR_BARS] = "TestPatternModeColorBars",
	[GG_CHART_FADED_BARS] = "TestPatternModeColorBarsFadeToGray",
};

/* A control's id is its place in the table, from 1. */
static uint32_t id_of(unsigned control)
{
	return 1 + control;
}

static int set_enumerators(struct gg_control_info *info)
{
	info->enumerators = calloc(GG_CHART_MODES, sizeof *info->enumerators);
	if (!info->enumerators)
		return -ENOMEM;
	info->n_enumerators = GG_CHART_MODES;
	for (int i = 0; i < GG_CHART_MODES; i++) {
		info->enumerators[i].value = i;
		info->enumerators[i].name = strdup(mode_names[i]);
		if (!info->enumerators[i].name)
			return -ENOMEM;
	}
	return 0;
}

static int set_info(struct gg_control_info *info, unsigned i)
{
	const struct control *control = &table[i];

	info->id = id_of(i);
	info->type = control->type;
	info->name = strdup(control->name);
	if (!info->name || gg_control_value_set_number(&info->min, info->type, control->min) ||
	    gg_control_value_set_number(&info->max, info->type, control->max) ||
	    gg_control_value_set_number(&info->def, info->type, control->def))
		return -ENOMEM;
	return i == GG_PATTERN_TEST_PATTERN_MODE ? set_enumerators(info) : 0;
}

struct gg_control_info *gg_pattern_controls_create(unsigned n_more)
{
	struct gg_control_info *infos = calloc(GG_PATTERN_N_CONTROLS + n_more, sizeof *infos);
	int ret = infos ? 0 : -ENOMEM;

	for (unsigned i = 0; i < GG_PATTERN_N_CONTROLS && !ret; i++)
		ret = set_info(&infos[i], i);
	if (!ret)
		return infos;
	for (unsigned i = 0; infos && i < GG_PATTERN_N_CONTROLS; i++)
		gg_control_info_finish(&infos[i]);
	free(infos);
	return NULL;
}

void gg_pattern_values_reset(struct gg_pattern_values *values)
{
	for (unsigned i = 0; i < GG_PATTERN_N_CONTROLS; i++)
		values->values[i] = table[i].def;
}

/* Is it what automatic exposure decides while it is on? */
static bool is_automatic(const struct gg_pattern_values *values, unsigned control)
{
	return values->values[GG_PATTERN_AE_ENABLE] != 0 &&
	       (control == GG_PATTERN_EXPOSURE_TIME || control == GG_PATTERN_ANALOGUE_GAIN);
}

void gg_pattern_values_set(struct gg_pattern_values *values, const struct gg_control_list *list)
{
	for (unsigned i = 0; i < GG_PATTERN_N_CONTROLS; i++) {
		const struct gg_control_value *value = gg_control_list_get(list, id_of(i));
		double number;

		if (!value || !gg_control_value_number(value, 0, &number) ||
		    is_automatic(values, i))
			continue;
		if (!(number >= table[i].min))
			number = table[i].min;
		values->values[i] = number > table[i].max ? table[i].max : number;
	}
}

static double in_force(const struct gg_pattern_values *values, unsigned control)
{
	return is_automatic(values, control) ? table[control].def : values->values[control];
}

struct gg_chart_look gg_pattern_values_look(const struct gg_pattern_values *values)
{
	const double exposure =
		in_force(values, GG_PATTERN_EXPOSURE_TIME) / table[GG_PATTERN_EXPOSURE_TIME].def;

	return (struct gg_chart_look){
		.mode = (enum gg_chart_mode)values->values[GG_PATTERN_TEST_PATTERN_MODE],
		.exposure = (float)(exposure * in_force(values, GG_PATTERN_ANALOGUE_GAIN)),
		.brightness = (float)values->values[GG_PATTERN_BRIGHTNESS],
		.contrast = (float)values->values[GG_PATTERN_CONTRAST],
		.saturation = (float)values->values[GG_PATTERN_SATURATION],
	};
}

void gg_pattern_values_report(const struct gg_pattern_values *values,
			      struct gg_control_list *metadata)
{
	for (unsigned i = 0; i < GG_PATTERN_N_CONTROLS; i++) {
		struct gg_control_value *slot =
			gg_control_list_slot(metadata, id_of(i), table[i].name);
		if (slot)
			gg_control_value_set_number(slot, table[i].type, in_force(values, i));
	}
}

void gg_pattern_sensor_report(struct gg_control_list *metadata)
{
	static const float gains[2] = { 1, 1 }; /* red, blue */
	static const int32_t black[4] = { 0, 0, 0, 0 };
	struct gg_control_value *slot;

	slot = gg_control_list_slot(metadata, GG_PATTERN_COLOUR_GAINS_ID, "ColourGains");
	if (slot)
		gg_control_value_set(slot, GG_CONTROL_FLOAT, true, gains, 2);
	slot = gg_control_list_slot(metadata, GG_PATTERN_BLACK_LEVELS_ID, "SensorBlackLevels");
	if (slot)
		gg_control_value_set(slot, GG_CONTROL_INT32, true, black, 4);
}
