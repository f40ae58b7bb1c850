#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace espalier {

/// A few threads that take jobs in the order given. Destroying it asks the running jobs to stop, drops the waiting ones
/// and joins.
class WorkerPool
{
public:
    using Job = std::function<void(std::stop_token)>;

    explicit WorkerPool(int threads);
    ~WorkerPool();
    void submit(Job job);
    /// Starts as many more as are missing; never ends one.
    void growTo(int threads);

private:
    void work(std::stop_token stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Job> m_jobs;
    std::vector<std::jthread> m_threads;
};

} // namespace espalier
