#include "core/task/taskcheck.h"
#include "taskfixture.h"

#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

/// All findings, one a line.
std::string findingsOf(const TaskFixture& fixture)
{
    fixture.write();
    const Result<TaskReport> report = checkTask(fixture.folder());
    if (!report) {
        return "error: " + report.error().sentence();
    }
    std::string text;
    for (const std::string& finding : report->findings) {
        text += finding + "\n";
    }
    return text;
}

bool says(const std::string& findings, const std::string& part)
{
    if (findings.find(part) == std::string::npos) {
        qWarning("%s", findings.c_str());
        return false;
    }
    return true;
}

} // namespace

/// What `espalier tasks check` makes of sound and unsound tasks.
class TaskCheckTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { useCacheOfOurOwn(); }
    void acceptsASoundTask();
    void findsWhatDoesNotCompile();
    void findsASeedThatIsWrong();
    void findsASeedThatDies();
    void findsAReferenceThatForgets();
    void wantsHiddenCases();
    void refusesAnOutputOfZeros();
    void refusesTheIdentity();
    void refusesANearlyConstantReduction();
    void refusesAStaleAnswer();
    void refusesAnInputThatDoesNotMatter();
    void refusesOutputsTooSmallToJudge();
};

void TaskCheckTest::acceptsASoundTask()
{
    QCOMPARE(findingsOf(TaskFixture()), std::string());
}

void TaskCheckTest::findsWhatDoesNotCompile()
{
    TaskFixture fixture;
    fixture.seed = "void twice(const float* x) { return y; }\n";
    QVERIFY(says(findingsOf(fixture), "seed.cpp does not compile: "));
    TaskFixture other;
    other.reference = "#include <nowhere.h>\n";
    QVERIFY(says(findingsOf(other), "nowhere.h: No such file"));
}

void TaskCheckTest::findsASeedThatIsWrong()
{
    TaskFixture fixture;
    fixture.seed.replace(fixture.seed.find("2.0f"), 4, "2.1f");
    const std::string findings = findingsOf(fixture);
    QVERIFY(
        says(findings, "seed.cpp: in case \"tiny\" it differs from reference.cpp: y: 128 of 128 elements are wrong"));
    TaskFixture unwritten;
    unwritten.seed.replace(unwritten.seed.find("i < rows * cols"), 15, "i < rows * cols - 1");
    QVERIFY(says(findingsOf(unwritten), "y: 1 of 128 elements are wrong, namely y[3][31]"));
}

void TaskCheckTest::findsASeedThatDies()
{
    const auto withBody = [](const char* body) {
        TaskFixture fixture;
        fixture.seed = std::string("#include <cstdint>\n#include <unistd.h>\n"
                                   "void twice(const float*, const float*, float* y, int64_t rows, int64_t cols) { ") +
                       body + " }\n";
        return findingsOf(fixture);
    };
    QVERIFY(
        says(withBody("(void)y; (void)rows; (void)cols; *(volatile int*)8 = 1;"), "it crashed (Segmentation fault)"));
    QVERIFY(says(withBody("(void)y; (void)rows; (void)cols; _exit(3);"), "it ended the process with exit code 3"));
    QVERIFY(says(withBody("y[rows * cols] = 1;"), "it writes past the end of y"));
}

void TaskCheckTest::findsAReferenceThatForgets()
{
    TaskFixture fixture;
    fixture.reference.replace(fixture.reference.find("i < rows * cols"), 15, "i < rows * cols - 1");
    QVERIFY(says(findingsOf(fixture), "reference.cpp: in case \"tiny\" y is not finite or was not written"));
}

void TaskCheckTest::wantsHiddenCases()
{
    TaskFixture fixture;
    fixture.json["cases"].erase(4);
    fixture.json["bytes"] = "8*(2*rows*cols + cols)";
    const std::string findings = findingsOf(fixture);
    QVERIFY(says(findings, "fewer than three hidden cases"));
    QVERIFY(says(findings, "more than all inputs and outputs hold"));
}

void TaskCheckTest::refusesAnOutputOfZeros()
{
    TaskFixture fixture; // differences of equals
    fixture.reference.replace(fixture.reference.find("2.0 * x[i] + b[i % cols]"), 24, "x[i] - x[i] * 1.0        ");
    fixture.seed.replace(fixture.seed.find("2.0f * x[i] + b[i % cols]"), 25, "x[i] - x[i]              ");
    QVERIFY(says(findingsOf(fixture), "a kernel that fills its outputs with zeros passes"));
}

void TaskCheckTest::refusesTheIdentity()
{
    TaskFixture fixture; // relu of numbers that are never negative
    fixture.json["inputs"][0]["distribution"] = {{"kind", "uniform"}, {"low", 0}, {"high", 1}};
    fixture.reference.replace(fixture.reference.find("2.0 * x[i] + b[i % cols]"), 24, "x[i] > 0 ? x[i] : 0.0    ");
    fixture.seed.replace(fixture.seed.find("2.0f * x[i] + b[i % cols]"), 25, "x[i] > 0 ? x[i] : 0.0f   ");
    QVERIFY(says(findingsOf(fixture), "a kernel that copies its input x passes"));
}

void TaskCheckTest::refusesANearlyConstantReduction()
{
    TaskFixture fixture; // every row's mean of numbers near 1, with a loose tolerance
    fixture.json["inputs"][0]["distribution"] = {{"kind", "uniform"}, {"low", 0.99}, {"high", 1.01}};
    fixture.json["tolerance"] = {{"rtol", 0.01}, {"scale", 0.01}};
    const std::string body = "{ for (int64_t r = 0; r < rows; ++r) { double s = 0; for (int64_t c = 0; c < cols; ++c) "
                             "s += x[r * cols + c];\n"
                             "  for (int64_t c = 0; c < cols; ++c) y[r * cols + c] = s / double(cols); } (void)b; }\n";
    fixture.reference = "#include <cstdint>\nvoid twice_reference(const float* x, const float* b, double* y, int64_t "
                        "rows, int64_t cols)\n" +
                        body;
    fixture.seed =
        "#include <cstdint>\nvoid twice(const float* x, const float* b, float* y, int64_t rows, int64_t cols)\n" + body;
    const std::string findings = findingsOf(fixture);
    QVERIFY(says(findings, "a kernel that writes the mean of the expected output everywhere passes"));
    QVERIFY(says(findings, "a kernel that reads only every 100th element of x passes"));
}

void TaskCheckTest::refusesAStaleAnswer()
{
    TaskFixture fixture; // depends on nothing that is drawn
    fixture.reference.replace(fixture.reference.find("2.0 * x[i] + b[i % cols]"), 24, "double(i % 17) + 0 * x[0]");
    fixture.seed.replace(fixture.seed.find("2.0f * x[i] + b[i % cols]"), 25, "float(i % 17) + 0 * x[0] ");
    QVERIFY(says(findingsOf(fixture), "a kernel that leaves the answer to other inputs in place passes"));
}

void TaskCheckTest::refusesAnInputThatDoesNotMatter()
{
    TaskFixture fixture; // a shift far below the tolerance
    fixture.json["inputs"][1]["distribution"] = {{"kind", "uniform"}, {"low", -1e-9}, {"high", 1e-9}};
    QVERIFY(says(findingsOf(fixture), "a kernel that reads only every 100th element of b passes"));
}

void TaskCheckTest::refusesOutputsTooSmallToJudge()
{
    TaskFixture fixture;
    fixture.json["outputs"][0]["shape"] = {1};
    fixture.reference.replace(fixture.reference.find("y[i] ="), 6, "y[0] =");
    fixture.seed.replace(fixture.seed.find("y[i] ="), 6, "y[0] =");
    fixture.json["bytes"] = 4;
    QVERIFY(says(findingsOf(fixture), "has 64 output elements or more"));
}

QTEST_APPLESS_MAIN(TaskCheckTest)
#include "tst_taskcheck.moc"
