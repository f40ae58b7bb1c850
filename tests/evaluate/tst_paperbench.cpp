#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/paper/papertable.h"
#include "core/task/tasklibrary.h"

#include <QtTest>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

using namespace espalier;

namespace {

const std::filesystem::path kShare = ESPALIER_SOURCE_DIR "/resources";
const std::string kRow = "conv1d fp16 2048x96x96x200";

/// Says of each source what the test put there: a verdict and a time.
class PlayedEvaluator final : public Evaluator
{
public:
    using Played = std::map<std::string, std::pair<Verdict, double>>;

    explicit PlayedEvaluator(const Played& played) : m_played(played) {}

    Evaluation evaluate(const Candidate& candidate, const StageCallback&, std::stop_token) override
    {
        const auto& [verdict, ms] = m_played.at(candidate.source);
        Evaluation evaluation;
        evaluation.verdict = verdict;
        if (isValid(verdict)) {
            const double over = m_played.at("seed").second / ms;
            evaluation.cases.push_back({"2048x96x96x200", {}, ms, ms * over, {over, over / 1.01, over * 1.01}});
        }
        return evaluation;
    }
    Evaluation confirm(const Candidate&, Evaluation first, double, const StageCallback&, std::stop_token) override
    {
        return first;
    }

private:
    const Played& m_played;
};

PaperRow rowOf(const std::string& name)
{
    const auto figures = readPaperFigures(kShare / "bench" / "paper.json");
    if (!figures) {
        qFatal("%s", figures.error().sentence().c_str());
    }
    return *std::ranges::find(figures->rows, name, &PaperRow::name);
}

PaperResult judged(const PlayedEvaluator::Played& played, const TorchFigures* torch, const std::string& name = kRow)
{
    const PaperRow row = rowOf(name);
    const auto task = loadTask(kShare / "tasks" / row.task);
    std::vector<PaperCandidate> candidates;
    for (const auto& [source, outcome] : played) {
        if (source != "seed") {
            candidates.push_back({source, {"cuda", "nvrtc", {}, source}});
        }
    }
    const auto result =
        judgePaperRow(row, *task, {"seed", {"cuda", "nvrtc", {}, "seed"}}, candidates, torch,
                      [&](const Task&, const std::string& caseName) -> Result<std::unique_ptr<Evaluator>> {
                          if (caseName != row.caseName) {
                              qFatal("another case");
                          }
                          return std::unique_ptr<Evaluator>(new PlayedEvaluator(played));
                      },
                      {});
    if (!result) {
        qFatal("%s", result.error().sentence().c_str());
    }
    return *result;
}

TorchFigures measured()
{
    TorchFigures torch{"NVIDIA H200", "2.11", {}};
    torch.rows[kRow] = {{"eager", {0.34, 0.33, 0.35}, true, ""},
                        {"compiled", {0.26, 0.258, 0.262}, true, ""},
                        {"autotuned", {0.1, 0.09, 0.11}, false, "off by 3 times the tolerance"}};
    return torch;
}

} // namespace

/// The paper's table: which kernel stands for a row, what it is held against, and that losing rows stay.
class TestPaperBench : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCaseStandsAlone();
    void theFastestCorrectKernelCounts();
    void measuredBaselinesComeFirst();
    void intervalsJoin();
    void lostAndUnjudgedRowsStay();
    void recordedFiguresStandAloneAndAreExplained();
    void theDocumentHasEverything();
    void torchFiguresAreRead();
    void torchFiguresAreChecked_data();
    void torchFiguresAreChecked();
    void rowsNeedTheirCase();
};

void TestPaperBench::theFastestCorrectKernelCounts()
{
    using enum Verdict;
    QCOMPARE(judged({{"seed", {Ambiguous, 3.0}}, {"a", {Accepted, 0.2}}, {"b", {Accepted, 0.15}}, {"c", {Wrong, 0.01}}},
                    nullptr)
                 .best()
                 ->name,
             std::string("b"));
    // An accepted one before one that is correct and was not.
    QCOMPARE(judged({{"seed", {Ambiguous, 3.0}}, {"a", {Slower, 2.9}}, {"b", {Accepted, 2.95}}}, nullptr).best()->name,
             std::string("b"));
    QCOMPARE(judged({{"seed", {Ambiguous, 3.0}}, {"a", {Slower, 4.0}}}, nullptr).best()->name, std::string("seed"));
    QVERIFY(!judged({{"seed", {Crash, 0}}, {"a", {Untimed, 0}}}, nullptr).best());
}

void TestPaperBench::measuredBaselinesComeFirst()
{
    const TorchFigures torch = measured();
    const PaperResult result = judged({{"seed", {Verdict::Ambiguous, 3.0}}, {"a", {Verdict::Accepted, 0.13}}}, &torch);
    QCOMPARE(result.baseline.name, std::string("compiled")); // the autotuned one is wrong
    QVERIFY(!result.baseline.recorded);
    QCOMPARE(result.speedup().value, 2.0);
    QVERIFY(result.speedup().low < 2 && result.speedup().high > 2);
    QVERIFY(std::abs(result.roofShare() - 0.0371 / 0.13) < 1e-12);
    const PaperResult recorded =
        judged({{"seed", {Verdict::Ambiguous, 3.0}}, {"a", {Verdict::Accepted, 0.13}}}, nullptr);
    QCOMPARE(recorded.baseline.name, std::string("compiled"));
    QVERIFY(recorded.baseline.recorded);
    QCOMPARE(recorded.speedup().value, 0.2616 / 0.13);
    QCOMPARE(recorded.speedup().low, recorded.speedup().high);
    QVERIFY(paperSummary({recorded}, "H200").find("recorded on one H200") != std::string::npos);
    QVERIFY(paperSummary({result}, "H200").find("recorded") == std::string::npos);
}

void TestPaperBench::intervalsJoin()
{
    const TorchFigures torch = measured();
    const Interval speedup =
        judged({{"seed", {Verdict::Ambiguous, 3.0}}, {"a", {Verdict::Accepted, 0.13}}}, &torch).speedup();
    const double width = std::hypot(std::log(0.26 / 0.258), std::log(1.01));
    QVERIFY(std::abs(std::log(speedup.high / speedup.value) - width) < 1e-9);
    QVERIFY(std::abs(std::log(speedup.value / speedup.low) - width) < 1e-9);
}

void TestPaperBench::lostAndUnjudgedRowsStay()
{
    const TorchFigures torch = measured();
    const std::vector<PaperResult> results{
        judged({{"seed", {Verdict::Ambiguous, 3.0}}, {"a", {Verdict::Accepted, 0.13}}}, &torch),
        judged({{"seed", {Verdict::Ambiguous, 3.0}}}, &torch), judged({{"seed", {Verdict::Crash, 0}}}, &torch),
        judged({{"seed", {Verdict::Ambiguous, 0.5}}}, nullptr, "mbdt 2x64x2")}; // nobody measured PyTorch there
    const auto table = paperTable(results);
    QCOMPARE(table.size(), std::size_t{5});
    const std::vector<std::string> cells{
        kRow, "0.340 ms", "0.260 ms", "0.260 ms, compiled", "3.00 ms", "a 0.130 ms", table[1][6], "29 %", "2.30×"};
    for (std::size_t i = 0; i < cells.size(); ++i) {
        QVERIFY2(table[1][i] == cells[i], table[1][i].c_str());
    }
    QVERIFY2(table[1][6].starts_with("2.00× ["), table[1][6].c_str());
    QVERIFY2(table[2][6].starts_with("0.09× ["), table[2][6].c_str());
    QCOMPARE(table[3][5], std::string("crash"));
    QCOMPARE(table[3][6], std::string("–"));
    QCOMPARE(table[4][6], std::string("–"));
    QCOMPARE(table[4][8], std::string("3.19×"));
    QCOMPARE(table[3][7], std::string("–"));
    QCOMPARE(table[4][7], std::string("launch"));
    const std::string summary = paperSummary(results, "H200");
    QVERIFY2(
        summary.starts_with("4 rows: 1 faster than the fastest baseline, 1 slower, 0 within the noise, 2 without a "
                            "comparison; geometric mean "),
        summary.c_str());
}

/// An asterisk never stands beside what was measured, and never without the sentence that says what it means.
void TestPaperBench::recordedFiguresStandAloneAndAreExplained()
{
    const std::string mean = "×*.\n* recorded on one H200";
    TorchFigures torch = measured();
    std::erase_if(torch.rows[kRow], [](const TorchFigure& figure) { return figure.name != "eager"; });
    const PlayedEvaluator::Played played{{"seed", {Verdict::Ambiguous, 3.0}}, {"a", {Verdict::Accepted, 0.13}}};
    const PaperResult partly = judged(played, &torch);
    QVERIFY(partly.row.here.compiledMs);
    QCOMPARE(paperTable({partly})[1][2], std::string("–"));
    QCOMPARE(paperTable({partly})[1][3], std::string("0.340 ms, eager"));
    QVERIFY(paperSummary({partly}, "H200").find('*') == std::string::npos);
    const PaperResult recorded = judged(played, nullptr);
    QCOMPARE(paperTable({recorded})[1][3], std::string("0.262 ms*, compiled"));
    QVERIFY2(paperSummary({partly, recorded}, "H200").find(mean) != std::string::npos,
             paperSummary({partly, recorded}, "H200").c_str());
    // A recorded figure that nothing is divided by.
    const std::string unjudged = paperSummary({judged({{"seed", {Verdict::Crash, 0}}}, nullptr), partly}, "H200");
    QVERIFY2(unjudged.find("×.\n* recorded on one H200") != std::string::npos, unjudged.c_str());
}

void TestPaperBench::theDocumentHasEverything()
{
    const TorchFigures torch = measured();
    const auto document = paperJson({judged(
        {{"seed", {Verdict::Ambiguous, 3.0}}, {"a", {Verdict::Accepted, 0.13}}, {"b", {Verdict::Wrong, 0}}}, &torch)});
    QCOMPARE(document.size(), std::size_t{1});
    const auto& row = document[0];
    QCOMPARE(row.at("row").get<std::string>(), kRow);
    QCOMPARE(row.at("dims").at("batch").get<int>(), 2048);
    QCOMPARE(row.at("paper").at("theirs_ms").get<double>(), 0.1486);
    QCOMPARE(row.at("paper").at("ratio").get<std::vector<double>>(), (std::vector<double>{2.3, 2.3}));
    QCOMPARE(row.at("baseline").at("measured").get<bool>(), true);
    QCOMPARE(row.at("torch").size(), std::size_t{3});
    QCOMPARE(row.at("kernels").size(), std::size_t{2});
    QCOMPARE(row.at("kernels")[1].at("verdict").get<std::string>(), std::string("wrong"));
    QCOMPARE(row.at("best").at("kernel").get<std::string>(), std::string("a"));
    QCOMPARE(row.at("speedup")[0].get<double>(), 2.0);
    QCOMPARE(row.at("floor_ms").get<double>(), 0.0371);
}

void TestPaperBench::torchFiguresAreRead()
{
    const TemporaryFolder folder;
    const auto file = folder.path() / "torch.json";
    QVERIFY(writeFileAtomic(file,
                            R"({"date": "2026-11-23", "driver": "580", "triton": "3.6", "command": "torchbaselines.py",
            "device": "NVIDIA H200", "torch": "2.11", "rows": [{"row": "r", "figures": [
            {"name": "eager", "ms": 2, "low": 1.9, "high": 2.1, "correct": true, "error": 0.1},
            {"name": "compiled", "correct": false, "reason": "it does not compile"}]}]})"));
    const auto figures = readTorchFigures(file);
    QVERIFY2(figures, figures ? "" : figures.error().sentence().c_str());
    QCOMPARE(figures->device, std::string("NVIDIA H200"));
    QCOMPARE(figures->fastest("r")->name, std::string("eager"));
    QVERIFY(!figures->fastest("another"));
    QCOMPARE(figures->rows.at("r")[1].reason, std::string("it does not compile"));
}

void TestPaperBench::torchFiguresAreChecked_data()
{
    QTest::addColumn<QByteArray>("figure");
    QTest::addColumn<QByteArray>("told");
    const auto row = [](const char* figure, const char* told) {
        QTest::newRow(told) << QByteArray(figure) << QByteArray(told);
    };
    row(R"({"name": "eager", "correct": true})", "rows[0].figures[0].ms: it is missing");
    row(R"({"name": "eager", "correct": true, "ms": 2, "low": 3, "high": 4})", "between low and high");
    row(R"({"name": "eager", "correct": true, "ms": 0, "low": 0, "high": 0})", "above 0");
    row(R"({"name": "eager", "correct": 1})", "write true or false");
    row(R"({"name": "eager", "correct": false, "speed": 9})", "figures[0].speed: there is no such key");
    row(R"(7)", "rows[0].figures[0]");
}

void TestPaperBench::torchFiguresAreChecked()
{
    QFETCH(QByteArray, figure);
    QFETCH(QByteArray, told);
    const TemporaryFolder folder;
    const auto file = folder.path() / "torch.json";
    QVERIFY(writeFileAtomic(file, R"({"device": "d", "torch": "2", "rows": [{"row": "r", "figures": [)" +
                                      figure.toStdString() + "]}]}"));
    const auto figures = readTorchFigures(file);
    QVERIFY(!figures);
    QVERIFY2(figures.error().sentence().find(told.toStdString()) != std::string::npos,
             figures.error().sentence().c_str());
}

void TestPaperBench::rowsNeedTheirCase()
{
    PaperRow row = rowOf(kRow);
    row.caseName = "tiny"; // a smoke case
    const auto task = loadTask(kShare / "tasks" / row.task);
    const auto result = judgePaperRow(row, *task, {"seed", {}}, {}, nullptr,
                                      [](const Task&, const std::string&) -> Result<std::unique_ptr<Evaluator>> {
                                          return Error{ErrorKind::Machine, "never", "", ""};
                                      },
                                      {});
    QVERIFY(!result);
    QVERIFY2(result.error().sentence().find("has no case \"tiny\" of the role gpu") != std::string::npos,
             result.error().sentence().c_str());
}

void TestPaperBench::aCaseStandsAlone()
{
    Evaluation evaluation;
    evaluation.verdict = Verdict::Accepted;
    evaluation.cases.push_back({"small", {}, 2, 1, {0.5, 0.49, 0.51}});
    evaluation.cases.push_back({"large", {}, 1, 8, {8, 7.9, 8.1}});
    QVERIFY(!atCase(evaluation, "other"));
    const auto small = atCase(evaluation, "small");
    QVERIFY(small);
    QCOMPARE(small->verdict, Verdict::Slower);
    QCOMPARE(small->cases.size(), std::size_t(1));
    QCOMPARE(small->ms, 2.0);
    QCOMPARE(atCase(evaluation, "large")->verdict, Verdict::Accepted);
    evaluation.verdict = Verdict::Wrong;
    QVERIFY(!atCase(evaluation, "large"));
}

QTEST_GUILESS_MAIN(TestPaperBench)
#include "tst_paperbench.moc"
