/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Names that live as long as the program: those of the values in a recording, which frames have
 * that outlive their camera. Private to the library.
 */
#ifndef GG_INTERNED_H
#define GG_INTERNED_H

/*
 * The program's own copy of name, each once, never to be freed; NULL: no memory, or there are too
 * many, or it is too long: names come from files that are not trusted. Any thread.
 */
enum { GG_MAX_INTERNED = 65536, GG_MAX_INTERNED_LENGTH = 255 /* bytes */ };
const char *gg_intern(const char *name);

#endif
