/* SPDX-License-Identifier: BSD-2-Clause */
/* The help screen: every key that there is. Any thread. */
#ifndef GG_HELP_H
#define GG_HELP_H

#include <stddef.h>

/* As an overlay's text, in as many columns side by side as it takes to fit into rows. */
void help_text(int columns, int rows, char *text, size_t size);

#endif
