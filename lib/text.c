/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/text.h>

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Sequences of UTF-8 by their first byte, and what the second may be (RFC 3629, section 4). */
static const struct {
	uint8_t first, last, low, high;
	size_t length;
} sequences[] = {
	{ 0xc2, 0xc2, 0xa0, 0xbf, 2 }, /* below are C1 */
	{ 0xc3, 0xdf, 0x80, 0xbf, 2 }, { 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
	{ 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 }, { 0xf0, 0xf0, 0x90, 0xbf, 4 },
	{ 0xf1, 0xf3, 0x80, 0xbf, 4 }, { 0xf4, 0xf4, 0x80, 0x8f, 4 },
};

size_t gg_text_printable(const char *text, size_t length)
{
	const uint8_t *bytes = (const uint8_t *)text;

	if (length == 0)
		return 0;
	if (bytes[0] < 0x80)
		return bytes[0] >= 0x20 && bytes[0] != 0x7f;
	for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
		if (bytes[0] < sequences[i].first || bytes[0] > sequences[i].last)
			continue;
		if (length < sequences[i].length || bytes[1] < sequences[i].low ||
		    bytes[1] > sequences[i].high)
			return 0;
		for (size_t k = 2; k < sequences[i].length; k++)
			if ((bytes[k] & 0xc0) != 0x80)
				return 0;
		return sequences[i].length;
	}
	return 0;
}

char *gg_text_clean(const char *text, char *clean, size_t size)
{
	size_t length = strlen(text), used = 0;

	while (length) {
		char escaped[5];
		const size_t n = gg_text_printable(text, length);
		const char *from = n ? text : escaped;
		const size_t bytes = n ? n : sizeof escaped - 1, taken = n ? n : 1;

		snprintf(escaped, sizeof escaped, "\\x%02x", (uint8_t)*text);
		if (bytes >= size - used)
			break;
		memcpy(clean + used, from, bytes);
		used += bytes;
		text += taken;
		length -= taken;
	}
	clean[used] = '\0';
	return clean;
}
