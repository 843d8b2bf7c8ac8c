# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Motion-JPEG payloads are saved as they were sent.
capture() {
	mkdir frames
	groundglass -R null -c1 -C10 -s 1280x720,MJPEG --save-frames=frames >lines || return 1
	cat lines
}

frames_are_right() {
	local frames=(frames/frame-cam1-stream0-[0-9].data)
	((${#frames[@]} == 10)) && uvc_camera --check 1280x720 --jpeg "$jpegs" "${frames[@]}"
}

check "MJPEG 1280x720: groundglass captures" capture
check "MJPEG 1280x720: ten frames, byte for byte" frames_are_right
check "MJPEG 1280x720: ten lines" lines_are_there 10 'cam1-stream0: seq [0-9]+, bytes [0-9]+,' lines
