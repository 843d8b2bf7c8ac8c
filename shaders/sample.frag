/* SPDX-License-Identifier: BSD-2-Clause */
/* The only sample of a pixel of grey and Bayer formats, of BITS bits. */
int sample_code(ivec2 pixel)
{
	ivec2 group = ivec2(pixel.x / GROUP_WIDTH, pixel.y);
	int n = pixel.x % GROUP_WIDTH;
#if PACKING == PACKING_CSI2
	/* Lower bits that cross into another byte never do so at the end of the group. */
	int low = n * (BITS - 8);
	int at = GROUP_WIDTH + low / 8;
	int rest = group_code(group, at);
#if 8 % (BITS - 8) != 0
	rest |= group_code(group, min(at + 1, GROUP_BYTES - 1)) << 8;
#endif
	return group_code(group, n) << (BITS - 8) | (rest >> low % 8 & (1 << (BITS - 8)) - 1);
#elif PACKING == PACKING_IPU3
	int low = n * BITS;
	return group_word(group, low / 8) >> low % 8 & (1 << BITS) - 1;
#elif BITS == 8
	return group_code(group, 0);
#else
	return group_word(group, 0) & (1 << BITS) - 1;
#endif
}

float sample_at(ivec2 pixel)
{
	return float(sample_code(pixel)) / float((1 << BITS) - 1);
}
