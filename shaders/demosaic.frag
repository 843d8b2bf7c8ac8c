/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The three colours of a pixel from the samples around it; plane 0 is what bayer.frag wrote. MHC
 * is Malvar, He, Cutler 2004, figure 2. ORDER: colours of the four pixels at the top left.
 */
uniform mat3 matrix;

float light_at(int x, int y)
{
	return dot(texelFetch(planes[0], ivec2(x, y), 0).rg, vec2(255.0 * 256.0, 255.0) / 65535.0);
}

/* Up to two pixels beyond an edge, mirrored at the pixel on it; twice, where there are but two. */
ivec4 mirror(ivec4 i, int end)
{
	return abs(end - abs(end - abs(i)));
}

void main()
{
	const ivec4 cfa = ivec4(ORDER0, ORDER1, ORDER2, ORDER3);
	int x = int(gl_FragCoord.x);
	int y = int(gl_FragCoord.y);
	ivec2 end = textureSize(planes[0], 0) - 1;
	int place = (y & 1) * 2 + (x & 1);
	ivec4 xs = mirror(x + ivec4(-2, -1, 1, 2), end.x);
	ivec4 ys = mirror(y + ivec4(-2, -1, 1, 2), end.y);

	float center = light_at(x, y);
	float near_x = light_at(xs[1], y) + light_at(xs[2], y);
	float near_y = light_at(x, ys[1]) + light_at(x, ys[2]);
	float corners = light_at(xs[1], ys[1]) + light_at(xs[2], ys[1]) + light_at(xs[1], ys[2]) +
			light_at(xs[2], ys[2]);
	/* A colour that lies beside, above and below, all around, or in the corners. */
	float across = near_x / 2.0;
	float down = near_y / 2.0;
	float around = (near_x + near_y) / 4.0;
	float diagonal = corners / 4.0;
#if MHC
	float far_x = light_at(xs[0], y) + light_at(xs[3], y);
	float far_y = light_at(x, ys[0]) + light_at(x, ys[3]);
	across += (10.0 * center - 2.0 * (corners + far_x) + far_y) / 16.0;
	down += (10.0 * center - 2.0 * (corners + far_y) + far_x) / 16.0;
	around += (4.0 * center - far_x - far_y) / 8.0;
	diagonal += (12.0 * center - 3.0 * (far_x + far_y)) / 16.0;
#endif

	int own = cfa[place];
	bool red_across = cfa[place ^ 1] == 0;
	vec3 rgb = own == 0   ? vec3(center, around, diagonal)
		   : own == 2 ? vec3(diagonal, around, center)
			      : vec3(red_across ? across : down, center, red_across ? down : across);

	rgb = clamp(matrix * clamp(rgb, 0.0, 1.0), 0.0, 1.0);
	color = vec4(transfer(rgb.r), transfer(rgb.g), transfer(rgb.b), 1.0);
}
