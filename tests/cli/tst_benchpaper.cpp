#include "core/base/file.h"
#include "tests/cli/commandrun.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace espalier;
using espalier::test::CommandRun;

/// The command that makes the paper's table, as far as a machine without a GPU can tell.
class TestBenchPaper : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    static CommandRun paper(const QStringList& more)
    {
        return test::run(QStringList{QStringLiteral("bench"), QStringLiteral("paper")} + more);
    }

private Q_SLOTS:
    void rowsAreNamed();
    void torchFiguresAreChecked();
    void recordedSessionsMakeTheTable();
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
    namespace fs = std::filesystem;
    const fs::path copy = fs::path(m_folder.path().toStdString()) / "sessions";
    fs::copy(fs::path(ESPALIER_SOURCE_DIR) / "resources/examples/h200", copy,
             fs::copy_options::recursive);
    const QString folder = QString::fromStdString(copy.string());
    const CommandRun run = paper({QStringLiteral("--sessions"), folder, QStringLiteral("--json")});
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
