# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# A camera that another process has: that one is named.

hold() {
	: >lines
	groundglass -R null -c1 -s 320x240,YUYV --crc >lines 2>errors &
	holder=$!
}

holder_is_named() {
	local status=0
	groundglass -R null -c1 -C1 >other.lines 2>other.errors || status=$?
	cat other.lines other.errors
	((status == 1)) && (($(wc -l <other.errors) == 2)) &&
		contains other.errors \
			"^groundglass: cannot open camera .*: groundglass \(process $holder\) uses it: .*: waiting" \
			"^groundglass: cannot open camera .*: groundglass \(process $holder\) uses it: close that first$"
}

hold
check "busy camera: frames come to the first" wait_until 60 lines_are_there 3 cam1-stream0: lines
check "busy camera: a second process is told who has it" holder_is_named

# To be looked at it may be in use.
is_looked_at() {
	groundglass -c1 -p --list-controls -I >info 2>info.errors
	local status=$?
	cat info info.errors
	((status == 0)) && [[ ! -s info.errors ]] &&
		contains info '^Using camera .* as cam1$' 'Model: ' 'Brightness: ' \
			'^	0: [0-9]+x[0-9]+-' 'Pixelformat: YUYV'
}
check "busy camera: -p, --list-controls and -I say what it can do all the same" is_looked_at

# One that waits for it when it is given back gets it; one that is told to end does.
groundglass -R null -c1 >waiting.lines 2>waiting.errors &
waiting=$!
check "busy camera: another waits" wait_until 60 grep -q waiting waiting.errors
kill -INT $waiting
check "busy camera: SIGINT ends the wait with status 0" end_of $waiting

another_waits() {
	: >next.errors
	groundglass -R null -c1 -C3 >next.lines 2>next.errors &
	next=$!
	wait_until 60 grep -q waiting next.errors
}

check "busy camera: yet another waits" another_waits
kill -KILL $holder # who waits does so for some seconds only, and an orderly end may take longer
wait $holder || true
check "busy camera: it gets the camera that is given back" end_of $next

# While another waits, the one that has it ends as ever; whether in time for that one is left open.
hold
check "busy camera: frames come to the next" wait_until 60 lines_are_there 3 cam1-stream0: lines
check "busy camera: somebody waits again" another_waits
kill -INT $holder
check "busy camera: SIGINT ends the one that has it with status 0" end_of $holder
end_of $next || true
