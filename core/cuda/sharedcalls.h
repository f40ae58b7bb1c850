#pragma once

#include "core/cuda/cudacalls.h"

namespace espalier {

/// What it takes of a device to have memory of one process used by another: the driver in espalier-cuworker, memory
/// files in the tests. As CudaCalls, by one thread.
///
/// Memory crosses as a file descriptor (cuMemExportToShareableHandle, CU_MEM_HANDLE_TYPE_POSIX_FILE_DESCRIPTOR), which
/// a worker inherits, and not as a handle of cuIpcGetMemHandle: those hold the number of a process, which means nothing
/// in the process namespace that bubblewrap gives a worker. A descriptor also lends the one piece of memory and nothing
/// beside it, and the memory lives until the last of the processes that have it lets go.
class SharedCalls : public CudaCalls
{
public:
    struct Shared
    {
        Address address = 0;
        int fd = -1; ///< to be passed on; the caller's to close
    };

    /// Memory of this process that another can open, in pieces of 2 MiB or more. Fails where the device or its driver
    /// cannot share (WSL).
    virtual Result<Shared> share(std::size_t bytes) = 0;
    /// Gives back what share() made; others that have it keep it.
    virtual void unshare(Address address, std::size_t bytes) = 0;
    /// Memory of another process, for reading and writing. `bytes` as it was asked for there. The descriptor may be
    /// closed afterwards.
    virtual Result<Address> openShared(int fd, std::size_t bytes) = 0;

    /// Keeps memory of this process in place, so that the device copies it itself: several times as fast as through the
    /// driver's own buffers. Where it is refused, copies are slower and nothing else changes.
    virtual void pin(const std::byte* begin, std::size_t bytes, bool readOnly) = 0;
    virtual void unpin(const std::byte* begin) = 0;

    /// From one place of the device to another.
    virtual Result<void> copyWithin(Address to, Address from, std::size_t bytes) = 0;
    /// Waits until all that this process has asked of the device, on whichever stream, has ended.
    virtual Result<void> waitForAll() = 0;
    /// Seconds from asking for a kernel that does nothing to its end. Two processes' kernels take turns on a device, so
    /// on one that another's work occupies this takes as long as that work does, or its turn.
    virtual Result<double> look() = 0;
    /// The stream that launches and the clock use, as host code takes it (CUstream).
    virtual void* stream() = 0;
};

} // namespace espalier
