/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which pictures a file or a folder holds: JPEGs, Motion-JPEG streams, and what was saved from an
 * MJPEG camera frame by frame. Private to the library. One thread at a time, but pictures may be
 * read by another while nobody opens or finishes.
 */
#ifndef GG_FILE_INDEX_H
#define GG_FILE_INDEX_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <groundglass/error.h>

struct gg_file_picture {
	char *path;	 /* owned by the index, shared by the pictures of one file */
	uint64_t offset; /* bytes */
	uint64_t size;	 /* bytes; 0: the file as long as it is when it is read */
};

struct gg_file_index {
	size_t n;
	struct gg_file_picture *pictures;
	uint64_t largest; /* bytes that hold any of the pictures */
	size_t n_raw;	  /* files left out that hold something else: the pixels of a recording? */
	size_t n_paths;
	char **paths;
};

/*
 * Find the pictures of path, files of a folder in the order of strverscmp(). 0; -EINVAL where
 * there are none, with what would work; what open or stat said. Finish it either way.
 */
int gg_file_index_open(struct gg_file_index *index, const char *path, struct gg_error *error);
void gg_file_index_finish(struct gg_file_index *index);

/* Read a picture into size bytes. Its length, or -errno; -EFBIG where it does not fit. */
ssize_t gg_file_picture_read(const struct gg_file_picture *picture, uint8_t *data, size_t size);

#endif
