/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A sensor's samples as light, 16 bits in two bytes, the higher first: what demosaic.frag reads.
 * The target has two rows and columns at least, so that mirrored colours stay in phase.
 */
uniform float black; /* of the largest sample */
uniform vec4 gains;  /* of the four pixels at the top left, row by row */
uniform ivec2 last;  /* pixel of the picture */

void main()
{
	ivec2 pixel = ivec2(gl_FragCoord.xy);
	float gain = gains[(pixel.y & 1) * 2 + (pixel.x & 1)];
	float light = clamp(gain * (sample_at(min(pixel, last)) - black), 0.0, 1.0);
	int code = int(transfer(light) * 65535.0 + 0.5);

	color = vec4(float(code >> 8) / 255.0, float(code & 255) / 255.0, 0.0, 1.0);
}
