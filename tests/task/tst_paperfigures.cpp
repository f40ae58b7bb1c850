#include "core/task/paperfigures.h"
#include "core/task/tasklibrary.h"
#include "taskfixture.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace espalier;
using namespace espalier::test;

namespace {

const std::filesystem::path kFile = ESPALIER_SOURCE_DIR "/resources/bench/paper.json";

using Change = std::function<void(nlohmann::json&)>;

} // namespace

Q_DECLARE_METATYPE(Change)

/// The paper's table as a file.
class PaperFiguresTest : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatThePaperSays();
    void everyRowIsACaseOfATask();
    void everyHalfPrecisionCaseIsARow();
    void floorsAreTheTasksBytes();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
};

void PaperFiguresTest::saysWhatThePaperSays()
{
    const auto figures = readPaperFigures(kFile);
    QVERIFY2(figures, figures ? "" : figures.error().sentence().c_str());
    QCOMPARE(figures->here, std::string("H200"));
    const auto row = std::ranges::find(figures->rows, "conv1d fp16 2048x96x96x200", &PaperRow::name);
    QVERIFY(row != figures->rows.end());
    QCOMPARE(row->paper.hardware, std::string("H100"));
    QCOMPARE(row->paper.eagerMs, std::optional(0.3424));
    QCOMPARE(row->paper.theirsMs, std::optional(0.1486));
    QCOMPARE(row->paper.ratio->low, 2.30);
    QCOMPARE(row->here.compiledMs, std::optional(0.2616));
    QCOMPARE(row->floorMs, std::optional(0.0371));
    QCOMPARE(row->elsewhere.size(), std::size_t{4});
    // Where the paper gives both times, its ratio is theirs, to the digits it prints.
    for (const PaperRow& each : figures->rows) {
        if (each.paper.eagerMs && each.paper.theirsMs && each.paper.hardware != "MTIA v3") {
            const double ratio = *each.paper.eagerMs / *each.paper.theirsMs;
            QVERIFY2(std::abs(ratio / each.paper.ratio->low - 1) < 0.03, each.name.c_str());
        }
    }
}

void PaperFiguresTest::everyRowIsACaseOfATask()
{
    const auto figures = readPaperFigures(kFile);
    QVERIFY(figures);
    for (const PaperRow& row : figures->rows) {
        QVERIFY2(std::ranges::count(shippedTaskNames(), row.task) == 1, row.name.c_str());
        const Task task = shippedTask(row.task);
        const auto timed = task.casesOf(CaseRole::Gpu);
        QVERIFY2(std::ranges::count(timed, row.caseName, &Case::name) == 1, row.name.c_str());
        QVERIFY2(std::filesystem::exists(task.cudaSeedFile()), row.name.c_str());
    }
}

void PaperFiguresTest::everyHalfPrecisionCaseIsARow()
{
    const auto figures = readPaperFigures(kFile);
    QVERIFY(figures);
    std::set<std::pair<std::string, std::string>> rows;
    for (const PaperRow& row : figures->rows) {
        QVERIFY(rows.emplace(row.task, row.caseName).second);
    }
    for (const std::string& name : shippedTaskNames()) {
        const Task task = shippedTask(name);
        for (const Case* one : task.needsGpu() ? task.casesOf(CaseRole::Gpu) : std::vector<const Case*>()) {
            QVERIFY2(rows.contains({name, one->name}), (name + " " + one->name).c_str());
        }
    }
}

/// At the rates that the file names; to the digits of the table.
void PaperFiguresTest::floorsAreTheTasksBytes()
{
    const auto figures = readPaperFigures(kFile);
    QVERIFY(figures);
    for (const PaperRow& row : figures->rows) {
        const Task task = shippedTask(row.task);
        const auto timed = task.casesOf(CaseRole::Gpu);
        const Dims& dims = (*std::ranges::find(timed, row.caseName, &Case::name))->dims;
        const double flopsMs =
            task.needsGpu() ? task.flops.value(dims) / 656e9 : 0; // the other rate is half precision's
        const double floor = std::max(task.bytes.value(dims) / 4.25e9, flopsMs);
        if (row.floorMs) {
            QVERIFY2(std::abs(floor - *row.floorMs) < 0.04 * *row.floorMs + 0.0006,
                     (row.name + ": " + std::to_string(floor)).c_str());
        }
    }
}

void PaperFiguresTest::saysWhatIsWrong_data()
{
    using J = nlohmann::json;
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* name, Change change, const char* told) {
        QTest::newRow(name) << std::move(change) << QString::fromLatin1(told);
    };
    row("unknown key", [](J& j) { j["rows"][0]["speed"] = 1; }, "rows[0].speed: there is no such key");
    row("a time of zero", [](J& j) { j["rows"][0]["here"]["eager_ms"] = 0; }, "rows[0].here.eager_ms: it is 0");
    row("a ratio alone", [](J& j) { j["rows"][0]["paper"]["ratio"] = 2; }, "rows[0].paper.ratio");
    row("a range the wrong way", [](J& j) { j["rows"][0]["paper"]["ratio"] = {3, 2}; }, "it is no range of ratios");
    row("a text for a bound", [](J& j) { j["rows"][0]["paper"]["ratio"] = {"a", 2}; }, "it is no range of ratios");
    row("two of a name", [](J& j) { j["rows"][1]["row"] = j["rows"][0]["row"]; }, "two rows are called");
    row("no rows", [](J& j) { j["rows"] = J::array(); }, "rows");
    row("no card", [](J& j) { j["here"].erase("hardware"); }, "here.hardware: it is missing");
}

void PaperFiguresTest::saysWhatIsWrong()
{
    QFETCH(Change, change);
    QFETCH(QString, told);
    auto document = nlohmann::json::parse(*readFile(kFile));
    change(document);
    const TemporaryFolder folder;
    const auto file = folder.path() / "paper.json";
    QVERIFY(writeFileAtomic(file, document.dump()));
    const auto figures = readPaperFigures(file);
    QVERIFY(!figures);
    const QString sentence = QString::fromStdString(figures.error().sentence());
    QVERIFY2(sentence.contains(told), qPrintable(sentence));
}

QTEST_APPLESS_MAIN(PaperFiguresTest)
#include "tst_paperfigures.moc"
