/* SPDX-License-Identifier: BSD-2-Clause */
#include "view.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <groundglass/log.h>

#include "clock.h"
#include "help.h"
#include "info.h"
#include "notice.h"
#include "screenshot.h"
#include "view_analysis.h"
#include "view_chooser.h"
#include "view_inspect.h"
#include "view_panel.h"
#include "view_place.h"
#include "view_profile.h"

#define SECOND_NS 1000000000u

#define FADE_NS	    (SECOND_NS / 2)
#define PATIENCE_NS (SECOND_NS / 25) /* with what is to be drawn along with a picture */

enum { MESSAGE_SECONDS = 4, FADE_STEPS = 10, ENOUGH_COLUMNS = 40 };

/* A camera that answers slowly is asked for a quarter of the time at most. */
enum { LOOK_SHARE = 4 };

/* The picture's size, or as much of it as the display has room for, or what was asked. */
static SDL_Rect window_rect(const struct view *view)
{
	SDL_Rect rect = { .x = SDL_WINDOWPOS_UNDEFINED, .y = SDL_WINDOWPOS_UNDEFINED };
	SDL_Rect bounds;

	view_turned_size(view, &rect.w, &rect.h);

	if (view->options->width) {
		rect.w = view->options->width;
		rect.h = view->options->height;
	} else if (SDL_GetDisplayUsableBounds(0, &bounds) == 0 &&
		   (rect.w > bounds.w * 9 / 10 || rect.h > bounds.h * 9 / 10)) {
		SDL_Rect fit = viewport_fit((uint32_t)rect.w, (uint32_t)rect.h, bounds.w * 9 / 10,
					    bounds.h * 9 / 10);
		rect.w = fit.w;
		rect.h = fit.h;
	}
	if (view->options->position_set) {
		rect.x = view->options->x;
		rect.y = view->options->y;
	}
	return rect;
}

/* Is anything to be saved as it comes that nobody asks for before it is there? */
static bool keeps_planes(const struct view *view)
{
	const struct options *options = view->options;
	const enum gg_save_kind kind =
		options->screenshot ? gg_save_kind(options->screenshot) : GG_SAVE_PICTURE;
	bool keeps = kind == GG_SAVE_PLANES || kind == GG_SAVE_MOSAIC;

	for (unsigned i = 0; i < options->n_dos; i++)
		keeps |= strcmp(options->dos[i].action, "save-raw") == 0;
	return keeps;
}

static int open_window(struct view *view, const struct presenter_class *class,
		       struct gg_error *error)
{
	const SDL_Rect rect = window_rect(view);
	Uint32 flags = SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;

	if (view->options->fullscreen)
		flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
	view->presenter = (struct presenter){ .class = class, .keep_all = view->capture->keep_all };
	int ret = class->create(&view->presenter, "groundglass", &rect, flags, error);
	if (ret)
		return ret;
	if (view->presenter.window)
		SDL_SetWindowMinimumSize(view->presenter.window, 64, 48);

	const struct render_config config = { .name = view->stream->name,
					      .presenter = &view->presenter,
					      .queue = view->stream->queue,
					      .writer = view->writer,
					      .stats = &view->stream->stats,
					      .look = view->look,
					      .model = gg_camera_info(view->capture->camera)->model,
					      .keep_planes = keeps_planes(view) };
	ret = render_create(&view->render, &config, error);
	if (ret)
		class->destroy(&view->presenter);
	return ret;
}

/* How much larger than 1:1 text has to be on this display. */
static float overlay_scale(const struct view *view)
{
	int width, height, drawable_width, drawable_height;

	if (view->options->ui_scale > 0)
		return view->options->ui_scale;
	if (!view->presenter.window)
		return 1;
	SDL_GetWindowSize(view->presenter.window, &width, &height);
	view_drawable_size(view, &drawable_width, &drawable_height);
	return width > 0 && drawable_width > 0 ? (float)drawable_width / (float)width : 1;
}

static struct scene scene_of(const struct view *view)
{
	struct scene scene = { .overlay = view->overlay,
			       .orientation = view->look.orientation,
			       .viewport = view->viewport,
			       .analysis = view->analysis };

	if (view->grid)
		scene.grid = (struct grid){ view->grid, (int)(overlay_scale(view) + 0.5f) };
	view_drawable_size(view, &scene.width, &scene.height);
	return scene;
}

void view_redraw(struct view *view)
{
	const struct scene scene = scene_of(view);

	render_set_scene(view->render, &scene, view->overlay, true);
	view->repaint = true;
	view->redraw_ns = 0;
}

/* With the next picture: to draw one again for a few letters would cost as much as a picture. */
static void redraw_soon(struct view *view, uint64_t now)
{
	const struct scene scene = scene_of(view);

	render_set_scene(view->render, &scene, view->overlay, false);
	if (!view->redraw_ns)
		view->redraw_ns = now + PATIENCE_NS;
}

/* Where no picture came, for that reason alone. */
static void redraw_late(struct view *view, uint64_t now)
{
	if (!view->redraw_ns || now < view->redraw_ns)
		return;
	if (render_is_stale(view->render))
		view_redraw(view);
	view->redraw_ns = 0;
}

static struct look first_look(const struct options *options, const struct capture *capture,
			      const struct presenter_class *class)
{
	struct look look = { .color = options->color,
			     .chroma = class->chroma,
			     .orientation = capture->orientation };

	if (options->chroma && strcmp(options->chroma, "nearest") == 0)
		look.chroma = GG_CHROMA_NEAREST;
	else if (options->chroma && strcmp(options->chroma, "linear") == 0)
		look.chroma = GG_CHROMA_LINEAR;
	return look;
}

int view_open(struct view *view, const struct options *options, struct capture *capture, unsigned i,
	      struct writer *writer, const struct presenter_class *class, struct gg_error *error)
{
	*view = (struct view){ .options = options,
			       .capture = capture,
			       .stream = &capture->streams[i],
			       .writer = writer,
			       .look = first_look(options, capture, class) };
	view_profile_start(view);
	int ret = open_window(view, class, error);
	if (ret)
		return ret;
	view->stream->view = view;
	gg_log(GG_LOG_INFO, "window", "%s: presenter %s on %s", view->stream->name, class->name,
	       view->presenter.driver);
	view_redraw(view);
	return 0;
}

void view_close(struct view *view)
{
	if (!view->presenter.class)
		return;
	render_destroy(view->render);
	view->presenter.class->destroy(&view->presenter);
	overlay_unref(view->overlay);
	view_panel_close(view);
	view_analysis_close(view);
	view->stream->view = NULL;
	chooser_finish(&view->chooser);
	*view = (struct view){ 0 };
}

bool view_owns(const struct view *view, const SDL_Event *event)
{
	SDL_Window *window = view->presenter.window;
	Uint32 id = 0;

	switch (event->type) {
	case SDL_WINDOWEVENT:
		id = event->window.windowID;
		break;
	case SDL_KEYDOWN:
		id = event->key.windowID;
		break;
	case SDL_TEXTINPUT:
		id = event->text.windowID;
		break;
	case SDL_MOUSEBUTTONDOWN:
	case SDL_MOUSEBUTTONUP:
		id = event->button.windowID;
		break;
	case SDL_MOUSEMOTION:
		id = event->motion.windowID;
		break;
	case SDL_MOUSEWHEEL:
		id = event->wheel.windowID;
		break;
	case SDL_DROPFILE:
		id = event->drop.windowID;
		break;
	default:
		return false;
	}
	return window && SDL_GetWindowID(window) == id;
}

void view_window_event(struct view *view, const SDL_WindowEvent *event)
{
	switch (event->event) {
	case SDL_WINDOWEVENT_SIZE_CHANGED:
	case SDL_WINDOWEVENT_EXPOSED:
	case SDL_WINDOWEVENT_SHOWN:
	case SDL_WINDOWEVENT_RESTORED:
		view_redraw(view);
		break;
	case SDL_WINDOWEVENT_CLOSE:
		view->quit = true;
		break;
	default:
		break;
	}
}

/* The message goes over the last half second of its time. */
static uint8_t message_alpha(const struct view *view, uint64_t now)
{
	const uint64_t left = now < view->message_until_ns ? view->message_until_ns - now : 0;
	return left < FADE_NS ? (uint8_t)(left * FADE_STEPS / FADE_NS * 255 / FADE_STEPS) : 255;
}

/* Of the same bytes comes the same digest (FNV-1a). */
static uint64_t digest(uint64_t before, const void *data, size_t bytes)
{
	const uint8_t *byte = data;

	for (size_t i = 0; i < bytes; i++)
		before = (before ^ byte[i]) * 0x100000001b3u;
	return before;
}

static uint64_t digest_of(const struct overlay_text texts[OVERLAY_ANCHORS], float scale, int width,
			  int height)
{
	uint64_t all = digest(0xcbf29ce484222325u, &scale, sizeof scale);

	all = digest(all, &width, sizeof width);
	all = digest(all, &height, sizeof height);
	for (int i = 0; i < OVERLAY_ANCHORS; i++) {
		const bool is_there = texts[i].text && texts[i].text[0] && texts[i].alpha;
		all = digest(all, &texts[i].alpha, sizeof texts[i].alpha);
		all = digest(all, &texts[i].serial, sizeof texts[i].serial);
		if (is_there)
			all = digest(all, texts[i].text, strlen(texts[i].text) + 1);
	}
	return all;
}

static const char *top_left_text(struct view *view)
{
	snprintf(view->top_left_text, sizeof view->top_left_text, "%s%s%s",
		 view->info ? view->info_text : "", view->info && view->inspector ? "\n" : "",
		 view->inspector ? view->inspector_text : "");
	return view->top_left_text;
}

/* Write help and panel for the room that there is. */
static void write_texts(struct view *view, uint64_t now, float scale, int width, int height)
{
	struct overlay_room room;

	if ((!view->help && !view->panel.open && !view->chooser.open) ||
	    !overlay_room(scale, width, height, &room))
		return;
	if (view->help)
		view->help_pages =
			help_text(&room, view->help_page, view->help_text, sizeof view->help_text);
	view_chooser_update(view, room.columns, room.rows);
	const struct overlay_block *info =
		view->overlay && !view->help ? &view->overlay->blocks[OVERLAY_TOP_LEFT] : NULL;
	if (info && info->letter > 0) { /* beside it, where there is enough room */
		const int beside = room.columns - (int)((float)info->width / info->letter) - 3;
		room.columns = beside >= ENOUGH_COLUMNS ? beside : room.columns;
	}
	view_panel_update(view, now, room.columns, room.rows);
}

/* Render the texts anew where one of them or the room for them has changed. */
static void update_overlay(struct view *view, uint64_t now)
{
	struct overlay_text texts[OVERLAY_ANCHORS] = { 0 };
	const float scale = overlay_scale(view);
	int width, height;

	view_drawable_size(view, &width, &height);
	write_texts(view, now, scale, width, height);
	if (!view->help)
		texts[OVERLAY_TOP_LEFT] =
			(struct overlay_text){ .text = top_left_text(view), .alpha = 255 };
	if (view->panel.open)
		texts[OVERLAY_RIGHT] =
			(struct overlay_text){ .text = view->panel_text, .alpha = 255 };
	if (now < view->message_until_ns && !view->hides)
		texts[OVERLAY_BOTTOM_LEFT] =
			(struct overlay_text){ .text = view->message,
					       .alpha = message_alpha(view, now) };
	texts[OVERLAY_CENTER] =
		(struct overlay_text){ .text = view->chooser.open ? view->chooser_text
					       : view->help	  ? view->help_text
								  : view->banner,
				       .alpha = 255 };
	texts[OVERLAY_BOTTOM_RIGHT] = view_histogram(view, now, scale, width, height);

	const uint64_t all = digest_of(texts, scale, width, height);
	if (all == view->overlay_digest)
		return;
	view->overlay_digest = all;
	struct overlay *before = view->overlay;
	view->overlay = overlay_create(texts, before, scale, width, height);
	overlay_unref(before);
	redraw_soon(view, now);
}

/* Frames per second since they were measured last. */
static void measure_rates(struct view *view, uint64_t now)
{
	const struct stats *stats = &view->stream->stats;
	double seconds = (double)(now - view->rate_ns) / 1e9;

	if (seconds < 0.5) /* too few frames to say */
		return;
	if (view->rate_ns) {
		view->capture_fps = (double)(stats->captured - view->rate_captured) / seconds;
		view->shown_fps = (double)(stats->shown - view->rate_shown) / seconds;
	}
	view->rate_ns = now;
	view->rate_captured = stats->captured;
	view->rate_shown = stats->shown;
}

/* At most twice a second. */
static void update_title(struct view *view, uint64_t now)
{
	char title[512];

	if (now < view->next_title_ns)
		return;
	view->next_title_ns = now + SECOND_NS / 2;
	measure_rates(view, now);
	info_title(view, title, sizeof title);
	if (strcmp(title, SDL_GetWindowTitle(view->presenter.window)) != 0)
		SDL_SetWindowTitle(view->presenter.window, title);
}

static void paint(struct view *view)
{
	struct presenter *presenter = &view->presenter;
	uint64_t completed_ns;

	if (!presenter->class->paint)
		return;
	const struct scene scene = scene_of(view);
	if (presenter->class->paint(presenter, &scene, view->repaint, &completed_ns) &&
	    completed_ns)
		stats_present(&view->stream->stats, completed_ns);
	view->repaint = false;
}

void view_update(struct view *view)
{
	uint64_t now = clock_ns();

	if (!view->presenter.window)
		return;
	if (now >= view->next_info_ns) { /* at most 4 times a second */
		view->next_info_ns = now + SECOND_NS / 4;
		if (view->info || view->panel.open) {
			capture_look(view->capture);
			view->next_info_ns += LOOK_SHARE * (clock_ns() - now);
		}
		if (view->info)
			info_overlay(view, view->info_text, sizeof view->info_text);
	}
	view_inspect_update(view, now);
	update_title(view, now);
	update_overlay(view, now);
	redraw_late(view, now);
	paint(view);
}

void view_say(struct view *view, const char *text)
{
	snprintf(view->message, sizeof view->message, "%s", text);
	view->message_until_ns = clock_ns() + MESSAGE_SECONDS * (uint64_t)SECOND_NS;
}

void view_set_banner(struct view *view, const char *text)
{
	snprintf(view->banner, sizeof view->banner, "%s", text);
}

bool view_letter_at(const struct view *view, enum overlay_anchor anchor, int x, int y,
		    float *column, int *line)
{
	int width, height;

	view_drawable_size(view, &width, &height);
	view_to_drawable(view, &x, &y);
	return overlay_hit(view->overlay, anchor, width, height, x, y, column, line);
}

void view_toggle_fullscreen(struct view *view)
{
	SDL_Window *window = view->presenter.window;

	if (!window)
		return;
	bool full = SDL_GetWindowFlags(window) & SDL_WINDOW_FULLSCREEN_DESKTOP;
	if (SDL_SetWindowFullscreen(window, full ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP))
		view_say(view, SDL_GetError());
}

void view_set_paused(struct view *view, bool paused)
{
	view->paused = paused;
	render_set_paused(view->render, paused);
	if (!paused)
		capture_play(view->capture);
	view_say(view, paused ? "paused" : "live");
}

void view_set_look(struct view *view)
{
	char text[128];

	render_set_look(view->render, &view->look);
	const struct gg_format *format = view->stream->config.format;
	if (format && (format->layout == GG_LAYOUT_RGB || gg_format_is_bayer(format)))
		snprintf(text, sizeof text, "%s has neither matrix nor range", format->name);
	else
		info_color(view, text, sizeof text);
	view_say(view, text);
	view->next_info_ns = 0;
}

void view_turn(struct view *view, enum gg_orientation turn)
{
	view->look.orientation = gg_orientation_then(view->look.orientation, turn);
	render_set_look(view->render, &view->look);
	view->repaint = true;
	view_say(view, gg_orientation_name(view->look.orientation));
}

void view_save(struct view *view, enum shot_kind kind)
{
	struct shot shot;

	screenshot_numbered(&shot, kind, view->options->screenshot_dir);
	render_screenshot(view->render, &shot);
}

void view_toggle_save_every(struct view *view)
{
	struct shot shot;

	view->saves_every = !view->saves_every;
	if (!view->saves_every) {
		render_save_every(view->render, NULL);
		notice_post(NOTICE_INFO, "%s: no longer saving every frame", view->stream->name);
		return;
	}
	screenshot_numbered(&shot, SHOT_OWN_JPEG, view->options->screenshot_dir);
	shot.target.series = STATS_EVERY;
	render_save_every(view->render, &shot);
	notice_post(NOTICE_INFO, "%s: saving every frame shown as %s-*", view->stream->name,
		    shot.target.path);
}

void view_back(struct view *view)
{
	SDL_Window *window = view->presenter.window;

	if (view_chooser_back(view) || view_panel_back(view))
		return;
	if (view->help)
		view->help = false;
	else if (window && (SDL_GetWindowFlags(window) & SDL_WINDOW_FULLSCREEN_DESKTOP))
		view_toggle_fullscreen(view);
	else
		view->quit = true;
}

void view_finish(struct view *view, const char *screenshot)
{
	struct shot shot;

	if (screenshot)
		screenshot_to_file(&shot, screenshot);
	render_finish(view->render, screenshot ? &shot : NULL);
}
