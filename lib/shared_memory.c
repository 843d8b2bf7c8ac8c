/* SPDX-License-Identifier: BSD-2-Clause */
#include "shared_memory.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

int gg_shared_memory_create(struct gg_shared_memory *memory, size_t length)
{
	int ret;
	int fd = memfd_create("groundglass", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (fd < 0)
		return -errno;

	if (ftruncate(fd, (off_t)length))
		goto fail;
	fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
	void *data = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (data == MAP_FAILED)
		goto fail;
	*memory = (struct gg_shared_memory){ data, length, fd };
	return 0;

fail:
	ret = -errno;
	close(fd);
	return ret;
}

void gg_shared_memory_close(struct gg_shared_memory *memory)
{
	if (memory->data && memory->fd >= 0)
		close(memory->fd);
	memory->fd = -1;
}

void gg_shared_memory_finish(struct gg_shared_memory *memory)
{
	gg_shared_memory_close(memory);
	if (memory->data)
		munmap(memory->data, memory->length);
	memory->data = NULL;
}
