/* SPDX-License-Identifier: BSD-2-Clause */
#include "guess.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

/* Edits that make b of a: letters put in, taken out or replaced. */
static size_t distance(const char *a, const char *b)
{
	size_t row[32], n = strlen(b);
	if (n >= sizeof row / sizeof *row)
		return SIZE_MAX;
	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 0; a[i]; i++) {
		size_t diagonal = row[0]++;
		for (size_t j = 0; j < n; j++) {
			size_t best = diagonal + (tolower((unsigned char)a[i]) !=
						  tolower((unsigned char)b[j]));
			diagonal = row[j + 1];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (diagonal + 1 < best)
				best = diagonal + 1;
			row[j + 1] = best;
		}
	}
	return row[n];
}

void guess_consider(struct guess *guess, const char *name)
{
	size_t length = strlen(guess->word);
	size_t edits = distance(guess->word, name);
	if (length > 1 && !strncasecmp(name, guess->word, length))
		edits = 1;
	if (edits <= 2 && edits < length && (!guess->nearest || edits < guess->edits)) {
		guess->nearest = name;
		guess->edits = edits;
	}
}
