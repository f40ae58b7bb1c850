#pragma once

#include <cstddef>

namespace espalier::keeper {

/// Sends one packet of keeperwire.h, and with it the descriptor `fd`, which stays open here; -1: none. False when the
/// other side has gone.
bool sendPacket(int socket, const void* packet, std::size_t bytes, int fd);

} // namespace espalier::keeper
