/* SPDX-License-Identifier: BSD-2-Clause */
/* Keys and mouse to what the chooser does. Main thread. */
#ifndef GG_CHOOSER_INPUT_H
#define GG_CHOOSER_INPUT_H

#include <SDL.h>

#include "chooser.h"

/* Is the key the chooser's? Then choice is what came of it. */
bool chooser_key(struct chooser *chooser, const SDL_Keysym *key, struct chooser_choice *choice);

/* The left button at a letter of a line: chooses, and takes what is chosen. The wheel chooses. */
void chooser_press(struct chooser *chooser, float at, int line, struct chooser_choice *choice);
void chooser_wheel(struct chooser *chooser, float at, int line, int clicks);

#endif
