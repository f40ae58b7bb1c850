#include "core/profile/fusion.h"
#include "core/profile/profilesummary.h"
#include "tests/profile/samples.h"

#include <QTest>

#include <algorithm>
#include <filesystem>

using namespace espalier;
using espalier::test::onlyKernel;
using espalier::test::sampleReport;

namespace {

std::vector<Bottleneck> ofKernel(const char* start, const char* file = "ncu-2025.3-h100-sections.csv")
{
    return bottlenecks(onlyKernel(sampleReport("ncu", file), start));
}

bool says(const std::vector<Bottleneck>& found, const std::string& words)
{
    return std::ranges::any_of(found,
                               [&](const Bottleneck& f) { return sentence(f).find(words) != std::string::npos; });
}

/// What the judge said of a node whose counters are asked for later.
Diagnosis judged()
{
    Diagnosis diagnosis;
    diagnosis.bound = Bound::Latency;
    diagnosis.gflops = 500;
    diagnosis.roofShare = 0.4;
    diagnosis.levels = {{"DRAM", 5e8, 0.13, 500, 1000, "compulsory"}, {"L3", 1, 1, 1, 1, "compulsory"}};
    diagnosis.facts = {"Case large takes 1 ms.", "b", "c", "d", "e", "f"};
    diagnosis.evidence = {{"cases"}, {"spills"}}; // an older store's: fewer than facts
    return diagnosis;
}

} // namespace

/// What the counters of kernels with known troubles say: streaming, untiled product, pointer chase, bank conflicts.
class TestBottlenecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void streamingIsBoundByMemory();
    void anUntiledProductIsBoundByTheFirstCache();
    void oneWarpLeavesTheDeviceIdle();
    void bankConflictsAreNamed();
    void aKernelOfMicrosecondsIsItsLaunch();
    void matrixCoresAndRegistersAndSpills();
    void thresholdsOfTheSpeedOfLightRule();
    void amdCountersFollowTheSameRule();
    void gapsOfATraceAreLaunchTime();
    void gainsAreBoundsAndLeversAreSkills();
    void dotsAreOfCountedOrUsefulOperations();
    void countersAndJudgeBecomeOneDiagnosis();
    void aTroubleBesideTheLimitChangesNoBound();
    void aProfileOfAnotherDeviceIsToldApart();
    void aProfileOfAnotherKernelChangesNoBound();
    void aReportOfTheJudgedKernelGoesFirst();
    void withoutProfilesNothingChanges();
    void aSummaryHasTenLinesAtMost();
};

void TestBottlenecks::streamingIsBoundByMemory()
{
    const auto found = ofKernel("scale");
    QCOMPARE(found.front().bound, Bound::Memory);
    QVERIFY(found.front().what.find("device memory works at 67.3 % of its peak") != std::string::npos);
    QCOMPARE(found.front().evidence, std::string("gpu__dram_throughput.avg.pct_of_peak_sustained_elapsed = 67.3 %"));
    QVERIFY(std::abs(*found.front().gain - 100 / 67.27) < 1e-9);
    QVERIFY(says(found, "stall long_scoreboard = 37.6 of 45.0 cycles per issue"));
    QVERIFY(says(found, "Fewer warps are there than would fit"));
}

void TestBottlenecks::anUntiledProductIsBoundByTheFirstCache()
{
    const auto found = ofKernel("matmul", "ncu-2025.3-h100-full.csv");
    QCOMPARE(found.front().bound, Bound::Memory);
    QCOMPARE(found.front().lever, std::string("local-staging"));
    QVERIFY(says(found, "first-level cache"));
    QVERIFY(says(found, "not coalesced"));
}

void TestBottlenecks::oneWarpLeavesTheDeviceIdle()
{
    const auto found = ofKernel("chase");
    QCOMPARE(found.front().bound, Bound::Occupancy);
    QCOMPARE(found.front().lever, std::string("parallel-outer-loop"));
    QVERIFY(says(found, "for global or local memory in 70 % of their time"));
}

void TestBottlenecks::bankConflictsAreNamed()
{
    const auto found = ofKernel("conflicts", "ncu-2025.3-h100-full.csv");
    QCOMPARE(found.front().bound, Bound::Memory);
    QVERIFY(says(found, "hit the same bank"));
    QVERIFY(says(found, "for shared memory or special functions"));
    QVERIFY(!says(ofKernel("scale", "ncu-2025.3-h100-full.csv"), "hit the same bank"));
}

void TestBottlenecks::aKernelOfMicrosecondsIsItsLaunch()
{
    const auto found = ofKernel("tiny");
    QCOMPARE(found.front().bound, Bound::Launch);
    QVERIFY(!found.front().gain);
}

void TestBottlenecks::matrixCoresAndRegistersAndSpills()
{
    const auto found = ofKernel("gemm", "ncu-written-older.csv");
    QCOMPARE(found.front().bound, Bound::Compute);
    QVERIFY(says(found, "most of all the matrix cores"));
    QVERIFY(says(found, "they need too many registers"));
    QVERIFY(says(found, "for a busy arithmetic unit"));
    QVERIFY(says(found, "12 % of its instructions load and store local memory"));
    QVERIFY(says(found, "last wave")); // 1.19 waves are two
}

/// 80 and 60 %, and ten points between the two.
void TestBottlenecks::thresholdsOfTheSpeedOfLightRule()
{
    const auto bound = [](double compute, double memory) {
        ProfileReport report;
        report.tool = "ncu";
        KernelProfile& kernel = report.kernels.emplace_back();
        kernel.durationUs = 100;
        kernel.waves = 4;
        kernel.computePercent = compute;
        kernel.memoryPercent = memory;
        return bottlenecks(report).front().bound;
    };
    QCOMPARE(bound(80, 79), Bound::Compute);
    QCOMPARE(bound(79, 80), Bound::Memory);
    QCOMPARE(bound(59, 59), Bound::Latency);
    QCOMPARE(bound(60, 50), Bound::Compute);
    QCOMPARE(bound(50, 60), Bound::Memory);
    QCOMPARE(bound(60, 55), Bound::Balanced);
}

void TestBottlenecks::amdCountersFollowTheSameRule()
{
    const ProfileReport report = sampleReport("rocprof", "rocprof-written.csv");
    QCOMPARE(bottlenecks(report).front().bound, Bound::Memory);
    const auto rowsum = bottlenecks(onlyKernel(report, "rowsum"));
    QVERIFY(says(rowsum, "LDSBankConflict = 17.5 %"));
    QVERIFY(says(rowsum, "each thread has scratch memory"));
}

void TestBottlenecks::gapsOfATraceAreLaunchTime()
{
    const auto found = bottlenecks(sampleReport("torch", "torch-2.11-h100.json"));
    QCOMPARE(found.front().bound, Bound::Launch);
    QVERIFY(says(found, "nothing to do in 95 %"));
    QVERIFY(std::abs(*found.front().gain - 1048.445 / 53.315) < 0.01);
    QVERIFY(says(found, "Triton's kernels take 17 % of the kernels' time"));
    QVERIFY(says(bottlenecks(sampleReport("proton", "proton-3.6-h100.hatchet")), "takes 55 % of the kernels' time"));
}

void TestBottlenecks::gainsAreBoundsAndLeversAreSkills()
{
    for (const auto& [format, file] : {std::pair("ncu", "ncu-2025.3-h100-full.csv"),
                                       {"ncu", "ncu-written-older.csv"},
                                       {"ncu", "ncu-2025.3-h100-sections.csv"},
                                       {"rocprof", "rocprof-written.csv"},
                                       {"torch", "torch-2.11-h100.json"}}) {
        const ProfileReport all = sampleReport(format, file);
        for (const KernelProfile& kernel : all.kernels) {
            for (const Bottleneck& finding : bottlenecks(onlyKernel(all, kernel.name.c_str()))) {
                QVERIFY2(!finding.gain || *finding.gain >= 1, finding.what.c_str());
                QVERIFY2(finding.evidence.find(" = ") != std::string::npos, finding.what.c_str());
                QVERIFY2(
                    finding.lever.empty() ||
                        std::filesystem::exists(std::string(ESPALIER_SOURCE_DIR "/kb/skills/") + finding.lever + ".md"),
                    finding.lever.c_str());
            }
        }
    }
}

void TestBottlenecks::dotsAreOfCountedOrUsefulOperations()
{
    ProfileReport report = onlyKernel(sampleReport("ncu", "ncu-2025.3-h100-full.csv"), "scale");
    const auto counted = rooflineDots(report, judged());
    QCOMPARE(counted.size(), std::size_t{3});
    QCOMPARE(counted[2].level, std::string("DRAM"));
    QVERIFY(std::abs(counted[2].intensity - 67108864.0 / 521044224.0) < 0.002);
    QVERIFY(std::abs(counted[2].gbytes - 521044224.0 / 231.104e-6 * 1e-9) < 20);
    report.usefulOperations = 1e8;
    report.calls = 2;
    report.kernels.push_back(report.kernels.front()); // the second call
    const auto useful = rooflineDots(report, judged());
    QCOMPARE(useful[2].bytes, 521044224.0);
    QCOMPARE(useful[2].gflops, 500.0); // the judge's rate, not the profiler's
    QCOMPARE(useful[2].source, std::string("counters"));
}

void TestBottlenecks::countersAndJudgeBecomeOneDiagnosis()
{
    const ProfileReport counters = onlyKernel(sampleReport("ncu", "ncu-2025.3-h100-full.csv"), "scale");
    const ProfileReport trace = sampleReport("torch", "torch-2.11-h100.json");
    const Diagnosis fused = fuse(judged(), {trace, counters});
    QCOMPARE(fused.bound, Bound::Memory);
    QCOMPARE(fused.tier, std::string("counters"));
    QCOMPARE(fused.lever, std::string("fuse-loops"));
    QCOMPARE(fused.roofShare, 0.4);
    QCOMPARE(fused.facts.size(), std::size_t{6});
    QCOMPARE(fused.facts[0], std::string("Case large takes 1 ms."));
    QVERIFY(fused.facts[1].find("device memory") != std::string::npos);
    QVERIFY(fused.facts[4].find("nothing to do") != std::string::npos);
    QCOMPARE(fused.facts[5], std::string("b"));
    QCOMPARE(fused.evidence.size(), fused.facts.size());
    QCOMPARE(fused.evidence[0].figure, std::string("cases"));
    QVERIFY(fused.evidence[1].figure.empty() && fused.evidence[1].gain > 1);
    QCOMPARE(fused.evidence[5].figure, std::string("spills")); // goes where its fact goes
    QCOMPARE(fused.levels.size(), std::size_t{4});             // L3 stays, DRAM is the counters'
    Diagnosis launch = judged();
    launch.bound = Bound::Launch;
    QCOMPARE(fuse(launch, {counters}).bound, Bound::Launch);
    QCOMPARE(fuse(judged(), {trace}).tier, std::string("trace"));
}

/// Bank conflicts were counted, and nothing of how busy anything was.
void TestBottlenecks::aTroubleBesideTheLimitChangesNoBound()
{
    ProfileReport report;
    report.kernels.emplace_back().bankConflictPercent = 50;
    const auto found = bottlenecks(report);
    QVERIFY(found.size() == 1 && !found.front().isLimit);
    const Diagnosis fused = fuse(judged(), {report});
    QCOMPARE(fused.bound, Bound::Latency);
    QCOMPARE(fused.tier, std::string("analytic"));
    QVERIFY(fused.facts[1].find("same bank") != std::string::npos);
}

/// The kernel that the report is of, on an H200; the samples are of an H100.
void TestBottlenecks::aProfileOfAnotherDeviceIsToldApart()
{
    const ProfileReport counters = onlyKernel(sampleReport("ncu", "ncu-2025.3-h100-full.csv"), "scale");
    Diagnosis here = judged();
    here.launches.emplace_back().kernel = "scale";
    here.device.emplace().device = "NVIDIA H100";
    QCOMPARE(fuse(here, {counters}).confidence, Confidence::High); // the same, said shorter
    here.device->device = "NVIDIA H200";
    const Diagnosis fused = fuse(here, {counters});
    QCOMPARE(fused.bound, Bound::Memory);
    QCOMPARE(fused.confidence, Confidence::Low);
    QCOMPARE(fused.facts[1], std::string("The profile was taken on another device, NVIDIA H100 80GB HBM3; the node was "
                                         "judged on NVIDIA H200."));
    QCOMPARE(summaryLines(counters, here)[1], fused.facts[1]);
    QCOMPARE(fused.evidence.size(), fused.facts.size());
}

void TestBottlenecks::aProfileOfAnotherKernelChangesNoBound()
{
    ProfileReport counters = onlyKernel(sampleReport("ncu", "ncu-2025.3-h100-full.csv"), "scale");
    Diagnosis here = judged();
    here.launches.emplace_back().kernel = "rescale";
    const Diagnosis fused = fuse(here, {counters});
    QCOMPARE(fused.bound, Bound::Latency);
    QCOMPARE(fused.tier, std::string("analytic"));
    QCOMPARE(fused.levels, here.levels);
    QVERIFY(fused.facts[1].starts_with("No kernel of the profile is one that the node launches (rescale)"));
    QVERIFY(fused.facts[2].find("device memory") != std::string::npos);
    here.bound = Bound::Unknown;
    QCOMPARE(fuse(here, {counters}).bound, Bound::Memory);
    QCOMPARE(fuse(here, {counters}).confidence, Confidence::Low);
    for (const char* name : {"rescale(float *)", "void ns::rescale<4>(float *)", "_Z7rescalePf", "rescale.kd"}) {
        counters.kernels.front().name = name;
        QVERIFY2(fuse(here, {counters}).confidence == Confidence::High, name);
    }
    counters.kernels.front().name = "prerescale_all(float *)";
    QCOMPARE(fuse(here, {counters}).confidence, Confidence::Low);
    counters.caseName = "large"; // run here: it is the node, whatever a compiler calls its kernels
    QCOMPARE(fuse(here, {counters}).confidence, Confidence::High);
}

void TestBottlenecks::aReportOfTheJudgedKernelGoesFirst()
{
    const ProfileReport all = sampleReport("ncu", "ncu-2025.3-h100-full.csv");
    Diagnosis here = judged();
    here.launches.emplace_back().kernel = "scale";
    const Diagnosis fused = fuse(here, {onlyKernel(all, "tiny"), onlyKernel(all, "scale")}); // the newest first
    QCOMPARE(fused.bound, Bound::Memory);
    QCOMPARE(fused.confidence, Confidence::High);
}

void TestBottlenecks::withoutProfilesNothingChanges()
{
    QVERIFY(fuse(judged(), {}) == judged());
    QVERIFY(fuse(judged(), {ProfileReport{}}) == judged());
    QVERIFY(bottlenecks(ProfileReport{}).empty());
}

void TestBottlenecks::aSummaryHasTenLinesAtMost()
{
    for (const char* file : {"ncu-2025.3-h100-full.csv", "ncu-2025.3-h100-sections.csv", "ncu-written-older.csv"}) {
        const auto lines = summaryLines(sampleReport("ncu", file));
        QVERIFY(lines.size() > 3 && lines.size() <= 10);
        QVERIFY(lines.front().starts_with("ncu"));
    }
    const auto lines = summaryLines(onlyKernel(sampleReport("ncu", "ncu-2025.3-h100-full.csv"), "scale"));
    const auto has = [&](std::string_view words) {
        return std::ranges::any_of(lines, [&](const std::string& l) { return l.find(words) != std::string::npos; });
    };
    QVERIFY(has("DRAM 67.3 %") && has("registers of a thread 16") && has("occupancy: ") && has("at most"));
    QVERIFY(summaryLines(sampleReport("torch", "torch-2.11-h100.json")).size() > 1);
    QVERIFY(summaryLines({}).empty());
}

QTEST_APPLESS_MAIN(TestBottlenecks)
#include "tst_bottlenecks.moc"
