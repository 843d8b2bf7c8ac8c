/* SPDX-License-Identifier: BSD-2-Clause */
/* ORDER: byte of R, G, B in a pixel. */
void main()
{
	ivec2 pixel = ivec2(gl_FragCoord.xy);
	color = vec4(group_byte(planes[0], pixel, ORDER0), group_byte(planes[0], pixel, ORDER1),
		     group_byte(planes[0], pixel, ORDER2), 1.0);
}
