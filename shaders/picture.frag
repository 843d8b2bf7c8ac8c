/* SPDX-License-Identifier: BSD-2-Clause */
/* The converted picture into the viewport; its row 0 is the top one. */
uniform sampler2D picture;

in vec2 position;
out vec4 color;

void main()
{
	color = vec4(texture(picture, vec2(position.x, 1.0 - position.y)).rgb, 1.0);
}
