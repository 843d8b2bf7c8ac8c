# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# A camera for $SOAK_MINUTES minutes, and one that is pulled out and comes back 50 times. Not one of
# the tests: run it by its name.
. /mnt/vm/stage/soak # SOAK_MINUTES

usage() { # PID: KiB of memory, files, mappings
	echo "$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status")" \
		"$(find "/proc/$1/fd" -type l | wc -l) $(wc -l <"/proc/$1/maps")"
}

grows_little() { # WHAT BEFORE AFTER: their words are a usage each
	local before after
	read -ra before <<<"$2"
	read -ra after <<<"$3"
	echo "soak: $1: KiB ${before[0]} -> ${after[0]}, files ${before[1]} -> ${after[1]}, mappings ${before[2]} -> ${after[2]}"
	((after[0] - before[0] <= 8192 && after[1] <= before[1] + 1 && after[2] <= before[2] + 32))
}

is_back() { # TIMES
	lines_are_there "$1" '^Camera .* is back$' lines
}

frames_come() { # MORE
	wait_until 60 lines_are_there $(($(n_lines cam1-stream0:.seq lines) + $1)) cam1-stream0:.seq lines
}

all_frames_are_accounted_for() {
	stats_add_up && echo "soak: captured $captured, shown $shown, dropped $dropped, failed $failed"
}

groundglass -R null -c1 -s 640x480,MJPEG --crc --stats=stats.json >lines 2>errors &
viewer=$!
check "soak: frames come" frames_come 30
before=$(usage $viewer)
sleep $((SOAK_MINUTES * 60))
after=$(usage $viewer)
check "soak: frames still come" frames_come 30
kill -INT $viewer
check "soak: it ends with status 0" end_of $viewer
check "soak: every frame is accounted for" all_frames_are_accounted_for
check "soak: $SOAK_MINUTES minutes leave memory, files and mappings alone" \
	grows_little "$SOAK_MINUTES minutes" "$before" "$after"

groundglass -R null -c1 -s 320x240,YUYV --crc --stats=stats.json >lines 2>errors &
viewer=$!
check "soak: frames come" frames_come 3
for ((i = 1; i <= 50; i++)); do
	camera_plug && wait_until 60 is_back $i && frames_come 3 || break
	((i != 5)) || before=$(usage $viewer)
done
check "soak: 50 times pulled out, 50 times back" test $i = 51
check "soak: that leaves memory, files and mappings alone" grows_little "50 replugs" "$before" "$(usage $viewer)"
kill -INT $viewer
check "soak: it ends with status 0" end_of $viewer
check "soak: every frame is accounted for" all_frames_are_accounted_for
