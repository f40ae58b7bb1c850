#include "core/base/paths.h"
#include "core/handover/kernelbundle.h"
#include "tests/handover/handoverfixture.h"

#include <QTest>

using namespace espalier;
using namespace espalier::handover;

/// Bundles in CUDA C++ are what nvcc takes. Where there is a GPU they run, too; elsewhere their test says that it was
/// skipped.
class TestCudaBundle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void kernelsWithScratchAndSharedMemory();
    void sixteenBitTensors();
};

namespace {

/// What went wrong, or nothing.
std::string built(HandoverFixture& fixture)
{
    const auto bundle = makeBundle(fixture.store, fixture.info(), {});
    const auto folder = fixture.folder.path() / "bundle";
    const auto written = bundle ? writeBundle(bundle->files, folder) : bundle.error();
    if (!written) {
        return written.error().sentence();
    }
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"cmake", "-S", ".", "-B", "build", "-DCMAKE_CUDA_ARCHITECTURES=90"},
          {"cmake", "--build", "build"},
          {"ctest", "--test-dir", "build", "--output-on-failure"}}) {
        if (const ToolRun run = runTool(words, folder); run.exitCode != 0) {
            return run.output;
        }
    }
    return {};
}

} // namespace

void TestCudaBundle::initTestCase()
{
    if (!findOnPath("nvcc")) {
        QSKIP("There is no nvcc here.");
    }
}

void TestCudaBundle::kernelsWithScratchAndSharedMemory()
{
    HandoverFixture fixture("cuda");
    // One more with the same names of kernels and macros, another width and a name that C would share.
    std::string wider = kernelText("softmax_block.cu");
    wider.replace(wider.find("WG 128"), 6, "WG 256");
    fixture.add(kernelText("softmax_block.cu"), 0, Verdict::Accepted, {{"square, on a GPU", {1.5, 1.4, 1.6}}});
    fixture.add(wider, 1, Verdict::Accepted, {{"wide, on a GPU", {1.5, 1.4, 1.6}}});
    const std::string problem = built(fixture);
    QVERIFY2(problem.empty(), problem.c_str());
}

void TestCudaBundle::sixteenBitTensors()
{
    HandoverFixture fixture("cuda", "conv1d_fp16");
    fixture.add(fixture.seed() + "\n", 0, Verdict::Accepted, {{"64x96x96x200", {1.5, 1.4, 1.6}}});
    const std::string problem = built(fixture);
    QVERIFY2(problem.empty(), problem.c_str());
}

QTEST_GUILESS_MAIN(TestCudaBundle)
#include "tst_cudabundle.moc"
