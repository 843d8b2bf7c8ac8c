#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# install.sh BUILD README: what is installed is enough to build and run the README's program, with
# the test pattern in place of a camera.
set -euo pipefail
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT

cmake --install "$1" --prefix "$prefix" >/dev/null
sed -n '/^```c$/,/^```$/p' "$2" | sed -e '/^```/d' -e 's/gg_camera_open(&camera, NULL/gg_camera_open(\&camera, "pattern"/' >"$prefix/program.c"
config=$(dirname "$(find "$prefix" -name groundglass.pc)")
# shellcheck disable=SC2046 # flags are words
cc -Wall -Wextra -Werror "$prefix/program.c" -o "$prefix/program" \
	$(PKG_CONFIG_PATH=$config pkg-config --define-variable=prefix="$prefix" --cflags --libs groundglass)
"$prefix/program" >"$prefix/out"
test "$(grep -c '^frame [0-9]*: [1-9][0-9]* bytes$' "$prefix/out")" = 10
"$prefix/bin/groundglass" --version | grep '^groundglass '
