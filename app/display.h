/* SPDX-License-Identifier: BSD-2-Clause */
/* The display that windows are opened on. Main thread. */
#ifndef GG_DISPLAY_H
#define GG_DISPLAY_H

#include <SDL.h>

#include <groundglass/error.h>

/*
 * Bring up SDL's video: Wayland where there is one, else X11. -ENODEV where there is no display;
 * SDL's drivers without one (offscreen, dummy) count as none.
 */
int display_open(struct gg_error *error);

/*
 * Before a window is destroyed, and after the threads that wake its main loop have ended: see to it
 * that the X server is done with all that they sent to it.
 */
void display_settle(SDL_Window *window);

#endif
