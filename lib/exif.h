/* SPDX-License-Identifier: BSD-2-Clause */
/* EXIF for JPEG. Private to the library; any thread. */
#ifndef GG_EXIF_H
#define GG_EXIF_H

#include <stddef.h>
#include <stdint.h>

#include <groundglass/image.h>
#include <groundglass/save_info.h>

#if GG_HAVE_EXIF
/*
 * An APP1 segment, marker included, of *size bytes for the caller to free, with what is known of
 * an image. NULL and 0 where there is no memory.
 */
uint8_t *gg_exif_segment(const struct gg_save_info *info, const struct gg_image *image,
			 size_t *size);
#else
static inline uint8_t *gg_exif_segment(const struct gg_save_info *info,
				       const struct gg_image *image, size_t *size)
{
	(void)info, (void)image;
	*size = 0;
	return NULL;
}
#endif

#endif
