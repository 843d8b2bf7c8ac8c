# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Scenario: truncated
# JPEGs that end early are counted and named, and the last good picture stays.
have Xvfb xdotool || exit 0
start_display

picture_stays() {
	find_window && wait_until 60 screen_shows --full || return 1
	press 4 # from then on nothing but broken frames comes
	wait_until 60 lines_are_there 1 'cannot be shown' errors || return 1
	local more=$(($(n_lines cam1-stream0:.seq lines) + 20))
	wait_until 60 lines_are_there $more cam1-stream0:.seq lines || return 1
	wait_until 60 screen_shows --full # what the key has said fades
}

figures_are_right() {
	local good
	good=$(frame_kinds truncated | tr -d b | wc -c)
	stats_add_up && ((failed > 0 && saved == captured && shown <= good))
}

# One line a second at most, and no more than there were broken frames.
complaints_are_few() {
	cat errors
	local n
	n=$(n_lines '^groundglass: cam1-stream0: frame [0-9]+ cannot be shown: JPEG ends early' errors)
	((n > 0 && n <= SECONDS - start + 2 && n <= failed && n == $(complaints errors | wc -l)))
}

mkdir frames
start=$SECONDS
groundglass -R surface -c1 -s 640x480,MJPEG --save-frames=frames --stats=stats.json --crc \
	>lines 2>errors &
viewer=$!
check "truncated: the last good picture stays" picture_stays
press q
check "truncated: q ends it with status 0" end_of $viewer
check "truncated: all frames are saved as they came" frames_are truncated 'g+b+'
check "truncated: broken frames count as failed" figures_are_right
check "truncated: the frame and the reason are said, at times" complaints_are_few
