/* SPDX-License-Identifier: BSD-2-Clause */
#include "viewport.h"

#include <math.h>
#include <stdio.h>

/* Less of a step is none. */
static const double SMALLEST_STEP = 1.05;

/* A place in a picture, 0..1 each. */
struct place {
	double x, y;
};

static struct place swap(struct place place)
{
	return (struct place){ place.y, place.x };
}

static struct place flip(struct place place, enum gg_orientation orientation)
{
	if (orientation & GG_ORIENTATION_MIRROR)
		place.x = 1 - place.x;
	if (orientation & GG_ORIENTATION_FLIP)
		place.y = 1 - place.y;
	return place;
}

/* From the stored picture to the turned one, and back. */
static struct place turn(struct place place, enum gg_orientation orientation)
{
	place = flip(place, orientation);
	return gg_orientation_is_sideways(orientation) ? swap(place) : place;
}

static struct place turn_back(struct place place, enum gg_orientation orientation)
{
	if (gg_orientation_is_sideways(orientation))
		place = swap(place);
	return flip(place, orientation);
}

static uint32_t turned_width(const struct viewport_sizes *sizes)
{
	return gg_orientation_is_sideways(sizes->orientation) ? sizes->height : sizes->width;
}

static uint32_t turned_height(const struct viewport_sizes *sizes)
{
	return gg_orientation_is_sideways(sizes->orientation) ? sizes->width : sizes->height;
}

/* Where a side of the picture begins that is to have middle, 0..1, in the middle. */
static double begin(double middle, double size, int drawable)
{
	if (size <= drawable)
		return (drawable - size) / 2;
	return fmax(fmin(drawable / 2.0 - middle * size, 0), drawable - size);
}

/* Not rounded, so that what is zoomed and panned again and again does not drift. */
static struct placement place_exactly(const struct viewport *viewport,
				      const struct viewport_sizes *sizes)
{
	const uint32_t width = turned_width(sizes), height = turned_height(sizes);
	struct placement placement = { .scale = viewport->scale };

	if (!viewport->scale) {
		const SDL_Rect fit =
			viewport_fit(width, height, sizes->drawable_width, sizes->drawable_height);
		return (struct placement){ 0, fit.x, fit.y, fit.w, fit.h };
	}
	const struct place middle =
		turn((struct place){ viewport->x, viewport->y }, sizes->orientation);
	placement.width = (double)width * viewport->scale / VIEWPORT_ONE;
	placement.height = (double)height * viewport->scale / VIEWPORT_ONE;
	placement.x = begin(middle.x, placement.width, sizes->drawable_width);
	placement.y = begin(middle.y, placement.height, sizes->drawable_height);
	return placement;
}

SDL_Rect viewport_fit(uint32_t width, uint32_t height, int drawable_width, int drawable_height)
{
	SDL_Rect fit = { 0, 0, drawable_width, drawable_height };

	if ((uint64_t)drawable_width * height > (uint64_t)drawable_height * width)
		fit.w = (int)((uint64_t)drawable_height * width / height);
	else
		fit.h = (int)((uint64_t)drawable_width * height / width);
	fit.w = SDL_max(fit.w, 1);
	fit.h = SDL_max(fit.h, 1);
	fit.x = (drawable_width - fit.w) / 2;
	fit.y = (drawable_height - fit.h) / 2;
	return fit;
}

struct placement viewport_place(const struct viewport *viewport, const struct viewport_sizes *sizes)
{
	struct placement placement = place_exactly(viewport, sizes);

	placement.x = floor(placement.x + 0.5);
	placement.y = floor(placement.y + 0.5);
	return placement;
}

/* Pixels whose middle is inside. */
static int pixels(double size)
{
	return (int)fmax(ceil(size - 0.5), 1);
}

SDL_Rect placement_rect(const struct placement *placement)
{
	return (SDL_Rect){ (int)placement->x, (int)placement->y, pixels(placement->width),
			   pixels(placement->height) };
}

static double fit_scale(const struct viewport_sizes *sizes)
{
	return VIEWPORT_ONE * fmin((double)sizes->drawable_width / turned_width(sizes),
				   (double)sizes->drawable_height / turned_height(sizes));
}

/* Keep what a placement has in the middle. */
static void settle(struct viewport *viewport, const struct viewport_sizes *sizes,
		   const struct placement *placement)
{
	const struct place middle = {
		(sizes->drawable_width / 2.0 - placement->x) / placement->width,
		(sizes->drawable_height / 2.0 - placement->y) / placement->height,
	};
	const struct place stored = turn_back(middle, sizes->orientation);

	viewport->x = stored.x;
	viewport->y = stored.y;
}

static double inside(double place)
{
	return fmax(fmin(place, 1), 0);
}

static void set_scale(struct viewport *viewport, const struct viewport_sizes *sizes, int scale,
		      double x, double y)
{
	struct placement placement = place_exactly(viewport, sizes);
	const struct place held = { inside((x - placement.x) / placement.width),
				    inside((y - placement.y) / placement.height) };

	viewport->scale = scale;
	if (!scale)
		return;
	placement.width = (double)turned_width(sizes) * scale / VIEWPORT_ONE;
	placement.height = (double)turned_height(sizes) * scale / VIEWPORT_ONE;
	placement.x = x - held.x * placement.width;
	placement.y = y - held.y * placement.height;
	settle(viewport, sizes, &placement);
	placement = place_exactly(viewport, sizes);
	settle(viewport, sizes, &placement);
}

/* 2, 3, 4, 6, 8, 12, ... */
static int level_above(int level)
{
	return level & (level - 1) ? level / 3 * 4 : level / 2 * 3;
}

/* The next level above a scale, or that scale where there is none. */
static double closer(double scale)
{
	for (int level = 2; level <= VIEWPORT_MAX; level = level_above(level))
		if (level > scale * SMALLEST_STEP)
			return level;
	return scale;
}

/* The next level below. */
static double farther(double scale)
{
	int below = 1;

	for (int level = 2; level < scale / SMALLEST_STEP; level = level_above(level))
		below = level;
	return below;
}

void viewport_zoom(struct viewport *viewport, const struct viewport_sizes *sizes, int steps,
		   double x, double y)
{
	const double fit = fit_scale(sizes);
	const double now = viewport->scale ? viewport->scale : fit;
	const bool back = steps < 0;
	double scale = now;

	for (; steps > 0; steps--)
		scale = closer(scale);
	for (; steps < 0 && scale > fmin(fit, VIEWPORT_ONE); steps++)
		scale = farther(scale);
	if (back && fit <= VIEWPORT_ONE && scale <= fit * SMALLEST_STEP)
		set_scale(viewport, sizes, 0, x, y);
	else if (scale < now)
		set_scale(viewport, sizes, (int)fmax(scale, fmin(fit, VIEWPORT_ONE)), x, y);
	else if (scale > now)
		set_scale(viewport, sizes, (int)scale, x, y);
}

void viewport_toggle(struct viewport *viewport, const struct viewport_sizes *sizes, double x,
		     double y)
{
	set_scale(viewport, sizes, viewport->scale ? 0 : VIEWPORT_ONE, x, y);
}

void viewport_pan(struct viewport *viewport, const struct viewport_sizes *sizes, double dx,
		  double dy)
{
	if (!viewport->scale)
		return;
	struct placement placement = place_exactly(viewport, sizes);
	placement.x += dx;
	placement.y += dy;
	settle(viewport, sizes, &placement);
	placement = place_exactly(viewport, sizes);
	settle(viewport, sizes, &placement);
}

bool viewport_pixel(const struct viewport *viewport, const struct viewport_sizes *sizes, int x,
		    int y, uint32_t *column, uint32_t *row)
{
	const struct placement placement = viewport_place(viewport, sizes);
	const struct place turned = { (x + 0.5 - placement.x) / placement.width,
				      (y + 0.5 - placement.y) / placement.height };

	if (turned.x < 0 || turned.x >= 1 || turned.y < 0 || turned.y >= 1)
		return false;
	/* A side turned round: the pixel that ends there, as if it began there. */
	double across = turned.x * turned_width(sizes), down = turned.y * turned_height(sizes);
	if (viewport->scale >= VIEWPORT_ONE) {
		across = viewport_source(x - (int)placement.x, viewport->scale);
		down = viewport_source(y - (int)placement.y, viewport->scale);
	}
	const struct place middle = { (floor(across) + 0.5) / turned_width(sizes),
				      (floor(down) + 0.5) / turned_height(sizes) };
	const struct place stored = turn_back(middle, sizes->orientation);
	*column = (uint32_t)(stored.x * sizes->width);
	*row = (uint32_t)(stored.y * sizes->height);
	return true;
}

void viewport_text(const struct viewport *viewport, char *text, size_t size)
{
	if (!viewport->scale)
		snprintf(text, size, "fit");
	else if (viewport->scale == VIEWPORT_ONE)
		snprintf(text, size, "1:1");
	else
		snprintf(text, size, "%.3gx", (double)viewport->scale / VIEWPORT_ONE);
}
