#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# What it writes: privilege.sh PATH-OF-GROUNDGLASS. Nothing but what it is told to, whatever a camera
# calls itself. Needs no camera, no display; what strace sees only where there is one.

program=$(realpath "${1:?the path of groundglass}") || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
unset DISPLAY WAYLAND_DISPLAY SDL_VIDEODRIVER
export HOME=$work/home
mkdir home folder
failures=0

check() { # WHAT COMMAND...
	if "${@:2}"; then
		echo "ok $1"
	else
		echo "FAIL $1"
		failures=$((failures + 1))
	fi
}

# Is every file that there is under folder/?
stays_inside() {
	[ -z "$(find . -type f ! -path './folder/*' ! -path './evil/*' ! -name log -print -quit)" ]
}

# A recording whose words are paths. Each string of its first line is one; the keys stay.
"$program" pattern -s 64x48 -R null --framerate 0 -C2 --save-frames=evil >/dev/null 2>log
sed -i '1s/"\(id\|model\|location\|device\)": *"[^"]*"/"\1":"..\/..\/..\/escaped\\u001b[31m"/g' \
	evil/*.json
check 'the recording has other words' grep -q escaped evil/frame-cam1-stream0.json
"$program" evil -R null -C2 --save-frames=folder --screenshot folder/a.ppm --screenshot-dir folder \
	--do save-raw@1 >/dev/null 2>log
check 'a camera that is called by a path: saved' [ -e folder/frame-cam1-stream0-1.data ]
check 'a camera that is called by a path: nothing outside the folder' stays_inside
check 'a camera that is called by a path: no escape is printed' eval '! grep -q "$(printf "\033")" log'

# A frame's file is beside the text, whatever it says.
echo secret >secret.data
sed -i 's/"file": *"[^"]*"/"file":"..\/secret.data"/' evil/*.json
"$program" evil -R null -C1 --crc >/dev/null 2>log
status=$?
check 'a recording that names files elsewhere is refused' [ $status -eq 1 ]
check 'a recording that names files elsewhere: one line' [ "$(wc -l <log)" -eq 1 ]
rm -f secret.data

# What was opened, made or renamed, but for reading.
written() { # ARGUMENT...
	strace -f -qq -e trace=open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat \
		-o trace "$program" "$@" >/dev/null 2>log
	grep -vE 'ENOENT|/dev/(null|shm)|/dev/(dri|udmabuf|dma_heap)' trace |
		grep -E 'O_WRONLY|O_RDWR|O_CREAT|(creat|mkdir|mkdirat|rename|renameat2?|link|linkat|symlink|symlinkat|unlink|unlinkat)\('
}
if strace -o trace true 2>/dev/null; then
	check 'a preview writes nothing' eval '! written pattern -R null -C3 | grep .'
	rm -rf folder
	check 'frames are written to their folder' eval \
		'written pattern -s 64x48 -R null --framerate 0 -C2 --save-frames=folder | grep -q folder'
	check 'and nowhere else' eval \
		'! written pattern -s 64x48 -R null --framerate 0 -C2 --save-frames=folder | grep -vE "\"([^\"]*/)?folder[/\"]"'
else
	echo 'skipped: strace is not there, or may not look'
fi

[ "$failures" -eq 0 ] || echo "$failures failed"
[ "$failures" -eq 0 ]
