/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a camera's backend is to camera.c: a table of functions, and the request that travels
 * between them. Private to the library; C and C++.
 *
 * A request holds one buffer of every stream. Its life:
 *   configure    backend creates it with all its memory and adds it to the pool
 *   free list    camera.c, on the waiting thread: backend->queue()
 *   in flight    the device fills it
 *   completed    backend, on any thread: gg_request_complete(); no allocation, no I/O but the wake
 *   read         camera.c, on the waiting thread: backend->read() fills frames and metadata
 *   held         its frames are the user's, counted by owner.refs
 *   free list    again, with the last release
 */
#ifndef GG_CAMERA_BACKEND_H
#define GG_CAMERA_BACKEND_H

#include <groundglass/camera.h>
#include <groundglass/mapped_buffer.h>

#include "frame_owner.h"

#ifdef __cplusplus
extern "C" {
#endif

struct gg_pool;
struct gg_v4l2;

struct gg_request {
	struct gg_frame_owner owner; /* first: a frame's owner is its request */
	struct gg_pool *pool;
	struct gg_request *next; /* in whichever list it is */
	unsigned slot;		 /* 0 .. n_buffers - 1: the backend's own arrays go by it */
	unsigned n_frames;
	struct gg_frame frames[GG_MAX_STREAMS];
	struct gg_mapped_buffer *buffers[GG_MAX_STREAMS]; /* mapped; owned */
	struct gg_control_list metadata;
	enum gg_frame_status status; /* of the whole request: OK, or CANCELLED */
	uint64_t completed_ns;
};

struct gg_backend {
	/* Open: fill in info, controls, properties and data. name is resolved to this backend. */
	int (*open)(struct gg_camera *camera, const char *name, struct gg_error *error);
	/* Release everything but what requests own. */
	void (*close)(struct gg_camera *camera);
	int (*formats)(struct gg_camera *camera, enum gg_role role,
		       struct gg_stream_formats *formats, struct gg_error *error);
	/*
	 * Agree on the streams and call gg_camera_add_request() once for every buffer. What an
	 * earlier configure allocated has been let go of through unconfigure() before.
	 */
	int (*configure)(struct gg_camera *camera, struct gg_stream_config *streams,
			 unsigned n_streams, enum gg_orientation *orientation,
			 struct gg_error *error);
	/* Free the device side of the buffers (requests, allocator); maps stay with the pool. */
	void (*unconfigure)(struct gg_camera *camera);
	int (*start)(struct gg_camera *camera, const struct gg_control_list *controls,
		     struct gg_error *error);
	/*
	 * Stop the device. On return nothing is in flight: what was has come through
	 * gg_request_complete() as CANCELLED, or never will (disconnected).
	 */
	void (*stop)(struct gg_camera *camera);
	/*
	 * Give a request to the device with controls (never NULL, may be empty). Returns 0, or
	 * -errno: then the request was not taken and comes back to the free list.
	 */
	int (*queue)(struct gg_camera *camera, struct gg_request *request,
		     const struct gg_control_list *controls);
	/*
	 * Fill in frames (image planes and bytes_used, sequence, timestamp, status) and metadata of
	 * a completed request. Waiting thread; must not block.
	 */
	void (*read)(struct gg_camera *camera, struct gg_request *request);
	/* gg_camera_step(); position 0: gg_camera_play(). NULL where there are no positions. */
	int (*step)(struct gg_camera *camera, uint64_t position);
};

struct gg_camera {
	const struct gg_backend *backend;
	void *data; /* the backend's own */
	bool looks; /* of gg_camera_look(): set before it is opened */
	struct gg_camera_info info;
	struct gg_control_info *controls; /* n_controls, sorted by id */
	size_t n_controls;
	struct gg_v4l2 *v4l2; /* of those that are V4L2's, v4l2_controls.c; NULL: none */
	struct gg_control_list properties;
	struct gg_control_info *property_infos; /* n_property_infos, of those with named values */
	size_t n_property_infos;
	struct gg_control_info *metadata_infos; /* likewise; may lack those in controls */
	size_t n_metadata_infos;
	unsigned n_streams;
	struct gg_stream_config streams[GG_MAX_STREAMS]; /* as configured */
	struct gg_pool *pool;				 /* NULL before configure */
	struct gg_camera_core *core;			 /* camera.c's own */
};

extern const struct gg_backend gg_backend_libcamera;
extern const struct gg_backend gg_backend_pattern;
extern const struct gg_backend gg_backend_file;
extern const struct gg_backend gg_backend_replay;

/* Open the camera of that name with that backend, or only look at it. */
int gg_camera_open_backend(struct gg_camera **camera, const struct gg_backend *backend,
			   const char *name, bool looks, struct gg_error *error);

/*
 * During configure: make a request with n_streams buffers at the given locations, buffers[i] with
 * n_planes[i] planes, map them, and put it on the free list. image is filled from the stream's
 * configuration; where one location holds all planes of a format it is split
 * (gg_image_split()). NULL: error says why.
 */
struct gg_request *gg_camera_add_request(struct gg_camera *camera,
					 const struct gg_plane_location *const locations[],
					 const unsigned n_planes[], struct gg_error *error);

/* The device is done with a request. Any thread; wakes the waiter. */
void gg_request_complete(struct gg_request *request, enum gg_frame_status status);

/* The camera is gone: waits return -ENODEV from now on. Any thread. */
void gg_camera_disconnected(struct gg_camera *camera);

#ifdef __cplusplus
}
#endif
#endif
