/* SPDX-License-Identifier: BSD-2-Clause */
/* What is known of a picture, in EXIF's terms (Exif 2.3, 4.6). Private to the library; any thread.
 */
#ifndef GG_SAVE_INFO_H
#define GG_SAVE_INFO_H

#include <stdbool.h>
#include <time.h>

#include <groundglass/save_info.h>

/* The gain as ISO speed, 100 being a gain of 1; 0: not known; at most 65535, which means more. */
unsigned gg_save_info_iso(const struct gg_save_info *info);

/* 1..8: where the first row and column are. */
unsigned gg_save_info_orientation(const struct gg_save_info *info);

enum { GG_SAVE_DATE_SIZE = 20 };

/* "2026:11:25 06:07:16" in local time; false: not known. */
bool gg_save_info_date(const struct gg_save_info *info, char date[GG_SAVE_DATE_SIZE]);

#endif
