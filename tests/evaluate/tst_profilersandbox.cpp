#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/sandbox/profilercommand.h"
#include "core/evaluate/sandbox/sandbox.h"
#include "evaluatorfixture.h"

#include <QtTest>

#include <filesystem>
#include <unistd.h>

using namespace espalier;
namespace fs = std::filesystem;

/// A run of a profiler, played by a shell script in the place of ncu, and what holds it.
class TestProfilerSandbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void itWritesItsReportAndSeesItsProgram();
    void nothingOfTheUserIsSeen();
    void nothingElseIsWritten();
    void thereIsNoNetworkAndNoOtherProcess();
    void itKeepsToItsLimits_data();
    void itKeepsToItsLimits();

private:
    /// What a profiler that does this prints.
    ProcessOutcome played(const std::string& script, const std::optional<Bubblewrap>& bubblewrap,
                          const ProcessLimits& limits = kProfilerLimits)
    {
        const fs::path ncu = m_home.path() / "tools" / "ncu";
        fs::create_directories(ncu.parent_path());
        if (!writeFileAtomic(ncu, "#!/bin/sh\n" + script + "\n")) {
            qFatal("cannot write a profiler");
        }
        fs::permissions(ncu, fs::perms::owner_all);
        const auto run = runProcess(
            profilerProcess(bubblewrap, m_folder.path(), {ncu.parent_path()}, {ncu.string(), "report.csv"}, limits));
        return run ? *run : ProcessOutcome{};
    }

    TemporaryFolder m_home{"espalier-home"};
    TemporaryFolder m_folder{"espalier-profile"};
    std::optional<Bubblewrap> m_bubblewrap;
    QByteArray m_before = qgetenv("HOME");
};

void TestProfilerSandbox::initTestCase()
{
    m_bubblewrap = examineSandbox(test::programs() / "espalier-worker", findBubblewrap()).bubblewrap;
    QVERIFY(writeFileAtomic(m_home.path() / "secret", "a key"));
    qputenv("HOME", m_home.path().c_str());
}

void TestProfilerSandbox::itWritesItsReportAndSeesItsProgram()
{
    for (const auto& bubblewrap : {m_bubblewrap, std::optional<Bubblewrap>()}) {
        const ProcessOutcome run =
            played("echo kernels > \"$1\"; touch /tmp/nsight-compute-lock; cat /proc/self/status | "
                   "head -1; ls /dev/null",
                   bubblewrap);
        QVERIFY2(run.succeeded(), run.output.c_str());
        const auto report = readFile(m_folder.path() / "report.csv");
        QVERIFY(report && *report == "kernels\n");
        fs::remove(m_folder.path() / "report.csv");
    }
    fs::remove("/tmp/nsight-compute-lock"); // of the run without bubblewrap
}

void TestProfilerSandbox::nothingOfTheUserIsSeen()
{
    if (!m_bubblewrap) {
        QSKIP("bubblewrap does not work on this machine");
    }
    const ProcessOutcome run =
        played("cat '" + (m_home.path() / "secret").string() + "'; ls /home /root; echo end", m_bubblewrap);
    QVERIFY2(run.output.find("a key") == std::string::npos, run.output.c_str());
    QVERIFY2(run.output.ends_with("end\n"), run.output.c_str());
    QVERIFY(played("echo HOME=$HOME", m_bubblewrap).output.find(m_folder.path().string()) != std::string::npos);
}

void TestProfilerSandbox::nothingElseIsWritten()
{
    if (!m_bubblewrap) {
        QSKIP("bubblewrap does not work on this machine");
    }
    const fs::path outside = m_home.path() / "outside";
    const ProcessOutcome run = played("echo x > '" + outside.string() +
                                          "'; echo x > /usr/espalier-was-here; echo x > "
                                          "/etc/espalier-was-here; echo x > /var/espalier-was-here; echo x >> \"$0\"",
                                      m_bubblewrap);
    QVERIFY2(!run.output.empty(), "nothing was refused");
    QVERIFY(!fs::exists(outside));
    for (const char* path : {"/usr/espalier-was-here", "/etc/espalier-was-here", "/var/espalier-was-here"}) {
        QVERIFY2(!fs::exists(path), path);
    }
    const auto script = readFile(m_home.path() / "tools" / "ncu");
    QVERIFY(script && script->ends_with("\"$0\"\n"));
}

void TestProfilerSandbox::thereIsNoNetworkAndNoOtherProcess()
{
    if (!m_bubblewrap) {
        QSKIP("bubblewrap does not work on this machine");
    }
    const ProcessOutcome run =
        played("grep -c ':' /proc/net/dev; kill -0 " + std::to_string(getpid()) + " && echo reached", m_bubblewrap);
    QVERIFY2(run.output.starts_with("1\n"), run.output.c_str()); // the loop, by which ncu speaks to what it watches
    QVERIFY2(run.output.find("reached") == std::string::npos, run.output.c_str());
}

void TestProfilerSandbox::itKeepsToItsLimits_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("time") << QByteArray("sleep 60");
    QTest::newRow("printed") << QByteArray("yes");
    QTest::newRow("processes") << QByteArray("for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 60 & done; wait");
    QTest::newRow("memory") << QByteArray("head -c 400000000 /dev/zero | tail -c 400000000 > /dev/null; sleep 60");
}

void TestProfilerSandbox::itKeepsToItsLimits()
{
    QFETCH(QByteArray, script);
    ProcessLimits limits = kProfilerLimits;
    limits.time = std::chrono::seconds(QLatin1String(QTest::currentDataTag()) == QLatin1String("time") ? 1 : 30);
    limits.memory = std::size_t{100} << 20;
    limits.printed = std::size_t{1} << 20;
    limits.processes = 8;
    for (const auto& bubblewrap : {m_bubblewrap, std::optional<Bubblewrap>()}) {
        const ProcessOutcome run = played(script.toStdString(), bubblewrap, limits);
        QVERIFY(run.timedOut == (limits.time == std::chrono::seconds(1)));
        QVERIFY(run.timedOut || run.exceeded);
    }
}

QTEST_GUILESS_MAIN(TestProfilerSandbox)
#include "tst_profilersandbox.moc"
