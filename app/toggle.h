/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Automatics that a key switches on and off: libcamera's where the camera has it, else V4L2's. Main
 * thread.
 */
#ifndef GG_TOGGLE_H
#define GG_TOGGLE_H

#include <stddef.h>

struct capture;

enum toggle { TOGGLE_EXPOSURE, TOGGLE_WHITE_BALANCE, TOGGLE_FOCUS };

/* Switch it to what it is not. text says what is so now, or why it is not. */
void toggle_switch(struct capture *capture, enum toggle toggle, char *text, size_t size);

#endif
