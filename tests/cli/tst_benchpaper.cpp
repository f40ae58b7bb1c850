#include "core/base/file.h"
#include "tests/cli/commandrun.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

using namespace espalier;
using espalier::test::CommandRun;

namespace {

/// Of the README's table of a GPU, the cells of each row.
QList<QStringList> readmeRows()
{
    const QString text = QString::fromStdString(*readFile(ESPALIER_SOURCE_DIR "/README.md"));
    const qsizetype section = text.indexOf(QLatin1String("\n## On a GPU\n"));
    QList<QStringList> rows;
    for (const QString& line :
         text.mid(section, text.indexOf(QLatin1String("\n## "), section + 1) - section).split(QLatin1Char('\n'))) {
        if (line.startsWith(QLatin1Char('|')) && !line.startsWith(QLatin1String("|---"))) {
            QStringList cells = line.split(QLatin1Char('|')).mid(1);
            std::ranges::transform(cells, cells.begin(),
                                   [](QString cell) { return cell.remove(QLatin1String("**")).trimmed(); });
            rows << cells;
        }
    }
    return rows.mid(1); // without its header
}

/// Whether a figure as people read it, with a unit or as the interval of a ratio, is these numbers when each is rounded
/// to the digits that it has.
bool isRounded(const QString& text, const std::vector<double>& numbers)
{
    static const QRegularExpression kNumber(QStringLiteral("[0-9]+(?:\\.([0-9]+))?"));
    std::size_t found = 0;
    for (QRegularExpressionMatchIterator at = kNumber.globalMatch(text); at.hasNext(); ++found) {
        const QRegularExpressionMatch match = at.next();
        const double half = 0.5 * std::pow(10, -static_cast<double>(match.capturedLength(1)));
        if (found >= numbers.size() || std::abs(match.captured(0).toDouble() - numbers[found]) > half * 1.000001) {
            return false;
        }
    }
    return found == numbers.size();
}

bool isTime(const QString& text, double ms)
{
    return isRounded(text, {text.endsWith(QLatin1String(" ms")) ? ms : ms * 1000});
}

} // namespace

/// The command that makes the paper's table, as far as a machine without a GPU can tell.
class TestBenchPaper : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    /// A copy of the recorded sessions, since opening a store may write to it.
    QString recordedSessions() const
    {
        namespace fs = std::filesystem;
        const fs::path copy = fs::path(m_folder.path().toStdString()) / "sessions";
        fs::copy(fs::path(ESPALIER_SOURCE_DIR) / "resources/examples/h200", copy,
                 fs::copy_options::recursive | fs::copy_options::skip_existing);
        return QString::fromStdString(copy.string());
    }

    static CommandRun paper(const QStringList& more)
    {
        return test::run(QStringList{QStringLiteral("bench"), QStringLiteral("paper")} + more);
    }

private Q_SLOTS:
    void rowsAreNamed();
    void torchFiguresAreChecked();
    void recordedSessionsMakeTheTable();
    void theReadmeHasTheTablesFigures();
    void withoutAGpuItSaysSo();
    void halfPrecisionIsNotSearchedOnAProcessor();
};

void TestBenchPaper::rowsAreNamed()
{
    const CommandRun run = paper({QStringLiteral("--row"), QStringLiteral("conv1d fp16 2048x96x96x20")});
    QCOMPARE(run.exitCode, 2);
    QVERIFY2(run.err.contains(QLatin1String("did you mean conv1d fp16 2048x96x96x200")), qPrintable(run.err));
    const CommandRun none = paper({QStringLiteral("--tasks"), QStringLiteral("cumsum")});
    QCOMPARE(none.exitCode, 2);
    QVERIFY2(none.err.contains(QLatin1String("none is of the tasks that were named")), qPrintable(none.err));
}

void TestBenchPaper::torchFiguresAreChecked()
{
    const QString file = m_folder.filePath(QStringLiteral("torch.json"));
    QVERIFY(writeFileAtomic(file.toStdString(), R"({"device": "d", "torch": "2", "rows": [], "speed": 1})"));
    const CommandRun run = paper({QStringLiteral("--torch"), file});
    QCOMPARE(run.exitCode, 2);
    QVERIFY2(run.err.contains(QLatin1String("speed: there is no such key")), qPrintable(run.err));
}

void TestBenchPaper::recordedSessionsMakeTheTable()
{
    const CommandRun run = paper({QStringLiteral("--sessions"), recordedSessions(), QStringLiteral("--json")});
    QCOMPARE(run.exitCode, 0);
    const auto rows = nlohmann::json::parse(run.out.toStdString());
    QCOMPARE(rows.size(), std::size_t(34));
    const auto row = std::ranges::find_if(rows, [](const auto& one) { return one["row"] == "map id 1000x4000000"; });
    QVERIFY(row != rows.end());
    QVERIFY((*row)["best"]["ms"].get<double>() < (*row)["seed"]["ms"].get<double>());
    const CommandRun none = paper({QStringLiteral("--sessions"), m_folder.filePath(QStringLiteral("nowhere"))});
    QCOMPARE(none.exitCode, 2);
    QVERIFY2(none.err.contains(QLatin1String("holds no espalier.db")), qPrintable(none.err));
}

void TestBenchPaper::theReadmeHasTheTablesFigures()
{
    const QString torch = QStringLiteral(ESPALIER_SOURCE_DIR "/tests/bench/results/2026-11-23-torch-h200.json");
    const CommandRun run = paper(
        {QStringLiteral("--sessions"), recordedSessions(), QStringLiteral("--torch"), torch, QStringLiteral("--json")});
    QVERIFY2(run.exitCode == 0, qPrintable(run.err));
    const nlohmann::json rows = run.json();
    const QList<QStringList> readme = readmeRows();
    QCOMPARE(static_cast<std::size_t>(readme.size()), rows.size());
    for (const QStringList& cells : readme) {
        const QByteArray shown = cells.join(QLatin1String(" | ")).toUtf8();
        const std::string name = QString(cells[0]).replace(QChar(0xd7), QLatin1Char('x')).toStdString();
        const auto found = std::ranges::find_if(rows, [&](const auto& row) { return row["row"] == name; });
        QVERIFY2(found != rows.end(), shown.constData());
        const nlohmann::json& row = *found;
        const QString fastest = QString::fromStdString(row["baseline"]["name"].get<std::string>())
                                    .replace(QLatin1Char('_'), QLatin1String(", "));
        QVERIFY2(cells[2].section(QLatin1String(", "), 1) == fastest, shown.constData());
        QVERIFY2(isTime(cells[2].section(QLatin1Char(','), 0, 0), row["baseline"]["ms"][0].get<double>()),
                 shown.constData());
        QVERIFY2(isTime(cells[3], row["seed"]["ms"].get<double>()), shown.constData());
        QVERIFY2(isTime(cells[4], row["best"]["ms"].get<double>()), shown.constData());
        QVERIFY2(isRounded(cells[5], row["speedup"].get<std::vector<double>>()), shown.constData());
        const bool atLaunch = !row.contains("floor_ms");
        QVERIFY2(atLaunch ? cells[6] == QLatin1String("launch")
                          : isRounded(cells[6], {row["roof_share"].get<double>() * 100}),
                 shown.constData());
    }
}

void TestBenchPaper::withoutAGpuItSaysSo()
{
    const CommandRun run = paper({QStringLiteral("--row"), QStringLiteral("mbdt 2x64x2")});
    if (run.exitCode == 0) {
        QSKIP("there is an NVIDIA GPU here");
    }
    QCOMPARE(run.exitCode, 3);
    QVERIFY2(run.err.contains(QLatin1String("CUDA")) || run.err.contains(QLatin1String("cuda")), qPrintable(run.err));
}

void TestBenchPaper::halfPrecisionIsNotSearchedOnAProcessor()
{
    const CommandRun run =
        test::run({QStringLiteral("search"), QStringLiteral("conv1d_fp16"), QStringLiteral("--steps"),
                   QStringLiteral("1"), QStringLiteral("--store"), m_folder.path()});
    QCOMPARE(run.exitCode, 2);
    QVERIFY2(run.err.contains(QLatin1String("the task conv1d_fp16 is not for the target cpu")), qPrintable(run.err));
}

QTEST_GUILESS_MAIN(TestBenchPaper)
#include "tst_benchpaper.moc"
