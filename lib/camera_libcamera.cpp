/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The backend for libcamera's cameras. What differs between versions of libcamera is listed in
 * libcamera_glue.h.
 */
#include "holder.h"
#include "libcamera_glue.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>

#include <unistd.h>

#include <groundglass/log.h>

using namespace libcamera;

namespace
{

/*
 * Receives a camera's signals. It lives on libcamera's thread, which emits them: so it is never
 * called once detach() has run there, and no signal loses a receiver while it is being emitted.
 */
class Link : public Object
{
      public:
	Link(gg_camera *camera, Camera *source) : camera_(camera), source_(source)
	{
		moveToThread(source->thread());
		/* Of a look they are another's. */
		if (!camera->looks)
			source_->requestCompleted.connect(this, &Link::completed);
		source_->disconnected.connect(this, &Link::disconnected);
	}

	/* On libcamera's thread. */
	void detach()
	{
		source_->requestCompleted.disconnect(this);
		source_->disconnected.disconnect(this);
	}

	/*
	 * Queue a request on libcamera's thread, and return what that returned. It is queued there
	 * in two steps, the second of them by a message: from another thread, the camera may be
	 * disconnected between the two, and libcamera (up to 0.7.2 at least) then aborts. Sent from
	 * a message, the second is handled before anything else is.
	 */
	int queue(Request *request)
	{
		return invokeMethod(&Link::queue_here, ConnectionTypeBlocking, request);
	}

	/* Return when libcamera's thread has done all that it was sent so far. */
	void settle()
	{
		invokeMethod(&Link::nothing, ConnectionTypeBlocking);
	}

	bool is_disconnected() const
	{
		return disconnected_;
	}

	void wait_disconnected(std::chrono::seconds timeout)
	{
		std::unique_lock locker(lock_);
		changed_.wait_for(locker, timeout, [this] { return disconnected_.load(); });
	}

      private:
	void completed(Request *request)
	{
		bool cancelled = request->status() == Request::RequestCancelled;
		auto cookie = static_cast<uintptr_t>(request->cookie());
		gg_request_complete(reinterpret_cast<gg_request *>(cookie),
				    cancelled ? GG_FRAME_CANCELLED : GG_FRAME_OK);
	}

	void disconnected()
	{
		{
			std::lock_guard locker(lock_);
			disconnected_ = true;
		}
		changed_.notify_all();
		gg_camera_disconnected(camera_);
	}

	int queue_here(Request *request)
	{
		return source_->queueRequest(request);
	}

	void nothing()
	{
	}

	gg_camera *camera_;
	Camera *source_;
	std::mutex lock_;
	std::condition_variable changed_;
	std::atomic<bool> disconnected_ = false;
};

struct Slot {
	std::unique_ptr<Request> request;
	bool used = false; /* has been queued: needs reuse() before it can be again */
};

/* A camera, acquired but for a look; ends all it began, in order, when destroyed. */
struct Device {
	gg::ManagerRef manager; /* first: everything below must go before it */
	std::shared_ptr<Camera> camera;
	std::string node; /* "/dev/video0", or empty */
	bool acquired = false;
	bool running = false;
	Link *link = nullptr;

	std::unique_ptr<CameraConfiguration> config;
	std::unique_ptr<FrameBufferAllocator> allocator;
	std::vector<Slot> slots;       /* by gg_request's slot */
	int64_t frame_duration_us = 0; /* to ask for at start; 0: none */

	std::vector<uint32_t> ids; /* scratch memory of read */

	~Device();
	int acquire(gg_error *error);
	bool gone() const; /* as far as libcamera or /dev know */
	void stop();
	void unconfigure();
};

bool Device::gone() const
{
	return link->is_disconnected() || (!node.empty() && access(node.c_str(), F_OK) != 0);
}

/*
 * libcamera (up to 0.7.2 at least) aborts when it stops a camera that the kernel has removed and
 * udev has not reported yet: give the report time, and do not stop what is gone.
 */
void Device::stop()
{
	if (!running)
		return;
	running = false;

	if (gone()) {
		link->wait_disconnected(std::chrono::seconds(2));
		link->settle();
	} else {
		camera->stop();
	}
}

void Device::unconfigure()
{
	stop();
	slots.clear();
	allocator.reset();
	config.reset();
}

Device::~Device()
{
	if (link) {
		unconfigure();
		link->invokeMethod(&Link::detach, ConnectionTypeBlocking);
		link->deleteLater();
	}
	if (acquired) {
		camera->release();
		gg::note_released(*camera);
	}
}

Device &device_of(gg_camera *camera)
{
	return *static_cast<Device *>(camera->data);
}

int fail(gg_error *error, int code, const char *what, const char *id)
{
	return gg::fail(error, code, std::string("cannot ") + what + " camera " + id);
}

/* The same where it may be that another process has the camera, whose video node is node. */
int fail(gg_error *error, int code, const char *what, const char *id, const std::string &node)
{
	char holder[128];

	if (code == -EBUSY &&
	    gg_holder_find(node.empty() ? nullptr : node.c_str(), holder, sizeof holder))
		return gg_error_set(error, code,
				    "cannot %s camera %s: %s uses it: close that first", what, id,
				    holder);
	return fail(error, code, what, id);
}

/* open and close */

int Device::acquire(gg_error *error)
{
	const char *id = camera->id().c_str();

	if (gg::is_acquired(*camera))
		return gg_error_set(error, -EALREADY,
				    "cannot open camera %s twice: name it once, with a stream (-s) "
				    "for each picture",
				    id);
	int ret = camera->acquire();
	if (ret)
		return fail(error, ret, "open", id, gg::device_of(*manager, *camera));
	acquired = true;
	gg::note_acquired(*camera);
	return 0;
}

int open_device(gg_camera *camera, const char *id, gg_error *error)
{
	auto device = std::make_unique<Device>();
	int ret = device->manager.acquire(error);
	if (ret)
		return ret;

	gg::clear_cause();
	device->camera = device->manager->get(id);
	if (!device->camera)
		return fail(error, -ENODEV, "open", id);
	ret = camera->looks ? 0 : device->acquire(error);
	if (ret)
		return ret;

	if (gg::info_from(&camera->info, *device->manager, *device->camera) ||
	    gg::controls_from(camera, device->camera->controls()) || gg::names_from(camera) ||
	    gg::list_from(&camera->properties, device->camera->properties(), properties::properties,
			  device->ids))
		return fail(error, -ENOMEM, "open", id);
	if (camera->info.device)
		device->node = camera->info.device;
	device->link = new Link(camera, device->camera.get());
	camera->data = device.release();
	return 0;
}

/* formats */

int list_formats(gg_camera *camera, gg_role role, gg_stream_formats *formats, gg_error *error)
{
	Device &device = device_of(camera);

	gg::clear_cause();
	auto config = device.camera->generateConfiguration({ gg::role_to(role) });
	if (!config || config->empty())
		return fail(error, device.gone() ? -ENODEV : -EINVAL,
			    "list the formats in that role of", camera->info.id);

	gg::formats_from(formats, config->at(0).formats());
	return 0;
}

/* configure */

/* Generate, ask and validate: sets device.config, and wanted to what it was before validation. */
int validate(gg_camera *camera, gg_stream_config *streams, unsigned n, gg_orientation orientation,
	     std::vector<StreamConfiguration> &wanted, gg_error *error)
{
	Device &device = device_of(camera);
	std::vector<StreamRole> roles;

	for (unsigned i = 0; i < n; i++)
		roles.push_back(gg::role_to(streams[i].role));
	auto config = device.camera->generateConfiguration(roles);
	if (device.gone())
		return fail(error, -ENODEV, "configure", camera->info.id);
	if (!config || config->size() != n)
		return gg_error_set(error, -EINVAL,
				    "Camera configuration invalid: camera %s has no %u stream%s in "
				    "those roles at a time",
				    camera->info.id, n, n == 1 ? "" : "s");

	for (unsigned i = 0; i < n; i++) {
		int ret = gg::ask_stream(config->at(i), streams[i], error);
		if (ret)
			return ret;
	}
	gg::ask_orientation(*config, orientation);
	wanted.assign(config->begin(), config->end());
	if (config->validate() == CameraConfiguration::Invalid)
		return gg_error_set(error, -EINVAL,
				    "Camera configuration invalid: camera %s cannot deliver %s: "
				    "choose a format and size that it lists",
				    camera->info.id, wanted[0].toString().c_str());
	if (config->size() != n)
		return gg_error_set(error, -EINVAL,
				    "Camera configuration invalid: camera %s delivers %zu stream%s "
				    "at a time, not %u",
				    camera->info.id, config->size(), config->size() == 1 ? "" : "s",
				    n);
	device.config = std::move(config);
	return 0;
}

/* One request with the buffers of that index. */
int add_request(gg_camera *camera, size_t index, gg_error *error)
{
	Device &device = device_of(camera);
	gg_plane_location locations[GG_MAX_STREAMS][GG_MAX_PLANES];
	const gg_plane_location *pointers[GG_MAX_STREAMS];
	unsigned n_planes[GG_MAX_STREAMS];

	for (unsigned i = 0; i < camera->n_streams; i++) {
		const auto &buffers = device.allocator->buffers(device.config->at(i).stream());
		const auto &planes = buffers[index]->planes();
		if (planes.size() < 1 || planes.size() > GG_MAX_PLANES)
			return gg_error_set(error, -ENOTSUP, "camera %s has buffers of %zu planes",
					    camera->info.id, planes.size());
		n_planes[i] = static_cast<unsigned>(planes.size());
		pointers[i] = locations[i];
		for (unsigned j = 0; j < n_planes[i]; j++) {
			bool known = planes[j].offset != FrameBuffer::Plane::kInvalidOffset;
			locations[i][j] = { planes[j].fd.get(), known ? planes[j].offset : 0,
					    planes[j].length };
		}
	}

	gg_request *ours = gg_camera_add_request(camera, pointers, n_planes, error);
	if (!ours)
		return -EIO;
	auto request = device.camera->createRequest(reinterpret_cast<uintptr_t>(ours));
	if (!request)
		return fail(error, -ENODEV, "make requests for", camera->info.id);
	for (const StreamConfiguration &config : *device.config) {
		const auto &buffers = device.allocator->buffers(config.stream());
		int ret = request->addBuffer(config.stream(), buffers[index].get());
		if (ret)
			return fail(error, ret, "make requests for", camera->info.id);
	}
	device.slots.push_back({ std::move(request) });
	return 0;
}

int allocate(gg_camera *camera, gg_stream_config *streams, unsigned n, gg_error *error)
{
	Device &device = device_of(camera);
	size_t count = SIZE_MAX;

	device.allocator = std::make_unique<FrameBufferAllocator>(device.camera);
	for (const StreamConfiguration &config : *device.config) {
		int ret = device.allocator->allocate(config.stream());
		if (ret < 0)
			return fail(error, ret, "allocate buffers of", camera->info.id,
				    device.node);
		count = std::min(count, device.allocator->buffers(config.stream()).size());
	}
	for (size_t i = 0; i < count; i++) {
		int ret = add_request(camera, i, error);
		if (ret)
			return ret;
	}
	for (unsigned i = 0; i < n; i++)
		streams[i].n_buffers = static_cast<unsigned>(count);
	return 0;
}

int configure_device(gg_camera *camera, gg_stream_config *streams, unsigned n,
		     gg_orientation *orientation, gg_error *error)
{
	Device &device = device_of(camera);
	std::vector<StreamConfiguration> wanted;

	gg::clear_cause();
	int ret = validate(camera, streams, n, *orientation, wanted, error);
	if (ret)
		return ret;
	if (!camera->looks)
		ret = device.camera->configure(device.config.get());
	if (ret)
		return fail(error, ret, "configure", camera->info.id, device.node);

	bool adjusted = false;
	for (unsigned i = 0; i < n; i++) {
		const StreamConfiguration &got = device.config->at(i);
		adjusted |= gg::is_adjusted(streams[i], wanted[i], got);
		gg::agree_stream(&streams[i], got);
		streams[i].n_buffers = got.bufferCount;
	}
	*orientation = gg::orientation_left(*device.config, *orientation);
	device.frame_duration_us = gg::agree_framerates(streams, n, device.camera->controls());
	if (!camera->looks)
		ret = allocate(camera, streams, n, error);
	if (ret)
		return ret;
	return adjusted ? GG_CONFIG_ADJUSTED : GG_CONFIG_VALID;
}

/* capture */

int start_device(gg_camera *camera, const gg_control_list *list, gg_error *error)
{
	Device &device = device_of(camera);
	ControlList at_start(device.camera->controls());

	if (device.frame_duration_us) {
		const int64_t limits[2] = { device.frame_duration_us, device.frame_duration_us };
		at_start.set(controls::FrameDurationLimits, Span<const int64_t, 2>(limits));
	}
	if (list)
		gg::list_to(at_start, *list, *camera);
	gg::clear_cause();
	int ret = device.camera->start(at_start.empty() ? nullptr : &at_start);
	if (ret)
		return fail(error, ret, "start", camera->info.id, device.node);
	device.running = true;
	return 0;
}

int queue_request(gg_camera *camera, gg_request *request, const gg_control_list *list)
{
	Device &device = device_of(camera);
	Slot &slot = device.slots[request->slot];

	/* Until udev reports that, libcamera would take it and cancel it at once, over and over. */
	if (device.gone())
		return -ENODEV;
	if (slot.used)
		slot.request->reuse(Request::ReuseBuffers);
	slot.used = true;
	gg::list_to(slot.request->controls(), *list, *camera);
	return device.link->queue(slot.request.get());
}

/* The payload of each plane; one plane of theirs may hold all of ours, one behind the other. */
void read_payload(gg_image *image, const FrameMetadata &metadata)
{
	const auto planes = metadata.planes();
	bool split = planes.size() == 1;
	size_t left = split ? planes[0].bytesused : 0;

	for (unsigned i = 0; i < image->n_planes; i++) {
		gg_plane *plane = &image->planes[i];
		size_t used = split ? left : i < planes.size() ? planes[i].bytesused : 0;
		plane->bytes_used = std::min(used, plane->length);
		left -= split ? plane->bytes_used : 0;
	}
}

void read_frame(gg_frame *frame, const FrameMetadata &metadata)
{
	if (metadata.status == FrameMetadata::FrameError)
		frame->status = GG_FRAME_ERROR;
	else if (metadata.status == FrameMetadata::FrameCancelled)
		frame->status = GG_FRAME_CANCELLED;

	read_payload(&frame->image, metadata);
	frame->sequence = metadata.sequence;
	frame->timestamp_ns = metadata.timestamp;
	if (frame->status != GG_FRAME_CANCELLED)
		return;
	/* What is there is the buffer's last frame's, or nothing that anybody has set. */
	frame->sequence = 0;
	frame->timestamp_ns = 0;
	for (unsigned i = 0; i < frame->image.n_planes; i++)
		frame->image.planes[i].bytes_used = 0;
}

void read_request(gg_camera *camera, gg_request *request)
{
	Device &device = device_of(camera);
	Request &theirs = *device.slots[request->slot].request;

	for (unsigned i = 0; i < request->n_frames; i++) {
		FrameBuffer *buffer = theirs.findBuffer(device.config->at(i).stream());
		read_frame(&request->frames[i], buffer->metadata());
	}
	gg::list_from(&request->metadata, theirs.metadata(), controls::controls, device.ids);
}

/* The table's functions: the above, with exceptions kept in. */

int backend_open(gg_camera *camera, const char *name, gg_error *error)
{
	return gg::guarded(error, [&] { return open_device(camera, name, error); });
}

void backend_close(gg_camera *camera)
{
	gg::guarded(nullptr, [&] {
		delete static_cast<Device *>(camera->data);
		camera->data = nullptr;
		return 0;
	});
}

int backend_formats(gg_camera *camera, gg_role role, gg_stream_formats *formats, gg_error *error)
{
	int ret = gg::guarded(error, [&] { return list_formats(camera, role, formats, error); });
	if (ret)
		gg_stream_formats_finish(formats);
	return ret;
}

int backend_configure(gg_camera *camera, gg_stream_config *streams, unsigned n,
		      gg_orientation *orientation, gg_error *error)
{
	return gg::guarded(
		error, [&] { return configure_device(camera, streams, n, orientation, error); });
}

void backend_unconfigure(gg_camera *camera)
{
	gg::guarded(nullptr, [&] {
		if (camera->data)
			device_of(camera).unconfigure();
		return 0;
	});
}

int backend_start(gg_camera *camera, const gg_control_list *list, gg_error *error)
{
	return gg::guarded(error, [&] { return start_device(camera, list, error); });
}

void backend_stop(gg_camera *camera)
{
	gg::guarded(nullptr, [&] {
		device_of(camera).stop();
		return 0;
	});
}

int backend_queue(gg_camera *camera, gg_request *request, const gg_control_list *list)
{
	return gg::guarded(nullptr, [&] { return queue_request(camera, request, list); });
}

void backend_read(gg_camera *camera, gg_request *request)
{
	gg::guarded(nullptr, [&] {
		read_request(camera, request);
		return 0;
	});
}

} /* namespace */

const gg_backend gg_backend_libcamera = {
	backend_open,  backend_close, backend_formats, backend_configure, backend_unconfigure,
	backend_start, backend_stop,  backend_queue,   backend_read,	  nullptr,
};
