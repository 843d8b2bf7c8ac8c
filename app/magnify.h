/* SPDX-License-Identifier: BSD-2-Clause */
/* Draws a picture that is zoomed into on the CPU. Any thread. */
#ifndef GG_MAGNIFY_H
#define GG_MAGNIFY_H

#include <SDL.h>

#include "picture.h"
#include "viewport.h"

/*
 * Draw the part of a picture, turned already, that a placement which is not fit leaves inside
 * target, of 32 bits a pixel and locked where it must be. From VIEWPORT_ONE on pixels come out as
 * they are, each as viewport_source() says; below they are interpolated between the nearest four.
 * The time is that of the pixels drawn; allocates nothing.
 */
void magnify(SDL_Surface *target, const struct picture *picture, const struct placement *placement);

#endif
