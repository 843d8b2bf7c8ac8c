# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Scenario: no-tables
# JPEGs without Huffman tables are shown, and saved as they came; a screenshot has the tables.
have Xvfb xdotool || exit 0
start_display

picture_is_shown() {
	find_window && wait_until 60 screen_shows --full && return
	cat screen
	return 1
}

screenshot_has_tables() {
	press s
	wait_until 60 contains lines '^saved .*\.jpg$' >/dev/null || return 1
	LC_ALL=C grep -qaP '\xff\xc4' ./*.jpg || return 1 # the marker DHT
	groundglass -R null --screenshot shot.png ./*.jpg -C1 >/dev/null &&
		check_picture --full 640x480 shot.png
}

mkdir frames
groundglass -R surface -c1 -s 640x480,MJPEG --save-frames=frames --screenshot-dir . \
	>lines 2>errors &
viewer=$!
check "no Huffman tables: the picture is shown" picture_is_shown
check "no Huffman tables: a screenshot has them put in" screenshot_has_tables
press q
check "no Huffman tables: q ends it with status 0" end_of $viewer
check "no Huffman tables: frames are saved as they came" frames_are no-tables b+
check "no Huffman tables: nothing to complain about" says_nothing
