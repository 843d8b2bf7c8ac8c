/* SPDX-License-Identifier: BSD-2-Clause */
/* Luma alone: the chroma of a colour without any, so that the range counts. */
void main()
{
	color = yuv_color(sample_at(ivec2(gl_FragCoord.xy)), vec2(128.0 / 255.0));
}
