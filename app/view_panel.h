/* SPDX-License-Identifier: BSD-2-Clause */
/* The panel of a window: what its keys do to the camera, and when it is written anew. Main thread.
 */
#ifndef GG_VIEW_PANEL_H
#define GG_VIEW_PANEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <SDL.h>

struct view;

/* Is the event the panel's? */
bool view_panel_event(struct view *view, const SDL_Event *event);

/* What the actions do. All but toggle open the panel where it is closed. */
void view_panel_toggle(struct view *view);
void view_panel_filter(struct view *view);
void view_panel_move(struct view *view, int rows);
void view_panel_turn(struct view *view, double steps);
void view_panel_enter(struct view *view);
void view_panel_reset(struct view *view);
void view_panel_reset_all(struct view *view);

/* Does Esc belong to the panel? Then it has left a text, a filter or the panel. */
bool view_panel_back(struct view *view);

/* Write the panel's text where something has changed, and otherwise 4 times a second. */
void view_panel_update(struct view *view, uint64_t now_ns, int columns, int rows);

/* The controls are another camera's: what was begun with one of the last camera's is over. */
void view_panel_follow_camera(struct view *view);

void view_panel_close(struct view *view);

#endif
