#include "core/diagnose/team.h"

#include <chrono>
#include <sched.h>
#include <system_error>

namespace espalier {
namespace {

/// Spins for a while, then lets others run: with more threads than free processors pure spinning would wait for itself.
class Spinner
{
public:
    void wait()
    {
        if (++m_turns > 20'000) {
            sched_yield();
        } else {
#if defined(__x86_64__)
            __builtin_ia32_pause();
#endif
        }
    }

private:
    int m_turns = 0;
};

/// A refusal costs precision, not correctness.
void pinTo(int cpu)
{
    cpu_set_t own;
    CPU_ZERO(&own);
    CPU_SET(static_cast<std::size_t>(cpu), &own);
    sched_setaffinity(0, sizeof own, &own);
}

} // namespace

Team::Team(const std::vector<int>& cpus)
{
    CPU_ZERO(&m_before);
    sched_getaffinity(0, sizeof m_before, &m_before);
    m_threads.reserve(cpus.size());
    try {
        for (std::size_t i = 1; i < cpus.size(); ++i) {
            m_threads.emplace_back([this, i, cpu = cpus[i]] { live(i, cpu); });
        }
    } catch (const std::system_error&) {
        // a process limit; those that started are the team
    }
    pinTo(cpus.empty() ? 0 : cpus.front());
}

Team::~Team()
{
    m_leaving = true;
    for (std::thread& thread : m_threads) {
        thread.join();
    }
    sched_setaffinity(0, sizeof m_before, &m_before);
}

void Team::live(std::size_t index, int cpu)
{
    pinTo(cpu);
    for (unsigned seen = 0;;) {
        for (Spinner spinner; m_round.load(std::memory_order_acquire) == seen; spinner.wait()) {
            if (m_leaving.load(std::memory_order_relaxed)) {
                return;
            }
        }
        ++seen;
        (*m_work)(index);
        m_busy.fetch_sub(1, std::memory_order_release);
    }
}

double Team::run(const std::function<void(std::size_t)>& work)
{
    m_work = &work;
    m_busy.store(m_threads.size(), std::memory_order_relaxed);
    const auto start = std::chrono::steady_clock::now();
    m_round.fetch_add(1, std::memory_order_release);
    work(0);
    for (Spinner spinner; m_busy.load(std::memory_order_acquire) > 0; spinner.wait()) {
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace espalier
