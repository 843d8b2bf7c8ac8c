# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash disable=SC2034
# Sourced by window.sh and wayland.sh: PATH-OF-GROUNDGLASS [RENDERER...]; surface and gl by default.
# Runs the viewer, looks at its window with read_window ($READ_WINDOW, or the one in tests/ of the
# build folder) and counts the cases. Who sources it defines:
#
#   opened    there is a window, and what is to be done to it gets there
#   look      what it shows, by read_picture

program=$(realpath "${1:?the path of groundglass}") || exit 2
renderers=("${@:2}")
[ ${#renderers[@]} -gt 0 ] || renderers=(surface gl)
reader=$(realpath "${READ_WINDOW:-$(dirname "$program")/../tests/read_window}") || exit 2
[ -x "$reader" ] || { echo "skipped: there is no $reader"; exit 77; }
work=$(mktemp -d) || exit 2
cd "$work" || exit 2
unset WAYLAND_DISPLAY SDL_VIDEODRIVER
export LC_ALL=C.UTF-8 # for titles to be printed in
export XDG_CONFIG_HOME=$work/config # nobody's settings
export EGL_LOG_LEVEL=fatal MESA_LOG=null # what Mesa thinks of this machine is no complaint of ours
pid='' servers=''
geometry='' title='' picture='' bars='' edges='' number=0 box=0 sharpness=0 # what was seen last
passed=0 failed=0 skipped=0
readonly CHART=320x240 # what the camera delivers, where a case does not say
readonly PATIENCE=40   # seconds

clean_up() {
	# shellcheck disable=SC2086
	{ kill -KILL $pid $servers; wait; } 2>/dev/null
	rm -rf "$work"
}
trap clean_up EXIT

# needs TOOL...: or nothing can be tested.
needs() {
	local tool
	for tool; do
		command -v "$tool" >/dev/null || { echo "skipped: there is no $tool"; exit 77; }
	done
}

# soon COMMAND...: is it true before long?
soon() {
	local end=$((SECONDS + PATIENCE))
	until "$@"; do
		((SECONDS < end)) || return 1
		sleep 0.03
	done
}

# check WHAT COMMAND...: the command must succeed.
check() {
	local what=$renderer:\ $1
	if "${@:2}"; then
		echo "ok $what"
		passed=$((passed + 1))
	else
		echo "FAIL $what"
		echo "	window: $geometry $title"
		echo "	shown: ${picture//$'\n'/ }"
		tail -n 12 out 2>/dev/null | sed 's/^/	/'
		head -n 40 err 2>/dev/null | sed 's/^/	! /'
		failed=$((failed + 1))
		return 1
	fi
}

skip() {
	echo "skipped: $1"
	skipped=$((skipped + 1))
}

# The last line, and the exit status.
conclude() {
	echo "$passed passed, $failed failed, $skipped skipped"
	((failed == 0)) || exit 1
	((passed > 0)) || exit 77
}

# start_xvfb WxH: an X server; what it shows is kept in screen/.
start_xvfb() {
	mkdir screen
	Xvfb -displayfd 3 -screen 0 "$1x24" -fbdir screen -nolisten tcp -noreset 3>display 2>xvfb.log &
	servers+=" $!"
	soon test -s display || return
	DISPLAY=:$(cat display)
	export DISPLAY
}

# What the window shows.

# read_picture FILE: into bars, edges, number, top_left, center, ...; see read_window.c.
read_picture() {
	picture=$("$reader" "$1" "$geometry" "${chart:-$CHART}" 2>&1) && eval "$picture"
}

shows_bars() { look && [ "$bars" = ok ]; }
shows_edges() { look && [ "$edges" = ok ]; }
shows_all() { look && [ "$bars$edges" = okok ]; }
shows_later() { look && ((number > $1)); }
shows_earlier() { look && ((number < $1)); }
is_dark() { look && ((${!1} < 110)); } # PLACE: is a text there?
is_light() { look && ((${!1} > 110)); }

# The picture goes on: a later one is shown than now.
moves() { look && soon shows_later "$number"; }

# Of N more frames captured none is shown.
stands() {
	local before
	look && before=$number
	frames_pass "$1" && look && [ "$number" = "$before" ]
}

png_is_good() {
	geometry=${chart:-$CHART}
	read_picture "$1" && [ "$bars$edges" = okok ]
}

# What the viewer said. Lines of frames come with --metadata.

captured() { grep -c ' seq [0-9]' out; }
captured_past() { (($(captured) >= $1)); }
frames_pass() { soon captured_past $(($(captured) + $1)); }
said() { grep -qE -- "$2" "$1"; }
# But for what a machine says that stands still for seconds.
silent() { ! grep -qvE 'cam1: (no frame for|frames come again after) [0-9]+ s' err; }
says_one_line() { [ "$(wc -l <err)" -eq 1 ] && said err "$1"; }
saved() { [ "$(grep -c '^saved ' out)" -eq "$1" ]; } # so many times
stat() { sed -n "\$s/.*\"$1\":\"\\{0,1\\}\\([^\",]*\\).*/\\1/p" out; }

# One JSON object whose frames add up.
stats_add_up() {
	tail -n 1 out | grep -qE '^\{"streams":\[\{"camera":.*\}\],"presenter":.*\}$' &&
		(($(stat captured) == $(stat shown) + $(stat dropped) + $(stat failed)))
}

# Starting and ending it.

# start ARGUMENT...: with the test pattern, or $camera and $stream, until the window shows it,
# perhaps with a text over its bars.
start() {
	rm -f out err
	"$program" -R "$renderer" -c "${camera:-pattern}" -s "${stream:-$CHART}" "$@" \
		>out 2>err </dev/null &
	pid=$!
	opened && soon shows_edges
}

# run_to_end ARGUMENT...: start it and look at no window: it ends by itself.
run_to_end() {
	rm -f out err
	"$program" -R "$renderer" -c pattern -s "$CHART" "$@" >out 2>err </dev/null &
	pid=$!
}

# opens ARGUMENT...: start it, where that is no case of its own.
opens() {
	start "$@" && return
	check "a window opens: $*" false
	kill -KILL "$pid"
	return 1
}

has_ended() { ! kill -0 "$pid" 2>/dev/null; }

# ends STATUS: does it, and with that?
ends() {
	soon has_ended || kill -KILL "$pid"
	wait "$pid"
	status=$?
	pid=''
	[ "$status" -eq "$1" ]
}

# refuses PATTERN COMMAND...: it ends with status 1 and one line, about that.
refuses() {
	"${@:2}" >out 2>err </dev/null &
	pid=$!
	ends 1 && says_one_line "$1"
}

# Is GL there, in the build and on the machine? What else goes wrong, the cases are to find.
can_render() {
	[ "$renderer" = gl ] || return 0
	"$program" -R gl -c pattern -s "$CHART" -C1 >out 2>err
	said err 'not in this build|cannot make a window with OpenGL' || return 0
	skip "gl: $(head -n 1 err)"
	return 1
}

# Leave in renderers what can be tested.
choose_renderers() {
	local able=()
	for renderer in "${renderers[@]}"; do
		can_render && able+=("$renderer")
	done
	renderers=("${able[@]}")
}
