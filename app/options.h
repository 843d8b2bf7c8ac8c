/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The command line as data. Parsing is strict: anything unknown is refused with one line that
 * names it and what would work. Main thread.
 */
#ifndef GG_OPTIONS_H
#define GG_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include <groundglass/camera.h>
#include <groundglass/jpeg.h>

enum { OPTIONS_MAX_CAMERAS = 8, OPTIONS_MAX_SETS = 32, OPTIONS_MAX_DOS = 64 };

enum options_mode {
	MODE_VIEW,    /* the default: show pictures */
	MODE_LIST,    /* -l */
	MODE_INFO,    /* any of -I, -p, --list-controls: the three flags below say which */
	MODE_MONITOR, /* -m */
	MODE_VERSION,
	MODE_HELP,
};

/* NAME=VALUE of --set, as given: the camera knows the types. */
struct options_set {
	const char *name;  /* owned by options */
	const char *value; /* points into the argument */
};

/* ACTION[@FRAME] of --do. */
struct options_do {
	const char *action; /* owned by options */
	uint64_t frame;
};

struct options_camera {
	const char *name;	 /* NULL: the default camera */
	bool capture;		 /* -C was given */
	uint64_t capture_frames; /* its N; 0: without end */
	unsigned n_streams;	 /* 0: one viewfinder stream */
	struct gg_stream_config streams[GG_MAX_STREAMS];
	double framerate; /* of --framerate; negative: not given. Already in streams[] */
	unsigned n_sets;
	struct options_set sets[OPTIONS_MAX_SETS];
	const char *script;  /* of --script, NULL: none */
	const char *profile; /* of --profile, NULL: none */
	bool crc;
	bool save_frames;
	const char *save_dir; /* of --save-frames=DIR, NULL: the current folder */
	char *save_pattern;   /* of --file, owned by options: instead of save_dir; NULL: none */
	enum gg_orientation orientation;
	bool whole_planes;
	bool metadata;
	bool strict_formats;
};

struct options {
	enum options_mode mode;
	bool info, list_properties, list_controls; /* with MODE_INFO */
	bool monitor;				   /* with MODE_LIST too */
	bool verbose;
	const char *renderer; /* "auto", "gl", "surface", "null" */
	bool console;	      /* of --display: draw without X and Wayland */
	bool fullscreen;
	int width, height; /* of --geometry, 0: from the picture */
	bool position_set;
	int x, y;		    /* of --geometry */
	struct gg_color color;	    /* of --matrix, --range */
	const char *chroma;	    /* "auto", "nearest", "linear" */
	const char *screenshot;	    /* of --screenshot, "-": stdout; NULL: none */
	const char *screenshot_dir; /* NULL: the default */
	int jpeg_quality;	    /* of --jpeg-quality */
	enum gg_jpeg_sampling jpeg_sampling;
	bool stats;
	const char *stats_file; /* NULL: stdout */
	const char *profile;	/* of --profile, for all cameras; NULL: none */
	bool no_reattach;
	bool restart_stalled;
	uint64_t timeout_ns; /* of -t, 0: none */
	float ui_scale;	     /* 0: what the display says */
	unsigned n_dos;
	struct options_do dos[OPTIONS_MAX_DOS]; /* in command order */
	unsigned n_cameras; /* 0: none was named; cameras[0] holds the options */
	struct options_camera cameras[OPTIONS_MAX_CAMERAS];
};

/*
 * Parse argv into options. Returns 0, or -EINVAL with error set (exit status 2). Strings in
 * options point into argv or are owned by options: call options_finish().
 */
int options_parse(struct options *options, int argc, char **argv, struct gg_error *error);
void options_finish(struct options *options);

/* The path of a file of --save-frames, as snprintf() puts it. */
void options_save_path(const struct options_camera *options, const char *file, char *path,
		       size_t size);

/* The text of --help: the options and the keys. */
void options_print_help(void);

#endif
