/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A control's values as numbers to be turned: arrays and rectangles come apart into components
 * (an element, or x, y, width, height of it), and steps fit the range. Any thread.
 */
#ifndef GG_PANEL_VALUE_H
#define GG_PANEL_VALUE_H

#include <groundglass/control.h>

/* The whole value instead of a component. */
enum { PANEL_WHOLE = -1 };

/* Components of a value: 0 where it does not come apart. */
int panel_value_components(const struct gg_control_info *info,
			   const struct gg_control_value *value);

/* "[2]", "x", "[0].width". */
void panel_value_component_name(const struct gg_control_info *info, int component, char *text,
				size_t size);

/* A component, or a single number; false where value has none. */
bool panel_value_get(const struct gg_control_value *value, int component, double *number);

/* Set it, rounded and within the control's limits. 0; -EINVAL; -ENOMEM. */
int panel_value_put(struct gg_control_value *value, const struct gg_control_info *info,
		    int component, double number);

/* The limits of a component; infinite where there are none. */
void panel_value_limits(const struct gg_control_info *info, int component, double *min,
			double *max);

/*
 * number after so many steps. Exposure times, gains and ranges of a million and more go by factors
 * of 1.1, others by a round fiftieth of their range; whole numbers by 1 at least.
 */
double panel_value_step(const struct gg_control_info *info, int component, double number,
			double steps);

/* Where in its range a number is, 0..1, and back; negative where the range has no ends. */
double panel_value_place(const struct gg_control_info *info, int component, double number);
double panel_value_at(const struct gg_control_info *info, int component, double place);

/* The enumerator that is steps on from a value, round and round, out of those within the limits. */
int32_t panel_value_next(const struct gg_control_info *info, int32_t value, int steps);

/* Are they the same, but for what comes of rounding? */
bool panel_value_agrees(const struct gg_control_value *a, const struct gg_control_value *b);

#endif
