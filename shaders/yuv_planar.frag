/* SPDX-License-Identifier: BSD-2-Clause */
/* ORDER: plane of Y, U, V. */
vec2 chroma_at(ivec2 group)
{
	return vec2(texelFetch(planes[ORDER1], group, 0).r, texelFetch(planes[ORDER2], group, 0).r);
}

void main()
{
	ivec2 pixel = ivec2(gl_FragCoord.xy);
	color = yuv_color(texelFetch(planes[ORDER0], pixel, 0).r, CHROMA(pixel));
}
