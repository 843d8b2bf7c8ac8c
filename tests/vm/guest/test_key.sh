# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# A key press reaches the camera, and the picture shows it.
have Xvfb xdotool || exit 0
start_display

brightness_is_raised() {
	find_window || return 1
	wait_until 60 lines_are_there 3 cam1-stream0: lines || return 1
	press 4
	wait_until 30 camera_was_asked 'SET brightness' >/dev/null || return 1
	# Frames that were on their way do not have it yet: let some more come.
	wait_until 60 lines_are_there $(($(wc -l <lines) + 10)) . lines
}

frames_show_it() {
	local value
	value=$(sed -n 's/.*SET brightness \([0-9]*\) .*/\1/p' camera.log | tail -n 1)
	# shellcheck disable=SC2046 # the names have no blanks
	uvc_camera --check 320x240 $(ls -v frames/*.data) >checked || {
		grep BAD checked
		return 1
	}
	echo "the camera was set to $value"
	head -n 1 checked
	tail -n 1 checked
	((value > 0)) && head -n 1 checked | grep -q 'brightness 0$' &&
		tail -n 1 checked | grep -q "brightness $value\$"
}

mkdir frames
groundglass -R surface -c1 -s 320x240,YUYV --save-frames=frames >lines &
viewer=$!
check "the key 4 raises the camera's brightness" brightness_is_raised
press q
check "q ends it with status 0" end_of $viewer
check "the frames after it are brighter" frames_show_it
