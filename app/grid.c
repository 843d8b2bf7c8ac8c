/* SPDX-License-Identifier: BSD-2-Clause */
#include "grid.h"

enum { CROSS_PART = 12 }; /* of the smaller side of what is seen of the picture */

static void add(struct grid_lines *lines, SDL_Rect line, int thickness, const SDL_Rect *seen)
{
	const SDL_Rect around = { line.x - thickness, line.y - thickness, line.w + 2 * thickness,
				  line.h + 2 * thickness };

	if (!SDL_IntersectRect(&line, seen, &lines->light[lines->n]))
		return;
	SDL_IntersectRect(&around, seen, &lines->dark[lines->n]);
	lines->n++;
}

struct grid_lines grid_lines(const struct grid *grid, const SDL_Rect *picture, int drawable_width,
			     int drawable_height)
{
	const SDL_Rect drawable = { 0, 0, drawable_width, drawable_height };
	const int thick = SDL_max(grid->thickness, 1);
	struct grid_lines lines = { 0 };
	SDL_Rect seen;

	if (!SDL_IntersectRect(picture, &drawable, &seen))
		return lines;
	for (int i = 1; i < 3 && grid->shows & GRID_THIRDS; i++) {
		const int x = picture->x + (int)((int64_t)picture->w * i / 3) - thick / 2;
		const int y = picture->y + (int)((int64_t)picture->h * i / 3) - thick / 2;
		add(&lines, (SDL_Rect){ x, seen.y, thick, seen.h }, thick, &seen);
		add(&lines, (SDL_Rect){ seen.x, y, seen.w, thick }, thick, &seen);
	}
	if (grid->shows & GRID_CROSS) {
		const int arm = SDL_min(seen.w, seen.h) / CROSS_PART;
		const int x = picture->x + picture->w / 2 - thick / 2;
		const int y = picture->y + picture->h / 2 - thick / 2;
		add(&lines, (SDL_Rect){ x - arm, y, 2 * arm + thick, thick }, thick, &seen);
		add(&lines, (SDL_Rect){ x, y - arm, thick, 2 * arm + thick }, thick, &seen);
	}
	return lines;
}

unsigned grid_next(unsigned shows)
{
	return (shows + 1) % (GRID_THIRDS + GRID_CROSS + 1);
}

const char *grid_name(unsigned shows)
{
	static const char *const names[] = { "no grid", "grid: thirds", "grid: centre cross",
					     "grid: thirds and centre cross" };
	return names[shows];
}
