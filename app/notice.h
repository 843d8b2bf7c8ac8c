/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Words for the person, from any thread to the main thread, which prints them and shows them in
 * the picture. Also the one event by which other threads wake the main loop.
 */
#ifndef GG_NOTICE_H
#define GG_NOTICE_H

#include <stdbool.h>

#include <SDL.h>

enum notice_kind {
	NOTICE_INFO,  /* to stdout and the picture */
	NOTICE_ERROR, /* to stderr and the picture */
};

struct notice {
	struct notice *next;
	enum notice_kind kind;
	char text[512];
};

/* Main thread, after SDL_Init(SDL_INIT_EVENTS). */
void notice_init(void);
void notice_quit(void);

/* Wake the main loop. Wakes that it has not seen yet are one. Any thread. */
void notice_wake(void);

/* Where there is no SDL video to wait for: sleep until notice_wake(), or timeout_ms. Main thread.
 */
void notice_wait(int timeout_ms);

/* Is this the event of notice_wake()? Main thread. */
bool notice_is_wake(const SDL_Event *event);

/* Any thread. Never blocks for long; without memory the notice is printed on stderr at once. */
__attribute__((format(printf, 2, 3))) void notice_post(enum notice_kind kind, const char *format,
						       ...);

/* The oldest notice, to be freed by the caller, or NULL. Main thread. */
struct notice *notice_take(void);

#endif
