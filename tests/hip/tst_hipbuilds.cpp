#include "core/base/file.h"
#include "core/evaluate/buildevaluator.h"
#include "core/evaluate/target/hiptarget.h"
#include "core/evaluate/toolchain/hiptoolchain.h"
#include "core/evaluate/toolchain/launchfactsfile.h"
#include "core/opencl/deviceprogram.h"
#include "core/task/tasklibrary.h"

#include <QtTest>

#include <algorithm>

using namespace espalier;

namespace {

Task shipped(const std::string& name)
{
    return *findTask(ESPALIER_SOURCE_DIR "/resources/tasks", name);
}

std::string seedOf(const Task& task)
{
    return *readFile(HipTarget::seedFile(task));
}

std::string missing()
{
    const auto compiler = HipTarget::compiler();
    return compiler ? "" : compiler.error().sentence();
}

struct Workshop
{
    explicit Workshop(const std::string& name)
        : task(shipped(name)),
          toolchain(task, folder.path(), findProgram(ESPALIER_BIN_DIR, "espalier-worker"),
                    examineSandbox(findProgram(ESPALIER_BIN_DIR, "espalier-worker"), findBubblewrap()), "gfx90a")
    {
    }

    BuildOutcome build(const std::string& source, const std::vector<std::string>& options = {})
    {
        return toolchain.build({"hip", "hipcc", options, source});
    }

    TemporaryFolder folder{"espalier-hip"};
    Task task;
    HipToolchain toolchain;
};

} // namespace

/// Builds with hipcc, which needs no device.
class TestHipBuilds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seedsBuild_data();
    void seedsBuild();
    void kernelsAreExamined();
    void namesOfKernelsAreText();
    void whatIsWrongIsSaid();
    void nothingIsReadBesides();
    void optionsAreLimited();
    void architecturesAreNames();
    void verdictIsBuilt();
    void nothingIsRun();
};

void TestHipBuilds::seedsBuild_data()
{
    QTest::addColumn<QString>("task");
    for (const char* name : {"conv1d_fp16"}) {
        QTest::newRow(name) << name;
    }
}

/// Seeds in CUDA C++ are seeds in HIP C++.
void TestHipBuilds::seedsBuild()
{
    if (const std::string why = missing(); !why.empty()) {
        QSKIP(why.c_str());
    }
    QFETCH(QString, task);
    Workshop workshop(task.toStdString());
    const BuildOutcome outcome = workshop.build(seedOf(workshop.task));
    QVERIFY2(outcome.library, (outcome.reason + "\n" + outcome.report.log).c_str());
    const auto program = DeviceProgram::fromBytes(*readFile(*outcome.library));
    QVERIFY(program);
    QVERIFY(codeObjectKernels(program->binary));
}

void TestHipBuilds::kernelsAreExamined()
{
    if (const std::string why = missing(); !why.empty()) {
        QSKIP(why.c_str());
    }
    Workshop workshop("softmax");
    const BuildOutcome outcome = workshop.build(seedOf(workshop.task));
    QVERIFY2(outcome.library, outcome.report.log.c_str());
    QVERIFY2(outcome.report.log.find("vector registers") != std::string::npos, outcome.report.log.c_str());
    const auto cases = readLaunchFacts(*outcome.library);
    QVERIFY(!cases.empty() && cases[0].launches.size() == 1);
    const LaunchFacts& launch = cases[0].launches[0];
    QCOMPARE(launch.kernel, std::string("softmax"));
    QVERIFY(launch.registers > 0 && launch.scalarRegisters > 0);
    QCOMPARE(launch.threads, 64);
    QVERIFY(launch.residentBlocks > 0 && launch.occupancy > 0);
}

/// A symbol may be any bytes; in the log, which terminals show, it is text.
void TestHipBuilds::namesOfKernelsAreText()
{
    if (const std::string why = missing(); !why.empty()) {
        QSKIP(why.c_str());
    }
    Workshop workshop("softmax");
    const BuildOutcome outcome =
        workshop.build(seedOf(workshop.task) + "\n__global__ void odd(float* y) asm(\"od\\x1b[31md\");\n"
                                               "__global__ void odd(float* y) { y[0] = 1; }\n");
    QVERIFY2(outcome.library, outcome.report.log.c_str());
    QVERIFY2(outcome.report.log.find("od[31md: ") != std::string::npos, outcome.report.log.c_str());
    QVERIFY(outcome.report.log.find('\x1b') == std::string::npos);
}

void TestHipBuilds::whatIsWrongIsSaid()
{
    if (const std::string why = missing(); !why.empty()) {
        QSKIP(why.c_str());
    }
    Workshop workshop("softmax");
    const std::string seed = seedOf(workshop.task);
    const std::string head = seed.substr(0, seed.find("__global__"));
    const BuildOutcome nonsense = workshop.build(head + "__global__ void softmax(nonsense) {}\n");
    QVERIFY(nonsense.verdict == Verdict::BuildFailed);
    QVERIFY2(nonsense.reason.find("error") != std::string::npos, nonsense.reason.c_str());
    const BuildOutcome narrow = workshop.build(head + "__global__ void softmax(const float*, float*, int, int) {}\n");
    QVERIFY2(narrow.reason.find("parameter 3 has 4 bytes") != std::string::npos, narrow.reason.c_str());
    QVERIFY(workshop.build("__global__ void softmax() {}").reason.find("launch") != std::string::npos);
    const BuildOutcome host = workshop.build("// tier: 2\n#include \"task.h\"\n");
    QVERIFY2(host.reason.find("host code") != std::string::npos, host.reason.c_str());
}

void TestHipBuilds::nothingIsReadBesides()
{
    if (const std::string why = missing(); !why.empty()) {
        QSKIP(why.c_str());
    }
    Workshop workshop("softmax");
    const BuildOutcome outcome = workshop.build(seedOf(workshop.task) + "#include \"/etc/passwd\"\n");
    QVERIFY(!outcome.library);
}

void TestHipBuilds::optionsAreLimited()
{
    QVERIFY(!refusedHipOption({"-O2", "-ffast-math", "--gpu-max-threads-per-block=256"}));
    for (const char* wrong : {"-O4", "-o", "-include", "-fplugin=x.so", "--gpu-max-threads-per-block=0",
                              "--gpu-max-threads-per-block=2000", "-mllvm", "--save-temps", "@file", "-Dx"}) {
        QVERIFY2(refusedHipOption({wrong}), wrong);
    }
    QVERIFY(refusedHipOption(std::vector<std::string>(17, "-O2")));
}

void TestHipBuilds::architecturesAreNames()
{
    for (const char* right : {"gfx90a", "gfx942", "gfx906", "gfx1100"}) {
        QVERIFY2(isHipArchitecture(right), right);
    }
    for (const char* wrong : {"", "gfx", "gfx9", "sm_90a", "gfx90a:xnack+", "gfx90a -o x", "gfx999999", "GFX90A"}) {
        QVERIFY2(!isHipArchitecture(wrong), wrong);
    }
}

void TestHipBuilds::verdictIsBuilt()
{
    if (const std::string why = missing(); !why.empty()) {
        QSKIP(why.c_str());
    }
    const auto whyNotRun = deviceProblem("hip", ESPALIER_BIN_DIR);
    QVERIFY(whyNotRun);
    LocalEvaluatorOptions options;
    options.target = "hip";
    options.programs = ESPALIER_BIN_DIR;
    options.consent = SandboxConsent::RunUnconfined;
    const Task task = shipped("softmax");
    const StageCallback quiet = [](std::string_view) {};
    const auto evaluator = BuildEvaluator::open(task, options, *whyNotRun, "gfx906");
    QVERIFY2(evaluator, evaluator ? "" : evaluator.error().sentence().c_str());
    const Evaluation built = (*evaluator)->evaluate(HipTarget::plain(seedOf(task)), quiet, {});
    QVERIFY2(built.verdict == Verdict::Built, built.reason.c_str());
    QVERIFY2(built.reason.starts_with("it was built for gfx906 and not run: "), built.reason.c_str());
    QCOMPARE(built.diagnosis.launches.size(), std::size_t{1});
    QCOMPARE(built.diagnosis.launches[0].residentBlocks, 0); // not in the tables
    QVERIFY(!BuildEvaluator::open(task, options, *whyNotRun, "; rm"));
    QVERIFY(HipTarget::compilesFor("gfx90a"));
    const auto unknown = BuildEvaluator::open(task, options, *whyNotRun, "gfx123");
    QVERIFY(!unknown && unknown.error().kind == ErrorKind::Machine);
    QVERIFY2(unknown.error().what == "this hipcc does not know gfx123", unknown.error().what.c_str());
}

void TestHipBuilds::nothingIsRun()
{
    QVERIFY(std::ranges::find(targetNames(), "hip") != targetNames().end());
    QVERIFY(targetProblem("hip", ESPALIER_BIN_DIR));
    const TemporaryFolder folder("espalier-hip");
    const auto target = openTarget("hip", shipped("softmax"), folder.path(), ESPALIER_BIN_DIR, {});
    QVERIFY(!target && target.error().kind == ErrorKind::Machine);
    const auto seed = plainSeed(shipped("softmax"), "hip");
    QVERIFY(seed && seed->language == "hip");
}

QTEST_GUILESS_MAIN(TestHipBuilds)
#include "tst_hipbuilds.moc"
