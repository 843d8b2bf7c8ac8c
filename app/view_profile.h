/* SPDX-License-Identifier: BSD-2-Clause */
/* A window and the profiles of its camera. Main thread. */
#ifndef GG_VIEW_PROFILE_H
#define GG_VIEW_PROFILE_H

struct view;

/* With --profile, before the window is opened: look as it says, but for what the command line says.
 */
void view_profile_start(struct view *view);

/*
 * What the actions do, with the profile of --profile, else "default": save or restore the camera's
 * controls, format and all of its windows. Both say what came of it. Another format is a wish of
 * the view, and what is to follow it waits for view_profile_go_on(), once the camera has it.
 */
void view_profile_save(struct view *view);
void view_profile_restore(struct view *view);
void view_profile_go_on(struct view *view);

#endif
