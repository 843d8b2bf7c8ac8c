/* SPDX-License-Identifier: BSD-2-Clause */
/* What the formats with luma share. */
uniform vec4 to_rgb[3]; /* gg_color_to_rgb() */
uniform float siting;   /* pixels from the first of two to where across their chroma lies */
uniform ivec2 last;     /* pixel of the picture */

vec4 yuv_color(float y, vec2 uv)
{
	vec4 yuv = vec4(y, uv, 1.0);
	return vec4(dot(to_rgb[0], yuv), dot(to_rgb[1], yuv), dot(to_rgb[2], yuv), 1.0);
}

#if LINEAR
#define CHROMA(pixel) chroma_between(pixel)

/* U and V of a group of HSUB x VSUB pixels: each layout has its own. */
vec2 chroma_at(ivec2 group);

/* Of a pixel: between those of the groups around it. */
vec2 chroma_between(ivec2 pixel)
{
	vec2 sub = vec2(HSUB, VSUB);
	ivec2 end = last / ivec2(HSUB, VSUB);
	vec2 at = (vec2(pixel) - vec2(siting, VSUB == 1 ? 0.0 : 0.5)) / sub;

	at = clamp(at, vec2(0.0), vec2(end));
	ivec2 a = ivec2(at);
	ivec2 b = min(a + 1, end);
	vec2 behind = at - vec2(a);
	vec2 above = mix(chroma_at(a), chroma_at(ivec2(b.x, a.y)), behind.x);
#if VSUB == 1
	return above;
#else
	return mix(above, mix(chroma_at(ivec2(a.x, b.y)), chroma_at(b), behind.x), behind.y);
#endif
}
#else
#define CHROMA(pixel) chroma_at((pixel) / ivec2(HSUB, VSUB))
#endif
