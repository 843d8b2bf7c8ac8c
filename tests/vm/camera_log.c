/* SPDX-License-Identifier: BSD-2-Clause */
#include "camera_log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>

static FILE *log_file;

int camera_log_open(const char *path)
{
	log_file = fopen(path, "ae");
	return log_file ? 0 : -errno;
}

void camera_log(const char *format, ...)
{
	FILE *file = log_file ? log_file : stderr;
	struct timespec now;
	va_list args;

	clock_gettime(CLOCK_MONOTONIC, &now);
	fprintf(file, "%lld.%03ld ", (long long)now.tv_sec, now.tv_nsec / 1000000);
	va_start(args, format);
	vfprintf(file, format, args);
	va_end(args);
	fputc('\n', file);
	fflush(file);
}
