/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Zebra, false colour, peaking and the wipe, as analysis.c does it: a pixel for a pixel. Defined
 * from analysis.h: ZEBRA, FALSE_COLOR, BANDS, BRIGHT, CLIPPED, EDGE and the colours.
 */
uniform sampler2D picture;
uniform sampler2D reference;
uniform ivec4 line, kept; /* first column and row, and those behind the last */
uniform int exposure;
uniform bool peaking;
uniform int stripe;
uniform ivec4 bands[BANDS]; /* the luma behind it; R, G, B, or -1: grey */

out vec4 color;

bool is_in(ivec4 part, ivec2 pixel)
{
	return all(greaterThanEqual(pixel, part.xy)) && all(lessThan(pixel, part.zw));
}

ivec3 rgb_at(ivec2 pixel, bool old)
{
	vec4 texel = old ? texelFetch(reference, pixel, 0) : texelFetch(picture, pixel, 0);
	return ivec3(texel.rgb * 255.0 + 0.5);
}

int luma_of(ivec3 rgb)
{
	return (rgb.r * 54 + rgb.g * 183 + rgb.b * 19 + 128) >> 8;
}

int luma_at(int x, int y, bool old)
{
	return luma_of(rgb_at(clamp(ivec2(x, y), ivec2(0), textureSize(picture, 0) - 1), old));
}

ivec3 unpack(int rgb)
{
	return ivec3(rgb >> 16, rgb >> 8 & 255, rgb & 255);
}

ivec3 zebra(ivec3 rgb, int luma, ivec2 pixel)
{
	int rising = (pixel.x + pixel.y) / stripe;
	int falling = (pixel.x + textureSize(picture, 0).y - 1 - pixel.y) / stripe;

	if (luma >= CLIPPED)
		return (falling & 1) == 1 ? unpack(CLIPPED_COLOR) : rgb;
	return luma >= BRIGHT && (rising & 1) == 1 ? unpack(BRIGHT_COLOR) : rgb;
}

ivec3 false_color(int luma)
{
	int i = 0;

	while (i < BANDS - 1 && luma >= bands[i].x)
		i++;
	return bands[i].y < 0 ? ivec3(luma) : bands[i].yzw;
}

bool is_edge(ivec2 p, bool old)
{
	int a = luma_at(p.x - 1, p.y - 1, old);
	int b = luma_at(p.x + 1, p.y - 1, old);
	int c = luma_at(p.x - 1, p.y + 1, old);
	int d = luma_at(p.x + 1, p.y + 1, old);
	int across = b + d - a - c +
		     2 * (luma_at(p.x + 1, p.y, old) - luma_at(p.x - 1, p.y, old));
	int down = c + d - a - b + 2 * (luma_at(p.x, p.y + 1, old) - luma_at(p.x, p.y - 1, old));

	return abs(across) + abs(down) >= EDGE;
}

void main()
{
	ivec2 pixel = ivec2(gl_FragCoord.xy);
	bool old = is_in(kept, pixel);
	ivec3 rgb = rgb_at(pixel, old);
	int luma = luma_of(rgb);

	if (exposure == ZEBRA)
		rgb = zebra(rgb, luma, pixel);
	else if (exposure == FALSE_COLOR)
		rgb = false_color(luma);
	if (peaking && exposure != FALSE_COLOR)
		rgb = rgb / 2 + luma / 2;
	if (peaking && is_edge(pixel, old))
		rgb = unpack(EDGE_COLOR);
	if (is_in(line, pixel))
		rgb = unpack(LINE_COLOR);
	color = vec4(vec3(rgb) / 255.0, 1.0);
}
