# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Scenario: none
# libcamera's own virtual camera: NV12 in dma-bufs of the kernel, as fast as they are taken. It plays
# the JPEGs of the USB camera, each for four frames.
have Xvfb xdotool strace || exit 0
start_display

libcamera_version=$(groundglass --version | sed -n 's/^libcamera \([0-9.]*\).*/\1/p')

case $libcamera_version in
0.[0-3].*)
	result skipped "virtual: libcamera $libcamera_version has no virtual camera"
	exit 0
	;;
0.4.*)
	result skipped "virtual: that of libcamera $libcamera_version delivers empty frames"
	exit 0
	;;
esac

provide_camera() {
	local folder=/usr/share/libcamera/pipeline/virtual i
	mkdir -p $folder pictures
	for i in 0 1 2 3 4; do
		cp "$jpegs/640x480-$i.jpg" pictures/$i.jpg || return 1
	done
	cat >$folder/virtual.yaml <<-END
		%YAML 1.1
		---
		"Virtual0":
		  supported_formats:
		  - width: 640
		    height: 480
		    frame_rates: [30]
		  frames:
		    path: "$PWD/pictures/"
		  model: "Virtual pictures"
	END
	for module in udmabuf system_heap; do
		modprobe $module 2>/dev/null || true # it may be built in
	done
	ls -d /dev/udmabuf /dev/dma_heap/* 2>/dev/null
}

is_listed() {
	groundglass -l | tee list | grep -q '^1: Virtual0$'
}

check "virtual: there are dma-bufs, and pictures" provide_camera
check "virtual: -l lists the camera" is_listed
groundglass -c1 -I || true

# What it holds: its files, its maps, the dma-bufs among them, and its memory in KiB.
holdings() {
	local process=/proc/$viewer
	files=$(find "$process/fd" -mindepth 1 | wc -l)
	maps=$(wc -l <"$process/maps")
	buffers=$(n_lines '/(dmabuf|udmabuf):' "$process/maps")
	memory=$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "$process/status")
	echo "after $(n_lines cam1-stream0:.seq lines) frames: $files files, $maps maps," \
		"$buffers dma-bufs mapped, $memory KiB"
}

window_is_right() {
	find_window && wait_until 60 screen_shows && return
	cat screen
	return 1
}

frames_are_right() {
	local n
	for n in 0 1 2 3 4 5 6 7 8 9; do
		(($(stat -c %s frames/frame-cam1-stream0-$n.data) == 640 * 480 * 3 / 2)) || return 1
	done
	# From one picture to the next after four.
	for n in 0 1 2 4 5 6; do
		cmp frames/frame-cam1-stream0-{$n,$((n + 1))}.data || return 1
	done
	! cmp -s frames/frame-cam1-stream0-{3,4}.data
}

# The pictures are BT.601, whatever colour space libcamera gives them.
groundglass -R surface --matrix 601 --range limited -c1 --metadata >lines 2>errors &
viewer=$!
check "virtual: a window shows NV12 in the right colours" window_is_right
holdings
check "virtual: it shows them from dma-bufs" test "$buffers" -ge 4
check "virtual: frames have metadata" lines_are_there 1 'SensorTimestamp = [0-9]+' lines
press q
check "virtual: q ends it with status 0" end_of $viewer

capture() {
	mkdir frames
	groundglass -R null --matrix 601 --range limited --stats=stats.json --screenshot last.png \
		-c1 -C10 --save-frames=frames >lines 2>errors && says_nothing && stats_add_up
}
check "virtual: groundglass captures" capture
check "virtual: ten frames are saved, as they are in memory" frames_are_right
check "virtual: a screenshot has the right colours" check_picture 640x480 last.png

# Our threads' DMA_BUF_IOCTL_SYNC: one before and one after each frame is read; libcamera's own come
# from its threads.
syncs_are_there() {
	strace -f -Y -e trace=ioctl -o trace groundglass -R null -c1 -C10 --stats=stats.json >lines ||
		return 1
	stats_add_up || return 1
	local ours
	ours=$(n_lines '<gg-[a-z0-9-]+>.*(DMA_BUF_IOCTL_SYNC|BUF_BASE|0x62, (0|0x0), 0x8)' trace)
	echo "$ours calls to synchronise, for $shown frames shown"
	grep -m 4 '<gg-' trace
	((ours >= 2 * shown && ours % 2 == 0))
}
check "virtual: reading is synchronised with the device" syncs_are_there
check "virtual: the unit test of maps passes with dma-bufs" eval \
	'test_mapped_buffer 2>&1 | tee unit | grep -q "PASSED.*14 test" && ! grep -q skipped unit'

# As fast as they come, 2,000 frames between two looks. libcamera has the buffer mapped that it fills.
look_twice() {
	groundglass -R null -c1 --crc --stats=stats.json >lines 2>errors &
	viewer=$!
	wait_until 120 lines_are_there 200 cam1-stream0:.seq lines || return 1
	holdings
	files_before=$files maps_before=$maps buffers_before=$buffers memory_before=$memory
	wait_until 300 lines_are_there 2200 cam1-stream0:.seq lines || return 1
	holdings
	kill -INT $viewer
	end_of $viewer && stats_add_up && ((captured >= 2200))
}

nothing_leaks() {
	((files == files_before && maps <= maps_before + 1 && buffers <= buffers_before + 1 &&
		memory <= memory_before + 1024))
}

check "virtual: 2,000 frames come" look_twice
check "virtual: they leak nothing: $files_before to $files files, $maps_before to $maps maps, \
$buffers_before to $buffers dma-bufs, $memory_before to $memory KiB" nothing_leaks
rm /usr/share/libcamera/pipeline/virtual/virtual.yaml
