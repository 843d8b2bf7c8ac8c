# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# The controls that libcamera leaves out are V4L2's: they are listed, set and read as the camera has
# them, and keys switch their automatics.
list_controls() { # FILE
	groundglass -c1 --list-controls >"$1" || return 1
	cat "$1"
}

# A number, a switch, a menu and one half of a pair, with their limits and values.
listing_is_right() {
	list_controls info &&
		contains info 'White Balance Temperature: int32 \[2800\.\.6500\] step 10 default 4600 value 4600 inactive$' \
			'White Balance, Automatic: bool \[false\.\.true\] default true value true$' \
			'Power Line Frequency: int32 \[0\.\.2\] default 50 Hz value 50 Hz$' '60 Hz$' \
			'Sharpness: int32 \[1\.\.7\] default 2 value 2$' \
			'Focus, Absolute: int32 \[0\.\.255\] step 5 default 0 value 0 inactive$' \
			'Focus, Automatic Continuous: bool .*value true$' \
			'Zoom, Absolute: int32 \[100\.\.400\]' 'Tilt, Absolute: int32 \[-36000\.\.36000\] step 3600'
}

# One control has one name.
nothing_is_listed_twice() {
	local name
	for name in Brightness Contrast Saturation Gamma Sharpness; do
		(($(n_lines "^.$name: " info) == 1)) || return 1
	done
	(($(n_lines '^.(ExposureTime|Exposure Time, Absolute): ' info) == 1)) &&
		(($(n_lines '^.Auto Exposure: ' info) == !$(n_lines '^.(AeEnable|ExposureTimeMode): ' info))) &&
		(($(n_lines '^.(AnalogueGain|Gain): ' info) == 1))
}

set_some() {
	groundglass -R null -c1 -C3 --set focus_absolute=23 --set 'Power Line Frequency=60 Hz' \
		--set 'zoom, ABSOLUTE=200' --set TiltAbsolute=-7200 --set Brightness=0.5 >lines &&
		contains lines 'Focus, Absolute is set by hand: Focus, Automatic Continuous is switched off'
}

# The automatic first, and nothing that was not asked for.
they_reach_the_camera() {
	camera_was_asked 'SET zoom 200 ' && camera_was_asked 'SET powerline 2 ' &&
		camera_was_asked 'SET second pan-tilt -7200 ' &&
		camera_was_asked 'SET brightness 32 ' || return 1
	sed -n 's/.* SET \(a*u*t*o*focus [0-9]*\) .*/\1/p' camera.log | paste -sd ' ' >focus
	cat focus
	[[ $(<focus) == "autofocus 0 focus 25" ]] &&
		! grep -E 'SET (white|auto-white|sharpness|gain|exposure)' camera.log
}

# The driver rounds to steps: what is read back is what the camera has.
they_are_read_back() {
	list_controls info &&
		contains info 'Focus, Absolute: .*value 25$' 'Focus, Automatic Continuous: .*value false$' \
			'Power Line Frequency: .*value 60 Hz$' 'Zoom, Absolute: .*value 200$' \
			'Tilt, Absolute: .*value -7200$' 'Pan, Absolute: .*value 0$'
}

says() { # PATTERN GROUNDGLASS-OPTION...: it fails with one line like that
	local pattern=$1 status=0
	shift
	groundglass -R null -c1 -C1 "$@" >lines 2>errors || status=$?
	cat errors
	((status == 1)) && contains errors "$pattern" && (($(complaints errors | wc -l) == 1))
}

toggle() {
	groundglass -R null -c1 -C40 --do auto-exposure@2 --do auto-white-balance@3 --do autofocus@4 \
		--do auto-white-balance@8 >lines 2>errors
	cat errors
	camera_log >camera.log
	sed -n 's/.* SET \(.*\) (was.*/\1/p' camera.log | tail -n 4 >sets
	cat sets
	contains sets '^exposure-mode 1$' '^autofocus 0$' &&
		[[ $(grep white sets | paste -sd ' ') == "auto-white-balance 0 auto-white-balance 1" ]]
}

# The driver would refuse the value of --set now.
reopen() {
	groundglass -R null -c1 -C12 -t 60s --set focus_absolute=20 --do autofocus@3 --do reopen@6 \
		>lines 2>errors
	cat errors
	camera_log >camera.log
	sed -n 's/.* SET \(a*u*t*o*focus [0-9]*\) .*/\1/p' camera.log | paste -sd ' ' >focus
	cat focus
	contains lines '^Camera .*: [0-9]+x[0-9]+ MJPEG$' && (($(n_lines 'is set by hand' lines) == 1)) &&
		[[ $(<focus) == "autofocus 0 focus 20 autofocus 1"* ]]
}

check "V4L2: --list-controls has the controls that libcamera leaves out" listing_is_right
check "V4L2: none is listed that libcamera has" nothing_is_listed_twice
check "V4L2: groundglass captures with some of them set" set_some
check "V4L2: they reach the camera, and no others do" they_reach_the_camera
check "V4L2: they are read back as the camera has them" they_are_read_back
check "V4L2: what is out of range is refused" says \
	'cannot set Focus, Absolute to "300": it takes 0\.\.255$' --set focus_absolute=300
check "V4L2: what its automatic decides is refused" says \
	'Focus, Absolute is inactive while Focus, Automatic Continuous is on: set that to false' \
	--set focus_absolute=20 --set focus_automatic_continuous=true
camera_plug
check "V4L2: a, b and t switch the automatics" toggle
camera_plug
check "V4L2: what --set switched off, and a key on again, stays on when the camera is reopened" reopen

have Xvfb xdotool || exit 0
start_display

# Its values are read again and again for the overlay.
overlay_is_shown() {
	find_window && wait_until 60 lines_are_there 40 cam1-stream0:.seq lines
}

ends_quietly() {
	local status=0
	end_of $viewer || status=$?
	cat errors
	((status == 1)) && contains errors 'is gone$' && (($(complaints errors | wc -l) == 1))
}

groundglass -R surface --no-reattach -c1 -C100000 -s 320x240,YUYV --do info@1 >lines 2>errors &
viewer=$!
check "V4L2: frames come while the overlay reads the controls" overlay_is_shown
check "V4L2: the plug is pulled meanwhile" camera_unplug
check "V4L2: groundglass says so, and nothing else" ends_quietly
