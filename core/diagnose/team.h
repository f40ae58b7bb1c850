#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <sched.h>
#include <thread>
#include <vector>

namespace espalier {

/// The calling thread and one more for each further processor, each pinned to its own, all running the same function at
/// the same time. They spin between runs, so a run starts within a microsecond; meant to live for a second or two.
/// Smaller where the system refuses threads. Thread-confined; the caller's affinity is put back at the end.
class Team
{
public:
    explicit Team(const std::vector<int>& cpus);
    ~Team();
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;

    std::size_t size() const { return m_threads.size() + 1; }
    /// Calls work(index) on every thread; returns the seconds from the start until the last one is done.
    double run(const std::function<void(std::size_t)>& work);

private:
    void live(std::size_t index, int cpu);

    cpu_set_t m_before; ///< the caller's affinity
    std::atomic<unsigned> m_round{0};
    std::atomic<std::size_t> m_busy{0};
    std::atomic<bool> m_leaving{false};
    const std::function<void(std::size_t)>* m_work = nullptr;
    std::vector<std::thread> m_threads;
};

} // namespace espalier
