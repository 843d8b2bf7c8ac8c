#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# The command line as a user sees it: cmdline.sh PATH-OF-GROUNDGLASS. Needs no camera, no display.

program=$(realpath "${1:?the path of groundglass}") || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
unset DISPLAY WAYLAND_DISPLAY SDL_VIDEODRIVER
export XDG_CONFIG_HOME=$work/config # nobody's settings
failures=0

# Run the program; its status and what it wrote are in $status, out and err.
run() {
	timeout 20 "$program" "$@" >out 2>err </dev/null
	status=$?
}

# check WHAT COMMAND...: the command must succeed.
check() {
	if "${@:2}"; then
		echo "ok $1"
	else
		echo "FAIL $1 (status $status)"
		head -n 3 out err | sed 's/^/	/'
		failures=$((failures + 1))
	fi
}

has() { grep -qE -- "$2" "$1"; }
lines() { [ "$(grep -cE -- "$2" "$1")" -eq "$3" ]; }
one_line_error() { [ "$status" -eq "$1" ] && [ "$(wc -l <err)" -eq 1 ] && has err "$2"; }

# usage WHAT PATTERN ARGUMENT...: a usage error, one line that matches.
usage() {
	run "${@:3}"
	check "usage: $1" one_line_error 2 "$2"
	[ ! -s out ] || check "usage: $1: silent stdout" false
}

# fails WHAT PATTERN ARGUMENT...: a failure at run time, one line on stderr that matches.
fails() {
	run "${@:3}"
	check "failure: $1" one_line_error 1 "$2"
}

usage 'unknown option' 'unknown option --fulscreen .did you mean --fullscreen\?.*--help' --fulscreen
usage 'unknown letter' 'unknown option -x' -x
usage 'camera 0' 'cameras are counted from 1' 0
usage '-c 0' 'cameras are counted from 1' -c 0
usage 'a path behind --stats' 'did you mean --stats=out\.json\?' -c pattern --stats out.json
usage 'a path behind --save-frames' 'did you mean --save-frames=\./shots\?' -c pattern --save-frames ./shots
usage 'an option before its camera' '--crc' --crc -c pattern
usage 'a value where none goes' '--crc takes no value' -c pattern --crc=1
usage 'no value' '--renderer needs' -R
usage 'bad renderer' 'vulkan.*auto, gl, surface or null' -R vulkan
usage 'bad time' '5h.*5s, 200ms, 2min' -t 5h
usage 'bad geometry' 'big.*WIDTHxHEIGHT' --geometry big
usage 'bad matrix' '240.*601' --matrix 240
usage 'bad range' 'tv.*limited' --range tv
usage 'bad action' 'screnshot.*screenshot' --do screnshot@3
usage 'bad frame of an action' 'quit@x' --do quit@x
usage 'bad quality' 'cannot be "0".*1 to 100' --jpeg-quality 0
usage 'bad chroma' '90,411.*,420' --jpeg-quality 90,411
usage 'bad screenshot name' 'gif.*jpg' --screenshot a.gif
usage 'bad capture' '10x' -c pattern --capture=10x
usage 'bad stream key' 'wdith.*pixelformat' -c pattern -s wdith=1
usage 'bad role' 'stil.*viewfinder' -c pattern -s role=stil
usage 'bad format' 'nosuch' -c pattern -s pixelformat=nosuch
usage 'bad size' '99999' -c pattern -s width=99999
usage 'a profile out of its folder' 'cannot be "../x".*without /' --profile ../x
usage 'a hidden profile' 'cannot be "\.x".*a \. in front' --profile .x
usage 'a profile with an escape' 'cannot be ' --profile "$(printf 'a\033b')"
usage 'control without a value' 'NAME=VALUE' -c pattern --set Gain
usage 'escapes are not echoed' '\?\[31m' "--$(printf '\033')[31m"

run --help
check 'help: status' [ "$status" -eq 0 ]
check 'help: on stdout alone' [ ! -s err ]
check 'help: options' has out '--save-frames\[=DIR\]'
check 'help: keys' has out 'fullscreen'
check 'help: fits a terminal' [ "$(wc -L <out)" -le 80 ]

mkdir -p config/groundglass
printf 'F5 info # mine\nF6 scrennshot\nFoo11 quit\nq\nS ignore\n' >config/groundglass/keys.conf
run --help
check 'keys.conf: status' [ "$status" -eq 0 ]
check 'keys.conf: the help has its keys' has out '^  i F5 +info '
check 'keys.conf: ignore' has out '^ +save-raw '
check 'keys.conf: mistakes have a line each' lines err "^groundglass: $work/config/groundglass/keys.conf:[234]: " 3
check 'keys.conf: an action' has err ':2: no action is called scrennshot: did you mean screenshot\?$'
check 'keys.conf: a key' has err ':3: no key is called Foo11: did you mean F11\?$'
check 'keys.conf: a key alone' has err ':4: q has no action behind it: write one, or ignore$'
rm config/groundglass/keys.conf && mkdir config/groundglass/keys.conf
run --help
check 'keys.conf is a folder' one_line_error 0 'cannot read .*keys.conf: it is no file: all keys stay as they are'
rmdir config/groundglass/keys.conf

run --version
check 'version: status' [ "$status" -eq 0 ]
check 'version: first line' eval 'head -n 1 out | grep -qE "^groundglass [0-9]+\.[0-9]+"'
check 'version: libcamera' has out '^libcamera [0-9]'
check 'version: SDL' has out '^SDL [0-9]'

run -l
check 'list: status' [ "$status" -eq 0 ]
check 'list: first line' eval '[ "$(head -n 1 out)" = "Available cameras:" ]'
check 'list: nothing but cameras' eval '! tail -n +2 out | grep -qvE "^[0-9]+: ."'
check 'list: the pattern is no camera' eval '! grep -q pattern out'

run -I -c pattern
check 'info: status' [ "$status" -eq 0 ]
check 'info: the camera' eval '[ "$(head -n 1 out)" = "Using camera pattern as cam1" ]'
check 'info: heading' has out '^Stream info for cam1$'
check 'info: configuration' has out '^	0: [0-9]+x[0-9]+-[A-Z0-9]+'
check 'info: formats' has out '^	 \* Pixelformat: [A-Z0-9]+ \([0-9]+x[0-9]+\)-\([0-9]+x[0-9]+\)/\(\+[0-9]+,\+[0-9]+\)$'
run -p --list-controls -c pattern
check 'properties: status' [ "$status" -eq 0 ]
check 'properties: heading' has out '^Properties for cam1$'
check 'controls: heading' has out '^Controls for cam1$'
check 'properties: a name' has out '^	Location: CameraLocationExternal$'
check 'properties: rectangles' has out '^	PixelArrayActiveAreas: \[ \(0, 0\)/[0-9]+x[0-9]+, .* \]$'
check 'controls: a range' has out '^	[A-Za-z]+: [a-z0-9]+ \[.*\.\..*\] default '

check 'controls: a default by name' has out '^	TestPatternMode: int32 \[0\.\.3\] default TestPatternModeOff$'
run --list-controls -c pattern:controls=every
check 'controls: geometry' has out '^	TestRectangle: rectangle \[.*\] default \(16, 8\)/640x480$'
check 'controls: 64 bits' has out ' default 9007199254740993$'
check 'controls: escaped' has out '^	TestString: string default a\\x1bb$'

fails 'no such camera' 'no-such-camera' -c no-such-camera -R null -C 1
fails 'no such camera, info' 'no-such-camera' -I -c no-such-camera
fails 'no such file' 'missing' -c file:missing.jpg -R null -C 1
fails 'no such control' 'NoSuchControl' -c pattern -R null -C 1 --set NoSuchControl=1
fails 'a control by half its name' 'Brighness .did you mean Brightness' -c pattern -R null -C 1 --set Brighness=1
fails 'no script' 'missing.yaml' -c pattern -R null -C 1 --script missing.yaml
fails 'no display' '-R null' -c pattern
fails 'unwritable screenshot' 'nowhere' -c pattern -R null -C 1 --screenshot nowhere/a.png
fails 'unwritable figures' 'nowhere' -c pattern -R null -t 1s --stats=nowhere/a.json

run -c pattern -R null --framerate 0 -C 3
check 'capture: status' [ "$status" -eq 0 ]
check 'capture: camera' lines out '^Using camera pattern as cam1$' 1
check 'capture: configuration' lines out '^cam1-stream0: stream config [0-9]+x[0-9]+-' 1
check 'capture: buffers' lines out '^cam1-stream0: Allocated [0-9]+ buffers$' 1
check 'capture: as many lines as frames' lines out \
	'^[0-9]+\.[0-9]{6} \([0-9]+\.[0-9]{2} fps\) cam1-stream0: seq [0-9]+, bytes [0-9/]+, CRCs \[\]$' 3

run -c pattern -R null --framerate 0 -s 64x48 -C2 --crc --metadata --save-frames=.
check 'save: status' [ "$status" -eq 0 ]
check 'save: size asked for' has out 'stream config 64x48-'
check 'save: CRCs' lines out 'CRCs \[\[[0-9]+(, [0-9]+)*\]\]$' 2
check 'save: files' eval '[ -s frame-cam1-stream0-0.data ] && [ -s frame-cam1-stream0-1.data ]'
check 'save: no more files' [ ! -e frame-cam1-stream0-2.data ]
check 'save: metadata' has out '^	[A-Za-z]+ = '

run --version
if has out 'libyaml [0-9]'; then
	printf 'frames:\n- 2:\n    Brightness: 0.5\n    TestPatternMode: SolidColor\n' >script.yaml
	run -c pattern -R null --framerate 0 -C 4 --metadata --script script.yaml
	check 'script: status' [ "$status" -eq 0 ]
	check 'script: from its frame on' eval \
		'[ "$(grep -oP "Brightness = \K.*" out | paste -sd " ")" = "0 0 0.5 0.5" ]'
	check 'script: by name' lines out 'TestPatternMode = TestPatternModeSolidColor$' 2
	printf 'frames:\n- 2:\n    Brightness: 5\n' >script.yaml
	fails 'script: a value' 'script.yaml:3: cannot set Brightness to "5": it takes -1\.\.1' \
		-c pattern -R null -C 1 --script script.yaml
fi

run -c pattern -C 1 -c pattern -C 2 -R null
check 'two cameras: status' [ "$status" -eq 0 ]
check 'two cameras: first' lines out ' cam1-stream0: seq' 1
check 'two cameras: second' lines out ' cam2-stream0: seq' 2

run -c pattern -R null --framerate 0 -C 5 --stats
check 'figures: status' [ "$status" -eq 0 ]
check 'figures: last line of stdout' eval 'tail -n 1 out | grep -qE "^\{.*\"captured\": ?5[,}].*\}$"'
run -c pattern -R null --framerate 0 -C 5 --stats=figures.json
check 'figures: file' has figures.json '"streams"'
check 'figures: not on stdout too' eval '! grep -q streams out'
run -c pattern -s MJPEG,640x480@0 -R null -C 50 --stats
check 'MJPEG: all are shown' eval 'tail -n 1 out | grep -q "\"shown\":50,\"dropped\":0,\"failed\":0,"'

run -c pattern -R null -C 2 --framerate 0 --screenshot last.ppm
check 'screenshot: status' [ "$status" -eq 0 ]
check 'screenshot: PPM' eval 'head -c 2 last.ppm | grep -q P6'
run -c pattern -R null -C 2 --framerate 0 --screenshot -
check 'screenshot: PNG alone on stdout' eval 'head -c 4 out | tail -c 3 | grep -q PNG'
check 'screenshot: text on stderr' has err 'cam1-stream0: seq'

run -c pattern -R null -C 90 --metadata --do auto-exposure@2 --do autofocus@3
check 'auto-exposure switches it' [ "$(grep 'AeEnable = ' out | uniq | tr -d ' \t\n')" = \
	AeEnable=trueAeEnable=false ]
run -c pattern -R null --framerate 0 --do quit@4
check 'do: quits' [ "$status" -eq 0 ]
run -c pattern -R null -t 300ms
check 'timeout: ends' [ "$status" -eq 0 ]
check 'timeout: no lines in a plain preview' lines out ' seq ' 0
fails 'deadline' '.' -c pattern -R null --framerate 1 -C 100 -t 300ms

profiles="config/groundglass/profiles/Test pattern"
fails 'no profile' "there is no profile $work/$profiles/night\.json; this camera's are: none$" \
	-c pattern -R null -C 1 --profile night
run -c pattern -R null -s 64x48@0,R8 -C 9 --set ExposureTime=20ms --do brightness-up@2 --do save-profile@4
check 'profile: is saved' has out "^profile default saved: $work/$profiles/default\.json$"
check 'profile: alone, and private' eval '[ "$(stat -c "%a %n" "$profiles"/*)" = "644 $profiles/default.json" ]'
run -c pattern -R null -C 3 --metadata --profile default
check 'profile: status' [ "$status" -eq 0 ]
check 'profile: stream' has out 'stream config 64x48-R8/'
check 'profile: controls from the first frame on' lines out 'ExposureTime = 20000$' 3
check 'profile: with their automatic' lines out 'AeEnable = false$' 3
check 'profile: all of them' lines out 'Brightness = 0\.1$' 3
check 'profile: nothing to say' [ ! -s err ]
run -c pattern -R null -s 32x32 -C 3 --metadata --profile default --set Brightness=0.5
check 'profile: -s wins' has out 'stream config 32x32-YUYV/'
check 'profile: --set wins' lines out 'Brightness = 0\.5$' 3
run -c pattern -R null -s 64x48@60 -C 180 --metadata --do restore-profile@20
check 'restore-profile: says what of' has out '^profile default restored: 3 controls and the view; its format takes a start with --profile default$'
check 'restore-profile: controls' eval '[ "$(grep -oP "Brightness = \K.*" out | uniq | paste -sd " ")" = "0 0.1" ]'
fails 'another profile' 'night\.json; this camera.s are: default$' -c pattern -R null -C 1 --profile night
cat >"$profiles/live.json" <<-'end'
	{ "groundglass": 1, "streams": [ "64x48@30,R8" ], "controls": { "Contrast": 1.5 },
	  "views": [ { "grid": "both", "zoom": 2, "middle": [ 0.25, 0.5 ], "exposure": "zebra",
	               "histogram": "rgb", "peaking": true } ] }
end
run -c pattern -R null -s 32x32@60 --profile live --do grid@5 --do hide@6 --do restore-profile@20 \
	--do save-profile@30 --do quit@40
check 'restore-profile: the format' has out '^Camera pattern: 64x48 R8 at 30 fps$'
check 'restore-profile: says so' has out '^profile live restored: 1 control, the format and the view$'
check 'restore-profile: nothing to say' [ ! -s err ]
for member in '"grid": "both"' '"zoom": 2\.0' '"exposure": "zebra"' '"histogram": "rgb"' '"peaking": true'; do
	check "restore-profile: $member" has "$profiles/live.json" "$member,?$"
done
check 'restore-profile: the place' eval '[[ $(tr -d " \n" <"$profiles/live.json") == *\"middle\":\[0.25,0.5\]* ]]'
run -c pattern -R null -s 32x32@60 -s 64x48@60 --profile live --do restore-profile@5 --do quit@9
check 'restore-profile: of several streams what is left' has out '^profile live restored: 1 control and the view; its format takes a start with --profile live$'
echo '{ "groundglass": 1, "streams": [ "8x8@30" ], "controls": { "Contrast": 1.5 } }' >"$profiles/small.json"
run -c pattern -R null -s 32x32@60 --strict-formats --profile small --do restore-profile@5 --do screenshot@20 --do quit@21 --screenshot-dir . --stats
check 'restore-profile: a format that is refused' one_line_error 0 "the profile's format: .*--strict-formats.*: back to camera pattern$"
check 'restore-profile: it goes on as it was' eval 'has out "\"width\":32,.*\"captured\":(2[2-9]|[3-9][0-9]|[0-9]{3,})," && ! has out restored'
echo '{ "groundglass": 1, "views": [ { "zoom": 99 } ] }' >"$profiles/far.json"
fails 'a profile without sense' 'far\.json: the zoom of a view cannot be "99": it takes fit, or times ' -c pattern -R null -C 1 --profile far
echo '{ "groundglass": 1, "controls": { "Brightness": 9, "Gain": 1, "Contrast": 1.5 } }' >"$profiles/day 2.json"
run -c pattern -R null -C 2 --metadata --profile 'day 2'
check 'profile: what is refused does not end it' [ "$status" -eq 0 ]
check 'profile: a line each' lines err '^groundglass: profile: (cannot set Brightness to "9": it takes -1\.\.1|camera pattern has no control Gain: it is left out)$' 2
check 'profile: the rest holds' lines out 'Contrast = 1\.5$' 2
run -c pattern -R null -s 32x32@0,NV12 -C 2 --save-frames=recorded
run -c file:recorded -R null -C 4 --do info@1 --do save-profile@2
check 'profile: of a recording too' has out "^profile default saved: $work/$profiles/default\.json$"
check 'profile: which changes the looks' has "$profiles/default.json" '"info": true'
check 'profile: and keeps the controls' has "$profiles/default.json" '"ExposureTime": 20000'
check 'profile: and streams' has "$profiles/default.json" 'width=64,.*pixelformat=R8,'
run -c file:recorded -R null -C 1 --profile default
check 'profile: controls of a recording' one_line_error 0 'profile: controls of a recording cannot be set'
echo '{ "groundglass": 1, "controls": [' >"$profiles/broken.json"
fails 'a broken profile' 'broken\.json:2: that is no JSON object' -c pattern -R null -C 1 --profile broken
XDG_CONFIG_HOME=/proc/none run -c pattern -R null -C 5 --do save-profile@2
check 'profile: no place for it' one_line_error 0 'cannot make the folder /proc/none: '

run -c pattern:stall=10 -R null -s 64x48 -t 8s --stats
check 'stall: said once' one_line_error 0 '^groundglass: cam1: no frame for [0-9]+ s: .*--restart-stalled'
check 'stall: counted' has out '"captured":10,.*"stalls":1,"restarts":0,'
run -c pattern:stall=10 -R null -C 11 --restart-stalled --set Contrast=1.5 --metadata --stats
check 'stall: a restart brings frames' eval '[ "$status" -eq 0 ] && has out "captured\":11,.*\"stalls\":1,\"restarts\":1,"'
check 'stall: said once, and that it is over' eval 'lines err . 2 && has err "no frame for [0-9]+ s: restarting" && has err "cam1: frames come again after [0-9]+ s"'
check 'stall: controls are set again' lines out 'Contrast = 1\.5' 11
run -c pattern:stall=10 -R null --framerate 0 -t 3s --stats
check 'stall: a source that waits has none' eval '[ ! -s err ] && has out "\"stalls\":0,"'

timeout 20 "$program" -c pattern -R null --framerate 0 -C 100000 2>err | head -n 5 >out
status=${PIPESTATUS[0]}
check 'closed stdout: status 0' [ "$status" -eq 0 ]
check 'closed stdout: silent' [ ! -s err ]

for signal in INT TERM; do
	: >out # or the words of the run before are taken for this one's
	# A background job of a script ignores SIGINT.
	env --default-signal=INT "$program" -c pattern -R null -C >out 2>err &
	pid=$!
	for ((i = 0; i < 100; i++)); do
		has out ' seq ' && break
		sleep 0.1
	done
	kill -s "$signal" "$pid"
	wait "$pid"
	status=$?
	check "SIG$signal: status 0" [ "$status" -eq 0 ]
done

# A screenshot that nobody reads holds the end up.
mkfifo pipe.ppm
: >out
env --default-signal=INT "$program" -c pattern -R null -C --screenshot pipe.ppm >out 2>err &
pid=$!
for ((i = 0; i < 100; i++)); do
	has out ' seq ' && break
	sleep 0.1
done
kill -s INT "$pid"
sleep 0.5
check 'one SIGINT: it waits for its files' kill -0 "$pid"
kill -s INT "$pid"
wait "$pid"
status=$?
check 'a second SIGINT ends it at once' [ "$status" -eq 130 ]

# Who reads its lines may pause, as a pager does: that holds no end up.
mkfifo unread
sleep 1000 <unread &
reader=$!
timeout 60 "$program" -c pattern -R null -s 64x48 --framerate 0 -C -t 1s >unread 2>err
status=$?
check 'a reader that pauses' [ "$status" -eq 0 ]
kill "$reader"

# saves N: are so many screenshots there?
saves() {
	for ((i = 0; i < 400; i++)); do
		[ "$(find shots -name 'groundglass-*.png' | wc -l)" -ge "$1" ] && return
		sleep 0.1
	done
	return 1
}
mkdir shots
: >out
"$program" -c pattern -R null -C --screenshot-dir shots >out 2>err &
pid=$!
for ((i = 0; i < 1000; i++)); do # before it has a picture, and behind the loader
	has out '^Using camera' && break
	sleep 0.02
done
kill -s USR1 "$pid"
if [ -n "$("$program" --version | grep 'no PNG')" ]; then
	echo 'skipped SIGUSR1: built without libpng'
	kill "$pid"
	wait "$pid"
else
	check 'SIGUSR1 at the start: kept until there is a picture' saves 1
	kill -s USR1 "$pid"
	check 'SIGUSR1: another file' saves 2
	kill -s TERM "$pid"
	wait "$pid"
	status=$?
	check 'SIGUSR1: never ends it' [ "$status" -eq 0 ]
	check 'SIGUSR1: no complaint' [ ! -s err ]
	check 'SIGUSR1: whole files' eval 'for file in shots/*; do [ "$(tail -c 8 "$file" | head -c 4)" = IEND ] || exit 1; done'
fi
[ "$failures" -eq 0 ] || echo "$failures failed"
[ "$failures" -eq 0 ]
