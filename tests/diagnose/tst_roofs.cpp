#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/diagnose/bestrate.h"
#include "core/diagnose/machine.h"
#include "core/diagnose/memoryprobe.h"
#include "core/diagnose/roofs.h"

#include <QTest>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>

using namespace espalier;

namespace {

Roofs drawnMachine()
{
    Roofs roofs;
    roofs.fingerprint = "drawn";
    roofs.cores = 8;
    roofs.levels = {{"L1", 256e3, 2000}, {"L2", 8e6, 1000}, {"L3", 32e6, 400}, {"DRAM", 0, 50}};
    roofs.fp32Gflops = 1000;
    roofs.fp64Gflops = 500;
    roofs.latencyUs = 2;
    return roofs;
}

std::filesystem::path onlyFile(const std::filesystem::path& folder)
{
    return std::filesystem::directory_iterator(folder)->path();
}

} // namespace

class TestRoofs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void memorySetsTheRoofOfStreamingWork();
    void arithmeticSetsTheRoofOfDenseWork();
    void smallWorkLivesInTheCache();
    void doublesHaveTheirOwnPeak();
    void noWorkTakesNoTime();
    void oneHiccupDoesNotPassForWork();
    void memoryNowIsBelowTheFastestCache();
    void measurementIsPlausible();
    void vectorsHoldTwiceAsManyFloats();
    void measurementIsKept();
    void damagedOrForeignFilesAreMeasuredAgain_data();
    void damagedOrForeignFilesAreMeasuredAgain();
    void unwritableFolderStillAnswers();

private:
    TemporaryFolder m_folder;
    Roofs m_measured;
};

void TestRoofs::initTestCase()
{
    const Result<Roofs> measured = roofs(m_folder.path());
    QVERIFY2(measured, measured ? "" : measured.error().sentence().c_str());
    m_measured = *measured;
}

void TestRoofs::memorySetsTheRoofOfStreamingWork()
{
    const RoofTime time = roofTime(drawnMachine(), {.flops = 1e8, .bytes = 1e9});
    QVERIFY(time.memoryBound());
    QCOMPARE(time.level, std::string("DRAM"));
    QCOMPARE(time.ms, 20.0); // 1 GB at 50 GB/s
    QCOMPARE(time.computeMs, 0.1);
}

void TestRoofs::arithmeticSetsTheRoofOfDenseWork()
{
    const RoofTime time = roofTime(drawnMachine(), {.flops = 1e12, .bytes = 1e8});
    QVERIFY(!time.memoryBound());
    QCOMPARE(time.ms, 1000.0);
}

void TestRoofs::smallWorkLivesInTheCache()
{
    QCOMPARE(roofTime(drawnMachine(), {.flops = 1, .bytes = 200e3}).level, std::string("L1"));
    QCOMPARE(roofTime(drawnMachine(), {.flops = 1, .bytes = 257e3}).level, std::string("L2"));
    QCOMPARE(roofTime(drawnMachine(), {.flops = 1, .bytes = 30e6}).level, std::string("L3"));
}

void TestRoofs::doublesHaveTheirOwnPeak()
{
    QCOMPARE(roofTime(drawnMachine(), {.flops = 1e9, .bytes = 8, .doublePrecision = true}).ms, 2.0);
    QCOMPARE(roofTime(drawnMachine(), {.flops = 1e9, .bytes = 8, .doublePrecision = false}).ms, 1.0);
}

void TestRoofs::noWorkTakesNoTime()
{
    QCOMPARE(roofTime(drawnMachine(), {}).ms, 0.0);
    QCOMPARE(roofTime(Roofs{}, {.flops = 1e9, .bytes = 1e9}).ms, 0.0);
}

void TestRoofs::oneHiccupDoesNotPassForWork()
{
    Team team({readMachine().cpus.front()});
    bool isFirst = true;
    std::size_t most = 0;
    bestRate(team, {.runSeconds = 0.001, .inVain = 1, .most = 1}, [&](std::size_t, std::size_t repeats) {
        if (std::exchange(isFirst, false)) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2)); // a neighbour has the processor
        }
        most = std::max(most, repeats);
        return static_cast<double>(repeats);
    });
    QVERIFY2(most > 100, std::to_string(most).c_str()); // or it would time its own start
}

void TestRoofs::memoryNowIsBelowTheFastestCache()
{
    MemoryProbe probe;
    const auto gbytes = probe.gbytesNow();
    QVERIFY(gbytes && *gbytes > 0.5 && *gbytes < m_measured.levels.front().gbytes * 1.5);
    QCOMPARE(probe.gbytesNow(), gbytes); // it serves for a while
}

void TestRoofs::measurementIsPlausible()
{
    const Roofs& roofs = m_measured;
    qInfo("%s: fp32 %.0f, fp64 %.0f GFLOP/s, %.2f µs", roofs.fingerprint.c_str(), roofs.fp32Gflops, roofs.fp64Gflops,
          roofs.latencyUs);
    QCOMPARE(roofs.fingerprint, machineFingerprint());
    QVERIFY(roofs.levels.size() >= 2);
    QCOMPARE(roofs.levels.back().name, std::string("DRAM"));
    QCOMPARE(roofs.levels.back().capacity, 0.0);
    for (std::size_t i = 0; i < roofs.levels.size(); ++i) {
        qInfo("%s %.0f bytes %.1f GB/s", roofs.levels[i].name.c_str(), roofs.levels[i].capacity,
              roofs.levels[i].gbytes);
        QVERIFY(roofs.levels[i].gbytes > 0.5 && roofs.levels[i].gbytes < 1e6);
        QVERIFY(i == 0 || roofs.levels[i - 1].gbytes >= roofs.levels[i].gbytes);
        QVERIFY(i == 0 || i + 1 == roofs.levels.size() || roofs.levels[i - 1].capacity < roofs.levels[i].capacity);
    }
    QVERIFY(roofs.cores >= 1 && roofs.cores <= static_cast<int>(readMachine().cpus.size()));
    QVERIFY(roofs.fp32Gflops > 1 && roofs.fp32Gflops < 1e6);
    QVERIFY(roofs.fp32ScalarGflops > 0.1 && roofs.fp32ScalarGflops < 1.3 * roofs.fp32Gflops);
    QVERIFY(roofs.fp64ScalarGflops > 0.1 && roofs.fp64ScalarGflops < 1.3 * roofs.fp64Gflops);
    QVERIFY(roofs.callNs > 0 && roofs.callNs < 1000);
    QVERIFY(roofs.teamStartUs >= 0 && roofs.teamStartUs < 1e6);
    QVERIFY(roofs.latencyUs > 0 && roofs.latencyUs < 100'000);
}

void TestRoofs::vectorsHoldTwiceAsManyFloats()
{
    Roofs roofs = m_measured;
    for (int attempt = 0; attempt < 5 && roofs.fp32Gflops < 1.5 * roofs.fp64Gflops; ++attempt) {
        roofs = *measureRoofs(); // others were computing while one of the two was measured
    }
    QVERIFY(roofs.fp32Gflops > 1.5 * roofs.fp64Gflops);
}

void TestRoofs::measurementIsKept()
{
    Roofs last = m_measured;
    for (int call = 2; call <= 3; ++call) { // measured again, and never worse than before
        const Roofs again = *roofs(m_folder.path());
        QVERIFY(again.fp32Gflops >= last.fp32Gflops && again.fp64Gflops >= last.fp64Gflops);
        QVERIFY(again.levels.back().gbytes >= last.levels.back().gbytes && again.latencyUs <= last.latencyUs);
        last = again;
    }
    QCOMPARE(*roofs(m_folder.path()), last); // loaded
}

void TestRoofs::damagedOrForeignFilesAreMeasuredAgain_data()
{
    QTest::addColumn<std::string>("content");
    QTest::newRow("not JSON") << std::string("{\"fingerprint\": ");
    QTest::newRow("another machine") << std::string(
        R"({"fingerprint":"x","processor":"x","cores":1,"vectors":"AVX2","levels":[{"name":"DRAM","capacity":0,
        "gbytes":1}],"fp32_gflops":1,"fp64_gflops":1,"fp32_scalar_gflops":1,"fp64_scalar_gflops":1,"team_start_us":1,"call_ns":1,"latency_us":1,"measurements":3})");
    QTest::newRow("impossible") << std::string(R"({"fingerprint":")") + machineFingerprint() +
                                       R"(","processor":"x","cores":1,"vectors":"AVX2",
        "levels":[{"name":"DRAM","capacity":0,"gbytes":-4}],"fp32_gflops":1,"fp64_gflops":1,"fp32_scalar_gflops":1,"fp64_scalar_gflops":1,"team_start_us":1,"call_ns":1,"latency_us":1,"measurements":3})";
}

void TestRoofs::damagedOrForeignFilesAreMeasuredAgain()
{
    QFETCH(std::string, content);
    const TemporaryFolder folder;
    const std::filesystem::path path = folder.path() / onlyFile(m_folder.path()).filename();
    QVERIFY(writeFileAtomic(path, content));
    const Result<Roofs> measured = roofs(folder.path());
    QVERIFY(measured);
    QCOMPARE(measured->fingerprint, machineFingerprint());
    QVERIFY(measured->fp32Gflops > 1.5);
}

void TestRoofs::unwritableFolderStillAnswers()
{
    QVERIFY(roofs("/proc/nowhere"));
}

QTEST_GUILESS_MAIN(TestRoofs)
#include "tst_roofs.moc"
