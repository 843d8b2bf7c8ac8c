/* SPDX-License-Identifier: BSD-2-Clause */
/* The input is a keys.conf: whatever it binds, each key runs one action, and has a name. */
#include <stdlib.h>
#include <string.h>

#include "actions.h"
#include "fuzz.h"
#include "keys.h"

/* As people read the keys of an action, in any room. */
static void check_text(const struct action *action)
{
	char whole[256];
	const int letters = keys_text(action, whole, sizeof whole);

	FUZZ_REQUIRE(letters >= 0 && (size_t)letters <= strlen(whole));
	for (size_t room = 1; room < 16; room++) {
		char *text = malloc(room);
		FUZZ_REQUIRE(text != NULL);
		keys_text(action, text, room);
		FUZZ_REQUIRE(strlen(text) < room && !strncmp(text, whole, strlen(text)));
		free(text);
	}
}

static void press(uint32_t type, SDL_Keycode code, Uint16 modifiers)
{
	SDL_Event event = { .type = type };

	event.key.keysym.sym = code;
	event.key.keysym.mod = modifiers;
	keys_action(&event);
}

static void write_text(const char *text)
{
	SDL_Event event = { .type = SDL_TEXTINPUT };

	strncpy(event.text.text, text, sizeof event.text.text - 1);
	keys_action(&event);
}

/* The input is where settings are looked for, whatever says where that is; and what is no file. */
static void set_up(const char *path)
{
	static const char *const names[] = { "keys.conf", "groundglass", ".config" };
	static uint8_t large[(1 << 20) + 1];

	free(fuzz_link(names[0], path));
	free(fuzz_link(names[1], "."));
	free(fuzz_link(names[2], "."));
	keys_load(fuzz_folder());
	keys_load("nowhere/keys.conf");
	keys_load(fuzz_file(1, large, sizeof large));
}

static void load(const char *config, const char *home)
{
	setenv("XDG_CONFIG_HOME", config, 1);
	setenv("HOME", home, 1);
	keys_init();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	char text[5] = "";
	const char *path = fuzz_file(0, data, size);

	if (!ready)
		set_up(path);
	ready = true;
	load("", "");
	if (size % 2)
		load(fuzz_folder(), "");
	else
		load("relative", fuzz_folder());
	for (size_t i = 0; i < action_count(); i++)
		check_text(action_at(i));
	press(SDL_KEYDOWN, SDLK_F1, KMOD_NONE);
	press(SDL_KEYDOWN, SDLK_F11, KMOD_LSHIFT | KMOD_LCTRL);
	press(SDL_KEYDOWN, SDLK_LEFT, KMOD_NONE);
	keys_action(&(SDL_Event){ .button = { .type = SDL_MOUSEBUTTONDOWN,
					      .button = SDL_BUTTON_LEFT,
					      .clicks = 2 } });
	if (size)
		memcpy(text, data, size < 4 ? size : 4);
	write_text(text);
	write_text("+");
	return 0;
}
