/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A key as people write it, and as SDL reports it: a printable character, taken as text so that it
 * is the same on every layout; or, with Ctrl or Alt and for keys that print nothing, a key symbol
 * with its modifiers. Main thread.
 */
#ifndef GG_KEY_H
#define GG_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include <SDL.h>

#include <groundglass/error.h>

struct key {
	char text[5];	    /* the character in UTF-8, where it is one */
	SDL_Keycode symbol; /* 0: the text is what counts */
	Uint16 modifiers;   /* of a symbol: KMOD_CTRL, KMOD_LALT, KMOD_SHIFT */
};

/*
 * "a", "Ä", "Space", "F11", "Ctrl+s", "Alt+Shift+Left": names in any case, characters as they are.
 * 0; or -EINVAL, and error says what is wrong with it and what would work.
 */
int key_parse(struct key *key, const char *name, struct gg_error *error);

/* The reverse, as snprintf() puts it. Returns the length of the whole. */
size_t key_format(const struct key *key, char *text, size_t size);

bool key_equal(const struct key *a, const struct key *b);

/*
 * The key of an SDL_KEYDOWN or SDL_TEXTINPUT event; false where it is none, or where its text
 * belongs to Ctrl or Alt. held: SDL repeats it. Text comes behind the key that made it, with
 * nothing to say of that key: every event of the two has to come by here, in order.
 */
bool key_of_event(struct key *key, bool *held, const SDL_Event *event);

#endif
