/* SPDX-License-Identifier: BSD-2-Clause */
#include "pattern_properties.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { LOCATION = 1, N_LOCATIONS = 3 };

static const char *const locations[N_LOCATIONS] = { "CameraLocationFront", "CameraLocationBack",
						    "CameraLocationExternal" };

static const int32_t external = 2, upright = 0;
static const char model[] = "Test pattern";
static const struct gg_size array = { 4096, 3072 }, cell = { 1400, 1400 };
static const struct gg_rectangle areas[] = { { 0, 0, 4096, 3072 }, { 0, 384, 4096, 2304 } };

static const struct row {
	const char *name;
	enum gg_control_type type;
	bool is_array;
	const void *data;
	uint32_t count;
} table[] = {
	[LOCATION - 1] = { "Location", GG_CONTROL_INT32, false, &external, 1 },
	{ "Rotation", GG_CONTROL_INT32, false, &upright, 1 },
	{ "Model", GG_CONTROL_STRING, false, model, sizeof model - 1 },
	{ "UnitCellSize", GG_CONTROL_SIZE, false, &cell, 1 },
	{ "PixelArraySize", GG_CONTROL_SIZE, false, &array, 1 },
	{ "PixelArrayActiveAreas", GG_CONTROL_RECTANGLE, true, areas, 2 },
};

/* Names for the values of Location. */
static int set_infos(struct gg_camera *camera)
{
	struct gg_control_info *info = calloc(1, sizeof *info);
	if (!info)
		return -ENOMEM;
	camera->property_infos = info;
	camera->n_property_infos = 1;
	info->id = LOCATION;
	info->type = GG_CONTROL_INT32;
	info->read_only = true;
	info->name = strdup(table[LOCATION - 1].name);
	info->enumerators = calloc(N_LOCATIONS, sizeof *info->enumerators);
	if (!info->name || !info->enumerators)
		return -ENOMEM;
	for (int32_t i = 0; i < N_LOCATIONS; i++) {
		info->enumerators[i].value = i;
		info->enumerators[i].name = strdup(locations[i]);
		info->n_enumerators++;
		if (!info->enumerators[i].name)
			return -ENOMEM;
	}
	return 0;
}

int gg_pattern_properties_set(struct gg_camera *camera)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const struct row *row = &table[i];
		struct gg_control_value *slot = gg_control_list_slot(
			&camera->properties, (uint32_t)(i + LOCATION), row->name);
		if (!slot ||
		    gg_control_value_set(slot, row->type, row->is_array, row->data, row->count))
			return -ENOMEM;
	}
	return set_infos(camera);
}
