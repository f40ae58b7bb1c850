#pragma once

#include "core/cuda/keeperwire.h"
#include "core/cuda/sharedcalls.h"

#include <vector>

namespace espalier {

/// Owns the device's memory while a candidate with host code of its own is judged (tier 2), in a process beside the
/// judge's in which nothing of a candidate runs. A worker opens the memory and computes in it; this side brings inputs
/// and poison there, empties the cache, looks whether the device rests, compares inputs and brings outputs back, all of
/// it while the worker is stopped and no clock runs.
///
/// A process of its own and not the judge: what a driver does in its process after a fault elsewhere, or when it hangs,
/// ends this one alone, and the judge keeps its answers, its clock and no driver in its address space. It costs a
/// packet each way, some 20 µs, outside of what is timed. One thread.
///
/// Candidates of tier 1 keep copies of their own (core/cuda/cudarunner.h). All host code in their worker is ours, so
/// the events beside a launch already are on the trusted side, and memory of somebody else would add nothing but a
/// third process to every call. What it could show there, a kernel that writes to its inputs, changes nothing: the next
/// call gets them anew.
class MemoryKeeper
{
public:
    /// `calls` outlives it.
    explicit MemoryKeeper(SharedCalls& calls) : m_calls(calls) {}
    ~MemoryKeeper();
    MemoryKeeper(const MemoryKeeper&) = delete;
    MemoryKeeper& operator=(const MemoryKeeper&) = delete;

    /// Learns how long a look takes on a device at rest. First of all.
    Result<void> start();
    /// `fd`: of the memory that comes with Hold, else -1; it is taken over. `answerFd`: of the device's memory, to be
    /// sent and closed; -1 for none.
    keeper::Reply answer(const keeper::Request& request, int fd, int& answerFd);

    /// Answers at the socket until the other end is closed. False when the socket fails.
    bool serve(int socket);

private:
    struct Region
    {
        CudaCalls::Address address = 0; ///< 0: dropped
        std::size_t bytes = 0;          ///< on the device
        std::byte* memory = nullptr;    ///< the judge's
        std::byte* seen = nullptr;      ///< as much: what a slot holds, for comparing
        std::size_t memoryBytes = 0;
    };

    Result<std::uint32_t> hold(std::uint64_t bytes, int fd, int& answerFd);
    void drop(Region& region);
    Result<Region*> regionOf(const keeper::Request& request);
    Result<void> spread(const keeper::Request& request);
    Result<bool> isSame(const keeper::Request& request);
    Result<bool> rests();

    SharedCalls& m_calls;
    std::vector<Region> m_regions;
    double m_atRest = 0; ///< seconds of a look
};

} // namespace espalier
