#include "app/pyworker/deviceclock.h"

#include <QtTest>

#include <dlfcn.h>
#include <vector>

using namespace espalier;

namespace {

constexpr std::size_t kBytes = (std::size_t{9} << 20) + 5; ///< two pieces and a part of a third

std::uint64_t address(const std::vector<char>& bytes)
{
    return reinterpret_cast<std::uint64_t>(bytes.data());
}

} // namespace

/// What a worker's library does with the driver, which is played here.
class TestDeviceClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void inputsAreComparedToTheLastByte_data();
    void inputsAreComparedToTheLastByte();
    void whatTheDriverRefusesIsSaid();
    void memoryThatCannotBePinnedIsUsedAsItIs();
    void workThatNobodyWaitsForCounts_data();
    void workThatNobodyWaitsForCounts();

private:
    template <class T>
    T& played(const char* name)
    {
        return *static_cast<T*>(dlsym(m_driver, name));
    }

    void* m_driver = nullptr;
    DeviceClock m_clock;
};

void TestDeviceClock::initTestCase()
{
    m_driver = dlopen(ESPALIER_PLAYED_DRIVER, RTLD_NOW | RTLD_GLOBAL); // from now on it is the one of that name
    QVERIFY2(m_driver, dlerror());
    QVERIFY2(m_clock.open(), m_clock.why().c_str());
}

void TestDeviceClock::inputsAreComparedToTheLastByte_data()
{
    QTest::addColumn<qsizetype>("changed");
    QTest::newRow("nothing") << qsizetype{-1};
    QTest::newRow("the first byte") << qsizetype{0};
    QTest::newRow("the first of the second piece") << qsizetype{4 << 20};
    QTest::newRow("the last byte") << qsizetype{kBytes - 1};
}

void TestDeviceClock::inputsAreComparedToTheLastByte()
{
    QFETCH(qsizetype, changed);
    const std::vector<char> expected(kBytes, 'x');
    std::vector<char> device(kBytes);
    QVERIFY(m_clock.copyIn(address(device), expected.data(), kBytes));
    if (changed >= 0) {
        device[static_cast<std::size_t>(changed)] = 'y';
    }
    bool differ = changed < 0;
    QVERIFY(m_clock.compare(address(device), expected.data(), kBytes, differ));
    QCOMPARE(differ, changed >= 0);
}

void TestDeviceClock::whatTheDriverRefusesIsSaid()
{
    const std::vector<char> device(8);
    bool differ = false;
    played<int>("played_refuses") = 700;
    QVERIFY(!m_clock.compare(address(device), device.data(), device.size(), differ));
    played<int>("played_refuses") = 0;
    QVERIFY(m_clock.why().starts_with("cuMemcpyDtoH answered"));
}

void TestDeviceClock::memoryThatCannotBePinnedIsUsedAsItIs()
{
    const std::vector<char> memory(4096);
    played<int>("played_refuses") = 1;
    m_clock.pin(memory.data(), memory.size(), true);
    played<int>("played_refuses") = 0;
    QCOMPARE(played<unsigned>("played_flags"), 8U); // read only: inputs are mapped so
    QCOMPARE(played<std::size_t>("played_pinned"), memory.size());
    m_clock.pin(memory.data(), memory.size(), false);
    QCOMPARE(played<unsigned>("played_flags"), 0U);
}

void TestDeviceClock::workThatNobodyWaitsForCounts_data()
{
    QTest::addColumn<double>("onStream"); // ms between the events
    QTest::addColumn<double>("aside");    // ms from the clock's begin on
    QTest::addColumn<double>("told");     // ms at least
    QTest::addColumn<double>("most");
    QTest::newRow("on the clock's stream") << 0.073 << 0.0 << 0.073 << 0.073;
    QTest::newRow("on another one that was waited for") << 0.073 << 0.070 << 0.073 << 0.073;
    // It stood ready, so its launch is added, 3 us, to the meeting behind it, 4 us.
    QTest::newRow("on another one") << 0.001 << 0.070 << 0.077 << 0.090;
    QTest::newRow("short, on another one") << 0.001 << 0.003 << 0.010 << 0.025;
    QTest::newRow("on another one, beside a kernel that does nothing") << 0.003 << 0.070 << 0.077 << 0.090;
    QTest::newRow("hidden in what the clock cannot tell") << 0.003 << 0.004 << 0.003 << 0.003;
}

void TestDeviceClock::workThatNobodyWaitsForCounts()
{
    QFETCH(double, onStream);
    QFETCH(double, aside);
    QFETCH(double, told);
    QFETCH(double, most);
    double& time = played<double>("played_time");
    played<double>("played_answers") = 0;
    double seconds = 0;
    QVERIFY(m_clock.start());
    played<double>("played_aside") = time + aside;
    time += onStream;
    QVERIFY(m_clock.stop(seconds));
    QVERIFY2(seconds * 1e3 > told - 1e-6 && seconds * 1e3 < most + 1e-6, qPrintable(QString::number(seconds * 1e3)));
}

QTEST_GUILESS_MAIN(TestDeviceClock)
#include "tst_deviceclock.moc"
