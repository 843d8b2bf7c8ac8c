#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# shellcheck disable=SC2012,SC2016
# What is saved, and what becomes of it on a full disk: saving.sh PATH-OF-GROUNDGLASS. Needs no
# camera, no display. The disk is a small tmpfs in a namespace of our own; where there can be none,
# files that may grow no further stand in for it alone.

program=$(realpath "${1:?the path of groundglass}") || exit 2
script=$(realpath "${BASH_SOURCE[0]}")
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
unset DISPLAY WAYLAND_DISPLAY SDL_VIDEODRIVER
failures=0

# run ARGUMENT...: five frames of $camera as fast as they go; the status and what was written are in
# $status, out and err.
run() {
	timeout 60 "$program" -R null -c "${camera:-pattern}" --framerate 0 -C5 "$@" >out 2>err </dev/null
	status=$?
}

# check WHAT COMMAND...: the command must succeed.
check() {
	if "${@:2}"; then
		echo "ok $1"
	else
		echo "FAIL $1 (status $status)"
		ls -l shots 2>/dev/null | sed 's/^/	/'
		tail -n 5 out err | sed 's/^/	/'
		failures=$((failures + 1))
	fi
}

has() { grep -qE -- "$2" "$1"; }
is_size() { [ "$(stat -c %s "$1")" -eq "$2" ]; }
is_one_of() { # FILE FILE...
	local file
	for file in "${@:2}"; do
		cmp -s "$1" "$file" && return 0
	done
	return 1
}
count() { [ "$(ls -A "$1" | wc -l)" -eq "$2" ]; }
fresh() { rm -rf shots && mkdir shots; }
built_with() { "$program" --version | grep -q "built with: .*$1 [0-9]"; }

# fills WHAT REASON FIT: five frames of 460800 bytes do not fit in shots, which is empty; those that
# are there, FIT, are whole; the others are said when they begin, and counted at the end.
fills() {
	local there=0 file
	for file in shots/frame-*.data; do
		[ -e "$file" ] || continue
		there=$((there + 1))
		check "$1: whole: $file" is_size "$file" 460800
	done
	check "$1: status" [ "$status" -eq 1 ]
	check "$1: nothing else is left" count shots $((there + 1)) # the recording beside them
	check "$1: two lines" [ "$(wc -l <err)" -eq 2 ]
	check "$1: the reason at once" eval "head -n 1 err | grep -q 'cannot save frame.*in shots: $2'"
	check "$1: the count at the end" \
		has err "cam1-stream0: $((5 - there)) frames were not saved: cannot save .*: $2"
	check "$1: all frames were shown" [ "$(grep -c ' seq ' out)" -eq 5 ]
	check "$1: some fit" [ "$there" -eq "$3" ]
}

# In a namespace of our own, see the end.
if [ "${2:-}" = full-disk ]; then
	fresh
	mount -t tmpfs -o size=1m none shots || exit 1
	run -s 640x480,NV12 --save-frames=shots
	fills 'full disk' 'No space left on device' 2
	rm shots/*
	# Slowly, so that the wish comes before the last picture.
	timeout 60 "$program" -R null -c pattern --framerate 10 -C20 -s 640x480,SRGGB16 \
		--save-frames=shots --do save-every@0 --screenshot-dir shots >out 2>err </dev/null
	status=$?
	check 'full disk: pictures too: status' [ "$status" -eq 1 ]
	check 'full disk: pictures too: a line for each' [ "$(wc -l <err)" -eq 3 ]
	check 'full disk: pictures too: of what is recorded' has err 'cannot save frame-.* in shots'
	check 'full disk: pictures too: of what is shown' has err 'cannot save groundglass-.* in shots'
	check 'full disk: nothing half' eval '! ls -A shots | grep -q "^\."'
	umount shots
	[ "$failures" -eq 0 ]
	exit
fi

# By extension, and by key.
fresh
run -s 64x48,NV12 --screenshot shots/a.raw --do save-raw@2 --screenshot-dir shots
check 'planes: status' [ "$status" -eq 0 ]
check 'planes: of the last frame' is_size shots/a.raw 4608
check 'planes: of a key, by a name that says what they are' \
	is_size "$(echo shots/groundglass-*-64x48-NV12.raw)" 4608

fresh
run -s 64x48,MJPEG --screenshot shots/a.jpg --do save-raw@2 --screenshot-dir shots \
	--save-frames=frames
check 'MJPEG: the bytes of the last frame' cmp -s shots/a.jpg frames/frame-cam1-stream0-4.data
check "MJPEG: planes: the camera's own bytes" is_one_of shots/groundglass-*.raw frames/*.data
check 'MJPEG: no EXIF is put in' eval '! grep -qa Exif shots/a.jpg'

if built_with libexif; then
	run -s 64x48,NV12 --screenshot shots/b.jpg
	check 'EXIF: in other JPEGs' grep -qa 'Exif' shots/b.jpg
	check 'EXIF: the model' grep -qa 'Test pattern' shots/b.jpg
fi
run -s 64x48,NV12 --jpeg-quality 100 --screenshot shots/good.jpg
run -s 64x48,NV12 --jpeg-quality 10,420 --screenshot shots/bad.jpg
check 'JPEG: quality' [ "$(stat -c %s shots/good.jpg)" -gt "$(stat -c %s shots/bad.jpg)" ]

fresh
if built_with libtiff; then
	run -s 64x48,SBGGR10_CSI2P --screenshot shots/a.dng --do save-raw@2 --screenshot-dir shots
	check 'DNG: status' [ "$status" -eq 0 ]
	check 'DNG: two' [ "$(ls shots/*.dng | wc -l)" -eq 2 ]
	check 'DNG: it is a TIFF' [ "$(head -c 2 shots/a.dng)" = II ]
	fresh
	run -s 64x48,YUYV --screenshot shots/a.dng
	check 'DNG of YUYV: status' [ "$status" -eq 1 ]
	check 'DNG of YUYV: one line' [ "$(wc -l <err)" -eq 1 ]
	check 'DNG of YUYV: what would work' has err 'a.dng.*raw Bayer.*YUYV.*ppm and raw'
	check 'DNG of YUYV: no file' count shots 0
else
	echo 'skipped: DNG: this build has no libtiff'
fi

fresh
# Paced: without that most of them may have come before it is asked for.
run --framerate 20 -C40 -s 64x48,MJPEG --do save-every@1 --screenshot-dir shots
check 'every frame: status' [ "$status" -eq 0 ]
check 'every frame: files' eval '[ "$(ls shots | wc -l)" -ge 3 ]'
check 'every frame: said once' [ "$(grep -c saving out)" -eq 1 ]
run -s 64x48,MJPEG --do screenshot-window@1
check 'no window: status' [ "$status" -eq 1 ]
check 'no window: what would work' has err 'no window; -R surface'


fresh
(
	ulimit -f 400 # KiB, for the camera's buffers too: a plane fits, a frame does not
	camera=pattern:fds=several
	run -s 640x480,NV12 --save-frames=shots
	exit "$status"
)
status=$?
fills 'files are limited' 'File too large' 0

if unshare -rm true 2>unshare.log; then
	unshare -rm "$script" "$program" full-disk || failures=$((failures + 1))
else
	echo "skipped: a full disk: $(head -n 1 unshare.log)"
fi

[ "$failures" -eq 0 ]
