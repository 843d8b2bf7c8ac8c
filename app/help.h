/* SPDX-License-Identifier: BSD-2-Clause */
/* The help screen: every key that there is. Any thread. */
#ifndef GG_HELP_H
#define GG_HELP_H

#include <stddef.h>

#include "overlay.h"

/*
 * As an overlay's text, in as many columns side by side as it takes to fit into the room; where
 * they do not fit with the smallest letters either, one page of them, from 0 on. Returns how many
 * pages there are.
 */
unsigned help_text(const struct overlay_room *room, unsigned page, char *text, size_t size);

#endif
