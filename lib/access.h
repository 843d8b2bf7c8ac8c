/* SPDX-License-Identifier: BSD-2-Clause */
/* Why no camera is found though there are device nodes. Private to the library; any thread. */
#ifndef GG_ACCESS_H
#define GG_ACCESS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Is there a node, of those that a pattern of glob() names, that this user may not open? Then which
 * it is, and what would help, go to text: "/dev/video0 may not be opened: ...".
 */
bool gg_access_denied(const char *pattern, char *text, size_t size);

#endif
