/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Everything a key can do: one table of key, action name and help text. Keys, --do and the help
 * screen all read it. Main thread.
 */
#ifndef GG_ACTIONS_H
#define GG_ACTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include <SDL.h>

struct view;

struct action {
	const char *keys; /* for people: "f F11" */
	const char *name; /* for --do: "fullscreen" */
	const char *help;
	const char *text; /* the printable characters that run it, as SDL text input gives them */
	SDL_Keycode symbols[2]; /* keys that are not printable, 0: none */
	Uint16 modifier;	/* KMOD_CTRL or KMOD_LALT that the symbols need, 0: none */
	bool repeats;		/* again and again while the key is held */
	void (*run)(struct view *view);
};

/* The rows, in the order of the help screen. */
size_t action_count(void);
const struct action *action_at(size_t index);

/* The action of that name, or NULL. */
const struct action *action_by_name(const char *name);

/* The action of an SDL_TEXTINPUT, SDL_KEYDOWN or SDL_MOUSEBUTTONDOWN event, or NULL. */
const struct action *action_by_event(const SDL_Event *event);

#endif
