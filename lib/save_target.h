/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A file on its way: written under a temporary name in its folder and then renamed, so that it
 * appears whole or not at all. Private to the library; used by one thread at a time.
 */
#ifndef GG_SAVE_TARGET_H
#define GG_SAVE_TARGET_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include <groundglass/save.h>

/* temp is what has to be renamed to path, "" where it is written directly. */
struct gg_save_target {
	const char *name; /* as the caller wrote it */
	char path[PATH_MAX];
	char temp[PATH_MAX];
	enum gg_save_mode mode;
	int fd;
	int failure; /* of write, -errno */
	struct gg_error *error;
};

/* Open name ("-": stdout), which stays the caller's. 0 or -errno with error set. */
int gg_save_target_open(struct gg_save_target *target, const char *name, enum gg_save_mode mode,
			struct gg_error *error);

/* Write everything; after a failure nothing more is written, and closing reports it. */
bool gg_save_target_put(struct gg_save_target *target, const void *data, size_t size);

/*
 * Make the file appear under its name, or, where rc or a write failed, not at all. Returns rc, or
 * what failed with error set.
 */
int gg_save_target_close(struct gg_save_target *target, int rc);

/* Set the error to: what cannot be saved where, and the reason. Returns code. */
int gg_save_target_fail(const struct gg_save_target *target, int code, const char *reason);
int gg_save_target_fail_errno(const struct gg_save_target *target, int code);

#endif
