/* SPDX-License-Identifier: BSD-2-Clause */
/* Files of settings: where they are, and reading them whole. They may hold anything. Any thread. */
#ifndef GG_CONFIG_FILE_H
#define GG_CONFIG_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include <groundglass/error.h>

/*
 * The path of a file in the folder for settings, $XDG_CONFIG_HOME or else ~/.config. false: there
 * is no such folder, or the path is too long.
 */
bool config_file_path(char *path, size_t size, const char *file);

/*
 * Read a file of at most max bytes into *text, for the caller to free(): *size bytes and a NUL. 0;
 * -errno, -EINVAL where it is no file, -EFBIG: error names the path and the reason. A FIFO does not
 * block it.
 */
int config_file_read(const char *path, size_t max, char **text, size_t *size,
		     struct gg_error *error);

#endif
