/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Colour spaces, as far as a picture on the screen needs them: the matrix and the range that turn
 * Y'CbCr into R'G'B'. Values only; any thread.
 */
#ifndef GROUNDGLASS_COLOR_H
#define GROUNDGLASS_COLOR_H

#include <stdbool.h>
#include <stdint.h>

#include <groundglass/format.h>

#ifdef __cplusplus
extern "C" {
#endif

enum gg_matrix { GG_MATRIX_AUTO, GG_MATRIX_601, GG_MATRIX_709, GG_MATRIX_2020 };
enum gg_range { GG_RANGE_AUTO, GG_RANGE_FULL, GG_RANGE_LIMITED };

/* AUTO means: not known (of a stream), not overridden (of a user's wish). */
struct gg_color {
	enum gg_matrix matrix;
	enum gg_range range;
};

/*
 * The matrix and range to convert with; never AUTO in the result. An override wins. MJPEG is
 * full-range BT.601 whatever its stream says (JFIF 1.02, section 7). What the stream leaves open
 * is BT.601 up to 576 lines and BT.709 above (ITU-R BT.601, BT.709), limited range for Y'CbCr and
 * full for RGB and grey. *assumed (may be NULL) says whether such a default was used.
 */
struct gg_color gg_color_resolve(struct gg_color stream, struct gg_color override,
				 const struct gg_format *format, uint32_t height, bool *assumed);

/*
 * R'G'B' = m * (Y', Cb, Cr, 1), components 0..1 as code / 255 of 8 bit samples. color must be
 * resolved. From ITU-R BT.601-7 (2.5), BT.709-6 (3), BT.2020-2 (table 4) and the 8 bit
 * quantisation of each (limited: 16..235 and 16..240).
 */
void gg_color_to_rgb(struct gg_color color, float m[3][4]);

/* "auto", "601", "709", "2020"; "auto", "full", "limited". */
const char *gg_matrix_name(enum gg_matrix matrix);
const char *gg_range_name(enum gg_range range);

/* The reverse; false where the text names none. */
bool gg_matrix_parse(const char *text, enum gg_matrix *matrix);
bool gg_range_parse(const char *text, enum gg_range *range);

#ifdef __cplusplus
}
#endif
#endif
