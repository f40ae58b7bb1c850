#include "core/cuda/memorykeeper.h"
#include "recordingdevice.h"

#include <QtTest>

#include <algorithm>
#include <sys/mman.h>
#include <unistd.h>

using namespace espalier;
using keeper::Ask;
using test::RecordingDevice;

namespace {

constexpr std::size_t kPage = 4096;

/// Memory of the judge's.
struct Memory
{
    int fd = memfd_create("judge", MFD_CLOEXEC);
    std::byte* begin = nullptr;

    explicit Memory(std::size_t bytes)
    {
        if (ftruncate(fd, static_cast<off_t>(bytes)) == 0) {
            begin = static_cast<std::byte*>(mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
        }
        std::fill_n(begin, bytes, std::byte{0x11});
    }
    ~Memory() { close(fd); }
};

/// A keeper with one region of four slots of a page.
struct Bench
{
    RecordingDevice device;
    MemoryKeeper keeper{device};
    Memory memory{kPage};
    int shared = -1;
    std::byte* opened = nullptr; ///< as a worker has opened them

    Bench()
    {
        const keeper::Reply held = keeper.answer({Ask::Hold, 0, 4 * kPage, 0, 0, 0}, dup(memory.fd), shared);
        if (held.ok == 1) {
            opened = static_cast<std::byte*>(mmap(nullptr, 4 * kPage, PROT_READ | PROT_WRITE, MAP_SHARED, shared, 0));
        }
    }
    ~Bench() { close(shared); }

    keeper::Reply ask(const keeper::Request& request)
    {
        int fd = -1;
        return keeper.answer(request, -1, fd);
    }
};

} // namespace

/// The process that owns a device's memory: what the judge has it do there.
class TestMemoryKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSpreadAWorkerFinds();
    void whatAWorkerWritesComesBack();
    void changedInputsAreSeen();
    void nothingIsUnderWayWhenItAnswers();
    void othersAtWorkAreSeen_data();
    void othersAtWorkAreSeen();
    void whatDoesNotFitIsRefused_data();
    void whatDoesNotFitIsRefused();
    void droppedMemoryIsGivenBack();
    void whatTheDeviceRefusesIsSaid();
};

void TestMemoryKeeper::whatIsSpreadAWorkerFinds()
{
    Bench bench;
    QVERIFY(bench.opened);
    QCOMPARE(bench.ask({Ask::Spread, 0, 100, kPage, 1, 2}).ok, 1U);
    QVERIFY(bench.opened[0] == std::byte{0});
    QVERIFY(bench.opened[kPage] == std::byte{0x11} && bench.opened[kPage + 99] == std::byte{0x11});
    QVERIFY(bench.opened[kPage + 100] == std::byte{0});
    QVERIFY(bench.opened[2 * kPage + 99] == std::byte{0x11} && bench.opened[3 * kPage] == std::byte{0});
    QCOMPARE(bench.device.copiedIn, std::size_t{100}); // the second slot is a copy within the device
}

void TestMemoryKeeper::whatAWorkerWritesComesBack()
{
    Bench bench;
    bench.opened[3 * kPage + 7] = std::byte{0x55};
    QCOMPARE(bench.ask({Ask::Fetch, 0, 100, kPage, 3, 1}).ok, 1U);
    QVERIFY(bench.memory.begin[7] == std::byte{0x55} && bench.memory.begin[8] == std::byte{0});
    QVERIFY(bench.memory.begin[100] == std::byte{0x11});
}

void TestMemoryKeeper::changedInputsAreSeen()
{
    Bench bench;
    QCOMPARE(bench.ask({Ask::Spread, 0, kPage, kPage, 0, 4}).ok, 1U);
    QCOMPARE(bench.ask({Ask::Compare, 0, kPage, kPage, 2, 1}).flag, 1U);
    bench.opened[2 * kPage + 4095] = std::byte{0x12};
    QCOMPARE(bench.ask({Ask::Compare, 0, kPage, kPage, 2, 1}).flag, 0U);
    QCOMPARE(bench.ask({Ask::Compare, 0, kPage, kPage, 1, 1}).flag, 1U);
    QVERIFY(bench.memory.begin[4095] == std::byte{0x11}); // the judge's own stays as it is
}

void TestMemoryKeeper::nothingIsUnderWayWhenItAnswers()
{
    Bench bench;
    bench.ask({Ask::Spread, 0, kPage, kPage, 0, 4});
    QCOMPARE(bench.device.asked.back(), std::string("wait"));
    bench.ask({Ask::EmptyCache, 0, 0, 0, 0, 0});
    QCOMPARE(bench.device.asked.back(), std::string("wait"));
    QCOMPARE(*(bench.device.asked.end() - 2), std::string("empty"));
}

void TestMemoryKeeper::othersAtWorkAreSeen_data()
{
    QTest::addColumn<QList<double>>("looks"); // µs
    QTest::addColumn<bool>("rests");
    QTest::newRow("at rest") << QList<double>{10, 12, 9, 30, 11} << true;
    QTest::newRow("a turn of somebody else's now and then") << QList<double>{10, 2000, 12, 900, 10} << true;
    QTest::newRow("somebody at work") << QList<double>{1800, 12, 2000, 700, 1900} << false;
}

void TestMemoryKeeper::othersAtWorkAreSeen()
{
    QFETCH(QList<double>, looks);
    QFETCH(bool, rests);
    Bench bench;
    bench.device.looks.assign(9, 10e-6);
    QVERIFY(bench.keeper.start());
    for (const double look : looks) {
        bench.device.looks.push_back(look * 1e-6);
    }
    QCOMPARE(bench.ask({Ask::Rest, 0, 0, 0, 0, 0}).flag, rests ? 1U : 0U);
}

void TestMemoryKeeper::whatDoesNotFitIsRefused_data()
{
    QTest::addColumn<QList<qulonglong>>("request"); // region, bytes, stride, slot, slots
    QTest::newRow("a region that there is not") << QList<qulonglong>{1, 10, kPage, 0, 1};
    QTest::newRow("more than the judge's memory") << QList<qulonglong>{0, kPage + 1, 2 * kPage, 0, 1};
    QTest::newRow("slots that overlap") << QList<qulonglong>{0, 100, 99, 0, 2};
    QTest::newRow("a slot too many") << QList<qulonglong>{0, 100, kPage, 3, 2};
    QTest::newRow("far away") << QList<qulonglong>{0, 100, ~0ULL, 1, 1};
    QTest::newRow("no slots") << QList<qulonglong>{0, 100, kPage, 0, 0};
    QTest::newRow("nothing") << QList<qulonglong>{0, 0, kPage, 0, 1};
}

void TestMemoryKeeper::whatDoesNotFitIsRefused()
{
    QFETCH(QList<qulonglong>, request);
    Bench bench;
    for (const Ask ask : {Ask::Spread, Ask::Fetch, Ask::Compare}) {
        const keeper::Reply reply =
            bench.ask({ask, static_cast<std::uint32_t>(request[0]), request[1], request[2],
                       static_cast<std::uint32_t>(request[3]), static_cast<std::uint32_t>(request[4])});
        QCOMPARE(reply.ok, 0U);
        QVERIFY(QByteArray(reply.why).contains("cannot follow the judge"));
    }
}

void TestMemoryKeeper::droppedMemoryIsGivenBack()
{
    Bench bench;
    QCOMPARE(bench.device.pinned, 2);
    QCOMPARE(bench.ask({Ask::Drop, 0, 0, 0, 0, 0}).ok, 1U);
    QCOMPARE(bench.device.pinned, 0);
    QCOMPARE(bench.ask({Ask::Spread, 0, 100, kPage, 0, 1}).ok, 0U);
    QCOMPARE(bench.ask({Ask::Drop, 7, 0, 0, 0, 0}).ok, 1U); // as good as dropped
}

void TestMemoryKeeper::whatTheDeviceRefusesIsSaid()
{
    Bench bench;
    bench.device.failsAt = "look";
    const keeper::Reply reply = bench.ask({Ask::Look, 0, 0, 0, 0, 0});
    QCOMPARE(reply.ok, 0U);
    QVERIFY(QByteArray(reply.why).contains("the device answered 700"));
    int fd = -1;
    bench.device.failsAt = "share";
    QCOMPARE(bench.keeper.answer({Ask::Hold, 0, kPage, 0, 0, 0}, dup(bench.memory.fd), fd).ok, 0U);
    QCOMPARE(fd, -1);
}

QTEST_GUILESS_MAIN(TestMemoryKeeper)
#include "tst_memorykeeper.moc"
