/* SPDX-License-Identifier: BSD-2-Clause */
/* ORDER: plane of Y, U, V. */
void main()
{
	ivec2 pixel = ivec2(gl_FragCoord.xy);
	ivec2 sub = pixel / ivec2(HSUB, VSUB);
	color = yuv_color(texelFetch(planes[ORDER0], pixel, 0).r,
			  texelFetch(planes[ORDER1], sub, 0).r,
			  texelFetch(planes[ORDER2], sub, 0).r);
}
