/* SPDX-License-Identifier: BSD-2-Clause */
/* A block of the overlay, bytes B, G, R, A, into the viewport, which has its size. */
uniform sampler2D block;

in vec2 position;
out vec4 color;

void main()
{
	color = texture(block, vec2(position.x, 1.0 - position.y)).bgra;
}
