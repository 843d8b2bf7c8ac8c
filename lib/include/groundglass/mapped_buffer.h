/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Planes in dma-bufs or memfds, mapped into memory and bounded: libcamera's MappedFrameBuffer in
 * C. The object borrows the fds it is created with until it is mapped, and keeps duplicates of
 * its own while it is. Map once when the buffer is allocated, not once a frame.
 * Not thread-safe, except that views and the begin/end brackets may be used by one thread at a
 * time while nobody maps or unmaps.
 */
#ifndef GROUNDGLASS_MAPPED_BUFFER_H
#define GROUNDGLASS_MAPPED_BUFFER_H

#include <stddef.h>
#include <stdint.h>

#include <groundglass/error.h>
#include <groundglass/format.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Where a plane lies, as libcamera::FrameBuffer::Plane says it. */
struct gg_plane_location {
	int fd;
	uint64_t offset; /* bytes from the start of the buffer */
	uint64_t length; /* bytes */
};

enum gg_map_access { GG_MAP_READ, GG_MAP_READ_WRITE };

struct gg_mapped_buffer;

/*
 * A new, unmapped object; planes are copied. NULL: no memory, or n_planes is not in
 * 1..GG_MAX_PLANES.
 */
struct gg_mapped_buffer *gg_mapped_buffer_create(const struct gg_plane_location *planes,
						 unsigned n_planes);

/* Unmap where mapped, and free. Accepts NULL. */
void gg_mapped_buffer_destroy(struct gg_mapped_buffer *buffer);

/*
 * Map every distinct buffer once, just far enough for its furthest plane. Planes may share an fd,
 * and two fds with one inode are one buffer. Errors, nothing left mapped or open after one:
 *   -EBUSY   "already mapped"
 *   -EINVAL  "plane is out of buffer: buffer length=%, plane offset=%, plane length=%"
 *   other    what lseek, fstat, dup or mmap said
 */
int gg_mapped_buffer_map(struct gg_mapped_buffer *buffer, enum gg_map_access access,
			 struct gg_error *error);

/* Undo what map did. -EINVAL "not mapped". All views end. */
int gg_mapped_buffer_unmap(struct gg_mapped_buffer *buffer, struct gg_error *error);

/*
 * The bytes [offset, offset + length) of a plane, nothing before, nothing after. -EINVAL "not
 * mapped", or a plane that there is not. Write only where mapped GG_MAP_READ_WRITE.
 */
int gg_mapped_buffer_plane(const struct gg_mapped_buffer *buffer, unsigned plane, uint8_t **data,
			   size_t *length, struct gg_error *error);

/*
 * Bracket the CPU's access to the planes with DMA_BUF_IOCTL_SYNC (linux/dma-buf.h), for reading
 * or for both as mapped. Does nothing for what is no dma-buf. May block until the device is done.
 */
void gg_mapped_buffer_begin(const struct gg_mapped_buffer *buffer);
void gg_mapped_buffer_end(const struct gg_mapped_buffer *buffer);

#ifdef __cplusplus
}
#endif
#endif
