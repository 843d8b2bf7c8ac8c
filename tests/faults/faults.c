/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Makes calls of the viewer's and the library's own code fail, one place at a time. The linker
 * leads the functions of fault_list.h here (--wrap); a place is the address that a call returns to.
 *
 *   FAULT_PLACES=FILE  write each place that is passed: "OFFSET FUNCTION" a line
 *   FAULT=OFFSET       let the calls from that place fail; of OFFSET:once only the first
 *   WRITE_DELAY_MS=N   let each write() take that much longer, as to a slow disk
 */
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fault_list.h"

enum { MAX_PLACES = 4096 };

extern const char __executable_start[];

static struct {
	pthread_mutex_t lock;
	bool ready; /* the environment has been read */
	FILE *places;
	useconds_t write_delay_us;
	uintptr_t fault; /* 0: none */
	bool once;

	/* fields below are protected by lock */
	bool failed;
	uintptr_t seen[MAX_PLACES];
	unsigned n_seen;
} faults = { .lock = PTHREAD_MUTEX_INITIALIZER };

__attribute__((constructor)) static void read_environment(void)
{
	const char *places = getenv("FAULT_PLACES"), *fault = getenv("FAULT");
	const char *delay = getenv("WRITE_DELAY_MS");

	if (places)
		faults.places = fopen(places, "we");
	if (faults.places)
		setlinebuf(faults.places);
	if (fault) {
		faults.fault = (uintptr_t)strtoull(fault, NULL, 16);
		faults.once = strstr(fault, ":once") != NULL;
	}
	if (delay)
		faults.write_delay_us = 1000 * (useconds_t)strtoul(delay, NULL, 10);
	faults.ready = true;
}

static void note_place(uintptr_t place, const char *function)
{
	for (unsigned i = 0; i < faults.n_seen; i++)
		if (faults.seen[i] == place)
			return;
	if (faults.n_seen == MAX_PLACES)
		abort();
	faults.seen[faults.n_seen++] = place;
	fprintf(faults.places, "%" PRIxPTR " %s\n", place, function);
}

/* Is the call that returns to caller to fail? */
static bool is_due(const void *caller, const char *function)
{
	const uintptr_t place = (uintptr_t)caller - (uintptr_t)__executable_start;

	if (!faults.ready)
		return false;
	pthread_mutex_lock(&faults.lock);
	if (faults.places)
		note_place(place, function);
	const bool due = faults.fault == place && !(faults.once && faults.failed);
	faults.failed |= due;
	pthread_mutex_unlock(&faults.lock);
	return due;
}

/* clang-format off */
#define WRAP(type, name, parameters, arguments, code, result)                                      \
	type __real_##name parameters;                                                             \
	type __wrap_##name parameters;                                                             \
	type __wrap_##name parameters                                                              \
	{                                                                                          \
		if (!is_due(__builtin_return_address(0), #name))                                   \
			return __real_##name arguments;                                            \
		errno = code;                                                                      \
		return result;                                                                     \
	}
FAULT_LIST(WRAP)
/* clang-format on */

/* Functions with a variable number of arguments: ours pass one at most, of the size of a pointer.
 */
#define WRAP_VARIADIC(name, type, fixed_type, fixed, code)                                         \
	int __real_##name(type first, fixed_type fixed, ...);                                      \
	int __wrap_##name(type first, fixed_type fixed, ...);                                      \
	int __wrap_##name(type first, fixed_type fixed, ...)                                       \
	{                                                                                          \
		va_list arguments;                                                                 \
		va_start(arguments, fixed);                                                        \
		const uintptr_t argument = va_arg(arguments, uintptr_t);                           \
		va_end(arguments);                                                                 \
		if (!is_due(__builtin_return_address(0), #name))                                   \
			return __real_##name(first, fixed, argument);                              \
		errno = code;                                                                      \
		return -1;                                                                         \
	}

WRAP_VARIADIC(open, const char *, int, flags, EMFILE)
WRAP_VARIADIC(ioctl, int, unsigned long, request, EIO)
WRAP_VARIADIC(fcntl, int, int, command, EMFILE)

ssize_t __real_write(int fd, const void *from, size_t size);
ssize_t __wrap_write(int fd, const void *from, size_t size);
ssize_t __wrap_write(int fd, const void *from, size_t size)
{
	if (is_due(__builtin_return_address(0), "write")) {
		errno = ENOSPC;
		return -1;
	}
	if (faults.write_delay_us)
		usleep(faults.write_delay_us);
	return __real_write(fd, from, size);
}

/* What could not be written shows when the file is closed, and closed it is. */
int __real_fclose(FILE *file);
int __wrap_fclose(FILE *file);
int __wrap_fclose(FILE *file)
{
	const bool due = is_due(__builtin_return_address(0), "fclose");
	const int status = __real_fclose(file);

	if (!due)
		return status;
	errno = ENOSPC;
	return EOF;
}
