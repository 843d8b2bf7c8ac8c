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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[5] = "";

	keys_reset();
	keys_load(fuzz_file(0, data, size));
	for (size_t i = 0; i < action_count(); i++)
		check_text(action_at(i));
	press(SDL_KEYDOWN, SDLK_F1, KMOD_NONE);
	press(SDL_KEYDOWN, SDLK_F11, KMOD_LSHIFT | KMOD_LCTRL);
	press(SDL_KEYDOWN, SDLK_LEFT, KMOD_NONE);
	if (size)
		memcpy(text, data, size < 4 ? size : 4);
	write_text(text);
	write_text("+");
	return 0;
}
