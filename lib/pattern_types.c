/* SPDX-License-Identifier: BSD-2-Clause */
#include "pattern_types.h"

#include <errno.h>
#include <string.h>

struct row {
	const char *name;
	enum gg_control_type type;
	bool is_array;
	uint32_t array_size;
	const void *limits; /* the least and the most, NULL: none */
	const void *def;
	uint32_t n_def;
};

static const uint16_t words[] = { 0, 1023, 64 };
static const uint32_t longs[] = { 0, 4000000000u, 3000000000u };
static const int64_t huge[] = { INT64_MIN, INT64_MAX, 9007199254740993 }; /* no double */
static const struct gg_rectangle crop[] = { { 0, 0, 64, 48 },
					    { 0, 0, 4096, 3072 },
					    { 16, 8, 640, 480 } };
static const struct gg_size sizes[] = { { 16, 16 }, { 4096, 3072 }, { 640, 480 } };
static const struct gg_point points[] = { { -100, -100 }, { 100, 100 }, { 3, -4 } };
static const float gains[] = { 0, 8, 1.5F, 2 };
static const struct gg_rectangle windows[] = { { 0, 0, 32, 32 }, { 64, 64, 32, 32 } };
static const uint8_t bytes[] = { 0, 255, 7 };
static const uint8_t flags[] = { 1, 0, 1 };

/* What limits and def are of an array that holds all three. */
#define LIMITED(array) array, (array) + 2, 1

static const struct row table[GG_PATTERN_N_TYPES] = {
	{ "TestUint8", GG_CONTROL_UINT8, false, 0, LIMITED(bytes) },
	{ "TestUint16", GG_CONTROL_UINT16, false, 0, LIMITED(words) },
	{ "TestUint32", GG_CONTROL_UINT32, false, 0, LIMITED(longs) },
	{ "TestInt64", GG_CONTROL_INT64, false, 0, LIMITED(huge) },
	{ "TestString", GG_CONTROL_STRING, false, 0, NULL, "a\033b", 3 },
	{ "TestRectangle", GG_CONTROL_RECTANGLE, false, 0, LIMITED(crop) },
	{ "TestSize", GG_CONTROL_SIZE, false, 0, LIMITED(sizes) },
	{ "TestPoint", GG_CONTROL_POINT, false, 0, LIMITED(points) },
	{ "TestFloats", GG_CONTROL_FLOAT, true, 2, gains, gains + 2, 2 },
	{ "TestRectangles", GG_CONTROL_RECTANGLE, true, 0, crop, windows, 2 },
	{ "TestBools", GG_CONTROL_BOOL, true, 3, NULL, flags, 3 },
};

static uint32_t id_of(size_t index)
{
	return (uint32_t)(GG_PATTERN_TYPES_ID + index);
}

static int set_info(struct gg_control_info *info, const struct row *row)
{
	const uint8_t *limits = row->limits;

	info->name = strdup(row->name);
	info->type = row->type;
	info->is_array = row->is_array;
	info->array_size = row->array_size;
	if (!info->name ||
	    gg_control_value_set(&info->def, row->type, row->is_array, row->def, row->n_def))
		return -ENOMEM;
	if (!limits)
		return 0;
	const uint8_t *most = limits + gg_control_type_size(row->type);
	return gg_control_value_set(&info->min, row->type, false, limits, 1) ||
			       gg_control_value_set(&info->max, row->type, false, most, 1)
		       ? -ENOMEM
		       : 0;
}

int gg_pattern_types_infos(struct gg_control_info *infos)
{
	int ret = 0;

	for (size_t i = 0; i < GG_PATTERN_N_TYPES && !ret; i++) {
		infos[i].id = id_of(i);
		ret = set_info(&infos[i], &table[i]);
	}
	return ret;
}

int gg_pattern_types_set(struct gg_control_list *values, const struct gg_control_list *list)
{
	for (size_t i = 0; i < GG_PATTERN_N_TYPES; i++) {
		const struct gg_control_value *value = gg_control_list_get(list, id_of(i));
		if (!value || value->type != table[i].type || value->is_array != table[i].is_array)
			continue;
		struct gg_control_value *slot =
			gg_control_list_slot(values, id_of(i), table[i].name);
		if (!slot || gg_control_value_copy(slot, value))
			return -ENOMEM;
	}
	return 0;
}

int gg_pattern_types_reset(struct gg_control_list *values)
{
	for (size_t i = 0; i < GG_PATTERN_N_TYPES; i++) {
		struct gg_control_value *slot =
			gg_control_list_slot(values, id_of(i), table[i].name);
		if (!slot || gg_control_value_set(slot, table[i].type, table[i].is_array,
						  table[i].def, table[i].n_def))
			return -ENOMEM;
	}
	return 0;
}
