/* SPDX-License-Identifier: BSD-2-Clause */
#include "chooser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Offered of a camera that takes any size, where they are in its range. */
static const struct gg_size usual_sizes[] = {
	{ 160, 120 },  { 320, 240 },  { 640, 360 },   { 640, 480 },   { 800, 600 },   { 1024, 768 },
	{ 1280, 720 }, { 1280, 960 }, { 1920, 1080 }, { 2560, 1440 }, { 3840, 2160 },
};
static const double usual_rates[] = { 1, 5, 10, 15, 24, 25, 30, 50, 60, 90, 120 };

static struct chooser_item *add(struct chooser_list *list)
{
	if (list->n == list->capacity) {
		const size_t capacity = list->capacity ? list->capacity * 2 : 16;
		struct chooser_item *items = reallocarray(list->items, capacity, sizeof *items);
		if (!items)
			return NULL;
		list->items = items;
		list->capacity = capacity;
	}
	struct chooser_item *item = &list->items[list->n++];
	*item = (struct chooser_item){ 0 };
	return item;
}

/* Choose what is in use, where that is in the list. */
static void choose_current(struct chooser_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->items[i].current)
			list->chosen = i;
}

static void list_cameras(struct chooser *chooser)
{
	struct chooser_list *list = &chooser->lists[CHOOSER_CAMERAS];

	for (size_t i = 0; chooser->cameras && i < chooser->n_cameras; i++) {
		const struct chooser_camera *camera = &chooser->cameras[i];
		struct chooser_item *item = add(list);
		if (!item)
			return;
		snprintf(item->text, sizeof item->text, "%s", camera->label);
		item->current = camera->current;
		item->barred = camera->elsewhere;
		item->source = i;
	}
	choose_current(list);
}

static void list_formats(struct chooser *chooser)
{
	struct chooser_list *list = &chooser->lists[CHOOSER_FORMATS];

	for (size_t i = 0; i < chooser->formats.n; i++) {
		const struct gg_stream_format *format = &chooser->formats.formats[i];
		struct chooser_item *item = add(list);
		if (!item)
			return;
		gg_format_name(format->fourcc, format->modifier, item->text, sizeof item->text);
		item->current = format->fourcc == chooser->config.fourcc &&
				format->modifier == chooser->config.modifier;
		item->source = i;
	}
	choose_current(list);
}

static bool is_same_size(struct gg_size a, struct gg_size b)
{
	return a.width == b.width && a.height == b.height;
}

static double area(struct gg_size size)
{
	return (double)size.width * size.height;
}

static struct gg_size size_in_use(const struct chooser *chooser)
{
	return (struct gg_size){ chooser->config.width, chooser->config.height };
}

/* Once each. */
static void add_size(struct chooser *chooser, struct gg_size size)
{
	struct chooser_list *list = &chooser->lists[CHOOSER_SIZES];

	for (size_t i = 0; i < list->n; i++)
		if (is_same_size(list->items[i].size, size))
			return;
	struct chooser_item *item = add(list);
	if (!item)
		return;
	snprintf(item->text, sizeof item->text, "%ux%u", size.width, size.height);
	item->size = size;
	item->current = is_same_size(size, size_in_use(chooser));
}

static bool takes(const struct gg_stream_format *format, struct gg_size size)
{
	return size.width >= format->min.width && size.width <= format->max.width &&
	       size.height >= format->min.height && size.height <= format->max.height &&
	       (size.width - format->min.width) % format->hstep == 0 && format->vstep &&
	       (size.height - format->min.height) % format->vstep == 0;
}

static int compare_sizes(const void *a, const void *b)
{
	const struct chooser_item *left = a, *right = b;
	const double difference = area(left->size) - area(right->size);

	if (difference == 0)
		return (left->size.width > right->size.width) -
		       (left->size.width < right->size.width);
	return difference > 0 ? 1 : -1;
}

/* Choose the size that is nearest to one. */
static void choose_size(struct chooser *chooser, struct gg_size size)
{
	struct chooser_list *list = &chooser->lists[CHOOSER_SIZES];
	double least = -1;

	list->chosen = 0;
	for (size_t i = 0; i < list->n; i++) {
		double distance = area(list->items[i].size) - area(size);
		distance = distance < 0 ? -distance : distance;
		if (is_same_size(list->items[i].size, size))
			distance = -1;
		if (i > 0 && distance >= least)
			continue;
		least = distance;
		list->chosen = i;
	}
}

/* Those of the chosen format; chosen is what comes nearest to size. */
static void list_sizes(struct chooser *chooser, struct gg_size size)
{
	const struct chooser_item *chosen = chooser_chosen(chooser, CHOOSER_FORMATS);
	struct chooser_list *list = &chooser->lists[CHOOSER_SIZES];

	list->n = 0;
	list->top = 0;
	if (!chosen)
		return;
	const struct gg_stream_format *format = &chooser->formats.formats[chosen->source];
	for (size_t i = 0; i < format->n_sizes; i++)
		add_size(chooser, format->sizes[i]);
	if (format->hstep) {
		for (size_t i = 0; i < sizeof usual_sizes / sizeof *usual_sizes; i++)
			if (takes(format, usual_sizes[i]))
				add_size(chooser, usual_sizes[i]);
		if (takes(format, size_in_use(chooser)))
			add_size(chooser, size_in_use(chooser));
		add_size(chooser, format->max);
	}
	if (list->n)
		qsort(list->items, list->n, sizeof *list->items, compare_sizes);
	choose_size(chooser, size);
}

static void add_rate(struct chooser *chooser, double rate)
{
	struct chooser_item *item = add(&chooser->lists[CHOOSER_RATES]);
	const double now = chooser->config.framerate;

	if (!item)
		return;
	if (rate < 0)
		snprintf(item->text, sizeof item->text, "its own");
	else
		snprintf(item->text, sizeof item->text, "%.4g fps", rate);
	item->rate = rate;
	item->current = rate < 0 ? now < 0 : rate == now;
}

static void list_rates(struct chooser *chooser)
{
	const size_t n = sizeof usual_rates / sizeof *usual_rates;
	double last = 0;

	add_rate(chooser, -1);
	for (size_t i = 0; i <= n; i++) {
		const double rate = i < n ? usual_rates[i] : 1e9, now = chooser->config.framerate;
		if (now > last && now < rate && chooser->max_rate > 0)
			add_rate(chooser, now);
		if (rate >= chooser->min_rate && rate <= chooser->max_rate)
			add_rate(chooser, rate);
		last = rate;
	}
	choose_current(&chooser->lists[CHOOSER_RATES]);
}

void chooser_open(struct chooser *chooser, struct chooser_source *source)
{
	chooser_finish(chooser);
	*chooser = (struct chooser){ .open = true,
				     .formats = source->formats,
				     .config = source->config,
				     .min_rate = source->min_rate,
				     .max_rate = source->max_rate,
				     .message = "" };
	source->formats = (struct gg_stream_formats){ 0 };
	if (source->n_cameras)
		chooser->cameras = calloc(source->n_cameras, sizeof *chooser->cameras);
	if (chooser->cameras) {
		chooser->n_cameras = source->n_cameras;
		memcpy(chooser->cameras, source->cameras,
		       source->n_cameras * sizeof *chooser->cameras);
	}
	list_cameras(chooser);
	if (!chooser->formats.n)
		return;
	list_formats(chooser);
	list_sizes(chooser, size_in_use(chooser));
	list_rates(chooser);
}

void chooser_finish(struct chooser *chooser)
{
	for (int i = 0; i < CHOOSER_COLUMNS; i++)
		free(chooser->lists[i].items);
	free(chooser->cameras);
	gg_stream_formats_finish(&chooser->formats);
	*chooser = (struct chooser){ .message = "" };
}

bool chooser_passes(const struct chooser *chooser, enum chooser_column column, size_t item)
{
	return column != chooser->column ||
	       strcasestr(chooser->lists[column].items[item].text, chooser->filter);
}

/* What another camera has is not known before it is open. */
static bool can_choose(const struct chooser *chooser, enum chooser_column column)
{
	const struct chooser_list *cameras = &chooser->lists[CHOOSER_CAMERAS];
	const bool other = cameras->n && !cameras->items[cameras->chosen].current;

	return chooser->lists[column].n && (column == CHOOSER_CAMERAS || !other);
}

const struct chooser_item *chooser_chosen(const struct chooser *chooser, enum chooser_column column)
{
	const struct chooser_list *list = &chooser->lists[column];

	return can_choose(chooser, column) ? &list->items[list->chosen] : NULL;
}

void chooser_choose(struct chooser *chooser, enum chooser_column column, size_t item)
{
	struct chooser_list *list = &chooser->lists[column];
	const struct chooser_item *size = chooser_chosen(chooser, CHOOSER_SIZES);
	const struct gg_size before = size ? size->size : size_in_use(chooser);

	if (!can_choose(chooser, column) || item >= list->n)
		return;
	chooser->message = "";
	if (column != chooser->column)
		chooser->filter[0] = '\0';
	chooser->column = column;
	if (item == list->chosen)
		return;
	list->chosen = item;
	if (column == CHOOSER_FORMATS)
		list_sizes(chooser, before);
}

void chooser_move(struct chooser *chooser, int items)
{
	const struct chooser_list *list = &chooser->lists[chooser->column];
	const int step = items < 0 ? -1 : 1;
	size_t found = list->chosen;

	for (long i = (long)list->chosen + step; items != 0 && i >= 0 && i < (long)list->n;
	     i += step)
		if (chooser_passes(chooser, chooser->column, (size_t)i)) {
			found = (size_t)i;
			items -= step;
		}
	chooser_choose(chooser, chooser->column, found);
}

void chooser_turn(struct chooser *chooser, int columns)
{
	const int step = columns < 0 ? -1 : 1;

	for (int i = 1; i < CHOOSER_COLUMNS; i++) {
		const int column =
			((int)chooser->column + i * step + CHOOSER_COLUMNS) % CHOOSER_COLUMNS;
		if (!can_choose(chooser, (enum chooser_column)column))
			continue;
		chooser_choose(chooser, (enum chooser_column)column, chooser->lists[column].chosen);
		return;
	}
}

/* Where the filter hides what is chosen: the first that it leaves. False: it leaves none. */
static bool choose_passing(struct chooser *chooser)
{
	const struct chooser_list *list = &chooser->lists[chooser->column];

	if (list->n && chooser_passes(chooser, chooser->column, list->chosen))
		return true;
	for (size_t i = 0; i < list->n; i++)
		if (chooser_passes(chooser, chooser->column, i)) {
			chooser_choose(chooser, chooser->column, i);
			return true;
		}
	return false;
}

void chooser_type(struct chooser *chooser, const char *letters)
{
	const size_t length = strlen(chooser->filter);

	if (length + strlen(letters) >= sizeof chooser->filter)
		return;
	snprintf(chooser->filter + length, sizeof chooser->filter - length, "%s", letters);
	if (!choose_passing(chooser))
		chooser->filter[length] = '\0';
}

void chooser_erase(struct chooser *chooser)
{
	size_t length = strlen(chooser->filter);

	while (length && (chooser->filter[--length] & 0xc0) == 0x80)
		;
	chooser->filter[length] = '\0';
}

void chooser_config(const struct chooser *chooser, struct gg_stream_config *config)
{
	const struct chooser_item *format = chooser_chosen(chooser, CHOOSER_FORMATS);
	const struct chooser_item *size = chooser_chosen(chooser, CHOOSER_SIZES);
	const struct chooser_item *rate = chooser_chosen(chooser, CHOOSER_RATES);

	*config = (struct gg_stream_config){ .role = chooser->config.role, .framerate = -1 };
	if (format) {
		config->fourcc = chooser->formats.formats[format->source].fourcc;
		config->modifier = chooser->formats.formats[format->source].modifier;
	}
	if (size) {
		config->width = size->size.width;
		config->height = size->size.height;
	}
	if (rate)
		config->framerate = rate->rate;
}

void chooser_take(struct chooser *chooser, struct chooser_choice *choice)
{
	const struct chooser_item *camera = chooser_chosen(chooser, CHOOSER_CAMERAS);
	const struct gg_stream_config *now = &chooser->config;

	*choice = (struct chooser_choice){ 0 };
	if (camera && camera->barred) {
		chooser->message = "it is open in another window";
		return;
	}
	if (camera && !camera->current) {
		choice->kind = CHOOSER_CAMERA;
		snprintf(choice->id, sizeof choice->id, "%s", chooser->cameras[camera->source].id);
	} else if (chooser->formats.n) {
		chooser_config(chooser, &choice->config);
		if (choice->config.fourcc != now->fourcc ||
		    choice->config.modifier != now->modifier ||
		    choice->config.width != now->width || choice->config.height != now->height ||
		    choice->config.framerate != now->framerate)
			choice->kind = CHOOSER_STREAM;
	}
	chooser_finish(chooser);
}

void chooser_back(struct chooser *chooser)
{
	if (chooser->filter[0])
		chooser->filter[0] = '\0';
	else
		chooser_finish(chooser);
}
