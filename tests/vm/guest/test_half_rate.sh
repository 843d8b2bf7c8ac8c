# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Scenario: half-rate
# The camera goes down to half its rate, as in the dark.
capture() {
	groundglass -R null -c1 -C20 -s 320x240@30,YUYV --save-frames=frames --stats=stats.json \
		>lines 2>errors
}

frames_are_right() {
	# shellcheck disable=SC2046 # the names have no blanks
	uvc_camera --check 320x240 $(ls -v frames/*.data) >checked && tail -n 1 checked &&
		[[ $(wc -l <checked) == 20 ]] && stats_add_up && ((failed == 0 && saved == captured))
}

# By the driver's clock the last eight take at least 3/4 of the 8/15 s that they should.
rate_is_halved() {
	cat lines
	awk '/cam1-stream0: seq/ { times[n++] = $1 }
		END { exit !(times[n - 1] - times[n - 9] >= 0.75 * 8 / 15) }' lines
}

mkdir frames
check "half the rate: groundglass captures" capture
check "half the rate: every frame is right" frames_are_right
check "half the rate: the frames' times tell" rate_is_halved
