#include "core/evaluate/machinegate.h"

#include "core/base/paths.h"

#include <sched.h>
#include <utility>

namespace espalier {
namespace {

constexpr std::size_t kEnoughToSplit = 4;

std::vector<int> ownProcessors()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    std::vector<int> list;
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        for (int i = 0; i < CPU_SETSIZE; ++i) {
            if (CPU_ISSET(static_cast<std::size_t>(i), &set)) {
                list.push_back(i);
            }
        }
    }
    return list;
}

/// The calling thread, and what it starts, stays on these processors while this lives.
class Affinity
{
public:
    explicit Affinity(const std::vector<int>& processors)
    {
        cpu_set_t set;
        CPU_ZERO(&set);
        for (const int processor : processors) {
            CPU_SET(static_cast<std::size_t>(processor), &set);
        }
        m_changed = !processors.empty() && sched_getaffinity(0, sizeof m_before, &m_before) == 0 &&
                    sched_setaffinity(0, sizeof set, &set) == 0;
    }
    ~Affinity()
    {
        if (m_changed) {
            sched_setaffinity(0, sizeof m_before, &m_before);
        }
    }
    Affinity(const Affinity&) = delete;
    Affinity& operator=(const Affinity&) = delete;

private:
    cpu_set_t m_before{};
    bool m_changed = false;
};

} // namespace

MachineGate::MachineGate() : MachineGate(ownProcessors(), MachineLane(laneFile("cpu"))) {}

MachineGate::MachineGate(std::vector<int> processors, MachineLane lane)
    : m_lane(std::move(lane)), m_timing(std::move(processors))
{
    if (m_timing.size() >= kEnoughToSplit) {
        const auto half = m_timing.begin() + static_cast<std::ptrdiff_t>(m_timing.size() / 2);
        m_building.assign(m_timing.begin(), half);
        m_timing.erase(m_timing.begin(), half);
    }
}

void MachineGate::build(const std::function<void()>& work, const WaitCallback& waits, const std::stop_token& stop)
{
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return split() || (!m_timingRuns && (m_timingsWaiting == 0 || m_builds > 0)); });
        ++m_builds;
    }
    {
        const auto turn = split() ? std::optional<FileLock>() : m_lane.enter(FileLock::Kind::Shared, waits, stop);
        const Affinity affinity(m_building);
        work();
    }
    {
        const std::lock_guard lock(m_mutex);
        --m_builds;
    }
    m_changed.notify_all();
}

void MachineGate::time(const std::function<void()>& work, const WaitCallback& waits, const std::stop_token& stop)
{
    {
        std::unique_lock lock(m_mutex);
        ++m_timingsWaiting;
        m_changed.wait(lock, [&] { return !m_timingRuns && (split() || m_builds == 0); });
        --m_timingsWaiting;
        m_timingRuns = true;
    }
    {
        const auto turn = m_lane.enter(FileLock::Kind::Exclusive, waits, stop);
        work();
    }
    {
        const std::lock_guard lock(m_mutex);
        m_timingRuns = false;
    }
    m_changed.notify_all();
}

} // namespace espalier
