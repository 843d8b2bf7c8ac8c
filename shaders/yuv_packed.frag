/* SPDX-License-Identifier: BSD-2-Clause */
/* ORDER: byte of Y0, U, V in the group of two pixels; Y1 is two bytes after Y0. */
void main()
{
	ivec2 pixel = ivec2(gl_FragCoord.xy);
	ivec2 group = pixel / ivec2(HSUB, VSUB);
	float y = (pixel.x & 1) == 0 ? group_byte(planes[0], group, ORDER0)
				     : group_byte(planes[0], group, ORDER0 + 2);
	color = yuv_color(y, group_byte(planes[0], group, ORDER1),
			  group_byte(planes[0], group, ORDER2));
}
