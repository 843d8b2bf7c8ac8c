/* SPDX-License-Identifier: BSD-2-Clause */
#include "screenshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "config_file.h"

/* XDG_PICTURES_DIR of user-dirs.dirs: a line XDG_PICTURES_DIR="$HOME/Pictures". */
static bool find_pictures_folder(char *dir, size_t size)
{
	const char *home = getenv("HOME");
	char path[4096], line[1100], value[1024] = "";

	if (!home || !config_file_path(path, sizeof path, "user-dirs.dirs"))
		return false;
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

void screenshot_numbered(struct shot *shot, enum shot_kind kind, const char *dir)
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

	*shot = (struct shot){ .target = { .numbered = true }, .kind = kind };
	snprintf(shot->target.path, sizeof shot->target.path, "%s/groundglass-%s", folder, when);
	snprintf(shot->target.extension, sizeof shot->target.extension, "png");
}

void screenshot_to_file(struct shot *shot, const char *file)
{
	const char *dot = strrchr(file, '.');

	*shot = (struct shot){ .kind = SHOT_PICTURE };
	if (gg_save_kind(file) != GG_SAVE_PICTURE)
		shot->kind = SHOT_PLANES;
	else if (dot && (strcasecmp(dot, ".jpg") == 0 || strcasecmp(dot, ".jpeg") == 0))
		shot->kind = SHOT_OWN_JPEG;
	snprintf(shot->target.path, sizeof shot->target.path, "%s", file);
}
