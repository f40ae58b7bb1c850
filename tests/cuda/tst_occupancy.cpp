#include "core/cuda/launchfacts.h"
#include "core/cuda/occupancy.h"
#include "core/cuda/sassmix.h"

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace espalier;

/// How many blocks a multiprocessor holds, and what a launch is said to need. Worked by hand from the tables of the
/// CUDA C++ Programming Guide.
class TestOccupancy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocksFit_data();
    void blocksFit();
    void whatFitsNowhereHasNone();
    void spillsAreReadFromTheLog();
    void instructionsAreCounted();
    void launchesCarryTheirKernels();
};

void TestOccupancy::blocksFit_data()
{
    QTest::addColumn<int>("major");
    QTest::addColumn<int>("minor");
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("registers");
    QTest::addColumn<int>("shared");
    QTest::addColumn<int>("blocks");
    QTest::addColumn<double>("share");
    QTest::addColumn<QString>("limiter");

    const auto row = [](const char* name, int major, int minor, BlockNeeds needs, int blocks, double share,
                        const char* limiter) {
        QTest::newRow(name) << major << minor << needs.threads << needs.registers << static_cast<int>(needs.sharedBytes)
                            << blocks << share << QString(limiter);
    };
    // 32 x 32 = 1024 registers a warp, 16 warps in each of 4 partitions, 64 warps are 8 blocks of 8.
    row("9.0 full", 9, 0, {256, 32, 0}, 8, 1.0, "threads");
    row("9.0 twice the registers", 9, 0, {256, 64, 0}, 4, 0.5, "registers");
    // 255 x 32 = 8160, handed out as 8192: 2 warps a partition, 8 together, 2 blocks of 4.
    row("9.0 all registers", 9, 0, {128, 255, 0}, 2, 0.125, "registers");
    // 33 x 32 = 1056, handed out as 1280: 12 warps a partition.
    row("9.0 one register over", 9, 0, {256, 33, 0}, 6, 0.75, "registers");
    row("8.9 the same", 8, 9, {256, 33, 0}, 6, 1.0, "threads");
    row("7.5 few threads", 7, 5, {256, 40, 0}, 4, 1.0, "threads");
    // 7.0 keeps nothing back: 96 / 48. From 8.0 on 1 KiB a block: 164 / 49.
    row("7.0 shared", 7, 0, {128, 32, std::size_t{48} << 10}, 2, 0.125, "shared memory");
    row("8.0 shared", 8, 0, {128, 32, std::size_t{48} << 10}, 3, 0.1875, "shared memory");
    row("8.6 small blocks", 8, 6, {32, 16, 0}, 16, 1.0 / 3, "blocks");
    row("8.7 the memory of 8.0", 8, 7, {128, 32, std::size_t{48} << 10}, 3, 0.25, "shared memory");
    row("10.0 all of it", 10, 0, {1024, 32, std::size_t{227} << 10}, 1, 0.5, "shared memory");
    row("12.0 half a warp", 12, 0, {16, 24, 0}, 24, 0.5, "blocks");
    // 1 byte takes 128 behind the 1024: 100 KiB / 1152.
    row("8.6 one byte", 8, 6, {32, 16, 1}, 16, 1.0 / 3, "blocks");
    row("9.0 no registers told", 9, 0, {1024, 0, 0}, 2, 1.0, "threads");
}

void TestOccupancy::blocksFit()
{
    QFETCH(int, major);
    QFETCH(int, minor);
    QFETCH(int, threads);
    QFETCH(int, registers);
    QFETCH(int, shared);
    const auto found = occupancyOf({major, minor}, {threads, registers, static_cast<std::size_t>(shared)});
    QVERIFY(found);
    QTEST(found->blocks, "blocks");
    QTEST(found->share, "share");
    QTEST(QString::fromStdString(found->limiter), "limiter");
}

void TestOccupancy::whatFitsNowhereHasNone()
{
    QVERIFY(!occupancyOf({6, 1}, {256, 32, 0}));                            // not in the table
    QVERIFY(!occupancyOf({9, 0}, {0, 32, 0}));                              // no block
    QVERIFY(!occupancyOf({9, 0}, {2048, 32, 0}));                           // larger than any
    QVERIFY(!occupancyOf({9, 0}, {256, 256, 0}));                           // more registers than a thread can have
    QVERIFY(!occupancyOf({9, 0}, {1024, 65, 0}));                           // 32 warps of 2304 registers
    QVERIFY(!occupancyOf({9, 0}, {256, 32, std::size_t{228} << 10}));       // no room for the system's KiB
    QVERIFY(!occupancyOf({9, 0}, {256, 32, static_cast<std::size_t>(-1)})); // nor for this
}

void TestOccupancy::spillsAreReadFromTheLog()
{
    const auto spills = spilledBytesIn("ptxas info    : 0 bytes gmem\n"
                                       "ptxas info    : Function properties for _Z5firstPf\n"
                                       "    64 bytes stack frame, 24 bytes spill stores, 28 bytes spill loads\n"
                                       "ptxas info    : Used 32 registers\n"
                                       "ptxas info    : Function properties for second\n"
                                       "    0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads\n");
    QCOMPARE(spills.size(), std::size_t{2});
    QCOMPARE(spills.at("_Z5firstPf"), 24);
    QCOMPARE(spills.at("second"), 0);
    QVERIFY(spilledBytesIn(" bytes spill stores\nFunction properties for \n bytes spill stores").empty());
    QVERIFY(spilledBytesIn("9 bytes spill stores").empty());
}

void TestOccupancy::instructionsAreCounted()
{
    const auto kernels =
        instructionsIn(".text._Z5firstPf:\n"
                       "        /*0000*/                   LDC R1, c[0x0][0x28] ;\n"
                       "        /*0010*/              @!P0 LDG.E.128 R0, desc[UR8][R10.64] ;\n"
                       "        /*0020*/                   LDG.E R0, desc[UR8][R10.64+0x10] ;\n"
                       "        /*0030*/                   STL [R14], R15 ;\n"
                       ".L_x_2:\n"
                       "        /*0040*/                   BAR.SYNC.DEFER_BLOCKING 0x0 ;\n"
                       "        /*0050*/                   LDS R4, [R4] ;\n"
                       "        /*0060*/              @P1  FFMA R0, R1, R2, R3 ;\n"
                       "        /*0070*/                   MUFU.EX2 R0, R0 ;\n"
                       "        /*0080*/                   HGMMA.64x64x16.F32 R24, gdesc[UR4] ;\n"
                       "        /*0090*/                   RED.E.ADD.F32.FTZ.RN.STRONG.GPU [R4], R5 ;\n"
                       "        /*00a0*/                   EXIT ;\n"
                       ".text.second:\n"
                       "        /*0000*/                   EXIT ;\n");
    QCOMPARE(kernels.size(), std::size_t{2});
    const DeviceInstructions& first = kernels.at("_Z5firstPf");
    QVERIFY(first.known);
    QCOMPARE(first.all, 11);
    QCOMPARE(first.globalLoads, 2);
    QCOMPARE(first.wideAccesses, 1);
    QCOMPARE(first.globalStores, 1);
    QCOMPARE(first.localAccesses, 1);
    QCOMPARE(first.sharedAccesses, 1);
    QCOMPARE(first.barriers, 1);
    QCOMPARE(first.arithmetic, 1);
    QCOMPARE(first.special, 1);
    QCOMPARE(first.matrix, 1);
    QCOMPARE(kernels.at("second").all, 1);
    QVERIFY(instructionsIn("/*0000*/ EXIT ;\n").empty()); // of no kernel
    QVERIFY(instructionsIn(".text.a:\n/*\n/*0*/\n/*0*/@\n/*0*/ @P0\n*/ X").at("a") == DeviceInstructions());
}

void TestOccupancy::launchesCarryTheirKernels()
{
    LaunchPlan::Launch launch;
    launch.kernel = "first";
    launch.global = {1024, 4, 1};
    launch.local = {128, 2, 1};
    launch.localBytes = 1024;
    LaunchPlan plan;
    plan.launches = {launch};
    const CubinKernel kernel{"_Z5firstPf", {8}, 40, 512, 16};
    CubinReports reports;
    reports.spilledBytes["_Z5firstPf"] = 8;
    reports.instructions["_Z5firstPf"] = {true, 5};
    const auto facts = launchFacts(plan, {kernel}, {9, 0}, reports);
    QCOMPARE(facts.size(), std::size_t{1});
    QCOMPARE(facts[0].blocks, 16.0);
    QCOMPARE(facts[0].threads, 256);
    QCOMPARE(facts[0].sharedBytes, 1536.0);
    QCOMPARE(facts[0].residentBlocks, 6); // 40 x 32 = 1280 registers a warp, 12 warps a partition
    QCOMPARE(facts[0].occupancy, 0.75);
    QVERIFY(facts[0].usesStack());
    QCOMPARE(facts[0].instructions.all, 5);
    QCOMPARE(sentenceOf(facts[0]),
             std::string("first: 16 blocks of 256 threads, 40 registers, 1536 bytes of shared memory, 16 bytes of "
                         "stack, 8 spilled, occupancy 75 % (limited by registers)"));
    std::vector<LaunchFacts> again;
    QVERIFY(readJson(toJson(facts), again));
    QVERIFY(again == facts);
}

QTEST_GUILESS_MAIN(TestOccupancy)
#include "tst_occupancy.moc"
