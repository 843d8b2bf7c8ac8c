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
	echo "$*" >>$out/results
	echo "== $*"
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
	local tries=$(($1 * 10))
	shift
	while ! "$@"; do
		((tries-- > 0)) || return 1
		sleep 0.1
	done
}

# The host plugs the camera in and out: it waits for a file that says which. The file appears whole.
ask_host() { # plug [CAMERA OPTION...] | unplug
	echo "$*" >$out/camera-request.new
	mv $out/camera-request.new $out/camera-request
}

camera_is_here() {
	[[ -e /dev/video0 && -e /dev/media0 ]]
}

camera_is_gone() {
	[[ ! -e /dev/video0 && ! -e /dev/media0 ]]
}

# A camera that was just plugged in: with its first settings, and with those options.
camera_plug() { # [CAMERA OPTION...]
	camera_unplug
	ask_host plug "$@"
	wait_until 30 camera_is_here || return 1
	udevadm settle
}

camera_unplug() {
	camera_is_gone && return
	ask_host unplug
	wait_until 30 camera_is_gone
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
	Xvfb $DISPLAY -screen 0 1280x1024x24 -fbdir "$(dirname "$screen")" -nolisten tcp &
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

# What the camera has logged since it was plugged in.
camera_log() {
	awk '/ READY / { n = 0 } { lines[n++] = $0 } END { for (i = 0; i < n; i++) print lines[i] }' \
		"$out/camera.log"
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

# Wait for a process of ours to end by itself, and return its status; 99 where it had to be killed.
end_of() { # SECONDS PID
	local status=0
	if ! wait_until "$1" has_ended "$2"; then
		echo "process $2 did not end within $1 s"
		kill -KILL "$2"
		wait "$2" || true
		return 99
	fi
	wait "$2" || status=$?
	return $status
}

# The window of the groundglass that runs, once it is there: its id in $window, its place in $X, $Y,
# $WIDTH and $HEIGHT.
find_window() {
	wait_until 60 xdotool search --onlyvisible --class groundglass >window || return 1
	window=$(head -n 1 window)
	eval "$(xdotool getwindowgeometry --shell "$window")"
}

press() { # KEY: there is no window manager to give the window the focus
	xdotool windowfocus --sync "$window" key "$1"
}
