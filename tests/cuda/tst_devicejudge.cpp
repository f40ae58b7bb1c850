#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/judge/judge.h"
#include "core/opencl/deviceprogram.h"
#include "core/task/tasklibrary.h"
#include "smalltask.h"

#include <QtTest>

using namespace espalier;
namespace fs = std::filesystem;

namespace {

const std::string kManifest = "// launch: softmax global(rows) local(1) args(x, y, rows, cols)\n";

/// The one with a case for GPUs, or the one without any.
fs::path smallTask(const fs::path& folder, bool withGpuCase)
{
    const fs::path place = folder / (withGpuCase ? "small" : "without");
    test::smallSoftmax(place, withGpuCase);
    return place;
}

} // namespace

/// The judge with workers that drive a device: whose clock counts, and that everything a device answers is checked.
class TestDeviceJudge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theDevicesTimesCount();
    void codeIsWarmWhenTimesAreTaken();
    void refusedWithItsOwnVerdict_data();
    void refusedWithItsOwnVerdict();
    void clocksThatAgree_data();
    void clocksThatAgree();
    void rowsOfTheJudgesClock_data();
    void rowsOfTheJudgesClock();
    void sparesAreReadyOrGone();
    void gpuCasesAreNeeded();
    void casesMayBeNamed();

private:
    Result<std::unique_ptr<Judge>> open(bool withGpuCase = true);
    fs::path program(const std::string& behaviour);
    Evaluation judged(const std::string& behaviour);

    TemporaryFolder m_folder{"espalier-devicejudge"};
    KernelSignature m_signature;
    std::unique_ptr<Judge> m_judge;
};

void TestDeviceJudge::initTestCase()
{
    qputenv("XDG_CACHE_HOME", (m_folder.path() / "cache").c_str());
    const auto task = loadTask(smallTask(m_folder.path(), true));
    QVERIFY2(task, task ? "" : task.error().sentence().c_str());
    m_signature = KernelSignature::of(*task);
    auto judge = open();
    QVERIFY2(judge, judge ? "" : judge.error().sentence().c_str());
    m_judge = *std::move(judge);
}

fs::path TestDeviceJudge::program(const std::string& behaviour)
{
    static int number = 0;
    const fs::path file = m_folder.path() / ("program-" + std::to_string(number++));
    if (!writeFileAtomic(file, DeviceProgram{m_signature, kManifest, behaviour}.toBytes())) {
        qFatal("cannot write a program");
    }
    return file;
}

Result<std::unique_ptr<Judge>> TestDeviceJudge::open(bool withGpuCase)
{
    OpenRequest request;
    request.task = withGpuCase ? m_folder.path() / "small" : smallTask(m_folder.path(), false);
    request.worker.program = ESPALIER_FAKE_WORKER;
    request.filtersCalls = false;
    request.device = true;
    request.baselines = {{"plain", program("right 2e-3")}};
    request.secondsPerCase = 0.05;
    return Judge::open(request);
}

Evaluation TestDeviceJudge::judged(const std::string& behaviour)
{
    const auto evaluation =
        m_judge->evaluate({program(behaviour), false}, [](std::string_view) {}, [] { return false; });
    return evaluation.value_or(Evaluation());
}

void TestDeviceJudge::theDevicesTimesCount()
{
    QCOMPARE(m_judge->opened().baselines.front().ms.front(), 2.0);
    const Evaluation evaluation = judged("right 1e-3");
    QVERIFY2(evaluation.verdict == Verdict::Accepted, evaluation.reason.c_str());
    QCOMPARE(evaluation.speedup.value, 2.0);
    QCOMPARE(evaluation.cases.size(), std::size_t{1});
    QCOMPARE(evaluation.cases[0].name, std::string("4096x8192"));
    QCOMPARE(evaluation.cases[0].ms, 1.0);
    // Where the worker's threads run, and who waits for the processor, says nothing of the device's time.
    QVERIFY(std::ranges::none_of(evaluation.preflight,
                                 [](const std::string& note) { return note.find("disturbed") != note.npos; }));
    QCOMPARE(evaluation.cases[0].dropped, 0);
    QVERIFY(evaluation.cases[0].pairs >= 9); // fewer, and one that is far off moves the interval's end
    QCOMPARE(evaluation.cases[0].coresUsed, 0.0);
}

void TestDeviceJudge::codeIsWarmWhenTimesAreTaken()
{
    const Evaluation evaluation = judged("cold 1e-3");
    QVERIFY2(evaluation.verdict == Verdict::Accepted, evaluation.reason.c_str());
    QCOMPARE(evaluation.cases.at(0).ms, 1.0);
    QCOMPARE(evaluation.speedup.value, 2.0);
}

void TestDeviceJudge::refusedWithItsOwnVerdict_data()
{
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QByteArray>("word");
    const auto row = [](const char* name, Verdict verdict, const char* word) {
        QTest::newRow(name) << static_cast<int>(verdict) << QByteArray(word);
    };
    row("empty 1e-6", Verdict::Wrong, "outputs untouched");
    row("half 1e-6", Verdict::Wrong, "% of its outputs untouched");
    row("pastend 1e-6", Verdict::Wrong, "past the end of output y");
    row("fault 1e-3", Verdict::Crash, "the device stopped it: the device answered 700");
    row("hang 1e-3", Verdict::Timeout, "did not return within 2000 ms");
    row("slow 1e-3", Verdict::Cheat, "the device's clock says 1000.0 µs of a call and the judge's ");
    row("future 1000", Verdict::Crash, "no time of the device");
    row("right 0", Verdict::Crash, "no time of the device");
    row("right -1", Verdict::Crash, "no time of the device");
    row("silent 1e-3", Verdict::Crash, "no time of the device");
    row("stale 1e-3", Verdict::Crash, "no time of the device");
}

void TestDeviceJudge::refusedWithItsOwnVerdict()
{
    QFETCH(int, verdict);
    QFETCH(QByteArray, word);
    const Evaluation evaluation = judged(QTest::currentDataTag());
    QVERIFY2(evaluation.verdict == static_cast<Verdict>(verdict), evaluation.reason.c_str());
    QVERIFY2(evaluation.reason.find(word.toStdString()) != std::string::npos, evaluation.reason.c_str());
    QCOMPARE(evaluation.fitness(), 0.0);
    const Evaluation next = judged("right 1e-3");
    QVERIFY2(next.verdict == Verdict::Accepted, next.reason.c_str());
}

void TestDeviceJudge::clocksThatAgree_data()
{
    QTest::addColumn<double>("device");
    QTest::addColumn<bool>("agree");
    QTest::newRow("alike") << 1e-3 << true;
    QTest::newRow("a little less") << 0.98e-3 << true;
    QTest::newRow("a little more") << 1.02e-3 << true;
    QTest::newRow("too little") << 0.95e-3 << false;
    QTest::newRow("too much") << 1.05e-3 << false;
    QTest::newRow("half") << 0.5e-3 << false;
}

/// Whatever starting and answering takes, here 0.7 ms.
void TestDeviceJudge::clocksThatAgree()
{
    QFETCH(double, device);
    QFETCH(bool, agree);
    const ClockReading few{10, 0.7e-3 + 10 * 1e-3, 10 * device};
    const ClockReading many{30, 0.7e-3 + 30 * 1e-3, 30 * device};
    QCOMPARE(espalier::agree(few, many), agree);
    // 2 µs are forgiven: here a launch of 1 µs that the judge sees take 2.
    QVERIFY(espalier::agree({10, 20e-6, 10e-6}, {30, 60e-6, 30e-6}));
}

void TestDeviceJudge::rowsOfTheJudgesClock_data()
{
    QTest::addColumn<double>("few");    // seconds of three calls beside what the device takes, by the judge's clock
    QTest::addColumn<double>("many");   // of nine
    QTest::addColumn<double>("call");   // what one takes
    QTest::addColumn<double>("device"); // what its clock says of one
    QTest::addColumn<bool>("agree");
    QTest::newRow("nobody slept") << 327e-6 << 315e-6 << 151e-6 << 151e-6 << true;
    QTest::newRow("two streams, joined, on an H200") << 431e-6 << 517e-6 << 151e-6 << 151e-6 << true;
    QTest::newRow("on a stream of its own") << 400e-6 << 400e-6 << 151e-6 << 3e-6 << false;
    QTest::newRow("a third on a stream of its own") << 400e-6 << 400e-6 << 151e-6 << 100e-6 << false;
    QTest::newRow("a device that says more") << 400e-6 << 400e-6 << 151e-6 << 160e-6 << false;
    QTest::newRow("a short row made long") << 2e-3 << 400e-6 << 151e-6 << 151e-6 << false;
}

/// Where host code is judged the judge's clock counts, and a device that says less gains nothing.
void TestDeviceJudge::rowsOfTheJudgesClock()
{
    QFETCH(double, few);
    QFETCH(double, many);
    QFETCH(double, call);
    QFETCH(double, device);
    QFETCH(bool, agree);
    QCOMPARE(agreeInRows({3, few + 3 * call, 3 * device}, {9, many + 9 * call, 9 * device}), agree);
}

void TestDeviceJudge::sparesAreReadyOrGone()
{
    const auto task = loadTask(m_folder.path() / "small");
    auto inputs = MemoryFile::create("inputs", 4096, MemoryFile::Access::ReadOnly);
    QVERIFY(task && inputs);
    WorkBench bench{*task, {}, false, 1, {}, HonestBudget(*task), 4096, std::make_unique<Crew>(1), std::move(*inputs)};
    bench.device = true;
    Workplace place{bench, {ESPALIER_FAKE_WORKER}};
    SpareWorkers spares(place, 2);
    QVERIFY(!spares.take());
    spares.refill();
    auto one = spares.take();
    QVERIFY(one && spares.take() && spares.take()); // each that goes is replaced
    const auto bytes = readFile(program("right 1e-3"));
    const auto copy = MemoryFile::sealedCopy("program", *bytes);
    QVERIFY(copy && one->process->give(*copy) && one->process->waitLoaded(Patience().load));
    auto early = spares.takeEarly(); // its program waits for it
    QVERIFY(early && early->process->give(*copy) && early->process->waitReady(Patience().ready));
    QVERIFY(early->process->waitLoaded(Patience().load));
    place.kind.program = "/bin/false";
    QVERIFY(spares.take() && spares.take()); // begun before
    QVERIFY(!spares.take());
}

void TestDeviceJudge::gpuCasesAreNeeded()
{
    const auto judge = open(false);
    QVERIFY(!judge);
    QVERIFY2(judge.error().sentence().find("no case with the role gpu") != std::string::npos,
             judge.error().sentence().c_str());
}

void TestDeviceJudge::casesMayBeNamed()
{
    OpenRequest request;
    request.task = m_folder.path() / "small";
    request.worker.program = ESPALIER_FAKE_WORKER;
    request.filtersCalls = false;
    request.device = true;
    request.baselines = {{"plain", program("right 2e-3")}};
    request.secondsPerCase = 0.05;
    request.cases = {"4096x8192"};
    const auto read = requestFromText(toText(Request(request)));
    QVERIFY(read);
    QCOMPARE(std::get<OpenRequest>(*read).cases, request.cases);
    const auto judge = Judge::open(request);
    QVERIFY2(judge, judge ? "" : judge.error().sentence().c_str());
    QCOMPARE((*judge)->opened().baselines.front().ms.size(), std::size_t{1});
    request.cases = {"tiny"}; // not of the role
    const auto none = Judge::open(request);
    QVERIFY(!none);
    QVERIFY2(none.error().sentence().find("no case with the role gpu that was asked for") != std::string::npos,
             none.error().sentence().c_str());
}

QTEST_GUILESS_MAIN(TestDeviceJudge)
#include "tst_devicejudge.moc"
