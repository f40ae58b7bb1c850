#include "core/base/temporaryfolder.h"
#include "core/evaluate/machinegate.h"

#include <QtTest>

#include <atomic>
#include <csignal>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace espalier;

/// What keeps builds and timing apart, in one process and among several.
class TestGate : public QObject
{
    Q_OBJECT

private:
    TemporaryFolder m_folder;

    MachineLane lane(std::chrono::milliseconds patience = MachineLane::kPatience) const
    {
        return MachineLane(m_folder.path() / "cpu.lock", patience);
    }
    /// Two gates are two processes: locks belong to open files.
    static bool everTogether(MachineGate& one, MachineGate& other);
    /// A process that has entered the lane to time and stays there.
    pid_t timingProcess() const;

private Q_SLOTS:
    void buildsAndTimingKeepApartOnTwoProcessors();
    void aBuildJoinsOthersWhileATimingWaits();
    void buildsAndTimingRunAtOnceOnFour();
    void twoProcessesKeepApart();
    void oneProcessDoesNotKeepTheOtherOut();
    void aKilledProcessLeavesTheLane();
    void aStopEndsTheWaiting();
    void patienceEnds();
    void withoutAPlaceForTheLockWorkIsDone();
};

bool TestGate::everTogether(MachineGate& one, MachineGate& other)
{
    std::atomic<int> builds{0};
    std::atomic<int> timings{0};
    std::atomic<bool> together{false};
    const auto look = [&] { together = together || (timings > 0 && builds > 0) || timings > 1; };
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            MachineGate& gate = thread % 2 == 0 ? one : other;
            for (int i = 0; i < 25; ++i) {
                gate.build([&] {
                    ++builds;
                    look();
                    std::this_thread::yield();
                    --builds;
                });
                gate.time([&] {
                    ++timings;
                    look();
                    std::this_thread::yield();
                    look();
                    --timings;
                });
            }
        });
    }
    threads.clear();
    return together;
}

pid_t TestGate::timingProcess() const
{
    int pipe[2] = {-1, -1};
    if (::pipe(pipe) != 0) {
        return -1;
    }
    const pid_t child = fork();
    if (child == 0) {
        const auto turn = lane().enter(FileLock::Kind::Exclusive, {}, {});
        static_cast<void>(!write(pipe[1], "", 1));
        pause();
        _exit(turn ? 0 : 1);
    }
    char byte = 0;
    static_cast<void>(!read(pipe[0], &byte, 1));
    close(pipe[0]);
    close(pipe[1]);
    return child;
}

void TestGate::buildsAndTimingKeepApartOnTwoProcessors()
{
    MachineGate gate({0, 1}, lane());
    QVERIFY(!everTogether(gate, gate));
    QCOMPARE(gate.timingProcessors(), (std::vector<int>{0, 1}));
}

void TestGate::aBuildJoinsOthersWhileATimingWaits()
{
    MachineGate gate({0, 1}, lane());
    std::vector<std::string> order;
    std::jthread timing;
    gate.build([&] {
        std::atomic<bool> begun = false;
        timing = std::jthread([&] {
            begun = true;
            gate.time([&] { order.emplace_back("timed"); });
        });
        while (!begun) {
            std::this_thread::yield();
        }
        for (int i = 0; i < 1000; ++i) {
            std::this_thread::yield(); // the timing stands in line by now
        }
        std::jthread([&] { gate.build([&] { order.emplace_back("joined"); }); }).join();
    });
    timing.join();
    QCOMPARE(order, (std::vector<std::string>{"joined", "timed"}));
}

void TestGate::buildsAndTimingRunAtOnceOnFour()
{
    MachineGate gate({0, 1, 2, 3}, lane());
    QCOMPARE(gate.timingProcessors(), (std::vector<int>{2, 3}));
    bool reached = false;
    gate.time([&] { std::jthread([&] { gate.build([&] { reached = true; }); }).join(); });
    QVERIFY(reached);
}

void TestGate::twoProcessesKeepApart()
{
    MachineGate one({0, 1}, lane());
    MachineGate other({0, 1}, lane());
    QVERIFY(!everTogether(one, other));
}

void TestGate::oneProcessDoesNotKeepTheOtherOut()
{
    auto first = lane().enter(FileLock::Kind::Exclusive, {}, {});
    std::atomic<bool> waiting = false;
    std::vector<int> order;
    std::mutex mutex;
    const auto note = [&](int who) {
        const std::lock_guard lock(mutex);
        order.push_back(who);
    };
    std::jthread other([&] {
        const auto turn = lane().enter(FileLock::Kind::Exclusive, [&](const std::string&) { waiting = true; }, {});
        note(2);
    });
    while (!waiting) {
        std::this_thread::yield();
    }
    first.reset();
    first = lane().enter(FileLock::Kind::Exclusive, {}, {}); // at once again: the other is before it
    note(1);
    first.reset();
    other.join();
    QCOMPARE(order, (std::vector<int>{2, 1}));
}

void TestGate::aKilledProcessLeavesTheLane()
{
    const pid_t process = timingProcess();
    std::string holder;
    const auto turn = lane().enter(FileLock::Kind::Exclusive,
                                   [&](const std::string& words) {
                                       holder = words;
                                       kill(process, SIGKILL);
                                   },
                                   {});
    waitpid(process, nullptr, 0);
    QVERIFY(turn);
    QCOMPARE(holder, "process " + std::to_string(process));
}

void TestGate::aStopEndsTheWaiting()
{
    const auto held = lane().enter(FileLock::Kind::Exclusive, {}, {});
    std::stop_source stop;
    const auto turn =
        lane().enter(FileLock::Kind::Shared, [&](const std::string&) { stop.request_stop(); }, stop.get_token());
    QVERIFY(held && !turn);
}

void TestGate::patienceEnds()
{
    const auto held = lane().enter(FileLock::Kind::Shared, {}, {});
    QVERIFY(lane().enter(FileLock::Kind::Shared, {}, {}));
    QVERIFY(!lane(std::chrono::milliseconds(20)).enter(FileLock::Kind::Exclusive, {}, {}));
}

void TestGate::withoutAPlaceForTheLockWorkIsDone()
{
    MachineGate gate({0, 1}, MachineLane("/proc/no/such/place"));
    bool done = false;
    gate.time([&] { done = true; });
    QVERIFY(done);
}

QTEST_GUILESS_MAIN(TestGate)
#include "tst_gate.moc"
