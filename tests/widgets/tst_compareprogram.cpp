// What the program does for the comparison: machine code by the real compiler, patches into files, the benchmark.
#include "app/gui/assemblyservice.h"
#include "app/gui/diffbench.h"
#include "app/gui/patchsaver.h"
#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "tests/widgets/demosession.h"
#include "widgets/diff/diffpane.h"
#include "widgets/diff/diffview.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/inspector.h"

#include <QFileDialog>
#include <QLabel>
#include <QTest>

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace espalier;
using namespace espalier::test;

namespace {

/// The demo's window, whose nodes are the task's real seed with an option of their own.
struct Program
{
    Program()
    {
        const Result<std::string> seed = readFile(ESPALIER_SOURCE_DIR "/resources/tasks/rmsnorm/seed.cpp");
        QObject::connect(
            &window.details(), &DetailsCache::wanted, &window,
            [this, source = seed ? *seed : std::string()](quint64 generation, NodeNumber node) {
                auto details = std::make_shared<NodeDetails>(*demo.details(node));
                details->candidate.source = source + (node == 20 ? "// twenty\n" : "");
                details->candidate.options = {node == 20 ? "-O3" : "-O1"};
                window.details().put(generation, node, details);
            },
            Qt::QueuedConnection);
        window.show();
        window.take(demo.opening());
        window.selection().select(20);
    }
    DiffPane& pane() { return window.inspector().diffPane(); }
    bool showsCode()
    {
        return std::ranges::any_of(pane().view().diff().rows, [](const DiffRow& row) { return row.left == "kernel:"; });
    }

    DemoSession demo{60};
    MainWindow window;
    AssemblyService service{window};
    PatchSaver saver{window};
};

} // namespace

class TestCompareProgram : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(!m_cache.path().empty());
        qputenv("XDG_CACHE_HOME", m_cache.path().c_str());
        qputenv("ESPALIER_SHARE", ESPALIER_SOURCE_DIR "/resources");
    }
    void machineCodeIsMadeOnDemand();
    void whatNobodyWaitsForIsForgotten();
    void patchesAreSaved();
    void theBenchmarkMeasures();

private:
    TemporaryFolder m_cache;
};

void TestCompareProgram::machineCodeIsMadeOnDemand()
{
    Program program;
    QTRY_VERIFY(!program.pane().view().lines().empty());
    program.pane().setCompared(Compared::Assembly);
    QTRY_VERIFY2_WITH_TIMEOUT(program.showsCode(), qPrintable(program.pane().view().message()), 60'000);
    QVERIFY(program.pane().view().diff().added > 0);
}

void TestCompareProgram::whatNobodyWaitsForIsForgotten()
{
    Program program;
    program.pane().setCompared(Compared::Assembly);
    // Ten nodes in passing; what is looked at last comes first, not after twenty builds.
    for (NodeNumber node = 21; node < 31; ++node) {
        program.window.selection().select(node);
        QTest::qWait(5);
    }
    program.window.selection().select(20);
    QTRY_VERIFY2_WITH_TIMEOUT(program.pane().headingText().contains(QStringLiteral("→ #20")) && program.showsCode(),
                              qPrintable(program.pane().view().message()), 60'000);
}

void TestCompareProgram::patchesAreSaved()
{
    Program program;
    QTRY_VERIFY(!program.pane().view().lines().empty());
    program.pane().exportPatch();
    auto* dialog = program.window.findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr && dialog->isVisible());
    const TemporaryFolder folder;
    const QString path = QString::fromStdString((folder.path() / "my.patch").string());
    Q_EMIT dialog->fileSelected(path);
    QCOMPARE(*readFile(folder.path() / "my.patch"), program.pane().patch().toStdString());
    auto* status = program.window.findChild<QLabel*>(QStringLiteral("status"));
    QCOMPARE(status->text(), QStringLiteral("The patch is saved as %1.").arg(path));
    Q_EMIT dialog->fileSelected(QStringLiteral("/no/such/folder/my.patch"));
    QVERIFY(status->text() != QStringLiteral("The patch is saved as %1.").arg(path));
    QVERIFY(!status->text().startsWith(QStringLiteral("The patch is saved")));
}

void TestCompareProgram::theBenchmarkMeasures()
{
    const nlohmann::json figures = nlohmann::json::parse(benchDiff(200));
    QCOMPARE(figures.at("lines").get<int>(), 200);
    QVERIFY(figures.at("diff_ms").get<double>() > 0);
    QVERIFY(figures.at("show_ms").get<double>() > 0);
}

QTEST_MAIN(TestCompareProgram)
#include "tst_compareprogram.moc"
