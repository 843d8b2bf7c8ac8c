# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# The camera goes and comes back while -m watches; and it is named twice, and turned.
id=$(groundglass -l | sed -n 's/^1: //p')

says() { # LINE TIMES
	(($(grep -cFx -- "$1" lines) >= $2))
}

first_lines_are_right() {
	says 'Monitoring new hotplug and unplug events' 1 && says 'Press Ctrl-C to interrupt' 1
}

lines_are_right() {
	cat lines errors
	[[ ! -s errors && $(wc -l <lines) == 6 ]] && says "Camera Removed: $id" 2 &&
		says "Camera Added: $id" 2
}

groundglass -m >lines 2>errors &
monitor=$!
check "monitor: it says that it watches" wait_until 30 first_lines_are_right
for i in 1 2; do
	check "monitor $i: unplugged" camera_unplug
	check "monitor $i: a line about it" wait_until 30 says "Camera Removed: $id" $i
	check "monitor $i: plugged in" camera_plug
	check "monitor $i: a line about it" wait_until 60 says "Camera Added: $id" $i
done
kill -INT $monitor
check "monitor: interrupted it ends with status 0" end_of $monitor
check "monitor: a line each time, and no other" lines_are_right

twice_is_refused() {
	groundglass -R null -c1 -C1 -c1 -C1 >lines 2>errors && return 1
	cat errors
	(($(wc -l <errors) == 1)) && contains errors "cannot open camera .* twice"
}
check "twice: a camera named twice is refused in one line" twice_is_refused

# A USB camera turns nothing.
is_turned() { # ORIENTATION SIZE
	groundglass -R null -c1 -s 320x240,YUYV -C1 -o "$1" --screenshot turned.ppm || return 1
	[[ $(sed -n 2p turned.ppm) == "$2" ]]
}
check "orientation: mirrored" is_turned mirror "320 240"
check "orientation: on its side" is_turned rot90 "240 320"
