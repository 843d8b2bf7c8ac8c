/* SPDX-License-Identifier: BSD-2-Clause */
#include "samples.h"

uint16_t gg_samples_top(unsigned bits)
{
	return (uint16_t)(65535u << (16 - bits));
}

void gg_samples_unpack(const struct gg_dsp_raw *dsp, const struct gg_format *format,
		       const uint8_t *row, uint16_t *samples, size_t n)
{
	if (format->packing == GG_PACKING_CSI2)
		dsp->csi2(row, format->bits, samples, n);
	else if (format->packing == GG_PACKING_IPU3)
		dsp->ipu3(row, samples, n);
	else if (format->bits == 8)
		dsp->bytes(row, samples, n);
	else
		dsp->words(row, format->bits, samples, n);
}
