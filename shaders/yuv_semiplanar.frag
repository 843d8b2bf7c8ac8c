/* SPDX-License-Identifier: BSD-2-Clause */
/* ORDER: plane of Y (the chroma pairs are the other one), byte of U, V in a pair. */
void main()
{
	ivec2 pixel = ivec2(gl_FragCoord.xy);
	ivec2 pair = pixel / ivec2(HSUB, VSUB);
	color = yuv_color(texelFetch(planes[ORDER0], pixel, 0).r,
			  group_byte(planes[1 - ORDER0], pair, ORDER1),
			  group_byte(planes[1 - ORDER0], pair, ORDER2));
}
