/* SPDX-License-Identifier: BSD-2-Clause */
/* The render thread before a presenter that takes notes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <groundglass/frame_queue.h>

#include "frame_owner.h"
#include "jpeg_samples.h"
#include "notice.h"
#include "render.h"
#include "temp_folder.h"

enum { N_FRAMES = 200, N_SAMPLES = 5, DAMAGED = 3 };

static struct bytes samples[N_SAMPLES]; /* the damaged one among them */

/* What the presenter was shown; the render thread's until it has ended. */
static uint64_t shown[N_FRAMES];
static unsigned n_shown; /* atomic */
static struct gg_convert_params last_params;

/* What comes while it is shown one, the render thread's too. */
static struct render *changed_meanwhile; /* the scene of this is, unless NULL */
static bool cannot_show;
static void (*when_taken)(void); /* unless NULL */
static unsigned n_redrawn;	 /* atomic */

static const struct scene some_scene = { .width = 1, .height = 1 };

static int attach(struct presenter *presenter, struct gg_error *error)
{
	(void)presenter, (void)error;
	return 0;
}

static void detach(struct presenter *presenter)
{
	(void)presenter;
}

static int show(struct presenter *presenter, const struct gg_image *image,
		const struct gg_convert_params *params, const struct scene *scene, uint64_t stamp,
		struct show_times *times, struct gg_error *error)
{
	(void)presenter, (void)scene, (void)times;
	if (gg_image_validate(image, error))
		return -1;
	if (cannot_show)
		return gg_error_set(error, -1, "not now");
	if (changed_meanwhile)
		render_set_scene(changed_meanwhile, &some_scene, NULL, false);
	shown[n_shown] = stamp;
	last_params = *params;
	__atomic_add_fetch(&n_shown, 1, __ATOMIC_RELEASE);
	return 1;
}

/* Was the sample so converted? */
static bool is_converted(const struct gg_jpeg_pixels *pixels, struct bytes jpeg,
			 const struct gg_convert_params *params)
{
	struct gg_jpeg_decoder *decoder = gg_jpeg_decoder_create();
	struct gg_jpeg_pixels wanted = { 0 };
	bool same = gg_jpeg_decode_pixels(decoder, jpeg.data, jpeg.size, pixels->width,
					  pixels->height, params, &wanted, NULL) == 0 &&
		    wanted.stride == pixels->stride;

	for (uint32_t y = 0; same && y < wanted.height; y++)
		same = !memcmp(wanted.data + wanted.stride * y, pixels->data + pixels->stride * y,
			       4 * (size_t)wanted.width);
	free(wanted.data);
	gg_jpeg_decoder_destroy(decoder);
	return same;
}

static int take(struct presenter *presenter, struct gg_jpeg_pixels *pixels, uint64_t stamp)
{
	static const enum gg_matrix matrices[] = { GG_MATRIX_601, GG_MATRIX_2020, GG_MATRIX_AUTO };
	const struct bytes jpeg = samples[(stamp - 1) % N_SAMPLES];
	(void)presenter;

	for (unsigned i = 0; i < 3; i++) {
		last_params.color = (struct gg_color){ matrices[i], GG_RANGE_FULL };
		if (is_converted(pixels, jpeg, &last_params))
			break;
	}
	free(pixels->data); /* it is the presenter's */
	pixels->data = NULL;
	pixels->capacity = 0;
	if (when_taken)
		when_taken();
	shown[n_shown] = stamp;
	__atomic_add_fetch(&n_shown, 1, __ATOMIC_RELEASE);
	return 1;
}

static void redraw(struct presenter *presenter, const struct scene *scene)
{
	(void)presenter, (void)scene;
	__atomic_add_fetch(&n_redrawn, 1, __ATOMIC_RELEASE);
}

static struct presenter_class notes = {
	.name = "notes",
	.attach = attach,
	.detach = detach,
	.show = show,
	.redraw = redraw,
};

/* A frame without a camera; its stamp is its number, from 1 on. */
struct item {
	struct gg_frame_owner owner; /* first */
	struct gg_frame frame;
	unsigned released; /* atomic */
};

static void count_release(struct gg_frame_owner *owner)
{
	__atomic_add_fetch(&((struct item *)owner)->released, 1, __ATOMIC_RELAXED);
}

struct fixture {
	struct item items[N_FRAMES];
	struct stats stats;
	struct presenter presenter;
	struct gg_frame_queue *queue;
	struct writer *writer;
	struct render *render;
};

static const struct gg_control_list no_metadata;

static void prepare(struct fixture *fixture, unsigned number, const char *format)
{
	struct item *item = &fixture->items[number];
	struct bytes bytes = samples[number % N_SAMPLES];

	*item = (struct item){ .owner = { .refs = 1, .released = count_release } };
	item->frame.sequence = number;
	item->frame.completed_ns = number + 1;
	item->frame.owner = &item->owner;
	item->frame.metadata = &no_metadata;
	item->frame.image.format = gg_format_by_name(format);
	item->frame.image.n_planes = 1;
	item->frame.image.planes[0] = (struct gg_plane){ bytes.data, 0, bytes.size, bytes.size };
	if (item->frame.image.format->layout != GG_LAYOUT_JPEG) {
		item->frame.image.width = item->frame.image.height = 2;
		item->frame.image.planes[0].stride = 8;
	}
}

static void enqueue(struct fixture *fixture, unsigned number)
{
	fixture->stats.captured++;
	gg_frame_queue_push(fixture->queue, &fixture->items[number].frame);
}

static void push(struct fixture *fixture, unsigned number, const char *format)
{
	prepare(fixture, number, format);
	enqueue(fixture, number);
}

static int set_up(void **state)
{
	static const int sizes[N_SAMPLES] = { 400, 16, 250, 120, 1 };
	const struct gg_save_params params = { .jpeg_quality = 90 };
	struct fixture *fixture = calloc(1, sizeof *fixture);

	assert_non_null(fixture);
	for (int i = 0; i < N_SAMPLES; i++)
		samples[i] = make_jpeg(sizes[i], sizes[i], TJSAMP_422, 0);
	samples[DAMAGED].size /= 2;
	n_shown = n_redrawn = 0;
	changed_meanwhile = NULL;
	cannot_show = false;
	when_taken = NULL;
	make_folder();
	fixture->presenter.class = &notes;
	fixture->queue = gg_frame_queue_create(N_FRAMES);
	fixture->writer = writer_create(true, &params);
	const struct render_config config = { .name = "test",
					      .presenter = &fixture->presenter,
					      .queue = fixture->queue,
					      .writer = fixture->writer,
					      .stats = &fixture->stats };
	assert_int_equal(render_create(&fixture->render, &config, NULL), 0);
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	for (int i = 0; i < N_SAMPLES; i++)
		free(samples[i].data);
	remove_folder();
	notice_quit();
	free(*state);
	return 0;
}

static void finish(struct fixture *fixture, const struct shot *shot)
{
	render_finish(fixture->render, shot);
	while (!render_finished(fixture->render))
		usleep(1000);
}

/* End all, and see that each of the first n frames was released once, and counted once. */
static void check_and_free(struct fixture *fixture, unsigned n)
{
	const struct stats *stats = &fixture->stats;

	render_destroy(fixture->render);
	gg_frame_queue_flush(fixture->queue);
	assert_int_equal(stats->shown, n_shown);
	assert_int_equal(stats->captured, n);
	assert_int_equal(stats->shown +
				 stats_dropped(stats, gg_frame_queue_dropped(fixture->queue)) +
				 stats_failed(stats),
			 n);
	for (unsigned i = 0; i < n; i++)
		assert_int_equal(fixture->items[i].released, 1);
	gg_frame_queue_destroy(fixture->queue);
	writer_destroy(fixture->writer);
}

static void test_order(void **state)
{
	struct fixture *fixture = *state;

	for (unsigned i = 0; i < N_FRAMES; i++)
		push(fixture, i, "MJPEG");
	finish(fixture, NULL);
	assert_int_equal(n_shown, N_FRAMES - N_FRAMES / N_SAMPLES);
	for (unsigned i = 0, number = 0; i < n_shown; i++, number++) {
		number += number % N_SAMPLES == DAMAGED;
		assert_int_equal(shown[i], number + 1);
	}
	assert_int_equal(fixture->stats.undecodable, N_FRAMES / N_SAMPLES);
	check_and_free(fixture, N_FRAMES);
}

/* A stream may come back with another format: nothing overtakes what is being decoded. */
static void test_formats_in_order(void **state)
{
	struct fixture *fixture = *state;

	for (unsigned i = 0; i < N_FRAMES; i++)
		push(fixture, i, i % 4 == 1 ? "XRGB8888" : "MJPEG");
	finish(fixture, NULL);
	for (unsigned i = 1; i < n_shown; i++)
		assert_true(shown[i] > shown[i - 1]);
	check_and_free(fixture, N_FRAMES);
}

/* A screenshot has the bytes of the picture that is shown, not of one that cannot be. */
static void test_screenshot(void **state)
{
	struct fixture *fixture = *state;
	struct shot shot = { .kind = SHOT_OWN_JPEG };

	snprintf(shot.target.path, sizeof shot.target.path, "%s", in_folder("shot.jpg"));
	for (unsigned i = 0; i <= DAMAGED; i++)
		push(fixture, i, "MJPEG");
	finish(fixture, &shot);
	check_and_free(fixture, DAMAGED + 1);

	assert_file_is(in_folder("shot.jpg"), samples[DAMAGED - 1].data, samples[DAMAGED - 1].size);
}

static void wait_shown(unsigned n)
{
	while (__atomic_load_n(&n_shown, __ATOMIC_ACQUIRE) < n)
		usleep(1000);
}

static struct shot shot_to(enum shot_kind kind, const char *name)
{
	struct shot shot = { .kind = kind };

	snprintf(shot.target.path, sizeof shot.target.path, "%s", in_folder(name));
	return shot;
}

/* Planes are those of the picture shown where they are kept, else of one shown later. */
static void test_planes(void **state)
{
	struct fixture *fixture = *state;
	const struct shot own = shot_to(SHOT_PLANES, "own.raw");
	const struct shot later = shot_to(SHOT_PLANES, "later.raw");
	struct stat status;

	prepare(fixture, 0, "MJPEG");
	fixture->items[0].frame.image.width = fixture->items[0].frame.image.height = 400;
	enqueue(fixture, 0);
	wait_shown(1);
	render_screenshot(fixture->render, &own);
	for (unsigned i = 1; i < 4; i++)
		push(fixture, i, "XRGB8888");
	wait_shown(4);
	render_screenshot(fixture->render, &later);
	for (unsigned i = 4; i < 8; i++)
		push(fixture, i, "XRGB8888");
	finish(fixture, NULL);
	check_and_free(fixture, 8);
	assert_int_equal(fixture->stats.saved, 2);
	assert_int_equal(stat(in_folder("own.raw"), &status), 0);
	assert_int_equal(stat(in_folder("later.raw"), &status), 0);
	assert_int_equal(count_files(), 2);
}

/* What cannot be taken is counted, with the first reason. */
static void test_lost_shots(void **state)
{
	struct fixture *fixture = *state;
	const struct shot window = shot_to(SHOT_WINDOW, "a.ppm");
	const struct shot planes = shot_to(SHOT_PLANES, "a.raw");

	push(fixture, 0, "XRGB8888");
	wait_shown(1);
	render_screenshot(fixture->render, &window);
	render_screenshot(fixture->render, &planes);
	finish(fixture, NULL);
	assert_int_equal(fixture->stats.unsaved, 2);
	assert_string_equal(fixture->stats.unsaved_reason,
			    "test: no screenshot: there is no window; -R surface opens one");
	assert_int_equal(count_files(), 0);
	check_and_free(fixture, 1);
}

/* Every picture shown, as the camera sent it. */
static void test_every(void **state)
{
	struct fixture *fixture = *state;
	struct shot every = shot_to(SHOT_OWN_JPEG, "all");

	every.target.numbered = true;
	every.target.series = STATS_EVERY;
	render_save_every(fixture->render, &every);
	for (unsigned i = 0; i < DAMAGED; i++)
		push(fixture, i, "MJPEG");
	finish(fixture, NULL);
	check_and_free(fixture, DAMAGED);
	assert_int_equal(count_files(), DAMAGED);
	assert_file_is(in_folder("all-000001.jpg"), samples[0].data, samples[0].size);
	assert_file_is(in_folder("all-000002.jpg"), samples[1].data, samples[1].size);
}

/* While paused the first good picture is shown, and no other. */
static void test_paused(void **state)
{
	struct fixture *fixture = *state;

	render_set_paused(fixture->render, true);
	for (unsigned i = DAMAGED; i < N_FRAMES; i++)
		push(fixture, i, "MJPEG");
	finish(fixture, NULL);
	assert_int_equal(n_shown, 1);
	for (unsigned i = 0; i < DAMAGED; i++) /* so that all count */
		push(fixture, i, "MJPEG");
	check_and_free(fixture, N_FRAMES);
}

/* Paused, a live camera's next picture is shown for each step, and no other. */
static void test_live_steps(void **state)
{
	static const char *const formats[] = { "MJPEG", "XRGB8888" };
	struct fixture *fixture = *state;
	const unsigned n = 20;

	for (unsigned i = 0; i < n; i++)
		prepare(fixture, i, formats[i / 10]);
	assert_int_equal(render_hold(fixture->render), 0);
	render_step(fixture->render, 0);
	render_step(fixture->render, 0);
	assert_int_equal(render_hold(fixture->render), 0);
	for (unsigned i = 0; i < 10; i++) /* as if it came while they are decoded */
		enqueue(fixture, i);
	wait_shown(2);
	while (fixture->stats.skipped < 8)
		usleep(1000);
	render_step(fixture->render, 0);
	for (unsigned i = 10; i < n; i++)
		enqueue(fixture, i);
	finish(fixture, NULL);
	assert_int_equal(n_shown, 3);
	assert_int_equal(shown[0], 1);
	assert_int_equal(shown[1], 2);
	assert_int_equal(shown[2], 11);
	check_and_free(fixture, n);
}

/* Of what is replayed the frame that was asked for last is shown, and stays until the pause ends.
 */
static void test_steps(void **state)
{
	static const char *const formats[] = { "MJPEG", "XRGB8888" };
	static const uint64_t positions[] = { 1, 2, 4, 5, 4, 3, 3, 9, 3, 2, 3, 4 };
	struct fixture *fixture = *state;

	for (unsigned i = 0; i < 12; i++) {
		prepare(fixture, i, formats[i % N_SAMPLES == DAMAGED || i > 4]);
		fixture->items[i].frame.position = positions[i];
	}
	enqueue(fixture, 0);
	enqueue(fixture, 1);
	wait_shown(2);
	assert_int_equal(render_hold(fixture->render), 2);
	render_step(fixture->render, 4);
	render_step(fixture->render, 3);
	for (unsigned i = 2; i < 6; i++) /* 3 at last */
		enqueue(fixture, i);
	wait_shown(3);
	assert_int_equal(shown[2], 6);
	assert_int_equal(render_hold(fixture->render), 3);
	render_step(fixture->render, 2);
	for (unsigned i = 6; i < 10; i++) /* 2 at last */
		enqueue(fixture, i);
	wait_shown(4);
	assert_int_equal(shown[3], 10);
	render_set_paused(fixture->render, false);
	for (unsigned i = 10; i < 12; i++)
		enqueue(fixture, i);
	wait_shown(6);
	assert_int_equal(render_hold(fixture->render), 4);
	finish(fixture, NULL);
	check_and_free(fixture, 12);
}

/* A change of matrix shows the picture that is held once more, which does not count. */
static void test_look_while_paused(void **state)
{
	static const struct look look = { .color = { GG_MATRIX_2020, GG_RANGE_FULL } };
	static const char *const formats[] = { "MJPEG", "XRGB8888" };
	struct fixture *fixture = *state;

	render_set_paused(fixture->render, true);
	push(fixture, 0, "MJPEG");
	wait_shown(1);
	for (unsigned i = 1; i < 10; i++)
		push(fixture, i, formats[i % 2]);
	assert_int_equal(last_params.color.matrix, GG_MATRIX_601);
	render_set_look(fixture->render, &look);
	wait_shown(2);
	assert_int_equal(shown[1], 0);
	assert_int_equal(last_params.color.matrix, GG_MATRIX_2020);
	assert_int_equal(last_params.color.range, GG_RANGE_FULL);
	finish(fixture, NULL);
	assert_int_equal(n_shown, 2);
	n_shown = 1;
	check_and_free(fixture, 10);
}

static struct render *changed;

static void pause_with_another_look(void)
{
	static const struct look look = { .color = { GG_MATRIX_2020, GG_RANGE_FULL } };

	when_taken = NULL;
	render_set_look(changed, &look);
	render_set_paused(changed, true);
}

/* What is held has the look of now, though it may have been decoded for the one before. */
static void test_look_before_a_pause(void **state)
{
	struct fixture *fixture = *state;

	changed = fixture->render;
	when_taken = pause_with_another_look;
	push(fixture, 0, "MJPEG");
	wait_shown(2);
	finish(fixture, NULL);
	assert_int_equal(n_shown, 2);
	assert_int_equal(shown[0], 1);
	assert_int_equal(shown[1], 0); /* once more */
	assert_int_equal(last_params.color.matrix, GG_MATRIX_2020);
	n_shown = 1;
	check_and_free(fixture, 1);
}

/*
 * A raw picture is developed by its metadata, which have gains or not, and saved in full quality:
 * 2x2 pixels of plain grey stay that, whatever the quality.
 */
static void test_raw(void **state)
{
	static uint8_t bytes[4] = { 64, 128, 128, 255 };
	struct fixture *fixture = *state;
	struct gg_control_list metadata = { 0 };
	struct shot shot = { 0 };
	struct gg_frame *frame = &fixture->items[0].frame;

	snprintf(shot.target.path, sizeof shot.target.path, "%s", in_folder("shot.ppm"));
	prepare(fixture, 0, "SRGGB8");
	frame->image.planes[0] = (struct gg_plane){ bytes, 2, 4, 4 };
	frame->metadata = &metadata;
	enqueue(fixture, 0);
	wait_shown(1);
	/* Grey world: red is half of green, blue nearly twice. */
	assert_true(last_params.raw.gains[0] > 1.9F && last_params.raw.gains[0] < 2.1F);
	assert_true(last_params.raw.gains[2] > 0.45F && last_params.raw.gains[2] < 0.55F);
	assert_true(render_development(fixture->render).estimated);
	finish(fixture, &shot);
	check_and_free(fixture, 1);

	FILE *file = fopen(in_folder("shot.ppm"), "rbe");
	uint8_t pixels[64];
	assert_non_null(file);
	const size_t size = fread(pixels, 1, sizeof pixels, file);
	fclose(file);
	for (size_t i = size - 12; i < size; i++)
		assert_in_range(pixels[i], 187, 189); /* 128 / 255 as sRGB has it */
}

/* Whatever is being decoded just then is counted, and the queue left alone. */
/* A scene that comes while a picture is drawn, or that it could not be drawn with, is still owed.
 */
static void test_stale(void **state)
{
	struct fixture *fixture = *state;

	for (unsigned i = 0; i < 4; i++)
		prepare(fixture, i, "XRGB8888");
	render_set_scene(fixture->render, &some_scene, NULL, false);
	assert_true(render_is_stale(fixture->render));
	changed_meanwhile = fixture->render;
	enqueue(fixture, 0);
	wait_shown(1);
	assert_true(render_is_stale(fixture->render));
	changed_meanwhile = NULL;
	enqueue(fixture, 1);
	wait_shown(2);
	assert_false(render_is_stale(fixture->render));
	assert_int_equal(n_redrawn, 0);

	cannot_show = true;
	enqueue(fixture, 2);
	while (!__atomic_load_n(&n_redrawn, __ATOMIC_ACQUIRE))
		usleep(1000);
	assert_false(render_is_stale(fixture->render));
	cannot_show = false;
	enqueue(fixture, 3);
	finish(fixture, NULL);
	assert_int_equal(n_shown, 3);
	assert_int_equal(fixture->stats.undecodable, 1);
	check_and_free(fixture, 4);
}

static void test_destroy(void **state)
{
	struct fixture *fixture = *state;

	for (unsigned i = 0; i < N_FRAMES; i++)
		push(fixture, i, "MJPEG");
	check_and_free(fixture, N_FRAMES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_order, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_formats_in_order, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_screenshot, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_planes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_lost_shots, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_every, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_paused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_live_steps, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_steps, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_look_while_paused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_raw, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_stale, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_destroy, set_up, tear_down),
	};
	const struct CMUnitTest tests_of_pixels[] = {
		cmocka_unit_test_setup_teardown(test_look_before_a_pause, set_up, tear_down),
	};

	/* A presenter that wants planes, and one that takes what was converted. */
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	notes.take = take;
	failed += cmocka_run_group_tests(tests, NULL, NULL);
	return failed + cmocka_run_group_tests(tests_of_pixels, NULL, NULL);
}
