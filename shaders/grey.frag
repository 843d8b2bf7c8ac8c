/* SPDX-License-Identifier: BSD-2-Clause */
/* Luma alone: the chroma of a colour without any, so that the range counts. */
void main()
{
	const float none = 128.0 / 255.0;
	color = yuv_color(texelFetch(planes[0], ivec2(gl_FragCoord.xy), 0).r, none, none);
}
