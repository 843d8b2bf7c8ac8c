/* SPDX-License-Identifier: BSD-2-Clause */
/* Signals that people send: to end, and to save the picture. */
#ifndef GG_SIGNALS_H
#define GG_SIGNALS_H

#include <stdbool.h>

/*
 * From here on no SIGUSR1 ends the process, and writing to what nobody reads or to a file that gets
 * too large is an error rather than a signal. Before there are threads.
 */
void signals_init(void);

/* SIGINT and SIGTERM are noted; a second one ends the process at once. Main thread. */
void signals_catch_end(void);

/* Has one of them come? Any thread. */
bool signals_want_end(void);

/* Has SIGUSR1 come since this was asked last? Those that came meanwhile are one. Main thread. */
bool signals_take_screenshot(void);

#endif
