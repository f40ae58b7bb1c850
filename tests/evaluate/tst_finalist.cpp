#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/finalist/sanitizedprogram.h"
#include "core/evaluate/finalist/sanitizers.h"
#include "core/evaluate/judge/schedule.h"
#include "core/evaluate/stageclock.h"
#include "evaluatorfixture.h"

#include <QtTest>

#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace espalier;

namespace {

const std::string kHead = "#include <cmath>\n#include <cstdint>\n#include <thread>\n"
                          "static void row(const float* x, const float* w, float* y, int64_t cols) {\n"
                          "  float s = 0;\n  for (int64_t c = 0; c < cols; ++c) s += x[c] * x[c];\n"
                          "  s = 1.0f / std::sqrt(s / float(cols) + 1e-6f);\n"
                          "  for (int64_t c = 0; c < cols; ++c) y[c] = x[c] * s * w[c];\n}\n"
                          "void rmsnorm(const float* x, const float* w, float* y, int64_t rows, int64_t cols) {\n";

const char* const kLoop = "for (int64_t r = 0; r < rows; ++r) row(x + r * cols, w, y + r * cols, cols);\n";

Candidate kernel(const std::string& body)
{
    return test::candidateFrom(kHead + body + "}\n", {"-O2", "-fopenmp", "-pthread"});
}

} // namespace

/// What makes a candidate the session's best: the sanitizers, and a second judging.
class TestFinalist : public QObject
{
    Q_OBJECT

private:
    TemporaryFolder m_folder;
    std::filesystem::path m_worker = test::programs() / "espalier-worker";
    Sandbox m_sandbox = examineSandbox(m_worker, findBubblewrap());
    Task m_task = test::rmsnormTask();

    SanitizerReport check(const std::string& body) const
    {
        return SanitizerCheck(m_task, m_folder.path(), m_worker, m_sandbox).check(kernel(body), {});
    }

private Q_SLOTS:
    void cleanKernelsAreClean_data();
    void cleanKernelsAreClean();
    void faultsAreFound_data();
    void faultsAreFound();
    void whatCannotBeCheckedIsSaid();
    void aConfirmedCandidateShowsItsSecondFigure();
    void whoFallsBackIsNotSanitized();
    void aFaultyFinalistIsWrong();
    void disturbancesAreTold();
};

void TestFinalist::cleanKernelsAreClean_data()
{
    QTest::addColumn<QString>("body");
    const auto add = [](const char* name, const std::string& body) {
        QTest::newRow(name) << QString::fromStdString(body);
    };
    const std::string loop = kLoop;
    add("plain", loop);
    add("static loop", "#pragma omp parallel for\n" + loop);
    add("dynamic loop", "#pragma omp parallel for schedule(dynamic, 2)\n" + loop);
    add("guided loop", "#pragma omp parallel for schedule(guided)\n" + loop);
    add("two loops, the second reads the first",
        "#pragma omp parallel for\n" + loop + "#pragma omp parallel for\n" +
            "for (int64_t r = 0; r < rows; ++r) y[(rows - 1 - r) * cols] = y[(rows - 1 - r) * cols] * 1.0f;\n");
    add("barrier", "#pragma omp parallel\n{\n#pragma omp for\n" + loop +
                       "#pragma omp for\nfor (int64_t r = 0; r < rows; ++r) y[(rows - 1 - r) * cols] *= 1.0f;\n}\n");
    add("critical", "float all = 0;\n#pragma omp parallel for\nfor (int64_t r = 0; r < rows; ++r) {\n"
                    "row(x + r * cols, w, y + r * cols, cols);\n#pragma omp critical\nall += x[r * cols];\n}\n"
                    "if (all == 1e30f) y[0] = 0;\n");
    add("reduction",
        "float all = 0;\n#pragma omp parallel for reduction(+ : all)\nfor (int64_t r = 0; r < rows; ++r) {\n"
        "row(x + r * cols, w, y + r * cols, cols);\nall += x[r * cols];\n}\nif (all == 1e30f) y[0] = 0;\n");
    add("threads joined",
        "std::thread half([&] { for (int64_t r = 0; r < rows / 2; ++r) row(x + r * cols, w, y + r * cols, cols); });\n"
        "for (int64_t r = rows / 2; r < rows; ++r) row(x + r * cols, w, y + r * cols, cols);\nhalf.join();\n");
}

void TestFinalist::cleanKernelsAreClean()
{
    QFETCH(QString, body);
    const SanitizerReport report = check(body.toStdString());
    QVERIFY2(!report.finding, report.finding.value_or("").c_str());
    QCOMPARE(QString::fromStdString(report.checked),
             QStringLiteral("addresses and undefined behaviour: clean; data races: clean"));
}

void TestFinalist::faultsAreFound_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("word");
    const auto add = [](const char* name, const std::string& body, const char* word) {
        QTest::newRow(name) << QString::fromStdString(body) << QString::fromUtf8(word);
    };
    const std::string loop = kLoop;
    add("reads one past the inputs", loop + "volatile float sink = x[rows * cols];\n(void)sink;\n",
        "heap-buffer-overflow");
    add("reads one before the inputs", loop + "volatile float sink = x[-1];\n(void)sink;\n", "heap-buffer-overflow");
    add("uses freed memory", loop + "float* p = new float[4];\ndelete[] p;\nvolatile float sink = p[1];\n(void)sink;\n",
        "heap-use-after-free");
    add("shifts too far", loop + "volatile int n = 40;\nvolatile int sink = 1 << n;\n(void)sink;\n", "shift exponent");
    add("overflows an int", loop + "volatile int n = 2147483647;\nvolatile int sink = n + 1;\n(void)sink;\n",
        "overflow");
    add("races on a shared sum",
        "static volatile float shared;\n#pragma omp parallel for\nfor (int64_t r = 0; r < rows; ++r) {\n"
        "row(x + r * cols, w, y + r * cols, cols);\nshared = shared + x[r * cols];\n}\n",
        "data race");
    add("two threads write one row",
        "#pragma omp parallel for\nfor (int64_t r = 0; r < 2 * rows; ++r) row(x + r / 2 * cols, w, y + r % rows * "
        "cols, cols);\n" +
            loop,
        "data race");
    add("leaves before the end", loop + "static int calls;\nif (++calls == 3) __builtin_trap();\n",
        "end before its time");
    add("prints what a sanitizer would, and more",
        loop + "__builtin_puts(\"runtime error: \\x1b[31mred\");\n__builtin_exit(66);\n", "found: [31mred");
}

void TestFinalist::faultsAreFound()
{
    QFETCH(QString, body);
    QFETCH(QString, word);
    const SanitizerReport report = check(body.toStdString());
    QVERIFY2(report.finding, report.checked.c_str());
    QVERIFY2(QString::fromStdString(*report.finding).contains(word), report.finding->c_str());
    QVERIFY(report.finding->find('\x1b') == std::string::npos);
}

void TestFinalist::whatCannotBeCheckedIsSaid()
{
    const SanitizerReport report =
        check("#pragma omp parallel\n#pragma omp single\nfor (int64_t r = 0; r < rows; ++r) {\n#pragma omp task\n"
              "row(x + r * cols, w, y + r * cols, cols);\n}\n");
    QVERIFY2(!report.finding, report.finding.value_or("").c_str());
    QVERIFY2(report.checked.find("GOMP_task") != std::string::npos, report.checked.c_str());
    QVERIFY(isAnnotated("memcpy@GLIBC_2.14") && isAnnotated("GOMP_barrier@GOMP_1.0"));
    QVERIFY(!isAnnotated("GOMP_taskwait@GOMP_2.0") && !isAnnotated("GOMP_doacross_wait@GOMP_4.5"));
}

/// Each stage once, however many cases it has.
static void take(std::vector<std::string>& stages, std::string_view stage)
{
    if (stages.empty() || stages.back() != stageName(stage)) {
        stages.emplace_back(stageName(stage));
    }
}

void TestFinalist::aConfirmedCandidateShowsItsSecondFigure()
{
    const auto evaluator = test::openRmsnorm();
    const Candidate candidate = kernel(std::string("#pragma omp parallel for\n") + kLoop);
    const Evaluation first = test::evaluate(*evaluator, candidate);
    QVERIFY2(isValid(first.verdict), first.reason.c_str());
    std::vector<std::string> stages;
    const Evaluation second =
        evaluator->confirm(candidate, first, 0, [&](std::string_view stage) { take(stages, stage); }, {});
    QVERIFY2(isValid(second.verdict), second.reason.c_str());
    QVERIFY(second.finalist);
    QVERIFY(second.finalist->first == first.speedup);
    QVERIFY(second.speedup.value != first.speedup.value);
    QVERIFY2(second.cases.at(0).pairs + second.cases.at(0).dropped >= 30, "a shown result rests on 30 pairs or more");
    QVERIFY(!second.preflight.empty());
    QCOMPARE(stages, (std::vector<std::string>{"checking", "timing", "sanitizing"}));
    const auto again = evaluationFromJson(nlohmann::json::parse(toJson(second).dump()));
    QVERIFY(again && again->finalist == second.finalist && again->preflight == second.preflight);
}

/// What is not the best after all need not be fit to be shown as it.
void TestFinalist::whoFallsBackIsNotSanitized()
{
    const auto evaluator = test::openRmsnorm();
    const Candidate candidate = kernel(std::string("#pragma omp parallel for\n") + kLoop);
    Evaluation lucky = test::evaluate(*evaluator, candidate);
    QVERIFY2(isValid(lucky.verdict), lucky.reason.c_str());
    lucky.speedup = {1000, 999, 1001};
    std::vector<std::string> stages;
    const Evaluation second =
        evaluator->confirm(candidate, lucky, 998, [&](std::string_view stage) { take(stages, stage); }, {});
    QVERIFY2(isValid(second.verdict), second.reason.c_str());
    QVERIFY(second.finalist && second.finalist->first == lucky.speedup && second.speedup.value < 998);
    QCOMPARE(stages, (std::vector<std::string>{"checking", "timing"}));
    QVERIFY2(second.finalist->sanitizers.find("none was run") != std::string::npos,
             second.finalist->sanitizers.c_str());
}

void TestFinalist::aFaultyFinalistIsWrong()
{
    const auto evaluator = test::openRmsnorm();
    const Candidate candidate = kernel(std::string(kLoop) + "volatile float sink = x[rows * cols];\n(void)sink;\n");
    Evaluation first;
    first.verdict = Verdict::Accepted;
    first.speedup = {2, 1.9, 2.1};
    const Evaluation second = evaluator->confirm(candidate, first, 0, [](std::string_view) {}, {});
    QVERIFY(second.verdict == Verdict::Wrong);
    QCOMPARE(second.stage, std::string("sanitizers"));
    QVERIFY2(second.reason.find("heap-buffer-overflow") != std::string::npos, second.reason.c_str());
    QCOMPARE(second.fitness(), 0.0);
}

void TestFinalist::disturbancesAreTold()
{
    const Schedule before{0.5, {{10, {0, 1}}, {11, {1, 1}}}};
    const auto after = [](double waited, int processor, double seconds) {
        return Schedule{waited, {{10, {0, 1}}, {11, {processor, seconds}}}};
    };
    QVERIFY(!isDisturbed(before, before, 1e-3));
    QVERIFY(!isDisturbed(before, after(0.5002, 1, 1), 1e-3)); // below the floor of 0.25 ms
    QVERIFY(isDisturbed(before, after(0.5003, 1, 1), 1e-3));
    QVERIFY(!isDisturbed(before, after(0.504, 1, 1), 0.1));                                 // 4 % of the call
    QVERIFY(isDisturbed(before, after(0.5, 0, 1), 1e-3));                                   // moved
    QVERIFY(!isDisturbed(before, {0.5, {{10, {0, 1}}, {11, {1, 1}}, {12, {0, 0}}}}, 1e-3)); // a new thread did not move
    QVERIFY(std::abs(usedSeconds(before, after(0.5, 1, 1.5), 2) - 0.5) < 1e-12);
    QVERIFY(std::abs(usedSeconds(before, after(0.5, 1, 9), 2) - 2) < 1e-12); // no thread more than the call
    const Schedule own = Schedule::of(getpid());
    QVERIFY(own.threads.count(getpid()) == 1 && own.threads.at(getpid()).processor >= 0);
}

QTEST_GUILESS_MAIN(TestFinalist)
#include "tst_finalist.moc"
