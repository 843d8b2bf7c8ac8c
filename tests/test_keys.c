/* SPDX-License-Identifier: BSD-2-Clause */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include <groundglass/log.h>

#include "actions.h"
#include "config_file.h"
#include "help.h"
#include "key.h"
#include "keys.h"
#include "overlay.h"
#include "temp_folder.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static char said[256][512];
static size_t n_said;

static void hear(enum gg_log_level level, const char *module, const char *text, void *data)
{
	(void)data;
	assert_int_equal(level, GG_LOG_WARNING);
	assert_string_equal(module, "keys");
	assert_true(n_said < COUNT(said));
	snprintf(said[n_said++], sizeof said[0], "%s", text);
}

/* The default keys, and what a file says. */
static void load(const char *text)
{
	n_said = 0;
	keys_reset();
	write_text(in_folder("keys.conf"), text);
	keys_load(in_folder("keys.conf"));
}

/* Only that is said, of keys.conf and a line. */
static void assert_said(const char *text)
{
	char whole[512];

	snprintf(whole, sizeof whole, "%s/keys.conf:%s", folder, text);
	assert_int_equal(n_said, 1);
	assert_string_equal(said[0], whole);
}

static const char *name_of(const struct action *action)
{
	return action ? action->name : "nothing";
}

static const char *press_again(SDL_Keycode symbol, int modifiers, Uint8 repeat)
{
	SDL_Event event = { .type = SDL_KEYDOWN };

	event.key.keysym.sym = symbol;
	event.key.keysym.mod = (Uint16)modifiers;
	event.key.repeat = repeat;
	return name_of(keys_action(&event));
}

static const char *press(SDL_Keycode symbol, int modifiers)
{
	return press_again(symbol, modifiers, 0);
}

/* A text, as it comes behind its key. */
static const char *type(const char *text)
{
	SDL_Event event = { .type = SDL_TEXTINPUT };

	SDL_strlcpy(event.text.text, text, sizeof event.text.text);
	return name_of(keys_action(&event));
}

static const char *keys_of(const char *action)
{
	static char text[128];

	keys_text(action_by_name(action), text, sizeof text);
	return text;
}

/* Names, and how they are shown. */
static void test_names(void **state)
{
	(void)state;
	static const struct {
		const char *name, *shown, *text;
		SDL_Keycode symbol;
		int modifiers;
	} rows[] = {
		{ "q", "q", "q", 0, 0 },
		{ "Q", "Q", "Q", 0, 0 },
		{ "shift+q", "Q", "Q", 0, 0 },
		{ "\xc3\xa4", "\xc3\xa4", "\xc3\xa4", 0, 0 },
		{ "\xf0\x9f\x93\xb7", "\xf0\x9f\x93\xb7", "\xf0\x9f\x93\xb7", 0, 0 },
		{ "space", "Space", " ", 0, 0 },
		{ "Sharp", "Sharp", "#", 0, 0 },
		{ "#", "Sharp", "#", 0, 0 },
		{ "+", "+", "+", 0, 0 },
		{ "Escape", "Esc", "", SDLK_ESCAPE, 0 },
		{ "DEL", "Delete", "", SDLK_DELETE, 0 },
		{ "PGDWN", "PageDown", "", SDLK_PAGEDOWN, 0 },
		{ "f12", "F12", "", SDLK_F12, 0 },
		{ "Shift+Tab", "Shift+Tab", "", SDLK_TAB, KMOD_SHIFT },
		{ "ctrl+x", "Ctrl+x", "x", SDLK_x, KMOD_CTRL },
		{ "Ctrl+X", "Ctrl+Shift+X", "X", SDLK_x, KMOD_CTRL | KMOD_SHIFT },
		{ "Shift+Alt+Ctrl+F1", "Ctrl+Alt+Shift+F1", "", SDLK_F1,
		  KMOD_CTRL | KMOD_LALT | KMOD_SHIFT },
		{ "Alt+Space", "Alt+Space", "", SDLK_SPACE, KMOD_LALT },
		{ "Ctrl++", "Ctrl++", "+", SDLK_PLUS, KMOD_CTRL },
		{ "Ctrl+\xc3\xb6", "Ctrl+\xc3\xb6", "\xc3\xb6", 0xf6, KMOD_CTRL },
	};
	struct gg_error error;
	char shown[64];
	struct key key;

	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(key_parse(&key, rows[i].name, &error), 0);
		assert_string_equal(key.text, rows[i].text);
		assert_int_equal(key.symbol, rows[i].symbol);
		assert_int_equal(key.modifiers, rows[i].modifiers);
		assert_int_equal(key_format(&key, shown, sizeof shown), strlen(rows[i].shown));
		assert_string_equal(shown, rows[i].shown);
	}
}

static void test_no_names(void **state)
{
	(void)state;
	static const struct {
		const char *name, *error;
	} rows[] = {
		{ "PageUpp", "no key is called PageUpp: did you mean PageUp?" },
		{ "wheelup", "no key is called wheelup: a key is a character, or a name as Space, "
			     "F11, PageUp, behind Ctrl+, Alt+, Shift+" },
		{ "Ctrl+", NULL },
		{ "Shift+1", "Shift+1 is no key: write the character that it types, as ! or A" },
		{ "Shift+Space", NULL },
		{ "", NULL },
		{ "\xff", NULL },
		{ "\x1b[31m", "no key is called \\x1b[31m: a key is a character, or a name as "
			      "Space, F11, PageUp, behind Ctrl+, Alt+, Shift+" },
		{ "\xc2\x9b", NULL }, /* C1 */
		{ "ab", NULL },
		{ "\xc3\xa4\xc3\xa4", NULL },
	};
	struct gg_error error;
	struct key key;

	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(key_parse(&key, rows[i].name, &error), -EINVAL);
		if (rows[i].error)
			assert_string_equal(error.text, rows[i].error);
	}
}

/* The table's own: each is a key, of one action alone, and is shown as it is written. */
static void test_table(void **state)
{
	(void)state;
	struct gg_error error;
	struct key keys[256];
	size_t n = 0;

	keys_reset();
	for (size_t i = 0; i < action_count(); i++) {
		const struct action *action = action_at(i);
		char words[128], *rest = words;
		assert_string_equal(keys_of(action->name), action->keys);
		assert_true(!action->run != !action->apply);
		assert_ptr_equal(action_by_name(action->name), action);
		snprintf(words, sizeof words, "%s", action->in_panel ? "" : action->keys);
		for (const char *word; (word = strsep(&rest, " ")) && *word; n++) {
			assert_true(n < COUNT(keys));
			assert_int_equal(key_parse(&keys[n], word, &error), 0);
			for (size_t k = 0; k < n; k++)
				assert_false(key_equal(&keys[k], &keys[n]));
		}
	}
	assert_true(n > 30);
}

static void test_events(void **state)
{
	(void)state;
	keys_reset();
	assert_string_equal(press(SDLK_q, 0), "nothing"); /* it is what it types */
	assert_string_equal(type("q"), "quit");
	assert_string_equal(type("\xc3\xa4"), "nothing");
	assert_string_equal(type("qq"), "nothing");
	assert_string_equal(press(SDLK_F11, 0), "fullscreen");
	assert_string_equal(press(SDLK_F11, KMOD_NUM | KMOD_CAPS), "fullscreen");
	assert_string_equal(press(SDLK_F11, KMOD_LSHIFT), "fullscreen");
	assert_string_equal(press(SDLK_F11, KMOD_LCTRL), "nothing");
	assert_string_equal(press(SDLK_s, KMOD_LCTRL), "screenshot-window");
	assert_string_equal(type("s"), "nothing"); /* Ctrl takes the text */
	assert_string_equal(press(SDLK_s, KMOD_RCTRL | KMOD_LSHIFT), "screenshot-window");
	assert_string_equal(press(SDLK_s, KMOD_LALT), "save-every");
	assert_string_equal(type("s"), "nothing");
	assert_string_equal(press(SDLK_s, KMOD_LCTRL | KMOD_LALT), "nothing");
	assert_string_equal(press(SDLK_s, KMOD_RALT), "nothing"); /* AltGr */
	assert_string_equal(press(SDLK_8, KMOD_RALT), "nothing");
	assert_string_equal(type("["), "exposure-down");
	assert_string_equal(press(SDLK_DELETE, 0), "nothing"); /* the panel's */
}

/* Held, only what is to go on and on does so. */
static void test_held(void **state)
{
	(void)state;
	keys_reset();
	press_again(SDLK_p, 0, 1);
	assert_string_equal(type("p"), "nothing");
	press_again(SDLK_RIGHTBRACKET, 0, 1);
	assert_string_equal(type("]"), "exposure-up");
	assert_string_equal(press_again(SDLK_F11, 0, 1), "nothing");
	press(SDLK_p, 0);
	assert_string_equal(type("p"), "pause");
}

static void test_double_click(void **state)
{
	(void)state;
	SDL_Event event = { .type = SDL_MOUSEBUTTONDOWN };

	event.button.button = SDL_BUTTON_LEFT;
	event.button.clicks = 1;
	assert_null(keys_action(&event));
	event.button.clicks = 2;
	assert_string_equal(name_of(keys_action(&event)), "fullscreen");
	event.button.button = SDL_BUTTON_RIGHT;
	assert_null(keys_action(&event));
}

static void test_file(void **state)
{
	(void)state;
	load("\xef\xbb\xbf# mine\r\n"
	     "\r\n"
	     " F5\tinfo  # what is it?\r\n"
	     "Ctrl+x quit\n"
	     "  # nothing\n"
	     "\xc3\xa4 pause\n"
	     "Sharp help\n"
	     "p ignore #\n"
	     "KP_1 quit\n"
	     "Shift+F1 ignore\n"
	     "Enter mirror\n"
	     "f screenshot\n"
	     "f flip");
	assert_said("9: no key is called KP_1: a key is a character, or a name as Space, F11, "
		    "PageUp, behind Ctrl+, Alt+, Shift+");
	assert_string_equal(press(SDLK_F5, 0), "info");
	assert_string_equal(press(SDLK_x, KMOD_LCTRL), "quit");
	assert_string_equal(press(SDLK_F1, KMOD_LSHIFT), "nothing");
	assert_string_equal(press(SDLK_F1, 0), "help");
	assert_string_equal(press(SDLK_KP_ENTER, 0), "mirror");
	assert_string_equal(type("\xc3\xa4"), "pause");
	assert_string_equal(type("p"), "nothing");
	assert_string_equal(type(" "), "pause");
	assert_string_equal(type("#"), "help");
	assert_string_equal(type("f"), "flip"); /* the last word counts */
	assert_string_equal(keys_of("pause"), "Space \xc3\xa4");
	assert_string_equal(keys_of("fullscreen"), "F11");
	assert_string_equal(keys_of("panel-enter"), "Enter");
	assert_string_equal(keys_of("screenshot"), "s");
	assert_int_equal(keys_text(action_by_name("pause"), (char[64]){ "" }, 64), 7);
}

static void test_mistakes(void **state)
{
	(void)state;
	static const struct {
		const char *text, *said;
	} rows[] = {
		{ "F6 foo\n", "1: no action is called foo: --help lists them" },
		{ "\nF6 Pausee\n", "2: no action is called Pausee: did you mean pause?" },
		{ "F6 ignor", "1: no action is called ignor: did you mean ignore?" },
		{ "F6\n", "1: F6 has no action behind it: write one, or ignore" },
		{ "F6 # info\n", "1: F6 has no action behind it: write one, or ignore" },
		{ "F6 cycle pause\n", "1: no action is called cycle: --help lists them" },
		{ "F6 info pause\n",
		  "1: a line is a key and one action: pause has no place in it" },
		{ "F13 info", "1: no key is called F13: did you mean F1?" },
		{ "F6 \x1b[2J", "1: no action is called \\x1b[2J: --help lists them" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		load(rows[i].text);
		assert_said(rows[i].said);
		assert_string_equal(press(SDLK_F6, 0), "nothing");
		assert_string_equal(type("q"), "quit");
	}
}

static void test_much(void **state)
{
	(void)state;
	static char text[200000];
	char *end = text;

	memset(text, 'x', sizeof text - 1);
	load(text);
	assert_int_equal(n_said, 1);
	assert_true(strlen(said[0]) < 300);

	end += sprintf(end, "F5 info\n");
	for (unsigned i = 0; i < 600; i++) /* U+4E00 and on */
		end += sprintf(end, "%c%c%c info\n", 0xe4 + (0x4e00 + i) / 0x1000 - 4,
			       0x80 | ((0x4e00 + i) >> 6 & 0x3f), 0x80 | (i & 0x3f));
	load(text);
	assert_true(n_said > 0 && n_said < 600);
	assert_non_null(strstr(said[0], "too many keys: 512 at most"));
	assert_string_equal(press(SDLK_F5, 0), "info");
	assert_string_equal(keys_of("mirror"), "m");
	assert_int_equal(strlen(keys_of("info")), 127);
}

static void test_nul(void **state)
{
	(void)state;
	const char text[] = "F5 info\0x\nF6 info\n";
	FILE *file = fopen(in_folder("keys.conf"), "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, sizeof text - 1, 1, file), 1);
	fclose(file);
	n_said = 0;
	keys_reset();
	keys_load(in_folder("keys.conf"));
	assert_said("1: that is no text: a NUL is in it");
	assert_string_equal(keys_of("info"), "i F6");
}

static void test_no_file(void **state)
{
	(void)state;
	n_said = 0;
	keys_reset();
	keys_load(in_folder("nothing"));
	assert_int_equal(n_said, 0);
	keys_load(folder);
	assert_int_equal(n_said, 1);
	assert_non_null(strstr(said[0], "it is no file: all keys stay as they are"));
	assert_int_equal(mkfifo(in_folder("fifo"), 0600), 0);
	keys_load(in_folder("fifo"));
	assert_int_equal(n_said, 2);
	assert_string_equal(type("q"), "quit");
}

static void test_config_path(void **state)
{
	(void)state;
	char path[64];

	setenv("HOME", "/home/me", 1);
	setenv("XDG_CONFIG_HOME", "/etc/mine", 1);
	assert_true(config_file_path(path, sizeof path, "a/b"));
	assert_string_equal(path, "/etc/mine/a/b");
	setenv("XDG_CONFIG_HOME", "relative", 1);
	assert_true(config_file_path(path, sizeof path, "a"));
	assert_string_equal(path, "/home/me/.config/a");
	unsetenv("XDG_CONFIG_HOME");
	assert_false(config_file_path(path, 10, "a"));
	unsetenv("HOME");
	assert_false(config_file_path(path, sizeof path, "a"));
}

static void test_help_screen(void **state)
{
	(void)state;
	static char text[8192];
	static const struct overlay_room large = { 400, 100, OVERLAY_NORMAL },
					 small = { 40, 12, OVERLAY_NORMAL };

	load("F6 mirror\nm ignore\n\xc3\xa4 quit\nq ignore\nr ignore\n");
	assert_int_equal(n_said, 0);
	assert_int_equal(help_text(&large, 0, text, sizeof text), 1);
	assert_non_null(strstr(text, "F6"));
	const char *row = strstr(text, "\xc3\xa4 ");
	assert_non_null(row);
	assert_int_equal(strncmp(row + 2 + strspn(row + 2, " "), OVERLAY_PLAIN "quit", 5), 0);
	assert_null(strstr(text, "turn clockwise")); /* no key does */
	assert_non_null(strstr(text, "turn counter-clockwise"));

	/* In a small window, page by page, each once. */
	const unsigned pages = help_text(&small, 0, text, sizeof text);
	unsigned rows = 0;
	assert_true(pages > 2);
	for (unsigned i = 0; i < pages; i++) {
		assert_int_equal(help_text(&small, i, text, sizeof text), pages);
		for (const char *at = text; (at = strchr(at, OVERLAY_PLAIN[0])); at++)
			rows++;
	}
	assert_non_null(strstr(text, "these keys"));
	assert_int_equal(help_text(&large, 0, text, sizeof text), 1);
	for (const char *at = text; (at = strchr(at, OVERLAY_PLAIN[0])); at++)
		rows--;
	assert_int_equal(rows, 0);
}

static int set_up(void **state)
{
	(void)state;
	make_folder();
	gg_log_set_sink(hear, NULL);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	remove_folder();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),	    cmocka_unit_test(test_no_names),
		cmocka_unit_test(test_table),	    cmocka_unit_test(test_events),
		cmocka_unit_test(test_held),	    cmocka_unit_test(test_double_click),
		cmocka_unit_test(test_file),	    cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_much),	    cmocka_unit_test(test_no_file),
		cmocka_unit_test(test_nul),	    cmocka_unit_test(test_config_path),
		cmocka_unit_test(test_help_screen),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
