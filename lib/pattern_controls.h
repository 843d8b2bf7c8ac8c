/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The test pattern's controls: what they are, their values, and the look that they give the
 * picture. Names and units are libcamera's, ids are our own. Private to the library.
 *
 * While AeEnable is true ExposureTime and AnalogueGain are ignored, and metadata reports their
 * defaults; AeEnable in the same request decides first.
 */
#ifndef GG_PATTERN_CONTROLS_H
#define GG_PATTERN_CONTROLS_H

#include <groundglass/control.h>

#include "pattern_chart.h"

enum gg_pattern_control {
	GG_PATTERN_AE_ENABLE, /* first: it decides about the two after it */
	GG_PATTERN_EXPOSURE_TIME,
	GG_PATTERN_ANALOGUE_GAIN,
	GG_PATTERN_BRIGHTNESS,
	GG_PATTERN_CONTRAST,
	GG_PATTERN_SATURATION,
	GG_PATTERN_TEST_PATTERN_MODE,
	GG_PATTERN_N_CONTROLS,
};

struct gg_pattern_values {
	double values[GG_PATTERN_N_CONTROLS];
};

/*
 * The controls, sorted by id, on the heap, with room for n_more zeroed ones behind them; the caller
 * finishes each and frees them. Or NULL.
 */
struct gg_control_info *gg_pattern_controls_create(unsigned n_more);

/* All defaults. */
void gg_pattern_values_reset(struct gg_pattern_values *values);

/* Take over what list sets, clamped to what the control takes. */
void gg_pattern_values_set(struct gg_pattern_values *values, const struct gg_control_list *list);

/* What a frame with these values looks like. */
struct gg_chart_look gg_pattern_values_look(const struct gg_pattern_values *values);

/* Report the values in force. */
void gg_pattern_values_report(const struct gg_pattern_values *values,
			      struct gg_control_list *metadata);

/* Report what developing a Bayer stream takes: its samples need no gains and begin at 0. */
void gg_pattern_sensor_report(struct gg_control_list *metadata);

/* Ids of what is only reported, then the first that is free. */
enum {
	GG_PATTERN_COLOUR_GAINS_ID = 1 + GG_PATTERN_N_CONTROLS,
	GG_PATTERN_BLACK_LEVELS_ID,
	GG_PATTERN_FREE_ID,
};

#endif
