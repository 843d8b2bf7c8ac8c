/* SPDX-License-Identifier: BSD-2-Clause */
#include "jpeg_pool_task.h"

#include <groundglass/jpeg_pool.h>

#include "frame_owner.h"

/* The oldest frame out of the pool. */
static int take(struct gg_jpeg_pool *pool)
{
	const struct gg_jpeg_picture *picture = gg_jpeg_pool_take(pool, true);
	const int status = picture->status;

	gg_jpeg_pool_give_back(pool);
	return status < 0 ? status : 0;
}

int jpeg_pool_task(struct gg_jpeg_pool *pool, const uint8_t *payload, size_t size, unsigned n)
{
	static struct gg_frame_owner owner;
	const struct gg_frame frame = {
		.image = {
			.format = gg_format_by_name("MJPEG"),
			.n_planes = 1,
			.planes = { { payload, 0, size, size } },
		},
		.owner = &owner,
	};
	unsigned inside = 0;
	int ret = 0;

	for (unsigned i = 0; !ret && i < n; i++, inside++) {
		if (gg_jpeg_pool_is_full(pool)) {
			ret = take(pool);
			inside--;
		}
		gg_jpeg_pool_submit(pool, &frame, NULL);
	}
	for (; inside; inside--) {
		const int status = take(pool);
		ret = ret ? ret : status;
	}
	return ret;
}
