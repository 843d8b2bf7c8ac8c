/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where profiles are: groundglass/profiles/MODEL/NAME.json in the folder for settings. Neither a
 * camera's model nor a name that a person gives leads out of it. Any thread.
 */
#ifndef GG_PROFILE_PATH_H
#define GG_PROFILE_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include <groundglass/error.h>

/* At most 100 bytes, characters that can be printed and no '/', no '.' in front. */
bool profile_name_is_valid(const char *name);

/*
 * The path of a model's profile; what a file's name cannot have is written as %2F in model. 0;
 * -ENOENT where there is no folder for settings; -ENAMETOOLONG.
 */
int profile_path(char *path, size_t size, const char *model, const char *name,
		 struct gg_error *error);

/* Make the folders that path's file is in. 0 or -errno. */
int profile_make_folders(const char *path, struct gg_error *error);

/* "day, night": the names of the profiles in the folder of path's file, "none" without any. */
void profile_list(const char *path, char *text, size_t size);

#endif
