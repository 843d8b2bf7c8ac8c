/* SPDX-License-Identifier: BSD-2-Clause */
#include "known_controls.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int copy_enumerators(struct gg_control_info *copy, const struct gg_control_info *info)
{
	if (!info->n_enumerators)
		return 0;
	copy->enumerators = calloc(info->n_enumerators, sizeof *copy->enumerators);
	if (!copy->enumerators)
		return -ENOMEM;
	for (; copy->n_enumerators < info->n_enumerators; copy->n_enumerators++) {
		const struct gg_control_enumerator *from = &info->enumerators[copy->n_enumerators];
		struct gg_control_enumerator *to = &copy->enumerators[copy->n_enumerators];
		to->value = from->value;
		to->name = strdup(from->name);
		if (!to->name)
			return -ENOMEM;
	}
	return 0;
}

static int copy_info(struct gg_control_info *copy, const struct gg_control_info *info)
{
	*copy = (struct gg_control_info){ .id = info->id,
					  .name = strdup(info->name),
					  .type = info->type,
					  .is_array = info->is_array,
					  .array_size = info->array_size,
					  .read_only = info->read_only,
					  .step = info->step };
	if (!copy->name || gg_control_value_copy(&copy->min, &info->min) ||
	    gg_control_value_copy(&copy->max, &info->max) ||
	    gg_control_value_copy(&copy->def, &info->def))
		return -ENOMEM;
	return copy_enumerators(copy, info);
}

void known_controls_copy(struct known_controls *known, const struct gg_camera *camera)
{
	size_t n;
	const struct gg_control_info *infos = gg_camera_controls(camera, &n);
	struct known_controls copy = { 0 };

	copy.infos = n ? calloc(n, sizeof *copy.infos) : NULL;
	for (; copy.infos && copy.n < n; copy.n++)
		if (copy_info(&copy.infos[copy.n], &infos[copy.n])) {
			gg_control_info_finish(&copy.infos[copy.n]);
			break;
		}
	*known = copy;
}

void known_controls_finish(struct known_controls *known)
{
	for (size_t i = 0; i < known->n; i++)
		gg_control_info_finish(&known->infos[i]);
	free(known->infos);
	*known = (struct known_controls){ 0 };
}
