#include "core/evaluate/judge/counters.h"

#include <QtTest>

#include <csignal>
#include <linux/perf_event.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace espalier;

namespace {

/// What the system itself counts, on machines without hardware counters too: page faults stand in for all four.
constexpr CountedEvent kFaults{PERF_TYPE_SOFTWARE, PERF_COUNT_SW_PAGE_FAULTS};
constexpr std::array<CountedEvent, 4> kSoftware{kFaults, kFaults, kFaults, kFaults};

constexpr int kPages = 500;

void touchPages()
{
    const std::size_t bytes = std::size_t{kPages} * 4096;
    void* pages = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise(pages, bytes, MADV_NOHUGEPAGE);
    for (std::size_t at = 0; at < bytes; at += 4096) {
        static_cast<volatile char*>(pages)[at] = 1;
    }
    munmap(pages, bytes);
}

/// A process that touches its pages when told to, in threads that do not exist before.
class Toucher
{
public:
    explicit Toucher(int threads)
    {
        if (pipe(m_go) != 0 || pipe(m_done) != 0) {
            qFatal("no pipe");
        }
        m_pid = fork();
        if (m_pid == 0) {
            for (char byte = 0; ::read(m_go[0], &byte, 1) == 1;) {
                std::vector<std::jthread> team;
                for (int i = 0; i < threads; ++i) {
                    team.emplace_back(touchPages);
                }
                team.clear();
                static_cast<void>(!write(m_done[1], &byte, 1));
            }
            _exit(0);
        }
    }
    ~Toucher()
    {
        kill(m_pid, SIGKILL);
        waitpid(m_pid, nullptr, 0);
        for (const int file : {m_go[0], m_go[1], m_done[0], m_done[1]}) {
            close(file);
        }
    }
    Toucher(const Toucher&) = delete;
    Toucher& operator=(const Toucher&) = delete;

    pid_t pid() const { return m_pid; }
    void touch() const
    {
        char byte = 1;
        static_cast<void>(!write(m_go[1], &byte, 1));
        static_cast<void>(!::read(m_done[0], &byte, 1));
    }

private:
    int m_go[2] = {-1, -1};
    int m_done[2] = {-1, -1};
    pid_t m_pid = -1;
};

} // namespace

/// What is counted of another process, and what is made of it.
class TestCounters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void threadsThatStartLaterAreCounted();
    void withoutAnEventThereIsNothing();
    void figuresAreOfOneCall();
    void sharedCountersAreNoFigures();
};

void TestCounters::threadsThatStartLaterAreCounted()
{
    const Toucher toucher(2);
    const auto counters = Counters::of(toucher.pid(), kSoftware);
    if (!counters) {
        QSKIP("this system lets nobody count (kernel.perf_event_paranoid)");
    }
    const Counts before = counters->read();
    toucher.touch();
    const Counts once = counters->read() - before;
    toucher.touch();
    const Counts twice = counters->read() - before;
    QVERIFY(once.complete);
    QVERIFY(once.cycles >= 2 * kPages);
    QVERIFY(once.cycles < 4 * kPages);
    QVERIFY(twice.cycles >= 4 * kPages);
    QCOMPARE(once.cacheMisses, once.cycles);
}

void TestCounters::withoutAnEventThereIsNothing()
{
    std::array<CountedEvent, 4> events = kSoftware;
    events[2] = {PERF_TYPE_SOFTWARE, 4711};
    QVERIFY(!Counters::of(getpid(), events));
}

void TestCounters::figuresAreOfOneCall()
{
    Counts counts;
    for (int call = 0; call < 10; ++call) {
        counts += Counts{1000, 500, 5, 20, true};
    }
    const auto figures = figuresOf(counts, 10);
    QVERIFY(figures);
    QCOMPARE(figures->instructionsPerCycle, 0.5);
    QCOMPARE(figures->branchMissesPerThousand, 10.0);
    QCOMPARE(figures->missedBytes, 20 * 64.0);
    QVERIFY(!figuresOf(Counts(), 10)); // a machine without counters
}

void TestCounters::sharedCountersAreNoFigures()
{
    Counts counts{1000, 500, 5, 20, true};
    counts += Counts{1000, 500, 5, 20, false};
    QVERIFY(!figuresOf(counts, 2));
}

QTEST_GUILESS_MAIN(TestCounters)
#include "tst_counters.moc"
