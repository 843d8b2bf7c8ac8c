/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions.h"

#include <string.h>

#include "adjust.h"
#include "toggle.h"
#include "view.h"
#include "view_panel.h"

static void run_quit(struct view *view)
{
	view->quit = true;
}

static void run_pause(struct view *view)
{
	view_set_paused(view, !view->paused);
}

static void run_info(struct view *view)
{
	view->info = !view->info;
	view->next_info_ns = 0;
}

static void run_matrix(struct view *view)
{
	struct gg_color *color = &view->look.color;

	color->matrix = color->matrix == GG_MATRIX_2020 ? GG_MATRIX_AUTO : color->matrix + 1;
	view_set_look(view);
}

static void run_range(struct view *view)
{
	struct gg_color *color = &view->look.color;

	color->range = color->range == GG_RANGE_LIMITED ? GG_RANGE_AUTO : color->range + 1;
	view_set_look(view);
}

static void run_help(struct view *view)
{
	view->help = !view->help;
}

static void run_panel_up(struct view *view)
{
	view_panel_move(view, -1);
}

static void run_panel_down(struct view *view)
{
	view_panel_move(view, 1);
}

static void run_panel_left(struct view *view)
{
	view_panel_turn(view, -1);
}

static void run_panel_right(struct view *view)
{
	view_panel_turn(view, 1);
}

static void turn(struct view *view, enum adjust_knob knob, double steps)
{
	char text[256];

	adjust_turn(view->capture, knob, steps, text, sizeof text);
	view_say(view, text);
}

static void run_rotate(struct view *view)
{
	view_turn(view, GG_ORIENTATION_ROT90);
}

static void run_rotate_back(struct view *view)
{
	view_turn(view, GG_ORIENTATION_ROT270);
}

static void run_mirror(struct view *view)
{
	view_turn(view, GG_ORIENTATION_MIRROR);
}

static void run_flip(struct view *view)
{
	view_turn(view, GG_ORIENTATION_FLIP);
}

/* Steps of 1.1 that make a factor of 2. */
static const double DOUBLE = 7.2725408973417;

static void run_exposure_down(struct view *view)
{
	turn(view, ADJUST_EXPOSURE, -1);
}

static void run_exposure_up(struct view *view)
{
	turn(view, ADJUST_EXPOSURE, 1);
}

static void run_exposure_halve(struct view *view)
{
	turn(view, ADJUST_EXPOSURE, -DOUBLE);
}

static void run_exposure_double(struct view *view)
{
	turn(view, ADJUST_EXPOSURE, DOUBLE);
}

static void run_gain_down(struct view *view)
{
	turn(view, ADJUST_GAIN, -1);
}

static void run_gain_up(struct view *view)
{
	turn(view, ADJUST_GAIN, 1);
}

static void run_contrast_down(struct view *view)
{
	turn(view, ADJUST_CONTRAST, -1);
}

static void run_contrast_up(struct view *view)
{
	turn(view, ADJUST_CONTRAST, 1);
}

static void run_brightness_down(struct view *view)
{
	turn(view, ADJUST_BRIGHTNESS, -1);
}

static void run_brightness_up(struct view *view)
{
	turn(view, ADJUST_BRIGHTNESS, 1);
}

static void run_gamma_down(struct view *view)
{
	turn(view, ADJUST_GAMMA, -1);
}

static void run_gamma_up(struct view *view)
{
	turn(view, ADJUST_GAMMA, 1);
}

static void run_saturation_down(struct view *view)
{
	turn(view, ADJUST_SATURATION, -1);
}

static void run_saturation_up(struct view *view)
{
	turn(view, ADJUST_SATURATION, 1);
}

static void run_screenshot(struct view *view)
{
	view_save(view, SHOT_OWN_JPEG);
}

static void run_save_raw(struct view *view)
{
	view_save(view, SHOT_PLANES);
}

static void run_screenshot_window(struct view *view)
{
	view_save(view, SHOT_WINDOW);
}

static void flip(struct view *view, enum toggle toggle)
{
	char text[256];

	toggle_switch(view->capture, toggle, text, sizeof text);
	view_say(view, text);
}

static void run_auto_exposure(struct view *view)
{
	flip(view, TOGGLE_EXPOSURE);
}

static void run_auto_white_balance(struct view *view)
{
	flip(view, TOGGLE_WHITE_BALANCE);
}

static void run_autofocus(struct view *view)
{
	flip(view, TOGGLE_FOCUS);
}

static const struct action actions[] = {
	{ "q", "quit", "quit", "q", { 0 }, 0, false, run_quit },
	{ "Esc",
	  "back",
	  "leave the panel, help, full screen, then quit",
	  "",
	  { SDLK_ESCAPE },
	  0,
	  false,
	  view_back },
	{ "Space p", "pause", "hold the picture, go on", " p", { 0 }, 0, false, run_pause },
	{ "f F11",
	  "fullscreen",
	  "full screen (also: double click)",
	  "f",
	  { SDLK_F11 },
	  0,
	  false,
	  view_toggle_fullscreen },
	{ "s", "screenshot", "save the picture", "s", { 0 }, 0, false, run_screenshot },
	{ "S",
	  "save-raw",
	  "save it as it came: DNG or planes",
	  "S",
	  { 0 },
	  0,
	  false,
	  run_save_raw },
	{ "Ctrl+s",
	  "screenshot-window",
	  "save what the window shows",
	  "",
	  { SDLK_s },
	  KMOD_CTRL,
	  false,
	  run_screenshot_window },
	{ "Alt+s",
	  "save-every",
	  "save every picture shown, or no more",
	  "",
	  { SDLK_s },
	  KMOD_LALT, /* the right one is AltGr */
	  false,
	  view_toggle_save_every },
	{ "i", "info", "what the camera and the viewer do", "i", { 0 }, 0, false, run_info },
	{ "Tab",
	  "panel",
	  "the controls of the camera",
	  "",
	  { SDLK_TAB },
	  0,
	  false,
	  view_panel_toggle },
	{ "/", "filter", "controls by name", "/", { 0 }, 0, false, view_panel_filter },
	/* The panel takes these keys itself, while it is there. */
	{ "Up", "panel-up", "in the panel: the control above", "", { 0 }, 0, true, run_panel_up },
	{ "Down", "panel-down", "and below", "", { 0 }, 0, true, run_panel_down },
	{ "Left",
	  "panel-left",
	  "less (Shift x 10, Ctrl / 10)",
	  "",
	  { 0 },
	  0,
	  true,
	  run_panel_left },
	{ "Right", "panel-right", "more", "", { 0 }, 0, true, run_panel_right },
	{ "Enter", "panel-enter", "switch, next, or type", "", { 0 }, 0, false, view_panel_enter },
	{ "Delete", "panel-reset", "its default", "", { 0 }, 0, false, view_panel_reset },
	{ "Ctrl+Del",
	  "panel-reset-all",
	  "all defaults",
	  "",
	  { 0 },
	  0,
	  false,
	  view_panel_reset_all },
	{ "[", "exposure-down", "exposure time / 1.1", "[", { 0 }, 0, true, run_exposure_down },
	{ "]", "exposure-up", "exposure time x 1.1", "]", { 0 }, 0, true, run_exposure_up },
	{ "{", "exposure-halve", "exposure time / 2", "{", { 0 }, 0, true, run_exposure_halve },
	{ "}", "exposure-double", "exposure time x 2", "}", { 0 }, 0, true, run_exposure_double },
	{ "9", "gain-down", "gain / 1.1", "9", { 0 }, 0, true, run_gain_down },
	{ "0", "gain-up", "gain x 1.1", "0", { 0 }, 0, true, run_gain_up },
	{ "1", "contrast-down", "less contrast", "1", { 0 }, 0, true, run_contrast_down },
	{ "2", "contrast-up", "more contrast", "2", { 0 }, 0, true, run_contrast_up },
	{ "3", "brightness-down", "darker", "3", { 0 }, 0, true, run_brightness_down },
	{ "4", "brightness-up", "brighter", "4", { 0 }, 0, true, run_brightness_up },
	{ "5", "gamma-down", "less gamma", "5", { 0 }, 0, true, run_gamma_down },
	{ "6", "gamma-up", "more gamma", "6", { 0 }, 0, true, run_gamma_up },
	{ "7", "saturation-down", "less saturation", "7", { 0 }, 0, true, run_saturation_down },
	{ "8", "saturation-up", "more saturation", "8", { 0 }, 0, true, run_saturation_up },
	{ "a",
	  "auto-exposure",
	  "exposure: automatic, by hand",
	  "a",
	  { 0 },
	  0,
	  false,
	  run_auto_exposure },
	{ "b",
	  "auto-white-balance",
	  "white balance: automatic, by hand",
	  "b",
	  { 0 },
	  0,
	  false,
	  run_auto_white_balance },
	{ "t", "autofocus", "focus: automatic, by hand", "t", { 0 }, 0, false, run_autofocus },
	{ "r", "rotate", "turn clockwise", "r", { 0 }, 0, false, run_rotate },
	{ "R", "rotate-back", "turn counter-clockwise", "R", { 0 }, 0, false, run_rotate_back },
	{ "m", "mirror", "left and right change places", "m", { 0 }, 0, false, run_mirror },
	{ "v", "flip", "top and bottom change places", "v", { 0 }, 0, false, run_flip },
	{ "y", "matrix", "matrix: auto, 601, 709, 2020", "y", { 0 }, 0, false, run_matrix },
	{ "Y", "range", "range: auto, full, limited", "Y", { 0 }, 0, false, run_range },
	{ "F1 ?", "help", "these keys", "?", { SDLK_F1 }, 0, false, run_help },
};

size_t action_count(void)
{
	return SDL_arraysize(actions);
}

const struct action *action_at(size_t index)
{
	return index < action_count() ? &actions[index] : NULL;
}

const struct action *action_by_name(const char *name)
{
	for (size_t i = 0; i < action_count(); i++)
		if (strcmp(actions[i].name, name) == 0)
			return &actions[i];
	return NULL;
}

static const struct action *action_by_text(const char *text)
{
	for (size_t i = 0; i < action_count(); i++)
		if (text[0] && !text[1] && strchr(actions[i].text, text[0]))
			return &actions[i];
	return NULL;
}

static const struct action *action_by_symbol(const SDL_KeyboardEvent *key)
{
	const Uint16 mask = KMOD_CTRL | KMOD_ALT;

	for (size_t i = 0; i < action_count(); i++)
		for (size_t k = 0; k < SDL_arraysize(actions[i].symbols); k++) {
			if (!actions[i].symbols[k] || actions[i].symbols[k] != key->keysym.sym)
				continue;
			const Uint16 modifier = actions[i].modifier, held = key->keysym.mod & mask;
			if (!(held & ~modifier) && !held == !modifier)
				return &actions[i];
		}
	return NULL;
}

/* The action, unless the key is held and the action is none to run again and again. */
static const struct action *unless_held(const struct action *action, bool held)
{
	return action && held && !action->repeats ? NULL : action;
}

const struct action *action_by_event(const SDL_Event *event)
{
	/* Text comes behind the key that made it, with nothing to say of that key. */
	static bool held;
	static Uint16 modifiers;

	switch (event->type) {
	case SDL_KEYDOWN:
		held = event->key.repeat;
		modifiers = event->key.keysym.mod;
		return unless_held(action_by_symbol(&event->key), held);
	case SDL_TEXTINPUT:
		/* The right Alt is AltGr, which many layouts need for brackets. */
		if (modifiers & (KMOD_CTRL | KMOD_LALT))
			return NULL;
		return unless_held(action_by_text(event->text.text), held);
	case SDL_MOUSEBUTTONDOWN:
		if (event->button.button == SDL_BUTTON_LEFT && event->button.clicks % 2 == 0)
			return action_by_name("fullscreen");
		return NULL;
	default:
		return NULL;
	}
}
