# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# A camera that another process has: that one is named.
groundglass -R null -c1 -s 320x240,YUYV --crc >lines 2>errors &
holder=$!

holder_is_named() {
	local status=0
	groundglass -R null -c1 -C1 >other.lines 2>other.errors || status=$?
	cat other.lines other.errors
	((status == 1)) && (($(wc -l <other.errors) == 1)) &&
		contains other.errors "^groundglass: cannot open camera .*: groundglass \(process $holder\) uses it"
}

check "busy camera: frames come to the first" wait_until 60 lines_are_there 3 cam1-stream0: lines
check "busy camera: a second process is told who has it" holder_is_named
kill -INT $holder
check "busy camera: the first ends with status 0" end_of 30 $holder
