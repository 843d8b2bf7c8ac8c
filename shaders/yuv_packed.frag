/* SPDX-License-Identifier: BSD-2-Clause */
/* ORDER: byte of Y0, U, V in the group of HSUB pixels; Y1 is two bytes after Y0. */
vec2 chroma_at(ivec2 group)
{
	return vec2(group_byte(planes[0], group, ORDER1), group_byte(planes[0], group, ORDER2));
}

void main()
{
	ivec2 pixel = ivec2(gl_FragCoord.xy);
	ivec2 group = pixel / ivec2(HSUB, 1);
	float y = group_byte(planes[0], group, ORDER0);
#if HSUB == 2
	if ((pixel.x & 1) == 1)
		y = group_byte(planes[0], group, ORDER0 + 2);
#endif
	color = yuv_color(y, CHROMA(pixel));
}
