/* SPDX-License-Identifier: BSD-2-Clause */
/* ORDER: plane of Y (the chroma pairs are the other one), byte of U, V in a pair. */
vec2 chroma_at(ivec2 group)
{
	return vec2(group_byte(planes[1 - ORDER0], group, ORDER1),
		    group_byte(planes[1 - ORDER0], group, ORDER2));
}

void main()
{
	ivec2 pixel = ivec2(gl_FragCoord.xy);
	color = yuv_color(texelFetch(planes[ORDER0], pixel, 0).r, CHROMA(pixel));
}
