/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The input is what a control is and accepts, then either text for it or the bytes of a value: what
 * is read is written and read again, to the same value.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/control.h>

#include "fuzz.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* With times and without, and with a beginning that enumerators have too. */
static const char *const names[] = { "AwbMode", "ExposureTime", "FrameDurationLimits", "Gain", "" };

static struct gg_control_enumerator enumerators[] = {
	{ -1, (char *)"Off" },	    { 0, (char *)"AwbAuto" },
	{ 1, (char *)"AwbIndoor" }, { 2, (char *)"AwbCustomIndoor" },
	{ 3, (char *)"AwbMode4" },  { 1000, (char *)"Custom" },
};

/* An element of any type. Booleans are 0 or 1, floats are numbers. */
static void take_element(struct fuzz_input *input, enum gg_control_type type, uint8_t *element)
{
	const size_t size = gg_control_type_size(type);
	const float number = fuzz_take_float(input);
	const uint64_t words[2] = { fuzz_take(input, 8), fuzz_take(input, 4) };

	memcpy(element, words, size);
	if (type == GG_CONTROL_BOOL)
		*element &= 1;
	if (type == GG_CONTROL_FLOAT && isfinite(number))
		memcpy(element, &number, sizeof number);
	if (type == GG_CONTROL_FLOAT && !isfinite(number))
		memset(element, 0, sizeof number);
}

static void take_value(struct fuzz_input *input, const struct gg_control_info *info, uint32_t count,
		       struct gg_control_value *value)
{
	const size_t size = gg_control_type_size(info->type);
	uint8_t *elements = malloc(count * size + 1);

	FUZZ_REQUIRE(elements != NULL);
	if (info->type == GG_CONTROL_STRING)
		fuzz_fill(elements, count, input);
	else
		for (uint32_t i = 0; i < count; i++)
			take_element(input, info->type, elements + i * size);
	FUZZ_REQUIRE(!gg_control_value_set(value, info->type, info->is_array, elements, count));
	free(elements);
}

static uint32_t take_count(struct fuzz_input *input, const struct gg_control_info *info)
{
	if (info->type == GG_CONTROL_STRING)
		return (uint32_t)input->size;
	if (info->is_array)
		return info->array_size ? info->array_size : fuzz_choose(input, 12);
	return 1;
}

static struct gg_control_info take_info(struct fuzz_input *input)
{
	const unsigned flags = fuzz_choose(input, 256);
	struct gg_control_info info = {
		.id = 1,
		.name = (char *)names[fuzz_choose(input, COUNT(names))],
		.type = (enum gg_control_type)fuzz_choose(input, GG_CONTROL_POINT + 1),
		.is_array = flags & 1,
		.array_size = flags & 2 ? fuzz_choose(input, 8) : 0,
		.enumerators = enumerators,
		.n_enumerators = flags & 4 ? (unsigned)COUNT(enumerators) : 0,
	};

	if (flags & 8)
		take_value(input, &info, 1, &info.min);
	if (flags & 16)
		take_value(input, &info, info.is_array ? 2 : 1, &info.max);
	return info;
}

/* Floats have six digits in text. */
static bool same(const struct gg_control_value *a, const struct gg_control_value *b)
{
	double x = 0, y = 0;

	if (a->type != GG_CONTROL_FLOAT || a->count != b->count || b->type != GG_CONTROL_FLOAT)
		return gg_control_value_equal(a, b);
	for (uint32_t i = 0; i < a->count; i++) {
		FUZZ_REQUIRE(gg_control_value_number(a, i, &x) &&
			     gg_control_value_number(b, i, &y));
		if (fabs(x - y) > 2e-5 * fabs(x) + 1e-40)
			return false;
	}
	return true;
}

/* The text of a value, to be freed. As much as has room for it is written, and no more. */
static char *format(const struct gg_control_value *value, const struct gg_control_info *info)
{
	const size_t length = gg_control_value_format(value, info, NULL, 0);
	char *text = malloc(length + 1), *half = malloc(length / 2 + 1);

	FUZZ_REQUIRE(text && half);
	FUZZ_REQUIRE(gg_control_value_format(value, info, text, length + 1) == length);
	FUZZ_REQUIRE(strlen(text) == length);
	FUZZ_REQUIRE(gg_control_value_format(value, info, half, length / 2 + 1) == length);
	FUZZ_REQUIRE(strlen(half) == length / 2 && !memcmp(half, text, length / 2));
	free(half);
	return text;
}

/* Does text say value? Limits may refuse it where it did not come from text. */
static void read_back(const struct gg_control_info *info, const struct gg_control_value *value,
		      const char *text, bool within_limits)
{
	struct gg_control_value again = { 0 };
	struct gg_error error = { "" };
	const int status = gg_control_value_parse(&again, info, text, &error);

	FUZZ_REQUIRE(!status == !error.text[0]);
	FUZZ_REQUIRE(!status || !within_limits);
	FUZZ_REQUIRE(status || same(value, &again));
	gg_control_value_finish(&again);
}

static void check_text(struct fuzz_input *input, const struct gg_control_info *info)
{
	struct gg_control_value value = { 0 };
	struct gg_error error = { "" };
	char *text = strndup((const char *)input->data, input->size);

	FUZZ_REQUIRE(text != NULL);
	if (gg_control_value_parse(&value, info, text, &error)) {
		FUZZ_REQUIRE(error.text[0] != '\0');
	} else {
		FUZZ_REQUIRE(value.type == info->type && value.is_array == info->is_array);
		char *written = format(&value, info);
		read_back(info, &value, written, true);
		free(written);
	}
	gg_control_value_finish(&value);
	free(text);
}

static void check_value(struct fuzz_input *input, const struct gg_control_info *info)
{
	struct gg_control_value value = { 0 };

	take_value(input, info, take_count(input, info), &value);
	char *text = format(&value, info);
	if (info->type != GG_CONTROL_NONE)
		read_back(info, &value, text, !info->min.type && !info->max.type);
	free(text);
	free(format(&value, NULL));
	gg_control_value_finish(&value);
}

/* Lists keep what is set last, whatever the order, and merging changes nothing else. */
static void check_lists(struct fuzz_input *input, const struct gg_control_info *info)
{
	struct gg_control_list list = { 0 }, copy = { 0 };
	struct gg_control_value number = { 0 };

	for (unsigned i = 0; i < 24 && input->size; i++) {
		const uint32_t id = (uint32_t)fuzz_take(input, 1) % 32;
		struct gg_control_value *slot =
			gg_control_list_slot(&list, id, names[id % COUNT(names)]);
		FUZZ_REQUIRE(slot == gg_control_list_get(&list, id));
		take_value(input, info, take_count(input, info), slot);
		if (!gg_control_value_set_number(&number, info->type,
						 (double)fuzz_take_float(input)))
			FUZZ_REQUIRE(!gg_control_value_copy(slot, &number));
		if (fuzz_choose(input, 8) == 0)
			FUZZ_REQUIRE(!gg_control_list_merge(&copy, &list));
	}
	FUZZ_REQUIRE(!gg_control_list_merge(&copy, &list) && !gg_control_list_merge(&copy, &copy));
	FUZZ_REQUIRE(copy.n == list.n);
	for (size_t i = 0; i < list.n; i++)
		FUZZ_REQUIRE(gg_control_value_equal(gg_control_list_get(&copy, list.items[i].id),
						    &list.items[i].value));
	FUZZ_REQUIRE(!list.n || gg_control_list_find(&list, list.items[0].name));
	const uint32_t removed = list.n ? list.items[list.n / 2].id : 0;
	gg_control_list_remove(&copy, removed);
	FUZZ_REQUIRE(!gg_control_list_get(&copy, removed));
	FUZZ_REQUIRE(copy.n == (list.n ? list.n - 1 : 0));
	gg_control_list_clear(&copy);
	FUZZ_REQUIRE(!gg_control_list_find(&copy, "Gain"));
	gg_control_list_finish(&list);
	gg_control_list_finish(&copy);
	gg_control_value_finish(&number);
}

/* A name, as people write it, is of a control that has these letters and digits. */
static void check_names(const struct fuzz_input *input)
{
	struct gg_control_info infos[COUNT(names)] = { { 0 } };
	char *text = strndup((const char *)input->data, input->size);

	FUZZ_REQUIRE(text != NULL);
	for (unsigned i = 0; i < COUNT(names); i++) {
		infos[i].id = i;
		infos[i].name = strdup(names[i]);
		FUZZ_REQUIRE(infos[i].name != NULL);
	}
	const struct gg_control_info *found = gg_control_info_find(infos, COUNT(names), text);
	FUZZ_REQUIRE(!found || gg_control_info_by_id(infos, COUNT(names), found->id) == found);
	FUZZ_REQUIRE(gg_control_info_find(infos, COUNT(names), names[1]) == &infos[1]);
	FUZZ_REQUIRE(!gg_control_info_by_id(infos, COUNT(names), COUNT(names)));
	for (unsigned i = 0; i < COUNT(names); i++)
		gg_control_info_finish(&infos[i]);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_input input = { data, size };
	const unsigned what = fuzz_choose(&input, 4);
	struct gg_control_info info = take_info(&input);

	if (what == 0)
		check_text(&input, &info);
	else if (what == 1)
		check_value(&input, &info);
	else if (what == 2)
		check_lists(&input, &info);
	else
		check_names(&input);
	gg_control_value_finish(&info.min);
	gg_control_value_finish(&info.max);
	return 0;
}
