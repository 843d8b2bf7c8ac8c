/* SPDX-License-Identifier: BSD-2-Clause */
/* Text that cameras and files bring, on its way to a terminal. Any thread. */
#ifndef GROUNDGLASS_TEXT_H
#define GROUNDGLASS_TEXT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The bytes, 1..4, of the character that text (length bytes) begins with, where it is UTF-8 and
 * none of the control characters, of which UTF-8 has two sets (C0 and C1: U+009B begins a command
 * to a terminal as ESC [ does). 0 otherwise: its first byte is to be escaped.
 */
size_t gg_text_printable(const char *text, size_t length);

/*
 * Write text with other bytes as \x1b to clean (size bytes, at least 1), cut to what fits with its
 * NUL. Returns clean.
 */
char *gg_text_clean(const char *text, char *clean, size_t size);

#ifdef __cplusplus
}
#endif
#endif
