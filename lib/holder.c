/* SPDX-License-Identifier: BSD-2-Clause */
#include "holder.h"

#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* A process in words, unless it is this one. */
static bool describe(long pid, char *text, size_t size)
{
	char path[64], name[64] = "?";

	if (pid <= 0 || pid == (long)getpid())
		return false;
	snprintf(path, sizeof path, "/proc/%ld/comm", pid);
	FILE *file = fopen(path, "re");
	if (file) {
		if (fgets(name, sizeof name, file))
			name[strcspn(name, "\n")] = 0;
		fclose(file);
	}
	snprintf(text, size, "%s (process %ld)", name, pid);
	return true;
}

/* A line of proc(5)'s locks: "1: POSIX  ADVISORY  WRITE 3568 fd:00:2531452 0 EOF". */
static bool is_lock_on(const char *line, const struct stat *file, long *pid)
{
	unsigned major_number, minor_number;
	unsigned long inode;

	return sscanf(line, "%*s %*s %*s %*s %ld %x:%x:%lu", pid, &major_number, &minor_number,
		      &inode) == 4 &&
	       makedev(major_number, minor_number) == file->st_dev && inode == file->st_ino;
}

bool gg_holder_of_lock(const char *path, char *text, size_t size)
{
	struct stat status;
	char line[256];
	bool found = false;
	long pid;

	if (stat(path, &status))
		return false;
	FILE *locks = fopen("/proc/locks", "re");
	while (!found && locks && fgets(line, sizeof line, locks))
		found = is_lock_on(line, &status, &pid) && describe(pid, text, size);
	if (locks)
		fclose(locks);
	return found;
}

bool gg_holder_of_file(const char *path, char *text, size_t size)
{
	struct stat file, open_file;
	bool found = false;
	glob_t fds;

	if (stat(path, &file))
		return false;
	if (glob("/proc/[0-9]*/fd/*", GLOB_NOSORT, NULL, &fds))
		return false;
	for (size_t i = 0; !found && i < fds.gl_pathc; i++)
		found = stat(fds.gl_pathv[i], &open_file) == 0 && open_file.st_dev == file.st_dev &&
			open_file.st_ino == file.st_ino &&
			describe(strtol(fds.gl_pathv[i] + strlen("/proc/"), NULL, 10), text, size);
	globfree(&fds);
	return found;
}

/* Of the media node that has the video node, or of all. */
static bool media_holder(const char *video_node, char *text, size_t size)
{
	char pattern[PATH_MAX] = "/dev/media*", path[PATH_MAX];
	bool found = false;
	glob_t nodes;

	if (video_node)
		snprintf(pattern, sizeof pattern, "/sys/class/video4linux/%s/device/media*",
			 strrchr(video_node, '/') ? strrchr(video_node, '/') + 1 : video_node);
	if (glob(pattern, 0, NULL, &nodes))
		return false;
	for (size_t i = 0; !found && i < nodes.gl_pathc; i++) {
		snprintf(path, sizeof path, "/dev/%s", strrchr(nodes.gl_pathv[i], '/') + 1);
		found = gg_holder_of_lock(path, text, size);
	}
	globfree(&nodes);
	return found;
}

bool gg_holder_find(const char *video_node, char *text, size_t size)
{
	return media_holder(video_node, text, size) ||
	       (video_node && gg_holder_of_file(video_node, text, size));
}
