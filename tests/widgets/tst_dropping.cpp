// Files that are dropped anywhere on the main window, as a file manager drops them.
#include "tests/widgets/comparedesk.h"
#include "widgets/common/codeview.h"
#include "widgets/panels/topbar.h"
#include "widgets/review/noteeditor.h"
#include "widgets/review/reviewpage.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>

using namespace espalier;
using namespace espalier::test;

namespace {

/// Whether it was taken.
bool drop(QWidget& on, const QMimeData& data)
{
    const QPoint middle = on.rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &enter);
    if (!enter.isAccepted()) {
        return false;
    }
    QDropEvent event(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &event);
    return event.isAccepted();
}

QMimeData* files(const QStringList& paths)
{
    auto* data = new QMimeData;
    QList<QUrl> urls;
    for (const QString& path : paths) {
        urls << QUrl::fromLocalFile(path);
    }
    data->setUrls(urls);
    data->setText(paths.join(QLatin1Char('\n'))); // as file managers do
    return data;
}

QString status(const MainWindow& window)
{
    return window.findChild<QLabel*>(QStringLiteral("status"))->text();
}

} // namespace

class TestDropping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneFileIsOpenedWhereverItFalls();
    void severalAtOnceAreRefusedInASentence();
    void whatIsOfAnotherMachineIsRefusedInASentence();
    void wordsAreNotTaken();
};

void TestDropping::oneFileIsOpenedWhereverItFalls()
{
    CompareDesk desk;
    desk.select(20);
    QTRY_VERIFY(!desk.view().lines().empty());
    QSignalSpy dropped(&desk.window, &MainWindow::pathDropped);
    const std::unique_ptr<QMimeData> file(files({QStringLiteral("/somewhere/kernel.cu")}));
    Inspector& inspector = desk.window.inspector();
    int drops = 0;
    const auto takes = [&](QWidget& on) {
        const bool taken = drop(on, *file);
        ++drops;
        return taken && dropped.size() == drops &&
               dropped.back().front().toString() == QStringLiteral("/somewhere/kernel.cu");
    };
    QVERIFY(takes(desk.window));
    QVERIFY(takes(*desk.window.canvas().viewport()));
    QVERIFY(takes(*desk.view().viewport()));
    QVERIFY(takes(desk.window.topBar().search()));
    QCOMPARE(desk.window.topBar().search().text(), QString());
    inspector.setTab(Inspector::SourceTab);
    const QString source = inspector.source().code();
    QVERIFY(takes(*static_cast<QAbstractScrollArea*>(inspector.source().editor())->viewport()));
    QCOMPARE(inspector.source().code(), source);
    inspector.setTab(Inspector::ReviewTab);
    NoteEditor& note = inspector.review().note();
    QVERIFY(takes(*note.viewport()));
    QCOMPARE(note.toPlainText(), QString());
}

void TestDropping::severalAtOnceAreRefusedInASentence()
{
    CompareDesk desk;
    QSignalSpy dropped(&desk.window, &MainWindow::pathDropped);
    const std::unique_ptr<QMimeData> two(files({QStringLiteral("/a/one.cpp"), QStringLiteral("/a/two.cpp")}));
    QVERIFY(drop(desk.window, *two));
    QVERIFY2(status(desk.window).contains(QStringLiteral("drop one at a time")), qPrintable(status(desk.window)));
    QVERIFY(dropped.isEmpty());
}

void TestDropping::whatIsOfAnotherMachineIsRefusedInASentence()
{
    CompareDesk desk;
    QSignalSpy dropped(&desk.window, &MainWindow::pathDropped);
    QMimeData link;
    link.setUrls({QUrl(QStringLiteral("https://example.org/kernel.cpp"))});
    QVERIFY(drop(desk.window, link));
    QVERIFY(status(desk.window).startsWith(QStringLiteral("Only files and folders of this machine")));
    QVERIFY(dropped.isEmpty());
}

void TestDropping::wordsAreNotTaken()
{
    CompareDesk desk;
    QSignalSpy dropped(&desk.window, &MainWindow::pathDropped);
    QMimeData words;
    words.setText(QStringLiteral("a kernel"));
    const QString before = status(desk.window);
    QVERIFY(!drop(desk.window, words));
    QVERIFY(!drop(*desk.window.canvas().viewport(), words));
    QCOMPARE(status(desk.window), before);
    desk.select(20);
    QTRY_VERIFY(!desk.view().lines().empty());
    desk.window.inspector().setTab(Inspector::ReviewTab);
    QVERIFY(drop(*desk.window.inspector().review().note().viewport(), words)); // a note is of words
    QCOMPARE(desk.window.inspector().review().note().toPlainText(), QStringLiteral("a kernel"));
}

QTEST_MAIN(TestDropping)
#include "tst_dropping.moc"
