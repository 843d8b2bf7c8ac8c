/* SPDX-License-Identifier: BSD-2-Clause */
/* The transfer curves as the kernels take them. Private to the library; any thread. */
#ifndef GG_CURVE_H
#define GG_CURVE_H

#include <groundglass/raw.h>

#include "dsp_raw.h"

/*
 * Fit the pieces to a curve: codes are then within 1/16 of a step of 255 of exact ones plus half,
 * in 1/256 of a step: 128 makes the upper byte of a code the nearest.
 */
void gg_curve_set(struct gg_curve *curve, enum gg_transfer transfer, unsigned half);

#endif
