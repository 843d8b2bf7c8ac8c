/* SPDX-License-Identifier: BSD-2-Clause */
#include "conversion.h"

void conversion_init(struct conversion *conversion, const struct look *look,
		     enum gg_demosaic demosaic)
{
	*conversion = (struct conversion){ .demosaic = demosaic, .look = *look };
	development_init(&conversion->development);
	pthread_mutex_init(&conversion->lock, NULL);
}

void conversion_finish(struct conversion *conversion)
{
	pthread_mutex_destroy(&conversion->lock);
}

/* With the lock held. */
static struct gg_convert_params params_of(const struct conversion *conversion)
{
	return (struct gg_convert_params){ .color = conversion->look.color,
					   .chroma = conversion->look.chroma,
					   .demosaic = conversion->demosaic,
					   .raw = conversion->development.raw };
}

/* With the lock held: a picture that is not raw was converted so. */
static void compare(struct conversion *conversion, const struct gg_convert_params *before)
{
	const struct gg_convert_params now = params_of(conversion);

	conversion->changed |= before->color.matrix != now.color.matrix ||
			       before->color.range != now.color.range ||
			       before->chroma != now.chroma;
}

void conversion_set_look(struct conversion *conversion, const struct look *look)
{
	pthread_mutex_lock(&conversion->lock);
	const struct gg_convert_params before = params_of(conversion);
	conversion->look = *look;
	compare(conversion, &before);
	pthread_mutex_unlock(&conversion->lock);
}

struct development conversion_development(struct conversion *conversion)
{
	pthread_mutex_lock(&conversion->lock);
	const struct development development = conversion->development;
	pthread_mutex_unlock(&conversion->lock);
	return development;
}

enum gg_orientation conversion_orientation(struct conversion *conversion)
{
	pthread_mutex_lock(&conversion->lock);
	const enum gg_orientation orientation = conversion->look.orientation;
	pthread_mutex_unlock(&conversion->lock);
	return orientation;
}

struct gg_convert_params conversion_params(struct conversion *conversion)
{
	pthread_mutex_lock(&conversion->lock);
	const struct gg_convert_params params = params_of(conversion);
	pthread_mutex_unlock(&conversion->lock);
	return params;
}

void conversion_follow(struct conversion *conversion, const struct gg_frame *frame)
{
	struct development development = conversion_development(conversion);

	development_follow(&development, frame);
	pthread_mutex_lock(&conversion->lock);
	conversion->development = development;
	pthread_mutex_unlock(&conversion->lock);
}

void conversion_forget(struct conversion *conversion)
{
	pthread_mutex_lock(&conversion->lock);
	development_init(&conversion->development);
	pthread_mutex_unlock(&conversion->lock);
}

void conversion_holds(struct conversion *conversion, const struct gg_convert_params *converted)
{
	pthread_mutex_lock(&conversion->lock);
	compare(conversion, converted);
	pthread_mutex_unlock(&conversion->lock);
}

bool conversion_take_change(struct conversion *conversion)
{
	pthread_mutex_lock(&conversion->lock);
	const bool changed = conversion->changed;
	conversion->changed = false;
	pthread_mutex_unlock(&conversion->lock);
	return changed;
}
