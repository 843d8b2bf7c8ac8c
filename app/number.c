/* SPDX-License-Identifier: BSD-2-Clause */
#include "number.h"

#include <ctype.h>
#include <errno.h>
#include <locale.h>
#include <stdlib.h>

bool number_read_integer(const char **text, uint64_t min, uint64_t max, uint64_t *number)
{
	if (!isdigit((unsigned char)**text))
		return false;
	char *end;
	errno = 0;
	*number = strtoull(*text, &end, 10);
	*text = end;
	return !errno && *number >= min && *number <= max;
}

bool number_read_real(const char **text, double min, double max, double *number)
{
	char *end;
	locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	*number = c ? strtod_l(*text, &end, c)
		    : strtod(*text, &end); /* main() leaves numbers alone */
	if (c)
		freelocale(c);
	bool found = end != *text && !isspace((unsigned char)**text);
	*text = end;
	return found && *number >= min && *number <= max; /* false for NaN */
}
