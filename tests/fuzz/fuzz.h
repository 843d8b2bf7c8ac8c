/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a fuzz target is made of: LLVMFuzzerTestOneInput(), which libFuzzer or replay_main.c calls
 * with one input after the other, memory that ends where it says, and numbers out of the input.
 * One thread.
 */
#ifndef GG_FUZZ_H
#define GG_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* libFuzzer's name for it. Always returns 0; data is on the heap, and exactly size bytes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold for any input: where it does not, say so and abort. */
#define FUZZ_REQUIRE(condition)                                                                    \
	do {                                                                                       \
		if (!(condition))                                                                  \
			fuzz_fail(#condition, __FILE__, __LINE__);                                 \
	} while (0)
_Noreturn void fuzz_fail(const char *condition, const char *file, int line);

/* What is left of an input. */
struct fuzz_input {
	const uint8_t *data;
	size_t size;
};

/* The next 1..8 bytes as a little-endian number; what is missing at the end counts as 0. */
uint64_t fuzz_take(struct fuzz_input *input, unsigned bytes);

/* The same, 0..n - 1. */
unsigned fuzz_choose(struct fuzz_input *input, unsigned n);

/* Any bits of a float, mostly those of small numbers. */
float fuzz_take_float(struct fuzz_input *input);

enum { FUZZ_MAX_MEMORY = 1 << 20, FUZZ_MEMORIES = 5 };

/*
 * Memory number index of length bytes, at most FUZZ_MAX_MEMORY, until the next call with that
 * index: no instruction of whatever library may touch the byte behind it, and under
 * AddressSanitizer none of our own those before it, but for up to 7.
 */
uint8_t *fuzz_memory(unsigned index, size_t length);

/* Fill memory with the bytes of input again and again, with 0 where there are none. */
void fuzz_fill(uint8_t *memory, size_t length, const struct fuzz_input *input);

/*
 * A file with no name that holds these bytes, the same file in every call with that index. Returns
 * a path to open it by.
 */
const char *fuzz_file(unsigned index, const uint8_t *data, size_t size);

/* A folder of our own, removed at exit with the files and links in it. */
const char *fuzz_folder(void);

/* Write a file of that name in that folder. Returns its path, to be freed. */
char *fuzz_write(const char *name, const uint8_t *data, size_t size);

/* Remove it, where it is. */
void fuzz_remove(const char *name);

/* In that folder, a link of that name to path. Returns the path of the link, to be freed. */
char *fuzz_link(const char *name, const char *path);

#endif
