/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/mapped_buffer.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/dma-buf.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* One distinct buffer. Until it is mapped fd is borrowed, then it is a duplicate of our own. */
struct map {
	int fd;
	dev_t device;
	ino_t inode;
	uint64_t size; /* of the buffer, bytes */
	size_t length; /* to map: the end of the furthest plane */
	uint8_t *address;
	bool sync; /* it is a dma-buf */
};

struct gg_mapped_buffer {
	unsigned n_planes;
	struct gg_plane_location planes[GG_MAX_PLANES];
	unsigned map_of[GG_MAX_PLANES]; /* index in maps, by plane */
	unsigned n_maps;		/* 0: not mapped */
	struct map maps[GG_MAX_PLANES];
	enum gg_map_access access;
};

struct gg_mapped_buffer *gg_mapped_buffer_create(const struct gg_plane_location *planes,
						 unsigned n_planes)
{
	if (n_planes < 1 || n_planes > GG_MAX_PLANES)
		return NULL;

	struct gg_mapped_buffer *buffer = calloc(1, sizeof *buffer);
	if (!buffer)
		return NULL;

	buffer->n_planes = n_planes;
	for (unsigned i = 0; i < n_planes; i++)
		buffer->planes[i] = planes[i];
	return buffer;
}

/* Returns 0 or -errno. */
static int sync_cpu(int fd, enum gg_map_access access, uint64_t edge)
{
	struct dma_buf_sync sync = {
		.flags = edge | (access == GG_MAP_READ ? DMA_BUF_SYNC_READ : DMA_BUF_SYNC_RW),
	};
	int ret;

	/* The kernel may give up halfway and asks to be called again (linux/dma-buf.h). */
	do
		ret = ioctl(fd, DMA_BUF_IOCTL_SYNC, &sync);
	while (ret < 0 && (errno == EINTR || errno == EAGAIN));
	return ret < 0 ? -errno : 0;
}

/*
 * Find the buffer behind fd among the first *n_maps, or describe it in the next. Duplicates of an
 * fd share the inode, and every dma-buf has had one of its own since Linux 5.3.
 */
static int find_map(struct map *maps, unsigned *n_maps, int fd, unsigned *index,
		    struct gg_error *error)
{
	struct stat status;

	if (fstat(fd, &status) < 0)
		return gg_error_set(error, -errno, "cannot look at buffer fd %d: %m", fd);
	for (unsigned i = 0; i < *n_maps; i++) {
		if (maps[i].device == status.st_dev && maps[i].inode == status.st_ino) {
			*index = i;
			return 0;
		}
	}

	const off_t size = lseek(fd, 0, SEEK_END);
	if (size < 0)
		return gg_error_set(error, -errno, "cannot find the length of buffer fd %d: %m",
				    fd);

	*index = *n_maps;
	maps[(*n_maps)++] = (struct map){
		.fd = fd,
		.device = status.st_dev,
		.inode = status.st_ino,
		.size = (uint64_t)size,
	};
	return 0;
}

/* The plane must lie within its buffer; the map must reach to its end. */
static int add_plane(struct map *map, const struct gg_plane_location *plane, struct gg_error *error)
{
	size_t end;

	if (__builtin_add_overflow(plane->offset, plane->length, &end) || end > map->size)
		return gg_error_set(error, -EINVAL,
				    "plane is out of buffer: buffer length=%" PRIu64
				    ", plane offset=%" PRIu64 ", plane length=%" PRIu64,
				    map->size, plane->offset, plane->length);
	if (end > map->length)
		map->length = end;
	return 0;
}

static int open_map(struct map *map, enum gg_map_access access, struct gg_error *error)
{
	const int prot = access == GG_MAP_READ ? PROT_READ : PROT_READ | PROT_WRITE;
	/* Nothing but empty planes: mmap takes no length of 0. */
	const size_t length = map->length ? map->length : 1;

	const int fd = fcntl(map->fd, F_DUPFD_CLOEXEC, 0);
	if (fd < 0)
		return gg_error_set(error, -errno, "cannot duplicate buffer fd %d: %m", map->fd);

	void *address = mmap(NULL, length, prot, MAP_SHARED, fd, 0);
	if (address == MAP_FAILED) {
		const int ret = gg_error_set(
			error, -errno, "cannot map %zu bytes of buffer fd %d for %s: %m", length,
			map->fd, access == GG_MAP_READ ? "reading" : "writing");
		close(fd);
		return ret;
	}

	map->fd = fd;
	map->length = length;
	map->address = address;
	/* Ask once: what is no dma-buf says ENOTTY to this and to every later bracket. */
	map->sync = !sync_cpu(fd, access, DMA_BUF_SYNC_START) &&
		    !sync_cpu(fd, access, DMA_BUF_SYNC_END);
	return 0;
}

static void close_maps(struct map *maps, unsigned n_maps)
{
	while (n_maps--) {
		munmap(maps[n_maps].address, maps[n_maps].length);
		close(maps[n_maps].fd);
	}
}

int gg_mapped_buffer_map(struct gg_mapped_buffer *buffer, enum gg_map_access access,
			 struct gg_error *error)
{
	struct map *maps = buffer->maps;
	unsigned n_maps = 0;
	int ret;

	if (buffer->n_maps)
		return gg_error_set(error, -EBUSY, "already mapped");

	for (unsigned i = 0; i < buffer->n_planes; i++) {
		const struct gg_plane_location *plane = &buffer->planes[i];

		ret = find_map(maps, &n_maps, plane->fd, &buffer->map_of[i], error);
		if (!ret)
			ret = add_plane(&maps[buffer->map_of[i]], plane, error);
		if (ret)
			return ret;
	}

	for (unsigned i = 0; i < n_maps; i++) {
		ret = open_map(&maps[i], access, error);
		if (ret) {
			close_maps(maps, i);
			return ret;
		}
	}
	buffer->n_maps = n_maps;
	buffer->access = access;
	return 0;
}

int gg_mapped_buffer_unmap(struct gg_mapped_buffer *buffer, struct gg_error *error)
{
	if (!buffer->n_maps)
		return gg_error_set(error, -EINVAL, "not mapped");

	close_maps(buffer->maps, buffer->n_maps);
	buffer->n_maps = 0;
	return 0;
}

void gg_mapped_buffer_destroy(struct gg_mapped_buffer *buffer)
{
	if (!buffer)
		return;
	close_maps(buffer->maps, buffer->n_maps);
	free(buffer);
}

int gg_mapped_buffer_plane(const struct gg_mapped_buffer *buffer, unsigned plane, uint8_t **data,
			   size_t *length, struct gg_error *error)
{
	if (!buffer->n_maps)
		return gg_error_set(error, -EINVAL, "not mapped");
	if (plane >= buffer->n_planes)
		return gg_error_set(error, -EINVAL, "no plane %u: the buffer has planes 0 to %u",
				    plane, buffer->n_planes - 1);

	/* map() has checked that both fit in a size_t. */
	*data = buffer->maps[buffer->map_of[plane]].address + (size_t)buffer->planes[plane].offset;
	*length = (size_t)buffer->planes[plane].length;
	return 0;
}

static void sync_maps(const struct gg_mapped_buffer *buffer, uint64_t edge)
{
	for (unsigned i = 0; i < buffer->n_maps; i++)
		if (buffer->maps[i].sync)
			sync_cpu(buffer->maps[i].fd, buffer->access, edge);
}

void gg_mapped_buffer_begin(const struct gg_mapped_buffer *buffer)
{
	sync_maps(buffer, DMA_BUF_SYNC_START);
}

void gg_mapped_buffer_end(const struct gg_mapped_buffer *buffer)
{
	sync_maps(buffer, DMA_BUF_SYNC_END);
}
