/* SPDX-License-Identifier: BSD-2-Clause */
#include "key.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <wctype.h>

#include <groundglass/text.h>

#include "guess.h"

/* Keys with a name. The first name of a key is the one that is shown. */
static const struct {
	const char *name;
	SDL_Keycode symbol;
	const char *text; /* that it types, NULL: none */
} names[] = {
	{ "Space", SDLK_SPACE, " " },
	{ "Sharp", SDLK_HASH, "#" }, /* which begins a comment */
	{ "Esc", SDLK_ESCAPE, NULL },
	{ "Escape", SDLK_ESCAPE, NULL },
	{ "Tab", SDLK_TAB, NULL },
	{ "Enter", SDLK_RETURN, NULL },
	{ "Return", SDLK_RETURN, NULL },
	{ "Backspace", SDLK_BACKSPACE, NULL },
	{ "BS", SDLK_BACKSPACE, NULL },
	{ "Delete", SDLK_DELETE, NULL },
	{ "Del", SDLK_DELETE, NULL },
	{ "Insert", SDLK_INSERT, NULL },
	{ "Ins", SDLK_INSERT, NULL },
	{ "Home", SDLK_HOME, NULL },
	{ "End", SDLK_END, NULL },
	{ "PageUp", SDLK_PAGEUP, NULL },
	{ "PgUp", SDLK_PAGEUP, NULL },
	{ "PageDown", SDLK_PAGEDOWN, NULL },
	{ "PgDown", SDLK_PAGEDOWN, NULL },
	{ "PgDwn", SDLK_PAGEDOWN, NULL },
	{ "Up", SDLK_UP, NULL },
	{ "Down", SDLK_DOWN, NULL },
	{ "Left", SDLK_LEFT, NULL },
	{ "Right", SDLK_RIGHT, NULL },
	{ "Menu", SDLK_APPLICATION, NULL },
	{ "Pause", SDLK_PAUSE, NULL },
	{ "Print", SDLK_PRINTSCREEN, NULL },
	{ "F1", SDLK_F1, NULL },
	{ "F2", SDLK_F2, NULL },
	{ "F3", SDLK_F3, NULL },
	{ "F4", SDLK_F4, NULL },
	{ "F5", SDLK_F5, NULL },
	{ "F6", SDLK_F6, NULL },
	{ "F7", SDLK_F7, NULL },
	{ "F8", SDLK_F8, NULL },
	{ "F9", SDLK_F9, NULL },
	{ "F10", SDLK_F10, NULL },
	{ "F11", SDLK_F11, NULL },
	{ "F12", SDLK_F12, NULL },
};

/* In the order in which they are shown. The right Alt is AltGr, which types. */
static const Uint16 modifiers[] = { KMOD_CTRL, KMOD_LALT, KMOD_SHIFT };
static const char *const prefixes[] = { "Ctrl+", "Alt+", "Shift+" };

static int refuse_name(const char *name, struct gg_error *error)
{
	struct guess guess = { .word = name };
	char shown[64];

	for (size_t i = 0; i < SDL_arraysize(names); i++)
		guess_consider(&guess, names[i].name);
	gg_text_clean(name, shown, sizeof shown);
	if (guess.nearest)
		return gg_error_set(error, -EINVAL, "no key is called %s: did you mean %s?", shown,
				    guess.nearest);
	return gg_error_set(error, -EINVAL,
			    "no key is called %s: a key is a character, or a name as Space, F11, "
			    "PageUp, behind Ctrl+, Alt+, Shift+",
			    shown);
}

/* Take the modifiers off the front of a name. */
static Uint16 parse_modifiers(const char **name)
{
	Uint16 flags = 0;

	for (size_t i = 0; i < SDL_arraysize(modifiers);) {
		const size_t length = strlen(prefixes[i]);
		if (SDL_strncasecmp(*name, prefixes[i], length) == 0 && (*name)[length]) {
			flags |= modifiers[i];
			*name += length;
			i = 0; /* they stand in any order */
		} else {
			i++;
		}
	}
	return flags;
}

/* The code point of the one character that text is. */
static Uint32 code_point(const char *text)
{
	const Uint8 *bytes = (const Uint8 *)text;
	const size_t length = strlen(text);
	Uint32 code = length == 1 ? bytes[0] : bytes[0] & (0x7fu >> length);

	for (size_t i = 1; i < length; i++)
		code = code << 6 | (bytes[i] & 0x3f);
	return code;
}

/* A character that is typed as it is: Shift is in it. */
static int set_text(struct key *key, const char *text, Uint16 flags, const char *name,
		    struct gg_error *error)
{
	const bool is_letter = text[0] && !text[1] && SDL_isalpha(text[0]);

	if (flags & KMOD_SHIFT && !is_letter)
		return gg_error_set(error, -EINVAL,
				    "%s is no key: write the character that it types, as ! or A",
				    name);
	SDL_strlcpy(key->text, text, sizeof key->text);
	if (flags & KMOD_SHIFT)
		key->text[0] = (char)SDL_toupper(key->text[0]);
	return 0;
}

int key_parse(struct key *key, const char *name, struct gg_error *error)
{
	const char *rest = name;
	const Uint16 flags = parse_modifiers(&rest);
	const size_t length = strlen(rest);
	const char *text = length && gg_text_printable(rest, length) == length ? rest : NULL;
	SDL_Keycode symbol = 0;

	*key = (struct key){ 0 };
	for (size_t i = 0; i < SDL_arraysize(names); i++)
		if (SDL_strcasecmp(names[i].name, rest) == 0) {
			symbol = names[i].symbol;
			text = names[i].text;
			break;
		}
	if (!text && !symbol)
		return refuse_name(name, error);
	if (text && !(flags & (KMOD_CTRL | KMOD_ALT)))
		return set_text(key, text, flags, name, error);

	key->modifiers = flags;
	key->symbol = symbol;
	if (!symbol) { /* SDL names keys by what they type without Shift */
		const wint_t typed = (wint_t)code_point(text), plain = towlower(typed);
		key->symbol = (SDL_Keycode)plain;
		key->modifiers |= plain != typed ? KMOD_SHIFT : 0;
		SDL_strlcpy(key->text, text, sizeof key->text);
	}
	return 0;
}

static const char *name_of(const struct key *key)
{
	for (size_t i = 0; i < SDL_arraysize(names); i++)
		if (key->symbol ? names[i].symbol == key->symbol
				: names[i].text && strcmp(names[i].text, key->text) == 0)
			return names[i].name;
	return NULL;
}

size_t key_format(const struct key *key, char *text, size_t size)
{
	const char *name = name_of(key), *shown[SDL_arraysize(modifiers)];

	for (size_t i = 0; i < SDL_arraysize(modifiers); i++)
		shown[i] = key->modifiers & modifiers[i] ? prefixes[i] : "";
	return (size_t)snprintf(text, size, "%s%s%s%s", shown[0], shown[1], shown[2],
				name ? name : key->text);
}

bool key_equal(const struct key *a, const struct key *b)
{
	return a->symbol == b->symbol && a->modifiers == b->modifiers &&
	       (a->symbol || strcmp(a->text, b->text) == 0);
}

/* false where AltGr is held: it makes characters. */
static bool symbol_of(struct key *key, const SDL_Keysym *pressed)
{
	*key = (struct key){ .symbol = pressed->sym == SDLK_KP_ENTER ? SDLK_RETURN : pressed->sym };
	for (size_t i = 0; i < SDL_arraysize(modifiers); i++)
		key->modifiers |= pressed->mod & modifiers[i] ? modifiers[i] : 0;
	return !(pressed->mod & KMOD_RALT);
}

bool key_of_event(struct key *key, bool *held, const SDL_Event *event)
{
	static bool repeats;
	static Uint16 pressed_with;

	if (event->type == SDL_KEYDOWN) {
		*held = repeats = event->key.repeat;
		pressed_with = event->key.keysym.mod;
		return symbol_of(key, &event->key.keysym);
	}
	if (event->type != SDL_TEXTINPUT || pressed_with & (KMOD_CTRL | KMOD_LALT) ||
	    strlen(event->text.text) >= sizeof key->text)
		return false;
	*key = (struct key){ 0 };
	*held = repeats;
	memcpy(key->text, event->text.text, strlen(event->text.text) + 1);
	return true;
}
