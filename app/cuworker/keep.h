#pragma once

namespace espalier {

/// Keeps memory of the first GPU for the judge (core/cuda/memorykeeper.h) until the judge closes its end of the socket.
/// Nothing of a candidate is in this process. The exit code: 0, or 1 after one reply that says what is missing.
int keepMemory();

/// Whether memory of the first GPU can be kept so; one line with the reason where it cannot, and 1.
int probeSharing();

} // namespace espalier
