/* SPDX-License-Identifier: BSD-2-Clause */
#include "targets.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int check_folder(const char *dir, struct gg_error *error)
{
	struct stat status;

	if (stat(dir, &status) == 0 && !S_ISDIR(status.st_mode))
		errno = ENOTDIR;
	else if (access(dir, W_OK | X_OK) == 0)
		return 0;
	int code = errno;
	return gg_error_set(error, -code, "cannot save in %s: %s", dir, strerror(code));
}

/* The folder part of a path, "." where it has none. */
static void folder_of(const char *path, char *dir, size_t size)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		snprintf(dir, size, ".");
	else
		snprintf(dir, size, "%.*s", slash == path ? 1 : (int)(slash - path), path);
}

/* Can a file of that name be written, or made? NULL and "-" always can. */
static int check_file(const char *file, struct gg_error *error)
{
	char folder[4096];
	struct stat status;

	if (!file || strcmp(file, "-") == 0)
		return 0;
	if (stat(file, &status) == 0 && !S_ISREG(status.st_mode)) {
		int code = S_ISDIR(status.st_mode) ? EISDIR : access(file, W_OK) ? errno : 0;
		return code ? gg_error_set(error, -code, "cannot write %s: %s", file,
					   strerror(code))
			    : 0;
	}
	folder_of(file, folder, sizeof folder);
	return check_folder(folder, error);
}

/* A folder for --save-frames is made where it is not there. */
static int check_save_folder(const char *dir, struct gg_error *error)
{
	if (mkdir(dir, 0777) && errno != EEXIST)
		return gg_error_set(error, -errno, "cannot make the folder %s: %s", dir,
				    strerror(errno));
	return check_folder(dir, error);
}

int targets_check(const struct options *options, struct gg_error *error)
{
	int ret = options->screenshot_dir ? check_folder(options->screenshot_dir, error) : 0;

	if (ret == 0)
		ret = check_file(options->screenshot, error);
	if (ret == 0)
		ret = check_file(options->stats_file, error);
	for (unsigned i = 0; ret == 0 && i < OPTIONS_MAX_CAMERAS; i++) {
		const struct options_camera *camera = &options->cameras[i];
		if (camera->save_pattern)
			ret = check_file(camera->save_pattern, error);
		else if (camera->save_frames)
			ret = camera->save_dir ? check_save_folder(camera->save_dir, error)
					       : check_folder(".", error);
	}
	return ret;
}
