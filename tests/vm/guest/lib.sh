# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# What the tests in the guest have in common; sourced. A test is a script that names what it checks
# and checks it; what it prints goes to the log.

out=/mnt/out
bin=/mnt/vm/stage/bin
jpegs=/mnt/vm/stage/jpeg
export PATH=$bin:$PATH jpegs

# udev and kmod were unpacked to here where the host has none.
tools=/mnt/vm/tools
if [[ -d $tools ]]; then
	export PATH=$PATH:$tools/kmod:$tools/bin:$tools/usr/bin
	tools_libraries=$tools/lib/x86_64-linux-gnu:$tools/usr/lib/x86_64-linux-gnu
	udevadm() { LD_LIBRARY_PATH=$tools_libraries command udevadm "$@"; }
	modprobe() { LD_LIBRARY_PATH=$tools_libraries command modprobe "$@"; }
fi

# The software window: SDL would else draw it through Mesa's software GL, at a few frames a second.
export DISPLAY=:7 SDL_VIDEODRIVER=x11 SDL_FRAMEBUFFER_ACCELERATION=0
screen=/tmp/screen/Xvfb_screen0

result() { # ok|FAIL|skipped WHAT
	local verdict=$1
	shift
	echo "$verdict $test $*" >>$out/results
	echo "== $verdict $*"
}

check() { # WHAT COMMAND...: does the command succeed?
	local what=$1
	shift
	if "$@"; then
		result ok "$what"
	else
		result FAIL "$what"
	fi
}

wait_until() { # SECONDS COMMAND...
	local end=$((SECONDS + $1))
	shift
	while ! "$@"; do
		((SECONDS < end)) || return 1
		sleep 0.1
	done
}

# The host plugs cameras in and out: it waits for a file that says which. The file appears whole, and
# goes when it was read.
ask_host() { # plug 1|2 [CAMERA OPTION...] | unplug 1|2
	echo "$*" >$out/camera-request.new
	mv $out/camera-request.new $out/camera-request
}

cameras_are() { # NUMBER: as many as are plugged in
	(($(find /dev -maxdepth 1 -name 'media[0-9]*' | wc -l) == $1)) || return 1
	(($1 > 0)) || [[ -z $(find /dev -maxdepth 1 -name 'video[0-9]*') ]]
}

# A camera that was just plugged in: with its first settings, and with those options. Alone.
camera_plug() { # [CAMERA OPTION...]
	camera_unplug && ask_host plug 1 "$@" && wait_until 30 cameras_are 1 && udevadm settle
}

second_camera_plug() { # [CAMERA OPTION...]
	ask_host plug 2 "$@" && wait_until 30 cameras_are 2 && udevadm settle
}

# Into the second place, where the first is empty.
camera_plug_elsewhere() { # [CAMERA OPTION...]
	camera_unplug && ask_host plug 2 "$@" && wait_until 30 cameras_are 1 && udevadm settle
}

second_camera_unplug() {
	ask_host unplug 2 && wait_until 30 cameras_are 1
}

# Of all cameras.
camera_unplug() {
	local n
	for n in 1 2; do
		cameras_are 0 && return
		ask_host unplug $n
		wait_until 30 test ! -e $out/camera-request || return 1
	done
	wait_until 30 cameras_are 0
}

# libcamera takes only devices that udev has seen: it must run before the camera appears.
start_udev() {
	if [[ -x /lib/systemd/systemd-udevd ]]; then
		/lib/systemd/systemd-udevd --daemon
	else # udevadm is the daemon where it is called so
		ln -s "$(type -P udevadm)" /run/systemd-udevd
		LD_LIBRARY_PATH=$tools_libraries /run/systemd-udevd --daemon
	fi
}

start_display() {
	[[ -e /tmp/.X11-unix/X7 ]] && return
	mkdir -p "$(dirname "$screen")"
	Xvfb $DISPLAY -screen 0 1280x1024x24 -fbdir "$(dirname "$screen")" -nolisten tcp \
		-noreset 2>$out/xvfb.log &
	disown # it stays for the tests that follow
	wait_until 60 test -e /tmp/.X11-unix/X7
}

have() { # PROGRAM...: else the test is skipped
	local program
	for program; do
		command -v "$program" >/dev/null && continue
		result skipped "$test: there is no $program"
		return 1
	done
}

# At the end of a test: what it has started and not waited for would get in the way of the next.
end_jobs() {
	local pids
	pids=$(jobs -p)
	# shellcheck disable=SC2086 # several numbers
	[[ -z $pids ]] || kill -KILL $pids
}

# What a camera has logged since it was plugged in.
camera_log() { # [1|2]
	awk '/ READY / { n = 0 } { lines[n++] = $0 } END { for (i = 0; i < n; i++) print lines[i] }' \
		"$out/camera${1-1}.log"
}

camera_was_asked() { # PATTERN
	camera_log >camera.log
	contains camera.log "$1"
}

contains() { # FILE PATTERN...: does each pattern fit a line?
	local file=$1 pattern
	shift
	for pattern; do
		grep -qE -e "$pattern" "$file" && continue
		echo "no line of $file fits '$pattern':"
		cat "$file"
		return 1
	done
}

n_lines() { # PATTERN FILE: how many lines fit
	grep -cE "$1" "$2" || true
}

lines_are_there() { # NUMBER PATTERN FILE
	(($(n_lines "$2" "$3") >= $1))
}

has_ended() { # PID
	! kill -0 "$1" 2>/dev/null
}

# The kinds of the frames in the folder frames, in their order, a letter each: g for a good one, b for
# one that is as bad as the scenario makes it. Fails where one is neither. Of Motion-JPEG.
frame_kinds() { # SCENARIO
	# shellcheck disable=SC2046 # the names have no blanks
	uvc_camera --check 640x480 --jpeg "$jpegs" --scenario "$1" $(ls -v frames/*.data) >checked || {
		grep BAD checked >&2
		return 1
	}
	sed 's/.*damaged$/b/; s/.*: ok.*/g/' checked | tr -d '\n'
}

frames_are() { # SCENARIO REGEX: do their kinds fit?
	local kinds
	kinds=$(frame_kinds "$1") || return 1
	echo "the frames are $kinds"
	[[ $kinds =~ ^$2$ ]]
}

# A figure of the first stream in what --stats wrote.
figure() { # NAME [FILE]
	sed -n "s/.*\"$1\": *\([0-9]*\).*/\1/p" "${2-stats.json}" | head -n 1
}

# Is every captured frame accounted for in stats.json, and at least one shown? The figures go to
# $captured, $shown, $dropped, $failed and $saved.
stats_add_up() {
	cat stats.json
	captured=$(figure captured) shown=$(figure shown) saved=$(figure saved)
	dropped=$(figure dropped) failed=$(figure failed)
	((shown > 0 && captured == shown + dropped + failed))
}

# What groundglass said, but for frames that the plug was pulled on: some kernels still hand them out;
# and for a machine too slow to have any for a while.
complaints() { # FILE
	local frame='cam1-stream0: (frame [0-9]+ was damaged, says the camera|the camera cancelled a frame)'
	grep -vE "^groundglass: ($frame|cam1: (no frame for [0-9]+ s: |frames come again after ))" "$1"
}

says_nothing() { [[ -z $(complaints errors) ]]; }

# Where each thread of a process is in the kernel, a line each.
print_threads() { # PID
	local thread
	for thread in /proc/"$1"/task/*; do
		echo "$(<"$thread/comm"): $(sed 's/.* //; s/+.*//' "$thread/stack" | head -n 8 | xargs)"
	done
}

# Wait for a process of ours to end by itself, and return its status; 99 where it had to be killed.
end_of() { # PID
	local status=0 seconds=120
	if ! wait_until $seconds has_ended "$1"; then
		echo "process $1 did not end within $seconds s"
		print_threads "$1"
		kill -KILL "$1"
		wait "$1" || true
		return 99
	fi
	wait "$1" || status=$?
	return $status
}

# The window of the groundglass that runs, once it is there: its id in $window, its place in $X, $Y,
# $WIDTH and $HEIGHT.
find_window() {
	wait_until 60 xdotool search --onlyvisible --class groundglass >window || return 1
	window=$(head -n 1 window)
	eval "$(xdotool getwindowgeometry --shell "$window")"
}

# Does the window show the camera's picture, of the window's size?
screen_shows() { # CHECK_PICTURE-OPTION...
	check_picture "$@" --at "$X,$Y" "${WIDTH}x$HEIGHT" "$screen" >screen
}

# Of its first $screen_bytes, where that is set.
screen_is() { # COPY
	cmp -s -n "${screen_bytes:-$(stat -c %s "$1")}" "$screen" "$1"
}

screen_stands_still() {
	cp "$screen" before
	sleep 0.5
	screen_is before
}

# While the picture stands still: the overlay comes and goes by its key, and nothing else changes.
keys_are_answered() {
	cp "$screen" frozen
	press i
	wait_until 30 eval '! screen_is frozen' || return 1
	press i
	wait_until 30 screen_is frozen
}

press() { # KEY: there is no window manager to give the window the focus
	local key=$1
	[[ $key != F5 ]] || key=71 # it may have more than one meaning: xdotool would hold Alt
	xdotool windowfocus --sync "$window" key "$key"
}
