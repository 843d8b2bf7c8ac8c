/* SPDX-License-Identifier: BSD-2-Clause */
#include "panel_input.h"

#include "overlay.h"

/* What a key does with the rows. */
struct row_key {
	SDL_Keycode key;
	void (*run)(struct panel *panel, double steps);
	double steps; /* 1 or its modifiers' */
};

static void move_by(struct panel *panel, double steps)
{
	panel_move(panel, (int)steps);
}

static void page_by(struct panel *panel, double steps)
{
	panel_move(panel, (int)steps * SDL_max(panel->height - 1, 1));
}

static void turn_by(struct panel *panel, double steps)
{
	panel_turn(panel, steps);
}

static void enter(struct panel *panel, double steps)
{
	(void)steps;
	panel_enter(panel);
}

static void reset(struct panel *panel, double steps)
{
	(void)steps;
	panel_reset(panel);
}

static const struct row_key row_keys[] = {
	{ SDLK_UP, move_by, -1 },      { SDLK_DOWN, move_by, 1 },    { SDLK_PAGEUP, page_by, -1 },
	{ SDLK_PAGEDOWN, page_by, 1 }, { SDLK_HOME, move_by, -1e6 }, { SDLK_END, move_by, 1e6 },
	{ SDLK_LEFT, turn_by, -1 },    { SDLK_RIGHT, turn_by, 1 },   { SDLK_RETURN, enter, 1 },
	{ SDLK_KP_ENTER, enter, 1 },   { SDLK_DELETE, reset, 1 },
};

static const struct {
	SDL_Keycode key;
	enum panel_text_key does;
} text_keys[] = {
	{ SDLK_LEFT, PANEL_TEXT_LEFT },		  { SDLK_RIGHT, PANEL_TEXT_RIGHT },
	{ SDLK_HOME, PANEL_TEXT_HOME },		  { SDLK_END, PANEL_TEXT_END },
	{ SDLK_BACKSPACE, PANEL_TEXT_BACKSPACE }, { SDLK_DELETE, PANEL_TEXT_DELETE },
};

static bool typing_key(struct panel *panel, SDL_Keycode key)
{
	for (size_t i = 0; i < SDL_arraysize(text_keys); i++)
		if (text_keys[i].key == key) {
			panel_type_key(panel, text_keys[i].does);
			return true;
		}
	if (key == SDLK_RETURN || key == SDLK_KP_ENTER) {
		panel_accept(panel);
		return true;
	}
	/* These would choose another row; the rest goes on to work. */
	for (size_t i = 0; i < SDL_arraysize(row_keys); i++)
		if (row_keys[i].key == key)
			return true;
	return false;
}

bool panel_key(struct panel *panel, const SDL_Keysym *key)
{
	if (key->mod & KMOD_ALT)
		return false;
	if (panel->typing)
		return typing_key(panel, key->sym);
	for (size_t i = 0; i < SDL_arraysize(row_keys); i++) {
		const struct row_key *row = &row_keys[i];
		if (row->key != key->sym)
			continue;
		double factor = 1;
		if (row->run == turn_by)
			factor = key->mod & KMOD_SHIFT ? 10 : key->mod & KMOD_CTRL ? 0.1 : 1;
		panel->message[0] = '\0';
		if (row->run == reset && key->mod & KMOD_CTRL)
			panel_reset_all(panel);
		else
			row->run(panel, row->steps * factor);
		return true;
	}
	return false;
}

bool panel_letters(struct panel *panel, const char *letters)
{
	if (!panel->typing)
		return false;
	panel_type(panel, letters);
	return true;
}

static bool choose_line(struct panel *panel, int line)
{
	if (line < 0 || line >= PANEL_LINES || panel->lines[line] < 0)
		return false;
	panel_choose(panel, (size_t)panel->lines[line]);
	return true;
}

/* Where in the chosen row's bar a letter is; a little beside it counts as its end. */
static double place_in_bar(const struct panel *panel, float column)
{
	const double place = ((double)column - panel->bar_column - 0.5) / (OVERLAY_BAR_CELLS - 1);
	return SDL_max(0, SDL_min(place, 1));
}

static bool is_in_bar(const struct panel *panel, float column)
{
	return panel->bar_column && column >= (float)panel->bar_column &&
	       column < (float)(panel->bar_column + OVERLAY_BAR_CELLS);
}

static bool is_apart(const struct panel *panel)
{
	const struct panel_row *row = panel_chosen(panel);
	const struct gg_control_info *info = panel_info(panel, row);

	return row && row->component == PANEL_WHOLE &&
	       panel_value_components(info, panel_value(panel, info)) > 0;
}

void panel_press(struct panel *panel, float column, int line)
{
	panel_cancel(panel);
	panel->message[0] = '\0';
	if (!choose_line(panel, line))
		return;
	if (is_in_bar(panel, column)) {
		panel->dragging = panel_place(panel, place_in_bar(panel, column));
	} else if (column >= (float)panel->value_column) {
		panel_enter(panel);
	} else if (is_apart(panel)) {
		const bool open = panel->has_opened && panel->opened == panel->chosen;
		panel_turn(panel, open ? -1 : 1);
	}
}

void panel_drag(struct panel *panel, float column)
{
	if (panel->dragging)
		panel_place(panel, place_in_bar(panel, column));
}

void panel_wheel(struct panel *panel, float column, int line, int clicks)
{
	if (panel->typing)
		return;
	panel->message[0] = '\0';
	if (column < (float)panel->value_column || !choose_line(panel, line))
		panel_move(panel, -clicks);
	else if (!is_apart(panel))
		panel_turn(panel, clicks);
}
