#include "core/diagnose/device/devicediagnosis.h"
#include "drawnkernels.h"

#include <QTest>

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

using namespace espalier;

namespace {

constexpr std::int64_t kElements = 100'000'000; ///< 0.8 GB: 0.4 ms of the device below

/// 2000 GB/s and 40 TFLOP/s on 100 multiprocessors.
DeviceRoofs drawnDevice()
{
    DeviceRoofs roofs;
    roofs.device = "drawn";
    roofs.architecture = "sm_90a";
    roofs.multiprocessors = 100;
    roofs.memoryGbytes = 2000;
    roofs.cacheGbytes = 5000;
    roofs.cacheBytes = 5e7;
    roofs.fp32Gflops = 40000;
    roofs.fp64Gflops = 20000;
    roofs.matrixGflops = 400000;
    roofs.launchUs = 4;
    roofs.nextLaunchUs = 2;
    return roofs;
}

/// 8 blocks of 256 threads on each multiprocessor, full.
LaunchFacts fullLaunch(double blocks)
{
    LaunchFacts facts;
    facts.kernel = "drawn";
    facts.registers = 32;
    facts.blocks = blocks;
    facts.threads = 256;
    facts.residentBlocks = 8;
    facts.occupancy = 1;
    facts.limiter = "threads";
    return facts;
}

Diagnosis diagnosed(double ms, const std::vector<LaunchFacts>& launches, const std::string& flops = "2*n",
                    std::int64_t n = kElements, DType dtype = DType::Float32)
{
    return diagnoseOnDevice(drawnTask(flops, "8*n", dtype), {timed("large", n, ms)},
                            {drawnDevice(), "", {{"large", launches}}});
}

} // namespace

/// Kernels drawn by hand on a drawn device, and what they are said to be bound by.
class TestDeviceDiagnosis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingTimedIsUnknown();
    void withoutRoofsNothingIsNamed();
    void nearTheRoofIsMemory();
    void arithmeticHasItsOwnPeaks();
    void shortCallsAreLaunch();
    void severalLaunchesCostMore();
    void fewBlocksAreOccupancy();
    void lowOccupancyIsOccupancy();
    void whatIsLeftIsLatency();
    void registersInMemoryAreNamed();
    void tailsAreNamed();
    void narrowAccessesAreNamed();
    void gainsEndAtTheRoof();
    void aRoofThatIsBeatenDoesNotHold();
    void whatIsBeatenInOneCaseHoldsInNone();
    void withoutARoofThatHoldsNothingIsNamed();
    void oneDotForTheMemory();
    void outlivesTheStore();
    void builtKernelsAreDescribed();
    void leversAreSkills();
};

void TestDeviceDiagnosis::nothingTimedIsUnknown()
{
    const Diagnosis diagnosis = diagnoseOnDevice(drawnTask("2*n"), {}, {drawnDevice(), "", {}});
    QVERIFY(diagnosis.bound == Bound::Unknown && diagnosis.facts.empty());
}

void TestDeviceDiagnosis::withoutRoofsNothingIsNamed()
{
    const Diagnosis diagnosis = diagnoseOnDevice(drawnTask("2*n"), {timed("large", kElements, 1)},
                                                 {{}, "the driver refused", {{"large", {fullLaunch(500)}}}});
    QVERIFY(diagnosis.bound == Bound::Unknown);
    QCOMPARE(diagnosis.roofShare, 0.0);
    QVERIFY(says(diagnosis, "no bound is named: the driver refused"));
    QVERIFY(says(diagnosis, "500 blocks of 256 threads"));
    QVERIFY(!diagnosis.device);
}

void TestDeviceDiagnosis::nearTheRoofIsMemory()
{
    const Diagnosis diagnosis = diagnosed(0.5, {fullLaunch(10000)});
    QVERIFY(diagnosis.bound == Bound::Memory);
    QVERIFY(diagnosis.confidence == Confidence::High);
    QCOMPARE(diagnosis.roofShare, 0.8);
    QVERIFY(says(diagnosis, "the bandwidth of the device's memory allows 0.400 ms"));
    QVERIFY(diagnosis.device == drawnDevice());
}

void TestDeviceDiagnosis::arithmeticHasItsOwnPeaks()
{
    // 4e11 operations: 10 ms of fp32, 20 ms of fp64.
    const Diagnosis single = diagnosed(12.5, {fullLaunch(10000)}, "4000*n");
    QVERIFY(single.bound == Bound::Compute);
    QCOMPARE(single.roofShare, 0.8);
    const Diagnosis twice = diagnosed(40, {fullLaunch(10000)}, "4000*n", kElements, DType::Float64);
    QCOMPARE(twice.roofShare, 0.5);
    const Diagnosis whole = diagnosed(12.5, {fullLaunch(10000)}, "4000*n", kElements, DType::Int32);
    QVERIFY(says(whole, "as an upper bound for integers"));
}

void TestDeviceDiagnosis::shortCallsAreLaunch()
{
    QVERIFY(diagnosed(0.019, {fullLaunch(10)}, "2*n", 1000).bound == Bound::Launch);
    QVERIFY(diagnosed(0.021, {fullLaunch(10)}, "2*n", 1000).bound != Bound::Launch);
}

void TestDeviceDiagnosis::severalLaunchesCostMore()
{
    const std::vector<LaunchFacts> six(6, fullLaunch(10000));
    const Diagnosis diagnosis = diagnosed(0.05, six, "2*n", 1000); // 4 + 5 × 2 = 14 µs of launches
    QVERIFY(diagnosis.bound == Bound::Launch);
    QVERIFY(says(diagnosis, "6 empty launches take"));
    QVERIFY2(says(diagnosis, "would save 10.0 µs: at most 1.25× faster"), diagnosis.facts[2].c_str());
    const Diagnosis longer = diagnosed(10, six);
    QVERIFY(longer.confidence == Confidence::Low);
    QVERIFY(!says(longer, "would save"));
}

void TestDeviceDiagnosis::fewBlocksAreOccupancy()
{
    const Diagnosis diagnosis = diagnosed(8, {fullLaunch(200)}); // a quarter of 800
    QVERIFY(diagnosis.bound == Bound::Occupancy);
    QVERIFY(says(diagnosis, "fill 25 % of what 100 multiprocessors hold at once"));
    QVERIFY(says(diagnosis, "at most 4.00× faster"));
    QVERIFY(diagnosed(8, {fullLaunch(801)}).bound == Bound::Latency);
}

void TestDeviceDiagnosis::lowOccupancyIsOccupancy()
{
    LaunchFacts crowded = fullLaunch(10000);
    crowded.registers = 255;
    crowded.residentBlocks = 1;
    crowded.occupancy = 0.125;
    crowded.limiter = "registers";
    const Diagnosis diagnosis = diagnosed(8, {crowded});
    QVERIFY(diagnosis.bound == Bound::Occupancy);
    QVERIFY(says(diagnosis, "holds 1 of its blocks at once, 12 % of the warps it has places for; what stands against "
                            "more is registers") ||
            says(diagnosis, "13 % of the warps"));
    crowded.occupancy = 0.25;
    QVERIFY(diagnosed(8, {crowded}).bound == Bound::Latency);
    // At the roof it does not matter how many warps there are.
    crowded.occupancy = 0.125;
    const Diagnosis fast = diagnosed(0.45, {crowded});
    QVERIFY(fast.bound == Bound::Memory && !says(fast, "places for"));
}

void TestDeviceDiagnosis::whatIsLeftIsLatency()
{
    const Diagnosis diagnosis = diagnosed(2, {fullLaunch(10000)});
    QVERIFY(diagnosis.bound == Bound::Latency);
    QVERIFY(says(diagnosis, "more independent work in flight gives at most 5.00× faster"));
    QVERIFY(diagnosis.confidence == Confidence::Low);
    QVERIFY(diagnosed(2, {}).bound == Bound::Latency); // what launches it has is not known
}

void TestDeviceDiagnosis::registersInMemoryAreNamed()
{
    LaunchFacts spilling = fullLaunch(10000);
    spilling.spills = 24;
    spilling.instructions = {true, 100, 50};
    spilling.instructions.localAccesses = 7;
    const Diagnosis diagnosis = diagnosed(2, {spilling});
    QVERIFY(diagnosis.bound == Bound::Latency);
    QVERIFY(says(diagnosis, "24 bytes of registers a thread are spilled to memory, 7 instructions reach there"));
    QCOMPARE(diagnosis.lever, std::string("device-options"));
    LaunchFacts indexed = fullLaunch(10000);
    indexed.stackBytes = 256;
    QVERIFY(says(diagnosed(2, {indexed}), "256 bytes a thread lie on a stack"));
}

void TestDeviceDiagnosis::tailsAreNamed()
{
    QVERIFY(says(diagnosed(2, {fullLaunch(1040)}), "fill the device 1.30 times")); // 2 / 1.3
    QVERIFY(!says(diagnosed(2, {fullLaunch(1600)}), "fill the device"));
    QVERIFY(!says(diagnosed(2, {fullLaunch(8100)}), "fill the device")); // a tenth at most
}

void TestDeviceDiagnosis::narrowAccessesAreNamed()
{
    LaunchFacts narrow = fullLaunch(10000);
    narrow.instructions = {true, 100};
    narrow.instructions.globalLoads = 2;
    narrow.instructions.globalStores = 1;
    const Diagnosis diagnosis = diagnosed(0.6, {narrow});
    QVERIFY(says(diagnosis, "None of its 3 instructions that reach the device's memory moves 16 bytes"));
    QCOMPARE(diagnosis.lever, std::string("device-vectors"));
    narrow.instructions.wideAccesses = 1;
    QVERIFY(!says(diagnosed(0.6, {narrow}), "None of its"));
}

void TestDeviceDiagnosis::gainsEndAtTheRoof()
{
    LaunchFacts crowded = fullLaunch(10000);
    crowded.residentBlocks = 1;
    crowded.occupancy = 0.125;
    QVERIFY(says(diagnosed(0.8, {crowded}), "at most 2.00× faster")); // not 8
}

/// A task in float32 by matrix cores: 10 ms of fp32, 0.4 ms of memory.
void TestDeviceDiagnosis::aRoofThatIsBeatenDoesNotHold()
{
    const Diagnosis fast = diagnosed(0.5, {fullLaunch(10000)}, "4000*n");
    QCOMPARE(fast.bound, Bound::Memory);
    QCOMPARE(fast.confidence, Confidence::Medium);
    QCOMPARE(fast.roofShare, 0.8);
    QVERIFY(says(fast, "the bandwidth of the device's memory allows 0.400 ms, so it runs at 80 % of the roof"));
    QVERIFY2(says(fast,
                  "takes 0.500 ms, and the rate of arithmetic (fp32) allows 10.0 ms: it is faster than that, so it "
                  "computes with other units, such as matrix cores"),
             fast.facts[1].c_str());
    QVERIFY(says(fast, "computes 800000 GFLOP/s"));
    const Diagnosis far = diagnosed(2, {fullLaunch(10000)}, "4000*n");
    QCOMPARE(far.bound, Bound::Latency);
    QCOMPARE(far.confidence, Confidence::Low);
    QVERIFY(says(far, "it waits unless its arithmetic is"));
    const Diagnosis half = diagnosed(0.5, {fullLaunch(10000)}, "4000*n", kElements, DType::Float16);
    QVERIFY(says(half, "so it computes with other instructions, such as wgmma, or with fewer operations"));
    // As near as two measurements are: the roof itself.
    const Diagnosis near = diagnosed(9.6, {fullLaunch(10000)}, "4000*n");
    QVERIFY(near.bound == Bound::Compute && near.confidence == Confidence::High && !says(near, "faster than that"));
}

void TestDeviceDiagnosis::whatIsBeatenInOneCaseHoldsInNone()
{
    const Task task = drawnTask("4000*n", "8*n", DType::Float32);
    // Of fp32 the small one would be at 80 %, of memory it is at 3 %.
    const Diagnosis both = diagnoseOnDevice(
        task, {timed("large", kElements, 0.5), timed("small", kElements / 10, 1.25)}, {drawnDevice(), "", {}});
    QCOMPARE(both.bound, Bound::Memory);
    QVERIFY(std::abs(both.roofShare - std::sqrt(0.8 * 0.032)) < 1e-9);
    // Memory holds where it is not beaten: a case that stays in the cache says nothing of the others.
    const Diagnosis cached = diagnoseOnDevice(drawnTask("2*n", "8*n", DType::Float32),
                                              {timed("large", kElements, 0.5), timed("small", kElements / 10, 0.03)},
                                              {drawnDevice(), "", {}});
    QCOMPARE(cached.bound, Bound::Memory);
    QVERIFY(says(cached, "Case small takes 30.0 µs, and the bandwidth of the device's memory allows 40.0 µs"));
}

void TestDeviceDiagnosis::withoutARoofThatHoldsNothingIsNamed()
{
    const Diagnosis diagnosis = diagnosed(0.1, {fullLaunch(10000)}, "4000*n");
    QCOMPARE(diagnosis.bound, Bound::Unknown);
    QCOMPARE(diagnosis.roofShare, 0.0);
    QVERIFY(says(diagnosis, "not all of its compulsory bytes pass through there"));
    QVERIFY(says(diagnosis, "10000 blocks of 256 threads"));
}

void TestDeviceDiagnosis::oneDotForTheMemory()
{
    const Diagnosis diagnosis = diagnosed(0.5, {fullLaunch(10000)});
    QCOMPARE(diagnosis.levels.size(), std::size_t{1});
    QCOMPARE(diagnosis.levels[0].level, std::string("DRAM"));
    QCOMPARE(diagnosis.levels[0].gbytes, 1600.0);
    QCOMPARE(diagnosis.levels[0].gflops, 400.0);
    QCOMPARE(diagnosis.levels[0].intensity, 0.25);
}

void TestDeviceDiagnosis::outlivesTheStore()
{
    const Diagnosis diagnosis = diagnosed(2, {fullLaunch(10000)});
    Diagnosis again;
    QVERIFY(readJson(toJson(diagnosis), again));
    QVERIFY(again == diagnosis);
    for (const char* wrong : {R"({"device_roofs": 3})", R"({"device_roofs": {"launch_us": -1}})", R"({"launches": {}})",
                              R"({"launches": [{"threads": "many"}]})"}) {
        Diagnosis hostile;
        QVERIFY2(!readJson(nlohmann::json::parse(wrong), hostile), wrong);
    }
}

void TestDeviceDiagnosis::builtKernelsAreDescribed()
{
    const Diagnosis diagnosis = describeBuild({{"small", {fullLaunch(10)}}, {"large", {fullLaunch(5000)}}});
    QVERIFY(diagnosis.bound == Bound::Unknown && diagnosis.lever.empty());
    QCOMPARE(diagnosis.facts.size(), std::size_t{1});
    QVERIFY(says(diagnosis, "5000 blocks of 256 threads"));
    QVERIFY(describeBuild({}).facts.empty());
}

void TestDeviceDiagnosis::leversAreSkills()
{
    LaunchFacts staged = fullLaunch(10000);
    staged.instructions = {true, 100};
    staged.instructions.wideAccesses = 2;
    for (const Diagnosis& diagnosis :
         {diagnosed(0.5, {fullLaunch(10000)}), diagnosed(2, {fullLaunch(10000)}), diagnosed(8, {fullLaunch(200)}),
          diagnosed(2, {staged}), diagnosed(12.5, {staged}, "4000*n"), diagnosed(50, {staged}, "4000*n"),
          diagnosed(0.01, {staged}, "2*n", 1000), diagnosed(2, {})}) {
        const std::filesystem::path file =
            std::filesystem::path(ESPALIER_SOURCE_DIR) / "kb" / "skills" / (diagnosis.lever + ".md");
        QVERIFY2(std::filesystem::exists(file), file.c_str());
    }
}

QTEST_GUILESS_MAIN(TestDeviceDiagnosis)
#include "tst_devicediagnosis.moc"
