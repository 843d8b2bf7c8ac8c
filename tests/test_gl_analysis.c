/* SPDX-License-Identifier: BSD-2-Clause */
/* What the gl presenter draws into pictures against what the CPU does, in a real window. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "guarded_image.h"
#include "histogram.h"
#include "notice.h"
#include "presenter.h"

enum { SKIPPED = 77, WIDTH = 321, HEIGHT = 181, TOLERANCE = 2 };

static const struct gg_convert_params full = { .color = { GG_MATRIX_601, GG_RANGE_FULL } };
static struct presenter presenter = { .class = &presenter_gl };
static struct marker marker;
static struct picture first, second, marked, turned, shown;

/* Ramps through all levels with noise and colour in them, and hard edges. */
static void fill(struct picture *picture, uint32_t width, uint32_t height)
{
	assert_int_equal(picture_resize(picture, width, height, NULL), 0);
	for (uint32_t y = 0; y < height; y++)
		for (uint32_t x = 0; x < width; x++) {
			const uint32_t level = (x * 255 / width + y / 32 * 40) % 256;
			const uint32_t noise = y % 2 ? guarded_random() % 32u : 0;
			uint32_t rgb = 0;
			for (int i = 0; i < 3; i++)
				rgb = rgb << 8 | SDL_min(level + noise * (uint32_t)i / 2, 255);
			((uint32_t *)(picture->pixels + picture->stride * y))[x] = 0xff000000 | rgb;
		}
}

static void show(const struct picture *picture, const struct scene *scene)
{
	const struct gg_image image = picture_image(picture);
	struct show_times times;
	struct gg_error error = { "" };

	assert_int_equal(presenter.class->show(&presenter, &image, &full, scene, 0, &times, &error),
			 1);
}

static void assert_shows(const struct picture *wanted, const struct scene *scene)
{
	struct gg_error error = { "" };

	assert_int_equal(presenter.class->window_snapshot(&presenter, scene, &shown, &error), 0);
	assert_int_equal(shown.width, wanted->width);
	assert_int_equal(shown.height, wanted->height);
	for (uint32_t i = 0; i < shown.width * shown.height * 4; i++) {
		const uint32_t y = i / 4 / shown.width, x = i / 4 % shown.width;
		const int a = shown.pixels[shown.stride * y + (size_t)x * 4 + i % 4];
		const int b = wanted->pixels[wanted->stride * y + (size_t)x * 4 + i % 4];
		if (abs(a - b) > TOLERANCE)
			fail_msg("pixel %u,%u: byte %u is %d, on the CPU %d", x, y, i % 4, a, b);
	}
}

static struct scene scene_of(enum gg_orientation orientation, const struct analysis *analysis)
{
	const bool sideways = gg_orientation_is_sideways(orientation);

	return (struct scene){ .width = sideways ? HEIGHT : WIDTH,
			       .height = sideways ? WIDTH : HEIGHT,
			       .orientation = orientation,
			       .analysis = *analysis };
}

/* second as the scene has it, with first for its reference. */
static void mark(const struct scene *scene)
{
	const bool wipes = scene->analysis.reference;
	const struct analysis_parts parts = presenter_parts(WIDTH, HEIGHT, scene, wipes);

	assert_int_equal(analysis_mark(&marker, &scene->analysis, &parts, &second,
				       wipes ? &first : NULL, &marked, NULL),
			 0);
	assert_int_equal(picture_turn(&turned, &marked, scene->orientation, NULL), 0);
}

static void gpu_and_cpu_agree(void **state)
{
	unsigned number = 0;
	(void)state;

	for (int n = 0; n < GG_N_ORIENTATIONS * ANALYSIS_EXPOSURES * 4; n++) {
		struct analysis analysis = {
			.exposure = (enum analysis_exposure)(n % ANALYSIS_EXPOSURES),
			.peaking = n / ANALYSIS_EXPOSURES % 2,
			.reference = n / ANALYSIS_EXPOSURES % 4 / 2 ? ++number : 0,
			.wipe = 0.37f,
		};
		const struct scene scene =
			scene_of((enum gg_orientation)(n / ANALYSIS_EXPOSURES / 4), &analysis);
		show(&first, &scene);
		show(&second, &scene);
		mark(&scene);
		assert_shows(&turned, &scene);
	}
}

/* The plain picture, whatever is drawn into it. */
static void snapshots_are_plain(void **state)
{
	const struct analysis analysis = { .exposure = ANALYSIS_FALSE_COLOR,
					   .peaking = true,
					   .reference = 1000 };
	const struct scene scene = scene_of(GG_ORIENTATION_ROT0, &analysis);
	struct gg_error error = { "" };
	(void)state;

	show(&first, &scene);
	show(&second, &scene);
	assert_int_equal(presenter.class->snapshot(&presenter, &shown, &error), 0);
	for (uint32_t y = 0; y < HEIGHT; y++)
		assert_memory_equal(shown.pixels + shown.stride * y,
				    second.pixels + second.stride * y, (size_t)WIDTH * 4);
}

static void samples_are_the_same(void **state)
{
	static const struct {
		uint32_t width, height;
	} sizes[] = { { WIDTH, HEIGHT }, { 1920, 1080 }, { 1, 1 }, { 700, 3 }, { 513, 289 } };
	const struct scene scene = { .width = 64, .height = 64 };
	struct picture picture = { 0 }, samples = { 0 };
	struct gg_error error = { "" };
	(void)state;

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		fill(&picture, sizes[i].width, sizes[i].height);
		show(&picture, &scene); /* small: with a filter that wants smaller copies */
		assert_int_equal(presenter.class->sample(&presenter, &shown, &error), 0);
		assert_int_equal(histogram_sample(&picture, &samples, &error), 0);
		assert_int_equal(shown.width, samples.width);
		assert_int_equal(shown.height, samples.height);
		for (uint32_t y = 0; y < samples.height; y++)
			assert_memory_equal(shown.pixels + shown.stride * y,
					    samples.pixels + samples.stride * y,
					    (size_t)samples.width * 4);
	}
	picture_finish(&picture);
	picture_finish(&samples);
}

static void another_size_lets_the_reference_go(void **state)
{
	const struct analysis analysis = { .reference = 2000, .wipe = 1 };
	struct scene scene = scene_of(GG_ORIENTATION_ROT0, &analysis);
	struct picture other = { 0 };
	struct notice *notice;
	(void)state;

	show(&first, &scene);
	assert_int_not_equal(presenter.lost_reference, 2000);
	fill(&other, 100, 50);
	scene.width = 100;
	scene.height = 50;
	show(&other, &scene);
	assert_int_equal(presenter.lost_reference, 2000);
	assert_shows(&other, &scene);
	notice = notice_take();
	assert_non_null(notice);
	assert_non_null(strstr(notice->text, "another size"));
	free(notice);
	show(&second, &scene); /* of the size that the reference had: it is gone all the same */
	scene = scene_of(GG_ORIENTATION_ROT0, &analysis);
	assert_shows(&second, &scene);
	assert_null(notice_take());
	picture_finish(&other);
}

static int set_up(void **state)
{
	struct gg_error error = { "" };
	(void)state;
	return presenter.class->attach(&presenter, &error);
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
	const struct SDL_Rect geometry = { SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, WIDTH,
					   HEIGHT };
	struct gg_error error = { "" };

	if (SDL_Init(SDL_INIT_VIDEO)) {
		print_message("skipped: no display: %s\n", SDL_GetError());
		return SKIPPED;
	}
	if (presenter.class->create(&presenter, "test_gl_analysis", &geometry, 0, &error)) {
		print_message("skipped: %s\n", error.text);
		SDL_Quit();
		return SKIPPED;
	}
	notice_init();
	fill(&first, WIDTH, HEIGHT);
	fill(&second, WIDTH, HEIGHT);

	const struct CMUnitTest tests[] = {
		TEST(gpu_and_cpu_agree),
		TEST(snapshots_are_plain),
		TEST(samples_are_the_same),
		TEST(another_size_lets_the_reference_go),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	presenter.class->destroy(&presenter);
	marker_finish(&marker);
	picture_finish(&first);
	picture_finish(&second);
	picture_finish(&marked);
	picture_finish(&turned);
	picture_finish(&shown);
	notice_quit();
	SDL_Quit();
	return failed;
}
