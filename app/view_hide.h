/* SPDX-License-Identifier: BSD-2-Clause */
/* Everything that is drawn over the picture off, and back. Main thread. */
#ifndef GG_VIEW_HIDE_H
#define GG_VIEW_HIDE_H

struct view;
struct view_drawn;

/*
 * What is switched on while all is hidden is drawn, and stays when the rest comes back. Messages
 * are hidden; a banner, which says why the picture stands still, is not.
 */
void view_hide_toggle(struct view *view);

/* What is drawn with all that is hidden; and draw this instead, with nothing hidden. */
struct view_drawn view_hide_all(const struct view *view);
void view_hide_end(struct view *view, const struct view_drawn *drawn);

#endif
