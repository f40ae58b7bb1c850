#include "app/gui/exporter.h"
#include "core/base/file.h"
#include "tests/handover/handoverfixture.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/patchdialog.h"

#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace espalier;

namespace fs = std::filesystem;

/// What the window's three exports end in, without the dialogs that choose a place.
class TestExporter : public QObject
{
    Q_OBJECT

private:
    HandoverFixture m_fixture;
    MainWindow m_window;
    Exporter m_exporter{m_window, m_fixture.folder.path() / "store"};

    QString at(const char* name) const { return QString::fromStdString((m_fixture.folder.path() / name).string()); }
    /// The sentence that an export ends with.
    QString said(const std::function<void()>& work)
    {
        QSignalSpy spy(&m_exporter, &Exporter::finished);
        work();
        return spy.wait(20'000) ? spy.front().front().toString() : QStringLiteral("nothing");
    }

private Q_SLOTS:
    void initTestCase();
    void aReport();
    void aBundle();
    void aPatchAsAFile();
    void aPatchAsACommit();
    void theDialogAsksForWhatACommitNeeds();
    void theActionsAreThereForWhatIsOpen();
};

void TestExporter::initTestCase()
{
    m_fixture.add(kernelText("softmax_two_rows.cpp"), 0, Verdict::Accepted, {{"square", {1.5, 1.4, 1.6}}});
}

void TestExporter::aReport()
{
    const QString told = said([&] { m_exporter.writeReport(m_fixture.session, at("report.html")); });
    QCOMPARE(told, QStringLiteral("The report is in %1.").arg(at("report.html")));
    QVERIFY(readFile(m_fixture.folder.path() / "report.html")->starts_with("<!DOCTYPE html>"));
}

void TestExporter::aBundle()
{
    const QString told = said([&] { m_exporter.writeBundle(m_fixture.session, at("bundle")); });
    QVERIFY2(told.startsWith(QLatin1String("The bundle is in")), qPrintable(told));
    QVERIFY(fs::exists(m_fixture.folder.path() / "bundle" / "REPORT.html"));
    const QString again = said([&] { m_exporter.writeBundle(m_fixture.session, at("bundle")); });
    QVERIFY2(again.contains(QLatin1String("something is there already")), qPrintable(again));
}

void TestExporter::aPatchAsAFile()
{
    const QString told = said([&] { m_exporter.writePatch(m_fixture.session, 1, at("node.patch")); });
    QCOMPARE(told, QStringLiteral("The patch of #1 is in %1.").arg(at("node.patch")));
    QVERIFY(readFile(m_fixture.folder.path() / "node.patch")->find("+++ b/softmax.cpp") != std::string::npos);
}

void TestExporter::aPatchAsACommit()
{
    const fs::path checkout = m_fixture.folder.path() / "checkout";
    fs::create_directories(checkout);
    QVERIFY(writeFileAtomic(checkout / "softmax.cpp", m_fixture.seed()));
    for (const std::vector<std::string>& words : {std::vector<std::string>{"git", "init", "-q"},
                                                  {"git", "config", "user.name", "A Person"},
                                                  {"git", "config", "user.email", "person@example.org"},
                                                  {"git", "add", "."},
                                                  {"git", "commit", "-qm", "Begin"}}) {
        QCOMPARE(runTool(words, checkout).exitCode, 0);
    }
    const PatchRequest request{true, at("checkout"), QStringLiteral("faster"), QStringLiteral("softmax.cpp")};
    const QString told = said([&] { m_exporter.commitPatch(m_fixture.session, 1, request); });
    QVERIFY2(told.contains(QLatin1String("on the new branch faster of")), qPrintable(told));
    QCOMPARE(runTool({"git", "show", "faster:softmax.cpp"}, checkout).output, kernelText("softmax_two_rows.cpp"));
    const QString again = said([&] { m_exporter.commitPatch(m_fixture.session, 1, request); });
    QVERIFY2(again.contains(QLatin1String("exists already")), qPrintable(again));
}

void TestExporter::theDialogAsksForWhatACommitNeeds()
{
    PatchDialog dialog(1, QStringLiteral("espalier/softmax-1.1"));
    const auto buttons = dialog.findChildren<QPushButton*>();
    const auto named = [&](const char* text) {
        return *std::ranges::find(buttons, QString::fromUtf8(text), [](const QPushButton* b) { return b->text(); });
    };
    QVERIFY(named("Export")->isEnabled()); // a file needs nothing more
    QVERIFY(!named("Choose…")->isEnabled());
    dialog.findChildren<QRadioButton*>().at(1)->setChecked(true);
    QVERIFY(!named("Export")->isEnabled());
    QSignalSpy wanted(&dialog, &PatchDialog::folderWanted);
    named("Choose…")->click();
    QCOMPARE(wanted.count(), 1);
    dialog.setCheckout(QStringLiteral("/a/checkout"));
    dialog.findChildren<QLineEdit*>().last()->setText(QStringLiteral(" src/softmax.cpp "));
    QVERIFY(named("Export")->isEnabled());
    const PatchRequest request = dialog.request();
    QVERIFY(request.commit);
    QCOMPARE(request.branch, QStringLiteral("espalier/softmax-1.1"));
    QCOMPARE(request.path, QStringLiteral("src/softmax.cpp"));
}

void TestExporter::theActionsAreThereForWhatIsOpen()
{
    QVERIFY(!m_window.action(Do::ExportPatch)->isEnabled());
    QVERIFY(!m_window.action(Do::ExportReport)->isEnabled());
    FeedBatch batch;
    batch.reset = true;
    batch.session.id = m_fixture.session;
    batch.nodes = *m_fixture.store.nodes(m_fixture.session);
    m_window.take(batch);
    QVERIFY(m_window.action(Do::ExportBundle)->isEnabled());
    QSignalSpy asked(&m_window, &MainWindow::exportAsked);
    m_window.selection().select(1);
    QVERIFY(m_window.action(Do::ExportPatch)->isEnabled());
    disconnect(&m_window, &MainWindow::exportAsked, &m_exporter, nullptr); // no dialog
    m_window.action(Do::ExportPatch)->trigger();
    QCOMPARE(asked.count(), 1);
    QVERIFY(asked.front().front().value<Do>() == Do::ExportPatch);
}

QTEST_MAIN(TestExporter)
#include "tst_exporter.moc"
