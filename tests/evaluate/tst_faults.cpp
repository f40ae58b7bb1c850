#include "evaluatorfixture.h"
#include "leftovers.h"

#include <QtTest>

#include <atomic>
#include <csignal>
#include <set>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace espalier;

/// What may go wrong in an evaluation goes wrong: it ends with a verdict and a reason, the next one is judged as ever,
/// and nothing is left behind.
class TestFaults : public QObject
{
    Q_OBJECT

private:
    static Candidate honest(const std::string& mark)
    {
        return test::candidateFrom("// " + mark + "\n" + test::fixtureText("controls/scratch.cpp"));
    }
    static std::string program(const std::string& before)
    {
        return before +
               "\n#include \"task.h\"\nvoid rmsnorm(const float*, const float*, float*, int64_t, int64_t) {}\n";
    }
    /// Takes 50 ms a call: no stage of its evaluation is over before another process was found and killed, however
    /// busy the machine is.
    static Candidate unhurried(const std::string& mark)
    {
        const std::string wait = "#include <chrono>\nnamespace { struct Wait { ~Wait() { using Clock = "
                                 "std::chrono::steady_clock; const auto end = Clock::now() + "
                                 "std::chrono::milliseconds(50); while (Clock::now() < end) {} } }; }\n";
        std::string source = test::fixtureText("controls/scratch.cpp");
        source.insert(source.find("{\n", source.find("void rmsnorm")) + 2, "    const Wait wait;\n");
        return test::candidateFrom("// " + mark + "\n" + wait + source);
    }
    /// Not by their numbers, which begin again: the 32,768th process of a machine may be older than the first.
    static std::set<int> running(const std::string& name)
    {
        std::set<int> found;
        for (const std::string& process : test::descendants()) {
            if (process.substr(process.find(' ') + 1).rfind(name, 0) == 0) {
                found.insert(std::stoi(process));
            }
        }
        return found;
    }
    /// The judge. What it starts is called so too until it becomes another program; killed before, it is an orphan that
    /// nobody waits for.
    static std::set<int> judges()
    {
        std::set<int> found = running("espalier-judge");
        std::erase_if(found, [](int process) {
            QFile file(QStringLiteral("/proc/%1/stat").arg(process));
            const QByteArray stat = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            const QList<QByteArray> words = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
            return words.size() < 2 || words[1].toInt() != getpid();
        });
        return found;
    }
    /// Kills the first process of that name that was not running before, unless told to stop.
    static void killFirst(const std::string& name, const std::set<int>& before, const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            std::set<int> found = running(name);
            std::erase_if(found, [&](int process) { return before.contains(process); });
            if (!found.empty()) {
                kill(*found.begin(), SIGKILL);
                return;
            }
        }
    }
    void judgesAsEver(const std::string& mark)
    {
        const Evaluation evaluation = test::evaluate(*m_evaluator, honest("after " + mark));
        QVERIFY2(isValid(evaluation.verdict), evaluation.reason.c_str());
    }

    std::unique_ptr<test::Leftovers> m_leftovers;
    std::unique_ptr<LocalEvaluator> m_evaluator;
    std::vector<std::string> m_before;

private Q_SLOTS:
    void initTestCase();
    void init() { m_before = m_leftovers->list(); }
    void cleanup();
    void theJudgeIsKilledInMidEvaluation();
    void aWorkerIsKilled_data();
    void aWorkerIsKilled();
    void theCompilerIsKilled();
    void theCompilerPrintsWithoutEnd();
    void aLineHasAMillionCharacters();
    void aBrokenLineHasAMillionCharacters();
    void theDiskIsFull();
    void cleanupTestCase();
};

void TestFaults::initTestCase()
{
    m_leftovers = std::make_unique<test::Leftovers>();
    m_evaluator = test::openRmsnorm();
    judgesAsEver("opening");
}

void TestFaults::cleanup()
{
    if (m_evaluator) {
        judgesAsEver(QTest::currentTestFunction() +
                     std::string(QTest::currentDataTag() ? QTest::currentDataTag() : ""));
        // Ended, but not yet taken by this process: a moment later they are.
        QTRY_COMPARE_WITH_TIMEOUT(m_leftovers->list(), m_before, 10'000);
    }
}

void TestFaults::theJudgeIsKilledInMidEvaluation()
{
    const auto onStage = [&](std::string_view stage) {
        if (stage == "timing") {
            for (const int judge : judges()) {
                kill(judge, SIGKILL);
            }
        }
    };
    const Evaluation evaluation = m_evaluator->evaluate(unhurried("judge killed"), onStage, {});
    QCOMPARE(evaluation.verdict, Verdict::Crash);
    QVERIFY2(evaluation.reason.find("judge was lost twice") != std::string::npos, evaluation.reason.c_str());
}

void TestFaults::aWorkerIsKilled_data()
{
    QTest::addColumn<QString>("stage");
    QTest::newRow("while it is checked") << QStringLiteral("checking");
    QTest::newRow("while it is timed") << QStringLiteral("timing");
}

void TestFaults::aWorkerIsKilled()
{
    QFETCH(QString, stage);
    // The candidate's is the first new one: its baseline is started again after it.
    const std::set<int> before = running("espalier-worker");
    std::jthread killer;
    const auto onStage = [&](std::string_view reached) {
        if (reached == stage.toStdString()) {
            killer = std::jthread([&](const std::stop_token& stop) { killFirst("espalier-worker", before, stop); });
        }
    };
    const Evaluation evaluation = m_evaluator->evaluate(unhurried("killed at " + stage.toStdString()), onStage, {});
    QCOMPARE(evaluation.verdict, Verdict::Crash);
    QVERIFY2(evaluation.reason.find("Killed") != std::string::npos, evaluation.reason.c_str());
}

void TestFaults::theCompilerIsKilled()
{
    std::jthread killer([](const std::stop_token& stop) { killFirst("cc1plus", {}, stop); });
    const Evaluation evaluation = test::evaluate(*m_evaluator, honest("compiler killed"));
    QCOMPARE(evaluation.verdict, Verdict::BuildFailed);
    QVERIFY2(!evaluation.reason.empty(), evaluation.reason.c_str());
}

void TestFaults::theCompilerPrintsWithoutEnd()
{
    // 2^20 messages of 2 KiB: two gigabytes, were it allowed to go on.
    std::string source = "#define M0 _Pragma(\"message(\\\"" + std::string(1000, 'x') + "\\\")\")\n";
    for (int i = 1; i <= 20; ++i) {
        const std::string below = "M" + std::to_string(i - 1);
        source += "#define M" + std::to_string(i) + " " + below + " " + below + "\n";
    }
    const Evaluation evaluation = test::evaluate(*m_evaluator, test::candidateFrom(program(source + "M20\n")));
    QCOMPARE(evaluation.verdict, Verdict::BuildFailed);
    QVERIFY2(evaluation.reason.find("printed more than 16 MiB") != std::string::npos, evaluation.reason.c_str());
    QVERIFY(evaluation.build.log.size() <= (64U << 10));
}

void TestFaults::aLineHasAMillionCharacters()
{
    const std::string line = "// " + std::string(1'000'000, 'x') + "\n";
    const Evaluation evaluation =
        test::evaluate(*m_evaluator, test::candidateFrom(line + test::fixtureText("controls/scratch.cpp")));
    QVERIFY2(isValid(evaluation.verdict), evaluation.reason.c_str());
}

void TestFaults::aBrokenLineHasAMillionCharacters()
{
    const Evaluation evaluation =
        test::evaluate(*m_evaluator, test::candidateFrom(program("int " + std::string(1'000'000, 'x') + " y;")));
    QCOMPARE(evaluation.verdict, Verdict::BuildFailed);
    QVERIFY(!evaluation.reason.empty() && evaluation.reason.size() < 1000);
    QVERIFY(evaluation.build.log.size() <= (64U << 10));
}

void TestFaults::theDiskIsFull()
{
    // A write past the limit fails as one to a full disk does, with another number.
    const auto before = std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit small{16, limit.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    const Evaluation evaluation = test::evaluate(*m_evaluator, honest("disk full"));
    setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, before);
    QCOMPARE(evaluation.verdict, Verdict::BuildFailed);
    QVERIFY2(evaluation.reason.find("disk full") != std::string::npos, evaluation.reason.c_str());
}

void TestFaults::cleanupTestCase()
{
    m_evaluator.reset();
    const auto left = [&] {
        std::string lines;
        for (const std::string& line : m_leftovers->list()) {
            const bool ours = line.rfind("process", 0) == 0 || line.rfind("temporary: espalier", 0) == 0;
            lines += ours ? line + "\n" : "";
        }
        return lines;
    };
    QTRY_COMPARE_WITH_TIMEOUT(left(), std::string(), 10'000);
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
