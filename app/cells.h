/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A text in UTF-8 that grows in a buffer of fixed size, counted in cells, of which a letter takes
 * one. What has no room any more is left out.
 */
#ifndef GG_CELLS_H
#define GG_CELLS_H

#include <stdbool.h>
#include <stddef.h>

struct cells {
	char *to;
	size_t length, size; /* bytes */
};

void cells_add(struct cells *cells, const char *text);

/* Exactly n cells of text, filled up with blanks, or cut and an ellipsis. */
void cells_fit(struct cells *cells, const char *text, int n);
__attribute__((format(printf, 3, 4))) void cells_format(struct cells *cells, int n,
							const char *format, ...);

/* How many cells a text takes. */
int cells_of(const char *text);

/* Is it a byte within a letter? */
bool cells_goes_on(char byte);

#endif
