/* SPDX-License-Identifier: BSD-2-Clause */
/* ORDER: byte of R, G, B in a pixel, the lower one of two. */
void main()
{
	ivec2 pixel = ivec2(gl_FragCoord.xy);
#if PACKING == PACKING_565 || PACKING == PACKING_565_BE
	int word = group_word(pixel, 0);
#if PACKING == PACKING_565_BE
	word = word >> 8 | (word & 255) << 8;
#endif
	vec3 rgb = vec3(word >> 11, word >> 5 & 63, word & 31) / vec3(31.0, 63.0, 31.0);
#elif BITS == 16
	vec3 rgb = vec3(group_word(pixel, ORDER0), group_word(pixel, ORDER1),
			group_word(pixel, ORDER2)) / 65535.0;
#else
	vec3 rgb = vec3(group_byte(planes[0], pixel, ORDER0),
			group_byte(planes[0], pixel, ORDER1),
			group_byte(planes[0], pixel, ORDER2));
#endif
	color = vec4(rgb, 1.0);
}
