#include "core/base/file.h"
#include "core/evaluate/buildevaluator.h"
#include "core/evaluate/fixtures/fixture.h"
#include "core/evaluate/target/cudatarget.h"
#include "core/task/tasklibrary.h"
#include "seeds.h"
#include "workshop.h"

#include <QtTest>

using namespace espalier;

namespace {

const std::string kSignature = "__global__ void softmax(const float* x, float* y, long rows, long cols)";

std::string softmax(const std::string& launch, const std::string& body)
{
    return "// launch: softmax " + launch + "\n" + kSignature + " { " + body + " }\n";
}

} // namespace

/// CUDA C++ becomes a device program without a device, or a verdict that says why not.
class TestCudaBuilds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anInstalledToolkitIsFound();
    void seedsAreBuilt_data();
    void seedsAreBuilt();
    void theLogTellsOfTheKernels();
    void fixturesAreBuilt();
    void candidatesOfTheTableAreBuilt();
    void equalCandidatesAreBuiltOnce();
    void optionsAreOfAList_data();
    void optionsAreOfAList();
    void refusedWithItsReason_data();
    void refusedWithItsReason();
    void aBlockMayHaveAllSharedMemory();
    void optionsReachTheCompiler();
    void headersOfTheToolkitAreThere();
    void matrixUnitsAreThere();
    void architecturesHaveNames();
    void withoutADeviceItSaysSo();
    void halfPrecisionIsForCudaAlone();
    void withoutADeviceItIsBuilt();
    void searchesAreRefused();

private:
    static std::string skipped() { return test::whyNoCompiler(); }
};

/// So that the others do not skip for a fault of ours.
void TestCudaBuilds::anInstalledToolkitIsFound()
{
    if (!std::filesystem::exists("/usr/local/cuda/lib64/libnvrtc.so")) {
        QSKIP(skipped().c_str());
    }
    QCOMPARE(skipped(), std::string());
}

void TestCudaBuilds::seedsAreBuilt_data()
{
    QTest::addColumn<QString>("task");
    for (const std::string& name : taskNames(ESPALIER_SOURCE_DIR "/resources/tasks")) {
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void TestCudaBuilds::seedsAreBuilt()
{
    if (const std::string why = skipped(); !why.empty()) {
        QSKIP(why.c_str());
    }
    QFETCH(QString, task);
    test::Workshop workshop(task.toStdString());
    const BuildOutcome outcome = workshop.build(test::cudaSeed(task.toStdString()));
    QVERIFY2(outcome.library, (outcome.reason + "\n" + outcome.report.log).c_str());
    // A plain kernel that spills would be no measure for others.
    QVERIFY2(outcome.report.log.find(" 0 bytes spill stores") != std::string::npos, outcome.report.log.c_str());
    QVERIFY(QString::fromStdString(outcome.report.command).contains(QLatin1String("sm_90a")));
}

void TestCudaBuilds::theLogTellsOfTheKernels()
{
    if (const std::string why = skipped(); !why.empty()) {
        QSKIP(why.c_str());
    }
    test::Workshop workshop("softmax");
    const QString log = QString::fromStdString(workshop.build(test::cudaSeed("softmax")).report.log);
    const QRegularExpression line(
        QStringLiteral("softmax: \\d+ registers, 0 bytes of shared memory, 0 bytes of stack, 4 parameters"));
    QVERIFY2(line.match(log).hasMatch(), qPrintable(log));
}

/// So that a machine with a GPU finds nothing new about them but what they do.
void TestCudaBuilds::fixturesAreBuilt()
{
    if (const std::string why = skipped(); !why.empty()) {
        QSKIP(why.c_str());
    }
    const std::filesystem::path folder = ESPALIER_SOURCE_DIR "/tests/adversarial/cuda";
    const auto fixtures = readFixtures(folder / "fixtures.txt", folder, ".cu", CudaTarget::plain({}));
    QVERIFY2(fixtures, fixtures ? "" : fixtures.error().sentence().c_str());
    std::optional<test::Workshop> workshop;
    for (const Fixture& fixture : *fixtures) {
        if (!workshop || workshop->task.name != fixture.task) {
            workshop.emplace(fixture.task);
        }
        const BuildOutcome outcome = workshop->build(fixture.candidate.source, fixture.candidate.options);
        const bool refused = fixture.verdict == "build_failed" || fixture.verdict == "blocked";
        QVERIFY2(refused ? !outcome.library && toText(outcome.verdict) == fixture.verdict : outcome.library.has_value(),
                 (fixture.name + ": " + outcome.reason + "\n" + outcome.report.log).c_str());
    }
    QVERIFY(std::ranges::count(*fixtures, std::string("control"), &Fixture::row) >= 10);
    QVERIFY(fixtures->size() >= 35);
}

/// Those of `espalier bench paper --candidates tests/bench/candidates`.
void TestCudaBuilds::candidatesOfTheTableAreBuilt()
{
    if (const std::string why = skipped(); !why.empty()) {
        QSKIP(why.c_str());
    }
    int built = 0;
    for (const auto& task : std::filesystem::directory_iterator(ESPALIER_SOURCE_DIR "/tests/bench/candidates")) {
        if (!task.is_directory()) {
            continue;
        }
        test::Workshop workshop(task.path().filename().string());
        for (const auto& file : std::filesystem::directory_iterator(task.path())) {
            const BuildOutcome outcome = workshop.build(*readFile(file.path()));
            QVERIFY2(outcome.library,
                     (file.path().string() + ": " + outcome.reason + "\n" + outcome.report.log).c_str());
            ++built;
        }
    }
    QVERIFY(built >= 20);
}

void TestCudaBuilds::equalCandidatesAreBuiltOnce()
{
    if (const std::string why = skipped(); !why.empty()) {
        QSKIP(why.c_str());
    }
    test::Workshop workshop("softmax");
    const std::string seed = test::cudaSeed("softmax");
    const BuildOutcome first = workshop.build(seed);
    const BuildOutcome again = workshop.build(seed);
    const BuildOutcome other = workshop.build(seed + "\n");
    QVERIFY(first.library && again.library && other.library);
    QCOMPARE(*again.library, *first.library);
    QVERIFY(*other.library != *first.library);
}

void TestCudaBuilds::optionsAreOfAList_data()
{
    QTest::addColumn<QByteArray>("option");
    QTest::addColumn<bool>("allowed");
    for (const char* option : {"--use_fast_math", "--fmad=false", "--maxrregcount=64", "--maxrregcount=255"}) {
        QTest::newRow(option) << QByteArray(option) << true;
    }
    for (const char* option :
         {"--maxrregcount=8", "--maxrregcount=64x", "--maxrregcount=", "-I/etc", "--include-path=/", "-DWG=3",
          "--gpu-architecture=sm_80", "-arch=sm_80", "--ptxas-options=-v", "-dlto", ""}) {
        QTest::newRow(*option ? option : "nothing") << QByteArray(option) << false;
    }
}

void TestCudaBuilds::optionsAreOfAList()
{
    QFETCH(QByteArray, option);
    QFETCH(bool, allowed);
    const auto refused = refusedCudaOption({option.toStdString()});
    QCOMPARE(!refused.has_value(), allowed);
    QVERIFY(allowed || refused->find("is not on the list") != std::string::npos);
}

void TestCudaBuilds::refusedWithItsReason_data()
{
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("word");
    const auto row = [](const char* name, const std::string& source, const char* word,
                        Verdict verdict = Verdict::BuildFailed) {
        QTest::newRow(name) << static_cast<int>(verdict) << QByteArray::fromStdString(source) << QByteArray(word);
    };
    const std::string launch = "global(rows) local(1) args(x, y, rows, cols)";
    row("no manifest", kSignature + " {}\n", "no launch manifest");
    row("no kernel", "// launch: other " + launch + "\n" + kSignature + " {}\n", "no __global__ function of this name");
    row("too few arguments", softmax("global(rows) local(1) args(x, y)", ""), "takes 4 parameters, the line names 2");
    row("local as a parameter", softmax("global(rows) local(1) args(x, y, rows, local float[8])", ""),
        "takes 4 parameters, the line names 3");
    row("int for a dim",
        "// launch: softmax " + launch +
            "\n__global__ void softmax(const float* x, float* y, long rows, int cols) {}\n",
        "parameter 4 has 4 bytes");
    row("block too large", softmax("global(rows * 2048) local(2048) args(x, y, rows, cols)", ""),
        "blocks of 2048 threads");
    row("block too deep", softmax("global(1, 1, 128) local(1, 1, 128) args(x, y, rows, cols)", ""),
        "blocks of 128 threads along z");
    row("grid too high", softmax("global(1, 70000) local(1, 1) args(x, y, rows, cols)", ""), "70000 blocks along y");
    row("shared memory",
        softmax("global(rows) local(1) args(x, y, rows, cols, local float[60000])", "extern __shared__ float s[];"),
        "of shared memory are more than the 232448 of sm_90a");
    row("uneven size", softmax("global(rows) local(64) args(x, y, rows, cols)", ""), "no multiple of the local size");
    row("hidden size", softmax("global(rows - 1) local(1) args(x, y, rows, cols)", ""), "in a hidden case");
    row("syntax", softmax(launch, "y[0] = nothing;"), "candidate.cu(2): error: identifier \"nothing\" is undefined");
    row("a file of the machine", "#include \"/etc/passwd\"\n" + softmax(launch, ""), "would read a file",
        Verdict::Blocked);
    row("no such header", "#include <unistd.h>\n" + softmax(launch, ""), "unistd.h");
    row("two of a name", softmax(launch, "") + "__global__ void softmax(const float* x) {}\n", "several kernels");
}

void TestCudaBuilds::refusedWithItsReason()
{
    if (const std::string why = skipped(); !why.empty()) {
        QSKIP(why.c_str());
    }
    QFETCH(int, verdict);
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, word);
    test::Workshop workshop("softmax");
    const BuildOutcome outcome = workshop.build(source.toStdString());
    QVERIFY(!outcome.library);
    QVERIFY2(outcome.verdict == static_cast<Verdict>(verdict), toText(outcome.verdict).data());
    QVERIFY2(outcome.reason.find(word.toStdString()) != std::string::npos,
             (outcome.reason + "\n" + outcome.report.log).c_str());
}

/// The system's own KiB is no part of the 227 KiB.
void TestCudaBuilds::aBlockMayHaveAllSharedMemory()
{
    if (const std::string why = skipped(); !why.empty()) {
        QSKIP(why.c_str());
    }
    test::Workshop workshop("softmax");
    const auto taking = [&](const char* floats) {
        return workshop.build(
            softmax("global(rows) local(1) args(x, y, rows, cols, local float[" + std::string(floats) + "])",
                    "extern __shared__ float s[]; s[cols] = x[0]; y[0] = s[rows];"));
    };
    QCOMPARE(taking("58112").reason, std::string());
    QVERIFY(!taking("58113").library);
}

void TestCudaBuilds::optionsReachTheCompiler()
{
    if (const std::string why = skipped(); !why.empty()) {
        QSKIP(why.c_str());
    }
    test::Workshop workshop("softmax");
    const std::string seed = test::cudaSeed("softmax");
    const std::string plain = test::cubinOf(workshop.build(seed));
    const std::string fast = test::cubinOf(workshop.build(seed, {"--use_fast_math"}));
    QVERIFY(!plain.empty() && !fast.empty());
    QVERIFY(plain != fast);
    QVERIFY(!workshop.build(seed, {"--use_fast_math", "-I/"}).library);
}

void TestCudaBuilds::headersOfTheToolkitAreThere()
{
    if (const std::string why = skipped(); !why.empty()) {
        QSKIP(why.c_str());
    }
    test::Workshop workshop("softmax");
    const BuildOutcome outcome = workshop.build(
        softmax("global(rows) local(1) args(x, y, rows, cols)", "y[0] = __half2float(__float2half(x[0]));")
            .insert(0, "#include <cuda_fp16.h>\n"));
    QVERIFY2(outcome.library, (outcome.reason + "\n" + outcome.report.log).c_str());
}

/// In the sandbox of builds, which shows no more of the machine than its system folders.
void TestCudaBuilds::matrixUnitsAreThere()
{
    if (const std::string why = skipped(); !why.empty()) {
        QSKIP(why.c_str());
    }
    const std::string source = "// scratch: half __half[256]\n"
                               "// launch: product global(32) local(32) args(half, y)\n"
                               "#include <cooperative_groups.h>\n"
                               "#include <cuda_bf16.h>\n"
                               "#include <cuda_fp16.h>\n"
                               "#include <mma.h>\n"
                               "using namespace nvcuda;\n"
                               "__global__ void product(const __half* x, float* y)\n"
                               "{\n"
                               "    wmma::fragment<wmma::matrix_a, 16, 16, 16, __half, wmma::row_major> a;\n"
                               "    wmma::fragment<wmma::matrix_b, 16, 16, 16, __half, wmma::row_major> b;\n"
                               "    wmma::fragment<wmma::accumulator, 16, 16, 16, float> c;\n"
                               "    wmma::fill_fragment(c, __bfloat162float(__float2bfloat16(0.0f)));\n"
                               "    wmma::load_matrix_sync(a, x, 16);\n"
                               "    wmma::load_matrix_sync(b, x, 16);\n"
                               "    wmma::mma_sync(c, a, b, c);\n"
                               "    cooperative_groups::this_thread_block().sync();\n"
                               "    wmma::store_matrix_sync(y, c, 16, wmma::mem_row_major);\n"
                               "}\n";
    test::Workshop workshop("softmax");
    const BuildOutcome outcome = workshop.build(source);
    QVERIFY2(outcome.library, (outcome.reason + "\n" + outcome.report.log).c_str());
    QVERIFY(outcome.report.command.find("sm_90a") != std::string::npos);
    // The toolkit's headers, and no others.
    QVERIFY(!workshop.build("#include <nvrtc_secret.h>\n" + source).library);
}

void TestCudaBuilds::architecturesHaveNames()
{
    QCOMPARE(CudaArchitecture().name(), std::string("sm_90a"));
    QCOMPARE((CudaArchitecture{8, 6}).name(), std::string("sm_86"));
    QCOMPARE((CudaArchitecture{12, 0}).name(), std::string("sm_120a"));
    QCOMPARE((CudaArchitecture{8, 6}).sharedBytes(), std::size_t{99} << 10);
    QCOMPARE((CudaArchitecture{42, 0}).sharedBytes(), std::size_t{48} << 10);
    const auto read = CudaArchitecture::fromName("sm_100a");
    QVERIFY(read && read->major == 10 && read->minor == 0);
    for (const char* wrong : {"", "sm_", "sm_90", "sm_86a", "sm_9", "compute_90a", "sm_90a ", "sm_-9a", "sm_9999a"}) {
        QVERIFY2(!CudaArchitecture::fromName(wrong), wrong);
    }
}

void TestCudaBuilds::withoutADeviceItSaysSo()
{
    if (const std::string why = skipped(); !why.empty()) {
        QSKIP(why.c_str());
    }
    const auto machine = CudaTarget::machine(ESPALIER_BIN_DIR);
    QVERIFY(machine);
    QVERIFY2(machine->compiler.starts_with("NVRTC "), machine->compiler.c_str());
    if (!machine->device.empty()) {
        QSKIP("there is an NVIDIA GPU here");
    }
    const test::Workshop workshop("softmax");
    const auto target = openTarget("cuda", workshop.task, workshop.folder.path(), ESPALIER_BIN_DIR, {});
    QVERIFY(!target);
    QVERIFY(target.error().kind == ErrorKind::Machine);
    QVERIFY2(target.error().sentence().starts_with("there is no NVIDIA GPU"), target.error().sentence().c_str());
}

void TestCudaBuilds::halfPrecisionIsForCudaAlone()
{
    const Task task = test::shippedTask("conv1d_fp16");
    for (const char* target : {"cpu", "opencl"}) {
        const auto opened = openTarget(target, task, {}, ESPALIER_BIN_DIR, {});
        const auto seed = plainSeed(task, target);
        QVERIFY(!opened && !seed);
        QCOMPARE(opened.error().sentence(), "the task conv1d_fp16 is not for the target " + std::string(target) +
                                                ": it holds 16-bit floating-point numbers, with which only a GPU's "
                                                "kernels compute here; use --target cuda or triton.");
        QCOMPARE(seed.error().sentence(), opened.error().sentence());
        QVERIFY(!refusedTask(test::shippedTask("conv1d"), target));
    }
    QVERIFY(plainSeed(task, "cuda"));
}

void TestCudaBuilds::withoutADeviceItIsBuilt()
{
    if (const std::string why = skipped(); !why.empty()) {
        QSKIP(why.c_str());
    }
    const auto whyNotRun = deviceProblem("cuda", ESPALIER_BIN_DIR);
    if (!whyNotRun) {
        QSKIP("there is an NVIDIA GPU here");
    }
    QVERIFY(!deviceProblem("cpu", ESPALIER_BIN_DIR));
    LocalEvaluatorOptions options;
    options.target = "cuda";
    options.programs = ESPALIER_BIN_DIR;
    options.consent = SandboxConsent::RunUnconfined;
    const test::Workshop workshop("softmax");
    const auto evaluator = BuildEvaluator::open(workshop.task, options, *whyNotRun);
    QVERIFY2(evaluator, evaluator ? "" : evaluator.error().sentence().c_str());
    const StageCallback quiet = [](std::string_view) {};
    const Evaluation built = (*evaluator)->evaluate(CudaTarget::plain(test::cudaSeed("softmax")), quiet, {});
    QVERIFY2(built.verdict == Verdict::Built, built.reason.c_str());
    QVERIFY(!isValid(built.verdict) && built.fitness() == 0);
    QVERIFY2(built.reason.starts_with("it was built for sm_90a and not run: there is no NVIDIA GPU"),
             built.reason.c_str());
    QCOMPARE(built.trust.tier, 1);
    QCOMPARE(built.diagnosis.launches.size(), std::size_t{1});
    const LaunchFacts& launch = built.diagnosis.launches[0];
    QCOMPARE(launch.kernel, std::string("softmax"));
    QCOMPARE(launch.threads, 64);
    QVERIFY(launch.registers > 0 && launch.residentBlocks > 0 && launch.occupancy > 0);
    QCOMPARE(launch.instructions.known, findCudaDisassembler().has_value());
    const Evaluation refused = (*evaluator)->evaluate(CudaTarget::plain("nonsense"), quiet, {});
    QVERIFY(refused.verdict == Verdict::BuildFailed);
    LocalEvaluatorOptions onTheProcessor;
    onTheProcessor.consent = SandboxConsent::RunUnconfined;
    QVERIFY(!BuildEvaluator::open(workshop.task, onTheProcessor, *whyNotRun));
}

void TestCudaBuilds::searchesAreRefused()
{
    QVERIFY(targetProblem("cuda", ESPALIER_BIN_DIR));
    QVERIFY(std::ranges::find(targetNames(), "cuda") != targetNames().end());
}

QTEST_GUILESS_MAIN(TestCudaBuilds)
#include "tst_cudabuilds.moc"
