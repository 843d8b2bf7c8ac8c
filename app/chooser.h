/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The chooser without its looks: columns of cameras and, for the one in use, of formats, sizes and
 * rates, in each of them one chosen, one of them with the keys. It knows neither camera nor screen.
 * Main thread.
 */
#ifndef GG_CHOOSER_H
#define GG_CHOOSER_H

#include <stdbool.h>

#include <groundglass/camera.h>

enum chooser_column {
	CHOOSER_CAMERAS,
	CHOOSER_FORMATS,
	CHOOSER_SIZES,
	CHOOSER_RATES,
	CHOOSER_COLUMNS
};

struct chooser_camera {
	char id[256];
	char label[64]; /* what people call it */
	bool current;
	bool elsewhere; /* in another window */
};

/* What there is. The cameras are copied; formats are taken over. */
struct chooser_source {
	size_t n_cameras;
	const struct chooser_camera *cameras;
	struct gg_stream_formats formats; /* of the current camera; none where that is gone */
	struct gg_stream_config config;	  /* in use */
	double min_rate, max_rate;	  /* frames per second; max 0: it has no rates to choose */
};

struct chooser_item {
	char text[64];
	bool current;  /* it is in use */
	bool barred;   /* it is in use elsewhere */
	size_t source; /* of a camera, a format: its index */
	struct gg_size size;
	double rate; /* negative: the camera's own */
};

struct chooser_list {
	size_t n, capacity;
	struct chooser_item *items;
	size_t chosen;
	int top; /* the first shown of those that pass the filter */
};

/* Zero-initialised it is closed. */
struct chooser {
	bool open;
	size_t n_cameras;
	struct chooser_camera *cameras;
	struct gg_stream_formats formats;
	struct gg_stream_config config;
	double min_rate, max_rate;

	struct chooser_list lists[CHOOSER_COLUMNS];
	enum chooser_column column; /* that has the keys */
	char filter[32];	    /* of its items */
	const char *message;	    /* why nothing was taken, or "" */

	/* as it was written last, for the mouse: where columns begin, whether all are there */
	int starts[CHOOSER_COLUMNS];
	bool all_shown;
	int height; /* lines of the lists */
};

enum chooser_kind { CHOOSER_NOTHING, CHOOSER_CAMERA, CHOOSER_STREAM };

/* What was taken. */
struct chooser_choice {
	enum chooser_kind kind;
	char id[256];			/* CAMERA */
	struct gg_stream_config config; /* STREAM: to be asked of the current one */
};

/* Open it with what is in use chosen. Without memory it has fewer items. */
void chooser_open(struct chooser *chooser, struct chooser_source *source);

/* Close it and free what it has. */
void chooser_finish(struct chooser *chooser);

/* Does an item of the column with the keys pass the filter? Of others all do. */
bool chooser_passes(const struct chooser *chooser, enum chooser_column column, size_t item);

/* The chosen item of a column; NULL where it has none to choose now. */
const struct chooser_item *chooser_chosen(const struct chooser *chooser,
					  enum chooser_column column);

/* Choose another item, so many on; another column, so many on, round and round; this item. */
void chooser_move(struct chooser *chooser, int items);
void chooser_turn(struct chooser *chooser, int columns);
void chooser_choose(struct chooser *chooser, enum chooser_column column, size_t item);

/* Letters for the filter; those that would leave no item are not taken. Delete the last. */
void chooser_type(struct chooser *chooser, const char *letters);
void chooser_erase(struct chooser *chooser);

/* What asking for all that is chosen comes to. */
void chooser_config(const struct chooser *chooser, struct gg_stream_config *config);

/* Take what is chosen and close; where that cannot be, stay open with a message. */
void chooser_take(struct chooser *chooser, struct chooser_choice *choice);

/* Leave the filter, else the chooser. */
void chooser_back(struct chooser *chooser);

#endif
