# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Scenario: error-bit
# Frames that the camera itself calls bad: neither shown nor saved.
nodrop=/sys/module/uvcvideo/parameters/nodrop

capture() {
	rm -rf frames
	mkdir frames
	groundglass -R null -c1 -C12 -s 320x240,YUYV --save-frames=frames --stats=stats.json \
		>lines 2>errors || return 1
	cat lines errors
}

# Of the frames that are saved all are whole, and none is 2, 5, 8 ...
frames_are_good() {
	for frame in frames/*.data; do # one by one: they may be out of order
		uvc_camera --check 320x240 "$frame"
	done >checked
	cat checked
	! grep BAD checked && sed 's/.*frame \([0-9]*\),.*/\1/' checked | awk '$1 % 3 == 2 { exit 1 }'
}

errors_are_counted() {
	stats_add_up || return 1
	local errors
	errors=$(figure errors)
	((errors > 0 && failed == errors && saved == captured - errors)) &&
		contains errors '^groundglass: cam1-stream0: frame [0-9]+ was damaged' &&
		(($(n_lines cam1-stream0:.seq lines) == captured - errors))
}

drops_are_gaps() {
	stats_add_up && (($(figure gaps) > 0 && $(figure errors) == 0)) && says_nothing
}

are_counted_or_gaps() {
	errors_are_counted || drops_are_gaps
}

# The driver hands them on where nodrop is 1, and drops them where it is 0; some kernels look at it
# only when a camera comes. Without the switch either is right.
if [[ -w $nodrop ]]; then
	before=$(<$nodrop)
	for value in 1 0; do
		echo $value >$nodrop
		check "error bit, nodrop=$value: plugged in" camera_plug --scenario error-bit
		check "error bit, nodrop=$value: groundglass captures" capture
		check "error bit, nodrop=$value: the good frames are saved" frames_are_good
		if ((value == 1)); then
			check "error bit, nodrop=1: the others are counted, and said" errors_are_counted
		else
			check "error bit, nodrop=0: the others are gaps" drops_are_gaps
		fi
	done
	echo "$before" >$nodrop
else
	check "error bit: groundglass captures" capture
	check "error bit: the good frames are saved" frames_are_good
	check "error bit: the others are counted or gaps" are_counted_or_gaps
fi
