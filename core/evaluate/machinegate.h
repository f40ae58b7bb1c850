#pragma once

#include "core/evaluate/machinelane.h"

#include <condition_variable>
#include <mutex>
#include <vector>

namespace espalier {

/// Keeps builds and timing out of each other's way on one machine. With fewer than four processors a compiler running
/// beside a kernel takes one of the kernel's own, so builds run together and timing runs alone. A build may join those
/// that run while a timing waits, so that no processor idles: whoever built waits for its timing next, so the batch
/// ends. Otherwise a waiting timing goes before new builds. With four and more, timing has the upper half of the
/// processors to itself and builds keep to the lower half, both at once. Only one timing runs at a time either way. The
/// same holds between the user's processes, by the lane. Share one gate between all evaluators of a process. Callable
/// from any thread.
class MachineGate
{
public:
    /// On the processors this process may run on, in the computer's lane.
    MachineGate();
    /// On these, in this lane; for tests.
    MachineGate(std::vector<int> processors, MachineLane lane);

    /// The processors to time on.
    const std::vector<int>& timingProcessors() const { return m_timing; }

    /// Runs `work` (a build) on the calling thread. `waits` is told when other processes are before it; a stop ends
    /// that waiting, and the work runs at once.
    void build(const std::function<void()>& work, const WaitCallback& waits = {}, const std::stop_token& stop = {});
    /// Runs `work` (timing) on the calling thread, likewise.
    void time(const std::function<void()>& work, const WaitCallback& waits = {}, const std::stop_token& stop = {});

private:
    bool split() const { return !m_building.empty(); }

    MachineLane m_lane;
    std::vector<int> m_timing;
    std::vector<int> m_building; ///< empty: builds and timing share all processors
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_builds = 0;
    int m_timingsWaiting = 0;
    bool m_timingRuns = false;
};

} // namespace espalier
