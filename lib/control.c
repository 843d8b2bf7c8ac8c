/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/control.h>

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a type is; lowest and highest are the numbers that it holds, equal where it holds none. */
struct type_row {
	const char *name;
	size_t size;
	double lowest, highest;
};

static const struct type_row types[] = {
	[GG_CONTROL_NONE] = { "none", 0, 0, 0 },
	[GG_CONTROL_BOOL] = { "bool", sizeof(uint8_t), 0, 1 },
	[GG_CONTROL_UINT8] = { "uint8", sizeof(uint8_t), 0, UINT8_MAX },
	[GG_CONTROL_UINT16] = { "uint16", sizeof(uint16_t), 0, UINT16_MAX },
	[GG_CONTROL_UINT32] = { "uint32", sizeof(uint32_t), 0, UINT32_MAX },
	[GG_CONTROL_INT32] = { "int32", sizeof(int32_t), INT32_MIN, INT32_MAX },
	[GG_CONTROL_INT64] = { "int64", sizeof(int64_t), -0x1p63, 0x1p63 },
	[GG_CONTROL_FLOAT] = { "float", sizeof(float), -FLT_MAX, FLT_MAX },
	[GG_CONTROL_STRING] = { "string", sizeof(char), 0, 0 },
	[GG_CONTROL_RECTANGLE] = { "rectangle", sizeof(struct gg_rectangle), 0, 0 },
	[GG_CONTROL_SIZE] = { "size", sizeof(struct gg_size), 0, 0 },
	[GG_CONTROL_POINT] = { "point", sizeof(struct gg_point), 0, 0 },
};

static const struct type_row *type_row(enum gg_control_type type)
{
	size_t index = (size_t)type;
	return &types[index < sizeof types / sizeof *types ? index : GG_CONTROL_NONE];
}

size_t gg_control_type_size(enum gg_control_type type)
{
	return type_row(type)->size;
}

const char *gg_control_type_name(enum gg_control_type type)
{
	return type_row(type)->name;
}

static void *data_of(struct gg_control_value *value)
{
	return value->capacity ? value->u.heap : value->u.inline_data;
}

const void *gg_control_value_data(const struct gg_control_value *value)
{
	return value->capacity ? value->u.heap : value->u.inline_data;
}

int gg_control_value_set(struct gg_control_value *value, enum gg_control_type type, bool is_array,
			 const void *data, uint32_t count)
{
	uint64_t bytes = (uint64_t)gg_control_type_size(type) * count;
	uint32_t room = value->capacity ? value->capacity : sizeof value->u.inline_data;

	if (bytes > room) {
		if (bytes > UINT32_MAX)
			return -ENOMEM;
		/* Not realloc: data may be the value's own. */
		void *heap = malloc((size_t)bytes);
		if (!heap)
			return -ENOMEM;
		memcpy(heap, data, (size_t)bytes);
		if (value->capacity)
			free(value->u.heap);
		value->u.heap = heap;
		value->capacity = (uint32_t)bytes;
	} else if (bytes) {
		memmove(data_of(value), data, (size_t)bytes);
	}

	value->type = type;
	value->is_array = is_array;
	value->count = count;
	return 0;
}

int gg_control_value_copy(struct gg_control_value *value, const struct gg_control_value *source)
{
	return gg_control_value_set(value, source->type, source->is_array,
				    gg_control_value_data(source), source->count);
}

void gg_control_value_finish(struct gg_control_value *value)
{
	if (value->capacity)
		free(value->u.heap);
	*value = (struct gg_control_value){ 0 };
}

bool gg_control_value_equal(const struct gg_control_value *a, const struct gg_control_value *b)
{
	return a->type == b->type && a->is_array == b->is_array && a->count == b->count &&
	       !memcmp(gg_control_value_data(a), gg_control_value_data(b),
		       gg_control_type_size(a->type) * a->count);
}

/* An element of any numeric type, each a member at the same place. */
union number {
	uint8_t uint8;
	uint16_t uint16;
	uint32_t uint32;
	int32_t int32;
	int64_t int64;
	float real;
};

bool gg_control_value_number(const struct gg_control_value *value, uint32_t index, double *number)
{
	const struct type_row *row = type_row(value->type);
	if (row->lowest == row->highest || index >= value->count)
		return false;

	union number n;
	memcpy(&n, (const uint8_t *)gg_control_value_data(value) + row->size * index, row->size);
	switch (value->type) {
	case GG_CONTROL_UINT16:
		*number = n.uint16;
		break;
	case GG_CONTROL_UINT32:
		*number = n.uint32;
		break;
	case GG_CONTROL_INT32:
		*number = n.int32;
		break;
	case GG_CONTROL_INT64:
		*number = (double)n.int64;
		break;
	case GG_CONTROL_FLOAT:
		*number = n.real;
		break;
	default:
		*number = n.uint8;
		break;
	}
	return true;
}

int gg_control_value_set_number(struct gg_control_value *value, enum gg_control_type type,
				double number)
{
	const struct type_row *row = type_row(type);
	if (row->lowest == row->highest || isnan(number))
		return -EINVAL;

	number = fmin(fmax(number, row->lowest), row->highest);
	union number n;
	switch (type) {
	case GG_CONTROL_UINT16:
		n.uint16 = (uint16_t)lround(number);
		break;
	case GG_CONTROL_UINT32:
		n.uint32 = (uint32_t)llround(number);
		break;
	case GG_CONTROL_INT32:
		n.int32 = (int32_t)llround(number);
		break;
	case GG_CONTROL_INT64:
		/* 2^63 is a double, but no int64_t. */
		n.int64 = number >= 0x1p63 ? INT64_MAX : llround(number);
		break;
	case GG_CONTROL_FLOAT:
		n.real = (float)number;
		break;
	default:
		n.uint8 = (uint8_t)lround(number);
		break;
	}
	return gg_control_value_set(value, type, false, &n, 1);
}

void gg_control_info_finish(struct gg_control_info *info)
{
	for (unsigned i = 0; i < info->n_enumerators; i++)
		free(info->enumerators[i].name);
	free(info->enumerators);
	free(info->name);
	gg_control_value_finish(&info->min);
	gg_control_value_finish(&info->max);
	gg_control_value_finish(&info->def);
	*info = (struct gg_control_info){ 0 };
}

static int lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* Names are ASCII: strcasecmp() would follow the program's locale, where I may not be i. */
static bool same_name(const char *a, const char *b)
{
	while (*a && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return !*a && !*b;
}

static const char *skip_to_word(const char *text)
{
	while (*text &&
	       !((lower(*text) >= 'a' && lower(*text) <= 'z') || (*text >= '0' && *text <= '9')))
		text++;
	return text;
}

/* Are all letters and digits the same, whatever is between them? */
static bool same_letters(const char *a, const char *b)
{
	a = skip_to_word(a);
	b = skip_to_word(b);
	while (*a && lower(*a) == lower(*b)) {
		a = skip_to_word(a + 1);
		b = skip_to_word(b + 1);
	}
	return !*a && !*b;
}

const struct gg_control_info *gg_control_info_find(const struct gg_control_info *infos, size_t n,
						   const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (same_name(infos[i].name, name))
			return &infos[i];
	for (size_t i = 0; i < n; i++)
		if (same_letters(infos[i].name, name))
			return &infos[i];
	return NULL;
}

const struct gg_control_info *gg_control_info_by_id(const struct gg_control_info *infos, size_t n,
						    uint32_t id)
{
	for (size_t i = 0; i < n; i++)
		if (infos[i].id == id)
			return &infos[i];
	return NULL;
}

void gg_control_list_finish(struct gg_control_list *list)
{
	for (size_t i = 0; i < list->capacity; i++)
		gg_control_value_finish(&list->items[i].value);
	free(list->items);
	*list = (struct gg_control_list){ 0 };
}

void gg_control_list_clear(struct gg_control_list *list)
{
	list->n = 0;
}

static int grow(struct gg_control_list *list)
{
	size_t capacity = list->capacity ? list->capacity * 2 : 8;
	struct gg_control_item *items = reallocarray(list->items, capacity, sizeof *items);
	if (!items)
		return -ENOMEM;
	memset(items + list->capacity, 0, (capacity - list->capacity) * sizeof *items);
	list->items = items;
	list->capacity = capacity;
	return 0;
}

struct gg_control_value *gg_control_list_slot(struct gg_control_list *list, uint32_t id,
					      const char *name)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i].id == id)
			return &list->items[i].value;

	if (list->n == list->capacity && grow(list))
		return NULL;
	struct gg_control_item *item = &list->items[list->n++];
	item->id = id;
	item->name = name;
	item->value.type = GG_CONTROL_NONE;
	item->value.is_array = false;
	item->value.count = 0;
	return &item->value;
}

void gg_control_list_remove(struct gg_control_list *list, uint32_t id)
{
	for (size_t i = 0; i < list->n; i++) {
		if (list->items[i].id != id)
			continue;
		const struct gg_control_item item = list->items[i]; /* keeps its memory */
		list->n--;
		memmove(&list->items[i], &list->items[i + 1], (list->n - i) * sizeof item);
		list->items[list->n] = item;
		return;
	}
}

const struct gg_control_value *gg_control_list_get(const struct gg_control_list *list, uint32_t id)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i].id == id)
			return &list->items[i].value;
	return NULL;
}

const struct gg_control_value *gg_control_list_find(const struct gg_control_list *list,
						    const char *name)
{
	for (size_t i = 0; i < list->n; i++)
		if (same_name(list->items[i].name, name))
			return &list->items[i].value;
	return NULL;
}

int gg_control_list_merge(struct gg_control_list *list, const struct gg_control_list *source)
{
	if (list == source)
		return 0;
	for (size_t i = 0; i < source->n; i++) {
		const struct gg_control_item *item = &source->items[i];
		size_t n = list->n;
		struct gg_control_value *value = gg_control_list_slot(list, item->id, item->name);
		if (!value || gg_control_value_copy(value, &item->value)) {
			list->n = n;
			return -ENOMEM;
		}
	}
	return 0;
}
