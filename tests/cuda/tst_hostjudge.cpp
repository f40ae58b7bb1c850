#include "core/base/file.h"
#include "core/base/processtree.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/judge/judge.h"
#include "core/evaluate/judge/vendorlibrary.h"
#include "core/opencl/deviceprogram.h"
#include "core/task/sharedlibrary.h"
#include "core/task/tasklibrary.h"
#include "smalltask.h"

#include <QtTest>

#include <csignal>
#include <functional>
#include <sys/wait.h>
#include <unistd.h>

using namespace espalier;
namespace fs = std::filesystem;

namespace {

/// The keeper's process, a child of this one; -1 where there is none.
pid_t keeperProcess()
{
    for (const pid_t child : childrenOf(getpid())) {
        const auto line = readFile("/proc/" + std::to_string(child) + "/cmdline");
        if (line && line->find("--keep") != std::string::npos) {
            return child;
        }
    }
    return -1;
}

/// Kills it, and comes back when it is dead.
void loseKeeper()
{
    const pid_t keeper = keeperProcess();
    if (keeper <= 0 || kill(keeper, SIGKILL) != 0) {
        qFatal("there is no keeper that could be lost");
    }
    siginfo_t info{};
    waitid(P_PID, static_cast<id_t>(keeper), &info, WEXITED | WNOWAIT); // whoever started it reaps it
}

} // namespace

/// Candidates with host code (tier 2) before the judge, with a device that is played: memory of the keeper's in a
/// memory file, and sources of played/ for what nvcc would have made.
class TestHostJudge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void honestCodeIsTimedByTheJudge_data();
    void honestCodeIsTimedByTheJudge();
    void refusedWithItsOwnVerdict_data();
    void refusedWithItsOwnVerdict();
    void deviceCodeIsJudgedAsBefore();
    void withoutSharedMemoryItIsNotRun();
    void aLostKeeperIsReplaced();
    void aKeeperThatIsLostAgainIsSaid();
    void theRequestSaysWhatItIs();
    void librariesOfOthersAreNamed();

private:
    Result<std::unique_ptr<Judge>> open();
    fs::path deviceCode(const std::string& behaviour);
    fs::path hostCode(const std::string& name);
    using Told = std::function<void(std::string_view)>;
    Evaluation judged(const fs::path& library, bool hostCode, const Told& stage = [](std::string_view) {});
    template <class Expected>
    Evaluation judgedUntil(const fs::path& library, Expected expected);

    TemporaryFolder m_folder{"espalier-hostjudge"};
    std::unique_ptr<Judge> m_judge;
};

void TestHostJudge::initTestCase()
{
    qputenv("XDG_CACHE_HOME", (m_folder.path() / "cache").c_str());
    test::smallSoftmax(m_folder.path() / "small", true);
    auto judge = open();
    QVERIFY2(judge, judge ? "" : judge.error().sentence().c_str());
    m_judge = *std::move(judge);
    const auto library = buildSharedLibrary({{"main.cpp", "extern \"C\" void multiply() {}\n"}}, {},
                                            m_folder.path() / "libcublas.so.0", "a library");
    QVERIFY2(library, library ? "" : library.error().sentence().c_str());
}

Result<std::unique_ptr<Judge>> TestHostJudge::open()
{
    OpenRequest request;
    request.task = m_folder.path() / "small";
    request.worker.program = ESPALIER_FAKE_WORKER;
    request.filtersCalls = false;
    request.device = true;
    request.baselines = {{"plain", deviceCode("right 4e-3")}};
    request.secondsPerCase = 0.05;
    request.worker.patience.call = std::chrono::milliseconds(500);
    return Judge::open(request);
}

fs::path TestHostJudge::deviceCode(const std::string& behaviour)
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

/// Compiled once.
fs::path TestHostJudge::hostCode(const std::string& name)
{
    const fs::path sources = ESPALIER_SOURCE_DIR "/tests/cuda/played";
    const fs::path library = m_folder.path() / (name + ".so");
    if (fs::exists(library)) {
        return library;
    }
    const auto built = buildSharedLibrary(
        {{"main.cpp", *readFile(sources / (name + ".cpp"))}, {"played.h", *readFile(sources / "played.h")}},
        {"-O2", "-DLIBRARY=\"" + (m_folder.path() / "libcublas.so.0").string() + "\""}, library, name);
    if (!built) {
        qFatal("%s", built.error().sentence().c_str());
    }
    return library;
}

Evaluation TestHostJudge::judged(const fs::path& library, bool hostCode, const Told& stage)
{
    const auto evaluation = m_judge->evaluate({library, false, hostCode}, stage, [] { return false; });
    if (!evaluation) {
        qFatal("the judge came back with nothing");
    }
    return *evaluation;
}

/// What is played is work of a processor, whose clocks run late where others are busy on it: an evaluation that is not
/// as it should be is made again, twice at most. The last one.
template <class Expected>
Evaluation TestHostJudge::judgedUntil(const fs::path& library, Expected expected)
{
    Evaluation evaluation = judged(library, true);
    for (int again = 0; again < 2 && !expected(evaluation); ++again) {
        evaluation = judged(library, true);
    }
    return evaluation;
}

void TestHostJudge::honestCodeIsTimedByTheJudge_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"plain", "joins", "scratch", "warmsup"}) {
        QTest::newRow(name) << QByteArray(name);
    }
}

/// It takes two milliseconds and the baseline four. Here both are work of a processor that others may be busy on, so
/// the figures are only roughly so.
void TestHostJudge::honestCodeIsTimedByTheJudge()
{
    QFETCH(QByteArray, name);
    bool seemedToRemember = false;
    const Evaluation evaluation = judgedUntil(hostCode(name.toStdString()), [&](const Evaluation& one) {
        seemedToRemember = seemedToRemember || one.reason.find("as if it kept answers") != std::string::npos;
        return isValid(one.verdict);
    });
    QVERIFY(!seemedToRemember);
    QVERIFY2(isValid(evaluation.verdict), evaluation.reason.c_str());
    QVERIFY2(evaluation.speedup.value > 0.5 && evaluation.speedup.value < 8,
             std::to_string(evaluation.speedup.value).c_str());
    QCOMPARE(evaluation.cases.size(), std::size_t{1});
    QVERIFY2(evaluation.cases[0].ms > 1 && evaluation.cases[0].ms < 8, std::to_string(evaluation.cases[0].ms).c_str());
    QVERIFY(evaluation.cases[0].pairs >= 8);
    QVERIFY(evaluation.cases[0].newInputs && evaluation.cases[0].newInputs->calls >= 4);
}

void TestHostJudge::refusedWithItsOwnVerdict_data()
{
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QByteArray>("word");
    const auto row = [](const char* name, Verdict verdict, const char* word) {
        QTest::newRow(name) << static_cast<int>(verdict) << QByteArray(word);
    };
    row("returnsearly", Verdict::Cheat, "wrote to its outputs after it had returned");
    row("slowclock", Verdict::Cheat, "the device's clock says ");
    row("noclock", Verdict::Cheat, "told no time of the device");
    row("oldoutput", Verdict::Wrong, "outputs untouched");
    row("sometimesidle", Verdict::Wrong, "outputs untouched");
    row("firstpointers", Verdict::Wrong, "outputs untouched");
    row("keepsanswers", Verdict::Cheat, "as if it kept answers");
    row("keepslater", Verdict::Cheat, "as if it kept answers");
    row("keepsinrows", Verdict::Cheat, "as if it kept answers");
    row("goeson", Verdict::Cheat, "kept computing after it had returned");
    row("writesinput", Verdict::Cheat, "changed its inputs");
    row("pastend", Verdict::Wrong, "past the end of output y");
    row("nolibrary", Verdict::Crash, "");
    row("otherslibrary", Verdict::Cheat, "it loaded libcublas.so.0, a library of others");
    row("leaves", Verdict::Crash, "");
    row("endless", Verdict::Timeout, "did not return within");
}

void TestHostJudge::refusedWithItsOwnVerdict()
{
    QFETCH(int, verdict);
    QFETCH(QByteArray, word);
    // Refused each time; a busy machine may have another reason than the one that is looked for.
    bool everValid = false;
    const Evaluation evaluation = judgedUntil(hostCode(QTest::currentDataTag()), [&](const Evaluation& one) {
        everValid = everValid || isValid(one.verdict);
        return one.reason.find(word.toStdString()) != std::string::npos;
    });
    QVERIFY(!everValid);
    QVERIFY2(evaluation.verdict == static_cast<Verdict>(verdict),
             (std::string(toText(evaluation.verdict)) + ": " + evaluation.reason).c_str());
    QVERIFY2(evaluation.reason.find(word.toStdString()) != std::string::npos, evaluation.reason.c_str());
    QCOMPARE(evaluation.fitness(), 0.0);
}

/// By the device's own clock, after host code and before. What is played may be late on a busy machine.
void TestHostJudge::deviceCodeIsJudgedAsBefore()
{
    const Evaluation evaluation = judged(deviceCode("right 2e-3"), false);
    if (evaluation.verdict != Verdict::Cheat) {
        QVERIFY2(evaluation.verdict == Verdict::Accepted, evaluation.reason.c_str());
        QCOMPARE(evaluation.speedup.value, 2.0);
    }
}

void TestHostJudge::withoutSharedMemoryItIsNotRun()
{
    auto judge = open();
    QVERIFY(judge);
    std::swap(m_judge, *judge);
    qputenv("ESPALIER_PLAYED_NO_SHARING", "the GPU's memory cannot be shared here");
    const Evaluation evaluation = judged(hostCode("plain"), true);
    const Evaluation device = judged(deviceCode("right 2e-3"), false);
    qunsetenv("ESPALIER_PLAYED_NO_SHARING");
    std::swap(m_judge, *judge);
    QVERIFY2(evaluation.verdict == Verdict::Built, evaluation.reason.c_str());
    QVERIFY2(evaluation.reason.find("the GPU's memory cannot be shared here") != std::string::npos,
             evaluation.reason.c_str());
    QVERIFY2(device.verdict != Verdict::Built, device.reason.c_str());
}

void TestHostJudge::aLostKeeperIsReplaced()
{
    int lost = 0;
    const Evaluation evaluation = judged(hostCode("plain"), true, [&](std::string_view stage) {
        if (stage == "timing" && lost++ == 0) {
            loseKeeper();
        }
    });
    QCOMPARE(lost, 2);
    QVERIFY2(isValid(evaluation.verdict) || evaluation.verdict == Verdict::Cheat, evaluation.reason.c_str());
}

/// While it is checked, and again when it would be timed: then the judge used to come back with nothing.
void TestHostJudge::aKeeperThatIsLostAgainIsSaid()
{
    int checks = 0;
    const Evaluation evaluation = judged(hostCode("plain"), true, [&](std::string_view stage) {
        if ((stage == "checking" && ++checks == 1 && keeperProcess() > 0) || (stage == "timing" && checks > 0)) {
            loseKeeper();
        }
    });
    QCOMPARE(evaluation.verdict, Verdict::Crash);
    QVERIFY2(evaluation.reason.find("the process that keeps the GPU's memory was lost twice") != std::string::npos,
             evaluation.reason.c_str());
    const Evaluation next = judgedUntil(hostCode("plain"), [](const Evaluation& one) { return isValid(one.verdict); });
    QVERIFY2(isValid(next.verdict), next.reason.c_str());
}

void TestHostJudge::theRequestSaysWhatItIs()
{
    const auto read = requestFromText(toText(Request(EvaluateRequest{"/a", false, true})));
    QVERIFY(read && std::get<EvaluateRequest>(*read).hostCode);
    QVERIFY(!requestFromText(R"({"op": "evaluate", "library": "/a", "careful": false})"));
    QVERIFY(!requestFromText(R"({"op": "evaluate", "library": "/a", "careful": false, "host_code": 1})"));
}

void TestHostJudge::librariesOfOthersAreNamed()
{
    const std::string own = "7f0-7f1 r-xp 00000000 00:01 12 /usr/lib/libcuda.so.1\n7f2-7f3 rw-p 0 00:00 0 \n"
                            "7f4-7f5 r-xp 0 00:01 3 /memfd:candidate (deleted)\n";
    QVERIFY(!vendorLibraryIn(own) && !vendorLibraryIn("") && !vendorLibraryIn("\n\n/"));
    QCOMPARE(vendorLibraryIn(own + "7f6-7f7 r-xp 0 08:01 99 /usr/local/cuda/lib64/libcublasLt.so.13").value_or(""),
             std::string("libcublasLt.so.13"));
    QCOMPARE(vendorLibraryIn(own + "7f6-7f7 r-xp 0 08:01 99 /opt/libtorch\x1b[1m_cuda.so\n" + own).value_or(""),
             std::string("libtorch[1m_cuda.so"));
}

QTEST_GUILESS_MAIN(TestHostJudge)
#include "tst_hostjudge.moc"
