/* SPDX-License-Identifier: BSD-2-Clause */
#include "help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "actions.h"
#include "keys.h"
#include "overlay.h"

enum { GAP = 3 }; /* letters between columns */

/* A row of the screen: an action that has keys. */
struct row {
	const char *help;
	char keys[128];
	int letters; /* of keys */
};

/* All of them, to be freed. *keys and *words: the longest of the keys, and of what they do. */
static struct row *list_rows(int *n, int *keys, int *words)
{
	struct row *rows = calloc(action_count(), sizeof *rows);

	*n = *keys = *words = 0;
	for (size_t i = 0; rows && i < action_count(); i++) {
		struct row *row = &rows[*n];
		row->help = action_at(i)->help;
		row->letters = keys_text(action_at(i), row->keys, sizeof row->keys);
		if (!row->keys[0])
			continue;
		*keys = SDL_max(*keys, row->letters);
		*words = SDL_max(*words, (int)strlen(row->help));
		(*n)++;
	}
	return rows;
}

/* How many beside each other: as few as there can be with letters as large as there can be. */
static int choose_across(int n, int width, const struct overlay_room *room)
{
	int across = 1;

	for (int letter = room->letter; letter >= OVERLAY_SMALLEST; letter--) {
		const int fit = (room->columns * room->letter / letter + GAP) / width;
		const int lines = SDL_max(room->rows * room->letter / letter, 1);
		const int wanted = (n + lines - 1) / lines;
		across = SDL_max(SDL_min(fit, wanted), 1);
		if (wanted <= fit)
			break;
	}
	return across;
}

/* Rows of a part of them, in columns beside each other. */
static void write_rows(const struct row *all, int n, int across, int keys, int words, char *text,
		       size_t size)
{
	const int lines = (n + across - 1) / across;
	size_t length = 0;

	for (int line = 0; line < lines; line++)
		for (int column = 0; column < across && length < size; column++) {
			const int index = column * lines + line;
			const bool last = column + 1 == across || index + lines >= n;
			if (index >= n)
				continue;
			const struct row *row = &all[index];
			length += (size_t)snprintf(
				text + length, size - length,
				"%s" OVERLAY_ACCENT "%s%*s  " OVERLAY_PLAIN "%-*s",
				column == 0 && line > 0 ? "\n" : "", row->keys, keys - row->letters,
				"", last ? 0 : words + GAP, row->help);
		}
}

unsigned help_text(const struct overlay_room *room, unsigned page, char *text, size_t size)
{
	int n, keys, words;
	struct row *all = list_rows(&n, &keys, &words);
	const int across = choose_across(n, keys + 2 + words + GAP, room);
	const int lines = SDL_max(room->rows * room->letter / OVERLAY_SMALLEST, 2);
	const int a_page = n <= across * lines ? n : across * (lines - 1);
	const int pages = n > 0 ? (n + a_page - 1) / a_page : 1;
	const int shown = SDL_min((int)page, pages - 1);
	const int first = shown * a_page;

	text[0] = '\0';
	if (n > 0) /* there is memory */
		write_rows(all + first, SDL_min(a_page, n - first), across, keys, words, text,
			   size);
	const size_t length = strlen(text);
	if (pages > 1)
		snprintf(text + length, size - length, "\n" OVERLAY_DIM "%d of %d: again for %s",
			 shown + 1, pages, shown + 1 < pages ? "the next" : "the picture");
	free(all);
	return (unsigned)pages;
}
