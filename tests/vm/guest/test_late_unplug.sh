# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# Buffers go back to a camera that is gone already, which libcamera has not heard of yet:
# each comes back once at most, and no more.
late_unplug >lines 2>errors &
program=$!
ends_as_gone() {
	local status=0
	end_of $program || status=$?
	cat lines errors
	((status == 0)) && contains lines '^[0-4]: No such device$' && [[ ! -s errors ]]
}
check "late unplug: libcamera's thread is held" wait_until 60 lines_are_there 1 '^pull the plug$' lines
check "late unplug: the camera is gone" camera_unplug
check "late unplug: the program hears of it" ends_as_gone
