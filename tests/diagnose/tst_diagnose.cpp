#include "core/diagnose/boundrule.h"
#include "drawnkernels.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

using namespace espalier;

class TestDiagnose : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingTimedIsUnknown();
    void atTheRoofOfMemory();
    void leaningOnMemory();
    void neighboursMayTakeBandwidth();
    void onlyStreamsFromMemoryHangOnIt();
    void atTheRoofOfArithmetic();
    void doublesUseTheirPeak();
    void serialCodeIsOccupancy();
    void coresInUseAreMeasured();
    void farFromTheRoofIdleCoresAreNotTheLimit();
    void idleLanesAreOccupancy();
    void columnWalksAreExcessTraffic();
    void dependentLoadsAreNamed();
    void dotsLieOnOneLine();
    void aBusyMachineDoesNotHideTheRoof();
    void aBusyMachineSaysNothingOfSharedWork();
    void confidenceHasAReason();
    void scalarCodeIsLatency();
    void spillsAndScalarCallsAreNamed();
    void nearRoofsAreBalanced();
    void tinyCallsAreLaunch();
    void ordinaryStoresAreNamed();
    void leversFollowTheLimit();
    void integersAreSaidToBeBounded();
    void unevenCasesAreTold();
    void unknownBuildSaysNothingOfInstructions();
    void brokenTimingsAreLeftOut();
    void factsAreFewAndLeversExist();
};

void TestDiagnose::nothingTimedIsUnknown()
{
    QCOMPARE(diagnose(drawnTask("2*n"), {}, drawnMachine(), {}), Diagnosis{});
}

void TestDiagnose::atTheRoofOfMemory()
{
    const Diagnosis diagnosis = streaming(17.0, parallelVectors());
    QCOMPARE(diagnosis.bound, Bound::Memory);
    QCOMPARE(diagnosis.tier, std::string("analytic"));
    QVERIFY(std::abs(diagnosis.roofShare - 16.0 / 17) < 1e-9);
    QVERIFY(std::abs(diagnosis.gbytes - 0.8e3 / 17) < 1e-6);
    QVERIFY(std::abs(diagnosis.intensity - 0.25) < 1e-9);
    QVERIFY(says(diagnosis, "94 % of the roof"));
    QVERIFY(says(diagnosis, "little is left"));
}

void TestDiagnose::leaningOnMemory()
{
    QCOMPARE(streaming(23.0, parallelVectors()).bound, Bound::Memory); // 70 %
    QVERIFY(!says(streaming(23.0, parallelVectors()), "little is left"));
}

void TestDiagnose::neighboursMayTakeBandwidth()
{
    const auto when = [](double memoryNow) {
        return diagnose(drawnTask("2*n"), {timed("large", kMany, 40)}, drawnMachine(), parallelVectors(), memoryNow);
    };
    QCOMPARE(when(0).bound, Bound::Latency);  // 20 of 50 GB/s
    QCOMPARE(when(25).bound, Bound::Memory);  // 20 of the 25 there were
    QCOMPARE(when(45).bound, Bound::Latency); // there was plenty
    QCOMPARE(when(90).bound, Bound::Latency); // nor can it be further away than from the roof
    QCOMPARE(when(25).roofShare, when(0).roofShare);
    QVERIFY(says(when(25), "gives 25.0 GB/s just now, 50.0 at best"));
    QVERIFY(!says(when(90), "just now") && !says(when(0), "just now"));
    QCOMPARE(when(25).lever, std::string("fuse-loops"));
}

void TestDiagnose::onlyStreamsFromMemoryHangOnIt()
{
    const auto hangs = [](const char* flops, std::int64_t n, double ms) {
        return hangsOnMemory(drawnTask(flops), {timed("a", n, ms)}, drawnMachine());
    };
    QVERIFY(hangs("2*n", kMany, 40));
    QVERIFY(!hangs("2*n", kMany, 20));     // 80 %: there is nothing to ask
    QVERIFY(!hangs("2*n", kMany, 400));    // 4 %: no neighbour takes that much
    QVERIFY(!hangs("1000*n", kMany, 250)); // arithmetic
    QVERIFY(!hangs("2*n", 1000, 0.0004));  // a cache
    QVERIFY(!hangsOnMemory(drawnTask("2*n"), {}, drawnMachine()));
}

void TestDiagnose::atTheRoofOfArithmetic()
{
    const Diagnosis diagnosis =
        diagnose(drawnTask("1000*n"), {timed("large", kMany, 110)}, drawnMachine(), parallelVectors());
    QCOMPARE(diagnosis.bound, Bound::Compute); // 100 ms at 1000 GFLOP/s
    QVERIFY(std::abs(diagnosis.gflops - 909.09) < 0.1);
}

void TestDiagnose::doublesUseTheirPeak()
{
    const Task task = drawnTask("1000*n", "8*n", DType::Float64);
    const Diagnosis diagnosis = diagnose(task, {timed("large", kMany, 220)}, drawnMachine(), parallelVectors());
    QCOMPARE(diagnosis.bound, Bound::Compute); // 200 ms at 500 GFLOP/s
}

void TestDiagnose::serialCodeIsOccupancy()
{
    BuildFacts facts = parallelVectors();
    facts.parallel = false;
    const Diagnosis diagnosis = streaming(60.0, facts);
    QCOMPARE(diagnosis.bound, Bound::Occupancy);
    QVERIFY(says(diagnosis, "one of 8 cores"));
    QCOMPARE(diagnosis.lever, std::string("parallel-outer-loop"));
    Roofs single = drawnMachine();
    single.cores = 1;
    QCOMPARE(diagnose(drawnTask("2*n"), {timed("large", kMany, 60)}, single, facts).bound, Bound::Latency);
}

void TestDiagnose::coresInUseAreMeasured()
{
    const auto with = [](double coresUsed, const BuildFacts& facts) {
        CaseTiming timing = timed("large", kMany, 60); // 27 % of the roof
        timing.coresUsed = coresUsed;
        return diagnose(drawnTask("2*n"), {timing}, drawnMachine(), facts);
    };
    QCOMPARE(with(1.02, parallelVectors()).bound, Bound::Occupancy); // it may start threads, but they idle
    QVERIFY(says(with(1.02, parallelVectors()), "measured as processor time"));
    QVERIFY(says(with(3.1, parallelVectors()), "3.10 of 8 cores"));
    QCOMPARE(with(7.8, parallelVectors()).bound, Bound::Latency);
    BuildFacts unseen = parallelVectors();
    unseen.parallel = false; // threads started by a name we do not know
    QCOMPARE(with(7.8, unseen).bound, Bound::Latency);
    QVERIFY(!says(with(7.8, unseen), "cores"));
}

void TestDiagnose::farFromTheRoofIdleCoresAreNotTheLimit()
{
    BuildFacts serial = parallelVectors();
    serial.parallel = false;
    Roofs two = drawnMachine();
    two.cores = 2;
    const auto at = [&](double ms) {
        return diagnose(drawnTask("2*n"), {timed("large", kMany, ms)}, two, serial).bound;
    };
    QCOMPARE(at(40), Bound::Occupancy); // 40 %: the second core would do for most of it
    QCOMPARE(at(1600), Bound::Latency); // 1 %: it would not
    QVERIFY(says(diagnose(drawnTask("2*n"), {timed("large", kMany, 1600)}, two, serial), "one of 2 cores"));
}

void TestDiagnose::idleLanesAreOccupancy()
{
    BuildFacts scalar = parallelVectors();
    scalar.packed = 0;
    scalar.vectorBits = 0;
    const auto at = [&](double ms) {
        CaseTiming timing = timed("large", kMany, ms);
        timing.coresUsed = 8;
        return diagnose(drawnTask("1000*n"), {timing}, drawnMachine(), scalar);
    };
    QCOMPARE(at(900).bound, Bound::Occupancy); // 111 of the 125 GFLOP/s of scalar units
    QCOMPARE(at(900).lever, std::string("simd-inner"));
    QCOMPARE(at(4000).bound, Bound::Latency); // 25: the scalar units wait as well
}

void TestDiagnose::columnWalksAreExcessTraffic()
{
    BuildFacts strided = parallelVectors();
    strided.stridedAccesses = 2;
    const Diagnosis diagnosis = streaming(160, strided); // 10 %, 16 elements a line
    QCOMPARE(diagnosis.bound, Bound::Memory);
    QVERIFY(says(diagnosis, "up to 16.0 times the compulsory bytes"));
    QCOMPARE(diagnosis.lever, std::string("interchange"));
    QCOMPARE(streaming(1600, strided).bound, Bound::Latency); // even whole lines do not explain 1 %
}

void TestDiagnose::dependentLoadsAreNamed()
{
    BuildFacts walk = parallelVectors();
    walk.dependentLoads = 1;
    QVERIFY(says(streaming(1600, walk), "address of its next load"));
    QVERIFY(!says(streaming(17, walk), "address of its next load"));
}

void TestDiagnose::dotsLieOnOneLine()
{
    BuildFacts facts = parallelVectors();
    facts.bytesPerOperation = 6;
    const Diagnosis diagnosis = streaming(20, facts);
    QCOMPARE(diagnosis.levels.size(), std::size_t{2});
    const LevelTraffic& l1 = diagnosis.levels.front();
    const LevelTraffic& memory = diagnosis.levels.back();
    QCOMPARE(l1.level, std::string("L1"));
    QCOMPARE(l1.bytes, 6.0 * 2 * kMany);
    QCOMPARE(memory.level, std::string("DRAM"));
    QCOMPARE(memory.bytes, 8.0 * kMany);
    QCOMPARE(memory.gbytes, 40.0);
    QCOMPARE(l1.gflops, memory.gflops);
    QVERIFY(l1.intensity < memory.intensity); // more bytes for the same operations: further left
}

void TestDiagnose::aBusyMachineDoesNotHideTheRoof()
{
    CaseTiming timing = timed("large", kMany, 60); // 27 % of the roof in the middle,
    timing.fastestMs = 18;                         // 89 % when nobody stood in the way
    const Diagnosis diagnosis = diagnose(drawnTask("2*n"), {timing}, drawnMachine(), parallelVectors());
    QCOMPARE(diagnosis.bound, Bound::Memory);
    QVERIFY(says(diagnosis, "its fastest call took 18.0 ms"));
    QVERIFY(std::abs(diagnosis.roofShare - 16.0 / 60) < 1e-9);
}

void TestDiagnose::aBusyMachineSaysNothingOfSharedWork()
{
    const auto with = [](double fastestMs, double coresUsed, const BuildFacts& facts) {
        CaseTiming timing = timed("large", kMany, 60); // 27 % of the roof
        timing.fastestMs = fastestMs;
        timing.coresUsed = coresUsed;
        return diagnose(drawnTask("2*n"), {timing}, drawnMachine(), facts);
    };
    for (const double cores : {1.02, 3.1}) {
        QVERIFY(says(with(55, cores, parallelVectors()), "of 8 cores"));
        const Diagnosis busy = with(40, cores, parallelVectors());
        QVERIFY(says(busy, "Other programs were in the way"));
        QVERIFY(!says(busy, "cores"));
        QVERIFY(busy.bound != Bound::Occupancy && busy.lever != "parallel-outer-loop");
        QVERIFY(!says(with(40, cores, {}), "cores")); // it may have threads
    }
    BuildFacts serial = parallelVectors(); // what the code shows holds on a busy machine too
    serial.parallel = false;
    QVERIFY(says(with(40, 1.02, serial), "one of 8 cores: the build starts no threads"));
    QCOMPARE(with(40, 1.02, serial).lever, std::string("parallel-outer-loop"));
    QCOMPARE(with(40, 1.02, serial).confidence, Confidence::High);
}

void TestDiagnose::confidenceHasAReason()
{
    QCOMPARE(streaming(17, parallelVectors()).confidence, Confidence::High);
    QCOMPARE(streaming(60, parallelVectors()).confidence, Confidence::Medium);
    QCOMPARE(streaming(60, {}).confidence, Confidence::Low);
    for (const Diagnosis& diagnosis : {streaming(17, parallelVectors()), streaming(60, {})}) {
        QVERIFY(!diagnosis.confidenceReason.empty());
    }
}

void TestDiagnose::scalarCodeIsLatency()
{
    BuildFacts facts = parallelVectors();
    facts.packed = 1;
    const Diagnosis diagnosis = streaming(60.0, facts);
    QCOMPARE(diagnosis.bound, Bound::Latency);
    QVERIFY(says(diagnosis, "1 of 10 arithmetic instructions"));
}

void TestDiagnose::spillsAndScalarCallsAreNamed()
{
    BuildFacts facts = parallelVectors();
    facts.spills = 12;
    facts.mathCalls = 3;
    const Diagnosis diagnosis = streaming(60.0, facts);
    QVERIFY(says(diagnosis, "12 vector registers"));
    QVERIFY(says(diagnosis, "3 such calls"));
    facts.vectorMathCalls = 1; // the scalar ones are the remainder's
    QVERIFY(!says(streaming(60.0, facts), "such calls"));
    QVERIFY(!says(diagnosis, "most at")); // nobody says where
    const Diagnosis named = diagnose(drawnTask("2*n"), {timed("large", kMany, 60)}, drawnMachine(), facts, 0, "f+0x10");
    QVERIFY(says(named, "operands come back from it, most at f+0x10: too many"));
}

void TestDiagnose::nearRoofsAreBalanced()
{
    const Diagnosis diagnosis =
        diagnose(drawnTask("170*n"), {timed("large", kMany, 40)}, drawnMachine(), parallelVectors());
    QCOMPARE(diagnosis.bound, Bound::Balanced); // 17 ms of arithmetic, 16 ms of memory
}

void TestDiagnose::tinyCallsAreLaunch()
{
    const Diagnosis diagnosis =
        diagnose(drawnTask("2*n"), {timed("tiny", 1000, 0.008)}, drawnMachine(), parallelVectors());
    QCOMPARE(diagnosis.bound, Bound::Launch);
    QVERIFY(says(diagnosis, "fixed cost"));
}

void TestDiagnose::ordinaryStoresAreNamed()
{
    QVERIFY(says(streaming(23.0, parallelVectors()), "ordinary stores"));
    BuildFacts streamed = parallelVectors();
    streamed.streamingStores = 1;
    QVERIFY(!says(streaming(23.0, streamed), "ordinary stores"));
}

void TestDiagnose::leversFollowTheLimit()
{
    const auto dense = [](const BuildFacts& facts) {
        return diagnose(drawnTask("1000*n"), {timed("large", kMany, 400)}, drawnMachine(), facts).lever; // 25 %
    };
    QCOMPARE(dense(parallelVectors()), std::string("row-block"));
    BuildFacts changed = parallelVectors();
    changed.spills = 9;
    QCOMPARE(dense(changed), std::string("tune"));
    changed.vectorBits = 128;
    QCOMPARE(dense(changed), std::string("compiler-flags"));
    changed.packed = 0;
    QCOMPARE(dense(changed), std::string("simd-inner"));
    changed.parallel = false;
    QCOMPARE(dense(changed), std::string("parallel-outer-loop"));
    QCOMPARE(streaming(17.0, parallelVectors()).lever, std::string("fuse-loops"));
    QCOMPARE(streaming(160.0, parallelVectors()).lever, std::string("partial-accumulators"));
}

void TestDiagnose::integersAreSaidToBeBounded()
{
    const Task task = drawnTask("1000*n", "8*n", DType::Int64);
    const Diagnosis diagnosis = diagnose(task, {timed("large", kMany, 110)}, drawnMachine(), parallelVectors());
    QVERIFY(says(diagnosis, "upper bound for integers"));
    QVERIFY(says(diagnosis, "Gop/s"));
}

void TestDiagnose::unevenCasesAreTold()
{
    const std::vector<CaseTiming> cases{timed("wide", kMany, 20), timed("narrow", kMany / 2, 80)};
    const Diagnosis diagnosis = diagnose(drawnTask("2*n"), cases, drawnMachine(), parallelVectors());
    QVERIFY(says(diagnosis, "narrow reaches 10 % of its roof, wide 80 %"));
    QVERIFY(std::abs(diagnosis.roofShare - std::sqrt(0.8 * 0.1)) < 1e-9);
}

void TestDiagnose::unknownBuildSaysNothingOfInstructions()
{
    const Diagnosis diagnosis = streaming(60.0, {});
    QCOMPARE(diagnosis.bound, Bound::Latency);
    QVERIFY(!says(diagnosis, "scalar") && !says(diagnosis, "cores"));
}

void TestDiagnose::brokenTimingsAreLeftOut()
{
    const std::vector<CaseTiming> cases{timed("none", kMany, 0), timed("bad", kMany, std::nan("")),
                                        timed("empty", 0, 1)};
    QCOMPARE(diagnose(drawnTask("2*n"), cases, drawnMachine(), {}).bound, Bound::Unknown);
    const Diagnosis impossible = streaming(1e-3, parallelVectors());
    QVERIFY(impossible.roofShare <= 1);
}

void TestDiagnose::factsAreFewAndLeversExist()
{
    const std::span<const char* const> levers = leverNames();
    for (const double ms : {0.001, 17.0, 23.0, 60.0, 4000.0}) {
        for (int bits = 0; bits < 32; ++bits) {
            BuildFacts facts = parallelVectors();
            facts.parallel = bits & 1;
            facts.packed = bits & 2 ? 10 : 0;
            facts.vectorBits = bits & 2 ? (bits & 4 ? 128 : 256) : 0;
            facts.spills = bits & 8 ? 4 : 0;
            facts.mathCalls = bits & 8 ? 2 : 0;
            facts.known = !(bits & 16);
            for (const char* flops : {"0", "2*n", "170*n", "5000*n"}) {
                const Diagnosis diagnosis =
                    diagnose(drawnTask(flops), {timed("a", kMany, ms), timed("b", 1000, ms)}, drawnMachine(), facts);
                QVERIFY(!diagnosis.facts.empty() && diagnosis.facts.size() <= 6);
                QVERIFY(std::find(levers.begin(), levers.end(), diagnosis.lever) != levers.end());
                for (const std::string& fact : diagnosis.facts) {
                    QVERIFY2(fact.ends_with('.'), fact.c_str());
                }
            }
        }
    }
    for (const char* lever : levers) {
        const auto file = std::filesystem::path(ESPALIER_SOURCE_DIR) / "kb" / "skills" / (std::string(lever) + ".md");
        QVERIFY2(std::filesystem::exists(file), lever);
    }
}

QTEST_GUILESS_MAIN(TestDiagnose)
#include "tst_diagnose.moc"
