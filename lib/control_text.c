/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/control.h>

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <groundglass/text.h>

/*
 * The program may run in a locale with a decimal comma, or where I is not the capital of i. What is
 * between these two runs in the C locale, this thread alone.
 */
static locale_t enter_c_locale(void)
{
	return uselocale(newlocale(LC_ALL_MASK, "C", (locale_t)0));
}

static void leave_c_locale(locale_t before)
{
	locale_t c = uselocale(before);
	if (c != before)
		freelocale(c);
}

/* Text that grows as snprintf's does: length counts what had no room too. */
struct text {
	char *end;
	size_t room, length;
};

__attribute__((format(printf, 2, 3))) static void put(struct text *out, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int written = vsnprintf(out->end, out->room, format, args);
	va_end(args);

	size_t length = written > 0 ? (size_t)written : 0;
	out->length += length;
	if (length > out->room)
		length = out->room;
	if (length)
		out->end += length;
	out->room -= length;
}

/* A backslash is escaped as well, so that the text can be read back. */
static void put_string(struct text *out, const char *string, uint32_t count)
{
	for (uint32_t i = 0, n; i < count; i += n ? n : 1) {
		n = (uint32_t)gg_text_printable(string + i, count - i);
		if (n && string[i] != '\\')
			put(out, "%.*s", (int)n, string + i);
		else
			put(out, "\\x%02x", (unsigned char)string[i]);
	}
}

static void put_integer(struct text *out, int64_t integer, const struct gg_control_info *info)
{
	for (unsigned i = 0; info && i < info->n_enumerators; i++) {
		if (info->enumerators[i].value == integer) {
			put(out, "%s", info->enumerators[i].name);
			return;
		}
	}
	put(out, "%" PRId64, integer);
}

static void put_element(struct text *out, const struct gg_control_value *value, uint32_t index,
			const struct gg_control_info *info)
{
	size_t size = gg_control_type_size(value->type);
	const void *element = (const uint8_t *)gg_control_value_data(value) + size * index;
	const int64_t *integer = element; /* number has only 53 bits of it */
	const struct gg_rectangle *r = element;
	const struct gg_size *area = element;
	const struct gg_point *point = element;
	double number = 0;

	gg_control_value_number(value, index, &number);
	switch (value->type) {
	case GG_CONTROL_BOOL:
		put(out, "%s", number != 0 ? "true" : "false");
		break;
	case GG_CONTROL_FLOAT:
		put(out, "%g", number);
		break;
	case GG_CONTROL_INT64:
		put_integer(out, *integer, info);
		break;
	case GG_CONTROL_RECTANGLE:
		put(out, "(%" PRId32 ", %" PRId32 ")/%" PRIu32 "x%" PRIu32, r->x, r->y, r->width,
		    r->height);
		break;
	case GG_CONTROL_SIZE:
		put(out, "%" PRIu32 "x%" PRIu32, area->width, area->height);
		break;
	case GG_CONTROL_POINT:
		put(out, "(%" PRId32 ", %" PRId32 ")", point->x, point->y);
		break;
	default:
		put_integer(out, (int64_t)number, info);
		break;
	}
}

static void put_value(struct text *out, const struct gg_control_value *value,
		      const struct gg_control_info *info)
{
	if (value->type == GG_CONTROL_NONE) {
		put(out, "none");
	} else if (value->type == GG_CONTROL_STRING) {
		put_string(out, gg_control_value_data(value), value->count);
	} else if (!value->is_array) {
		put_element(out, value, 0, info);
	} else {
		put(out, "[");
		for (uint32_t i = 0; i < value->count; i++) {
			put(out, i ? ", " : " ");
			put_element(out, value, i, info);
		}
		put(out, " ]");
	}
}

size_t gg_control_value_format(const struct gg_control_value *value,
			       const struct gg_control_info *info, char *text, size_t size)
{
	struct text out = { .end = text, .room = size };
	if (size)
		*text = '\0';
	locale_t before = enter_c_locale();
	put_value(&out, value, info);
	leave_c_locale(before);
	return out.length;
}

/* Where name ends in text, in any case: that end of name, else NULL. */
static const char *find_end(const char *name, const char *text)
{
	size_t length = strlen(name), ending = strlen(text);
	if (ending > length || strcasecmp(name + length - ending, text) != 0)
		return NULL;
	return name + length - ending;
}

static bool is_time(const char *name)
{
	return find_end(name, "Time") || find_end(name, "Duration") ||
	       strcasestr(name, "FrameDuration");
}

/* A time with a unit, or a fraction of a second, in microseconds. */
static bool parse_time(const char *text, double *us)
{
	static const struct {
		const char *name;
		double us;
	} units[] = { { "us", 1 }, { "ms", 1e3 }, { "s", 1e6 } };
	char *end;
	double number = strtod(text, &end);
	if (end == text)
		return false;

	if (*end == '/') {
		char *start = end + 1;
		double divisor = strtod(start, &end);
		if (end == start || !(divisor > 0))
			return false;
		*us = number / divisor * 1e6;
		return isfinite(*us) && (!*end || !strcmp(end, "s"));
	}
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (!strcasecmp(end, units[i].name)) {
			*us = number * units[i].us;
			return isfinite(*us);
		}
	}
	return false;
}

static bool parse_bool(const char *text, uint8_t *value)
{
	static const char *const words[][2] = {
		{ "false", "true" }, { "off", "on" }, { "no", "yes" }, { "0", "1" }
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		for (uint8_t j = 0; j < 2; j++) {
			if (!strcasecmp(text, words[i][j])) {
				*value = j;
				return true;
			}
		}
	}
	return false;
}

/*
 * Does name end in text, where a word of name begins? "AwbAuto" in "auto", not in "to"; "Custom1"
 * not in "1", which is a number.
 */
static bool ends_in_word(const char *name, const char *text)
{
	const char *word = find_end(name, text);
	return word && isupper((unsigned char)*word);
}

/*
 * The enumerator that text names: as libcamera has it, with the control's name before it, or by
 * its last words alone where these fit one enumerator.
 */
static const struct gg_control_enumerator *find_enumerator(const struct gg_control_info *info,
							   const char *text)
{
	const struct gg_control_enumerator *found = NULL;
	size_t prefix = strlen(info->name);
	const char *rest = strncasecmp(text, info->name, prefix) ? text : text + prefix;
	unsigned n_found = 0;

	for (unsigned i = 0; i < info->n_enumerators; i++) {
		const struct gg_control_enumerator *e = &info->enumerators[i];
		if (!strcasecmp(e->name, text) || !strcasecmp(e->name, rest))
			return e;
		if (ends_in_word(e->name, text)) {
			found = e;
			n_found++;
		}
	}
	return n_found == 1 ? found : NULL;
}

/* Numbers and literal characters: i is a signed and u an unsigned number of 32 bits. */
static bool scan(const char *text, const char *pattern, uint32_t words[4])
{
	for (; *pattern; pattern++) {
		text += strspn(text, " ");
		if (*pattern != 'i' && *pattern != 'u') {
			if (*text++ != *pattern)
				return false;
			continue;
		}
		char *end;
		long long number = strtoll(text, &end, 10);
		if (end == text || number < (*pattern == 'i' ? INT32_MIN : 0) ||
		    number > (*pattern == 'i' ? INT32_MAX : UINT32_MAX))
			return false;
		*words++ = (uint32_t)number;
		text = end;
	}
	return !*text;
}

/* What element index of the control may be at the least (below) or the most. */
static void limit(const struct gg_control_info *info, uint32_t index, bool below,
		  struct gg_control_value *value)
{
	const struct gg_control_value *bound = below ? &info->min : &info->max;
	double number;
	if (!gg_control_value_number(bound, index, &number) &&
	    !gg_control_value_number(bound, 0, &number))
		number = below ? -INFINITY : INFINITY;
	gg_control_value_set_number(value, info->type, number);
}

static bool parse_number(const struct gg_control_info *info, const char *text, double *number,
			 int64_t *integer)
{
	const struct gg_control_enumerator *enumerator = NULL;
	bool real = info->type == GG_CONTROL_FLOAT;
	char *end;

	if (!real)
		enumerator = find_enumerator(info, text);
	if (enumerator) {
		*integer = enumerator->value;
		*number = (double)*integer;
		return true;
	}

	*number = strtod(text, &end);
	if (end != text && !*end && isfinite(*number)) {
		if (real)
			return true;
		/* Exactly, and saturated: the limits refuse what int64_t cannot hold. */
		*integer = strtoll(text, &end, 10);
		return !*end;
	}
	if (!is_time(info->name) || !parse_time(text, number))
		return false;
	*integer = fabs(*number) < 0x1p62 ? llround(*number) : INT64_MAX;
	*number = real ? *number : round(*number);
	return true;
}

static int parse_number_element(const struct gg_control_info *info, uint32_t index,
				const char *text, uint8_t *element)
{
	struct gg_control_value lowest = { 0 }, highest = { 0 }, value = { 0 };
	double number, low = 0, high = 0;
	int64_t integer = 0;

	if (!parse_number(info, text, &number, &integer))
		return -EINVAL;

	limit(info, index, true, &lowest);
	limit(info, index, false, &highest);
	gg_control_value_number(&lowest, 0, &low);
	gg_control_value_number(&highest, 0, &high);
	if (info->type == GG_CONTROL_FLOAT) {
		/* Limits are shown with six digits: one typed as shown is the limit. */
		if (fabs(number - low) <= 1e-5 * fabs(low))
			number = low;
		if (fabs(number - high) <= 1e-5 * fabs(high))
			number = high;
	}
	if (number < low || number > high)
		return -ERANGE;

	if (info->type == GG_CONTROL_INT64) {
		memcpy(element, &integer, sizeof integer);
	} else {
		gg_control_value_set_number(&value, info->type, number);
		memcpy(element, gg_control_value_data(&value), gg_control_type_size(info->type));
	}
	return 0;
}

/* Parse one element, gg_control_type_size() bytes: 0, -EINVAL or -ERANGE. */
static int parse_element(const struct gg_control_info *info, uint32_t index, const char *text,
			 uint8_t *element)
{
	/* The geometry types are nothing but words of 32 bits. */
	static const char *const patterns[] = {
		[GG_CONTROL_RECTANGLE] = "(i,i)/uxu",
		[GG_CONTROL_SIZE] = "uxu",
		[GG_CONTROL_POINT] = "(i,i)",
	};
	uint32_t words[4];

	switch (info->type) {
	case GG_CONTROL_NONE:
	case GG_CONTROL_STRING:
		return -EINVAL;
	case GG_CONTROL_BOOL:
		return parse_bool(text, element) ? 0 : -EINVAL;
	case GG_CONTROL_RECTANGLE:
	case GG_CONTROL_SIZE:
	case GG_CONTROL_POINT:
		if (!scan(text, patterns[info->type], words))
			return -EINVAL;
		memcpy(element, words, gg_control_type_size(info->type));
		return 0;
	default:
		return parse_number_element(info, index, text, element);
	}
}

/* Undo put_string(), in place; returns the bytes left. */
static uint32_t unescape(char *text)
{
	char *to = text;
	for (const char *from = text; *from; from++) {
		unsigned byte;
		if (from[0] == '\\' && from[1] == 'x' && isxdigit((unsigned char)from[2]) &&
		    isxdigit((unsigned char)from[3]) && sscanf(from + 2, "%2x", &byte) == 1) {
			*to++ = (char)byte;
			from += 3;
		} else {
			*to++ = *from;
		}
	}
	return (uint32_t)(to - text);
}

static char *trim(char *text)
{
	text += strspn(text, " \t");
	size_t length = strlen(text);
	while (length && strchr(" \t", text[length - 1]))
		text[--length] = '\0';
	return text;
}

/* Cut the first of a list's elements off at its comma; those in parentheses are not the list's. */
static char *cut_element(char **rest)
{
	char *start = *rest;
	char *comma = start;

	for (int depth = 0; *comma && (*comma != ',' || depth != 0); comma++)
		depth += (*comma == '(') - (*comma == ')');
	*rest = *comma ? comma + 1 : NULL;
	*comma = '\0';
	return trim(start);
}

static int parse_array(struct gg_control_value *value, const struct gg_control_info *info,
		       char *text)
{
	size_t length = strlen(text);
	if (length >= 2 && text[0] == '[' && text[length - 1] == ']') {
		text[length - 1] = '\0';
		text = trim(text + 1);
	}

	int result = 0;
	uint32_t count = 0; /* at most a comma each, and one */
	size_t size = gg_control_type_size(info->type);
	uint8_t *elements = calloc(strlen(text) + 1, size + 1);
	if (!elements)
		return -ENOMEM;

	for (char *rest = *text ? text : NULL; rest && !result; count++)
		result = parse_element(info, count, cut_element(&rest), elements + count * size);
	if (!result && info->array_size && count != info->array_size)
		result = -EINVAL;
	if (!result)
		result = gg_control_value_set(value, info->type, true, elements, count);
	free(elements);
	return result;
}

static int parse_value(struct gg_control_value *value, const struct gg_control_info *info,
		       char *text)
{
	if (info->type == GG_CONTROL_NONE) /* not even an empty array of it */
		return -EINVAL;
	if (info->type == GG_CONTROL_STRING)
		return gg_control_value_set(value, info->type, info->is_array, text,
					    unescape(text));
	text = trim(text);
	if (info->is_array)
		return parse_array(value, info, text);

	uint8_t element[sizeof(struct gg_rectangle)];
	int result = parse_element(info, 0, text, element);
	return result ? result : gg_control_value_set(value, info->type, false, element, 1);
}

/* What the control takes, for the error. */
static void put_accepted(struct text *out, const struct gg_control_info *info)
{
	static const char *const words[] = {
		[GG_CONTROL_NONE] = "nothing",	    [GG_CONTROL_BOOL] = "true or false",
		[GG_CONTROL_STRING] = "text",	    [GG_CONTROL_RECTANGLE] = "(X, Y)/WIDTHxHEIGHT",
		[GG_CONTROL_SIZE] = "WIDTHxHEIGHT", [GG_CONTROL_POINT] = "(X, Y)",
	};
	struct gg_control_value lowest = { 0 }, highest = { 0 };

	if (info->is_array && info->array_size)
		put(out, "%" PRIu32 " values of ", info->array_size);
	else if (info->is_array && info->type != GG_CONTROL_STRING)
		put(out, "any number of values of ");

	if (info->n_enumerators) {
		for (unsigned i = 0; i < info->n_enumerators; i++)
			put(out, "%s%s", i ? ", " : "", info->enumerators[i].name);
	} else if (words[info->type]) {
		put(out, "%s", words[info->type]);
	} else if (info->type == GG_CONTROL_FLOAT && !info->min.type && !info->max.type) {
		put(out, "a number");
	} else {
		limit(info, 0, true, &lowest);
		limit(info, 0, false, &highest);
		put_value(out, &lowest, NULL);
		put(out, "..");
		put_value(out, &highest, NULL);
	}
	if (is_time(info->name) && !info->n_enumerators)
		put(out, " (microseconds, or a time as 10ms or 1/60)");
}

int gg_control_value_parse(struct gg_control_value *value, const struct gg_control_info *info,
			   const char *text, struct gg_error *error)
{
	char accepted[256];
	struct text out = { .end = accepted, .room = sizeof accepted };
	char *copy = strdup(text);
	if (!copy)
		return gg_error_set(error, -ENOMEM, "%s: no memory", info->name);

	locale_t before = enter_c_locale();
	int result = parse_value(value, info, copy);
	if (result)
		put_accepted(&out, info);
	leave_c_locale(before);
	free(copy);

	if (result == -ENOMEM)
		return gg_error_set(error, result, "%s: no memory", info->name);
	if (result)
		return gg_error_set(error, result, "cannot set %s to \"%.100s\": it takes %s",
				    info->name, text, accepted);
	return 0;
}
