/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Who else uses a device: for messages. libcamera locks a camera's media node for as long as it is
 * acquired; other programs only hold a video node open. Private to the library; any thread.
 */
#ifndef GG_HOLDER_H
#define GG_HOLDER_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Of a camera with that video node (NULL: of any camera) another process, as "cheese (process
 * 123)". false: none, or none that may be looked at.
 */
bool gg_holder_find(const char *video_node, char *text, size_t size);

/* Has another process a lock on the file, or (else) the file open? As above. */
bool gg_holder_of_lock(const char *path, char *text, size_t size);
bool gg_holder_of_file(const char *path, char *text, size_t size);

#ifdef __cplusplus
}
#endif
#endif
