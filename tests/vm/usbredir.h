/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The device's side of the usbredir protocol, version 0.7, over a Unix socket: it plugs the camera
 * into a virtual machine. QEMU takes the other side with -device usb-redir. Closing the socket,
 * however it comes about, is pulling the plug.
 */
#ifndef VM_USBREDIR_H
#define VM_USBREDIR_H

/* Connect to the socket at path, waiting for it up to timeout_ms. Returns 0 or -errno. */
int usbredir_connect(const char *path, int timeout_ms);

/*
 * Send what is due, then wait for one message, or until more is due. Returns 0, or -errno where the
 * other side is gone or does not speak the protocol.
 */
int usbredir_serve(void);

void usbredir_close(void);

#endif
