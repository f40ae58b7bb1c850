#include "core/base/file.h"
#include "core/base/processtree.h"
#include "core/evaluate/sandbox/buildcommand.h"
#include "core/evaluate/sandbox/selftest.h"
#include "evaluatorfixture.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <filesystem>

using namespace espalier;

/// The two sandboxes as they are on this machine, and what stands in where a layer is missing.
class TestSandbox : public QObject
{
    Q_OBJECT

private:
    /// A program of that name which does as the shell script says.
    std::filesystem::path script(const char* name, const std::string& text)
    {
        const auto path = std::filesystem::path(m_folder.path().toStdString()) / name;
        [[maybe_unused]] const auto written = writeFileAtomic(path, "#!/bin/sh\n" + text + "\n");
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        return path;
    }
    /// Processes anywhere on this machine whose command line holds the word.
    static int running(const std::string& word)
    {
        int found = 0;
        std::error_code gone;
        for (const auto& entry : std::filesystem::directory_iterator("/proc", gone)) {
            const auto line = readFile(entry.path() / "cmdline");
            found += line && line->find(word) != std::string::npos ? 1 : 0;
        }
        return found;
    }
    ProcessSpec shell(const Sandbox& sandbox, const std::string& text, ProcessLimits limits)
    {
        return confinedBuild(sandbox, m_worker, m_folder.path().toStdString(), {"/bin/sh", "-c", text}, limits);
    }

    QTemporaryDir m_folder;
    std::filesystem::path m_worker = test::programs() / "espalier-worker";
    Sandbox m_sandbox = examineSandbox(m_worker, findBubblewrap());
    Sandbox m_reduced = examineSandbox(m_worker, std::nullopt);

private Q_SLOTS:
    void bothHoldAgainstEveryAttempt();
    void withoutBubblewrapItIsReduced();
    void aBlockedBubblewrapIsNamed();
    void whereNothingConfinesNothingRuns();
    void aBuildLeavesNoProcess_data();
    void aBuildLeavesNoProcess();
    void aBuildKeepsToTheLimitsOfItsTree_data();
    void aBuildKeepsToTheLimitsOfItsTree();
    void aBuildSeesItsFolderAndNoOther();
    void anEvaluationSaysWhatHeld();
};

void TestSandbox::bothHoldAgainstEveryAttempt()
{
    if (!m_sandbox.bubblewrap) {
        QSKIP("bubblewrap does not work on this machine");
    }
    QCOMPARE(m_sandbox.trust.sandbox, std::string("full"));
    const std::vector<Trial> trials = testSandboxes(m_sandbox, m_worker);
    QCOMPARE(trials.size(), std::size_t{12});
    for (const Trial& trial : trials) {
        QVERIFY2(trial.held, (trial.sandbox + ": " + trial.attempt + ": " + trial.how).c_str());
    }
}

void TestSandbox::withoutBubblewrapItIsReduced()
{
    QCOMPARE(m_reduced.trust.sandbox, std::string("reduced"));
    QVERIFY(!m_reduced.bubblewrap && m_reduced.filtersCalls);
    QCOMPARE(m_reduced.whyNotFull, std::string("bubblewrap is not installed"));
    for (const Trial& trial : testSandboxes(m_reduced, m_worker)) {
        const bool filter = trial.sandbox == "run"; // a compiler has no filter of system calls
        const bool limits = trial.attempt.rfind("take", 0) == 0 || trial.attempt.rfind("start", 0) == 0;
        QVERIFY2(trial.held || !(filter || limits), (trial.sandbox + ": " + trial.attempt + ": " + trial.how).c_str());
    }
}

void TestSandbox::aBlockedBubblewrapIsNamed()
{
    const auto blocked = script("bwrap", "echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1");
    const Sandbox sandbox = examineSandbox(m_worker, blocked);
    QCOMPARE(sandbox.trust.sandbox, std::string("reduced"));
    QVERIFY(!sandbox.bubblewrap);
    QVERIFY2(sandbox.whyNotFull.find("setting up uid map") != std::string::npos, sandbox.whyNotFull.c_str());
    QCOMPARE(sandbox.trust.layers, m_reduced.trust.layers);
}

void TestSandbox::whereNothingConfinesNothingRuns()
{
    script("espalier-judge", "exit 0");
    const auto bare = script("espalier-worker", "echo trying; exit 0");
    QVERIFY(examineSandbox(bare, std::nullopt).none());
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", "/nowhere");
    LocalEvaluatorOptions options;
    options.programs = m_folder.path().toStdString();
    const auto refused = LocalEvaluator::open(test::rmsnormTask(), options);
    options.consent = SandboxConsent::RunUnconfined;
    const auto allowed = LocalEvaluator::open(test::rmsnormTask(), options);
    qputenv("PATH", path);
    QVERIFY(!refused && !allowed);
    QCOMPARE(refused.error().kind, ErrorKind::Unsandboxed);
    QVERIFY(refused.error().sentence().find("--allow-unsandboxed") != std::string::npos);
    QVERIFY2(allowed.error().sentence().find("compiler") != std::string::npos, allowed.error().sentence().c_str());
}

void TestSandbox::aBuildLeavesNoProcess_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("that outlives its parent") << QStringLiteral("setsid sleep %1 & exit 0");
    QTest::newRow("that is there at the time limit") << QStringLiteral("setsid sleep %1 & sleep %1");
}

void TestSandbox::aBuildLeavesNoProcess()
{
    QFETCH(QString, text);
    if (!m_sandbox.bubblewrap) {
        QSKIP("an orphan is only found in a PID namespace");
    }
    const std::string seconds = "98765" + std::to_string(getpid());
    ProcessLimits limits = kBuildLimits;
    limits.time = std::chrono::milliseconds(700);
    const auto run = runProcess(shell(m_sandbox, text.arg(QString::fromStdString(seconds)).toStdString(), limits));
    QVERIFY(run);
    QTRY_COMPARE(running(seconds), 0); // the kernel is done with a killed namespace a moment later
}

void TestSandbox::aBuildKeepsToTheLimitsOfItsTree_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("limit");
    QTest::newRow("printed") << QStringLiteral("yes") << static_cast<int>(TreeLimit::Printed);
    QTest::newRow("processes") << QStringLiteral("for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 60 & done; wait")
                               << static_cast<int>(TreeLimit::Processes);
    QTest::newRow("memory") << QStringLiteral("for i in 1 2 3 4; do (yes | tr -d '\\n' | head -c 40000000; sleep 60) | "
                                              "tail & done; wait")
                            << static_cast<int>(TreeLimit::Memory);
}

void TestSandbox::aBuildKeepsToTheLimitsOfItsTree()
{
    QFETCH(QString, text);
    QFETCH(int, limit);
    for (const Sandbox* sandbox : {&m_sandbox, &m_reduced}) {
        ProcessLimits limits{std::chrono::seconds(30), std::size_t{100} << 20, std::size_t{1} << 20,
                             std::size_t{1} << 20, limit == static_cast<int>(TreeLimit::Processes) ? 10 : 64};
        const auto run = runProcess(shell(*sandbox, text.toStdString(), limits));
        QVERIFY(run);
        QVERIFY2(run->exceeded && static_cast<int>(*run->exceeded) == limit, run->output.substr(0, 300).c_str());
    }
}

void TestSandbox::aBuildSeesItsFolderAndNoOther()
{
    if (!m_sandbox.bubblewrap) {
        QSKIP("bubblewrap does not work on this machine");
    }
    const auto run = runProcess(shell(m_sandbox,
                                      "echo made > made && test ! -e /home && test ! -e /root && "
                                      "test ! -e /etc/passwd && env",
                                      kBuildLimits));
    QVERIFY2(run && run->succeeded(), run ? run->output.c_str() : "");
    QVERIFY(QFileInfo::exists(m_folder.filePath(QStringLiteral("made"))));
    QVERIFY2(run->output.find("HOME") == std::string::npos, run->output.c_str());
}

void TestSandbox::anEvaluationSaysWhatHeld()
{
    const auto evaluator = test::openRmsnorm();
    const Evaluation evaluation =
        test::evaluate(*evaluator, test::candidateFrom(test::fixtureText("controls/scratch.cpp")));
    QVERIFY2(isValid(evaluation.verdict), evaluation.reason.c_str());
    QCOMPARE(evaluation.trust, evaluator->sandbox().trust);
    QCOMPARE(evaluation.trust.tier, 2);
    QCOMPARE(evaluation.trust.layers, m_sandbox.trust.layers);
}

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
