/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What all conversions to RGB share; the file of the format's layout follows. The target has the
 * size of the picture, its row 0 is the top one, and planes are read at whole texels only.
 * Defined from the format's row: HSUB, VSUB, ORDER0..ORDER3, and GROUP_BYTES of its last plane.
 */
uniform sampler2D planes[3];
uniform vec4 to_rgb[3]; /* gg_color_to_rgb() */

out vec4 color;

/* Byte i of a group of GROUP_BYTES bytes, which is a texel, or that many texels (BYTES). */
float group_byte(sampler2D plane, ivec2 group, int i)
{
#if BYTES
	return texelFetch(plane, ivec2(group.x * GROUP_BYTES + i, group.y), 0).r;
#else
	return texelFetch(plane, group, 0)[i];
#endif
}

vec4 yuv_color(float y, float u, float v)
{
	vec4 yuv = vec4(y, u, v, 1.0);
	return vec4(dot(to_rgb[0], yuv), dot(to_rgb[1], yuv), dot(to_rgb[2], yuv), 1.0);
}
