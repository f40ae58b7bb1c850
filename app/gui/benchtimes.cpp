#include "app/gui/benchtimes.h"

#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <ctime>
#include <malloc.h>
#include <numeric>
#include <unistd.h>

namespace espalier {
namespace {

double threadMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

double quantile(std::vector<double> times, std::size_t percent)
{
    std::ranges::sort(times);
    return times.empty() ? 0 : times[std::min(times.size() - 1, times.size() * percent / 100)];
}

double perSecond(const std::vector<double>& times)
{
    const double all = std::accumulate(times.begin(), times.end(), 0.0);
    return all > 0 ? double(times.size()) * 1000 / all : 0;
}

} // namespace

void BenchTimes::add(const std::function<void()>& work)
{
    QElapsedTimer timer;
    timer.start();
    const double before = threadMs();
    work();
    m_cpu.push_back(threadMs() - before);
    m_wall.push_back(double(timer.nsecsElapsed()) / 1e6);
}

double BenchTimes::median() const
{
    return quantile(m_wall, 50);
}

double BenchTimes::p99() const
{
    return quantile(m_wall, 99);
}

double BenchTimes::medianCpu() const
{
    return quantile(m_cpu, 50);
}

double BenchTimes::p99Cpu() const
{
    return quantile(m_cpu, 99);
}

double BenchTimes::rate() const
{
    return perSecond(m_wall);
}

double BenchTimes::rateCpu() const
{
    return perSecond(m_cpu);
}

double residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readLine().split(' ').value(1).toDouble() * double(getpagesize()) : 0;
}

double heapBytes()
{
    const struct mallinfo2 info = mallinfo2();
    return double(info.uordblks) + double(info.hblkhd);
}

void trimHeap()
{
    malloc_trim(0);
}

} // namespace espalier
