#include "tests/profile/samples.h"

#include <QTest>

using namespace espalier;
using espalier::test::sampleReport;

/// Files of rocprof, torch.profiler and Proton.
class TestOtherProfiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rocprofHasARowForEachLaunch();
    void rocprofv3HasARowForEachCounter();
    void aTraceTellsHowTheTimeWasFilled();
    void kernelsOfATraceAreSummedByName();
    void otherLibrariesKernelsAreNotTritons();
    void framesWithATimeAreKernels();
    void otherFilesAreRefused();
    void operationsAreCountedOnAmdsToo();
};

void TestOtherProfiles::operationsAreCountedOnAmdsToo()
{
    const auto kernelWith = [](const std::map<std::string, double>& counters) {
        std::string text = "\"Dispatch_Id\",\"Kernel_Name\",\"Counter_Name\",\"Counter_Value\",\"Start_Timestamp\","
                           "\"End_Timestamp\"\n";
        for (const auto& [name, value] : counters) {
            text += "1,\"k\",\"" + name + "\"," + std::to_string(value) + ",1000,2000\n";
        }
        const auto report = readProfile("rocprof", text);
        return report ? report->kernels.front() : KernelProfile{};
    };
    const std::map<std::string, double> vectors{{"SQ_INSTS_VALU_FMA_F32", 10},
                                                {"SQ_INSTS_VALU_ADD_F32", 3},
                                                {"SQ_INSTS_VALU_MUL_F32", 2},
                                                {"SQ_INSTS_VALU_TRANS_F32", 1},
                                                {"SQ_INSTS_VALU_FMA_F64", 5}};
    QCOMPARE(kernelWith(vectors).operations.value(), 64.0 * (20 + 3 + 2 + 1 + 10));
    auto matrix = vectors;
    matrix["MfmaUtil"] = 40;
    QVERIFY(!kernelWith(matrix).operations); // theirs are missing
    matrix["SQ_INSTS_VALU_MFMA_MOPS_F16"] = 7;
    QCOMPARE(kernelWith(matrix).operations.value(), 64.0 * (20 + 3 + 2 + 1 + 10) + 7 * 512.0);
    QVERIFY(!kernelWith({{"SQ_INSTS_VALU_FMA_F16", 5}}).operations); // too little is known
}

void TestOtherProfiles::rocprofHasARowForEachLaunch()
{
    const ProfileReport report = sampleReport("rocprof", "rocprof-written.csv");
    QCOMPARE(report.kernels.size(), std::size_t{2});
    const KernelProfile& scale = report.kernels[0];
    QCOMPARE(scale.durationUs.value(), 360.0);
    QCOMPARE(scale.blocks.value(), 262144.0);
    QCOMPARE(scale.warps.value(), 1048576.0);
    QCOMPARE(scale.cycles.value(), 612000.0);
    QCOMPARE(scale.computePercent.value(), 12.5);
    QCOMPARE(scale.memoryPercent.value(), 91.25);
    QCOMPARE(scale.dramBytes.value(), 2 * 268435456.0);
    QCOMPARE(scale.l2Bytes.value(), 12582912.0 * 64);
    const KernelProfile& rowsum = report.kernels[1];
    QCOMPARE(rowsum.registers.value(), 72.0);
    QCOMPARE(rowsum.scalarRegisters.value(), 48.0);
    QCOMPARE(rowsum.sharedBytes.value(), 4096.0);
    QCOMPARE(rowsum.scratchBytes.value(), 64.0);
    QCOMPARE(rowsum.bankConflictPercent.value(), 17.5);
}

void TestOtherProfiles::rocprofv3HasARowForEachCounter()
{
    const ProfileReport report = sampleReport("rocprof", "rocprofv3-written.csv");
    QCOMPARE(report.kernels.size(), std::size_t{2});
    QCOMPARE(report.kernels[0].name, std::string("void scale<float>(float const*, float*, long)"));
    QCOMPARE(report.kernels[0].durationUs.value(), 360.0);
    QCOMPARE(report.kernels[0].dramBytes.value(), 4194304.0 * 64 + 4194304.0 * 64);
    QCOMPARE(report.metrics.at("dram_bytes"), std::string("TCC_EA_RDREQ_sum, TCC_EA_RDREQ_32B_sum, TCC_EA_WRREQ_sum, "
                                                          "TCC_EA_WRREQ_64B_sum"));
    QVERIFY(!report.kernels[1].dramBytes);
    QCOMPARE(report.kernels[1].achievedOccupancy.value(), 24.33182);
    QCOMPARE(report.kernels[1].registers.value(), 72.0);
}

void TestOtherProfiles::aTraceTellsHowTheTimeWasFilled()
{
    const ProfileReport report = sampleReport("torch", "torch-2.11-h100.json");
    QCOMPARE(report.device, std::string("NVIDIA H100 80GB HBM3"));
    const TraceTimeline& t = report.timeline.value();
    const auto isNear = [](double value, double expected) { return std::abs(value - expected) < 0.01; };
    QVERIFY(isNear(t.spanUs, 1048.445));
    QVERIFY(isNear(t.kernelUs, 46.402));
    QVERIFY(isNear(t.copyUs, 6.913));
    QVERIFY(isNear(t.gapUs, 995.13));
    QVERIFY(isNear(t.synchronizeUs, 22.53)); // without the profiler's own, behind the last launch
    QVERIFY(isNear(t.tritonUs, 7.68));
    QCOMPARE(t.synchronizations, std::int64_t{3});
    QCOMPARE(t.launches, std::int64_t{12});
    QVERIFY(isNear(t.longestGapUs, 4502012728024.318 - 4502012727825.401 - 2.592));
}

void TestOtherProfiles::kernelsOfATraceAreSummedByName()
{
    const ProfileReport report = sampleReport("torch", "torch-2.11-h100.json");
    QCOMPARE(report.kernels.size(), std::size_t{4});
    QCOMPARE(report.kernels[0].name, std::string("add_kernel"));
    QCOMPARE(report.kernels[0].launches, std::int64_t{3});
    QVERIFY(std::abs(*report.kernels[0].durationUs - 7.68 / 3) < 0.001);
    QCOMPARE(report.kernels[0].registers.value(), 26.0);
}

void TestOtherProfiles::otherLibrariesKernelsAreNotTritons()
{
    const auto tritonUs = [](const char* name, const char* category) {
        const std::string trace = std::string(R"([{"ph":"X","cat":")") + category +
                                  R"(","name":"cuLaunchKernel","ts":1,"dur":2,"args":{"correlation":5}},
               {"ph":"X","cat":"kernel","ts":4,"dur":8,"args":{"correlation":5},"name":")" +
                                  name + "\"}]";
        return readProfile("torch", trace)->timeline->tritonUs;
    };
    QCOMPARE(tritonUs("softmax_kernel", "cuda_driver"), 8.0);
    QCOMPARE(tritonUs("softmax_kernel", "cuda_runtime"), 0.0);
    QCOMPARE(tritonUs("sm90_xmma_gemm_f16f16", "cuda_driver"), 0.0);
    QCOMPARE(tritonUs("void at::native::reduce(float)", "cuda_driver"), 0.0);
    QCOMPARE(tritonUs("_ZN2at6native6reduceE", "cuda_driver"), 0.0);
}

void TestOtherProfiles::framesWithATimeAreKernels()
{
    const ProfileReport report = sampleReport("proton", "proton-3.6-h100.hatchet");
    QCOMPARE(report.device, std::string("CUDA 90"));
    QCOMPARE(report.kernels.size(), std::size_t{3});
    QCOMPARE(report.kernels[0].scope, std::string());
    QCOMPARE(report.kernels[1].name, std::string("add_kernel"));
    QCOMPARE(report.kernels[1].scope, std::string("candidate"));
    QCOMPARE(report.kernels[1].launches, std::int64_t{3});
    QVERIFY(std::abs(*report.kernels[1].durationUs - 7.490 / 3) < 1e-9);
    QCOMPARE(report.kernels[2].scope, std::string("candidate/post"));
    QVERIFY(std::abs(report.shareOf("add_kernel") - 7490.0 / (17185 + 7490 + 6720)) < 1e-9);
}

void TestOtherProfiles::otherFilesAreRefused()
{
    for (const char* format : profileFormats()) {
        for (const char* text :
             {"", "{}", "[]", "null", "[1,2]", "a,b\n1,2\n", "{\"traceEvents\":{}}", "[{\"frame\":1}]"}) {
            QVERIFY2(!readProfile(format, text), format);
        }
    }
    QCOMPARE(readProfile("vtune", "").error().kind, ErrorKind::Usage);
}

QTEST_APPLESS_MAIN(TestOtherProfiles)
#include "tst_otherprofiles.moc"
