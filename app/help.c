/* SPDX-License-Identifier: BSD-2-Clause */
#include "help.h"

#include <stdio.h>
#include <string.h>

#include "actions.h"
#include "overlay.h"

enum { GAP = 3 }; /* letters between columns */

/* The longest of the keys, and of what they do. All are ASCII. */
static void measure(int *keys, int *words)
{
	*keys = *words = 0;
	for (size_t i = 0; i < action_count(); i++) {
		*keys = SDL_max(*keys, (int)strlen(action_at(i)->keys));
		*words = SDL_max(*words, (int)strlen(action_at(i)->help));
	}
}

void help_text(int columns, int rows, char *text, size_t size)
{
	const int n = (int)action_count();
	int keys, words;

	measure(&keys, &words);
	const int width = keys + 2 + words + GAP;
	const int fit = SDL_max((columns + GAP) / width, 1);
	const int wanted = rows > 0 ? (n + rows - 1) / rows : 1;
	const int across = SDL_min(fit, wanted);
	const int lines = (n + across - 1) / across;
	size_t length = 0;

	text[0] = '\0';
	for (int line = 0; line < lines; line++)
		for (int column = 0; column < across && length < size; column++) {
			const struct action *action =
				action_at((size_t)column * (size_t)lines + (size_t)line);
			const int last = column + 1 == across || column * lines + lines + line >= n;
			if (!action)
				continue;
			length += (size_t)snprintf(
				text + length, size - length,
				"%s" OVERLAY_ACCENT "%-*s  " OVERLAY_PLAIN "%-*s",
				column == 0 && line > 0 ? "\n" : "", keys, action->keys,
				last ? 0 : words + GAP, action->help);
		}
}
