/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Memory that a software camera fills and its requests map for themselves: a sealed memfd, mapped
 * writable here. Private to the library.
 */
#ifndef GG_SHARED_MEMORY_H
#define GG_SHARED_MEMORY_H

#include <stddef.h>
#include <stdint.h>

/* Zero-initialised it is nothing. */
struct gg_shared_memory {
	uint8_t *data; /* NULL: none */
	size_t length; /* bytes */
	int fd;	       /* -1 after gg_shared_memory_close() */
};

/* 0, or -errno. */
int gg_shared_memory_create(struct gg_shared_memory *memory, size_t length);

/* Close the fd, once requests have mapped it; the memory stays. */
void gg_shared_memory_close(struct gg_shared_memory *memory);

/* Close and unmap. */
void gg_shared_memory_finish(struct gg_shared_memory *memory);

#endif
