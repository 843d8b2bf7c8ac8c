/* SPDX-License-Identifier: BSD-2-Clause */
#include <groundglass/frame.h>

#include "frame_owner.h"

struct gg_frame *gg_frame_ref(struct gg_frame *frame)
{
	__atomic_add_fetch(&frame->owner->refs, 1, __ATOMIC_RELAXED);
	return frame;
}

void gg_frame_unref(struct gg_frame *frame)
{
	if (!frame)
		return;

	struct gg_frame_owner *owner = frame->owner;
	if (__atomic_sub_fetch(&owner->refs, 1, __ATOMIC_ACQ_REL) == 0)
		owner->released(owner);
}

void gg_frame_begin_read(const struct gg_frame *frame)
{
	if (frame->owner->begin_read)
		frame->owner->begin_read(frame);
}

void gg_frame_end_read(const struct gg_frame *frame)
{
	if (frame->owner->end_read)
		frame->owner->end_read(frame);
}
