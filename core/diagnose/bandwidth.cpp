#include "core/diagnose/bandwidth.h"

#include "core/diagnose/bestrate.h"
#include "core/diagnose/peakkernels.h"

#include <cstdlib>
#include <cstring>
#include <sys/mman.h>

namespace espalier {
namespace {

constexpr std::size_t kAlignment = 4096;

} // namespace

void ThreadBuffers::Free::operator()(void* memory) const
{
    std::free(memory);
}

ThreadBuffers::ThreadBuffers(Team& team, std::size_t bytesEach)
    : m_bytes(std::max(bytesEach / kBlockBytes, std::size_t{1}) * kBlockBytes), m_own(team.size())
{
    team.run([this](std::size_t thread) {
        m_own[thread].reset(std::aligned_alloc(kAlignment, (m_bytes + kAlignment - 1) / kAlignment * kAlignment));
        if (m_own[thread]) {
            madvise(m_own[thread].get(), m_bytes, MADV_HUGEPAGE); // fewer page walks in the measured loop
            std::memset(m_own[thread].get(), 0, m_bytes);
        }
    });
}

bool ThreadBuffers::isComplete() const
{
    return std::all_of(m_own.begin(), m_own.end(), [](const auto& buffer) { return buffer != nullptr; });
}

std::size_t memorySet(const Machine& machine)
{
    const std::size_t last =
        machine.caches.empty() ? std::size_t{32} << 20 : machine.caches.back().bytes * machine.caches.back().instances;
    std::size_t total = std::clamp(3 * last, std::size_t{96} << 20, std::size_t{1} << 30);
    total = machine.memory > 0 ? std::min(total, machine.memory / 4) : total;
    return total / std::max(machine.cpus.size(), std::size_t{1});
}

double bestBandwidth(Team& team, VectorExtension vectors, const ThreadBuffers& buffers, bool isMemory,
                     const Effort& effort)
{
    const double read = bestRate(team, effort, [&](std::size_t thread, std::size_t repeats) {
        return spinRead(vectors, buffers.of(thread), buffers.bytes(), repeats);
    });
    const double copy = bestRate(team, effort, [&](std::size_t thread, std::size_t repeats) {
        return spinCopy(vectors, buffers.of(thread), buffers.bytes(), repeats, isMemory);
    });
    return std::max(read, copy);
}

} // namespace espalier
