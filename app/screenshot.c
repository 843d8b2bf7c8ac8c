/* SPDX-License-Identifier: BSD-2-Clause */
#include "screenshot.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
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

int screenshot_check(const char *dir, const char *file, struct gg_error *error)
{
	int ret = dir ? check_folder(dir, error) : 0;

	if (ret == 0 && file && strcmp(file, "-") != 0) {
		char folder[4096];
		folder_of(file, folder, sizeof folder);
		ret = check_folder(folder, error);
	}
	return ret;
}

/* XDG_PICTURES_DIR of user-dirs.dirs: a line XDG_PICTURES_DIR="$HOME/Pictures". */
static bool find_pictures_folder(char *dir, size_t size)
{
	const char *home = getenv("HOME"), *config = getenv("XDG_CONFIG_HOME");
	char path[4096], line[1100], value[1024] = "";

	if (!home)
		return false;
	if (config && config[0])
		snprintf(path, sizeof path, "%s/user-dirs.dirs", config);
	else
		snprintf(path, sizeof path, "%s/.config/user-dirs.dirs", home);
	FILE *file = fopen(path, "re");
	if (!file)
		return false;
	while (!value[0] && fgets(line, sizeof line, file))
		sscanf(line, " XDG_PICTURES_DIR = \"%1023[^\"]\"", value);
	fclose(file);

	if (strncmp(value, "$HOME", 5) == 0)
		snprintf(dir, size, "%s%s", home, value + 5);
	else
		snprintf(dir, size, "%s", value);
	return value[0] && access(dir, W_OK | X_OK) == 0;
}

void screenshot_numbered(struct render_shot *shot, const char *dir)
{
	char folder[3000] = ".";
	char when[32];
	time_t now = time(NULL);
	struct tm local;

	if (dir)
		snprintf(folder, sizeof folder, "%s", dir);
	else if (!find_pictures_folder(folder, sizeof folder))
		snprintf(folder, sizeof folder, ".");
	strftime(when, sizeof when, "%Y%m%d-%H%M%S", localtime_r(&now, &local));

	*shot = (struct render_shot){ .target = { .numbered = true }, .own_jpeg = true };
	snprintf(shot->target.path, sizeof shot->target.path, "%s/groundglass-%s", folder, when);
	snprintf(shot->target.extension, sizeof shot->target.extension, "png");
}

void screenshot_to_file(struct render_shot *shot, const char *file)
{
	const char *dot = strrchr(file, '.');

	*shot = (struct render_shot){ 0 };
	shot->own_jpeg = dot && (strcasecmp(dot, ".jpg") == 0 || strcasecmp(dot, ".jpeg") == 0);
	snprintf(shot->target.path, sizeof shot->target.path, "%s", file);
}
