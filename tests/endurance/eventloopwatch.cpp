#include "tests/endurance/eventloopwatch.h"

#include <algorithm>
#include <ctime>

namespace espalier::test {
namespace {

constexpr int kBeatMs = 10;

/// Seconds of processor time of the calling thread.
double threadSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

} // namespace

EventLoopWatch::EventLoopWatch(const Diary& diary) : m_diary(diary)
{
    m_beat.setTimerType(Qt::PreciseTimer);
    m_beat.setInterval(kBeatMs);
    connect(&m_beat, &QTimer::timeout, this, &EventLoopWatch::beat);
}

void EventLoopWatch::start()
{
    m_since.start();
    m_threadAt = threadSeconds();
    m_beat.start();
}

QString EventLoopWatch::text() const
{
    return QStringLiteral("event loop away at most %1 s (during: %2), %3 s of its own (during: %4)")
        .arg(m_wall, 0, 'f', 2)
        .arg(m_duringWall)
        .arg(m_thread, 0, 'f', 2)
        .arg(m_duringThread);
}

void EventLoopWatch::beat()
{
    const double thread = threadSeconds();
    const double used = thread - m_threadAt;
    const double away = static_cast<double>(m_since.restart()) / 1000;
    if (used > m_thread) {
        m_duringThread = m_diary.last();
    }
    if (away > m_wall) {
        m_duringWall = m_diary.last();
    }
    m_thread = std::max(m_thread, used);
    m_wall = std::max(m_wall, away);
    m_threadAt = thread;
}

} // namespace espalier::test
