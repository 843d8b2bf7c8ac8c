/* SPDX-License-Identifier: BSD-2-Clause */
#include "listing.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>

#include <groundglass/text.h>

#include "value_print.h"

static int fail(const struct gg_error *error)
{
	fprintf(stderr, "groundglass: %s\n", error->text);
	return 1;
}

static const char *fourcc_name(uint32_t fourcc, uint64_t modifier)
{
	static char name[64];
	return gg_format_name(fourcc, modifier, name, sizeof name);
}

/* The formats of one camera on a line each, with their sizes; 0, or 1 with the reason said. */
static int print_formats(struct gg_camera *camera, enum gg_role role)
{
	struct gg_stream_formats formats = { 0 };
	struct gg_error error;
	if (gg_camera_formats(camera, role, &formats, &error))
		return fail(&error);

	for (size_t i = 0; i < formats.n; i++) {
		const struct gg_stream_format *f = &formats.formats[i];
		printf("\t * Pixelformat: %s (%" PRIu32 "x%" PRIu32 ")-(%" PRIu32 "x%" PRIu32
		       ")/(+%" PRIu32 ",+%" PRIu32 ")\n",
		       fourcc_name(f->fourcc, f->modifier), f->min.width, f->min.height,
		       f->max.width, f->max.height, f->hstep, f->vstep);
		for (size_t j = 0; j < f->n_sizes; j++)
			printf("\t  - %" PRIu32 "x%" PRIu32 "\n", f->sizes[j].width,
			       f->sizes[j].height);
	}
	gg_stream_formats_finish(&formats);
	return 0;
}

/* A line of text that is a camera's; NULL: none. */
static void print_clean(const char *before, const char *text)
{
	char clean[1024];
	if (text)
		printf("%s%s\n", before, gg_text_clean(text, clean, sizeof clean));
}

static int print_camera_details(const struct gg_camera_info *info)
{
	struct gg_camera *camera;
	struct gg_error error;

	print_clean("\tModel: ", info->model);
	print_clean("\tLocation: ", info->location);
	print_clean("\tDevice: ", info->device);
	if (gg_camera_look(&camera, info->id, &error))
		return fail(&error);
	int status = print_formats(camera, GG_ROLE_VIEWFINDER);
	gg_camera_close(camera);
	return status;
}

static int list_cameras(bool details)
{
	struct gg_camera_list list;
	struct gg_error error;
	if (gg_camera_list_get(&list, &error))
		return fail(&error);

	int status = 0;
	printf("Available cameras:\n");
	for (size_t i = 0; i < list.n; i++) {
		printf("%zu", i + 1);
		print_clean(": ", list.cameras[i].id);
		if (details)
			status |= print_camera_details(&list.cameras[i]);
	}
	gg_camera_list_finish(&list);
	return status;
}

/* What each stream would be now, and all that it could be. */
static int print_info(struct gg_camera *camera, unsigned number,
		      const struct options_camera *options)
{
	unsigned n = options->n_streams ? options->n_streams : 1;
	struct gg_stream_config streams[GG_MAX_STREAMS];
	enum gg_orientation orientation = GG_ORIENTATION_ROT0;
	struct gg_error error;
	int status = 0;

	printf("Stream info for cam%u\n", number);
	memcpy(streams, options->streams, sizeof streams);
	if (gg_camera_configure(camera, streams, n, &orientation, &error) < 0)
		return fail(&error);
	for (unsigned i = 0; i < n; i++) {
		const struct gg_stream_config *s = &streams[i];
		printf("\t%u: %" PRIu32 "x%" PRIu32 "-%s%s%s\n", i, s->width, s->height,
		       fourcc_name(s->fourcc, s->modifier), s->colorspace[0] ? "/" : "",
		       s->colorspace);
		status |= print_formats(camera, options->streams[i].role);
	}
	return status;
}

static int compare_ids(const void *a, const void *b)
{
	const struct gg_control_item *const *left = a, *const *right = b;
	return ((*left)->id > (*right)->id) - ((*left)->id < (*right)->id);
}

static int print_properties(const struct gg_camera *camera, unsigned number)
{
	const struct gg_control_list *list = gg_camera_properties(camera);
	const struct gg_control_item **items = calloc(list->n + 1, sizeof(void *));
	if (!items) {
		fprintf(stderr, "groundglass: no memory for the properties\n");
		return 1;
	}
	for (size_t i = 0; i < list->n; i++)
		items[i] = &list->items[i];
	qsort(items, list->n, sizeof(void *), compare_ids);

	printf("Properties for cam%u\n", number);
	for (size_t i = 0; i < list->n; i++) {
		printf("\t%s: ", items[i]->name);
		value_print(stdout, &items[i]->value,
			    gg_camera_property_info(camera, items[i]->id));
		putchar('\n');
	}
	free(items);
	return 0;
}

/* Value is what the control is now, NULL where it cannot be asked. */
static void print_control(const struct gg_control_info *info, const struct gg_control_value *value,
			  bool active)
{
	printf("\t%s: %s", info->name, gg_control_type_name(info->type));
	if (info->is_array && info->array_size)
		printf("[%" PRIu32 "]", info->array_size);
	else if (info->is_array)
		printf("[]");
	if (info->min.type != GG_CONTROL_NONE && info->max.type != GG_CONTROL_NONE) {
		printf(" [");
		value_print(stdout, &info->min, NULL);
		printf("..");
		value_print(stdout, &info->max, NULL);
		putchar(']');
	}
	if (info->step > 1)
		printf(" step %.0f", info->step);
	if (info->def.type != GG_CONTROL_NONE) {
		printf(" default ");
		value_print(stdout, &info->def, info);
	}
	if (value) {
		printf(" value ");
		value_print(stdout, value, info);
	}
	printf("%s%s\n", info->read_only ? " read-only" : "", active ? "" : " inactive");
	for (unsigned i = 0; i < info->n_enumerators; i++)
		printf("\t\t%" PRId32 " - %s\n", info->enumerators[i].value,
		       info->enumerators[i].name);
}

static int print_controls(struct gg_camera *camera, unsigned number)
{
	struct gg_control_list values = { 0 };
	struct gg_error error;
	size_t n;
	const struct gg_control_info *infos = gg_camera_controls(camera, &n);
	printf("Controls for cam%u\n", number);
	int ret = gg_camera_read_controls(camera, &values, &error);
	for (size_t i = 0; i < n; i++)
		print_control(&infos[i], gg_control_list_get(&values, infos[i].id),
			      gg_camera_control_is_active(camera, infos[i].id));
	gg_control_list_finish(&values);
	return ret ? fail(&error) : 0;
}

static int print_camera(const struct options *options, unsigned i)
{
	const struct options_camera *wanted = &options->cameras[i];
	const unsigned number = i + 1;
	struct gg_camera *camera;
	struct gg_error error;
	char clean[1024];
	int status = 0;

	if (gg_camera_look(&camera, wanted->name, &error))
		return fail(&error);
	printf("Using camera %s as cam%u\n",
	       gg_text_clean(gg_camera_info(camera)->id, clean, sizeof clean), number);
	if (options->list_properties)
		status |= print_properties(camera, number);
	if (options->list_controls)
		status |= print_controls(camera, number);
	if (options->info)
		status |= print_info(camera, number, wanted);
	gg_camera_close(camera);
	return status;
}

int listing_run(const struct options *options)
{
	if (options->mode == MODE_VERSION) {
		listing_print_versions();
		return 0;
	}
	if (options->mode == MODE_LIST)
		return list_cameras(options->verbose);

	int status = 0;
	for (unsigned i = 0; i == 0 || i < options->n_cameras; i++)
		status |= print_camera(options, i);
	return status;
}

void listing_print_versions(void)
{
	SDL_version linked;
	SDL_GetVersion(&linked);
	printf("groundglass %s\n", GG_VERSION);
	printf("libcamera %s\n", gg_libcamera_version());
	printf("SDL %d.%d.%d (compiled with %d.%d.%d)\n", linked.major, linked.minor, linked.patch,
	       SDL_MAJOR_VERSION, SDL_MINOR_VERSION, SDL_PATCHLEVEL);
	printf("built with: %s\n", GG_BUILT_WITH);
}
