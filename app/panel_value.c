/* SPDX-License-Identifier: BSD-2-Clause */
#include "panel_value.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const double FACTOR = 1.1; /* of a logarithmic step */
static const double HUGE_RANGE = 1e6;

/* The words that an element of a type is made of: x, y, width, height. */
static const struct fields {
	unsigned n;
	const char *names[4];
	bool is_signed[4];
} fields[] = {
	[GG_CONTROL_RECTANGLE] = { 4, { "x", "y", "width", "height" }, { true, true } },
	[GG_CONTROL_SIZE] = { 2, { "width", "height" }, { false } },
	[GG_CONTROL_POINT] = { 2, { "x", "y" }, { true, true } },
};

/* NULL where elements are numbers. */
static const struct fields *fields_of(enum gg_control_type type)
{
	return type < sizeof fields / sizeof *fields && fields[type].n ? &fields[type] : NULL;
}

int panel_value_components(const struct gg_control_info *info, const struct gg_control_value *value)
{
	const struct fields *parts = fields_of(info->type);
	uint32_t elements = 1;

	if (info->type == GG_CONTROL_STRING || info->type == GG_CONTROL_NONE)
		return 0;
	if (info->is_array)
		elements = value && value->type == info->type ? value->count : info->array_size;
	else if (!parts)
		return 0;
	if (elements > 1024)
		elements = 1024;
	return (int)(elements * (parts ? parts->n : 1));
}

void panel_value_component_name(const struct gg_control_info *info, int component, char *text,
				size_t size)
{
	const struct fields *parts = fields_of(info->type);
	const int n = parts ? (int)parts->n : 1;

	if (!info->is_array)
		snprintf(text, size, "%s", parts ? parts->names[component % n] : "");
	else
		snprintf(text, size, "[%d]%s%s", component / n, parts ? "." : "",
			 parts ? parts->names[component % n] : "");
}

bool panel_value_get(const struct gg_control_value *value, int component, double *number)
{
	const struct fields *parts = value ? fields_of(value->type) : NULL;
	const uint32_t at = component < 0 ? 0 : (uint32_t)component;

	if (!value)
		return false;
	if (!parts)
		return gg_control_value_number(value, at, number);
	if (component < 0 || at / parts->n >= value->count)
		return false;
	uint32_t word;
	const uint8_t *data = gg_control_value_data(value);
	memcpy(&word, data + (size_t)at * sizeof word, sizeof word);
	*number = parts->is_signed[at % parts->n] ? (double)(int32_t)word : (double)word;
	return true;
}

void panel_value_limits(const struct gg_control_info *info, int component, double *min, double *max)
{
	const struct fields *parts = fields_of(info->type);
	double widest;

	if (!panel_value_get(&info->min, component, min) &&
	    !panel_value_get(&info->min, parts ? component % (int)parts->n : 0, min))
		*min = parts && component >= 0 && !parts->is_signed[(unsigned)component % parts->n]
			       ? 0
			       : -INFINITY;
	if (!panel_value_get(&info->max, component, max) &&
	    !panel_value_get(&info->max, parts ? component % (int)parts->n : 0, max))
		*max = INFINITY;
	/* What comes as a maximum of a rectangle bounds its corner as well. */
	if (parts && parts->n == 4 && component >= 0 && component % 4 < 2 &&
	    panel_value_get(&info->max, component % 4 + 2, &widest))
		*max += widest;
	if (*max <= *min) {
		*min = -INFINITY;
		*max = INFINITY;
	}
}

/* Put a number into element at of copied elements. */
static int put_element(uint8_t *elements, enum gg_control_type type, uint32_t at, double number)
{
	const struct fields *parts = fields_of(type);
	struct gg_control_value single = { 0 };
	const enum gg_control_type word = !parts			    ? type
					  : parts->is_signed[at % parts->n] ? GG_CONTROL_INT32
									    : GG_CONTROL_UINT32;
	const int ret = gg_control_value_set_number(&single, word, number);

	if (ret == 0) {
		const size_t size = gg_control_type_size(word);
		memcpy(elements + at * size, gg_control_value_data(&single), size);
	}
	gg_control_value_finish(&single);
	return ret;
}

int panel_value_put(struct gg_control_value *value, const struct gg_control_info *info,
		    int component, double number)
{
	double min, max;

	panel_value_limits(info, component, &min, &max);
	number = fmin(fmax(number, min), max);
	if (component < 0)
		return gg_control_value_set_number(value, info->type, number);
	if (value->type != info->type || component >= panel_value_components(info, value))
		return -EINVAL;

	const size_t bytes = gg_control_type_size(value->type) * value->count;
	uint8_t *elements = malloc(bytes);
	if (!elements)
		return -ENOMEM;
	memcpy(elements, gg_control_value_data(value), bytes);
	int ret = put_element(elements, value->type, (uint32_t)component, number);
	if (ret == 0)
		ret = gg_control_value_set(value, value->type, value->is_array, elements,
					   value->count);
	free(elements);
	return ret;
}

static bool ends_in(const char *name, const char *end)
{
	const size_t length = strlen(name), ending = strlen(end);
	return length >= ending && strcasecmp(name + length - ending, end) == 0;
}

/* Does what is seen follow its logarithm? */
static bool is_logarithmic(const struct gg_control_info *info, double min, double max)
{
	if (min < 0 || fields_of(info->type) || info->n_enumerators)
		return false;
	if (isfinite(max) && max - min >= HUGE_RANGE)
		return true;
	return (ends_in(info->name, "ExposureTime") || ends_in(info->name, "Gain") ||
		ends_in(info->name, "ExposureTimeAbsolute") ||
		ends_in(info->name, "FrameDuration") ||
		ends_in(info->name, "FrameDurationLimits")) &&
	       max > 8 * min;
}

static bool is_whole(const struct gg_control_info *info)
{
	return info->type != GG_CONTROL_FLOAT;
}

/* 1, 2 or 5 times a power of ten, near a number. */
static double round_step(double number)
{
	const double power = pow(10, floor(log10(number)));
	const double digit = number / power;
	return (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10) * power;
}

static double linear_step(const struct gg_control_info *info, double min, double max, double number)
{
	double step = isfinite(max - min) ? round_step((max - min) / 50)
					  : round_step(fmax(fabs(number), 1) / 20);
	if (is_whole(info) && (step < 1 || max - min <= 100))
		step = 1;
	return fmax(step, info->step);
}

double panel_value_step(const struct gg_control_info *info, int component, double number,
			double steps)
{
	double min, max, next;

	panel_value_limits(info, component, &min, &max);
	if (is_logarithmic(info, min, max)) {
		const double least = is_whole(info) ? 1 : 0.01;
		next = number * pow(FACTOR, steps);
		if (fabs(next - number) < least)
			next = number + copysign(least, steps);
		if (is_whole(info))
			next = round(next);
		else /* at most four digits */
			next = round(next * 1000) / 1000;
	} else {
		const double step =
			linear_step(info, min, max, number) * (fabs(steps) < 1 ? fabs(steps) : 1);
		const double whole = fmax(fabs(steps), 1);
		next = number + copysign(whole * step, steps);
		if (!is_whole(info)) /* back at 0 it is to be 0 */
			next = round(next / step) * step + 0.0;
		else if (fabs(next - number) < 1)
			next = number + copysign(1, steps);
		else
			next = round(next);
	}
	return fmin(fmax(next, min), max);
}

double panel_value_place(const struct gg_control_info *info, int component, double number)
{
	double min, max;

	panel_value_limits(info, component, &min, &max);
	if (!isfinite(max - min) || info->n_enumerators || info->type == GG_CONTROL_BOOL)
		return -1;
	if (is_logarithmic(info, min, max)) { /* 0 has no logarithm */
		const double lift = min > 0 ? 0 : 1;
		number = log(fmax(number + lift, 1e-9));
		max = log(max + lift);
		min = log(min + lift);
	}
	return fmin(fmax((number - min) / (max - min), 0), 1);
}

double panel_value_at(const struct gg_control_info *info, int component, double place)
{
	double min, max, number;

	panel_value_limits(info, component, &min, &max);
	if (is_logarithmic(info, min, max)) {
		const double lift = min > 0 ? 0 : 1;
		number = exp(log(min + lift) + place * (log(max + lift) - log(min + lift))) - lift;
	} else {
		number = min + place * (max - min);
	}
	if (is_whole(info))
		return round(number);
	const double digit = isfinite(max - min) ? round_step((max - min) / 500) : 1e-3;
	return fmin(fmax(round(number / digit) * digit + 0.0, min), max);
}

int32_t panel_value_next(const struct gg_control_info *info, int32_t value, int steps)
{
	const int n = (int)info->n_enumerators;
	double min, max;
	int at = 0;

	panel_value_limits(info, PANEL_WHOLE, &min, &max);
	for (int i = 0; i < n; i++)
		if (info->enumerators[i].value <= value)
			at = i;
	const int way = steps < 0 ? -1 : 1;
	for (int left = abs(steps), tries = 0; left > 0 && tries < n * abs(steps); tries++) {
		at = (at + way + n) % n;
		const double number = info->enumerators[at].value;
		left -= number >= min && number <= max;
	}
	return info->enumerators[at].value;
}

bool panel_value_agrees(const struct gg_control_value *a, const struct gg_control_value *b)
{
	double x, y;

	if (gg_control_value_equal(a, b))
		return true;
	if (a->type != GG_CONTROL_FLOAT || b->type != a->type || a->count != b->count)
		return false;
	for (uint32_t i = 0; i < a->count; i++)
		if (!gg_control_value_number(a, i, &x) || !gg_control_value_number(b, i, &y) ||
		    fabs(x - y) > 1e-4 * fmax(fabs(x), fabs(y)))
			return false;
	return true;
}
