/* SPDX-License-Identifier: BSD-2-Clause */
#include "peers.h"

const struct peer *const peers[N_PEERS] = { &peer_libyuv, &peer_swscale, &peer_opencv };
