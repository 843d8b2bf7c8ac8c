/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How long conversion of each format takes on the CPU, and decoding, next to other libraries. The
 * exit status is 0 whatever the figures, 1 when there are none, 2 for a bad command line.
 */
#include <groundglass/convert.h>

#include "bench_convert.h"
#include "bench_demosaic.h"
#include "bench_jpeg.h"
#include "bench_options.h"
#include "table.h"

static const struct {
	uint32_t width, height;
} sizes[] = { { 1920, 1080 }, { 3840, 2160 } };

enum { N_SIZES = sizeof sizes / sizeof sizes[0] };

static int convert_all(const struct bench_options *options)
{
	for (size_t i = 0; i < gg_format_count(); i++) {
		const struct gg_format *format = gg_format_at(i);
		if (!gg_convert_supports(format) || !options_match(options, format->name))
			continue;
		for (size_t s = 0; s < N_SIZES; s++)
			if (bench_convert(options, format, sizes[s].width, sizes[s].height))
				return -1;
	}
	return 0;
}

static int decode_all(const struct bench_options *options)
{
	for (unsigned i = 0; i < options->n_jpegs; i++)
		if (bench_jpeg_file(options, options->jpegs[i]))
			return -1;
	for (size_t s = 0; !options->n_jpegs && s < N_SIZES; s++)
		if (bench_jpeg(options, sizes[s].width, sizes[s].height))
			return -1;
	return 0;
}

int main(int argc, char **argv)
{
	struct bench_options options;
	const int status =
		options_read(&options, argc, argv,
			     "conversion of each format to 32 bit RGB on the CPU", 15, true);
	if (status >= 0)
		return status;

	table_begin(options.csv);
	if (convert_all(&options))
		return 1;
	if (options_match(&options, "MJPEG") && decode_all(&options))
		return 1;
	table_end(options.csv);
	if (!options.csv && options_match(&options, "SRGGB8") && bench_demosaic())
		return 1;
	return 0;
}
