/* SPDX-License-Identifier: BSD-2-Clause */
/* The chooser as a text of the overlay. Main thread. */
#ifndef GG_CHOOSER_TEXT_H
#define GG_CHOOSER_TEXT_H

#include "chooser.h"

/*
 * Write at most rows lines of columns letters: all columns side by side where there is room, else
 * the one that has the keys. Notes in chooser where they are.
 */
void chooser_text(struct chooser *chooser, int columns, int rows, char *text, size_t size);

/* Which column, and which item of it, is at a letter of a line; item -1: its heading. */
bool chooser_hit(const struct chooser *chooser, float at, int line, enum chooser_column *column,
		 int *item);

#endif
