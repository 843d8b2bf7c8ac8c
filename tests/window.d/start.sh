# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
# Sourced by window.sh: where no window can be, or none of GL; once, whatever the renderer.

cases[start]='refusals auto'

test_refusals() {
	local plain=("$program" -c pattern -s "$CHART")
	touch file
	check 'no display' refuses 'no display.*-R null' env -u DISPLAY "${plain[@]}"
	for driver in offscreen dummy; do
		check "SDL's $driver driver is no display" refuses 'no display.*-R null' \
			env SDL_VIDEODRIVER=$driver "${plain[@]}"
	done
	check '--screenshot-dir is a file' refuses 'file.*Not a directory' \
		"${plain[@]}" --screenshot-dir file
	check '--screenshot-dir is not there' refuses 'nowhere.*No such file' \
		"${plain[@]}" --screenshot-dir nowhere
}

# There is no GPU behind this X server.
test_auto() {
	LIBGL_ALWAYS_SOFTWARE=1 opens --stats || return
	check 'software GL: q ends, no complaint' quits
	check 'software GL: surface instead' [ "$(stat presenter)" = surface ]
}
