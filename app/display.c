/* SPDX-License-Identifier: BSD-2-Clause */
#include "display.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>

static bool leaving, lost;

void display_lose(void)
{
	__atomic_store_n(&lost, true, __ATOMIC_RELAXED);
}

bool display_is_lost(void)
{
	return __atomic_load_n(&lost, __ATOMIC_RELAXED);
}

void display_leave(void)
{
	leaving = true;
}

/*
 * SDL wakes a waiting main thread by an X event to its window, on a connection of its own. The
 * server may get to such an event after the window has gone, which ends the process by a BadWindow
 * error. So what is open at the end is left to the server, which closes it with the connections.
 */
void display_close_window(SDL_Window *window)
{
	if (!leaving)
		SDL_DestroyWindow(window);
}

/* Which of SDL's drivers to try, in which order. */
static void choose_drivers(bool console)
{
	const char *wayland = getenv("WAYLAND_DISPLAY");
	const bool has_folder = getenv("XDG_RUNTIME_DIR"); /* else libwayland complains on stderr */

	if (console)
		SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, "KMSDRM", SDL_HINT_OVERRIDE);
	else if (wayland && (has_folder || wayland[0] == '/'))
		SDL_SetHint(SDL_HINT_VIDEODRIVER, "wayland,x11");
	else if (!has_folder)
		SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11,KMSDRM");
}

int display_open(bool console, struct gg_error *error)
{
	choose_drivers(console);
	SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
	SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
	SDL_SetHint(SDL_HINT_APP_NAME, "groundglass");
	/* SDL 3 behind sdl2-compat: a window has points on Wayland too, and a drawable has pixels.
	 */
	SDL_SetHint("SDL_VIDEO_WAYLAND_SCALE_TO_DISPLAY", "0");
	/* It also reports on stderr what is returned to us, and said by us. */
	SDL_LogSetPriority(SDL_LOG_CATEGORY_VIDEO, SDL_LOG_PRIORITY_CRITICAL);

	int ret = SDL_InitSubSystem(SDL_INIT_VIDEO);
	const char *driver = ret ? NULL : SDL_GetCurrentVideoDriver();
	if (!driver && console)
		return gg_error_set(
			error, -ENODEV,
			"cannot draw on the console (%s): --display needs one without X "
			"and Wayland, and the rights to /dev/dri/card*",
			SDL_GetError());
	if (!driver || strcmp(driver, "offscreen") == 0 || strcmp(driver, "dummy") == 0)
		return gg_error_set(error, -ENODEV,
				    "no display (%s): use -R null to do without one, ssh -X, or "
				    "set DISPLAY or WAYLAND_DISPLAY",
				    driver ? driver : SDL_GetError());
	SDL_StartTextInput();
	return 0;
}
