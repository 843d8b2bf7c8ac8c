/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Every option of the command line: one table, read by the parser and by --help. Private to
 * options.c.
 */
#ifndef GG_OPTION_TABLE_H
#define GG_OPTION_TABLE_H

#include "options.h"

enum option_argument {
	NONE,
	REQUIRED, /* --name=VALUE, --name VALUE, -n VALUE, -nVALUE */
	OPTIONAL, /* --name, --name=VALUE */
	NUMBER,	  /* as REQUIRED, and may be left out */
};

struct option_row;

struct option_parser {
	struct options *options;
	struct options_camera *camera;	 /* that its options apply to */
	const struct option_row *row;	 /* the option at hand */
	const char *orphan;		 /* a camera's option that came before any camera */
	enum gg_orientation orientation; /* of all cameras, where they have none of their own */
	char **words, **end;		 /* what is left of the command line */
	struct gg_error *error;
};

/* An option. What it sets is its mode, its flag, or up to apply(). */
struct option_row {
	const char *name;
	char letter; /* 0: none */
	enum option_argument argument;
	const char *value; /* for people */
	bool of_camera;
	bool of_all; /* of a camera, and before any of all of them */
	enum options_mode mode;
	size_t flag; /* offset of a bool in struct options or options_camera, 0: none */
	int (*apply)(struct option_parser *parser, const char *value); /* NULL: nothing */
	const char *help;
};

extern const struct option_row option_rows[];
extern const size_t n_option_rows;

/* A camera was named. */
int option_add_camera(struct option_parser *parser, const char *name);

#endif
