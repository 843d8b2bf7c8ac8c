/* SPDX-License-Identifier: BSD-2-Clause */
/* The input is a profile: what is read is written and read again, to the same. */
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "fuzz.h"
#include "profile.h"

static void check_same(const struct profile *a, const struct profile *b)
{
	FUZZ_REQUIRE(a->n_streams == b->n_streams && a->n_views == b->n_views);
	for (unsigned i = 0; i < a->n_streams; i++) {
		const struct gg_stream_config *x = &a->streams[i], *y = &b->streams[i];
		FUZZ_REQUIRE(x->role == y->role && x->fourcc == y->fourcc);
		FUZZ_REQUIRE(x->modifier == y->modifier);
		FUZZ_REQUIRE(x->width == y->width && x->height == y->height);
		FUZZ_REQUIRE(!strcmp(x->colorspace, y->colorspace));
		FUZZ_REQUIRE((x->framerate < 0) == (y->framerate < 0));
	}
	for (unsigned i = 0; i < a->n_views; i++) {
		const struct profile_view *x = &a->views[i], *y = &b->views[i];
		FUZZ_REQUIRE(x->matrix == y->matrix && x->range == y->range);
		FUZZ_REQUIRE(x->orientation == y->orientation);
		FUZZ_REQUIRE(x->info == y->info && x->panel == y->panel);
		FUZZ_REQUIRE(x->grid == y->grid && x->exposure == y->exposure);
		FUZZ_REQUIRE(x->histogram == y->histogram && x->peaking == y->peaking);
		FUZZ_REQUIRE(x->viewport.scale == y->viewport.scale);
		FUZZ_REQUIRE(x->viewport.x == y->viewport.x && x->viewport.y == y->viewport.y);
	}
	FUZZ_REQUIRE(!a->controls == !b->controls);
}

static void write_and_read(const struct profile *profile)
{
	struct profile again = { 0 };
	struct gg_error error = { "" };
	char *path = fuzz_write("profile.json", NULL, 0);

	FUZZ_REQUIRE(!profile_write(profile, path, "model", &error));
	FUZZ_REQUIRE(!profile_read(&again, path, &error));
	check_same(profile, &again);
	profile_finish(&again);
	free(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct profile profile = { 0 };
	struct gg_error error = { "" };

	if (profile_read(&profile, fuzz_file(0, data, size), &error)) {
		FUZZ_REQUIRE(error.text[0] != '\0');
		return 0;
	}
	FUZZ_REQUIRE(profile.n_streams <= GG_MAX_STREAMS && profile.n_views <= GG_MAX_STREAMS);
	write_and_read(&profile);
	profile_finish(&profile);
	return 0;
}
