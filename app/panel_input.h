/* SPDX-License-Identifier: BSD-2-Clause */
/* Keys and mouse to what the panel does. Main thread. */
#ifndef GG_PANEL_INPUT_H
#define GG_PANEL_INPUT_H

#include <SDL.h>

#include "panel.h"

/* Is the event the panel's? Then panel->change holds what came of it. */
bool panel_key(struct panel *panel, const SDL_Keysym *key);
bool panel_letters(struct panel *panel, const char *letters);

/*
 * The left button at a letter of a line, as the panel was formatted last; and while it is held a
 * move, which turns what a bar shows. The wheel turns values, and elsewhere chooses rows.
 */
void panel_press(struct panel *panel, float column, int line);
void panel_drag(struct panel *panel, float column);
void panel_wheel(struct panel *panel, float column, int line, int clicks);

#endif
