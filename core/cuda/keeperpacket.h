#pragma once

#include <cstddef>
#include <sys/types.h>

namespace espalier::keeper {

/// Sends one packet of keeperwire.h, and with it the descriptor `fd`, which stays open here; -1: none. False when the
/// other side has gone.
bool sendPacket(int socket, const void* packet, std::size_t bytes, int fd);

/// Waits for one packet and the descriptor that comes with it, which is the caller's to close; -1: none. How long the
/// packet is, which may be more than the `bytes` there is room for; 0 when the other side has gone, negative when the
/// socket fails.
ssize_t receivePacket(int socket, void* packet, std::size_t bytes, int& fd);

} // namespace espalier::keeper
