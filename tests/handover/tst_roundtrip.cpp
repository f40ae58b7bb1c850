#include "core/base/file.h"
#include "tests/cli/commandrun.h"
#include "tests/handover/handoverfixture.h"

#include <QTest>

using namespace espalier;
using espalier::test::CommandRun;

namespace fs = std::filesystem;

namespace {

constexpr Interval kHalf{0.5, 0.45, 0.55};

std::string configured(const fs::path& folder)
{
    const ToolRun run = runTool({"cmake", "-S", ".", "-B", "build"}, folder);
    return run.exitCode == 0 ? std::string() : run.output;
}

/// What went wrong, or nothing.
std::string builtAndTested(const fs::path& folder)
{
    if (const std::string problem = configured(folder); !problem.empty()) {
        return problem;
    }
    const ToolRun build = runTool({"cmake", "--build", "build"}, folder);
    if (build.exitCode != 0) {
        return build.output;
    }
    const ToolRun tests = runTool({"ctest", "--test-dir", "build", "--output-on-failure"}, folder);
    return tests.exitCode == 0 ? std::string() : tests.output;
}

} // namespace

/// From a session to somebody else's build and back, with the commands that a person would give.
class TestRoundTrip : public QObject
{
    Q_OBJECT

private:
    HandoverFixture m_fixture;

    CommandRun espalier(QStringList words)
    {
        words.prepend(QStringLiteral("export"));
        return test::run(words << QStringLiteral("--store")
                               << QString::fromStdString((m_fixture.folder.path() / "store").string()));
    }
    QString at(const char* name) const { return QString::fromStdString((m_fixture.folder.path() / name).string()); }
    fs::path path(const char* name) const { return m_fixture.folder.path() / name; }

private Q_SLOTS:
    void initTestCase();
    void aPatchGoesIntoTheSampleProject();
    void aBundleBuildsAndTestsItself();
    void theTestFindsAWrongChoiceAndAWrongKernel();
    void nearestShapesAreServedWhereAsked();
    void aReportIsOneFile();
    void requestsThatMakeNoSense_data();
    void requestsThatMakeNoSense();
};

void TestRoundTrip::initTestCase()
{
    // Both define largestOf, with different meanings.
    m_fixture.add(kernelText("softmax_two_rows.cpp"), 0, Verdict::Accepted,
                  {{"square", {1.5, 1.4, 1.6}}, {"wide", kHalf}}, "rows in pairs");
    m_fixture.add(kernelText("softmax_online.cpp"), 1, Verdict::Slower, {{"square", kHalf}, {"wide", {1.3, 1.2, 1.4}}},
                  "largest and sum");
}

void TestRoundTrip::aPatchGoesIntoTheSampleProject()
{
    const fs::path checkout = path("rowkit");
    fs::copy(fs::path(ESPALIER_SOURCE_DIR) / "resources/examples/rowkit", checkout, fs::copy_options::recursive);
    const auto git = [&](std::vector<std::string> words) {
        words.insert(words.begin(), "git");
        return runTool(words, checkout);
    };
    git({"init", "-q", "-b", "main"});
    git({"config", "user.name", "A Person"});
    git({"config", "user.email", "person@example.org"});
    git({"add", "."});
    QCOMPARE(git({"commit", "-qm", "Begin"}).exitCode, 0);
    const CommandRun run =
        espalier({QStringLiteral("1.1"), QStringLiteral("--as"), QStringLiteral("patch"), QStringLiteral("--onto"),
                  at("rowkit"), QStringLiteral("--path"), QStringLiteral("src/softmax.cpp"), QStringLiteral("--branch"),
                  QStringLiteral("faster"), QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 0, qPrintable(run.err));
    QCOMPARE(run.json().at("branch").get<std::string>(), std::string("faster"));
    QCOMPARE(git({"clone", "-q", "-b", "faster", checkout.string(), path("fresh").string()}).exitCode, 0);
    QVERIFY(readFile(path("fresh") / "src/softmax.cpp")->find("Rows in pairs") != std::string::npos);
    const std::string problem = builtAndTested(path("fresh"));
    QVERIFY2(problem.empty(), problem.c_str());
}

void TestRoundTrip::aBundleBuildsAndTestsItself()
{
    const CommandRun run = espalier({QStringLiteral("handed over"), QStringLiteral("--as"), QStringLiteral("bundle"),
                                     QStringLiteral("--out"), at("bundle"), QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 0, qPrintable(run.err));
    const auto cases = run.json().at("dispatch").at("cases");
    QCOMPARE(cases[0].at("node").get<int>(), 1);
    QCOMPARE(cases[1].at("node").get<int>(), 2);
    QVERIFY(readFile(path("bundle") / "kernels/node_1.cpp")->starts_with("// SPDX-License-Identifier: MIT\n"));
    QVERIFY(fs::exists(path("bundle") / "REPORT.html"));
    const std::string problem = builtAndTested(path("bundle"));
    QVERIFY2(problem.empty(), problem.c_str());
}

void TestRoundTrip::theTestFindsAWrongChoiceAndAWrongKernel()
{
    const auto broken = [&](const char* file, const std::string& from, const std::string& to) {
        std::string text = *readFile(path("bundle") / file);
        const std::string whole = text;
        text.replace(text.find(from), from.size(), to);
        (void)writeFileAtomic(path("bundle") / file, text);
        const std::string said = builtAndTested(path("bundle"));
        (void)writeFileAtomic(path("bundle") / file, whole);
        return said;
    };
    const std::string choice = broken("dispatch.cpp", "{64, 256, Kernel::Node1}", "{64, 256, Kernel::Node2}");
    QVERIFY2(choice.find("the dispatcher picks node 2, the table says node 1") != std::string::npos, choice.c_str());
    const std::string kernel = broken("kernels/node_2.cpp", "/ sum)", "/ sum + 1e-4)");
    QVERIFY2(kernel.find("node_2: y[") != std::string::npos, kernel.c_str());
}

void TestRoundTrip::nearestShapesAreServedWhereAsked()
{
    const CommandRun run = espalier({QStringLiteral("1"), QStringLiteral("--as"), QStringLiteral("dispatcher"),
                                     QStringLiteral("--nearest"), QStringLiteral("--out"), at("nearest")});
    QVERIFY2(run.exitCode == 0, qPrintable(run.err));
    QVERIFY2(run.out.contains(QString::fromUtf8(
                 "square (rows 64, cols 256) → node 1, 1.50× [1.40, 1.60], judged once, over compiled")),
             qPrintable(run.out));
    QVERIFY(!fs::exists(path("nearest") / "REPORT.html"));
    // A program of somebody's own that asks at shapes that nobody measured, and at those that were.
    QVERIFY(writeFileAtomic(
        path("nearest") / "ask.cpp",
        "#include \"softmax.h\"\n#include <cstdio>\nint main() { std::printf(\"%s, %s, %s, %s\", "
        "softmax_choice(60, 300), softmax_choice(9, 4000), softmax_choice(64, 256), softmax_choice(0, 5)); }\n"));
    const ToolRun built = runTool({"g++", "-std=c++20", "-fopenmp", "ask.cpp", "dispatch.cpp", "kernels/node_1.cpp",
                                   "kernels/node_2.cpp", "kernels/baseline.cpp", "-o", "ask"},
                                  path("nearest"));
    QVERIFY2(built.exitCode == 0, built.output.c_str());
    QCOMPARE(runTool({"./ask"}, path("nearest")).output, std::string("node 1, node 2, node 1, baseline"));
}

void TestRoundTrip::aReportIsOneFile()
{
    const CommandRun run = espalier({QStringLiteral("1"), QStringLiteral("--as"), QStringLiteral("report"),
                                     QStringLiteral("--out"), at("report.html")});
    QVERIFY2(run.exitCode == 0, qPrintable(run.err));
    QVERIFY(readFile(path("report.html"))->starts_with("<!DOCTYPE html>"));
    const CommandRun node = espalier({QStringLiteral("1.1"), QStringLiteral("--as"), QStringLiteral("report")});
    QVERIFY(node.out.contains(QString::fromUtf8("Node 1: 0.50×")));
}

void TestRoundTrip::requestsThatMakeNoSense_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* name, const char* words, int exitCode, const char* told) {
        QTest::addRow("%s", name) << QString::fromLatin1(words).split(QLatin1Char(' ')) << exitCode
                                  << QString::fromLatin1(told);
    };
    row("bundle without a folder", "1 --as bundle", 2, "--out");
    row("option of another form", "1 --as report --nearest", 2, "--nearest means nothing with --as report");
    row("branch without a checkout", "1.1 --as patch --branch x", 2, "--onto");
    row("checkout without a file", "1.1 --as patch --onto .", 2, "--path");
    row("root", "1.0 --as patch", 1, "began with");
    row("nothing won", "1.0 --as dispatcher", 1, "node 0 is proven");
    row("page and document at once", "1 --as report --json", 2, "--out");
    row("no such session", "nowhere --as report", 2, "nowhere");
}

void TestRoundTrip::requestsThatMakeNoSense()
{
    QFETCH(QStringList, words);
    QFETCH(int, exitCode);
    QFETCH(QString, told);
    const CommandRun run = espalier(words);
    QCOMPARE(run.exitCode, exitCode);
    QVERIFY2(run.err.contains(told), qPrintable(run.err));
}

QTEST_GUILESS_MAIN(TestRoundTrip)
#include "tst_roundtrip.moc"
