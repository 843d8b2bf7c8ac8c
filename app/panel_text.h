/* SPDX-License-Identifier: BSD-2-Clause */
/* The panel as an overlay's text. Main thread. */
#ifndef GG_PANEL_TEXT_H
#define GG_PANEL_TEXT_H

#include <stddef.h>

#include "panel.h"

/*
 * Write the panel for a space of so many columns and rows, with the chosen row in sight, and note
 * in panel what is on which line.
 */
void panel_text(struct panel *panel, int columns, int rows, char *text, size_t size);

#endif
