# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Scenario: wrong-size
# JPEGs larger or smaller than was agreed are refused with both figures; the others are shown.

# Until one of either size was looked at: a slow machine shows every second one, which may all be good.
capture() { # SIZE
	rm -rf frames
	mkdir frames
	: >errors
	groundglass -R null -c1 -s "$1,MJPEG" --save-frames=frames --screenshot last.png \
		--stats=stats.json >lines 2>errors &
	local viewer=$!
	wait_until 60 lines_are_there 12 cam1-stream0:.seq lines &&
		wait_until 60 lines_are_there 1 'cannot be shown' errors || cat errors
	kill -INT $viewer
	end_of $viewer && check_picture --full "$1" last.png
}

figures_are_right() {
	stats_add_up && ((failed > 0 && failed < captured && saved == captured + 1)) # the screenshot
}

is_refused() { # SIZE-OF-JPEG SIZE-OF-STREAM
	cat errors
	contains errors "^groundglass: cam1-stream0: frame [0-9]+ .*JPEG is $1, the stream is $2$"
}

# Every frame is one of either size.
frames_are_right() { # SIZE-OF-JPEG SIZE-OF-STREAM
	local good bad
	good=$(uvc_camera --check "$2" --jpeg "$jpegs" frames/*.data | grep -c ': ok')
	bad=$(uvc_camera --check "$1" --jpeg "$jpegs" frames/*.data | grep -c ': ok')
	echo "$good frames are $2, $bad are $1"
	((good > 0 && bad > 0 && good + bad == captured))
}

check "larger than agreed: groundglass captures and shows" capture 640x480
check "larger than agreed: refused frames count as failed" figures_are_right
check "larger than agreed: both sizes are said" is_refused 1280x720 640x480
check "larger than agreed: frames are saved as they came" frames_are_right 1280x720 640x480

check "smaller than agreed: groundglass captures and shows" capture 1280x720
check "smaller than agreed: refused frames count as failed" figures_are_right
check "smaller than agreed: both sizes are said" is_refused 640x480 1280x720
check "smaller than agreed: frames are saved as they came" frames_are_right 640x480 1280x720
