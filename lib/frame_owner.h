/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Who a frame goes back to. Private to the library; C and C++ (hence the __atomic builtins on a
 * plain integer rather than C11's _Atomic).
 */
#ifndef GG_FRAME_OWNER_H
#define GG_FRAME_OWNER_H

#include <groundglass/frame.h>

#ifdef __cplusplus
extern "C" {
#endif

struct gg_frame_owner {
	unsigned refs;					/* atomic: frames held, over all streams */
	void (*released)(struct gg_frame_owner *owner); /* the last one came back; any thread */
	void (*begin_read)(const struct gg_frame *frame); /* may be NULL */
	void (*end_read)(const struct gg_frame *frame);
};

#ifdef __cplusplus
}
#endif
#endif
