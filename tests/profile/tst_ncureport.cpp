#include "core/profile/csvtable.h"
#include "core/profile/ncureport.h"
#include "tests/profile/samples.h"

#include <QTest>

using namespace espalier;
using espalier::test::sample;
using espalier::test::sampleReport;

/// Tables of Nsight Compute: one recorded on an H100, and older spellings of the same.
class TestNcuReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLaunchIsReadWithItsFigures();
    void bytesAreFoundUnderWhateverNameTheyHave();
    void operationsAreCountedWhereTheyCanBe();
    void stallsAreInTheirOrder();
    void olderUnitsAreScaled();
    void countersThatAreAskedForAreTaken();
    void whyThereIsNothing();
    void numbers();
};

void TestNcuReport::everyLaunchIsReadWithItsFigures()
{
    const ProfileReport report = sampleReport("ncu", "ncu-2025.3-h100-sections.csv");
    QCOMPARE(report.tool, std::string("ncu"));
    QCOMPARE(report.device, std::string("NVIDIA H100 80GB HBM3"));
    QCOMPARE(report.kernels.size(), std::size_t{5});
    const KernelProfile& scale = report.kernels.front();
    QCOMPARE(scale.name, std::string("scale(const float *, float *, long)"));
    QCOMPARE(scale.durationUs.value(), 231.104);
    QCOMPARE(scale.blocks.value(), 262144.0);
    QCOMPARE(scale.blockThreads.value(), 256.0);
    QCOMPARE(scale.registers.value(), 16.0);
    QCOMPARE(scale.sharedBytes.value(), 1024.0);
    QCOMPARE(scale.waves.value(), 248.24);
    QCOMPARE(scale.theoreticalOccupancy.value(), 100.0);
    QCOMPARE(scale.achievedOccupancy.value(), 72.28);
    QCOMPARE(scale.computePercent.value(), 25.97);
    QCOMPARE(scale.memoryPercent.value(), 67.27);
    QCOMPARE(scale.dramPercent.value(), 67.27);
    QCOMPARE(scale.l2Percent.value(), 66.80);
    QCOMPARE(scale.issuedPerCycle.value(), 0.25);
    QCOMPARE(scale.threadsPerInstruction.value(), 32.0);
    QVERIFY(!scale.localLoads); // no section of these has it
    QCOMPARE(scale.occupancyLimit, std::string("warps"));
    QCOMPARE(report.metrics.at("dram_percent"), std::string("gpu__dram_throughput.avg.pct_of_peak_sustained_elapsed"));
    QCOMPARE(report.dominant()->name, std::string("conflicts(float *, int)"));
}

void TestNcuReport::bytesAreFoundUnderWhateverNameTheyHave()
{
    const ProfileReport sections = sampleReport("ncu", "ncu-2025.3-h100-sections.csv");
    QCOMPARE(sections.metrics.at("dram_bytes"), std::string("dram__bytes.sum.per_second"));
    QVERIFY(!sections.kernels.front().l2Bytes);
    const ProfileReport full = sampleReport("ncu", "ncu-2025.3-h100-full.csv");
    QCOMPARE(full.metrics.at("dram_bytes"), std::string("dram__bytes_read.sum, dram__bytes_write.sum"));
    const KernelProfile& scale = full.kernels.front();
    QCOMPARE(scale.dramBytes.value(), 268441088.0 + 252603136.0);
    QVERIFY(std::abs(*sections.kernels.front().dramBytes / *scale.dramBytes - 1) < 0.01);
    QCOMPARE(scale.l2Bytes.value(), 25316700.0 * 32);
    QCOMPARE(scale.l1Bytes.value(), 2 * 8388608.0 * 32);
    QCOMPARE(full.kernels[3].bankConflictPercent.value(), 100 * 130944020.0 / 135704451.0);
    QCOMPARE(full.kernels[1].sectorUsePercent.value(), 56.25); // 18 of 32 bytes
}

/// scale adds 2^26 numbers, matmul has 1024^3 multiply-adds.
void TestNcuReport::operationsAreCountedWhereTheyCanBe()
{
    const ProfileReport full = sampleReport("ncu", "ncu-2025.3-h100-full.csv");
    QVERIFY(std::abs(*full.kernels[0].operations / 67108864.0 - 1) < 0.02);
    QVERIFY(std::abs(*full.kernels[1].operations / 2147483648.0 - 1) < 0.05);
    const ProfileReport older = sampleReport("ncu", "ncu-written-older.csv");
    QVERIFY(!older.kernels.front().operations);
}

void TestNcuReport::stallsAreInTheirOrder()
{
    const ProfileReport report = sampleReport("ncu", "ncu-2025.3-h100-sections.csv");
    const KernelProfile& conflicts = report.kernels[3];
    QCOMPARE(conflicts.stalls[0].name, std::string("short_scoreboard"));
    QCOMPARE(conflicts.stalls[0].cyclesPerIssue, 227.06);
    QCOMPARE(conflicts.stalls[1].name, std::string("barrier"));
    QCOMPARE(conflicts.cyclesPerIssue.value(), 250.37);
}

void TestNcuReport::olderUnitsAreScaled()
{
    const ProfileReport report = sampleReport("ncu", "ncu-written-older.csv");
    QCOMPARE(report.kernels.size(), std::size_t{1});
    const KernelProfile& gemm = report.kernels.front();
    QCOMPARE(gemm.durationUs.value(), 1234.56);
    QCOMPARE(gemm.dramBytes.value(), 201.33e6);
    QCOMPARE(gemm.l1Bytes.value(), 1.61e9);
    QCOMPARE(gemm.sharedBytes.value(), 24580.0 + 512);
    QCOMPARE(gemm.dramPercent.value(), 21.4);
    QCOMPARE(gemm.tensorPercent.value(), 71.3);
    QCOMPARE(gemm.localLoads.value(), 4194304.0);
    QCOMPARE(gemm.occupancyLimit, std::string("registers"));
    QCOMPARE(report.metrics.at("dram_percent"), std::string("dram__throughput.avg.pct_of_peak_sustained_elapsed"));
}

/// With the counters that espalier profile asks for by name; a metric that does not exist is left out without a word.
void TestNcuReport::countersThatAreAskedForAreTaken()
{
    const ProfileReport report = sampleReport("ncu", "ncu-2025.3-h100-counters.csv");
    QCOMPARE(report.kernels.size(), std::size_t{2});
    QCOMPARE(report.metrics.at("dram_bytes"), std::string("dram__bytes.sum"));
    QCOMPARE(report.metrics.at("l2_bytes"), std::string("lts__t_bytes.sum"));
    QCOMPARE(report.metrics.at("l1_bytes"), std::string("l1tex__t_bytes.sum"));
    QVERIFY(std::abs(*report.kernels[0].l1Bytes / (2 * 4096.0 * 256 * 4) - 1) < 0.001); // a load and a store a thread
    QCOMPARE(report.kernels[0].blockThreads.value(), 256.0);                            // of the column "Block Size"
    QCOMPARE(report.kernels[0].blocks.value(), 4096.0);
}

void TestNcuReport::whyThereIsNothing()
{
    const auto none = readNcuReport(sample("ncu-2025.3-no-kernels.csv"));
    QVERIFY(!none && none.error().kind == ErrorKind::Answer);
    const auto forbidden = readNcuReport("==ERROR== ERR_NVGPUCTRPERM - The user does not have permission to access "
                                         "NVIDIA GPU Performance Counters on the target device 0.\n");
    QVERIFY(!forbidden && forbidden.error().kind == ErrorKind::Machine);
    QVERIFY(forbidden.error().todo.find("NVreg_RestrictProfilingToAdminUsers") != std::string::npos);
    const auto details =
        readNcuReport("\"ID\",\"Kernel Name\",\"Metric Name\",\"Metric Unit\",\"Metric Value\"\n"
                      "\"0\",\"k\",\"DRAM Throughput\",\"%\",\"12\"\n\"0\",\"k\",\"Duration\",\"ns\",\"1\"\n");
    QVERIFY(!details && details.error().todo.find("--page raw") != std::string::npos);
    QVERIFY(!readNcuReport(""));
}

void TestNcuReport::numbers()
{
    QCOMPARE(profilerNumber("2,251,788,134,421.24").value(), 2251788134421.24);
    QCOMPARE(profilerNumber("0").value(), 0.0);
    QCOMPARE(profilerNumber("2.43318200e+01").value(), 24.33182);
    for (const char* text : {"", "no data", "n/a", "nan", "inf", "1,2", "12,34,567", "0x10", "1e999", "7 %", "--1"}) {
        QVERIFY2(!profilerNumber(text), text);
    }
}

QTEST_APPLESS_MAIN(TestNcuReport)
#include "tst_ncureport.moc"
