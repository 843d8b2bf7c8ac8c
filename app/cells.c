/* SPDX-License-Identifier: BSD-2-Clause */
#include "cells.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void add_bytes(struct cells *cells, const char *bytes, size_t n)
{
	if (cells->length + n + 1 > cells->size)
		return;
	memcpy(cells->to + cells->length, bytes, n);
	cells->length += n;
	cells->to[cells->length] = '\0';
}

void cells_add(struct cells *cells, const char *text)
{
	add_bytes(cells, text, strlen(text));
}

bool cells_goes_on(char byte)
{
	return (byte & 0xc0) == 0x80;
}

int cells_of(const char *text)
{
	int cells = 0;
	for (; *text; text++)
		cells += !cells_goes_on(*text);
	return cells;
}

void cells_fit(struct cells *cells, const char *text, int n)
{
	const int has = cells_of(text);
	const int takes = has > n ? n - 1 : has;
	const char *end = text;

	for (int i = 0; i < takes; i++)
		for (end++; cells_goes_on(*end); end++)
			;
	add_bytes(cells, text, (size_t)(end - text));
	if (has > n)
		cells_add(cells, "…");
	for (int i = has; i < n; i++)
		cells_add(cells, " ");
}

void cells_format(struct cells *cells, int n, const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	cells_fit(cells, text, n);
}
