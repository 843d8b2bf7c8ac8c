/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/orientation.h>

#include <libyuv/rotate_argb.h>

enum { MIRROR = 1, FLIP = 2, TRANSPOSE = 4 };

/* Behind a transposition what was a mirror is a flip. */
enum gg_orientation gg_orientation_then(enum gg_orientation first, enum gg_orientation second)
{
	unsigned flips = second & (MIRROR | FLIP);

	if (first & TRANSPOSE)
		flips = (flips & MIRROR ? FLIP : 0) | (flips & FLIP ? MIRROR : 0);
	return (enum gg_orientation)(first ^ flips ^ (second & TRANSPOSE));
}

bool gg_orientation_is_sideways(enum gg_orientation orientation)
{
	return orientation & TRANSPOSE;
}

const char *gg_orientation_name(enum gg_orientation orientation)
{
	static const char *const names[GG_N_ORIENTATIONS] = {
		[GG_ORIENTATION_ROT0] = "rot0",
		[GG_ORIENTATION_MIRROR] = "mirror",
		[GG_ORIENTATION_FLIP] = "flip",
		[GG_ORIENTATION_ROT180] = "rot180",
		[GG_ORIENTATION_TRANSPOSE] = "transpose",
		[GG_ORIENTATION_ROT270] = "rot270",
		[GG_ORIENTATION_ROT90] = "rot90",
		[GG_ORIENTATION_TRANSVERSE] = "transverse",
	};
	return names[orientation];
}

void gg_turn(enum gg_orientation orientation, const uint8_t *from, size_t from_stride,
	     uint32_t width, uint32_t height, uint8_t *to, size_t to_stride)
{
	/* libyuv takes a negative height for a picture that is to be flipped first. */
	static const struct {
		enum RotationMode rotation;
		bool flip;
	} ways[GG_N_ORIENTATIONS] = {
		[GG_ORIENTATION_ROT0] = { kRotate0, false },
		[GG_ORIENTATION_MIRROR] = { kRotate180, true },
		[GG_ORIENTATION_FLIP] = { kRotate0, true },
		[GG_ORIENTATION_ROT180] = { kRotate180, false },
		[GG_ORIENTATION_TRANSPOSE] = { kRotate90, true },
		[GG_ORIENTATION_ROT270] = { kRotate270, false },
		[GG_ORIENTATION_ROT90] = { kRotate90, false },
		[GG_ORIENTATION_TRANSVERSE] = { kRotate270, true },
	};
	const int rows = (int)height;

	ARGBRotate(from, (int)from_stride, to, (int)to_stride, (int)width,
		   ways[orientation].flip ? -rows : rows, ways[orientation].rotation);
}
