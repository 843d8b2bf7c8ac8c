# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# A camera that a program streams from which knows nothing of libcamera: that one is named, and
# waited for, also where it was faster between the configuration and the start.
have Xvfb xdotool || exit 0
start_display
device=$(grep -l '^0$' /sys/class/video4linux/*/index | head -n 1)
device=/dev/$(basename "$(dirname "$device")")
mkfifo pipe

hold() { # SECONDS [WORD]: of the lines in the pipe
	hold_stream "$device" "$@" <pipe >lines 2>held &
	holder=$!
}

is_held() {
	wait_until 30 contains held '^hold_stream: streaming$' >/dev/null || { cat held && return 1; }
}

holder_is_named() {
	local status=0
	groundglass -R null -c1 -C1 >other.lines 2>errors || status=$?
	cat other.lines errors
	((status == 1)) && (($(wc -l <errors) == 2)) &&
		contains errors \
			"^groundglass: cannot [a-z ]* camera .*: hold_stream \(process $holder\) uses it: .*: waiting" \
			"^groundglass: cannot [a-z ]* camera .*: hold_stream \(process $holder\) uses it: close that first$"
}

start_is_waited_for() {
	wait_until 60 contains errors \
		"^groundglass: cannot start camera .*: hold_stream \(process $holder\) uses it: .*: waiting" \
		>/dev/null && return
	cat errors held
	return 1
}

one_line_was_said() {
	cat errors
	(($(wc -l <errors) == 1))
}

hold_stream "$device" 1000 2>held &
holder=$!
check "busy stream: a program streams" is_held
check "busy stream: it is named" holder_is_named
groundglass -R null -c1 -C3 >next.lines 2>next.errors &
next=$!
check "busy stream: it is waited for" wait_until 60 grep -q waiting next.errors
kill $holder
wait $holder || true
check "busy stream: the camera that is given back is taken" end_of $next

hold 3 Allocated
groundglass -R surface -c1 -C5 -s 320x240,YUYV --set Brightness=0.5 >pipe 2>errors &
viewer=$!
check "busy stream: a program is faster" is_held
check "busy stream: the start waits for it" start_is_waited_for
check "busy stream: then there are frames" end_of $viewer
check "busy stream: they are all there" lines_are_there 5 cam1-stream0:.seq lines
check "busy stream: nothing else was said" one_line_was_said

# Long before the five seconds are over.
hold 1000 Allocated
groundglass -R surface -c1 >pipe 2>errors &
viewer=$!
check "busy stream: a program is faster again" is_held
check "busy stream: the start waits again" start_is_waited_for
kill -INT $viewer
check "busy stream: an interrupt ends the wait with status 0" end_of $viewer
