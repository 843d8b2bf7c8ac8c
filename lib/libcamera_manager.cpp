/* SPDX-License-Identifier: BSD-2-Clause */
#include "libcamera_glue.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <optional>
#include <ostream>
#include <set>
#include <streambuf>
#include <string_view>

#include <glob.h>
#include <strings.h>
#include <sys/stat.h>

#include <groundglass/log.h>

using namespace libcamera;

namespace
{

/* The last error that libcamera logged: the cause of what fails next. */
struct {
	std::mutex lock;
	std::string text; /* protected by lock */
} cause;

/*
 * What libcamera logs, handed to our log. A line comes in one call, from any of its threads:
 * "[time] [thread] LEVEL Category file.cpp:line message".
 */
class LogTap : public std::streambuf
{
      protected:
	std::streamsize xsputn(const char *text, std::streamsize size) override
	{
		try {
			line({ text, static_cast<size_t>(size) });
		} catch (...) {
			return 0;
		}
		return size;
	}

	int_type overflow(int_type c) override
	{
		return traits_type::not_eof(c);
	}

      private:
	static void line(std::string_view text)
	{
		while (!text.empty() && text.back() == '\n')
			text.remove_suffix(1);
		gg_log(GG_LOG_DEBUG, "libcamera", "%.*s", static_cast<int>(text.size()),
		       text.data());

		size_t at = text.find("] ERROR ");
		if (at == text.npos)
			return;
		text.remove_prefix(at + 8);
		for (int word = 0; word < 2; word++)
			text.remove_prefix(std::min(text.find(' '), text.size() - 1) + 1);
		std::lock_guard locker(cause.lock);
		cause.text = text;
	}
};

/*
 * Take libcamera's log over, unless the user has said in the environment where it goes. Never
 * freed: libcamera logs until the process ends.
 */
void take_over_log()
{
	if (getenv("LIBCAMERA_LOG_LEVELS") || getenv("LIBCAMERA_LOG_FILE"))
		return;
	static std::ostream *stream = new std::ostream(new LogTap);
	logSetStream(stream, false);
}

struct {
	std::mutex lock;
	/* fields below are protected by lock, which is held while a manager starts and stops */
	unsigned refs;
	std::unique_ptr<CameraManager> manager;
	std::set<const Camera *> acquired;
} shared;

#if GG_HAVE_REPLUG

struct {
	std::mutex lock;		 /* held while they are called */
	std::vector<gg::Listener *> all; /* protected by lock */
} listeners;

void tell_listeners(gg_monitor_event_type type, const Camera &camera)
{
	gg::guarded(nullptr, [&] {
		std::lock_guard locker(listeners.lock);
		for (gg::Listener *listener : listeners.all)
			listener->changed(type, camera.id());
		return 0;
	});
}

/* Never disconnected: a signal must not lose a receiver while another thread emits it. */
void connect(CameraManager &manager)
{
	using CameraRef = const std::shared_ptr<Camera> &;
	manager.cameraAdded.connect(
		&listeners, [](CameraRef camera) { tell_listeners(GG_CAMERA_ADDED, *camera); });
	manager.cameraRemoved.connect(
		&listeners, [](CameraRef camera) { tell_listeners(GG_CAMERA_REMOVED, *camera); });
}

#else

void connect(CameraManager &)
{
}

#endif

/* Errors that need more than strerror() says. */
const struct {
	int code;
	const char *reason;
} reasons[] = {
	{ -ENODEV, "it is not there, or no longer" },
	{ -EBUSY, "it is in use by another process: close that one first" },
	{ -ENOSPC, "no USB bandwidth is left for it: choose a smaller size, MJPEG or a lower rate, "
		   "or plug it into another port" },
	{ -EACCES, "permission denied: the user must be in the group of /dev/video* (video)" },
};

const char *location_name(int32_t location)
{
	static const char *const names[] = { "front", "back", "external" };
	return location >= 0 && location < 3 ? names[location] : nullptr;
}

/* Is the camera's the device node of that number? */
#if GG_HAVE_SYSTEM_DEVICES
bool has_device(CameraManager &, Camera &camera, dev_t device)
{
	auto devices = camera.properties().get(properties::SystemDevices);
	return devices && std::find(devices->begin(), devices->end(),
				    static_cast<int64_t>(device)) != devices->end();
}
#else
bool has_device(CameraManager &manager, Camera &camera, dev_t device)
{
	return manager.get(device).get() == &camera;
}
#endif

bool names_infrared(const std::string &model)
{
	if (strcasestr(model.c_str(), "infrared"))
		return true;
	for (size_t at = model.find("IR"); at != model.npos; at = model.find("IR", at + 1)) {
		bool begins = at == 0 || !isalnum(static_cast<unsigned char>(model[at - 1]));
		bool ends = !isalnum(static_cast<unsigned char>(model.c_str()[at + 2]));
		if (begins && ends)
			return true;
	}
	return false;
}

/* Has it formats, and none but grey? */
bool is_grey(Camera &camera)
{
	auto config = camera.generateConfiguration({ StreamRole::Viewfinder });
	if (!config || config->empty())
		return false;

	const std::vector<PixelFormat> formats = config->at(0).formats().pixelformats();
	return !formats.empty() && std::all_of(formats.begin(), formats.end(), [](auto &theirs) {
		const gg_format *format = gg_format_by_fourcc(theirs.fourcc(), theirs.modifier());
		return format && format->layout == GG_LAYOUT_GREY;
	});
}

} /* namespace */

namespace gg
{

int ManagerRef::acquire(gg_error *error)
{
	std::lock_guard locker(shared.lock);

	if (shared.refs == 0) {
		take_over_log();
		clear_cause();
		auto manager = std::make_unique<CameraManager>();
		connect(*manager);
		int ret = manager->start();
		if (ret)
			return fail(error, ret, "cannot start libcamera");
		shared.manager = std::move(manager);
	}
	shared.refs++;
	held_ = true;
	return 0;
}

void ManagerRef::release()
{
	if (!held_)
		return;
	held_ = false;
	std::lock_guard locker(shared.lock);
	if (--shared.refs == 0) {
		shared.manager->stop();
		shared.manager.reset();
	}
}

CameraManager &ManagerRef::operator*() const
{
	return *shared.manager;
}

void note_acquired(const Camera &camera)
{
	std::lock_guard locker(shared.lock);
	shared.acquired.insert(&camera);
}

void note_released(const Camera &camera)
{
	std::lock_guard locker(shared.lock);
	shared.acquired.erase(&camera);
}

bool is_acquired(const Camera &camera)
{
	std::lock_guard locker(shared.lock);
	return shared.acquired.count(&camera) > 0;
}

bool ManagerRef::in_use()
{
	std::lock_guard locker(shared.lock);
	return shared.refs != 0;
}

#if GG_HAVE_REPLUG

void Listener::listen()
{
	std::lock_guard locker(listeners.lock);
	listeners.all.push_back(this);
}

void Listener::unlisten()
{
	std::lock_guard locker(listeners.lock);
	auto &all = listeners.all;
	all.erase(std::remove(all.begin(), all.end(), this), all.end());
}

#endif

void clear_cause()
{
	std::lock_guard locker(cause.lock);
	cause.text.clear();
}

int fail(gg_error *error, int code, const std::string &what)
{
	if (code >= 0)
		code = -EIO;
	const char *reason = strerror(-code);
	for (const auto &known : reasons)
		if (known.code == code)
			reason = known.reason;

	std::lock_guard locker(cause.lock);
	bool known = !cause.text.empty();
	return gg_error_set(error, code, "%s: %s%s%s%s", what.c_str(), reason,
			    known ? " (libcamera: " : "", cause.text.c_str(), known ? ")" : "");
}

std::string device_of(CameraManager &manager, Camera &camera)
{
	std::string found;
	glob_t nodes;

	if (glob("/dev/video[0-9]*", 0, nullptr, &nodes))
		return found;
	unsigned n = 0;
	for (size_t i = 0; i < nodes.gl_pathc; i++) {
		struct stat st;
		if (stat(nodes.gl_pathv[i], &st) == 0 && has_device(manager, camera, st.st_rdev)) {
			found = nodes.gl_pathv[i];
			n++;
		}
	}
	globfree(&nodes);
	return n == 1 ? found : std::string();
}

int info_from(struct gg_camera_info *info, CameraManager &manager, Camera &camera)
{
	const ControlList &properties = camera.properties();
	auto model = properties.get(properties::Model);
	auto location = properties.get(properties::Location);
	const char *place = location ? location_name(*location) : nullptr;
	std::string device = device_of(manager, camera);

	info->id = strdup(camera.id().c_str());
	if (model)
		info->model = strdup(std::string(*model).c_str());
	if (place)
		info->location = strdup(place);
	if (!device.empty())
		info->device = strdup(device.c_str());
	info->infrared = (model && names_infrared(std::string(*model))) || is_grey(camera);

	bool complete = info->id && (info->model || !model) && (info->location || !place) &&
			(info->device || device.empty());
	return complete ? 0 : -ENOMEM;
}

} /* namespace gg */

static int list_cameras(gg_camera_list *list, gg_error *error)
{
	gg::ManagerRef manager;
	int ret = manager.acquire(error);
	if (ret)
		return ret;

	auto cameras = manager->cameras();
	if (cameras.empty())
		return 0;
	list->cameras =
		static_cast<struct gg_camera_info *>(calloc(cameras.size(), sizeof *list->cameras));
	if (!list->cameras)
		throw std::bad_alloc();
	for (const auto &camera : cameras)
		if (gg::info_from(&list->cameras[list->n++], *manager, *camera))
			throw std::bad_alloc();
	return 0;
}

extern "C" int gg_camera_list_get(gg_camera_list *list, gg_error *error)
{
	*list = {};
	int ret = gg::guarded(error, [&] { return list_cameras(list, error); });
	if (ret)
		gg_camera_list_finish(list);
	return ret;
}

extern "C" void gg_libcamera_error(char *text, size_t size)
{
	std::lock_guard locker(cause.lock);
	snprintf(text, size, "%s", cause.text.c_str());
}

extern "C" const char *gg_libcamera_version(void)
{
	const char *version = CameraManager::version().c_str();
	return version[0] == 'v' ? version + 1 : version;
}
