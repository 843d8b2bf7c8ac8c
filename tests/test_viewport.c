/* SPDX-License-Identifier: BSD-2-Clause */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "magnify.h"
#include "presenter.h"
#include "viewport.h"

static const struct viewport_sizes vga = { 640, 480, GG_ORIENTATION_ROT0, 640, 480 };
static const struct viewport_sizes wide = { 1920, 1080, GG_ORIENTATION_ROT0, 800, 600 };
static const struct viewport_sizes tiny = { 8, 6, GG_ORIENTATION_ROT0, 800, 600 };

static uint32_t random_state = 1;

static int random_below(int n)
{
	random_state = random_state * 1664525 + 1013904223;
	return (int)((random_state >> 8) % (uint32_t)n);
}

static struct viewport_sizes random_sizes(void)
{
	return (struct viewport_sizes){ 1u + (uint32_t)random_below(2000),
					1u + (uint32_t)random_below(2000),
					(enum gg_orientation)random_below(GG_N_ORIENTATIONS),
					1 + random_below(1500), 1 + random_below(1500) };
}

static void fit_is_what_presenters_fit(void **state)
{
	(void)state;
	for (int i = 0; i < 1000; i++) {
		const struct viewport_sizes sizes = random_sizes();
		const struct viewport viewport = { 0 };
		const bool sideways = gg_orientation_is_sideways(sizes.orientation);
		const SDL_Rect fit = viewport_fit(sideways ? sizes.height : sizes.width,
						  sideways ? sizes.width : sizes.height,
						  sizes.drawable_width, sizes.drawable_height);
		const struct placement placement = viewport_place(&viewport, &sizes);
		const SDL_Rect rect = placement_rect(&placement);
		assert_memory_equal(&rect, &fit, sizeof rect);
	}
}

static void assert_scales(const struct viewport_sizes *sizes, int step, const int *scales, int n)
{
	struct viewport viewport = { 0 };

	if (step < 0)
		viewport.scale = VIEWPORT_MAX;
	for (int i = 0; i < n; i++) {
		viewport_zoom(&viewport, sizes, step, 10, 10);
		assert_int_equal(viewport.scale, scales[i]);
	}
}

static void steps_end_at_fit_and_at_32(void **state)
{
	static const int in[] = { 384, 512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 8192 };
	static const int small[] = { 128, 192, 256, 384 };
	static const int out[] = { 6144, 4096, 3072, 2048, 1536, 1024, 768,
				   512,	 384,  256,  192,  128,	 0,    0 };
	static const int large[] = { 6144, 4096, 3072, 2048, 1536, 1024, 768, 512, 384, 256, 256 };

	(void)state;
	assert_scales(&vga, 1, in, SDL_arraysize(in));
	assert_scales(&wide, 1, small, SDL_arraysize(small));
	assert_scales(&wide, -1, out, SDL_arraysize(out));
	assert_scales(&tiny, -1, large, SDL_arraysize(large)); /* it fits 100 times as large */
	struct viewport viewport = { 0 };
	viewport_zoom(&viewport, &tiny, 5, 400, 300);
	assert_int_equal(viewport.scale, 0);
	viewport_zoom(&viewport, &vga, 1000, 10, 10);
	assert_int_equal(viewport.scale, VIEWPORT_MAX);
	viewport_zoom(&viewport, &vga, -1000, 10, 10);
	assert_int_equal(viewport.scale, 0);
}

/* As long as the picture fills the drawable, no edge is in the way. */
static void zooming_holds_what_is_under_the_mouse(void **state)
{
	struct viewport_sizes sizes = vga;
	(void)state;
	for (int i = 0; i < 2000; i++) {
		struct viewport viewport = { 0 };
		uint32_t x, y, then_x, then_y;
		const int at_x = random_below(640), at_y = random_below(480);

		sizes.orientation = (enum gg_orientation)(i % 4); /* not sideways: it fills it */
		viewport_zoom(&viewport, &sizes, random_below(6), random_below(640),
			      random_below(480));
		assert_true(viewport_pixel(&viewport, &sizes, at_x, at_y, &x, &y));
		viewport_zoom(&viewport, &sizes, 1 + random_below(6), at_x + 0.5, at_y + 0.5);
		assert_true(viewport_pixel(&viewport, &sizes, at_x, at_y, &then_x, &then_y));
		assert_in_range(then_x - x + 1, 0, 2);
		assert_in_range(then_y - y + 1, 0, 2);
	}
}

static void in_and_out_again_does_not_drift(void **state)
{
	struct viewport viewport = { 0 };
	(void)state;
	viewport_zoom(&viewport, &vga, 6, 200.5, 333.5);
	const struct viewport before = viewport;
	for (int i = 0; i < 1000; i++) {
		viewport_zoom(&viewport, &vga, 2, 100.5, 401.5);
		viewport_zoom(&viewport, &vga, -2, 100.5, 401.5);
	}
	assert_int_equal(viewport.scale, before.scale);
	assert_true(fabs(viewport.x - before.x) < 1e-6 && fabs(viewport.y - before.y) < 1e-6);
}

/* Whatever is done: smaller than the drawable it is in its middle, else nothing is left free. */
static void picture_is_never_lost(void **state)
{
	struct viewport viewport = { 0 };
	(void)state;
	for (int i = 0; i < 20000; i++) {
		const struct viewport_sizes sizes = random_sizes();

		switch (random_below(3)) {
		case 0:
			viewport_zoom(&viewport, &sizes, random_below(9) - 4,
				      random_below(3000) - 1000, random_below(3000) - 1000);
			break;
		case 1:
			viewport_pan(&viewport, &sizes, random_below(100000) - 50000,
				     random_below(100000) - 50000);
			break;
		default:
			viewport_toggle(&viewport, &sizes, random_below(1500), random_below(1500));
		}
		const struct placement placement = viewport_place(&viewport, &sizes);
		const SDL_Rect rect = placement_rect(&placement);
		assert_true(placement.x == floor(placement.x) && placement.y == floor(placement.y));
		if (rect.w >= sizes.drawable_width)
			assert_true(rect.x <= 0 && rect.x + rect.w >= sizes.drawable_width);
		else
			assert_in_range(2 * rect.x + rect.w - sizes.drawable_width + 1, 0, 2);
		if (rect.h >= sizes.drawable_height)
			assert_true(rect.y <= 0 && rect.y + rect.h >= sizes.drawable_height);
		else
			assert_in_range(2 * rect.y + rect.h - sizes.drawable_height + 1, 0, 2);
	}
}

static void panning_moves_by_pixels_of_the_drawable(void **state)
{
	struct viewport viewport = { 0 };
	(void)state;
	viewport_pan(&viewport, &vga, 10, 10);
	assert_int_equal(viewport.scale, 0);
	viewport_zoom(&viewport, &vga, 4, 320, 240);
	const struct placement before = viewport_place(&viewport, &vga);
	for (int i = 0; i < 7; i++)
		viewport_pan(&viewport, &vga, 3, -5);
	const struct placement after = viewport_place(&viewport, &vga);
	assert_int_equal((int)(after.x - before.x), 21);
	assert_int_equal((int)(after.y - before.y), -35);
	viewport_pan(&viewport, &vga, 1e9, 1e9);
	viewport_pan(&viewport, &vga, -1, -1); /* at once, not only behind 1e9 */
	assert_int_equal((int)viewport_place(&viewport, &vga).x, -1);
	assert_int_equal((int)viewport_place(&viewport, &vga).y, -1);
}

static void toggle_shows_pixels_at_the_mouse_and_goes_back(void **state)
{
	struct viewport viewport = { 0 };
	uint32_t x, y;
	char text[16];
	(void)state;
	viewport_toggle(&viewport, &wide, 400.5, 300.5);
	assert_int_equal(viewport.scale, VIEWPORT_ONE);
	assert_true(viewport_pixel(&viewport, &wide, 400, 300, &x, &y));
	assert_in_range(x, 960, 962);
	assert_in_range(y, 540, 542);
	viewport_text(&viewport, text, sizeof text);
	assert_string_equal(text, "1:1");
	viewport_toggle(&viewport, &wide, 1, 1);
	assert_int_equal(viewport.scale, 0);
	viewport_text(&viewport, text, sizeof text);
	assert_string_equal(text, "fit");
	viewport.scale = 384;
	viewport_text(&viewport, text, sizeof text);
	assert_string_equal(text, "1.5x");
}

/* A turn leaves what is in the middle there, a drawable of another size too. */
static void what_is_in_the_middle_stays_there(void **state)
{
	static const int drawables[][2] = { { 400, 300 }, { 301, 401 }, { 777, 333 } };
	struct viewport viewport = { 0 };
	uint32_t x, y;
	(void)state;
	viewport_zoom(&viewport, &vga, 8, 420.5, 130.5);
	assert_true(viewport_pixel(&viewport, &vga, 320, 240, &x, &y));
	for (int i = 0; i < 3 * GG_N_ORIENTATIONS; i++) {
		struct viewport_sizes sizes = vga;
		uint32_t now_x, now_y;
		sizes.orientation = (enum gg_orientation)(i % GG_N_ORIENTATIONS);
		sizes.drawable_width = drawables[i / GG_N_ORIENTATIONS][0];
		sizes.drawable_height = drawables[i / GG_N_ORIENTATIONS][1];
		assert_true(viewport_pixel(&viewport, &sizes, sizes.drawable_width / 2,
					   sizes.drawable_height / 2, &now_x, &now_y));
		assert_in_range(now_x - x + 1, 0, 2);
		assert_in_range(now_y - y + 1, 0, 2);
	}
}

enum { WIDTH = 37, HEIGHT = 23, DRAWABLE = 64 };

/* A picture whose pixels say where they are: 1 + row and 1 + column. */
static void number_pixels(struct picture *picture)
{
	struct gg_error error;

	assert_int_equal(picture_resize(picture, WIDTH, HEIGHT, &error), 0);
	for (uint32_t y = 0; y < HEIGHT; y++)
		for (uint32_t x = 0; x < WIDTH; x++)
			((uint32_t *)(picture->pixels + picture->stride * y))[x] =
				(y + 1) << 16 | (x + 1);
}

static void compare_magnified(SDL_Surface *target, const struct viewport *viewport,
			      const struct viewport_sizes *sizes)
{
	for (int y = 0; y < DRAWABLE; y++) {
		const uint32_t *row =
			(const uint32_t *)target->pixels + (size_t)y * (size_t)target->pitch / 4;
		for (int x = 0; x < DRAWABLE; x++) {
			uint32_t column, line, wanted = 0;
			if (viewport_pixel(viewport, sizes, x, y, &column, &line))
				wanted = (line + 1) << 16 | (column + 1);
			assert_int_equal(row[x], wanted);
		}
	}
}

/* Every pixel drawn is the one that is said to be there, in every turn, and nothing else is. */
static void magnified_pixels_are_those_that_are_named(void **state)
{
	struct picture picture = { 0 }, turned = { 0 };
	struct gg_error error;
	SDL_Surface *target =
		SDL_CreateRGBSurfaceWithFormat(0, DRAWABLE, DRAWABLE, 32, SDL_PIXELFORMAT_RGB888);
	(void)state;
	assert_non_null(target);
	number_pixels(&picture);
	for (int i = 0; i < 1000; i++) {
		const struct viewport_sizes sizes = { WIDTH, HEIGHT,
						      (enum gg_orientation)(i % GG_N_ORIENTATIONS),
						      DRAWABLE, DRAWABLE };
		struct viewport viewport = { 0 };

		viewport_toggle(&viewport, &sizes, random_below(DRAWABLE), random_below(DRAWABLE));
		viewport_zoom(&viewport, &sizes, random_below(11), random_below(DRAWABLE),
			      random_below(DRAWABLE));
		if (i % 3 == 0) /* any whole number will do */
			viewport.scale += random_below(99);
		const struct placement placement = viewport_place(&viewport, &sizes);
		assert_int_equal(picture_turn(&turned, &picture, sizes.orientation, &error), 0);
		SDL_FillRect(target, NULL, 0);
		magnify(target, &turned, &placement);
		compare_magnified(target, &viewport, &sizes);
	}
	picture_finish(&picture);
	picture_finish(&turned);
	SDL_FreeSurface(target);
}

/* Below 1 flat parts keep their colour to the step, and an edge is as far as it should be. */
static void smaller_pictures_are_interpolated(void **state)
{
	enum { SIZE = 100, SMALL = 60 };
	struct picture picture = { 0 };
	struct gg_error error;
	const struct viewport_sizes sizes = { SIZE, SIZE, GG_ORIENTATION_ROT0, SMALL, SMALL };
	struct viewport viewport = { .scale = 192, .x = 0.5, .y = 0.5 };
	SDL_Surface *target =
		SDL_CreateRGBSurfaceWithFormat(0, SMALL, SMALL, 32, SDL_PIXELFORMAT_RGB888);
	(void)state;
	assert_non_null(target);
	assert_int_equal(picture_resize(&picture, SIZE, SIZE, &error), 0);
	for (uint32_t i = 0; i < SIZE * SIZE; i++)
		((uint32_t *)(picture.pixels + picture.stride * (i / SIZE)))[i % SIZE] =
			i % SIZE < SIZE / 2 ? 0x102030 : 0xf0e0d0;
	const struct placement placement = viewport_place(&viewport, &sizes);
	assert_int_equal((int)placement.x, -7);
	magnify(target, &picture, &placement);
	for (int y = 0; y < SMALL; y++) {
		const uint32_t *row =
			(const uint32_t *)target->pixels + (size_t)y * (size_t)target->pitch / 4;
		for (int x = 0; x < SMALL; x++) {
			const double at = (x + 7 + 0.5) / 0.75 - 0.5;
			if (at <= 49)
				assert_int_equal(row[x] & 0xffffff, 0x102030);
			else if (at >= 50)
				assert_int_equal(row[x] & 0xffffff, 0xf0e0d0);
			else
				assert_in_range((row[x] >> 16 & 255) + 1 -
							(uint32_t)lround(16 + 224 * (at - 49)),
						0, 2);
		}
	}
	picture_finish(&picture);
	SDL_FreeSurface(target);
}

static void assert_grid(unsigned shows, int thickness, const SDL_Rect *picture, int n)
{
	const struct grid grid = { shows, thickness };
	const struct grid_lines lines = grid_lines(&grid, picture, 640, 480);
	SDL_Rect seen = { 0, 0, 640, 480 };

	SDL_IntersectRect(&seen, picture, &seen);
	assert_int_equal(lines.n, n);
	for (int i = 0; i < n; i++) {
		const SDL_Rect *dark = &lines.dark[i], *light = &lines.light[i];
		SDL_Rect both;
		assert_true(SDL_IntersectRect(dark, light, &both) && SDL_RectEquals(&both, light));
		assert_true(SDL_IntersectRect(dark, &seen, &both) && SDL_RectEquals(&both, dark));
	}
}

static void grid_lies_over_the_picture(void **state)
{
	const SDL_Rect whole = { 0, 0, 640, 480 }, thin = { 319, 0, 1, 480 };
	const SDL_Rect zoomed = { -1000, -1000, 6400, 4800 }, beyond = { 700, 0, 10, 10 };
	const struct grid thirds = { GRID_THIRDS, 1 };

	(void)state;
	assert_grid(0, 1, &whole, 0);
	assert_grid(GRID_THIRDS, 1, &whole, 4);
	assert_grid(GRID_CROSS, 2, &whole, 2);
	assert_grid(GRID_THIRDS | GRID_CROSS, 3, &whole, 6);
	assert_grid(GRID_THIRDS, 1, &zoomed, 0);
	assert_grid(GRID_THIRDS | GRID_CROSS, 2, &thin, 6);
	assert_grid(GRID_THIRDS | GRID_CROSS, 1, &beyond, 0);
	const struct grid_lines lines = grid_lines(&thirds, &whole, 640, 480);
	assert_int_equal(lines.light[0].x, 213);
	assert_int_equal(lines.light[1].y, 160);
	assert_int_equal(lines.light[2].x, 426);
	assert_int_equal(lines.light[3].y, 320);
	assert_int_equal(lines.dark[0].w, 3);
	unsigned shows = 0;
	for (int i = 0; i < 4; i++)
		shows = grid_next(shows);
	assert_int_equal(shows, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fit_is_what_presenters_fit),
		cmocka_unit_test(steps_end_at_fit_and_at_32),
		cmocka_unit_test(zooming_holds_what_is_under_the_mouse),
		cmocka_unit_test(in_and_out_again_does_not_drift),
		cmocka_unit_test(picture_is_never_lost),
		cmocka_unit_test(panning_moves_by_pixels_of_the_drawable),
		cmocka_unit_test(toggle_shows_pixels_at_the_mouse_and_goes_back),
		cmocka_unit_test(what_is_in_the_middle_stays_there),
		cmocka_unit_test(magnified_pixels_are_those_that_are_named),
		cmocka_unit_test(smaller_pictures_are_interpolated),
		cmocka_unit_test(grid_lies_over_the_picture),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
