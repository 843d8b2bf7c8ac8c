/* SPDX-License-Identifier: BSD-2-Clause */
/* Raw pictures as DNG 1.4 (Adobe's specification). Private to the library; any thread. */
#ifndef GG_SAVE_DNG_H
#define GG_SAVE_DNG_H

#include "save_target.h"

/*
 * Write a valid Bayer image, see gg_save_image(). One directory holds the mosaic, and one of EXIF
 * when and how it was taken; there is no preview. 0; -ENOMEM; -EIO where libtiff failed.
 */
int gg_save_dng(struct gg_save_target *target, const struct gg_image *image,
		const struct gg_save_params *params);

#endif
