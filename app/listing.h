/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What -l, -I, -p, --list-controls and --version print. Main thread.
 */
#ifndef GG_LISTING_H
#define GG_LISTING_H

#include "options.h"

/* Print what options->mode asks for on stdout; returns the exit status (errors on stderr). */
int listing_run(const struct options *options);

/* "groundglass 0.1.0" and the versions of everything it is built on, a line each, to stdout. */
void listing_print_versions(void);

#endif
