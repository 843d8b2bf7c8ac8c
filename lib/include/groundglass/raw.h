/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How a sensor's samples become a picture: black level, white balance, demosaic, colour matrix and
 * transfer curve, in that order; without a matrix bilinear demosaic comes last. Values only; any
 * thread.
 */
#ifndef GROUNDGLASS_RAW_H
#define GROUNDGLASS_RAW_H

#include <stdbool.h>

#include <groundglass/control.h>
#include <groundglass/image.h>

#ifdef __cplusplus
extern "C" {
#endif

/* From light to code: IEC 61966-2-1, ITU-R BT.709-6 (1.2), none. */
enum gg_transfer { GG_TRANSFER_SRGB, GG_TRANSFER_709, GG_TRANSFER_LINEAR };

/* How the two missing colours of a pixel come from its neighbours; its own is kept. */
enum gg_demosaic {
	GG_DEMOSAIC_BILINEAR, /* their mean: fast */
	GG_DEMOSAIC_MHC,      /* Malvar, He, Cutler 2004: also how the known colour changes there */
};

/*
 * A sample s of 0..1 is light max(0, (s - black) / (1 - black)) * gain, at most 1. Black is held to
 * 0..3/4 and gains to 0..16.
 */
struct gg_raw {
	float black;	    /* of the largest sample */
	float gains[3];	    /* white balance: of R, G and B */
	float matrix[3][3]; /* R, G and B of sRGB from those of the sensor */
	enum gg_transfer transfer;
};

/* No black level, gains of 1, no change of colours, sRGB. */
struct gg_raw gg_raw_neutral(void);

/* Is the matrix another than that which changes nothing? */
bool gg_raw_has_matrix(const struct gg_raw *raw);

/*
 * Take from a frame's metadata what there is of SensorBlackLevels, ColourGains and
 * ColourCorrectionMatrix (libcamera's control_ids.yaml). A control with a value that makes no sense
 * is left out. Returns whether the gains were there.
 */
bool gg_raw_from_metadata(struct gg_raw *raw, const struct gg_control_list *metadata);

/*
 * Set the gains so that the mean of the picture, raw->black taken off, is grey: of a valid Bayer
 * image, from some of its pixels. Gains stay within 1/4 to 4; those of a picture without light
 * become 1.
 */
void gg_raw_grey_world(struct gg_raw *raw, const struct gg_image *image);

#ifdef __cplusplus
}
#endif
#endif
