# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# A control set at the start is the camera's from the first frames on.
capture() {
	groundglass -R null -c1 -C10 -s 320x240,YUYV --set Brightness=0.5 --save-frames=frames
}

frames_show_it() {
	uvc_camera --check 320x240 frames/frame-cam1-stream0-[0-9].data >checked || true
	cat checked
	# Four buffers are under way while the first request sets the control.
	! grep -q BAD checked && (($(n_lines 'brightness 32$' checked) >= 10 - 4))
}

mkdir frames
check "--set: groundglass captures" capture
check "--set Brightness=0.5 reaches the camera" camera_was_asked 'SET brightness 32 \(was 0\)'
check "--set: the frames show it" frames_show_it
