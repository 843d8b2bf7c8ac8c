/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One stream on the screen: its window, presenter and render thread, and what the person has done
 * to them. All of it is the main thread's.
 */
#ifndef GG_VIEW_H
#define GG_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "capture.h"
#include "chooser.h"
#include "options.h"
#include "panel.h"
#include "presenter.h"
#include "render.h"
#include "viewport.h"
#include "writer.h"

/* What the person wants of the camera: the session does it, and makes it NOTHING again. */
enum view_wish {
	VIEW_WISHES_NOTHING,
	VIEW_WISHES_NEXT,    /* the next camera */
	VIEW_WISHES_CHOOSER, /* to see what there is, or no more */
	VIEW_WISHES_CHOICE,  /* what choice says */
	VIEW_WISHES_PROFILE, /* the same, and then what else the profile says */
	VIEW_WISHES_REOPEN,  /* the same camera, closed and opened */
};

struct view {
	const struct options *options;
	struct capture *capture;
	struct capture_stream *stream;
	struct writer *writer;
	struct presenter presenter;
	struct render *render;

	struct look look;
	bool paused, info;
	unsigned n_references; /* kept so far: the number of the last */
	struct analysis analysis;
	enum histogram_mode histogram;
	struct histogram *counts; /* that graph shows; NULL: none yet */
	struct overlay_block graph;
	unsigned graph_serial;
	float graph_scale;	       /* for which it was drawn, 0: it is out of date, */
	int graph_width, graph_height; /* as is the room */
	uint64_t next_histogram_ns;
	bool saves_every;
	bool quit; /* this window's person wants to end it all */

	struct view_mouse {
		bool inside;
		int x, y; /* in the window's units */
	} mouse;
	struct viewport viewport;
	bool dragging; /* the picture, by the left button */
	unsigned grid; /* GRID_THIRDS and GRID_CROSS */
	bool inspector;
	struct view_drawn {
		bool info, help, panel, inspector;
		unsigned grid;
		enum histogram_mode histogram;
		enum analysis_exposure exposure;
		bool peaking;
	} hidden;   /* what was drawn before all was hidden, */
	bool hides; /* which it is, messages too */

	char message[512]; /* for a few seconds, bottom left */
	uint64_t message_until_ns;
	char banner[256]; /* until it is taken away, in the middle */
	bool help;	  /* instead of the banner while it is there */
	unsigned help_page, help_pages;
	bool repaint;	    /* the window shows something else than it should */
	uint64_t redraw_ns; /* when to, 0: not; unless it is drawn by then */

	struct overlay *overlay;
	uint64_t overlay_digest; /* of all that it was made of */
	char info_text[2048], inspector_text[256], top_left_text[2304];
	char help_text[8192], panel_text[12288];
	uint64_t next_info_ns, next_inspector_ns, next_title_ns;
	uint64_t rate_ns, rate_captured, rate_shown; /* when and what the rates were taken of */
	double capture_fps, shown_fps;

	struct panel panel;
	struct gg_control_list panel_reported; /* what it has seen of metadata */
	int panel_columns, panel_rows;	       /* the room that it was written for */
	uint64_t next_panel_ns, panel_settled_ns;

	struct chooser chooser; /* in the middle, instead of help and banner */
	char chooser_text[8192];
	enum view_wish wish;
	struct chooser_choice choice;
	bool wish_is_taken,
		wish_is_shown; /* by the session; in a picture, with a banner about it */
};

/* Open the window and start rendering stream number i of capture. 0 or -errno. */
int view_open(struct view *view, const struct options *options, struct capture *capture, unsigned i,
	      struct writer *writer, const struct presenter_class *class, struct gg_error *error);

/* End rendering where it has not ended yet, close the window. Idempotent. */
void view_close(struct view *view);

/* Is the event for this view's window? */
bool view_owns(const struct view *view, const SDL_Event *event);

/* A window event. */
void view_window_event(struct view *view, const SDL_WindowEvent *event);

/* Bring window, title and overlay up to date. */
void view_update(struct view *view);

/* The window has to be drawn anew. */
void view_redraw(struct view *view);

/* Show a message for a few seconds, newest wins. */
void view_say(struct view *view, const char *text);

/* Show a banner until the next call; "" takes it away. */
void view_set_banner(struct view *view, const char *text);

/*
 * Its capture has another camera or configuration; orientation is what the viewer had to do before.
 * What the person chose of turns and colours stays, and a pause ends.
 */
void view_follow_camera(struct view *view, enum gg_orientation before);

/*
 * The letter of a block at a place in the window, which may count in larger units than pixels;
 * false where that is not the block's.
 */
bool view_letter_at(const struct view *view, enum overlay_anchor anchor, int x, int y,
		    float *column, int *line);

/* Want to see what was dropped on the window: a file or folder. */
void view_drop(struct view *view, const char *path);

/* Want something of the camera, unless the session is about another wish. */
void view_want(struct view *view, enum view_wish wish);

/* What the keys do. */
void view_toggle_fullscreen(struct view *view);
void view_set_paused(struct view *view, bool paused);
void view_set_look(struct view *view); /* to view->look, and say what that is */
void view_turn(struct view *view, enum gg_orientation turn);
void view_save(struct view *view, enum shot_kind kind);
void view_toggle_save_every(struct view *view);
void view_back(struct view *view);

/* Let the frames that are queued run out; path (NULL: none) is for --screenshot. */
void view_finish(struct view *view, const char *screenshot);

#endif
