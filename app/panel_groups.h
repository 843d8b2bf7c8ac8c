/* SPDX-License-Identifier: BSD-2-Clause */
/* Which group of the panel a control belongs to: our own table, by name. Any thread. */
#ifndef GG_PANEL_GROUPS_H
#define GG_PANEL_GROUPS_H

enum panel_group {
	PANEL_EXPOSURE,
	PANEL_COLOUR,
	PANEL_FOCUS,
	PANEL_PICTURE,
	PANEL_VENDOR, /* what the table does not know */
	PANEL_GROUPS
};

enum panel_group panel_group_of(const char *control);
const char *panel_group_name(enum panel_group group);

#endif
