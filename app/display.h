/* SPDX-License-Identifier: BSD-2-Clause */
/* The display that windows are opened on. Main thread. */
#ifndef GG_DISPLAY_H
#define GG_DISPLAY_H

#include <stdbool.h>

#include <SDL.h>

#include <groundglass/error.h>

/*
 * Bring up SDL's video: Wayland where there is one, else X11; with console the display itself, by
 * DRM/KMS. -ENODEV where there is no display; SDL's drivers without one (offscreen, dummy) count as
 * none.
 */
int display_open(bool console, struct gg_error *error);

/*
 * The display itself has gone: nothing is drawn on it any more, which Mesa's EGL may not survive.
 * Asked from any thread.
 */
void display_lose(void);
bool display_is_lost(void);

/* The process is about to end: windows that are closed from now on go with it. */
void display_leave(void);

/* Close a window. */
void display_close_window(SDL_Window *window);

#endif
