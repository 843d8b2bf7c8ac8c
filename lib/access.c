/* SPDX-License-Identifier: BSD-2-Clause */
#include "access.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <grp.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void describe(const char *path, char *text, size_t size)
{
	struct stat status;
	struct group group, *found = NULL;
	char names[1024], number[16];

	if (stat(path, &status) || !(status.st_mode & S_IRGRP) || !(status.st_mode & S_IWGRP)) {
		snprintf(text, size, "%s may not be opened: permission denied, to its group too",
			 path);
		return;
	}
	snprintf(number, sizeof number, "%u", status.st_gid);
	getgrgid_r(status.st_gid, &group, names, sizeof names, &found);
	const char *name = found ? found->gr_name : number;
	snprintf(text, size,
		 "%s may not be opened: permission denied; be in group %s (sudo usermod -aG %s "
		 "$USER, then log in again), or log in at the machine itself rather than by SSH",
		 path, name, name);
}

bool gg_access_denied(const char *pattern, char *text, size_t size)
{
	bool denied = false;
	glob_t nodes;

	if (glob(pattern, 0, NULL, &nodes))
		return false;
	for (size_t i = 0; !denied && i < nodes.gl_pathc; i++) {
		denied = faccessat(AT_FDCWD, nodes.gl_pathv[i], R_OK | W_OK, AT_EACCESS) &&
			 errno == EACCES;
		if (denied)
			describe(nodes.gl_pathv[i], text, size);
	}
	globfree(&nodes);
	return denied;
}
