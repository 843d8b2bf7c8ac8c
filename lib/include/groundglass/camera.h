/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Cameras: list, open, configure, start, wait for frames, set controls, stop, close. Behind it are
 * libcamera's cameras, a test pattern and files, all used the same way.
 *
 * Threads: one thread at a time configures, starts, stops and closes a camera; one thread waits
 * for its frames. gg_camera_set_controls(), gg_camera_wake() and the release of frames may come
 * from any thread at any time between open and close. All libcamera cameras and monitors of a
 * process share one reference-counted libcamera::CameraManager.
 */
#ifndef GROUNDGLASS_CAMERA_H
#define GROUNDGLASS_CAMERA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <groundglass/control.h>
#include <groundglass/error.h>
#include <groundglass/frame.h>
#include <groundglass/orientation.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { GG_MAX_STREAMS = 4 };

struct gg_camera;

struct gg_camera_info {
	char *id;	/* libcamera's id; "pattern"; "file:PATH" */
	char *model;	/* NULL where it has none */
	char *location; /* "front", "back", "external", or NULL */
	char *device;	/* "/dev/video0" where there is one such node, or NULL */
	char *recorded; /* of a recording: the id of the camera that it is of; else NULL */
	bool infrared;	/* sees in infrared, or only grey */
};

struct gg_camera_list {
	size_t n;
	struct gg_camera_info *cameras;
};

/*
 * The libcamera cameras that are there now, in libcamera's order, so that index i is camera i + 1
 * on the command line. An empty list is no error. The caller finishes the list.
 */
int gg_camera_list_get(struct gg_camera_list *list, struct gg_error *error);
void gg_camera_list_finish(struct gg_camera_list *list);

/*
 * Open a camera by name: "pattern"; "file:PATH" or the path of an existing file or folder;
 * "/dev/videoN"; a 1-based index; a libcamera id; a part of an id or model that fits one camera
 * alone; NULL for the first camera, a colour one before an infrared one.
 * Returns 0 and the camera, acquired; -ENODEV where none fits (error lists what there is),
 * -EINVAL where the word is no such name or fits several, -EBUSY where another process has it,
 * -EALREADY where this one has it open.
 */
int gg_camera_open(struct gg_camera **camera, const char *name, struct gg_error *error);

/*
 * The same only to be looked at, whoever has it: not acquired, so never -EBUSY or -EALREADY.
 * gg_camera_configure() says what it would agree on; gg_camera_start() and
 * gg_camera_set_controls() return -EACCES. Not while another thread configures the same camera.
 */
int gg_camera_look(struct gg_camera **camera, const char *name, struct gg_error *error);

/*
 * Stop where running, release, free. Frames still held stay readable and are freed with their last
 * release. Accepts NULL.
 */
void gg_camera_close(struct gg_camera *camera);

const struct gg_camera_info *gg_camera_info(const struct gg_camera *camera);

/*
 * The controls that the camera has, sorted by id, and its properties. Owned by the camera. Of a USB
 * camera, libcamera's are followed by those that it leaves out, as V4L2 has them: the ids are
 * V4L2's (0x00980000 and up), the names the driver's ("Focus, Absolute").
 */
const struct gg_control_info *gg_camera_controls(const struct gg_camera *camera, size_t *n);
const struct gg_control_list *gg_camera_properties(const struct gg_camera *camera);

/*
 * What the values of a property, or of an item of a frame's metadata, are called: for
 * gg_control_value_format(). NULL where they have no names, or libcamera gives none (before 0.3.0).
 * Owned by the camera.
 */
const struct gg_control_info *gg_camera_property_info(const struct gg_camera *camera, uint32_t id);
const struct gg_control_info *gg_camera_metadata_info(const struct gg_camera *camera, uint32_t id);

enum gg_role { GG_ROLE_VIEWFINDER, GG_ROLE_VIDEO, GG_ROLE_STILL, GG_ROLE_RAW };

struct gg_stream_format {
	uint32_t fourcc;
	uint64_t modifier;
	struct gg_size min, max; /* pixels */
	uint32_t hstep, vstep;	 /* 0: only the sizes listed */
	size_t n_sizes;
	struct gg_size *sizes;
};

struct gg_stream_formats {
	size_t n;
	struct gg_stream_format *formats;
};

/* What the camera can deliver in a role. The caller finishes the formats. */
int gg_camera_formats(struct gg_camera *camera, enum gg_role role,
		      struct gg_stream_formats *formats, struct gg_error *error);
void gg_stream_formats_finish(struct gg_stream_formats *formats);

/* What is asked of a stream before gg_camera_configure(), and what was agreed after. */
struct gg_stream_config {
	enum gg_role role;
	uint32_t fourcc;	/* 0: the camera's choice */
	uint64_t modifier;	/* of fourcc */
	uint32_t width, height; /* pixels, 0: the camera's choice */
	char colorspace[64];	/* libcamera's text ("Rec709", "sYCC"), "": the camera's choice */
	double framerate;	/* frames per second; negative: the camera's choice; pattern and
				   files take 0 as "as fast as frames are released" */
	unsigned n_buffers;	/* 0: the camera's choice; after: how many there are */
	/* filled in by configure */
	const struct gg_format *format; /* NULL: not in our table, cannot be shown */
	struct gg_color color;
	uint32_t stride;     /* bytes, of plane 0; 0 where compressed */
	uint32_t frame_size; /* bytes, of all planes */
	bool framerate_set;  /* the camera can and will keep to framerate */
};

enum { GG_CONFIG_VALID = 0, GG_CONFIG_ADJUSTED = 1 };

/*
 * Configure 1..GG_MAX_STREAMS streams and allocate and map their buffers. *orientation is asked of
 * the camera; after the call it is what is left for the viewer to do. The camera must be stopped.
 * Returns GG_CONFIG_VALID, or GG_CONFIG_ADJUSTED where format, size, number of buffers or colour
 * space differ from what was asked; -EINVAL where the camera cannot at all; -ENODEV; -ENOSPC;
 * -EBUSY while it runs. After a failure what was configured before may be gone: configure again.
 */
int gg_camera_configure(struct gg_camera *camera, struct gg_stream_config *streams,
			unsigned n_streams, enum gg_orientation *orientation,
			struct gg_error *error);

/*
 * Start, with controls (may be NULL) given at start and again on the first request, for cameras
 * that ignore the former (UVC before libcamera 0.5.2). All buffers are queued. Returns 0; -EINVAL
 * where it is not configured or has no such control; -EBUSY where it runs already; -ENODEV; what
 * else the device said. After a failure it is stopped, and may be started again.
 */
int gg_camera_start(struct gg_camera *camera, const struct gg_control_list *controls,
		    struct gg_error *error);

/* Stop; in-flight requests are cancelled, a wait in progress ends. Idempotent, accepts NULL. */
void gg_camera_stop(struct gg_camera *camera);

/*
 * Queue what has been released, and wait up to timeout_ms (negative: for ever, 0: not at all) for
 * a frame. The frames of one request come one after the other, in the order of the streams.
 * Returns 0 and a frame with a reference for the caller; -EAGAIN after the time; -EINTR after
 * gg_camera_wake(); -ENODEV once the camera is disconnected; -ESHUTDOWN while not running.
 */
int gg_camera_wait(struct gg_camera *camera, int timeout_ms, struct gg_frame **frame);

/* End a wait in progress, or the next one if nobody waits. */
void gg_camera_wake(struct gg_camera *camera);

/*
 * Of a recording or file: deliver the frame of that position (gg_frame.position, from 1 on), and no
 * other until it is asked for; several that are asked for come in that order. Frames that are under
 * way come all the same. Nothing while it is stopped; a start plays. Returns 0; -ENOTSUP: a live
 * camera has no positions; -EAGAIN: as many as can wait for their turn do. Any thread.
 */
int gg_camera_step(struct gg_camera *camera, uint64_t position);

/* Can it? Any thread. */
bool gg_camera_can_step(const struct gg_camera *camera);

/* Go on behind the frame that was asked for last. Nothing on a live camera. Any thread. */
void gg_camera_play(struct gg_camera *camera);

/*
 * An eventfd, owned by the camera, for other people's event loops: when it is readable call
 * gg_camera_wait(camera, 0, ...) until it returns -EAGAIN. It may stay readable after -ENODEV and
 * -ESHUTDOWN: watch it no longer.
 */
int gg_camera_fd(const struct gg_camera *camera);

/*
 * Set controls with the next request that is queued, all in the same one. Later values of one
 * control replace earlier ones that have not gone out yet. Returns 0 or -ENOMEM; -EINVAL where a
 * control is not the camera's, has another type, or is read-only.
 *
 * V4L2's are set before it returns, switches first, and it waits for the camera: a millisecond or
 * so, but up to seconds where a camera answers late; frames keep coming meanwhile. For these also
 * -ERANGE; -EACCES where one is inactive, for an automatic is on; -ENODEV; what else the driver
 * said: those before the one that error names are set then, and none of the others.
 */
int gg_camera_set_controls(struct gg_camera *camera, const struct gg_control_list *controls,
			   struct gg_error *error);

/*
 * Controls by the number of the frame. For every request, just before it is queued, function is
 * asked for what is to go with it beside gg_camera_set_controls()'s, which give way to it, or NULL
 * for nothing more. frame is what gg_frame.index will be: 0 for the first after a start. A camera
 * applies a request's controls from that request's frame on, or, where it has no control by frame
 * (UVC), when it gets the request: all buffers but one ahead of that frame. What the camera has no
 * such control for is left out. Those by V4L2 are set as the request is queued, which waits for the
 * device.
 *
 * function runs on the thread that starts the camera and the one that waits, one at a time; it
 * must not call the camera. May be asked again for a frame whose request the camera refused. The
 * list is its own, to stay until the next call. Set it while the camera is stopped; NULL: no more.
 */
typedef const struct gg_control_list *gg_frame_controls(void *data, uint64_t frame);
void gg_camera_set_frame_controls(struct gg_camera *camera, gg_frame_controls *function,
				  void *data);

/*
 * Put in controls what the device has now of those that no frame's metadata tells: V4L2's, but for
 * buttons and what can only be written. Nothing where there are none of these. Waits for the camera
 * as above; any thread. Returns 0, -ENOMEM, -ENODEV, or -ETIMEDOUT from a camera that leaves two of
 * them unanswered; what was read before is in controls.
 */
int gg_camera_read_controls(struct gg_camera *camera, struct gg_control_list *controls,
			    struct gg_error *error);

/*
 * Can the control of that id be set to any effect now? V4L2's cannot while their automatic is on;
 * of the others it is not known, and true. Waits for the camera as above; any thread.
 */
bool gg_camera_control_is_active(const struct gg_camera *camera, uint32_t id);

/* Cameras coming and going. */
enum gg_monitor_event_type { GG_CAMERA_ADDED, GG_CAMERA_REMOVED };

struct gg_monitor_event {
	enum gg_monitor_event_type type;
	char id[256];
};

struct gg_monitor;

/* Watch libcamera's cameras from now on. */
int gg_monitor_create(struct gg_monitor **monitor, struct gg_error *error);
void gg_monitor_destroy(struct gg_monitor *monitor);

/* Readable when gg_monitor_next() has something to do. Owned by the monitor. */
int gg_monitor_fd(const struct gg_monitor *monitor);

/* The next event: 0; -EAGAIN where there is none now. Never blocks for longer than a look. */
int gg_monitor_next(struct gg_monitor *monitor, struct gg_monitor_event *event);

/*
 * The last error that libcamera has logged since a camera was last opened, configured or started:
 * the likely reason of a cancelled frame. Empty where there is none. Any thread.
 */
void gg_libcamera_error(char *text, size_t size);

/* The version of the libcamera in use, "0.0.3". */
const char *gg_libcamera_version(void);

#ifdef __cplusplus
}
#endif
#endif
