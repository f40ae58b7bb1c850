#include "core/evaluate/judge/schedule.h"

#include "core/base/file.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>

namespace espalier {
namespace {

constexpr double kWaitShare = 0.05;
/// The judge's own look at the frozen worker makes it wait 0.05 to 0.2 ms. Of 7,400 calls of 1.05 ms those that waited
/// 0.3 ms and more took 1.6 times as long as the others, those between 0.1 and 0.2 ms no longer.
constexpr double kWaitFloor = 2.5e-4;
constexpr double kClockShare = 0.97;
constexpr std::size_t kKept = 301;
constexpr std::size_t kFewestLooks = 5;

double now()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC_RAW, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// Field 39 of /proc/…/stat, counted after the name, which may hold anything.
int processorIn(const std::string& stat)
{
    std::size_t at = stat.rfind(')');
    for (int field = 2; field < 39 && at != std::string::npos; ++field) {
        at = stat.find(' ', at + 1);
    }
    return at == std::string::npos ? -1 : std::atoi(stat.c_str() + at + 1);
}

template <int Count>
[[gnu::always_inline]] inline void addThrees(std::uint64_t& value)
{
    value += 3;
    __asm__ volatile("" : "+r"(value)); // keeps the compiler from folding them
    if constexpr (Count > 1) {
        addThrees<Count - 1>(value);
    }
}

/// Seconds 32,000 dependent additions take. Thirty-two a turn: the threads of one core share its branches, so a loop of
/// one addition tells of the neighbour instead of the clock (9 µs or 20 µs by turns on a virtual machine).
double chainSeconds()
{
    std::uint64_t value = 1;
    const double start = now();
    for (int i = 0; i < 1000; ++i) {
        addThrees<32>(value);
    }
    return now() - start;
}

} // namespace

Schedule Schedule::of(pid_t process)
{
    Schedule schedule;
    std::error_code ended;
    for (const auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task", ended)) {
        const auto times = readFile(task.path() / "schedstat", 256);
        const auto stat = readFile(task.path() / "stat", 4096);
        unsigned long long ran = 0;
        unsigned long long waited = 0;
        Thread& thread = schedule.threads[std::atoi(task.path().filename().c_str())];
        if (times && std::sscanf(times->c_str(), "%llu %llu", &ran, &waited) == 2) {
            schedule.waited += 1e-9 * static_cast<double>(waited);
            thread.seconds = 1e-9 * static_cast<double>(ran + waited);
        }
        thread.processor = stat ? processorIn(*stat) : -1;
    }
    return schedule;
}

bool isDisturbed(const Schedule& before, const Schedule& after, double seconds)
{
    if (after.waited - before.waited > std::max(kWaitFloor, kWaitShare * seconds)) {
        return true;
    }
    return std::any_of(after.threads.begin(), after.threads.end(), [&](const auto& thread) {
        const auto known = before.threads.find(thread.first);
        return known != before.threads.end() && known->second.processor != thread.second.processor;
    });
}

double usedSeconds(const Schedule& before, const Schedule& after, double seconds)
{
    double sum = 0;
    for (const auto& [thread, now] : after.threads) {
        const auto earlier = before.threads.find(thread);
        sum += std::min(now.seconds - (earlier == before.threads.end() ? 0 : earlier->second.seconds), seconds);
    }
    return sum;
}

bool ClockProbe::isSlow()
{
    // The better of two: an interrupt in one of them says nothing of the clock.
    const double seconds = std::min(chainSeconds(), chainSeconds());
    const bool slow = m_seconds.size() >= kFewestLooks && m_seconds[m_seconds.size() / 2] < kClockShare * seconds;
    if (m_seconds.size() < kKept) {
        m_seconds.insert(std::upper_bound(m_seconds.begin(), m_seconds.end(), seconds), seconds);
    }
    return slow;
}

} // namespace espalier
