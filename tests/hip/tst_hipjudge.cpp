#include "core/base/file.h"
#include "core/base/process.h"
#include "core/evaluate/judge/judge.h"
#include "core/evaluate/localevaluator.h"
#include "core/evaluate/target/devicebuilder.h"
#include "core/evaluate/target/hiptarget.h"
#include "core/hip/gfxname.h"
#include "core/opencl/deviceprogram.h"
#include "core/task/tasklibrary.h"
#include "handmade.h"
#include "smalltask.h"

#include <QtTest>

using namespace espalier;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

const std::string kManifest = "// launch: softmax global(rows) local(1) args(x, y, rows, cols)\n";

/// A code object whose kernel the played GPU runs as the word says; empty: as it should be.
std::string softmaxThat(const std::string& word)
{
    const json argument{{".size", 8}, {".value_kind", "by_value"}};
    const auto kernel = [&](const std::string& name, const json& arguments) {
        return json{{".name", name}, {".args", arguments}, {".max_flat_workgroup_size", 1024}, {".wavefront_size", 64}};
    };
    json kernels = json::array();
    kernels.push_back(kernel("_Z7softmaxPKfPfll", {argument, argument, argument, argument}));
    if (!word.empty()) {
        kernels.push_back(kernel(word, json::array()));
    }
    return test::codeObject({{"amdhsa.version", {1, 1}}, {"amdhsa.kernels", kernels}});
}

std::string missing()
{
    const auto compiler = HipTarget::compiler();
    return compiler ? "" : compiler.error().sentence();
}

} // namespace

/// The judge with espalier-hipworker, whose runtime is played: there was no AMD GPU to see it run on.
class TestHipJudge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void architecturesAreFound_data();
    void architecturesAreFound();
    void theDeviceIsDescribed();
    void correctOnesAreAccepted();
    void refusedWithItsOwnVerdict_data();
    void refusedWithItsOwnVerdict();
    void sourcesAreBuiltAndJudged();
    void otherArchitecturesAreBuilt();

private:
    fs::path program(const std::string& word);
    Evaluation judged(const std::string& word);

    TemporaryFolder m_folder{"espalier-hipjudge"};
    fs::path m_programs;
    KernelSignature m_signature;
    std::unique_ptr<Judge> m_judge;
};

void TestHipJudge::initTestCase()
{
    qputenv("XDG_CACHE_HOME", (m_folder.path() / "cache").c_str());
    // Within bubblewrap nothing of the build's folders is to be seen, where the played runtime is.
    m_programs = m_folder.path() / "bin";
    fs::create_directories(m_programs);
    QVERIFY(writeFileAtomic(m_programs / "bwrap", "#!/bin/sh\nexit 1\n"));
    fs::permissions(m_programs / "bwrap", fs::perms::owner_all);
    qputenv("PATH", (m_programs.string() + ":").c_str() + qgetenv("PATH"));
    for (const char* name : {"espalier-judge", "espalier-worker"}) {
        fs::create_symlink(fs::path(ESPALIER_BIN_DIR) / name, m_programs / name);
    }
    fs::copy_file(ESPALIER_PLAYED_WORKER, m_programs / "espalier-hipworker");
    test::smallSoftmax(m_folder.path() / "small", true);
    const auto task = loadTask(m_folder.path() / "small");
    QVERIFY2(task, task ? "" : task.error().sentence().c_str());
    m_signature = KernelSignature::of(*task);
    OpenRequest request;
    request.task = m_folder.path() / "small";
    request.worker.program = ESPALIER_PLAYED_WORKER;
    request.filtersCalls = false;
    request.device = true;
    request.baselines = {{"plain", program("")}};
    request.secondsPerCase = 0.05;
    auto judge = Judge::open(request);
    QVERIFY2(judge, judge ? "" : judge.error().sentence().c_str());
    m_judge = *std::move(judge);
}

fs::path TestHipJudge::program(const std::string& word)
{
    static int number = 0;
    const fs::path file = m_folder.path() / ("program-" + std::to_string(number++));
    if (!writeFileAtomic(file, DeviceProgram{m_signature, kManifest, softmaxThat(word)}.toBytes())) {
        qFatal("cannot write a program");
    }
    return file;
}

Evaluation TestHipJudge::judged(const std::string& word)
{
    const auto evaluation = m_judge->evaluate({program(word), false}, [](std::string_view) {}, [] { return false; });
    return evaluation.value_or(Evaluation());
}

void TestHipJudge::architecturesAreFound_data()
{
    QTest::addColumn<QByteArray>("properties");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const char* title, const QByteArray& properties, const char* name) {
        QTest::newRow(title) << properties << QByteArray(name);
    };
    const QByteArray gap(100, '\0');
    row("with features", gap + QByteArray("gfx90a:sramecc+:xnack-\0", 23), "gfx90a");
    row("at the start", QByteArray("gfx1100\0", 8) + gap, "gfx1100");
    row("the card is called so too", QByteArray("gfx card\0", 9) + gap + QByteArray("gfx942\0", 7), "gfx942");
    row("none", gap, "");
    row("without an end", gap + "gfx90a", "");
    row("within a word", gap + QByteArray("xgfx90a\0", 8), "");
    row("nonsense", gap + QByteArray("gfx-o /x\0", 9), "");
}

void TestHipJudge::architecturesAreFound()
{
    QFETCH(QByteArray, properties);
    QFETCH(QByteArray, name);
    const auto found = gfxNameIn({properties.constData(), static_cast<std::size_t>(properties.size())});
    QCOMPARE(found.value_or(""), name.toStdString());
}

void TestHipJudge::theDeviceIsDescribed()
{
    const auto run = runProcess({.argv = {ESPALIER_PLAYED_WORKER, "--probe"}, .folder = {}});
    QVERIFY(run && run->succeeded());
    QCOMPARE(run->output, std::string("A GPU that is played\ngfx90a\n104\n64\n65536\n"));
}

void TestHipJudge::correctOnesAreAccepted()
{
    const Evaluation evaluation = judged("played_fast");
    // How much faster it is hangs on who else uses the processor; its kernel takes half a millisecond at least.
    QVERIFY2(isValid(evaluation.verdict), evaluation.reason.c_str());
    QCOMPARE(evaluation.cases.size(), std::size_t{1});
    QVERIFY(evaluation.cases[0].ms >= 0.5);
}

void TestHipJudge::refusedWithItsOwnVerdict_data()
{
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QByteArray>("word");
    const auto row = [](const char* name, Verdict verdict, const char* word) {
        QTest::newRow(name) << static_cast<int>(verdict) << QByteArray(word);
    };
    row("played_wrong", Verdict::Wrong, "y");
    row("played_half", Verdict::Wrong, "% of its outputs untouched");
    row("played_pastend", Verdict::Wrong, "past the end of output y");
    row("played_fault", Verdict::Crash, "hipErrorLaunchFailure");
    row("played_abort", Verdict::Crash, "Aborted");
    row("played_hang", Verdict::Timeout, "did not return within 2000 ms");
    row("played_unloadable", Verdict::Crash, "hipModuleLoadData answered");
}

void TestHipJudge::refusedWithItsOwnVerdict()
{
    QFETCH(int, verdict);
    QFETCH(QByteArray, word);
    const Evaluation evaluation = judged(QTest::currentDataTag());
    QVERIFY2(evaluation.verdict == static_cast<Verdict>(verdict), evaluation.reason.c_str());
    QVERIFY2(evaluation.reason.find(word.toStdString()) != std::string::npos, evaluation.reason.c_str());
    QCOMPARE(evaluation.fitness(), 0.0);
    const Evaluation next = judged("played_fast");
    QVERIFY2(isValid(next.verdict), next.reason.c_str());
}

/// From the source to the verdict, by hipcc.
void TestHipJudge::sourcesAreBuiltAndJudged()
{
    if (const std::string why = missing(); !why.empty()) {
        QSKIP(why.c_str());
    }
    const auto machine = HipTarget::device(m_programs);
    QVERIFY2(machine, machine ? "" : machine.error().sentence().c_str());
    QCOMPARE(machine->device, std::string("A GPU that is played"));
    QCOMPARE(machine->architecture, std::string("gfx90a"));
    QCOMPARE(machine->sharedBytes, std::size_t{65536});
    const auto task = loadTask(m_folder.path() / "small");
    LocalEvaluatorOptions options;
    options.target = "hip";
    options.programs = m_programs;
    options.consent = SandboxConsent::RunUnconfined;
    options.secondsPerCase = 0.05;
    const auto evaluator = LocalEvaluator::open(*task, options);
    QVERIFY2(evaluator, evaluator ? "" : evaluator.error().sentence().c_str());
    QCOMPARE((*evaluator)->baselines().size(), std::size_t{2});
    const std::string seed = *readFile(HipTarget::seedFile(*task));
    const StageCallback quiet = [](std::string_view) {};
    const auto judge = [&](const std::string& word) {
        return (*evaluator)
            ->evaluate(HipTarget::plain(seed + "extern \"C\" __global__ void " + word + "() {}\n"), quiet, {});
    };
    const Evaluation fast = judge("played_fast");
    QVERIFY2(isValid(fast.verdict), (fast.reason + fast.build.log).c_str());
    QCOMPARE(fast.trust.tier, 1);
    QVERIFY(!fast.diagnosis.launches.empty());
    const Evaluation wrong = judge("played_wrong");
    QVERIFY2(wrong.verdict == Verdict::Wrong, wrong.reason.c_str());
    const Evaluation gone = judge("played_abort");
    QVERIFY2(gone.verdict == Verdict::Crash, gone.reason.c_str());
    QVERIFY(isValid(judge("played_fast").verdict));
}

void TestHipJudge::otherArchitecturesAreBuilt()
{
    if (const std::string why = missing(); !why.empty()) {
        QSKIP(why.c_str());
    }
    QVERIFY(!deviceProblem("hip", m_programs));
    QVERIFY(!deviceProblem("hip", m_programs, "gfx90a"));
    const auto other = deviceProblem("hip", m_programs, "gfx906");
    QVERIFY(other && other->sentence().find("is gfx90a") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestHipJudge)
#include "tst_hipjudge.moc"
