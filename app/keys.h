/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which key runs which action: what the table of actions says, but for what keys.conf changes.
 * There is one set of them for all windows. Main thread.
 */
#ifndef GG_KEYS_H
#define GG_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include <SDL.h>

struct action;
struct key;

/* The keys of the table of actions, and no others. */
void keys_reset(void);

/* Let a key run an action, instead of what it ran; NULL: nothing. false: there are too many. */
bool keys_bind(const struct key *key, const struct action *action);

/*
 * Bind what a file says, a line "KEY ACTION" or "KEY ignore" each, '#' begins a comment. A line
 * that makes no sense is logged as a warning, with its number, and the others count. Where there
 * is no such file, all stays as it is.
 */
void keys_load(const char *path);

/* keys_reset(), then keys_load() of the person's keys.conf. */
void keys_init(void);

/* The action of an SDL_TEXTINPUT, SDL_KEYDOWN or SDL_MOUSEBUTTONDOWN event, or NULL. */
const struct action *keys_action(const SDL_Event *event);

/*
 * The keys of an action for people: "f F11", "" where it has none, cut to size with its NUL.
 * Returns how many letters that is: it is UTF-8.
 */
int keys_text(const struct action *action, char *text, size_t size);

#endif
