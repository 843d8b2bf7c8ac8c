/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the files that speak to libcamera share: which version it is, the process's one
 * CameraManager, failures as text, and values in both directions. Private to the library; C++.
 */
#ifndef GG_LIBCAMERA_GLUE_H
#define GG_LIBCAMERA_GLUE_H

#include <exception>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include <cerrno>

#include <libcamera/libcamera.h>
#include <libcamera/version.h>

/* In C a function may bear the name of a struct (gg_camera_info); C++ calls that shadowing. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include "camera_backend.h"
#pragma GCC diagnostic pop

/*
 * What not every libcamera has. Those that are 0 or 1 from the build come from
 * libcamera_features.cmake, which compiles a use of each.
 *
 *   GG_HAVE_SYSTEM_DEVICES  properties::SystemDevices names the device nodes; before,
 *                           CameraManager::get(dev_t) does
 *   GG_HAVE_ORIENTATION     CameraConfiguration::orientation; before, transform
 *   GG_HAVE_NAME_MAPS       maps from name to value, one for each enumerated control; before, no
 *                           names at all
 *   GG_HAVE_CONTROL_TRAITS  a ControlId knows its names, direction and array size; UInt16, UInt32
 *                           and Point exist
 *   GG_HAVE_REPLUG          a manager outlives a camera's replug; before 0.0.5 its udev enumerator
 *                           crashes at the second, which only the version tells
 */
#define GG_HAVE_REPLUG                                                                             \
	(LIBCAMERA_VERSION_MAJOR > 0 || LIBCAMERA_VERSION_MINOR > 0 || LIBCAMERA_VERSION_PATCH >= 5)

namespace gg
{

/* Run f, which returns 0 or -errno; no exception gets past. */
template <typename F> int guarded(gg_error *error, F f) noexcept
{
	try {
		return f();
	} catch (const std::bad_alloc &) {
		return gg_error_set(error, -ENOMEM, "no memory for libcamera");
	} catch (const std::exception &e) {
		return gg_error_set(error, -EIO, "libcamera: %s", e.what());
	} catch (...) {
		return gg_error_set(error, -EIO, "libcamera failed for no reason given");
	}
}

/*
 * A share in the process's CameraManager: the first starts it, the last stops and destroys it. All
 * that came from the manager must be let go of before. Any thread but libcamera's.
 */
class ManagerRef
{
      public:
	ManagerRef() = default;
	ManagerRef(const ManagerRef &) = delete;
	ManagerRef &operator=(const ManagerRef &) = delete;
	~ManagerRef()
	{
		release();
	}

	/* 0, or -errno with error filled in. */
	int acquire(gg_error *error);
	void release();

	/* While acquired. */
	libcamera::CameraManager &operator*() const;
	libcamera::CameraManager *operator->() const
	{
		return &**this;
	}

	/* Does anybody in the process hold one? */
	static bool in_use();

      private:
	bool held_ = false;
};

/* The cameras that this process has acquired, so that it is not said that another one has them. */
void note_acquired(const libcamera::Camera &camera);
void note_released(const libcamera::Camera &camera);
bool is_acquired(const libcamera::Camera &camera);

#if GG_HAVE_REPLUG
/* Told of cameras that come and go, on libcamera's thread, from listen() to unlisten(). */
class Listener
{
      public:
	virtual void changed(gg_monitor_event_type type, const std::string &id) = 0;

      protected:
	~Listener() = default;
	void listen();
	void unlisten();
};
#endif

/* Forget the errors that libcamera has logged so far. */
void clear_cause();

/*
 * Fill in error for a call that failed with code: "cannot <what>: why and what would help", with
 * libcamera's own last error. Returns code, made a -errno where libcamera gave something else.
 */
int fail(gg_error *error, int code, const std::string &what);

/* The camera's one video node ("/dev/video0"), or an empty string. */
std::string device_of(libcamera::CameraManager &manager, libcamera::Camera &camera);

/* What a camera is; owned by info (gg_camera_list_finish). 0 or -ENOMEM. */
int info_from(struct gg_camera_info *info, libcamera::CameraManager &manager,
	      libcamera::Camera &camera);

/*
 * The controls that a camera has, sorted by id, into camera->controls; behind libcamera's those of
 * the node camera->info.device that it leaves out. 0 or -ENOMEM.
 */
int controls_from(gg_camera *camera, const libcamera::ControlInfoMap &map);

/* What the values of its properties and metadata are called, into camera. 0 or -ENOMEM. */
int names_from(gg_camera *camera);

/*
 * Set every value of source in list, sorted by id. ids is scratch memory, kept from call to call
 * so that a steady state allocates nothing. 0 or -ENOMEM.
 */
int list_from(gg_control_list *list, const libcamera::ControlList &source,
	      const libcamera::ControlIdMap &names, std::vector<uint32_t> &ids);

/*
 * Set in list every value of source that camera has a control for, in that control's type; but for
 * V4L2's, which go another way.
 */
void list_to(libcamera::ControlList &list, const gg_control_list &source, const gg_camera &camera);

libcamera::StreamRole role_to(gg_role role);

/* What a stream can deliver, into empty formats. Throws std::bad_alloc. */
void formats_from(gg_stream_formats *formats, const libcamera::StreamFormats &from);

/* Put what is asked of a stream over what the camera would do by itself. 0 or -EINVAL. */
int ask_stream(libcamera::StreamConfiguration &config, const gg_stream_config &asked,
	       gg_error *error);

/*
 * Did validation change what matters to the user? Drivers set a colour space where none was asked
 * for, and validate() calls that adjusted too.
 */
bool is_adjusted(const gg_stream_config &asked, const libcamera::StreamConfiguration &wanted,
		 const libcamera::StreamConfiguration &got);

/* What was agreed on; but for n_buffers and framerate_set. */
void agree_stream(gg_stream_config *stream, const libcamera::StreamConfiguration &config);

/*
 * Keep to the first frame rate asked for where the camera has a control for it: sets framerate_set
 * and returns the frame duration to ask for at start, in microseconds, 0 for none.
 */
int64_t agree_framerates(gg_stream_config *streams, unsigned n,
			 const libcamera::ControlInfoMap &infos);

/* Orientation: asked of libcamera, and after validation what is left of it for the viewer. */
void ask_orientation(libcamera::CameraConfiguration &config, gg_orientation asked);
gg_orientation orientation_left(const libcamera::CameraConfiguration &config, gg_orientation asked);

} /* namespace gg */

#endif
