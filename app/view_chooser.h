/* SPDX-License-Identifier: BSD-2-Clause */
/* The chooser of a window: its keys and mouse, and when it is written anew. Main thread. */
#ifndef GG_VIEW_CHOOSER_H
#define GG_VIEW_CHOOSER_H

#include <stdbool.h>

#include <SDL.h>

#include "chooser.h"

struct view;

/* Show what there is, in place of the help. Takes over what source has. */
void view_chooser_open(struct view *view, struct chooser_source *source);

/* Is the event the chooser's? Then view->wish and view->choice say what is wanted, if anything. */
bool view_chooser_event(struct view *view, const SDL_Event *event);

/* Does Esc belong to the chooser? Then it has left the filter or the chooser. */
bool view_chooser_back(struct view *view);

/* Write its text. */
void view_chooser_update(struct view *view, int columns, int rows);

/* What the panel's actions do while the chooser is open; false: it is not. */
bool view_chooser_move(struct view *view, int items);
bool view_chooser_turn(struct view *view, int columns);
bool view_chooser_take(struct view *view);

#endif
