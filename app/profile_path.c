/* SPDX-License-Identifier: BSD-2-Clause */
#include "profile_path.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <groundglass/text.h>

#include "config_file.h"

enum { MAX_NAME = 100, MAX_MODEL = 200 };

static const char extension[] = ".json";

bool profile_name_is_valid(const char *name)
{
	size_t length = strlen(name);

	if (!length || length > MAX_NAME || name[0] == '.' || strchr(name, '/'))
		return false;
	while (*name) {
		const size_t n = gg_text_printable(name, length);
		if (!n)
			return false;
		name += n;
		length -= n;
	}
	return true;
}

/* Write model as a file's name; false: it is too long for one. */
static bool escape(const char *model, char name[MAX_MODEL + 1])
{
	size_t used = 0, left = strlen(model);

	while (left) {
		const size_t n = gg_text_printable(model, left), taken = n ? n : 1;
		const bool plain = n && *model != '/' && *model != '%' && (used || *model != '.');
		const size_t bytes = plain ? n : 3;
		if (used + bytes > MAX_MODEL)
			return false;
		if (plain)
			memcpy(name + used, model, n);
		else
			snprintf(name + used, 4, "%%%02X", (uint8_t)*model);
		used += bytes;
		model += taken;
		left -= taken;
	}
	name[used] = '\0';
	return used > 0;
}

int profile_path(char *path, size_t size, const char *model, const char *name,
		 struct gg_error *error)
{
	char folder[MAX_MODEL + 1], file[MAX_MODEL + MAX_NAME + 64];

	if (!escape(model, folder))
		return gg_error_set(
			error, -ENAMETOOLONG,
			"no profiles: this camera's name is none that a folder can have");
	snprintf(file, sizeof file, "groundglass/profiles/%s/%.*s%s", folder, MAX_NAME, name,
		 extension);
	if (!config_file_path(path, size, file))
		return gg_error_set(error, -ENOENT,
				    "no profiles: there is no folder for settings: set HOME or "
				    "XDG_CONFIG_HOME");
	return 0;
}

int profile_make_folders(const char *path, struct gg_error *error)
{
	char folder[PATH_MAX];

	if (snprintf(folder, sizeof folder, "%s", path) >= (int)sizeof folder)
		return gg_error_set(error, -ENAMETOOLONG, "no folder has so long a name");
	for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(folder, 0700) && errno != EEXIST) /* as XDG's specification says */
			return gg_error_set(error, -errno, "cannot make the folder %.300s: %s",
					    folder, strerror(errno));
		*slash = '/';
	}
	return 0;
}

/* Is it a profile's file? */
static int is_profile(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');
	return entry->d_name[0] != '.' && dot && strcmp(dot, extension) == 0;
}

void profile_list(const char *path, char *text, size_t size)
{
	const char *slash = strrchr(path, '/');
	char *folder = strndup(path, slash ? (size_t)(slash - path) : 0);
	struct dirent **entries = NULL;
	int n = folder ? scandir(folder, &entries, is_profile, alphasort) : 0;
	size_t length = (size_t)snprintf(text, size, "%s", n > 0 ? "" : "none");

	for (int i = 0; i < n; i++) {
		char name[MAX_NAME + 1];
		*strrchr(entries[i]->d_name, '.') = '\0';
		gg_text_clean(entries[i]->d_name, name, sizeof name);
		if (length < size)
			length += (size_t)snprintf(text + length, size - length, "%s%s",
						   i ? ", " : "", name);
		free(entries[i]);
	}
	free(entries);
	free(folder);
}
