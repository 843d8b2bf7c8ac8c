/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The converted picture, whose row 0 is the top one: mirrored where flipped.x is 1, upside down
 * where flipped.y is, and then, where transposed, with rows for columns. Where it is fit, into the
 * viewport; where it is zoomed, the viewport has a part of it.
 */
uniform sampler2D picture;
uniform bool transposed;
uniform vec2 flipped;
/* The left and the top of the turned picture from those of the framebuffer, the height of that, and
 * the scale (viewport.h), 0 where it is fit. */
uniform ivec4 zoom;

in vec2 position;
out vec4 color;

/* A pixel as it is; whole numbers choose the same one on every GPU. */
vec3 nearest(ivec2 at)
{
	ivec2 pixel = (2 * at + 1) * 128 / zoom.w;

	if (transposed)
		pixel = pixel.yx;
	pixel += ivec2(flipped) * (textureSize(picture, 0) - 1 - 2 * pixel);
	return texelFetch(picture, pixel, 0).rgb;
}

vec3 linear(vec2 place)
{
	if (transposed)
		place = place.yx;
	return texture(picture, mix(place, 1.0 - place, flipped)).rgb;
}

void main()
{
	ivec2 at = ivec2(int(gl_FragCoord.x), zoom.z - 1 - int(gl_FragCoord.y)) - zoom.xy;
	vec2 size = vec2(textureSize(picture, 0));

	if (zoom.w >= 256)
		color = vec4(nearest(at), 1.0);
	else if (zoom.w > 0)
		color = vec4(linear((vec2(at) + 0.5) * 256.0 / float(zoom.w) /
				    (transposed ? size.yx : size)),
			     1.0);
	else
		color = vec4(linear(vec2(position.x, 1.0 - position.y)), 1.0);
}
