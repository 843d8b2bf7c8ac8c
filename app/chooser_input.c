/* SPDX-License-Identifier: BSD-2-Clause */
#include "chooser_input.h"

#include "chooser_text.h"

static void page(struct chooser *chooser, int pages)
{
	chooser_move(chooser, pages * SDL_max(chooser->height - 1, 1));
}

static void erase(struct chooser *chooser, int letters)
{
	(void)letters;
	chooser_erase(chooser);
}

static const struct {
	SDL_Keycode key;
	void (*run)(struct chooser *chooser, int steps);
	int steps;
} keys[] = {
	{ SDLK_UP, chooser_move, -1 },
	{ SDLK_DOWN, chooser_move, 1 },
	{ SDLK_PAGEUP, page, -1 },
	{ SDLK_PAGEDOWN, page, 1 },
	{ SDLK_HOME, chooser_move, -1000000 },
	{ SDLK_END, chooser_move, 1000000 },
	{ SDLK_LEFT, chooser_turn, -1 },
	{ SDLK_RIGHT, chooser_turn, 1 },
	{ SDLK_BACKSPACE, erase, 1 },
};

bool chooser_key(struct chooser *chooser, const SDL_Keysym *key, struct chooser_choice *choice)
{
	*choice = (struct chooser_choice){ 0 };
	if (key->mod & (KMOD_ALT | KMOD_CTRL))
		return false;
	for (size_t i = 0; i < SDL_arraysize(keys); i++)
		if (keys[i].key == key->sym) {
			keys[i].run(chooser, keys[i].steps);
			return true;
		}
	if (key->sym == SDLK_TAB)
		chooser_turn(chooser, key->mod & KMOD_SHIFT ? -1 : 1);
	else if (key->sym == SDLK_RETURN || key->sym == SDLK_KP_ENTER)
		chooser_take(chooser, choice);
	else
		return false;
	return true;
}

void chooser_press(struct chooser *chooser, float at, int line, struct chooser_choice *choice)
{
	enum chooser_column column;
	int item;

	*choice = (struct chooser_choice){ 0 };
	if (!chooser_hit(chooser, at, line, &column, &item))
		return;
	const struct chooser_list *list = &chooser->lists[column];
	if (item < 0)
		chooser_choose(chooser, column, list->chosen);
	else if (column == chooser->column && (size_t)item == list->chosen)
		chooser_take(chooser, choice);
	else
		chooser_choose(chooser, column, (size_t)item);
}

void chooser_wheel(struct chooser *chooser, float at, int line, int clicks)
{
	enum chooser_column column;
	int item;

	if (chooser_hit(chooser, at, line, &column, &item))
		chooser_choose(chooser, column, chooser->lists[column].chosen);
	chooser_move(chooser, -clicks);
}
