/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions.h"

#include <string.h>

#include "adjust.h"
#include "toggle.h"
#include "view.h"
#include "view_analysis.h"
#include "view_chooser.h"
#include "view_hide.h"
#include "view_inspect.h"
#include "view_panel.h"
#include "view_profile.h"
#include "view_step.h"
#include "view_zoom.h"

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
	const bool more = view->help && view->help_page + 1 < view->help_pages;

	view->help_page = more ? view->help_page + 1 : 0;
	view->help = more || !view->help;
}

static void move_in_panel(struct view *view, int what, double steps)
{
	(void)what;
	if (!view_chooser_move(view, (int)steps))
		view_panel_move(view, (int)steps);
}

static void turn_in_panel(struct view *view, int what, double steps)
{
	(void)what;
	if (!view_chooser_turn(view, (int)steps))
		view_panel_turn(view, steps);
}

static void enter_in_panel(struct view *view)
{
	if (!view_chooser_take(view))
		view_panel_enter(view);
}

static void turn(struct view *view, int knob, double steps)
{
	char text[256];

	adjust_turn(view->capture, (enum adjust_knob)knob, steps, text, sizeof text);
	view_say(view, text);
}

static void toggle(struct view *view, int automatic, double steps)
{
	char text[256];

	(void)steps;
	toggle_switch(view->capture, (enum toggle)automatic, text, sizeof text);
	view_say(view, text);
}

static void want(struct view *view, int wish, double steps)
{
	(void)steps;
	view_want(view, (enum view_wish)wish);
}

static void step(struct view *view, int direction, double steps)
{
	(void)steps;
	view_step(view, direction);
}

static void zoom(struct view *view, int what, double steps)
{
	(void)what;
	view_zoom(view, (int)steps);
}

static void pan_across(struct view *view, int what, double steps)
{
	(void)what;
	view_pan(view, (int)steps, 0);
}

static void pan_down(struct view *view, int what, double steps)
{
	(void)what;
	view_pan(view, 0, (int)steps);
}

static void resize(struct view *view, int halves, double steps)
{
	(void)steps;
	view_resize(view, halves);
}

static void orient(struct view *view, int orientation, double steps)
{
	(void)steps;
	view_turn(view, (enum gg_orientation)orientation);
}

static void save(struct view *view, int kind, double steps)
{
	(void)steps;
	view_save(view, (enum shot_kind)kind);
}

/* Steps of 1.1. */
#define STEPS_TO_DOUBLE 7.2725408973417

static const struct action actions[] = {
	{ "q", "quit", "quit", .run = run_quit },
	{ "Esc", "back", "leave what is open; then quit", .run = view_back },
	{ "Space p", "pause", "hold the picture, go on", .run = run_pause },
	{ ".", "step", "pause, and one frame on", .repeats = true, .apply = step, .what = 1 },
	{ ",", "step-back", "one back, of recordings and files", .repeats = true, .apply = step,
	  .what = -1 },
	{ "f F11", "fullscreen", "full screen (also: double click)",
	  .run = view_toggle_fullscreen },
	{ "s", "screenshot", "save the picture", .apply = save, .what = SHOT_OWN_JPEG },
	{ "S", "save-raw", "save it as it came: DNG or planes", .apply = save,
	  .what = SHOT_PLANES },
	{ "Ctrl+s", "screenshot-window", "save what the window shows", .apply = save,
	  .what = SHOT_WINDOW },
	{ "Alt+s", "save-every", "save every picture shown, or no more",
	  .run = view_toggle_save_every },
	{ "i", "info", "what the camera and the viewer do", .run = run_info },
	{ "o", "hide", "all that is drawn, and back", .run = view_hide_toggle },
	{ "Tab", "panel", "the controls of the camera", .run = view_panel_toggle },
	{ "/", "filter", "controls by name", .run = view_panel_filter },
	/* Panel and chooser take these keys themselves, while they are there. */
	{ "Up", "panel-up", "in panel and chooser: the row above", .repeats = true,
	  .in_panel = true, .apply = move_in_panel, .steps = -1 },
	{ "Down", "panel-down", "and below", .repeats = true, .in_panel = true,
	  .apply = move_in_panel, .steps = 1 },
	{ "Left", "panel-left", "less (Shift x 10, Ctrl / 10)", .repeats = true, .in_panel = true,
	  .apply = turn_in_panel, .steps = -1 },
	{ "Right", "panel-right", "more", .repeats = true, .in_panel = true, .apply = turn_in_panel,
	  .steps = 1 },
	{ "Enter", "panel-enter", "switch, next, or type", .in_panel = true,
	  .run = enter_in_panel },
	{ "Delete", "panel-reset", "its default", .in_panel = true, .run = view_panel_reset },
	{ "Ctrl+Del", "panel-reset-all", "all defaults", .in_panel = true,
	  .run = view_panel_reset_all },
	{ "[", "exposure-down", "exposure time / 1.1", .repeats = true, .apply = turn,
	  .what = ADJUST_EXPOSURE, .steps = -1 },
	{ "]", "exposure-up", "exposure time x 1.1", .repeats = true, .apply = turn,
	  .what = ADJUST_EXPOSURE, .steps = 1 },
	{ "{", "exposure-halve", "exposure time / 2", .repeats = true, .apply = turn,
	  .what = ADJUST_EXPOSURE, .steps = -STEPS_TO_DOUBLE },
	{ "}", "exposure-double", "exposure time x 2", .repeats = true, .apply = turn,
	  .what = ADJUST_EXPOSURE, .steps = STEPS_TO_DOUBLE },
	{ "9", "gain-down", "gain / 1.1", .repeats = true, .apply = turn, .what = ADJUST_GAIN,
	  .steps = -1 },
	{ "0", "gain-up", "gain x 1.1", .repeats = true, .apply = turn, .what = ADJUST_GAIN,
	  .steps = 1 },
	{ "1", "contrast-down", "less contrast", .repeats = true, .apply = turn,
	  .what = ADJUST_CONTRAST, .steps = -1 },
	{ "2", "contrast-up", "more contrast", .repeats = true, .apply = turn,
	  .what = ADJUST_CONTRAST, .steps = 1 },
	{ "3", "brightness-down", "darker", .repeats = true, .apply = turn,
	  .what = ADJUST_BRIGHTNESS, .steps = -1 },
	{ "4", "brightness-up", "brighter", .repeats = true, .apply = turn,
	  .what = ADJUST_BRIGHTNESS, .steps = 1 },
	{ "5", "gamma-down", "less gamma", .repeats = true, .apply = turn, .what = ADJUST_GAMMA,
	  .steps = -1 },
	{ "6", "gamma-up", "more gamma", .repeats = true, .apply = turn, .what = ADJUST_GAMMA,
	  .steps = 1 },
	{ "7", "saturation-down", "less saturation", .repeats = true, .apply = turn,
	  .what = ADJUST_SATURATION, .steps = -1 },
	{ "8", "saturation-up", "more saturation", .repeats = true, .apply = turn,
	  .what = ADJUST_SATURATION, .steps = 1 },
	{ "a", "auto-exposure", "exposure: automatic, by hand", .apply = toggle,
	  .what = TOGGLE_EXPOSURE },
	{ "b", "auto-white-balance", "white balance: automatic, by hand", .apply = toggle,
	  .what = TOGGLE_WHITE_BALANCE },
	{ "t", "autofocus", "focus: automatic, by hand", .apply = toggle, .what = TOGGLE_FOCUS },
	{ "z", "zoom-toggle", "fit, 1:1 at the mouse", .run = view_zoom_toggle },
	{ "+ =", "zoom-in", "closer (also: wheel)", .repeats = true, .apply = zoom, .steps = 1 },
	{ "-", "zoom-out", "and back", .repeats = true, .apply = zoom, .steps = -1 },
	{ "Left", "pan-left", "zoomed: see the left (also: drag)", .repeats = true,
	  .apply = pan_across, .steps = -1 },
	{ "Right", "pan-right", "the right", .repeats = true, .apply = pan_across, .steps = 1 },
	{ "Up", "pan-up", "above", .repeats = true, .apply = pan_down, .steps = -1 },
	{ "Down", "pan-down", "below", .repeats = true, .apply = pan_down, .steps = 1 },
	{ "Backspace", "reset-view", "the whole picture", .run = view_zoom_reset },
	{ "Alt+0", "window-half", "a window half the picture's size", .apply = resize, .what = 1 },
	{ "Alt+1", "window-full", "the picture's size", .apply = resize, .what = 2 },
	{ "Alt+2", "window-double", "twice the picture's size", .apply = resize, .what = 4 },
	{ "g", "grid", "none, thirds, centre cross, both", .run = view_grid_next },
	{ "x", "inspector", "the pixel under the mouse", .run = view_inspect_toggle },
	{ "r", "rotate", "turn clockwise", .apply = orient, .what = GG_ORIENTATION_ROT90 },
	{ "R", "rotate-back", "turn counter-clockwise", .apply = orient,
	  .what = GG_ORIENTATION_ROT270 },
	{ "m", "mirror", "left and right change places", .apply = orient,
	  .what = GG_ORIENTATION_MIRROR },
	{ "v", "flip", "top and bottom change places", .apply = orient,
	  .what = GG_ORIENTATION_FLIP },
	{ "y", "matrix", "matrix: auto, 601, 709, 2020", .run = run_matrix },
	{ "Y", "range", "range: auto, full, limited", .run = run_range },
	{ "c", "next-camera", "the next camera", .apply = want, .what = VIEW_WISHES_NEXT },
	{ "C", "choose", "camera, format, size, rate", .apply = want, .what = VIEW_WISHES_CHOOSER },
	{ "F5", "reopen", "close and open the camera", .apply = want, .what = VIEW_WISHES_REOPEN },
	{ "w", "zebra", "zebra, false colour, neither", .run = view_cycle_exposure },
	{ "e", "peaking", "mark what is in focus", .run = view_toggle_peaking },
	{ "h", "histogram", "histogram: luma, RGB, waveform", .run = view_cycle_histogram },
	{ "F", "freeze", "compare with what is shown now", .run = view_toggle_reference },
	{ "u", "save-profile", "keep controls, format and view", .run = view_profile_save },
	{ "U", "restore-profile", "as they were kept", .run = view_profile_restore },
	{ "F1 ?", "help", "these keys", .run = run_help },
};

size_t action_count(void)
{
	return sizeof actions / sizeof *actions;
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

void action_run(const struct action *action, struct view *view)
{
	if (action->run)
		action->run(view);
	else
		action->apply(view, action->what, action->steps);
}
