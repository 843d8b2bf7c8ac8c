#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# What --save-frames wrote plays again as if it were the camera: replay.sh PATH-OF-GROUNDGLASS.
# Every format is saved, played and saved again, and files, texts and printed lines must be the same
# byte for byte; CRCs are gzip's too. Then what is damaged, and what was cut off.

program=$(realpath "${1:?the path of groundglass}") || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
unset DISPLAY WAYLAND_DISPLAY SDL_VIDEODRIVER
failures=0

# check WHAT COMMAND...: the command must succeed.
check() {
	if "${@:2}"; then
		echo "ok $1"
	else
		echo "FAIL $1"
		head -n 3 out err 2>/dev/null | sed 's/^/	/'
		failures=$((failures + 1))
	fi
}

# save FOLDER ARGUMENT...: three frames into a fresh folder, what is printed into FOLDER.out.
save() {
	rm -rf "$1"
	timeout 60 "$program" "${@:2}" -R null -C3 --crc --metadata --save-frames="$1" \
		>"$1.out" 2>err </dev/null
	status=$?
	return $status
}

# same A B: the folders, and all that was printed but for the camera's name.
same() {
	diff -r "$1" "$2" >out && diff <(tail -n +2 "$1.out") <(tail -n +2 "$2.out") >out
}

# crc: of stdin, as gzip has it.
crc() { gzip -1 | tail -c 8 | od -An -tu4 -N4 | tr -d ' '; }

# crcs_are_gzips FOLDER STREAM: the printed CRCs of its frames, those of the planes in their files.
crcs_are_gzips() {
	local folder=$1 stream=$2 n=0 sizes crcs line from size i file list
	while read -r line; do
		sizes=${line#*bytes } sizes=${sizes%%,*}
		crcs=${line#*\[\[} crcs=${crcs%\]\]*}
		file=$folder/frame-$stream-$n.data from=1 list=''
		for size in ${sizes//\// }; do
			list+="${list:+, }$(tail -c +$from "$file" | head -c "$size" | crc)"
			from=$((from + size))
		done
		[ "$list" = "$crcs" ] && [ "$(wc -c <"$file")" -eq $((from - 1)) ] || return
		n=$((n + 1))
	done < <(grep " $stream: seq" "$folder.out")
	[ "$n" -eq 3 ]
}

# round_trip ARGUMENT...: save, play as fast as can be, save.
round_trip() {
	save first "$@" && cp err first.err && save second -c file:first --framerate 0 "${again[@]}" &&
		diff first.err err >out && same first second
}
again=()

formats=$("$program" -I -c pattern -s role=viewfinder -s role=raw |
	sed -n 's/^	 \* Pixelformat: \([A-Z0-9a-z_]*\) .*/\1/p' | sort -u)
n=0
for format in $formats; do
	check "$format: odd sizes" round_trip -c pattern -s "$format,101x67@0"
	check "$format: CRCs" crcs_are_gzips first cam1-stream0
	check "$format: padded rows" round_trip -c pattern:pad=38,offset=64 -s "$format,70x34@0"
	n=$((n + 1))
done
check 'all formats' [ "$n" -eq 75 ]

# Which the pattern cannot draw: other bytes under their names.
while read -r format fourcc modifier; do
	save first -c pattern -s R16,64x48@0
	sed -i "1s/\"format\":\"R16\",\"fourcc\":[0-9]*,\"modifier\":0/\"format\":\"$format\",\"fourcc\":$fourcc,\"modifier\":$modifier/" \
		first/*.json
	save second -c file:first --framerate 0
	check "$format" eval 'diff -r first second >out && grep -q -- "-$format/" second.out'
	check "$format: CRCs" crcs_are_gzips second cam1-stream0
done <<-END
	RGGB_PISP_COMP1 910313298 864691128455135233
	GRBG_PISP_COMP1 909201991 864691128455135233
	GBRG_PISP_COMP1 909197895 864691128455135233
	BGGR_PISP_COMP1 844257602 864691128455135233
	MONO_PISP_COMP1 540422482 864691128455135233
END

for fds in one several whole; do
	check "planes: $fds" round_trip -c "pattern:fds=$fds,offset=16" -s NV12,63x35@0
done
again=(--whole-planes)
check 'whole planes' round_trip -c pattern:pad=6 -s YUV420,63x35@0 --whole-planes
check 'whole planes: MJPEG' round_trip -c pattern -s MJPEG,63x35@0 --whole-planes
again=()
check 'failed frames' round_trip -c pattern:fail=2 -s YUYV,64x48@0
check 'cancelled frames' round_trip -c pattern:cancel=2 -s YUYV,64x48@0
again=(-s role=viewfinder -s role=raw)
check 'two streams' round_trip -c pattern -s NV12,101x67@0 -s SRGGB10_CSI2P,70x34,raw
check 'two streams: CRCs of the first' crcs_are_gzips first cam1-stream0
check 'two streams: CRCs of the second' crcs_are_gzips first cam1-stream1
again=()

# In its own time, and round and round.
save first -c pattern -s YUYV,64x48@50
save second -c file:first
check 'own time' same first second
timeout 60 "$program" -c first -R null --framerate 0 -C7 >out 2>err
check 'rounds: numbers go on' eval '[ "$(sed -n "s/.*seq \([0-9]*\),.*/\1/p" out | tr "\n" " ")" = "0 1 2 3 4 5 6 " ]'
"$program" -p --list-controls -c file:first >out 2>err
check 'controls are there to be read' grep -q 'TestPatternMode: int32 read-only' out
check 'properties that are names are so too' grep -q '	Location: CameraLocationExternal' out
check 'a file names its recording' \
	eval '"$program" -c first/frame-cam1-stream0.json -R null -C1 >out 2>err && grep -q "seq 0" out'

# fails WHAT PATTERN ARGUMENT...: status 1 and one line that matches.
fails() {
	timeout 60 "$program" "${@:3}" -R null -C3 --framerate 0 >out 2>err </dev/null
	status=$?
	check "$1" eval '[ "$status" -eq 1 ] && [ "$(wc -l <err)" -eq 1 ]'
	check "$1: reason" grep -qE -- "$2" err
}

# alter SED-COMMAND: the recording, its text altered.
alter() {
	rm -rf broken
	cp -r first broken
	sed -i "$1" broken/frame-cam1-stream0.json
}

fails 'more streams than there are' 'has 1 stream, not 2' -c file:first -s role=raw -s role=raw
fails 'a control that cannot be set' 'read-only' -c file:first --set Brightness=0.5
alter '3s/"sequence"/sequence/'
fails 'no JSON' 'cam1-stream0\.json, line 3: that is no JSON' -c file:broken
alter '2s/"file":"/&..\//'
fails 'a way out of the folder' 'line 2: its file is no name' -c file:broken
alter '2s/"file":"[^"]*/"file":"\/etc\/passwd/'
fails 'a path' 'line 2: its file is no name' -c file:broken
alter '1s/"length":[0-9]*/"length":99999999999/'
fails 'an absurd size' 'line 1: .*out of range' -c file:broken
alter '1s/"length":[0-9]*/"length":17/'
fails 'planes that are too small' 'line 1: its planes do not hold' -c file:broken
alter '2,$d'
fails 'no frames' 'has no frames' -c file:broken
alter 's/"groundglass":1/"groundglass":2/'
fails 'a later version' 'line 1: .*later groundglass' -c file:broken
rm broken/*.json
fails 'no text' 'the \*\.json that --save-frames wrote beside them is missing' -c file:broken

# Frames that are bad, one by one.
alter ''
rm broken/frame-cam1-stream0-0.data
truncate -s 10 broken/frame-cam1-stream0-1.data
timeout 60 "$program" -c file:broken -R null --framerate 0 -C3 --stats >out 2>err
check 'bad frames: the good one plays' grep -q 'seq 2,' out
check 'bad frames: counted' grep -q '"captured":3,"shown":1,"dropped":0,"failed":2,' out
check 'bad frames: which is missing' grep -q 'cannot read frame-cam1-stream0-0\.data: No such' err
check 'bad frames: which is short' grep -q 'frame-cam1-stream0-1\.data has 10 bytes' err

# A session cut off plays as far as it got; so does half a line.
"$program" -c pattern -s YUYV,64x48@100 -R null --save-frames=cut >out 2>&1 &
pid=$!
for ((i = 0; i < 400; i++)); do
	[ "$(cat cut/*.json 2>/dev/null | wc -l)" -gt 4 ] && break
	sleep 0.05
done
{ kill -KILL "$pid"; wait "$pid"; } 2>/dev/null
timeout 60 "$program" -c file:cut -R null --framerate 0 -C4 --stats >out 2>err
check 'cut off: plays' grep -q '"captured":4,"shown":4,"dropped":0,"failed":0,' out
alter '4s/,"bytes.*//'
truncate -s -1 broken/frame-cam1-stream0.json
timeout 60 "$program" -c file:broken -R null --framerate 0 -C4 >out 2>err
check 'half a line: plays' eval '[ "$(grep -c " seq " out)" -eq 4 ]'
check 'half a line: said' grep -q 'line 4 was cut off' err

[ "$failures" -eq 0 ] || echo "$failures failed"
[ "$failures" -eq 0 ]
