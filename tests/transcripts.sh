#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# The command line word for word: transcripts.sh PATH-OF-GROUNDGLASS [--update]. Each file of
# golden/*.txt is a session: "$ COMMAND", then what it wrote to stdout, behind "! " what it wrote to
# stderr, and behind "= " its status. The commands are run again, and all of it must be the same but
# for times: T is a timestamp, F a rate that is not 0. --update writes what there is now into the
# files, for somebody to read. Needs no camera, no display.

program=$(realpath "${1:?the path of groundglass}") || exit 2
golden=$(realpath "$(dirname "${BASH_SOURCE[0]}")/golden") || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" && ln -s "$program" "$work/bin/groundglass" || exit 2
export PATH=$work/bin:$PATH LC_ALL=C.UTF-8
export XDG_CONFIG_HOME=$work/config # nobody's settings
unset DISPLAY WAYLAND_DISPLAY SDL_VIDEODRIVER
failures=0

# Times are all that may differ.
without_times() {
	sed -E 's/^[0-9]+\.[0-9]{6} \(/T (/; s/^T \((0\.0[1-9]|0\.[1-9]|[1-9])[0-9.]* fps\)/T (F fps)/
		s/^(	SensorTimestamp = )[0-9]+$/\1T/'
}

# say_again COMMAND: run it, and write what it does.
say_again() {
	echo "\$ $1"
	timeout 60 bash -o pipefail -c "$1" >"$work/out" 2>"$work/err" </dev/null
	local status=$?
	without_times <"$work/out"
	without_times <"$work/err" | sed 's/^/! /'
	echo "= $status"
}

# Does the session say anything about this machine and build? Else why not.
why_not() {
	case $1 in
	no_camera) groundglass -l | grep -q '^1: ' && echo 'there is a camera' ;;
	screenshot) groundglass --version | grep -q 'no PNG' && echo 'built without libpng' ;;
	esac
}

for file in "$golden"/*.txt; do
	name=$(basename "$file" .txt)
	why=$(why_not "$name")
	[ -z "$why" ] || { echo "skipped: $name: $why"; continue; }
	rm -rf "$work/folder" && mkdir "$work/folder" && cd "$work/folder" || exit 2
	sed -n 's/^\$ //p' "$file" >"$work/commands"
	while IFS= read -r command; do
		say_again "$command"
	done <"$work/commands" >"$work/session"
	if diff -u --label golden --label now "$file" "$work/session"; then
		echo "ok $name: $(wc -l <"$work/commands") commands"
	elif [ "$2" = --update ]; then
		cp "$work/session" "$file"
	else
		echo "FAIL $name"
		failures=$((failures + 1))
	fi
done
[ "$failures" -eq 0 ]
