#include "core/base/file.h"
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
    void whereNothingBeatsPyTorchTheCallerIsTold();
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

/// The answer comes before any address is looked at, so a program that asks for it needs no GPU.
void TestCudaBundle::whereNothingBeatsPyTorchTheCallerIsTold()
{
    HandoverFixture fixture("cuda");
    QVERIFY(fixture.store.setBaseline(fixture.session, "torch-compiled", 2.0));
    fixture.add(kernelText("softmax_block.cu"), 0, Verdict::Accepted, {{"square, on a GPU", {1.5, 1.4, 1.6}}});
    const std::string problem = built(fixture);
    QVERIFY2(problem.empty(), problem.c_str());
    const auto folder = fixture.folder.path() / "bundle";
    QVERIFY(writeFileAtomic(folder / "ask.cu",
                            "#include \"softmax.h\"\n#include <cstdio>\n#include <cstdint>\nint main()\n{\n"
                            "    float* odd = reinterpret_cast<float*>(uintptr_t{4});\n"
                            "    std::printf(\"%s %s %d %d\", softmax_choice(64, 257), softmax_choice(9, 9),\n"
                            "                softmax(nullptr, nullptr, 9, 9, nullptr) == softmax_use_framework,\n"
                            "                softmax(odd, odd, 64, 257, nullptr) == softmax_use_framework);\n}\n"));
    const ToolRun made = runTool({"nvcc", "-std=c++20", "-o", "ask", "ask.cu", "build/libsoftmax_kernels.a"}, folder);
    QVERIFY2(made.exitCode == 0, made.output.c_str());
    QCOMPARE(runTool({"./ask"}, folder).output, std::string("node 1 framework 1 1"));
}

QTEST_GUILESS_MAIN(TestCudaBundle)
#include "tst_cudabundle.moc"
