#include "core/search/workerpool.h"

namespace espalier {

WorkerPool::WorkerPool(int threads)
{
    growTo(threads);
}

void WorkerPool::growTo(int threads)
{
    while (static_cast<int>(m_threads.size()) < threads) {
        m_threads.emplace_back([this](std::stop_token stop) { work(std::move(stop)); });
    }
}

WorkerPool::~WorkerPool()
{
    for (std::jthread& thread : m_threads) {
        thread.request_stop();
    }
    m_threads.clear();
}

void WorkerPool::submit(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void WorkerPool::work(std::stop_token stop)
{
    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); });
            if (stop.stop_requested()) {
                return;
            }
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        job(stop);
    }
}

} // namespace espalier
