# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Two cameras at a time, of which one goes.
check "two cameras: the second is plugged in" second_camera_plug --scenario bright

listing_is_right() {
	groundglass -l >list && cat list && [[ $(wc -l <list) == 3 ]] &&
		contains list '^1: .*1d6b:0102$' '^2: .*1d6b:0102$' &&
		[[ $(sed -n 's/^1: //p' list) != "$(sed -n 's/^2: //p' list)" ]]
}

capture() {
	mkdir one two
	groundglass -R null --stats=stats.json -c1 -C5 -s 320x240,YUYV --save-frames=one \
		-c2 -C5 -s 320x240,YUYV --save-frames=two >lines || return 1
	cat lines stats.json
}

# Each has frames of one camera, and each of another: one has brightness 0, one 20.
frames_are_right() {
	uvc_camera --check 320x240 one/frame-cam1-stream0-[0-4].data >one.checked &&
		uvc_camera --check 320x240 two/frame-cam2-stream0-[0-4].data >two.checked || return 1
	cat one.checked two.checked
	local one two
	one=$(sed 's/.*brightness //' one.checked | sort -u)
	two=$(sed 's/.*brightness //' two.checked | sort -u)
	[[ $(wc -l <one.checked) == 5 && $(wc -l <two.checked) == 5 ]] &&
		[[ "$one $two" == "0 20" || "$one $two" == "20 0" ]]
}

check "two cameras: -l lists both" listing_is_right
check "two cameras: groundglass captures from both" capture
check "two cameras: each one's frames are right" frames_are_right

frames_come_from() { # CAMERA...
	local camera
	for camera; do
		wait_until 60 lines_are_there $(($(n_lines "$camera-stream0: seq" lines) + 5)) \
			"$camera-stream0: seq" lines || return 1
	done
}

goes() {
	second_camera_unplug && wait_until 30 contains errors 'camera .* is gone: waiting' >/dev/null
	cat errors
}

# Which of the two is still there?
the_other() {
	local gone
	gone=$(sed -n 's/^groundglass: camera \(.*\) is gone.*/\1/p' errors | head -n 1)
	grep -F "Using camera" lines | grep -vF "$gone" | sed 's/.* as //'
}

groundglass -R null -c1 -s 320x240,YUYV --crc -c2 -s 320x240,YUYV --crc >lines 2>errors &
viewer=$!
check "two cameras: frames come from both" frames_come_from cam1 cam2
check "two cameras: one goes" goes
check "two cameras: the other goes on" frames_come_from "$(the_other)"

# Before 0.0.5 libcamera does not stand a replug while a camera is in use.
comes_back_or_cannot() {
	second_camera_plug --scenario bright || return 1
	wait_until 30 eval 'lines_are_there 1 "^Camera .* is back$" lines ||
		lines_are_there 1 "^groundglass: libcamera 0\.0\.[0-4] cannot look for cameras" errors'
	local there=$?
	tail -n 2 errors
	return $there
}
check "two cameras: it comes back, or why it cannot is said" comes_back_or_cannot
check "two cameras: frames come" frames_come_from "$(the_other)"
kill -INT $viewer
check "two cameras: interrupted it ends with status 0" end_of $viewer
