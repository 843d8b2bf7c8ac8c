/* SPDX-License-Identifier: BSD-2-Clause */
/* One triangle that covers the whole viewport; position is 0..1 inside it, from the bottom left. */
out vec2 position;

void main()
{
	position = vec2(gl_VertexID == 1 ? 2.0 : 0.0, gl_VertexID == 2 ? 2.0 : 0.0);
	gl_Position = vec4(position * 2.0 - 1.0, 0.0, 1.0);
}
