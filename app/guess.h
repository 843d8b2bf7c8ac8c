/* SPDX-License-Identifier: BSD-2-Clause */
/* "Did you mean": the name nearest to a word that is none, in any case. Any thread. */
#ifndef GG_GUESS_H
#define GG_GUESS_H

#include <stddef.h>

/* Zero-initialise but for word, consider every name, then read nearest. */
struct guess {
	const char *word;
	const char *nearest; /* NULL: none is near */
	size_t edits;
};

void guess_consider(struct guess *guess, const char *name);

#endif
