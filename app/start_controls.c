/* SPDX-License-Identifier: BSD-2-Clause */
#include "start_controls.h"

#include <errno.h>
#include <stdio.h>

#include "automatic.h"
#include "control_name.h"

static int add_set(struct gg_control_list *controls, const struct gg_camera *camera,
		   const struct options_set *set, struct gg_error *error)
{
	const struct gg_control_info *info = control_named(camera, set->name, error);
	if (!info)
		return -EINVAL;
	struct gg_control_value *slot = gg_control_list_slot(controls, info->id, info->name);
	if (!slot)
		return gg_error_set(error, -ENOMEM, "no memory for controls");
	return gg_control_value_parse(slot, info, set->value, error);
}

int start_controls_asked(struct gg_control_list *controls, const struct gg_camera *camera,
			 const struct options_camera *options, struct gg_error *error)
{
	for (unsigned i = 0; i < options->n_sets; i++) {
		int ret = add_set(controls, camera, &options->sets[i], error);
		if (ret)
			return ret;
	}
	return 0;
}

int start_controls(struct gg_control_list *controls, const struct gg_camera *camera,
		   const struct options_camera *options, struct gg_error *error)
{
	int ret = start_controls_asked(controls, camera, options, error);
	if (ret)
		return ret;
	size_t n_asked = controls->n;
	for (size_t i = 0; i < n_asked; i++) {
		const char *manual = controls->items[i].name;
		const struct gg_control_info *off = automatic_switch_off(controls, camera, manual);
		if (off)
			printf("%s is set by hand: %s is switched off\n", manual, off->name);
	}
	return 0;
}
