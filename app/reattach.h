/* SPDX-License-Identifier: BSD-2-Clause */
/* When to look for a camera that is gone. Main thread. */
#ifndef GG_REATTACH_H
#define GG_REATTACH_H

#include <stdbool.h>

#include <groundglass/error.h>

struct reattach;

/* Start to watch for cameras; before the one that is gone is let go of, or its return is missed. */
int reattach_create(struct reattach **reattach, struct gg_error *error);
void reattach_destroy(struct reattach *reattach); /* NULL is accepted */

/*
 * Is it time to try to open what is gone? Several times after a camera was announced, since the
 * device may not be ready at once. *last: no further try until the next announcement, so a failure
 * is worth a word.
 */
bool reattach_is_time(struct reattach *reattach, bool *last);

/* Try from the next second on, as if a camera had been announced then. */
void reattach_try(struct reattach *reattach);

#endif
