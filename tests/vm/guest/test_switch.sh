# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Format, size and camera change while the window is open.
have Xvfb xdotool || exit 0
start_display

frames_come() { # MORE
	wait_until 60 lines_are_there $(($(n_lines cam1-stream0:.seq lines) + $1)) cam1-stream0:.seq lines
}

says() { # TIMES PATTERN
	wait_until 60 lines_are_there "$1" "$2" lines
}

window_is_made() { # WxH
	xdotool windowmove --sync "$window" 0 0 windowsize --sync "$window" "${1%x*}" "${1#*x}"
	find_window && [[ ${WIDTH}x$HEIGHT == "$1" ]]
}

# The one that was opened last.
camera_in_use() {
	sed -n 's/^Using camera \(.*\) as cam1$/\1/p' lines | tail -n 1
}

is_other() { # CAMERA
	[[ $(camera_in_use) != "$1" ]]
}

complains() { # PATTERN
	wait_until 60 contains errors "$1" >/dev/null || { cat errors && return 1; }
}

holder_streams() {
	wait_until 60 lines_are_there 3 cam1-stream0:.seq holder
}

# Once it has let go of a camera: libcamera before 0.0.5 would not stand it earlier.
keys_are_answered_again() {
	cp "$screen" before
	press i
	wait_until 30 eval '! screen_is before'
}

groundglass -R surface -c1 -s 640x480,YUYV --metadata --stats=stats.json >lines 2>errors &
viewer=$!
check "switch: a window appears" find_window
check "switch: the picture is right" wait_until 60 screen_shows
press c
check "switch: c with one camera says so" complains '^groundglass: there is no other camera$'

press C
press Right
xdotool type mjpeg
press Right
xdotool type 1280
press Return
check "switch: MJPEG in another size" says 1 '^Camera .*: 1280x720 MJPEG'
check "switch: the camera sends that" frames_come 3
check "switch: the window takes its size" window_is_made 1280x720
check "switch: the picture is right" wait_until 60 screen_shows --full

press F5
check "switch: F5 opens it anew, as it was" says 2 '^Camera .*: 1280x720 MJPEG'
check "switch: frames come" frames_come 3

first=$(camera_in_use)
check "switch: a second camera is plugged in" second_camera_plug --scenario bright
groundglass -R null -c2 -s 320x240,YUYV --crc >holder 2>&1 &
holder=$!
check "switch: another process has it" holder_streams
press c
check "switch: c says so, and goes back" complains "^groundglass: cannot open .* uses it.*: back to camera "
check "switch: frames come from the first" frames_come 3
kill -INT $holder
check "switch: the other process ends" end_of $holder

press c
check "switch: c goes to the second" wait_until 60 is_other "$first"
check "switch: frames come from it" frames_come 3
check "switch: it is unplugged" second_camera_unplug
check "switch: it is said to be gone" complains "^groundglass: camera .* is gone: waiting"
check "switch: keys are answered again" keys_are_answered_again
check "switch: it is plugged in" second_camera_plug --scenario bright
check "switch: it comes back" says 1 '^Camera .* is back$'
check "switch: and frames with it" frames_come 3
press c
check "switch: c goes to the first" wait_until 60 eval '! is_other "$first"'
check "switch: frames come from the first again" frames_come 3
press q
check "switch: q ends it with status 0" end_of $viewer
check "switch: the counts add up" stats_add_up
cat lines errors | grep -v seq | grep -v '	' || true
