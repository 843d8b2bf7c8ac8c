# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# The plug is pulled while frames come.
ends_with_one_line() {
	local status=0
	end_of $viewer || status=$?
	cat errors
	echo "status $status"
	((status == 1)) && (($(complaints errors | wc -l) == 1))
}

groundglass -R null --no-reattach -c1 -C100000 -s 640x480,YUYV >lines 2>errors &
viewer=$!
check "unplug: frames come" wait_until 60 lines_are_there 5 cam1-stream0:.seq lines
check "unplug: the camera is gone" camera_unplug
check "unplug: groundglass ends with status 1 and one line" ends_with_one_line

listing_is_empty() {
	groundglass -l >list && cat list && ! grep -q '^1:' list
}
check "unplug: -l lists no camera" listing_is_empty
