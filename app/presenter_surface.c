/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A window without GL. The render thread converts into a picture of its own and publishes it; the
 * main thread, the only one that may touch a window surface, scales the newest into the window.
 * Three pictures go round, so that neither waits for the other.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <libyuv/planar_functions.h>

#include "display.h"
#include "histogram.h"
#include "magnify.h"
#include "picture.h"
#include "presenter.h"

struct surface {
	struct picture work; /* the render thread's, as is what fills it */
	struct gg_converter *converter;
	struct picture painted; /* the main thread's, as are those below */
	struct marker marker;
	struct picture marked;	    /* painted, with what its scene's analysis draws */
	struct analysis marked_for; /* what that was; nothing on: it is out of date */
	struct analysis_parts marked_parts;
	struct picture turned;		 /* either of them, where its scene is turned */
	enum gg_orientation orientation; /* of turned; ROT0: it is out of date */
	SDL_Surface *converted;		 /* what is drawn on, where the window's own will not do */
	SDL_Texture *texture; /* of converted, where it has more pixels than the window's own */

	pthread_mutex_t lock;
	pthread_cond_t taken;
	/* fields below are protected by lock */
	struct picture ready;
	uint64_t stamp;
	bool fresh;		  /* ready has not been painted */
	struct picture reference; /* changed by the main thread alone */
	unsigned reference_number;
};

static int surface_create(struct presenter *presenter, const char *title, const SDL_Rect *geometry,
			  Uint32 window_flags, struct gg_error *error)
{
	struct surface *surface = calloc(1, sizeof *surface);
	if (!surface || !(surface->converter = gg_converter_create(0))) {
		free(surface);
		return gg_error_set(error, -ENOMEM, "no memory for the window");
	}

	/* Else SDL draws window surfaces through GL on X11. Wayland has no other way. */
	const char *driver = SDL_GetCurrentVideoDriver();
	if (driver && strcmp(driver, "x11") == 0)
		SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
	presenter->window = SDL_CreateWindow(title, geometry->x, geometry->y, geometry->w,
					     geometry->h, window_flags);
	if (!presenter->window) {
		gg_converter_destroy(surface->converter);
		free(surface);
		return gg_error_set(error, -EIO, "cannot open a window: %s", SDL_GetError());
	}
	pthread_mutex_init(&surface->lock, NULL);
	pthread_cond_init(&surface->taken, NULL);
	presenter->data = surface;
	snprintf(presenter->driver, sizeof presenter->driver, "%s", driver ? driver : "?");
	return 0;
}

static void surface_destroy(struct presenter *presenter)
{
	struct surface *surface = presenter->data;
	if (!surface)
		return;
	gg_converter_destroy(surface->converter);
	picture_finish(&surface->work);
	picture_finish(&surface->ready);
	picture_finish(&surface->painted);
	picture_finish(&surface->turned);
	picture_finish(&surface->marked);
	picture_finish(&surface->reference);
	marker_finish(&surface->marker);
	SDL_FreeSurface(surface->converted);
	if (surface->texture)
		SDL_DestroyTexture(surface->texture);
	pthread_cond_destroy(&surface->taken);
	pthread_mutex_destroy(&surface->lock);
	free(surface);
	display_close_window(presenter->window);
	presenter->window = NULL;
	presenter->data = NULL;
}

static int surface_attach(struct presenter *presenter, struct gg_error *error)
{
	(void)presenter, (void)error;
	return 0;
}

static void surface_detach(struct presenter *presenter)
{
	(void)presenter;
}

static void swap_pictures(struct picture *a, struct picture *b)
{
	struct picture c = *a;
	*a = *b;
	*b = c;
}

/* Let the main thread have what is in work. */
static void publish(struct presenter *presenter, uint64_t stamp)
{
	struct surface *surface = presenter->data;

	pthread_mutex_lock(&surface->lock);
	while (presenter->keep_all && surface->fresh)
		pthread_cond_wait(&surface->taken, &surface->lock);
	swap_pictures(&surface->work, &surface->ready);
	if (stamp || !surface->fresh) /* shown again: what was not painted still counts */
		surface->stamp = stamp;
	surface->fresh = true;
	pthread_mutex_unlock(&surface->lock);
}

static int surface_show(struct presenter *presenter, const struct gg_image *image,
			const struct gg_convert_params *params, const struct scene *scene,
			uint64_t stamp, struct show_times *times, struct gg_error *error)
{
	struct surface *surface = presenter->data;

	(void)scene;
	int ret = picture_convert(&surface->work, surface->converter, image, params, times, error);
	if (ret == 0)
		publish(presenter, stamp);
	return ret;
}

static int surface_take(struct presenter *presenter, struct gg_jpeg_pixels *pixels, uint64_t stamp)
{
	struct surface *surface = presenter->data;

	picture_swap(&surface->work, pixels);
	publish(presenter, stamp);
	return 0;
}

static void surface_redraw(struct presenter *presenter, const struct scene *scene)
{
	(void)presenter, (void)scene;
}

/*
 * The last picture is in ready, or with the main thread, which changes it only by taking a newer
 * one from ready: copied under the lock, since a snapshot is rare.
 */
static int surface_snapshot(struct presenter *presenter, struct picture *picture,
			    struct gg_error *error)
{
	struct surface *surface = presenter->data;

	pthread_mutex_lock(&surface->lock);
	int ret =
		picture_copy(picture, surface->fresh ? &surface->ready : &surface->painted, error);
	pthread_mutex_unlock(&surface->lock);
	return ret;
}

static int surface_sample(struct presenter *presenter, struct picture *samples,
			  struct gg_error *error)
{
	struct surface *surface = presenter->data;

	pthread_mutex_lock(&surface->lock);
	int ret = histogram_sample(surface->fresh ? &surface->ready : &surface->painted, samples,
				   error);
	pthread_mutex_unlock(&surface->lock);
	return ret;
}

/* The reference to compare a picture with, or NULL. */
static const struct picture *reference_of(const struct surface *surface, const struct scene *scene,
					  const struct picture *picture)
{
	const struct picture *reference = &surface->reference;

	return scene->analysis.reference && reference->pixels &&
			       surface->reference_number == scene->analysis.reference &&
			       reference->width == picture->width &&
			       reference->height == picture->height
		       ? reference
		       : NULL;
}

static struct analysis_parts parts_of(const struct surface *surface, const struct scene *scene,
				      const struct picture *picture)
{
	return presenter_parts(picture->width, picture->height, scene,
			       reference_of(surface, scene, picture) != NULL);
}

/* Draw what the scene asks for into to; the lock is held where it is not the main thread. */
static int mark(const struct surface *surface, struct marker *marker, const struct scene *scene,
		const struct picture *picture, struct picture *to, struct gg_error *error)
{
	const struct analysis_parts parts = parts_of(surface, scene, picture);

	return analysis_mark(marker, &scene->analysis, &parts, picture,
			     reference_of(surface, scene, picture), to, error);
}

static int surface_pixel(struct presenter *presenter, const struct scene *scene, int x, int y,
			 struct shown_pixel *pixel)
{
	struct surface *surface = presenter->data;
	int ret = -ENODATA;

	pthread_mutex_lock(&surface->lock);
	const struct picture *last = surface->fresh ? &surface->ready : &surface->painted;
	if (last->pixels && presenter_pixel(last->width, last->height, scene, x, y, pixel)) {
		const uint8_t *bgr = last->pixels + last->stride * pixel->y + (size_t)pixel->x * 4;
		for (unsigned i = 0; i < 3; i++)
			pixel->rgb[i] = bgr[2 - i];
		ret = 0;
	}
	pthread_mutex_unlock(&surface->lock);
	return ret;
}

/* Black out what the picture leaves free of target, of which it may stick out. */
static void fill_borders(SDL_Surface *target, const SDL_Rect *picture)
{
	const int left = SDL_max(picture->x, 0),
		  right = SDL_min(picture->x + picture->w, target->w);
	const int top = SDL_max(picture->y, 0),
		  bottom = SDL_min(picture->y + picture->h, target->h);
	const SDL_Rect borders[] = {
		{ 0, 0, target->w, top },
		{ 0, bottom, target->w, target->h - bottom },
		{ 0, top, left, bottom - top },
		{ right, top, target->w - right, bottom - top },
	};
	SDL_FillRects(target, borders, SDL_arraysize(borders), 0);
}

/*
 * Put a block over what is in target, of which it may stick out: all but its corners is copied,
 * unless it fades. SDL's own blending takes three times as long as libyuv's.
 */
static void put_block(SDL_Surface *target, const struct overlay_block *block, int x, int y)
{
	const SDL_Rect whole = { 0, 0, target->w, target->h };
	const SDL_Rect place = { x, y, (int)block->width, (int)block->height };
	SDL_Rect part;

	if (!SDL_IntersectRect(&whole, &place, &part))
		return;
	for (int row = part.y - y; row < part.y - y + part.h; row++) {
		const uint32_t *from = block->pixels + (ptrdiff_t)row * place.w + (part.x - x);
		uint8_t *to = (uint8_t *)target->pixels + (ptrdiff_t)(y + row) * target->pitch +
			      (ptrdiff_t)part.x * 4;
		if (block->alpha == 255 && row >= block->corner && row < place.h - block->corner)
			memcpy(to, from, (size_t)part.w * 4);
		else
			ARGBBlend((const uint8_t *)from, 0, to, 0, to, 0, part.w, 1);
	}
}

static void draw_grid(SDL_Surface *target, const struct grid *grid, const SDL_Rect *picture)
{
	const struct grid_lines lines = grid_lines(grid, picture, target->w, target->h);
	const SDL_PixelFormat *format = target->format;

	SDL_FillRects(target, lines.dark, lines.n,
		      SDL_MapRGB(format, GRID_DARK, GRID_DARK, GRID_DARK));
	SDL_FillRects(target, lines.light, lines.n,
		      SDL_MapRGB(format, GRID_LIGHT, GRID_LIGHT, GRID_LIGHT));
}

static void draw_overlay(SDL_Surface *target, const struct overlay *overlay)
{
	if (!overlay || SDL_LockSurface(target))
		return;
	for (int anchor = 0; anchor < OVERLAY_ANCHORS; anchor++) {
		int x, y;
		overlay_place(overlay, (enum overlay_anchor)anchor, target->w, target->h, &x, &y);
		if (overlay->blocks[anchor].width)
			put_block(target, &overlay->blocks[anchor], x, y);
	}
	SDL_UnlockSurface(target);
}

/*
 * SDL's linear stretch is exact on flat areas. libyuv's bilinear and box filters are faster, but
 * come out up to two steps of 255 too dark.
 */
static void draw_fit(SDL_Surface *target, const struct picture *picture, SDL_Rect fit)
{
	SDL_Surface *source = SDL_CreateRGBSurfaceWithFormatFrom(
		picture->pixels, (int)picture->width, (int)picture->height, 32,
		(int)picture->stride, target->format->format);

	if (!source)
		return;
	SDL_SetSurfaceBlendMode(source, SDL_BLENDMODE_NONE);
	if (fit.w == source->w && fit.h == source->h)
		SDL_BlitSurface(source, NULL, target, &fit);
	else
		SDL_SoftStretchLinear(source, NULL, target, &fit);
	SDL_FreeSurface(source);
}

/* The picture is turned already, as the scene says or where there was no memory not at all. */
static void draw(SDL_Surface *target, const struct picture *picture, const struct scene *scene)
{
	const bool sideways = gg_orientation_is_sideways(scene->orientation);
	const struct placement placement =
		presenter_place(sideways ? picture->height : picture->width,
				sideways ? picture->width : picture->height, scene);
	const SDL_Rect rect = placement_rect(&placement);

	fill_borders(target, &rect);
	if (!placement.scale) {
		draw_fit(target, picture, rect);
	} else if (SDL_LockSurface(target) == 0) {
		magnify(target, picture, &placement);
		SDL_UnlockSurface(target);
	}
	draw_grid(target, &scene->grid, &rect);
	draw_overlay(target, scene->overlay);
}

/* For the render thread. */
static int mark_itself(struct surface *surface, const struct scene *scene, struct picture *picture,
		       struct gg_error *error)
{
	struct marker marker = { 0 };
	struct picture marked = { 0 };

	pthread_mutex_lock(&surface->lock);
	const int ret = mark(surface, &marker, scene, picture, &marked, error);
	pthread_mutex_unlock(&surface->lock);
	marker_finish(&marker);
	if (ret == 0)
		swap_pictures(picture, &marked);
	picture_finish(&marked);
	return ret;
}

static int surface_window_snapshot(struct presenter *presenter, const struct scene *scene,
				   struct picture *picture, struct gg_error *error)
{
	struct picture shown = { 0 };

	if (scene->width <= 0 || scene->height <= 0)
		return gg_error_set(error, -ENODATA, "the window has no size yet");
	int ret = surface_snapshot(presenter, &shown, error);
	if (ret == 0 && analysis_is_on(&scene->analysis))
		ret = mark_itself(presenter->data, scene, &shown, error);
	if (ret == 0)
		ret = picture_turn_itself(&shown, scene->orientation, error);
	if (ret == 0)
		ret = picture_resize(picture, (uint32_t)scene->width, (uint32_t)scene->height,
				     error);
	SDL_Surface *target = ret ? NULL
				  : SDL_CreateRGBSurfaceWithFormatFrom(
					    picture->pixels, scene->width, scene->height, 32,
					    (int)picture->stride, SDL_PIXELFORMAT_RGB888);
	if (target)
		draw(target, &shown, scene);
	else if (ret == 0)
		ret = gg_error_set(error, -ENOMEM, "no memory for the window: %s", SDL_GetError());
	SDL_FreeSurface(target);
	picture_finish(&shown);
	return ret;
}

/* A 32 bit surface of all the window's pixels to draw on: the window's own where it is one. */
static SDL_Surface *drawing_surface(struct surface *surface, SDL_Surface *window, int width,
				    int height)
{
	Uint32 format = window->format->format;
	if ((format == SDL_PIXELFORMAT_RGB888 || format == SDL_PIXELFORMAT_ARGB8888) &&
	    window->w == width && window->h == height)
		return window;

	SDL_Surface *converted = surface->converted;
	if (!converted || converted->w != width || converted->h != height) {
		SDL_FreeSurface(converted);
		converted = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32,
							   SDL_PIXELFORMAT_RGB888);
		surface->converted = converted;
	}
	return converted;
}

/*
 * Before 2.28, SDL's window surface on Wayland has a pixel for a point: too few where the display
 * shows things larger. It is a texture of a renderer, which can show one of all pixels as well.
 */
static void show_all_pixels(struct surface *surface, SDL_Renderer *renderer)
{
	const SDL_Surface *pixels = surface->converted;
	int width = 0, height = 0;

	if (surface->texture)
		SDL_QueryTexture(surface->texture, NULL, NULL, &width, &height);
	if (width != pixels->w || height != pixels->h) {
		if (surface->texture)
			SDL_DestroyTexture(surface->texture);
		surface->texture =
			SDL_CreateTexture(renderer, SDL_PIXELFORMAT_RGB888,
					  SDL_TEXTUREACCESS_STREAMING, pixels->w, pixels->h);
	}
	if (!surface->texture)
		return;
	SDL_UpdateTexture(surface->texture, NULL, pixels->pixels, pixels->pitch);
	SDL_RenderCopy(renderer, surface->texture, NULL, NULL);
	SDL_RenderPresent(renderer);
}

static void update_window(struct presenter *presenter, SDL_Surface *window, SDL_Surface *target)
{
	SDL_Renderer *renderer = SDL_GetRenderer(presenter->window);

	if (renderer && (target->w != window->w || target->h != window->h)) {
		show_all_pixels(presenter->data, renderer);
		return;
	}
	if (target != window)
		SDL_BlitSurface(target, NULL, window, NULL);
	SDL_UpdateWindowSurface(presenter->window);
}

/* Keep the last picture where the scene asks for it, and no longer than it does. */
static void follow_reference(struct presenter *presenter, const struct scene *scene)
{
	struct surface *surface = presenter->data;
	const unsigned number = scene->analysis.reference;
	struct picture *reference = &surface->reference;
	bool kept = true;

	if (number != surface->reference_number && surface->painted.pixels) {
		pthread_mutex_lock(&surface->lock);
		picture_finish(reference);
		kept = !number || picture_copy(reference, &surface->painted, NULL) == 0;
		surface->reference_number = number;
		pthread_mutex_unlock(&surface->lock);
		if (!kept)
			presenter_lose_reference(presenter, scene, "there is no memory for it");
	}
	if (reference->pixels && (reference->width != surface->painted.width ||
				  reference->height != surface->painted.height)) {
		pthread_mutex_lock(&surface->lock);
		picture_finish(reference);
		pthread_mutex_unlock(&surface->lock);
		presenter_lose_reference(presenter, scene, "the picture has another size now");
	}
}

/* Does marked show the same in the same parts of the picture? */
static bool is_marked_alike(const struct surface *surface, const struct analysis *analysis,
			    const struct analysis_parts *parts)
{
	const struct analysis *before = &surface->marked_for;

	return before->exposure == analysis->exposure && before->peaking == analysis->peaking &&
	       before->reference == analysis->reference &&
	       memcmp(&surface->marked_parts, parts, sizeof *parts) == 0;
}

/* The last picture with what the scene draws into it; plain where there is no memory for that. */
static const struct picture *marked(struct surface *surface, const struct scene *scene)
{
	const struct picture *painted = &surface->painted;
	const bool on = analysis_is_on(&scene->analysis);
	const struct analysis_parts parts = parts_of(surface, scene, painted);

	if (on && is_marked_alike(surface, &scene->analysis, &parts))
		return &surface->marked;
	if (on || analysis_is_on(&surface->marked_for))
		surface->orientation = GG_ORIENTATION_ROT0;
	surface->marked_for = (struct analysis){ 0 };
	if (!on || mark(surface, &surface->marker, scene, painted, &surface->marked, NULL))
		return painted;
	surface->marked_for = scene->analysis;
	surface->marked_parts = parts;
	return &surface->marked;
}

/* The picture as it is to be seen; not turned where there is no memory for it. */
static const struct picture *turned(struct surface *surface, const struct picture *picture,
				    enum gg_orientation orientation)
{
	if (orientation == GG_ORIENTATION_ROT0)
		return picture;
	if (orientation != surface->orientation &&
	    picture_turn(&surface->turned, picture, orientation, NULL))
		return picture;
	surface->orientation = orientation;
	return &surface->turned;
}

static bool surface_paint(struct presenter *presenter, const struct scene *scene, bool again,
			  uint64_t *stamp)
{
	struct surface *surface = presenter->data;

	pthread_mutex_lock(&surface->lock);
	bool fresh = surface->fresh;
	if (fresh) {
		swap_pictures(&surface->ready, &surface->painted);
		*stamp = surface->stamp;
		surface->fresh = false;
		surface->orientation = GG_ORIENTATION_ROT0;
		surface->marked_for = (struct analysis){ 0 };
		pthread_cond_signal(&surface->taken);
	}
	pthread_mutex_unlock(&surface->lock);
	if (!fresh && !again)
		return false;
	if (display_is_lost())
		return fresh;

	SDL_Surface *window = SDL_GetWindowSurface(presenter->window);
	SDL_Surface *target =
		window ? drawing_surface(surface, window, scene->width, scene->height) : NULL;
	if (!target || target->w < 1 || target->h < 1)
		return fresh;
	if (surface->painted.pixels) {
		follow_reference(presenter, scene);
		draw(target, turned(surface, marked(surface, scene), scene->orientation), scene);
	} else {
		SDL_FillRect(target, NULL, 0);
		draw_overlay(target, scene->overlay);
	}
	update_window(presenter, window, target);
	return fresh;
}

const struct presenter_class presenter_surface = {
	.name = "surface",
	.create = surface_create,
	.destroy = surface_destroy,
	.attach = surface_attach,
	.detach = surface_detach,
	.show = surface_show,
	.take = surface_take,
	.redraw = surface_redraw,
	.snapshot = surface_snapshot,
	.pixel = surface_pixel,
	.sample = surface_sample,
	.window_snapshot = surface_window_snapshot,
	.paint = surface_paint,
};
