// What takes long can be cancelled in the window; what was cancelled keeps nothing and says nothing any more.
#include "tests/widgets/demosession.h"
#include "tests/widgets/runningprogram.h"
#include "widgets/window/workbar.h"

#include <QSignalSpy>

#include <atomic>

using namespace espalier;
using namespace espalier::test;

class TestCancelling : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCancelledImportKeepsNothing();
    void anImportThatComesLateOpensNothing();
    void aCancelledExportWritesNothing();
    void workThatIsKeptCannotBeCancelled();
    void sanitizersAreStopped();
};

void TestCancelling::aCancelledImportKeepsNothing()
{
    Program program; // with no store open: opening one takes the newest session in it, which may be what is imported
    MainWindow& window = program.gui.window();
    Store store = *Store::open(program.folder.path());
    const std::filesystem::path run = checkpoint(program);
    // Reading so little may be over before anybody could cancel it; then once more.
    for (int i = 0; i < 50; ++i) {
        const std::size_t before = store.sessions()->size();
        program.drop(run);
        QCOMPARE(window.works().sentences(), QStringList{QStringLiteral("Reading %1…").arg(nameOf(run))});
        window.works().cancelFirst();
        if (window.works().sentences().isEmpty()) {
            const auto shown = window.live().session().id;
            QCOMPARE(program.status(), QStringLiteral("Cancelled, and nothing was kept: Reading %1…").arg(nameOf(run)));
            QTest::qWait(300); // long enough for what would come late
            QCOMPARE(window.live().session().id, shown);
            QCOMPARE(store.sessions()->size(), before);
            return;
        }
        QTRY_VERIFY(window.works().sentences().isEmpty());
        QTest::qWait(100);
    }
    QFAIL("it could never be cancelled");
}

void TestCancelling::anImportThatComesLateOpensNothing()
{
    Program program; // with no store open, as above
    MainWindow& window = program.gui.window();
    program.drop(checkpoint(program));
    window.take(DemoSession(20).opening()); // the person goes on to another session
    const auto shown = window.live().session().id;
    QTRY_VERIFY(program.status().startsWith(QStringLiteral("1 program of OpenEvolve's run")));
    QTest::qWait(100);
    QCOMPARE(window.live().session().id, shown);
}

void TestCancelling::aCancelledExportWritesNothing()
{
    Program program;
    openReview(program);
    MainWindow& window = program.gui.window();
    const SessionId session = window.live().session().id;
    Exporter exporter(window, program.folder.path());
    QSignalSpy finished(&exporter, &Exporter::finished);
    const QString file = QString::fromStdString((program.folder.path() / "report.html").string());
    bool isCancelled = false;
    for (int i = 0; i < 50 && !isCancelled; ++i) { // as above
        std::filesystem::remove(program.folder.path() / "report.html");
        finished.clear();
        exporter.writeReport(session, file);
        window.works().cancelFirst();
        isCancelled = window.works().sentences().isEmpty();
        QTRY_VERIFY(window.works().sentences().isEmpty());
    }
    QVERIFY(isCancelled);
    QVERIFY(program.status().startsWith(QStringLiteral("Cancelled, and nothing was kept: Writing the report")));
    QTest::qWait(300);
    QVERIFY(finished.isEmpty());
    QVERIFY(!std::filesystem::exists(program.folder.path() / "report.html"));
    exporter.writeReport(session, file); // and it can be asked for again
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY2(std::filesystem::exists(program.folder.path() / "report.html"),
             qPrintable(finished.front().front().toString()));
    QVERIFY(window.works().sentences().isEmpty());
}

void TestCancelling::workThatIsKeptCannotBeCancelled()
{
    Program program;
    MainWindow& window = program.gui.window();
    std::atomic<bool> isKept = false;
    std::atomic<bool> mayEnd = false;
    QString answered;
    LongWorks works(window);
    works.start(
        QStringLiteral("Writing"),
        [&](const LongWorks::Keep& keep) -> Result<QString> {
            isKept = keep();
            while (!mayEnd) {
                QThread::msleep(1);
            }
            return QStringLiteral("done");
        },
        [&](const Result<QString>& answer) { answered = *answer; });
    QTRY_VERIFY(isKept);
    window.works().cancelFirst();
    QCOMPARE(window.works().sentences().size(), 1);
    QVERIFY(program.status().startsWith(QStringLiteral("It is too late")));
    mayEnd = true;
    QTRY_COMPARE(answered, QStringLiteral("done"));
    QVERIFY(window.works().sentences().isEmpty());
}

void TestCancelling::sanitizersAreStopped()
{
    Program program;
    openReview(program);
    MainWindow& window = program.gui.window();
    FlatButton& button = window.inspector().review().sanitizeButton();
    button.click();
    QCOMPARE(window.works().sentences(), QStringList{QStringLiteral("The sanitizers run on #0…")});
    window.works().cancelFirst();
    QVERIFY(window.works().sentences().isEmpty());
    QVERIFY(program.status().startsWith(QStringLiteral("The sanitizers are being stopped")));
    QTRY_VERIFY_WITH_TIMEOUT(button.isEnabled(), 30000);
    QTest::qWait(200);
    QVERIFY(!window.live().reviews().of(0).sanitized.has_value());
    QVERIFY(button.isVisible()); // to be asked for again
}

QTEST_MAIN(TestCancelling)
#include "tst_cancelling.moc"
