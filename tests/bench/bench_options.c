/* SPDX-License-Identifier: BSD-2-Clause */
#include "bench_options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "number.h"

static void print_help(const char *program, const char *what, unsigned rounds, bool files)
{
	printf("%s [OPTION...] [FORMAT]: %s\n"
	       "FORMAT is a part of the names of those to measure, in any case; all without it.\n"
	       "  --rounds N   measure each N times, 1 to %d (%u)\n"
	       "  --fine       Bayer by the better of the two ways, chroma interpolated\n"
	       "%s%s"
	       "  --warm       leave in the caches what one measure finds of the last\n"
	       "  --csv        lines for a machine\n"
	       "  --help       this\n",
	       program, what, TIMING_MAX_ROUNDS, rounds,
	       files ? "  --threads N  share a picture's lines among N threads, 0: one a processor "
		       "(1);\n"
		       "               from 2 on, times are of the clock and not of the processor\n"
		     : "",
	       files ? "  --jpeg FILE  decode this one, not a picture made up; up to 16 times\n"
		     : "");
}

static int refuse(const char *what, const char *value)
{
	fprintf(stderr, "%s '%s': --help says what there is\n", what, value);
	return 2;
}

static bool read_number(const char *text, uint64_t from, uint64_t to, unsigned *number)
{
	uint64_t value;

	if (!number_read_integer(&text, from, to, &value) || *text)
		return false;
	*number = (unsigned)value;
	return true;
}

static bool any_matches(const struct bench_options *options)
{
	for (size_t i = 0; i < gg_format_count(); i++)
		if (options_match(options, gg_format_at(i)->name))
			return true;
	return false;
}

static int read_rest(struct bench_options *options, int argc, char **argv)
{
	if (argc - optind > 1)
		return refuse("one format at most, not also", argv[optind + 1]);
	options->filter = argv[optind];
	if (options->filter && !any_matches(options))
		return refuse("no format's name has", options->filter);
	return -1;
}

int options_read(struct bench_options *options, int argc, char **argv, const char *what,
		 unsigned rounds, bool files)
{
	static const struct option names[] = {
		{ "rounds", required_argument, NULL, 'r' },
		{ "fine", no_argument, NULL, 'f' },
		{ "warm", no_argument, NULL, 'w' },
		{ "csv", no_argument, NULL, 'c' },
		{ "help", no_argument, NULL, 'h' },
		{ "jpeg", required_argument, NULL, 'j' },
		{ "threads", required_argument, NULL, 't' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	*options = (struct bench_options){ .rounds = rounds, .threads = 1 };
	opterr = 0;
	while ((c = getopt_long(argc, argv, ":", names, NULL)) != -1) {
		if (c == 'h')
			return print_help(argv[0], what, rounds, files), 0;
		if (c == 'c')
			options->csv = true;
		else if (c == 'f')
			options->fine = true;
		else if (c == 'w')
			options->warm = true;
		else if (c == 'j' && files && options->n_jpegs < MAX_JPEGS)
			options->jpegs[options->n_jpegs++] = optarg;
		else if (c == ':')
			return refuse("a value is missing behind", argv[optind - 1]);
		else if (c == 't' && files) {
			if (!read_number(optarg, 0, BENCH_MAX_THREADS, &options->threads))
				return refuse("--threads cannot be", optarg);
		} else if (c != 'r')
			return refuse("cannot take", argv[optind - 1]);
		else if (!read_number(optarg, 1, TIMING_MAX_ROUNDS, &options->rounds))
			return refuse("--rounds cannot be", optarg);
	}
	return read_rest(options, argc, argv);
}

bool options_match(const struct bench_options *options, const char *name)
{
	return !options->filter || strcasestr(name, options->filter);
}

struct timing_conditions options_conditions_by_clock(const struct bench_options *options)
{
	return (struct timing_conditions){ options->rounds, CLOCK_MONOTONIC, options->warm };
}

struct timing_conditions options_conditions(const struct bench_options *options)
{
	struct timing_conditions conditions = options_conditions_by_clock(options);

	if (options->threads == 1)
		conditions.clock = CLOCK_THREAD_CPUTIME_ID;
	return conditions;
}
