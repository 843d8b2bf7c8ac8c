/* SPDX-License-Identifier: BSD-2-Clause */
#include "pattern_options.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct option {
	const char *name;
	size_t field;	   /* an unsigned in struct gg_pattern_options */
	const char *words; /* "one|several": the value is the word's index; NULL: a number */
	unsigned min, max; /* of a number */
};

#define FIELD(name) #name, offsetof(struct gg_pattern_options, name)

static const struct option table[] = {
	{ FIELD(fds), "one|several|whole", 0, 0 },
	{ FIELD(pad), NULL, 0, 1 << 16 },
	{ FIELD(offset), NULL, 0, 1 << 24 },
	{ FIELD(buffers), NULL, 1, GG_PATTERN_MAX_BUFFERS },
	{ FIELD(fail), NULL, 0, UINT32_MAX },
	{ FIELD(cancel), NULL, 0, UINT32_MAX },
	{ FIELD(vanish), NULL, 0, UINT32_MAX },
	{ FIELD(stall), NULL, 0, UINT32_MAX },
	{ FIELD(jpeg), "whole|truncated", 0, 0 },
	{ FIELD(controls), "own|every", 0, 0 },
};

enum { N_OPTIONS = sizeof table / sizeof table[0] };

static const struct option *find(const char *name, size_t length)
{
	for (size_t i = 0; i < N_OPTIONS; i++)
		if (strlen(table[i].name) == length && !memcmp(table[i].name, name, length))
			return &table[i];
	return NULL;
}

static int refuse_unknown(const char *name, size_t length, struct gg_error *error)
{
	char known[128] = "";
	size_t used = 0;

	for (size_t i = 0; i < N_OPTIONS && used < sizeof known; i++)
		used += (size_t)snprintf(known + used, sizeof known - used, "%s%s=", i ? ", " : "",
					 table[i].name);
	return gg_error_set(error, -EINVAL, "pattern has no option '%.*s': it takes %s",
			    (int)length, name, known);
}

/* The number of the word of length in "a|b|c", or -1. */
static int word_index(const char *words, const char *word, size_t length)
{
	for (int i = 0;; i++) {
		const size_t n = strcspn(words, "|");
		if (n == length && !memcmp(words, word, n))
			return i;
		if (!words[n])
			return -1;
		words += n + 1;
	}
}

static int parse_number(const struct option *option, const char *text, size_t length,
			unsigned *number)
{
	uint64_t n = 0;

	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9' || n > UINT32_MAX)
			return -EINVAL;
		n = n * 10 + (unsigned)(text[i] - '0');
	}
	if (!length || n < option->min || n > option->max)
		return -EINVAL;
	*number = (unsigned)n;
	return 0;
}

static int parse_option(struct gg_pattern_options *options, const char *text, size_t length,
			struct gg_error *error)
{
	const char *equals = memchr(text, '=', length);
	const size_t name_length = equals ? (size_t)(equals - text) : length;
	const struct option *option = find(text, name_length);
	const char *value = equals ? equals + 1 : text + length;
	const int value_length = (int)(text + length - value);

	if (!option)
		return refuse_unknown(text, name_length, error);

	unsigned *field = (unsigned *)(void *)((char *)options + option->field);
	if (option->words) {
		int index = word_index(option->words, value, (size_t)value_length);
		if (index < 0)
			return gg_error_set(error, -EINVAL, "pattern:%s='%.*s': it takes %s",
					    option->name, value_length, value, option->words);
		*field = (unsigned)index;
		return 0;
	}
	if (parse_number(option, value, (size_t)value_length, field))
		return gg_error_set(error, -EINVAL, "pattern:%s='%.*s': it takes a number %u..%u",
				    option->name, value_length, value, option->min, option->max);
	return 0;
}

int gg_pattern_options_parse(struct gg_pattern_options *options, const char *name,
			     struct gg_error *error)
{
	*options = (struct gg_pattern_options){ .buffers = 4 };

	const char *text = strchr(name, ':');
	while (text) {
		text++; /* the colon, or the comma */
		const size_t length = strcspn(text, ",");
		int ret = parse_option(options, text, length, error);
		if (ret)
			return ret;
		text = text[length] ? text + length : NULL;
	}
	return 0;
}
