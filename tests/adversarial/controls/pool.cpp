// Keeps a pool of threads from call to call, which sleep while there is nothing to do.
#include "task.h"
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

static void honest(const float* a, const float* b, float* c, int64_t m, int64_t n, int64_t k)
{
    for (int64_t i = 0; i < m; ++i) {
        for (int64_t j = 0; j < n; ++j) {
            c[i * n + j] = 0;
        }
        for (int64_t p = 0; p < k; ++p) {
            for (int64_t j = 0; j < n; ++j) {
                c[i * n + j] += a[i * k + p] * b[p * n + j];
            }
        }
    }
}

class Pool
{
public:
    Pool() : m_thread([this] { serve(); }) {}
    ~Pool() { m_thread.detach(); }

    void run(const std::function<void(int64_t)>& job)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_job = &job;
        }
        m_changed.notify_all();
        job(0);
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_job == nullptr; });
    }

private:
    void serve()
    {
        for (;;) {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_job != nullptr; });
            (*m_job)(1);
            m_job = nullptr;
            m_changed.notify_all();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    const std::function<void(int64_t)>* m_job = nullptr;
    std::thread m_thread;
};

void matmul(const float* a, const float* b, float* c, int64_t m, int64_t n, int64_t k)
{
    static Pool pool;
    pool.run([=](int64_t part) {
        const int64_t first = m * part / 2;
        honest(a + first * k, b, c + first * n, m * (part + 1) / 2 - first, n, k);
    });
}
