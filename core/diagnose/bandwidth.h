#pragma once

#include "core/diagnose/machine.h"
#include "core/diagnose/team.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace espalier {

/// How hard a best rate is looked for: runs of about `runSeconds`, until so many in a row have not raised the best by a
/// hundredth, or there were `most` of them.
struct Effort
{
    double runSeconds = 0.002;
    int inVain = 20;
    int most = 150;
};

/// A buffer of its own for every thread, touched first by that thread so that it lies in its memory. Of equal size, a
/// multiple of kBlockBytes.
class ThreadBuffers
{
public:
    ThreadBuffers(Team& team, std::size_t bytesEach);

    /// False where memory ran out.
    bool isComplete() const;
    void* of(std::size_t thread) const { return m_own[thread].get(); }
    std::size_t bytes() const { return m_bytes; }

private:
    struct Free
    {
        void operator()(void* memory) const;
    };
    std::size_t m_bytes;
    std::vector<std::unique_ptr<void, Free>> m_own;
};

/// Bytes for each thread's buffer that hardly fit the last cache: three times that in all, at most a quarter of the
/// memory and 1 GiB.
std::size_t memorySet(const Machine& machine);

/// GB/s, the higher of reading and of copying, both ways of storing: what any kernel may reach at most. `isMemory`: the
/// copy writes past the caches.
double bestBandwidth(Team& team, VectorExtension vectors, const ThreadBuffers& buffers, bool isMemory,
                     const Effort& effort = {});

} // namespace espalier
