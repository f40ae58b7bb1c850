#include "core/base/file.h"
#include "core/base/processtree.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/judge/judge.h"
#include "core/opencl/deviceprogram.h"
#include "core/task/sharedlibrary.h"
#include "core/task/tasklibrary.h"
#include "smalltask.h"

#include <QtTest>

#include <csignal>
#include <set>
#include <unistd.h>

using namespace espalier;
namespace fs = std::filesystem;

/// Baselines in another language than the candidates: PyTorch beside CUDA. Both workers are played, and each has
/// processes of its own.
class TestTorchBaselines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theFastestOfAllIsToBeBeaten();
    void aSlowerOneLeavesTheSeedAndIsGone();
    void codeIsWarmOnBothSidesOrNeither();
    void whatDoesNotCountSaysWhy_data();
    void whatDoesNotCountSaysWhy();
    void aLateAnswerIsNoTime();
    void itsNextProcessIsBegunOnceAndAhead();
    void aBegunProcessMayBeLost();
    void hostCodeIsTimedAgainstIt();
    void keptAnswersShowBesideIt();
    void theRequestNamesItsWorker();

private:
    /// A judge whose seed takes so long, beside PyTorch that behaves so.
    Result<std::unique_ptr<Judge>> open(const std::string& seed, const std::string& torch,
                                        const fs::path& worker = ESPALIER_FAKE_PYTHON_WORKER);
    OpenRequest request(const std::string& seed, const std::string& torch, const fs::path& worker);
    fs::path deviceCode(const std::string& behaviour);
    fs::path hostCode(const std::string& name);
    static Evaluation judged(Judge& judge, const fs::path& library, bool hostCode = false);
    static std::ptrdiff_t pythonProcesses();
    static std::set<pid_t> pythonPids();

    TemporaryFolder m_folder{"espalier-torchbaselines"};
};

void TestTorchBaselines::initTestCase()
{
    qputenv("XDG_CACHE_HOME", (m_folder.path() / "cache").c_str());
    std::signal(SIGPIPE, SIG_IGN); // as espalier-judge does
    test::smallSoftmax(m_folder.path() / "small", true);
}

OpenRequest TestTorchBaselines::request(const std::string& seed, const std::string& torch, const fs::path& worker)
{
    const fs::path program = m_folder.path() / "torch.program";
    if (!writeFileAtomic(program, torch)) {
        qFatal("cannot write a program");
    }
    OpenRequest request;
    request.task = m_folder.path() / "small";
    request.worker.program = ESPALIER_FAKE_WORKER;
    request.filtersCalls = false;
    request.device = true;
    request.baselines = {{"plain", deviceCode(seed)},
                         {"torch", program, WorkerKind{worker, Interpreter{"/usr/bin/python3", "/lib", {}, "/tmp"}}}};
    request.secondsPerCase = 0.05;
    return request;
}

Result<std::unique_ptr<Judge>> TestTorchBaselines::open(const std::string& seed, const std::string& torch,
                                                        const fs::path& worker)
{
    return Judge::open(request(seed, torch, worker));
}

fs::path TestTorchBaselines::deviceCode(const std::string& behaviour)
{
    const auto task = loadTask(m_folder.path() / "small");
    const fs::path file = m_folder.path() / ("program " + behaviour);
    if (!task || !writeFileAtomic(
                     file, DeviceProgram{KernelSignature::of(*task),
                                         "// launch: softmax global(rows) local(1) args(x, y, rows, cols)\n", behaviour}
                               .toBytes())) {
        qFatal("cannot write a program");
    }
    return file;
}

fs::path TestTorchBaselines::hostCode(const std::string& name)
{
    const fs::path sources = ESPALIER_SOURCE_DIR "/tests/cuda/played";
    const fs::path library = m_folder.path() / (name + ".so");
    const auto built = buildSharedLibrary(
        {{"main.cpp", *readFile(sources / (name + ".cpp"))}, {"played.h", *readFile(sources / "played.h")}}, {"-O2"},
        library, name);
    if (!built) {
        qFatal("%s", built.error().sentence().c_str());
    }
    return library;
}

Evaluation TestTorchBaselines::judged(Judge& judge, const fs::path& library, bool hostCode)
{
    const auto evaluation = judge.evaluate({library, false, hostCode}, [](std::string_view) {}, [] { return false; });
    return evaluation.value_or(Evaluation());
}

/// Children of this process, which is the judge.
std::set<pid_t> TestTorchBaselines::pythonPids()
{
    std::set<pid_t> pids;
    for (const pid_t child : childrenOf(getpid())) {
        const auto line = readFile("/proc/" + std::to_string(child) + "/cmdline");
        if (line && line->find("triton-fakeworker") != std::string::npos) {
            pids.insert(child);
        }
    }
    return pids;
}

std::ptrdiff_t TestTorchBaselines::pythonProcesses()
{
    return std::ssize(pythonPids());
}

/// The seed's clock is played and says what it is told; PyTorch's tells what passes, which on a busy machine is more.
void TestTorchBaselines::theFastestOfAllIsToBeBeaten()
{
    const auto judge = open("right 50e-3", "takes 1e-3");
    QVERIFY2(judge, judge ? "" : judge.error().sentence().c_str());
    QCOMPARE((*judge)->opened().fastest, std::string("torch"));
    Evaluation evaluation;
    for (int i = 0; i < 3 && evaluation.verdict != Verdict::Accepted; ++i) { // the judge's clock is a busy machine's
        evaluation = judged(**judge, deviceCode("right 0.25e-3"));
    }
    QVERIFY2(evaluation.verdict == Verdict::Accepted, evaluation.reason.c_str());
    QCOMPARE(evaluation.baseline, std::string("torch"));
    QVERIFY2(evaluation.reason.find("the fastest baseline, torch") != std::string::npos, evaluation.reason.c_str());
    QCOMPARE(evaluation.cases[0].ms, 0.25);
    QVERIFY2(evaluation.cases[0].baselineMs >= 1 && evaluation.cases[0].baselineMs < 20,
             std::to_string(evaluation.cases[0].baselineMs).c_str());
    QVERIFY2(evaluation.speedup.value >= 4, std::to_string(evaluation.speedup.value).c_str());
    QVERIFY2(evaluation.seedSpeedup > evaluation.speedup.value, std::to_string(evaluation.seedSpeedup).c_str());
}

/// A candidate that is wrong costs no start: the process that has compiled meanwhile serves the next.
void TestTorchBaselines::itsNextProcessIsBegunOnceAndAhead()
{
    const auto judge = open("right 50e-3", "takes 1e-3");
    QVERIFY2(judge, judge ? "" : judge.error().sentence().c_str());
    const std::set<pid_t> raced = pythonPids();
    QVERIFY(judged(**judge, deviceCode("empty 1e-6")).verdict == Verdict::Wrong);
    const std::set<pid_t> begun = pythonPids();
    QVERIFY(!begun.empty() && begun != raced); // what raced has ended
    QVERIFY(judged(**judge, deviceCode("empty 1e-6")).verdict == Verdict::Wrong);
    QCOMPARE(pythonPids(), begun);
    QVERIFY(judged(**judge, deviceCode("right 0.25e-3")).verdict != Verdict::Crash);
    QCOMPARE(pythonPids(), begun);
    QVERIFY(judged(**judge, deviceCode("empty 1e-6")).verdict == Verdict::Wrong);
    QVERIFY(pythonPids() != begun); // it has been timed once
}

void TestTorchBaselines::aBegunProcessMayBeLost()
{
    const auto judge = open("right 50e-3", "takes 1e-3");
    QVERIFY2(judge, judge ? "" : judge.error().sentence().c_str());
    QVERIFY(judged(**judge, deviceCode("empty 1e-6")).verdict == Verdict::Wrong);
    for (const pid_t pid : pythonPids()) {
        ::kill(pid, SIGKILL);
    }
    Evaluation evaluation;
    for (int i = 0; i < 3 && evaluation.verdict != Verdict::Accepted; ++i) {
        evaluation = judged(**judge, deviceCode("right 0.25e-3"));
    }
    QVERIFY2(evaluation.verdict == Verdict::Accepted, evaluation.reason.c_str());
}

void TestTorchBaselines::aSlowerOneLeavesTheSeedAndIsGone()
{
    const auto judge = open("right 1e-3", "takes 4e-3");
    QVERIFY2(judge, judge ? "" : judge.error().sentence().c_str());
    QCOMPARE((*judge)->opened().fastest, std::string("plain"));
    QCOMPARE((*judge)->opened().baselines.size(), std::size_t{2});
    QVERIFY((*judge)->opened().baselines[1].valid);
    QVERIFY2((*judge)->opened().baselines[1].meanMs >= 4, "its own clock");
    QCOMPARE(pythonProcesses(), std::ptrdiff_t{0});
    const Evaluation evaluation = judged(**judge, deviceCode("right 0.5e-3"));
    QVERIFY2(evaluation.verdict == Verdict::Accepted, evaluation.reason.c_str());
    QCOMPARE(evaluation.speedup.value, 2.0);
}

/// A call of PyTorch's is as the change of processes left the device: Python cannot be called ahead of the clock.
void TestTorchBaselines::codeIsWarmOnBothSidesOrNeither()
{
    const auto beside = open("right 50e-3", "takes 1e-3");
    QVERIFY2(beside, beside ? "" : beside.error().sentence().c_str());
    const Evaluation asFound = judged(**beside, deviceCode("cold 0.25e-3"));
    QVERIFY2(asFound.cases.size() == 1, asFound.reason.c_str());
    QCOMPARE(asFound.cases[0].ms, 0.5);
    const auto alone = open("right 1e-3", "takes 50e-3");
    QVERIFY2(alone, alone ? "" : alone.error().sentence().c_str());
    QCOMPARE((*alone)->opened().fastest, std::string("plain"));
    const Evaluation warm = judged(**alone, deviceCode("cold 0.25e-3"));
    QVERIFY2(warm.cases.size() == 1, warm.reason.c_str());
    QCOMPARE(warm.cases[0].ms, 0.25);
}

void TestTorchBaselines::whatDoesNotCountSaysWhy_data()
{
    QTest::addColumn<QByteArray>("torch");
    QTest::addColumn<QByteArray>("worker");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("wrong") << QByteArray("takes 1e-4 wrong") << QByteArray(ESPALIER_FAKE_PYTHON_WORKER)
                           << QByteArray("outputs untouched");
    QTest::newRow("no worker") << QByteArray("takes 1e-4") << QByteArray("/bin/false") << QByteArray("");
    QTest::newRow("no program") << QByteArray("takes 1e-4") << QByteArray("/nowhere/worker")
                                << QByteArray("cannot start");
}

void TestTorchBaselines::whatDoesNotCountSaysWhy()
{
    QFETCH(QByteArray, torch);
    QFETCH(QByteArray, worker);
    QFETCH(QByteArray, why);
    const auto judge = open("right 1e-3", torch.toStdString(), worker.toStdString());
    QVERIFY2(judge, judge ? "" : judge.error().sentence().c_str());
    const Opened& opened = (*judge)->opened();
    QCOMPARE(opened.fastest, std::string("plain"));
    QVERIFY(!opened.baselines[1].valid);
    QVERIFY2(!opened.baselines[1].reason.empty() &&
                 opened.baselines[1].reason.find(why.toStdString()) != std::string::npos,
             opened.baselines[1].reason.c_str());
}

/// A process of ours that waits for a processor makes no candidate look fast.
void TestTorchBaselines::aLateAnswerIsNoTime()
{
    const auto judge = open("right 50e-3", "takes 1e-3 late");
    QVERIFY2(judge, judge ? "" : judge.error().sentence().c_str());
    QVERIFY2((*judge)->opened().baselines[1].meanMs < 3,
             std::to_string((*judge)->opened().baselines[1].meanMs).c_str());
    const Evaluation evaluation = judged(**judge, deviceCode("right 1e-3"));
    QVERIFY2(evaluation.cases.size() == 1 && evaluation.cases[0].baselineMs < 3, evaluation.reason.c_str());
}

void TestTorchBaselines::hostCodeIsTimedAgainstIt()
{
    const auto judge = open("right 25e-3", "takes 4e-3");
    QVERIFY2(judge, judge ? "" : judge.error().sentence().c_str());
    QCOMPARE((*judge)->opened().fastest, std::string("torch"));
    const Evaluation evaluation = judged(**judge, hostCode("plain"), true);
    QVERIFY2(isValid(evaluation.verdict), evaluation.reason.c_str());
    QCOMPARE(evaluation.baseline, std::string("torch"));
    QVERIFY2(evaluation.cases[0].baselineMs >= 4 && evaluation.cases[0].ms > 1, evaluation.reason.c_str());
    const Evaluation device = judged(**judge, deviceCode("right 2e-3"));
    QVERIFY2(isValid(device.verdict) || device.verdict == Verdict::Cheat, device.reason.c_str());
}

/// A candidate shows it by itself, whatever it is timed against.
void TestTorchBaselines::keptAnswersShowBesideIt()
{
    const auto judge = open("right 25e-3", "takes 4e-3");
    QVERIFY2(judge, judge ? "" : judge.error().sentence().c_str());
    Evaluation evaluation;
    for (int i = 0; i < 3 && evaluation.verdict != Verdict::Cheat; ++i) { // the seed's clock is a busy machine's
        evaluation = judged(**judge, hostCode("keepsanswers"), true);
    }
    QVERIFY2(evaluation.verdict == Verdict::Cheat &&
                 evaluation.reason.find("as if it kept answers") != std::string::npos,
             evaluation.reason.c_str());
}

void TestTorchBaselines::theRequestNamesItsWorker()
{
    const OpenRequest sent = request("right 1e-3", "takes 1e-3", "/bin/worker");
    const auto read = requestFromText(toText(Request(sent)));
    QVERIFY(read);
    const auto& got = std::get<OpenRequest>(*read);
    QVERIFY(got.worker == sent.worker && !got.baselines[0].worker);
    QVERIFY(got.baselines[1].worker == sent.baselines[1].worker);
    std::string text = toText(Request(sent));
    const std::size_t at = text.find("/bin/worker");
    QVERIFY(at != std::string::npos);
    text.replace(at, std::string("/bin/worker").size(), "");
    QVERIFY(!requestFromText(text)); // a worker without a program
}

QTEST_GUILESS_MAIN(TestTorchBaselines)
#include "tst_torchbaselines.moc"
