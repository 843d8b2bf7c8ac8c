/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The converted picture, whose row 0 is the top one, into the viewport: mirrored where flipped.x is
 * 1, upside down where flipped.y is, and then, where transposed, with rows for columns.
 */
uniform sampler2D picture;
uniform bool transposed;
uniform vec2 flipped;

in vec2 position;
out vec4 color;

void main()
{
	vec2 place = vec2(position.x, 1.0 - position.y);

	if (transposed)
		place = place.yx;
	color = vec4(texture(picture, mix(place, 1.0 - place, flipped)).rgb, 1.0);
}
