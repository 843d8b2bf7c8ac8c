/* SPDX-License-Identifier: BSD-2-Clause */
#include "view_chooser.h"

#include "chooser_input.h"
#include "chooser_text.h"
#include "view.h"

void view_chooser_open(struct view *view, struct chooser_source *source)
{
	view->help = false;
	chooser_open(&view->chooser, source);
}

static bool mouse_event(struct view *view, const SDL_Event *event, struct chooser_choice *choice)
{
	float column = 0;
	int line = 0;

	switch (event->type) {
	case SDL_MOUSEBUTTONDOWN:
		if (!view_letter_at(view, OVERLAY_CENTER, event->button.x, event->button.y, &column,
				    &line))
			return false;
		if (event->button.button == SDL_BUTTON_LEFT)
			chooser_press(&view->chooser, column, line, choice);
		return true;
	case SDL_MOUSEWHEEL:
		if (!view_letter_at(view, OVERLAY_CENTER, view->mouse.x, view->mouse.y, &column,
				    &line))
			return false;
		chooser_wheel(&view->chooser, column, line, event->wheel.y);
		return true;
	default:
		return false;
	}
}

static bool chooser_event(struct view *view, const SDL_Event *event, struct chooser_choice *choice)
{
	switch (event->type) {
	case SDL_KEYDOWN:
		return chooser_key(&view->chooser, &event->key.keysym, choice);
	case SDL_TEXTINPUT:
		chooser_type(&view->chooser, event->text.text);
		return true;
	default:
		return mouse_event(view, event, choice);
	}
}

static void want_choice(struct view *view, const struct chooser_choice *choice)
{
	if (choice->kind == CHOOSER_NOTHING || view->wish != VIEW_WISHES_NOTHING)
		return;
	view->choice = *choice;
	view_want(view, VIEW_WISHES_CHOICE);
}

bool view_chooser_event(struct view *view, const SDL_Event *event)
{
	struct chooser_choice choice = { 0 };

	if (!view->chooser.open || !chooser_event(view, event, &choice))
		return false;
	want_choice(view, &choice);
	return true;
}

bool view_chooser_move(struct view *view, int items)
{
	if (view->chooser.open)
		chooser_move(&view->chooser, items);
	return view->chooser.open;
}

bool view_chooser_turn(struct view *view, int columns)
{
	if (view->chooser.open)
		chooser_turn(&view->chooser, columns);
	return view->chooser.open;
}

bool view_chooser_take(struct view *view)
{
	struct chooser_choice choice = { 0 };

	if (!view->chooser.open)
		return false;
	chooser_take(&view->chooser, &choice);
	want_choice(view, &choice);
	return true;
}

bool view_chooser_back(struct view *view)
{
	if (!view->chooser.open)
		return false;
	chooser_back(&view->chooser);
	return true;
}

void view_chooser_update(struct view *view, int columns, int rows)
{
	if (view->chooser.open)
		chooser_text(&view->chooser, columns, rows, view->chooser_text,
			     sizeof view->chooser_text);
}
