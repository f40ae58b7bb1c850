#include "core/base/file.h"
#include "core/base/paths.h"
#include "core/base/processtree.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/sandbox/bubblewrap.h"
#include "core/evaluate/toolchain/opencltoolchain.h"
#include "core/opencl/buildservice.h"
#include "devicefixture.h"

#include <QtTest>

#include <thread>
#include <unistd.h>

using namespace espalier;

namespace {

/// The toolchain of a shipped task, in the sandbox of this machine.
struct Workshop
{
    TemporaryFolder folder{"espalier-devicebuilds"};
    Task task = test::shippedTask("rmsnorm");
    OpenClToolchain toolchain;

    explicit Workshop(ProcessLimits limits = kBuildLimits)
        : toolchain(task, folder.path(), findProgram(ESPALIER_BIN_DIR, "espalier-clworker"),
                    examineSandbox(findProgram(ESPALIER_BIN_DIR, "espalier-worker"), findBubblewrap()), limits)
    {
    }

    BuildOutcome build(const std::string& comment, std::stop_token stop = {})
    {
        return toolchain.build({"opencl", "opencl", {}, source() + "// " + comment + "\n"}, std::move(stop));
    }
    static std::string source() { return *readFile(ESPALIER_SOURCE_DIR "/resources/tasks/rmsnorm/seed.cl"); }
};

} // namespace

/// One server compiles for all, survives its builds, and is replaced when it does not survive.
class TestDeviceBuilds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyFoldersOfItsOwnAreAskedFor_data();
    void onlyFoldersOfItsOwnAreAskedFor();
    void theEndIsTheLastLine();
    void buildsRunSideBySide();
    void aDeadServerIsReplaced();
    void whatTakesTooLongIsKilled();
    void aStoppedBuildLeavesNothing();
};

void TestDeviceBuilds::onlyFoldersOfItsOwnAreAskedFor_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("folder");
    QTest::newRow("a build") << QByteArray("build-12\n") << QByteArray("build-12");
    for (const char* wrong : {"build-12", "build-\n", "build-1/../2\n", "../build-1\n", "build-1\nbuild-2\n",
                              "build-+1\n", "build-1 \n", "build-12345678901\n", "", "\n"}) {
        QTest::newRow(wrong) << QByteArray(wrong) << QByteArray();
    }
}

void TestDeviceBuilds::onlyFoldersOfItsOwnAreAskedFor()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, folder);
    QCOMPARE(folderAskedFor(line.toStdString()).value_or(""), folder.toStdString());
}

void TestDeviceBuilds::theEndIsTheLastLine()
{
    std::string answer = "warning: \nended 0 0\nmore" + buildEndLine({1, 0});
    const auto end = takeBuildEnd(answer);
    QVERIFY(end);
    QCOMPARE(end->exitCode, 1);
    QCOMPARE(answer, std::string("warning: \nended 0 0\nmore"));
    for (std::string cut : {"", "words", "\nended 1", "\nended 0 0\nwords", "\nended x 0\n"}) {
        QVERIFY2(!takeBuildEnd(cut), cut.c_str());
    }
}

void TestDeviceBuilds::buildsRunSideBySide()
{
    if (const std::string why = test::whyNoDevice(); !why.empty()) {
        QSKIP(why.c_str());
    }
    Workshop workshop;
    std::vector<BuildOutcome> outcomes(4);
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            threads.emplace_back([&, i] { outcomes[i] = workshop.build(std::to_string(i)); });
        }
    }
    for (const BuildOutcome& outcome : outcomes) {
        QVERIFY2(outcome.library, outcome.reason.c_str());
    }
    const BuildOutcome wrong = workshop.toolchain.build({"opencl", "opencl", {}, Workshop::source() + "oops"});
    QVERIFY(!wrong.library);
    QVERIFY2(wrong.reason.find("error") != std::string::npos, wrong.reason.c_str());
    QVERIFY(!std::filesystem::exists(workshop.folder.path() / "builds" / "build-0"));
}

void TestDeviceBuilds::aDeadServerIsReplaced()
{
    if (const std::string why = test::whyNoDevice(); !why.empty()) {
        QSKIP(why.c_str());
    }
    Workshop workshop;
    QVERIFY(workshop.build("first").library);
    killBelow(getpid());
    const BuildOutcome second = workshop.build("second");
    QVERIFY2(second.library, second.reason.c_str());
}

void TestDeviceBuilds::whatTakesTooLongIsKilled()
{
    if (const std::string why = test::whyNoDevice(); !why.empty()) {
        QSKIP(why.c_str());
    }
    ProcessLimits limits = kBuildLimits;
    limits.time = std::chrono::milliseconds(30);
    Workshop workshop(limits);
    const BuildOutcome outcome = workshop.build("slow");
    QVERIFY(!outcome.library);
    QVERIFY2(outcome.reason.find("was stopped after") != std::string::npos, outcome.reason.c_str());
}

void TestDeviceBuilds::aStoppedBuildLeavesNothing()
{
    if (const std::string why = test::whyNoDevice(); !why.empty()) {
        QSKIP(why.c_str());
    }
    {
        Workshop workshop;
        QVERIFY(workshop.build("warm").library);
        const int before = treeUsage(getpid()).processes;
        std::stop_source stop;
        stop.request_stop();
        const BuildOutcome outcome = workshop.build("stopped", stop.get_token());
        QVERIFY(!outcome.library);
        QTRY_COMPARE(treeUsage(getpid()).processes, before);
        QVERIFY(workshop.build("after").library);
    }
    QCOMPARE(treeUsage(getpid()).processes, 1);
}

QTEST_GUILESS_MAIN(TestDeviceBuilds)
#include "tst_devicebuilds.moc"
