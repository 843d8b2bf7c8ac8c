# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# The machine's clock is set back, as a time server does it to one that is wrong: what is to happen
# after a while does.
groundglass -R null -c1 -s 320x240,YUYV --timeout 10s --crc >lines 2>errors &
viewer=$!
check "clock: frames come" wait_until 60 lines_are_there 1 cam1-stream0: lines
date -s "$(date -d '1 hour ago' '+%F %T')"
check "clock: set back, the end comes all the same" end_of $viewer
date -s "$(date -d '1 hour' '+%F %T')"
