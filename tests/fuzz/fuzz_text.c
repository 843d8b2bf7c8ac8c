/* SPDX-License-Identifier: BSD-2-Clause */
/* The input is text on its way to a terminal: what comes out is UTF-8 without control characters.
 */
#include <stdlib.h>
#include <string.h>

#include <groundglass/error.h>
#include <groundglass/text.h>

#include "fuzz.h"

/* A character as RFC 3629 defines it, by its number. Returns its bytes, 0: it is none. */
static size_t decode(const uint8_t *bytes, size_t size, uint32_t *number)
{
	static const uint32_t lowest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const size_t length = bytes[0] < 0x80		  ? 1
			      : (bytes[0] & 0xe0) == 0xc0 ? 2
			      : (bytes[0] & 0xf0) == 0xe0 ? 3
			      : (bytes[0] & 0xf8) == 0xf0 ? 4
							  : 0;

	if (!length || length > size)
		return 0;
	*number = length == 1 ? bytes[0] : bytes[0] & (0x7fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
		*number = *number << 6 | (bytes[i] & 0x3f);
	}
	const bool surrogate = *number >= 0xd800 && *number < 0xe000;
	return *number < lowest[length] || *number > 0x10ffff || surrogate ? 0 : length;
}

static bool is_control(uint32_t number)
{
	return number < 0x20 || (number >= 0x7f && number < 0xa0);
}

static void check_printable(const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		uint32_t number = 0;
		const size_t length = decode(data + i, size - i, &number);
		const size_t expected = length && !is_control(number) ? length : 0;
		FUZZ_REQUIRE(gg_text_printable((const char *)data + i, size - i) == expected);
	}
	FUZZ_REQUIRE(gg_text_printable((const char *)data, 0) == 0);
}

static void require_clean(const char *text)
{
	const size_t size = strlen(text);

	for (size_t i = 0; i < size;) {
		const size_t length = gg_text_printable(text + i, size - i);
		FUZZ_REQUIRE(length > 0);
		i += length;
	}
}

/* With any room: as much as fits, the beginning of what there is with more. */
static void check_clean(const char *text, size_t room)
{
	const size_t most = 4 * strlen(text) + 1;
	char *whole = malloc(most), *cut = malloc(room);

	FUZZ_REQUIRE(whole && cut);
	FUZZ_REQUIRE(gg_text_clean(text, whole, most) == whole);
	FUZZ_REQUIRE(gg_text_clean(text, cut, room) == cut);
	require_clean(whole);
	require_clean(cut);
	const size_t length = strlen(cut), all = strlen(whole);
	FUZZ_REQUIRE(length < room && !strncmp(cut, whole, length));
	FUZZ_REQUIRE(length == all || room - length <= 4);
	free(whole);
	free(cut);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gg_error error;
	struct fuzz_input input = { data, size };
	const size_t room = 1 + fuzz_choose(&input, 256);
	char *text = strndup((const char *)input.data, input.size);

	FUZZ_REQUIRE(text != NULL);
	check_printable(input.data, input.size);
	check_clean(text, room);
	FUZZ_REQUIRE(gg_error_set(&error, -1, "%s", text) == -1);
	require_clean(error.text);
	FUZZ_REQUIRE(strlen(error.text) == strnlen(text, sizeof error.text - 1));
	free(text);
	return 0;
}
