/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Cameras coming and going: by libcamera's signals where a manager survives a replug, else by
 * looking again when device nodes change.
 */
#include "libcamera_glue.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <deque>
#include <mutex>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <groundglass/log.h>

namespace
{

/* A file descriptor that closes itself. */
class Fd
{
      public:
	explicit Fd(int fd) : fd_(fd)
	{
		if (fd_ < 0)
			throw std::bad_alloc();
	}
	Fd(const Fd &) = delete;
	Fd &operator=(const Fd &) = delete;
	~Fd()
	{
		close(fd_);
	}
	operator int() const
	{
		return fd_;
	}

      private:
	int fd_;
};

/* Events on their way to gg_monitor_next(); fd is readable while there are some. Any thread. */
class EventQueue
{
      public:
	int fd() const
	{
		return fd_;
	}

	void push(gg_monitor_event_type type, const std::string &id)
	{
		gg_monitor_event event = {};
		event.type = type;
		snprintf(event.id, sizeof event.id, "%s", id.c_str());
		std::lock_guard locker(lock_);
		events_.push_back(event);
		eventfd_write(fd_, 1);
	}

	int take(gg_monitor_event *event)
	{
		std::lock_guard locker(lock_);
		if (events_.empty())
			return -EAGAIN;
		*event = events_.front();
		events_.pop_front();
		eventfd_t count;
		if (events_.empty())
			eventfd_read(fd_, &count);
		return 0;
	}

      private:
	Fd fd_{ eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK) };
	std::mutex lock_;
	std::deque<gg_monitor_event> events_; /* protected by lock_ */
};

} /* namespace */

#if GG_HAVE_REPLUG

/* Keeps a manager alive and listens to it. */
struct gg_monitor final : private gg::Listener {
	~gg_monitor()
	{
		unlisten();
	}

	int open(gg_error *error)
	{
		int ret = manager_.acquire(error);
		if (ret == 0)
			listen();
		return ret;
	}

	int fd() const
	{
		return events_.fd();
	}

	int next(gg_monitor_event *event)
	{
		return events_.take(event);
	}

      private:
	void changed(gg_monitor_event_type type, const std::string &id) override
	{
		events_.push(type, id);
	}

	EventQueue events_;
	gg::ManagerRef manager_;
};

#else

/*
 * Takes a fresh list when nodes in /dev have changed, and again in the seconds after: a camera is
 * listed when udev is done with it. Only while nobody in the process has a manager, which could
 * not stand the change; until then it waits.
 */
struct gg_monitor {
	int open(gg_error *error)
	{
		if (inotify_add_watch(inotify_, "/dev", IN_CREATE | IN_DELETE | IN_ATTRIB) < 0)
			return gg::fail(error, -errno, "cannot watch /dev for cameras");
		for (int fd :
		     { static_cast<int>(inotify_), static_cast<int>(timer_), events_.fd() }) {
			epoll_event event = {};
			event.events = EPOLLIN;
			if (epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event))
				return gg::fail(error, -errno, "cannot watch /dev for cameras");
		}
		return look(known_, error);
	}

	int fd() const
	{
		return epoll_;
	}

	int next(gg_monitor_event *event)
	{
		if (nodes_changed()) {
			looks_ = 0;
			arm(delays_ms[0]);
		}
		uint64_t expired;
		if (read(timer_, &expired, sizeof expired) > 0)
			look_again();
		return events_.take(event);
	}

      private:
	/* A camera and its node's inode, which is a new one after a replug. */
	struct Known {
		std::string id;
		ino_t node;
		bool operator==(const Known &other) const
		{
			return id == other.id && node == other.node;
		}
	};
	using KnownList = std::vector<Known>;

	static constexpr std::array<unsigned, 5> delays_ms = { 100, 200, 400, 800, 1600 };
	static constexpr unsigned busy_ms = 500;

	void arm(unsigned ms)
	{
		itimerspec when = {};
		when.it_value.tv_sec = ms / 1000;
		when.it_value.tv_nsec = ms % 1000 * 1000000L;
		timerfd_settime(timer_, 0, &when, nullptr);
	}

	/* Has a video or media node come, gone or got other permissions since the last call? */
	bool nodes_changed()
	{
		alignas(inotify_event) char buffer[4096];
		bool changed = false;
		ssize_t n;

		while ((n = read(inotify_, buffer, sizeof buffer)) > 0) {
			for (char *at = buffer; at < buffer + n;) {
				auto event = reinterpret_cast<const inotify_event *>(at);
				changed |= event->mask & IN_Q_OVERFLOW ||
					   (event->len && (!strncmp(event->name, "video", 5) ||
							   !strncmp(event->name, "media", 5)));
				at += sizeof *event + event->len;
			}
		}
		return changed;
	}

	static int look(KnownList &list, gg_error *error)
	{
		gg::ManagerRef manager;
		int ret = manager.acquire(error);
		if (ret)
			return ret;
		list.clear();
		for (const auto &camera : manager->cameras()) {
			struct stat st = {};
			std::string node = gg::device_of(*manager, *camera);
			if (!node.empty() && stat(node.c_str(), &st))
				st.st_ino = 0;
			list.push_back({ camera->id(), st.st_ino });
		}
		return 0;
	}

	void look_again()
	{
		KnownList now;

		if (gg::ManagerRef::in_use()) {
			say_busy();
			arm(busy_ms);
			return;
		}
		if (++looks_ < delays_ms.size())
			arm(delays_ms[looks_]);
		if (look(now, nullptr))
			return;
		push_missing(GG_CAMERA_REMOVED, known_, now);
		push_missing(GG_CAMERA_ADDED, now, known_);
		known_ = std::move(now);
	}

	void say_busy()
	{
		if (!said_busy_)
			gg_log(GG_LOG_WARNING, "camera",
			       "libcamera %s cannot look for cameras while one is in use: one that "
			       "is plugged in now is found when that is closed",
			       gg_libcamera_version());
		said_busy_ = true;
	}

	void push_missing(gg_monitor_event_type type, const KnownList &of, const KnownList &in)
	{
		for (const Known &known : of)
			if (std::find(in.begin(), in.end(), known) == in.end())
				events_.push(type, known.id);
	}

	EventQueue events_;
	Fd inotify_{ inotify_init1(IN_CLOEXEC | IN_NONBLOCK) };
	Fd timer_{ timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK) };
	Fd epoll_{ epoll_create1(EPOLL_CLOEXEC) };
	KnownList known_;
	size_t looks_ = 0; /* since the last change */
	bool said_busy_ = false;
};

#endif

extern "C" int gg_monitor_create(gg_monitor **monitor, gg_error *error)
{
	return gg::guarded(error, [&] {
		auto made = std::make_unique<gg_monitor>();
		int ret = made->open(error);
		if (ret == 0)
			*monitor = made.release();
		return ret;
	});
}

extern "C" void gg_monitor_destroy(gg_monitor *monitor)
{
	delete monitor;
}

extern "C" int gg_monitor_fd(const gg_monitor *monitor)
{
	return monitor->fd();
}

extern "C" int gg_monitor_next(gg_monitor *monitor, gg_monitor_event *event)
{
	return gg::guarded(nullptr, [&] { return monitor->next(event); });
}
