#include "core/diagnose/memoryprobe.h"

#include "core/diagnose/bandwidth.h"

namespace espalier {
namespace {

constexpr std::chrono::seconds kServes{2};
constexpr Effort kQuick{.runSeconds = 0.002, .inVain = 3, .most = 6};

std::optional<double> measure()
{
    const Machine machine = readMachine();
    Team team(machine.cpus);
    const ThreadBuffers buffers(team, memorySet(machine));
    return buffers.isComplete() ? std::optional(bestBandwidth(team, machine.vectors, buffers, true, kQuick))
                                : std::nullopt;
}

} // namespace

std::optional<double> MemoryProbe::gbytesNow()
{
    const std::lock_guard lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    if (!m_gbytes || now - m_measured > kServes) {
        m_gbytes = measure();
        m_measured = std::chrono::steady_clock::now();
    }
    return m_gbytes;
}

} // namespace espalier
