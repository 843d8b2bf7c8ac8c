/* SPDX-License-Identifier: BSD-2-Clause */
#include "development.h"

enum { ESTIMATE_EVERY = 8 }; /* frames */

/* How much of a new estimate is taken: gains that jump are worse than gains that lag. */
static const float SHARE = 0.25F;

void development_init(struct development *development)
{
	*development = (struct development){ .raw = gg_raw_neutral() };
}

static void estimate(struct development *development, const struct gg_image *image)
{
	struct gg_raw *raw = &development->raw;
	struct gg_raw now = *raw;

	gg_raw_grey_world(&now, image);
	for (unsigned i = 0; i < 3; i++)
		raw->gains[i] = development->estimated
					? raw->gains[i] + (now.gains[i] - raw->gains[i]) * SHARE
					: now.gains[i];
	development->estimated = true;
}

void development_follow(struct development *development, const struct gg_frame *frame)
{
	struct gg_raw *raw = &development->raw;

	if (gg_raw_from_metadata(raw, frame->metadata)) {
		development->estimated = false;
		development->until_estimate = 0;
		return;
	}
	if (development->until_estimate == 0) {
		estimate(development, &frame->image);
		development->until_estimate = ESTIMATE_EVERY;
	}
	development->until_estimate--;
}
