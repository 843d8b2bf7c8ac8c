/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers on the command line, in the C locale whatever the program's is. Any thread. */
#ifndef GG_NUMBER_H
#define GG_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* The digits at *text, which moves behind them; false where there are none, or not min..max. */
bool number_read_integer(const char **text, uint64_t min, uint64_t max, uint64_t *number);

/* The same for a number with a point. */
bool number_read_real(const char **text, double min, double max, double *number);

#endif
