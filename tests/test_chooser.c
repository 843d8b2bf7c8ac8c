/* SPDX-License-Identifier: BSD-2-Clause */
/* The chooser's model: what is listed, chosen, filtered and taken, and what is written of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "chooser.h"
#include "chooser_input.h"
#include "chooser_text.h"
#include "overlay.h"

#define YUYV  GG_FOURCC('Y', 'U', 'Y', 'V')
#define MJPEG GG_FOURCC('M', 'J', 'P', 'G')
#define NV12  GG_FOURCC('N', 'V', '1', '2')

static struct chooser chooser;
static char text[8192];

static const struct chooser_camera cameras[] = {
	{ "\\_SB_.PCI0.XHC1", "1 Front camera", true, false },
	{ "\\_SB_.PCI0.XHC2", "2 Back camera", false, false },
	{ "\\_SB_.PCI0.XHC3", "3 Other camera", false, true },
	{ "pattern", "Test pattern", false, false },
};

/* Two formats with sizes of their own, and one that takes a range of them. */
static struct gg_stream_formats make_formats(void)
{
	static const struct gg_size of_yuyv[] = { { 640, 480 }, { 320, 240 }, { 1280, 720 } };
	static const struct gg_size of_mjpeg[] = { { 1920, 1080 }, { 640, 480 } };
	struct gg_stream_formats formats = { 3, calloc(3, sizeof *formats.formats) };
	struct gg_stream_format *f = formats.formats;

	assert_non_null(f);
	f[0] = (struct gg_stream_format){ .fourcc = YUYV, .n_sizes = 3 };
	f[0].sizes = malloc(sizeof of_yuyv);
	f[1] = (struct gg_stream_format){ .fourcc = MJPEG, .n_sizes = 2 };
	f[1].sizes = malloc(sizeof of_mjpeg);
	f[2] = (struct gg_stream_format){
		.fourcc = NV12, .min = { 32, 32 }, .max = { 2592, 1944 }, .hstep = 16, .vstep = 2
	};
	assert_non_null(f[0].sizes);
	assert_non_null(f[1].sizes);
	memcpy(f[0].sizes, of_yuyv, sizeof of_yuyv);
	memcpy(f[1].sizes, of_mjpeg, sizeof of_mjpeg);
	return formats;
}

static void open_at(uint32_t fourcc, uint32_t width, uint32_t height, double framerate)
{
	struct chooser_source source = { .n_cameras = 4,
					 .cameras = cameras,
					 .formats = make_formats(),
					 .config = { .role = GG_ROLE_VIDEO,
						     .fourcc = fourcc,
						     .width = width,
						     .height = height,
						     .framerate = framerate },
					 .min_rate = 7.5,
					 .max_rate = 60 };
	chooser_open(&chooser, &source);
	assert_null(source.formats.formats);
}

static int set_up(void **state)
{
	(void)state;
	open_at(YUYV, 640, 480, 30);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	chooser_finish(&chooser);
	return 0;
}

/* The items of a column, in one line. */
static const char *items(enum chooser_column column)
{
	const struct chooser_list *list = &chooser.lists[column];

	text[0] = '\0';
	for (size_t i = 0; i < list->n; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "",
			 list->items[i].text);
	return text;
}

static const char *chosen(enum chooser_column column)
{
	const struct chooser_item *item = chooser_chosen(&chooser, column);
	return item ? item->text : "nothing";
}

static void press_keys(const SDL_Keycode *keys, struct chooser_choice *choice)
{
	for (; *keys; keys++) {
		const SDL_Keysym key = { .sym = *keys };
		assert_true(chooser_key(&chooser, &key, choice));
	}
}

#define press(choice, ...) press_keys((const SDL_Keycode[]){ __VA_ARGS__, 0 }, choice)

static void what_is_in_use_is_chosen(void **state)
{
	(void)state;
	assert_string_equal(items(CHOOSER_CAMERAS),
			    "1 Front camera 2 Back camera 3 Other camera Test pattern");
	assert_string_equal(items(CHOOSER_FORMATS), "YUYV MJPEG NV12");
	assert_string_equal(items(CHOOSER_SIZES), "320x240 640x480 1280x720");
	assert_string_equal(items(CHOOSER_RATES),
			    "its own 10 fps 15 fps 24 fps 25 fps 30 fps 50 fps 60 fps");
	assert_string_equal(chosen(CHOOSER_CAMERAS), "1 Front camera");
	assert_string_equal(chosen(CHOOSER_FORMATS), "YUYV");
	assert_string_equal(chosen(CHOOSER_SIZES), "640x480");
	assert_string_equal(chosen(CHOOSER_RATES), "30 fps");
	assert_int_equal(chooser.column, CHOOSER_CAMERAS);
}

static void an_unusual_rate_has_its_place(void **state)
{
	(void)state;
	open_at(YUYV, 640, 480, 12.5);
	assert_string_equal(chosen(CHOOSER_RATES), "12.5 fps");
	assert_string_equal(items(CHOOSER_RATES),
			    "its own 10 fps 12.5 fps 15 fps 24 fps 25 fps 30 fps 50 fps 60 fps");
	open_at(YUYV, 640, 480, -1);
	assert_string_equal(chosen(CHOOSER_RATES), "its own");
	open_at(YUYV, 640, 480, 75);
	assert_string_equal(chosen(CHOOSER_RATES), "75 fps");
}

static void sizes_follow_the_format(void **state)
{
	struct chooser_choice choice;

	(void)state;
	press(&choice, SDLK_RIGHT, SDLK_DOWN);
	assert_string_equal(items(CHOOSER_SIZES), "640x480 1920x1080");
	assert_string_equal(chosen(CHOOSER_SIZES), "640x480");
	press(&choice, SDLK_RIGHT, SDLK_DOWN);
	assert_string_equal(chosen(CHOOSER_SIZES), "1920x1080");
	press(&choice, SDLK_LEFT, SDLK_UP); /* which has none such: the nearest */
	assert_string_equal(chosen(CHOOSER_SIZES), "1280x720");
}

static void a_range_has_the_usual_sizes(void **state)
{
	struct chooser_choice choice;

	(void)state;
	press(&choice, SDLK_RIGHT, SDLK_END); /* 800x600 is 32 + 48 * 16 wide, 360 even, ... */
	assert_string_equal(items(CHOOSER_SIZES),
			    "160x120 320x240 640x360 640x480 800x600 1024x768 1280x720 1280x960 "
			    "1920x1080 2560x1440 2592x1944");
	assert_string_equal(chosen(CHOOSER_SIZES), "640x480");
	open_at(NV12, 336, 34, 30);
	assert_string_equal(chosen(CHOOSER_SIZES), "336x34");
}

static void enter_takes_a_stream(void **state)
{
	struct chooser_choice choice;

	(void)state;
	press(&choice, SDLK_RIGHT, SDLK_DOWN, SDLK_TAB, SDLK_DOWN, SDLK_TAB, SDLK_UP, SDLK_RETURN);
	assert_int_equal(choice.kind, CHOOSER_STREAM);
	assert_int_equal(choice.config.role, GG_ROLE_VIDEO);
	assert_int_equal(choice.config.fourcc, MJPEG);
	assert_int_equal(choice.config.width, 1920);
	assert_int_equal(choice.config.height, 1080);
	assert_true(choice.config.framerate == 25);
	assert_int_equal(choice.config.n_buffers, 0);
	assert_false(chooser.open);
}

static void what_is_in_use_is_not_taken_again(void **state)
{
	struct chooser_choice choice;

	(void)state;
	press(&choice, SDLK_RIGHT, SDLK_RETURN);
	assert_int_equal(choice.kind, CHOOSER_NOTHING);
	assert_false(chooser.open);
}

static void enter_takes_a_camera(void **state)
{
	struct chooser_choice choice;

	(void)state;
	press(&choice, SDLK_DOWN);
	assert_string_equal(chosen(CHOOSER_FORMATS), "nothing");
	press(&choice, SDLK_RIGHT); /* what it has is not known yet */
	assert_int_equal(chooser.column, CHOOSER_CAMERAS);
	press(&choice, SDLK_DOWN, SDLK_RETURN);
	assert_int_equal(choice.kind, CHOOSER_NOTHING);
	assert_true(chooser.open);
	assert_string_equal(chooser.message, "it is open in another window");
	press(&choice, SDLK_UP, SDLK_RETURN);
	assert_int_equal(choice.kind, CHOOSER_CAMERA);
	assert_string_equal(choice.id, "\\_SB_.PCI0.XHC2");
	assert_false(chooser.open);
}

static void letters_filter(void **state)
{
	struct chooser_choice choice;

	(void)state;
	press(&choice, SDLK_RIGHT);
	chooser_type(&chooser, "1");
	assert_string_equal(chosen(CHOOSER_FORMATS), "NV12");
	chooser_type(&chooser, "y"); /* there is no 1y */
	assert_string_equal(chooser.filter, "1");
	press(&choice, SDLK_UP);
	assert_string_equal(chosen(CHOOSER_FORMATS), "NV12");
	press(&choice, SDLK_BACKSPACE, SDLK_UP);
	assert_string_equal(chosen(CHOOSER_FORMATS), "MJPEG");
	chooser_type(&chooser, "m");
	chooser_back(&chooser);
	assert_true(chooser.open);
	assert_string_equal(chooser.filter, "");
	chooser_type(&chooser, "j");
	press(&choice, SDLK_RIGHT);
	assert_string_equal(chooser.filter, "");
	chooser_type(&chooser, "ä");
	assert_string_equal(chooser.filter, "");
	chooser_back(&chooser);
	assert_false(chooser.open);
}

static void a_camera_that_is_gone_has_no_formats(void **state)
{
	struct chooser_source source = { .n_cameras = 1, .cameras = &cameras[1] };
	struct chooser_choice choice;

	(void)state;
	chooser_open(&chooser, &source);
	press(&choice, SDLK_RIGHT, SDLK_TAB, SDLK_DOWN, SDLK_UP, SDLK_RETURN);
	assert_int_equal(choice.kind, CHOOSER_CAMERA);
	source = (struct chooser_source){ 0 };
	chooser_open(&chooser, &source);
	chooser_text(&chooser, 80, 20, text, sizeof text);
	press(&choice, SDLK_RIGHT, SDLK_DOWN, SDLK_UP, SDLK_RETURN);
	assert_int_equal(choice.kind, CHOOSER_NOTHING);
}

/* Without marks, and without blanks at the ends of lines. */
static const char *plain(int columns, int rows)
{
	char marked[8192];
	size_t n = 0;

	chooser_text(&chooser, columns, rows, marked, sizeof marked);
	for (const char *c = marked; *c; c++) {
		if (*c == '\n')
			while (n && text[n - 1] == ' ')
				n--;
		if (*c == '\n' || (unsigned char)*c >= ' ')
			text[n++] = *c;
	}
	while (n && text[n - 1] == ' ')
		n--;
	text[n] = '\0';
	return text;
}

static void columns_stand_side_by_side(void **state)
{
	(void)state;
	assert_string_equal(plain(80, 30), "  Camera            Format    Size        Rate\n"
					   "• 1 Front camera  • YUYV      320x240     its own\n"
					   "  2 Back camera     MJPEG   • 640x480     10 fps\n"
					   "  3 Other camera    NV12      1280x720    15 fps\n"
					   "  Test pattern                            24 fps\n"
					   "                                          25 fps\n"
					   "                                        • 30 fps\n"
					   "                                          50 fps\n"
					   "                                          60 fps\n"
					   "\n"
					   "\\_SB_.PCI0.XHC1\n"
					   "↑ ↓ ← →  Enter take  Esc leave");
}

static void a_small_window_has_one_column(void **state)
{
	struct chooser_choice choice;

	(void)state;
	press(&choice, SDLK_LEFT);
	assert_string_equal(plain(38, 9), "Camera  Format  Size  Rate 6/8\n"
					  "  10 fps\n"
					  "  15 fps\n"
					  "  24 fps\n"
					  "  25 fps\n"
					  "• 30 fps\n"
					  "\n"
					  "YUYV 640x480 at 30 fps\n"
					  "↑ ↓ ← →  Enter take  Esc leave");
}

/* No line has more letters than there is room for, and there are no more lines. */
static void it_fits(void **state)
{
	(void)state;
	for (int columns = 32; columns < 100; columns++)
		for (int rows = 7; rows < 30; rows++) {
			int lines = 1, letters = 0;
			for (const char *c = plain(columns, rows); *c; c++) {
				letters = *c == '\n' ? 0 : letters + ((*c & 0xc0) != 0x80);
				lines += *c == '\n';
				assert_true(letters <= columns);
			}
			assert_true(lines <= rows);
		}
}

static void the_mouse_finds_what_is_written(void **state)
{
	struct chooser_choice choice;

	(void)state;
	plain(80, 30);
	chooser_press(&chooser, 30.5f, 3, &choice); /* 1280x720 */
	assert_int_equal(chooser.column, CHOOSER_SIZES);
	assert_string_equal(chosen(CHOOSER_SIZES), "1280x720");
	chooser_press(&chooser, 30.5f, 4, &choice); /* below it */
	chooser_press(&chooser, 30.5f, 40, &choice);
	chooser_press(&chooser, -1, 1, &choice);
	assert_string_equal(chosen(CHOOSER_SIZES), "1280x720");
	chooser_wheel(&chooser, 45, 5, 2);
	assert_string_equal(chosen(CHOOSER_RATES), "24 fps");
	chooser_press(&chooser, 20, 0, &choice); /* a heading */
	assert_int_equal(chooser.column, CHOOSER_FORMATS);
	assert_int_equal(choice.kind, CHOOSER_NOTHING);
	chooser_press(&chooser, 20, 1, &choice); /* what is chosen */
	assert_int_equal(choice.kind, CHOOSER_STREAM);
	assert_int_equal(choice.config.width, 1280);
	assert_true(choice.config.framerate == 24);
}

static void other_keys_go_on(void **state)
{
	const SDL_Keysym others[] = { { .sym = SDLK_F11 },
				      { .sym = SDLK_ESCAPE },
				      { .sym = SDLK_s, .mod = KMOD_CTRL } };
	struct chooser_choice choice;

	(void)state;
	for (size_t i = 0; i < SDL_arraysize(others); i++)
		assert_false(chooser_key(&chooser, &others[i], &choice));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(what_is_in_use_is_chosen),
		TEST(an_unusual_rate_has_its_place),
		TEST(sizes_follow_the_format),
		TEST(a_range_has_the_usual_sizes),
		TEST(enter_takes_a_stream),
		TEST(what_is_in_use_is_not_taken_again),
		TEST(enter_takes_a_camera),
		TEST(letters_filter),
		TEST(a_camera_that_is_gone_has_no_formats),
		TEST(columns_stand_side_by_side),
		TEST(a_small_window_has_one_column),
		TEST(it_fits),
		TEST(the_mouse_finds_what_is_written),
		TEST(other_keys_go_on),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
