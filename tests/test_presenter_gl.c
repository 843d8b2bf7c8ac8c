/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The gl presenter against the model, in a real window. Linked with
 * -Wl,--wrap=SDL_GL_SwapWindow: what a window shows is read just before it is presented.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <epoxy/gl.h>

#include "guarded_image.h"
#include "magnify.h"
#include "presenter.h"

enum { SKIPPED = 77, MAX_SHOWN = 512 };

static const struct gg_convert_params full = { .color = { GG_MATRIX_601, GG_RANGE_FULL } };

/* What the window showed last; RGBA, bottom row first. */
static uint8_t shown[MAX_SHOWN * MAX_SHOWN * 4];
static struct scene watched; /* size 0: not watched */
static unsigned n_swaps;

void __wrap_SDL_GL_SwapWindow(SDL_Window *window);
void __real_SDL_GL_SwapWindow(SDL_Window *window);

void __wrap_SDL_GL_SwapWindow(SDL_Window *window)
{
	n_swaps++;
	if (watched.width)
		glReadPixels(0, 0, watched.width, watched.height, GL_RGBA, GL_UNSIGNED_BYTE, shown);
	__real_SDL_GL_SwapWindow(window);
}

/* The pixel of the window at x, y from its top left corner. */
static const uint8_t *shown_at(int x, int y)
{
	return shown + ((size_t)(watched.height - 1 - y) * (size_t)watched.width + (size_t)x) * 4;
}

static void assert_shown(int x, int y, uint32_t rgb, int tolerance)
{
	const uint8_t *pixel = shown_at(x, y);
	for (int i = 0; i < 3; i++) {
		const int wanted = (int)(rgb >> (16 - 8 * i) & 0xff);
		if (abs(pixel[i] - wanted) > tolerance)
			fail_msg("window pixel %d,%d is %02x%02x%02x, not %06x", x, y, pixel[0],
				 pixel[1], pixel[2], rgb);
	}
	assert_int_equal(pixel[3], 255);
}

/* An XRGB8888 image of one colour. */
static struct gg_image make_plain(uint32_t width, uint32_t height, uint32_t rgb)
{
	const struct guarded_shape shape = { .width = width, .height = height };
	struct gg_image image = guarded_image(gg_format_by_name("XRGB8888"), &shape);
	uint8_t *data = guarded_pixels(&image);

	for (size_t i = 0; i < image.planes[0].length; i++)
		data[i] = (uint8_t)(rgb >> i % 4 * 8);
	return image;
}

static struct scene resize(struct presenter *presenter, int width, int height)
{
	struct scene scene = { 0 };
	SDL_SetWindowSize(presenter->window, width, height);
	SDL_PumpEvents();
	SDL_GL_GetDrawableSize(presenter->window, &scene.width, &scene.height);
	return scene;
}

/* Resize, and look at what is presented from now on. */
static void watch(struct presenter *presenter, int width, int height)
{
	watched = resize(presenter, width, height);
	assert_int_equal(watched.width, width);
	assert_int_equal(watched.height, height);
	/* The first buffer after attach() may still have the size that the window had. */
	presenter->class->redraw(presenter, &watched);
}

static int show(struct presenter *presenter, const struct gg_image *image,
		const struct gg_convert_params *params, const struct scene *scene)
{
	struct show_times times = { 0 };
	struct gg_error error = { "" };
	const int ret = presenter->class->show(presenter, image, params, scene, 0, &times, &error);
	if (ret < 0)
		print_message("%s\n", error.text);
	return ret;
}

static void nothing_is_shown_before_the_first(void **state)
{
	struct presenter *presenter = *state;
	struct picture picture = { 0 };
	struct gg_error error = { "" };

	watch(presenter, 80, 60);
	presenter->class->redraw(presenter, &watched);
	assert_shown(40, 30, 0x000000, 0);
	assert_int_equal(presenter->class->snapshot(presenter, &picture, &error), -ENODATA);
	assert_null(picture.pixels);
}

static void window_is_letterboxed_the_right_way_up(void **state)
{
	struct presenter *presenter = *state;
	struct gg_image image = make_plain(20, 10, 0xffffff);

	watch(presenter, 200, 100);
	for (int i = 0; i < 3; i++) /* leave no buffer black */
		assert_int_equal(show(presenter, &image, &full, &watched), 1);
	assert_shown(0, 0, 0xffffff, 0);

	image = make_plain(40, 40, 0x0000ff);
	uint8_t *data = guarded_pixels(&image);
	for (size_t y = 0; y < 20; y++) /* the top left quarter is red */
		for (size_t x = 0; x < 20; x++)
			memcpy(data + (y * 40 + x) * 4, (uint8_t[]){ 0, 0, 255, 0 }, 4);
	assert_int_equal(show(presenter, &image, &full, &watched), 1);
	assert_shown(49, 80, 0x000000, 0);
	assert_shown(50, 80, 0x0000ff, 0);
	assert_shown(50, 0, 0xff0000, 0);
	assert_shown(95, 45, 0xff0000, 0);
	assert_shown(105, 45, 0x0000ff, 0);
	assert_shown(95, 55, 0x0000ff, 0);
	assert_shown(149, 99, 0x0000ff, 0);
	assert_shown(150, 50, 0x000000, 0);

	watch(presenter, 100, 200);
	presenter->class->redraw(presenter, &watched);
	assert_shown(0, 49, 0x000000, 0);
	assert_shown(0, 50, 0xff0000, 0);
	assert_shown(99, 149, 0x0000ff, 0);
	assert_shown(99, 150, 0x000000, 0);
}

/* Every pixel where gg_turn() puts it. */
static void picture_is_turned(void **state)
{
	enum { WIDTH = 120, HEIGHT = 90 };
	struct presenter *presenter = *state;
	const struct guarded_shape shape = { .width = WIDTH, .height = HEIGHT };
	const struct gg_image image = guarded_image(gg_format_by_name("XRGB8888"), &shape);
	static uint8_t turned[WIDTH * HEIGHT * 4];

	for (int i = 0; i < GG_N_ORIENTATIONS; i++) {
		const enum gg_orientation orientation = (enum gg_orientation)i;
		const bool sideways = gg_orientation_is_sideways(orientation);
		const int width = sideways ? HEIGHT : WIDTH, height = sideways ? WIDTH : HEIGHT;

		gg_turn(orientation, image.planes[0].data, image.planes[0].stride, WIDTH, HEIGHT,
			turned, (size_t)width * 4);
		watch(presenter, width, height);
		watched.orientation = orientation;
		assert_int_equal(show(presenter, &image, &full, &watched), 1);
		for (int n = 0; n < WIDTH * HEIGHT; n++) {
			const uint8_t *p = turned + (size_t)n * 4;
			assert_shown(n % width, n / width,
				     (uint32_t)(p[2] << 16 | p[1] << 8 | p[0]), 0);
		}
	}
}

static uint32_t pixel_of(const struct gg_image *image, uint32_t x, uint32_t y)
{
	const uint8_t *p = image->planes[0].data + image->planes[0].stride * y + (size_t)x * 4;
	return (uint32_t)(p[2] << 16 | p[1] << 8 | p[0]);
}

/* Every pixel of the window is that of the picture which the viewport names, in every turn. */
static void zoomed_pixels_are_exact(void **state)
{
	static const int scales[] = { 256, 300, 384, 511, 512, 768, 2048, 8192 };
	struct presenter *presenter = *state;
	const struct guarded_shape shape = { .width = 121, .height = 90 };
	const struct gg_image image = guarded_image(gg_format_by_name("XRGB8888"), &shape);

	watch(presenter, 167, 120);
	for (size_t i = 0; i < GG_N_ORIENTATIONS * SDL_arraysize(scales); i++) {
		uint32_t column, row;
		const enum gg_orientation orientation =
			(enum gg_orientation)(i % GG_N_ORIENTATIONS);
		const struct viewport_sizes sizes = { 121, 90, orientation, 167, 120 };
		watched.orientation = orientation;
		watched.viewport =
			(struct viewport){ scales[i / GG_N_ORIENTATIONS], guarded_random() / 255.0,
					   guarded_random() / 255.0 };
		assert_int_equal(show(presenter, &image, &full, &watched), 1);
		for (int n = 0; n < 167 * 120; n++) {
			const int x = n % 167, y = n / 167;
			const bool there =
				viewport_pixel(&watched.viewport, &sizes, x, y, &column, &row);
			assert_shown(x, y, there ? pixel_of(&image, column, row) : 0, 0);
		}
	}
}

/* 32 times as large it is wider than any viewport of GL. */
static void large_pictures_are_zoomed(void **state)
{
	struct presenter *presenter = *state;
	const struct guarded_shape shape = { .width = 8192, .height = 8 };
	const struct gg_image image = guarded_image(gg_format_by_name("XRGB8888"), &shape);
	const struct viewport_sizes sizes = { 8192, 8, GG_ORIENTATION_ROT0, 160, 120 };
	GLint limit = 0;

	glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
	if (limit < 8192)
		skip();
	watch(presenter, 160, 120);
	for (int i = 0; i <= 4; i++) {
		watched.viewport = (struct viewport){ VIEWPORT_MAX, i / 4.0, 0.5 };
		assert_int_equal(show(presenter, &image, &full, &watched), 1);
		for (int n = 0; n < 160 * 120; n += 3) {
			uint32_t column, row;
			assert_true(viewport_pixel(&watched.viewport, &sizes, n % 160, n / 160,
						   &column, &row));
			assert_shown(n % 160, n / 160, pixel_of(&image, column, row), 0);
		}
	}
}

/* Below 1 it is what the other presenter draws. */
static void smaller_pictures_are_interpolated(void **state)
{
	enum { SIDE = 100, SHOWN = 80 };
	struct presenter *presenter = *state;
	const struct guarded_shape shape = { .width = SIDE, .height = SIDE };
	const struct gg_image image = guarded_image(gg_format_by_name("XRGB8888"), &shape);
	struct picture picture = { .width = SIDE,
				   .height = SIDE,
				   .stride = image.planes[0].stride,
				   .pixels = guarded_pixels(&image) };
	SDL_Surface *drawn =
		SDL_CreateRGBSurfaceWithFormat(0, SHOWN, SHOWN, 32, SDL_PIXELFORMAT_RGB888);

	assert_non_null(drawn);
	watch(presenter, SHOWN, SHOWN);
	for (int scale = 217; scale < 256; scale += 19) {
		watched.viewport = (struct viewport){ scale, 0.4, 0.7 };
		assert_int_equal(show(presenter, &image, &full, &watched), 1);
		const struct placement placement = presenter_place(SIDE, SIDE, &watched);
		magnify(drawn, &picture, &placement);
		for (int n = 0; n < SHOWN * SHOWN; n++) {
			const uint32_t *row = (const uint32_t *)drawn->pixels +
					      (size_t)(n / SHOWN) * (size_t)drawn->pitch / 4;
			assert_shown(n % SHOWN, n / SHOWN, row[n % SHOWN] & 0xffffff, 2);
		}
	}
	SDL_FreeSurface(drawn);
}

static void pixel_is_that_under_the_mouse(void **state)
{
	struct presenter *presenter = *state;
	const struct guarded_shape shape = { .width = 40, .height = 30 };
	const struct gg_image image = guarded_image(gg_format_by_name("XRGB8888"), &shape);
	struct shown_pixel pixel;

	watch(presenter, 160, 200);
	assert_int_equal(presenter->class->pixel(presenter, &watched, 80, 60, &pixel), -ENODATA);
	assert_int_equal(show(presenter, &image, &full, &watched), 1);
	assert_int_equal(presenter->class->pixel(presenter, &watched, 80, 30, &pixel), -ENODATA);
	for (int i = 0; i < GG_N_ORIENTATIONS; i++) {
		watched.orientation = (enum gg_orientation)i;
		watched.viewport = (struct viewport){ 2048, 0.3, 0.6 };
		assert_int_equal(show(presenter, &image, &full, &watched), 1);
		assert_int_equal(presenter->class->pixel(presenter, &watched, 80, 60, &pixel), 0);
		const uint32_t rgb = pixel_of(&image, pixel.x, pixel.y);
		assert_int_equal(pixel.rgb[0], rgb >> 16);
		assert_int_equal(pixel.rgb[1], rgb >> 8 & 255);
		assert_int_equal(pixel.rgb[2], rgb & 255);
		assert_shown(80, 60, rgb, 0);
	}
}

static void grid_is_drawn_where_it_is_placed(void **state)
{
	struct presenter *presenter = *state;
	const struct gg_image image = make_plain(160, 120, 0x808080);
	const SDL_Rect rect = { 0, 0, 160, 120 };

	watch(presenter, 160, 120);
	watched.grid = (struct grid){ GRID_THIRDS | GRID_CROSS, 2 };
	assert_int_equal(show(presenter, &image, &full, &watched), 1);
	const struct grid_lines lines = grid_lines(&watched.grid, &rect, 160, 120);
	for (int n = 0; n < 160 * 120; n++) {
		const SDL_Point point = { n % 160, n / 160 };
		uint32_t wanted = 0x808080;
		for (int i = 0; i < lines.n; i++)
			if (SDL_PointInRect(&point, &lines.dark[i]))
				wanted = GRID_DARK * 0x010101;
		for (int i = 0; i < lines.n; i++)
			if (SDL_PointInRect(&point, &lines.light[i]))
				wanted = GRID_LIGHT * 0x010101;
		assert_shown(point.x, point.y, wanted, 0);
	}
	watched.grid.shows = 0;
	presenter->class->redraw(presenter, &watched);
	for (int i = 0; i < 120; i++)
		assert_shown(i, i, 0x808080, 0);
}

static void picture_of_the_window_size_is_shown_exactly(void **state)
{
	struct presenter *presenter = *state;
	const struct guarded_shape shape = { .width = 160, .height = 120 };
	const struct gg_image image = guarded_image(gg_format_by_name("XRGB8888"), &shape);

	watch(presenter, 160, 120);
	assert_int_equal(show(presenter, &image, &full, &watched), 1);
	for (int y = 0; y < 120; y++) {
		for (int x = 0; x < 160; x++) {
			const uint8_t *p = image.planes[0].data + (ptrdiff_t)(y * 160 + x) * 4;
			assert_shown(x, y, (uint32_t)(p[2] << 16 | p[1] << 8 | p[0]), 0);
		}
	}
}

static void small_windows_show_averages(void **state)
{
	struct presenter *presenter = *state;
	const struct gg_image image = make_plain(1000, 1000, 0xffffff);
	uint8_t *data = guarded_pixels(&image);

	for (size_t i = 0; i < image.planes[0].length; i += 8) /* every other column is black */
		memset(data + i, 0, 4);
	watch(presenter, 100, 100);
	assert_int_equal(show(presenter, &image, &full, &watched), 1);
	for (int x = 0; x < 100; x++)
		assert_shown(x, 50, 0x7f7f7f, 12);
}

static uint32_t blend(uint32_t below, uint32_t argb)
{
	const uint32_t alpha = argb >> 24;
	uint32_t rgb = 0;

	for (int shift = 0; shift < 24; shift += 8) {
		const uint32_t a = below >> shift & 0xff, b = argb >> shift & 0xff;
		rgb |= ((a * (255 - alpha) + 127) / 255 + b) << shift;
	}
	return rgb;
}

static uint32_t times_alpha(uint32_t argb)
{
	const uint32_t alpha = argb >> 24;
	uint32_t times = alpha << 24;

	for (int shift = 0; shift < 24; shift += 8)
		times |= (argb >> shift & 0xff) * alpha / 255 << shift;
	return times;
}

static void overlay_is_blended_where_it_is_placed(void **state)
{
	static uint32_t texts[OVERLAY_ANCHORS][20 * 10];
	struct presenter *presenter = *state;
	const uint32_t below = 0x204060;
	const struct gg_image image = make_plain(160, 120, below);
	struct overlay overlay = { .refs = 1, .serial = 0 };
	int x, y;

	watch(presenter, 160, 120);
	watched.overlay = &overlay;
	for (overlay.serial = 0; overlay.serial < 2; overlay.serial++) {
		for (unsigned i = 0; i < OVERLAY_ANCHORS; i++) {
			for (unsigned j = 0; j < 20 * 10; j++)
				texts[i][j] = times_alpha((uint32_t)guarded_random() << 24 |
							  j << 16 | i << 8 | guarded_random());
			overlay.blocks[i] = (struct overlay_block){ .width = 20,
								    .height = 10,
								    .pixels = texts[i] };
		}
		assert_int_equal(show(presenter, &image, &full, &watched), 1);
		for (unsigned i = 0; i < OVERLAY_ANCHORS; i++) {
			overlay_place(&overlay, (enum overlay_anchor)i, 160, 120, &x, &y);
			for (int j = 0; j < 20 * 10; j++)
				assert_shown(x + j % 20, y + j / 20, blend(below, texts[i][j]), 1);
		}
	}

	overlay.serial++; /* nothing to draw */
	overlay.blocks[OVERLAY_TOP_LEFT].width = 0;
	overlay.blocks[OVERLAY_CENTER] = (struct overlay_block){ 0 };
	overlay.blocks[OVERLAY_BOTTOM_LEFT].height = 0;
	presenter->class->redraw(presenter, &watched);
	for (int i = 0; i < 120; i++)
		assert_shown(i, i, below, 0);
	watched.overlay = NULL;
}

static void what_cannot_be_shown_is_refused(void **state)
{
	static const char *const refused[][2] = {
		{ "MJPEG", "decoded" },
		{ "RGGB_PISP_COMP1", "Raspberry Pi" },
		{ "MONO_PISP_COMP1", "Raspberry Pi" },
	};
	struct presenter *presenter = *state;
	const struct scene scene = { .width = 64, .height = 64 };
	const struct gg_image good = make_plain(8, 8, 0x123456);
	struct gg_image image = good;
	struct picture picture = { 0 };
	struct show_times times;
	struct gg_error error = { "" };

	assert_int_equal(show(presenter, &good, &full, &scene), 1);

	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		image.format = gg_format_by_name(refused[i][0]);
		assert_int_equal(
			presenter->class->show(presenter, &image, &full, &scene, 0, &times, &error),
			-ENOTSUP);
		assert_non_null(strstr(error.text, refused[i][0]));
		assert_non_null(strstr(error.text, refused[i][1]));
	}

	/* As wide as a texture can be, but pixels of 3 bytes in odd rows take 3 texels. */
	GLint limit = 0;
	glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
	const struct guarded_shape wide = { .width = (uint32_t)SDL_min(limit, GG_MAX_SIZE),
					    .height = 1,
					    .padding = 1 };
	image = guarded_image(gg_format_by_name("RGB888"), &wide);
	assert_int_equal(
		presenter->class->show(presenter, &image, &full, &scene, 0, &times, &error),
		-E2BIG);
	assert_non_null(strstr(error.text, "x1 RGB888"));
	assert_non_null(strstr(error.text, "-R surface"));

	assert_int_equal(presenter->class->snapshot(presenter, &picture, &error), 0);
	assert_int_equal(picture.width, 8);
	assert_memory_equal(picture.pixels, ((uint8_t[]){ 0x56, 0x34, 0x12, 255 }), 4);
	picture_finish(&picture);
}

/* Names are given out from 1 on, and few are in use. */
static int count_textures(void)
{
	int count = 0;
	for (GLuint name = 1; name < 65536; name++)
		count += glIsTexture(name);
	return count;
}

static long resident_pages(void)
{
	long size = 0, resident = 0;
	FILE *file = fopen("/proc/self/statm", "r");
	assert_non_null(file);
	assert_int_equal(fscanf(file, "%ld %ld", &size, &resident), 2);
	fclose(file);
	return resident;
}

static void thousand_pictures_make_no_textures(void **state)
{
	struct presenter *presenter = *state;
	const struct scene scene = resize(presenter, 64, 64);
	const struct guarded_shape shape = { .width = 640, .height = 480 };
	const struct gg_image image = guarded_image(gg_format_by_name("NV12"), &shape);

	assert_int_equal(show(presenter, &image, &full, &scene), 1);
	const int before = count_textures();
	const long pages = resident_pages();
	n_swaps = 0;
	for (int i = 0; i < 1000; i++)
		assert_int_equal(show(presenter, &image, &full, &scene), 1);
	assert_int_equal(n_swaps, 1000);
	assert_int_equal(count_textures(), before);
	/* One leaked plane a picture would be 300 MB. */
	assert_true((resident_pages() - pages) * sysconf(_SC_PAGESIZE) < 64 << 20);
}

static void resize_storm(void **state)
{
	struct presenter *presenter = *state;
	const char *const names[] = { "YUYV", "NV12", "RGB888", "YUV420" };
	const int before = count_textures();
	struct gg_image image = { 0 };

	for (int i = 0; i < 200; i++) {
		const struct scene scene =
			resize(presenter, 1 + guarded_random() * 2, 1 + guarded_random() * 2);
		const struct guarded_shape shape = { 1u + guarded_random(), 1u + guarded_random(),
						     guarded_random() % 8u, 0 };
		if (i % 3 == 0) {
			image = guarded_image(gg_format_by_name(names[i / 3 % 4]), &shape);
			assert_int_equal(show(presenter, &image, &full, &scene), 1);
		}
		presenter->class->redraw(presenter, &scene);
		assert_int_equal(glGetError(), GL_NO_ERROR);
	}
	assert_int_equal(count_textures(), before);
}

static int run_render_thread(void *data)
{
	struct presenter *presenter = data;
	struct gg_error error = { "" };
	const struct gg_image image = make_plain(64, 48, 0x336699);
	struct picture picture = { 0 };
	int good = presenter->class->attach(presenter, &error) == 0;

	for (int i = 0; good && i < 100; i++) {
		struct scene scene = { 0 };
		SDL_GL_GetDrawableSize(presenter->window, &scene.width, &scene.height);
		good = show(presenter, &image, &full, &scene) == 1;
	}
	good = good && presenter->class->snapshot(presenter, &picture, &error) == 0 &&
	       !memcmp(picture.pixels, (uint8_t[]){ 0x99, 0x66, 0x33, 255 }, 4);
	picture_finish(&picture);
	presenter->class->detach(presenter);
	return good;
}

/* The context moves to another thread and back, while this one resizes the window. */
static void context_belongs_to_no_thread(void **state)
{
	struct presenter *presenter = *state;
	struct gg_error error = { "" };
	const int before = count_textures();
	int good = 0;

	presenter->class->detach(presenter);
	presenter->class->detach(presenter);
	SDL_Thread *thread = SDL_CreateThread(run_render_thread, "render", presenter);
	assert_non_null(thread);
	for (int i = 0; i < 100; i++)
		resize(presenter, 50 + i, 150 - i);
	SDL_WaitThread(thread, &good);
	assert_true(good);
	assert_int_equal(presenter->class->attach(presenter, &error), 0);
	assert_int_equal(count_textures(), before);
}

static struct presenter presenter = { .class = &presenter_gl };

static int set_up(void **state)
{
	struct gg_error error = { "" };
	if (presenter.class->attach(&presenter, &error)) {
		print_message("%s\n", error.text);
		return -1;
	}
	watched = (struct scene){ 0 };
	*state = &presenter;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	presenter.class->detach(&presenter);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct SDL_Rect geometry = { SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, 160,
					   120 };
	struct gg_error error = { "" };

	if (SDL_Init(SDL_INIT_VIDEO)) {
		print_message("skipped: no display: %s\n", SDL_GetError());
		return SKIPPED;
	}
	if (presenter.class->create(&presenter, "test_presenter_gl", &geometry, 0, &error)) {
		print_message("skipped: %s\n", error.text);
		SDL_Quit();
		return SKIPPED;
	}

	const struct CMUnitTest tests[] = {
		TEST(nothing_is_shown_before_the_first),
		TEST(window_is_letterboxed_the_right_way_up),
		TEST(picture_is_turned),
		TEST(picture_of_the_window_size_is_shown_exactly),
		TEST(zoomed_pixels_are_exact),
		TEST(large_pictures_are_zoomed),
		TEST(smaller_pictures_are_interpolated),
		TEST(pixel_is_that_under_the_mouse),
		TEST(grid_is_drawn_where_it_is_placed),
		TEST(small_windows_show_averages),
		TEST(overlay_is_blended_where_it_is_placed),
		TEST(what_cannot_be_shown_is_refused),
		TEST(thousand_pictures_make_no_textures),
		TEST(resize_storm),
		TEST(context_belongs_to_no_thread),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	presenter.class->destroy(&presenter);
	presenter.class->destroy(&presenter);
	SDL_Quit();
	return failed;
}
