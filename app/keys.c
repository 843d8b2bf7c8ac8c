/* SPDX-License-Identifier: BSD-2-Clause */
#include "keys.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <groundglass/log.h>
#include <groundglass/text.h>

#include "actions.h"
#include "config_file.h"
#include "guess.h"
#include "key.h"

enum { MAX_BINDINGS = 512, MAX_FILE = 1 << 20, MAX_WORD = 128 };

static struct binding {
	struct key key;
	const struct action *action; /* NULL: none, on purpose */
} bindings[MAX_BINDINGS];
static size_t n_bindings;

static struct binding *find(const struct key *key)
{
	for (size_t i = 0; i < n_bindings; i++)
		if (key_equal(&bindings[i].key, key))
			return &bindings[i];
	return NULL;
}

bool keys_bind(const struct key *key, const struct action *action)
{
	struct binding *binding = find(key);

	if (!binding && n_bindings == MAX_BINDINGS)
		return false;
	if (!binding)
		binding = &bindings[n_bindings++];
	*binding = (struct binding){ *key, action };
	return true;
}

/* The next word behind *text, "" where there is none. */
static void take_word(const char **text, char word[MAX_WORD])
{
	const char *start = *text + strspn(*text, " \t");
	const size_t length = strcspn(start, " \t");

	snprintf(word, MAX_WORD, "%.*s", (int)SDL_min(length, MAX_WORD - 1), start);
	*text = start + length;
}

void keys_reset(void)
{
	char name[MAX_WORD];
	struct key key;
	struct gg_error error;

	n_bindings = 0;
	for (size_t i = 0; i < action_count(); i++) {
		const struct action *action = action_at(i);
		const char *rest = action->in_panel ? "" : action->keys;
		for (take_word(&rest, name); name[0]; take_word(&rest, name)) {
			const bool bound =
				key_parse(&key, name, &error) == 0 && keys_bind(&key, action);
			assert(bound);
			(void)bound;
		}
	}
}

/* What is wrong with the name of an action, into text. */
static void refuse_action(const char *name, char *text, size_t size)
{
	struct guess guess = { .word = name };
	char shown[64];

	for (size_t i = 0; i < action_count(); i++)
		guess_consider(&guess, action_at(i)->name);
	guess_consider(&guess, "ignore");
	gg_text_clean(name, shown, sizeof shown);
	if (guess.nearest)
		snprintf(text, size, "no action is called %s: did you mean %s?", shown,
			 guess.nearest);
	else
		snprintf(text, size, "no action is called %s: --help lists them", shown);
}

static bool ends_line(const char *word)
{
	return !word[0] || word[0] == '#';
}

/* Bind what a line says; false: wrong says why not. */
static bool read_line(const char *line, struct gg_error *wrong)
{
	char name[MAX_WORD], does[MAX_WORD], more[MAX_WORD];
	struct key key;

	take_word(&line, name);
	if (ends_line(name))
		return true;
	if (key_parse(&key, name, wrong))
		return false;
	take_word(&line, does);
	if (ends_line(does)) {
		gg_error_set(wrong, -EINVAL, "%s has no action behind it: write one, or ignore",
			     gg_text_clean(name, more, 64));
		return false;
	}
	const struct action *action = action_by_name(does);
	if (!action && strcmp(does, "ignore") != 0) {
		refuse_action(does, wrong->text, sizeof wrong->text);
		return false;
	}
	take_word(&line, more);
	if (!ends_line(more)) {
		gg_error_set(wrong, -EINVAL,
			     "a line is a key and one action: %s has no place in it",
			     gg_text_clean(more, name, 64));
		return false;
	}
	if (keys_bind(&key, action))
		return true;
	gg_error_set(wrong, -EINVAL, "there are too many keys: %d at most", MAX_BINDINGS);
	return false;
}

void keys_load(const char *path)
{
	struct gg_error error;
	char *text = NULL;
	size_t size, number = 1;

	int ret = config_file_read(path, MAX_FILE, &text, &size, &error);
	if (ret && ret != -ENOENT)
		gg_log(GG_LOG_WARNING, "keys", "%s: all keys stay as they are", error.text);
	if (ret)
		return;
	const char *const end = text + size;
	const size_t mark = strncmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; /* some editors' */
	for (char *line = text + mark; line < end; number++) {
		char *stop = memchr(line, '\n', (size_t)(end - line));
		stop = stop ? stop : text + size; /* where config_file_read() has put a NUL */
		*stop = '\0';
		const bool whole = strlen(line) == (size_t)(stop - line);
		if (stop > line && stop[-1] == '\r')
			stop[-1] = '\0';
		if (!whole)
			gg_error_set(&error, -EINVAL, "that is no text: a NUL is in it");
		if (!whole || !read_line(line, &error))
			gg_log(GG_LOG_WARNING, "keys", "%s:%zu: %s", path, number, error.text);
		line = stop + 1;
	}
	free(text);
}

void keys_init(void)
{
	char path[4096];

	keys_reset();
	if (config_file_path(path, sizeof path, "groundglass/keys.conf"))
		keys_load(path);
}

const struct action *keys_action(const SDL_Event *event)
{
	struct key key;
	bool held;

	if (event->type == SDL_MOUSEBUTTONDOWN && event->button.button == SDL_BUTTON_LEFT &&
	    event->button.clicks % 2 == 0)
		return action_by_name("fullscreen");
	if (!key_of_event(&key, &held, event))
		return NULL;
	const struct binding *binding = find(&key);
	if (!binding && key.modifiers & KMOD_SHIFT) { /* F1 is F1, with Shift too */
		key.modifiers &= (Uint16)~KMOD_SHIFT;
		binding = find(&key);
	}
	const struct action *action = binding ? binding->action : NULL;
	return action && held && !action->repeats ? NULL : action;
}

int keys_text(const struct action *action, char *text, size_t size)
{
	size_t length = (size_t)snprintf(text, size, "%s", action->in_panel ? action->keys : "");

	for (size_t i = 0; i < n_bindings && length < size; i++) {
		char name[64];
		if (bindings[i].action != action)
			continue;
		key_format(&bindings[i].key, name, sizeof name);
		length += (size_t)snprintf(text + length, size - length, "%s%s", length ? " " : "",
					   name);
	}
	int letters = 0;
	for (; *text; text++)
		letters += (*text & 0xc0) != 0x80; /* of UTF-8 the first byte alone */
	return letters;
}
