/* SPDX-License-Identifier: BSD-2-Clause */
#include "interned.h"

#include <pthread.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void *tree; /* of names, as tsearch() has it */
static unsigned n_names;

static int compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* With the lock held. */
static const char *add(const char *name)
{
	char *copy = n_names < GG_MAX_INTERNED ? strdup(name) : NULL;

	if (copy && !tsearch(copy, &tree, compare)) {
		free(copy);
		copy = NULL;
	}
	n_names += copy != NULL;
	return copy;
}

const char *gg_intern(const char *name)
{
	if (strnlen(name, GG_MAX_INTERNED_LENGTH + 1) > GG_MAX_INTERNED_LENGTH)
		return NULL;
	pthread_mutex_lock(&lock);
	void *const *node = tfind(name, &tree, compare);
	const char *interned = node ? *node : add(name);
	pthread_mutex_unlock(&lock);
	return interned;
}
