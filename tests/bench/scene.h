/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A made up picture with detail of every size in it: a zone plate, colour gradients, hard edges at
 * many angles and fine lines. Any thread.
 */
#ifndef GG_BENCH_SCENE_H
#define GG_BENCH_SCENE_H

#include <stdint.h>

/* Its pixel at x, y, in a picture of width x height: R, G, B. */
void scene_pixel(uint32_t width, uint32_t height, uint32_t x, uint32_t y, uint8_t rgb[3]);

#endif
