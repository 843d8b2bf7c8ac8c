/* SPDX-License-Identifier: BSD-2-Clause */
#include "fuzz.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <sanitizer/asan_interface.h>

enum { MAX_FILES = 4 };

void fuzz_fail(const char *condition, const char *file, int line)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
	abort();
}

uint64_t fuzz_take(struct fuzz_input *input, unsigned bytes)
{
	uint64_t number = 0;

	for (unsigned i = 0; i < bytes && input->size; i++, input->size--)
		number |= (uint64_t)*input->data++ << 8 * i;
	return number;
}

unsigned fuzz_choose(struct fuzz_input *input, unsigned n)
{
	return (unsigned)fuzz_take(input, 1) % n;
}

float fuzz_take_float(struct fuzz_input *input)
{
	const uint32_t bits = (uint32_t)fuzz_take(input, 4);
	float number;

	if (bits >> 24 == 0)
		return (float)(int16_t)(bits & 0xffff) / 256;
	memcpy(&number, &bits, sizeof number);
	return number;
}

uint8_t *fuzz_memory(unsigned index, size_t length)
{
	static uint8_t *memories[FUZZ_MEMORIES];
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);
	uint8_t *memory = memories[index];

	if (!memory) {
		memory = mmap(NULL, FUZZ_MAX_MEMORY + page, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		FUZZ_REQUIRE(memory != MAP_FAILED);
		FUZZ_REQUIRE(!mprotect(memory + FUZZ_MAX_MEMORY, page, PROT_NONE));
		memories[index] = memory;
	}
	FUZZ_REQUIRE(length <= FUZZ_MAX_MEMORY);

	uint8_t *data = memory + FUZZ_MAX_MEMORY - length;
	const size_t before = FUZZ_MAX_MEMORY - length < 64 ? FUZZ_MAX_MEMORY - length : 64;
	ASAN_UNPOISON_MEMORY_REGION(memory, FUZZ_MAX_MEMORY);
	ASAN_POISON_MEMORY_REGION(data - before, before);
	return data;
}

void fuzz_fill(uint8_t *memory, size_t length, const struct fuzz_input *input)
{
	if (!input->size) {
		memset(memory, 0, length);
		return;
	}
	for (size_t done = 0; done < length;) {
		const size_t left = length - done, n = left < input->size ? left : input->size;
		memcpy(memory + done, input->data, n);
		done += n;
	}
}

const char *fuzz_file(unsigned index, const uint8_t *data, size_t size)
{
	static struct {
		int fd;
		char path[32];
	} files[MAX_FILES];

	if (!files[index].path[0]) {
		files[index].fd = memfd_create("fuzz", MFD_CLOEXEC);
		FUZZ_REQUIRE(files[index].fd >= 0);
		snprintf(files[index].path, sizeof files[index].path, "/proc/self/fd/%d",
			 files[index].fd);
	}
	FUZZ_REQUIRE(!ftruncate(files[index].fd, 0));
	FUZZ_REQUIRE(pwrite(files[index].fd, data, size, 0) == (ssize_t)size);
	return files[index].path;
}

static char folder[] = "/dev/shm/groundglass-fuzz-XXXXXX"; /* in memory, for many a second */

static void remove_folder(void)
{
	DIR *entries = opendir(folder);
	const struct dirent *entry;

	while (entries && (entry = readdir(entries)))
		unlinkat(dirfd(entries), entry->d_name, 0);
	if (entries)
		closedir(entries);
	rmdir(folder);
}

const char *fuzz_folder(void)
{
	static bool made;

	if (!made) {
		FUZZ_REQUIRE(mkdtemp(folder) != NULL);
		FUZZ_REQUIRE(!atexit(remove_folder));
		made = true;
	}
	return folder;
}

static char *in_folder(const char *name)
{
	char *path = NULL;

	FUZZ_REQUIRE(asprintf(&path, "%s/%s", fuzz_folder(), name) > 0);
	return path;
}

char *fuzz_write(const char *name, const uint8_t *data, size_t size)
{
	char *path = in_folder(name);
	const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	FUZZ_REQUIRE(fd >= 0);
	FUZZ_REQUIRE(write(fd, data, size) == (ssize_t)size);
	FUZZ_REQUIRE(!close(fd));
	return path;
}

void fuzz_remove(const char *name)
{
	char *path = in_folder(name);

	unlink(path);
	free(path);
}

char *fuzz_link(const char *name, const char *path)
{
	char *link = in_folder(name);

	unlink(link);
	FUZZ_REQUIRE(!symlink(path, link));
	return link;
}
