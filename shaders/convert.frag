/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What all conversions share; what the format's layout needs follows. The target has the size of
 * the picture, its row 0 is the top one, and planes are read at whole texels only. Defined from
 * the format's row: BITS, PACKING, HSUB, VSUB, ORDER0..ORDER3, and GROUP_WIDTH and GROUP_BYTES of
 * its last plane, whose texels have TEXEL_BYTES bytes; from how to convert: LINEAR (chroma), MHC.
 */
uniform sampler2D planes[3];
uniform float curve[5]; /* of transfer() */

out vec4 color;

/* Byte i of a group; a texel has one or more, and groups may end within one. */
float group_byte(sampler2D plane, ivec2 group, int i)
{
#if GROUP_BYTES % TEXEL_BYTES == 0
	ivec2 texel = ivec2(group.x * (GROUP_BYTES / TEXEL_BYTES) + i / TEXEL_BYTES, group.y);
	return texelFetch(plane, texel, 0)[i % TEXEL_BYTES];
#else
	int at = group.x * GROUP_BYTES + i;
	return texelFetch(plane, ivec2(at / TEXEL_BYTES, group.y), 0)[at % TEXEL_BYTES];
#endif
}

int group_code(ivec2 group, int i)
{
	return int(group_byte(planes[0], group, i) * 255.0 + 0.5);
}

/* The 16 bits whose lower half is byte i. */
int group_word(ivec2 group, int i)
{
	return group_code(group, i) | group_code(group, i + 1) << 8;
}

/* From light to code: a straight part up to curve[0], and a power. */
float transfer(float light)
{
	return light <= curve[0] ? curve[1] * light
				 : curve[2] * pow(light, curve[3]) - curve[4];
}
