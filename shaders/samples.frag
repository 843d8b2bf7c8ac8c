/* SPDX-License-Identifier: BSD-2-Clause */
/* Some pixels of the picture, spread over it as histogram_sample() does. */
uniform sampler2D picture;
uniform ivec2 grid; /* how many */

out vec4 color;

void main()
{
	ivec2 place = 2 * ivec2(gl_FragCoord.xy) + 1;
	color = texelFetch(picture, place * textureSize(picture, 0) / (2 * grid), 0);
}
