// A lesson is prepared, given and left in the real window.
#include "tests/widgets/steereddesk.h"
#include "widgets/charts/chartarea.h"
#include "widgets/diff/diffpane.h"
#include "widgets/diff/diffview.h"
#include "widgets/panels/inspector.h"
#include "widgets/review/noteeditor.h"
#include "widgets/teach/lessonpanel.h"
#include "widgets/tree/treecanvas.h"
#include "widgets/window/dockarea.h"

#include <QAbstractScrollArea>
#include <QDockWidget>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QSignalSpy>
#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

/// A window with a lesson of three stops: the second is shown as the session was when its node came.
struct Classroom : SteeredDesk
{
    Classroom() : SteeredDesk(150), panel(window.findChild<LessonPanel*>())
    {
        window.activateWindow();
        QTRY_VERIFY(window.isActiveWindow());
        for (const NodeNumber node : {30U, 10U, 20U}) {
            window.selection().select(node);
            window.action(Do::Bookmark)->trigger();
            answer(std::nullopt);
        }
        window.lesson().rename(1, QStringLiteral("Tiles"));
        answer(std::nullopt);
        window.lesson().setShownAtItsStep(1, true);
        answer(std::nullopt);
        const int note = static_cast<int>(commands.size());
        Q_EMIT panel->noted(10, QStringLiteral("Why tiles help"));
        QTRY_VERIFY(static_cast<int>(commands.size()) > note);
        answer(std::nullopt);
    }

    std::vector<NodeNumber> nodes()
    {
        std::vector<NodeNumber> list;
        for (const LessonStop& stop : window.lesson().stops()) {
            list.push_back(stop.node);
        }
        return list;
    }
    void press(Qt::Key key) { QTest::keyClick(&window.canvas(), key); }
    QString noteShown() const { return panel->note().toPlainText(); }

    LessonPanel* panel;
};

} // namespace

class TestLesson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bookmarksAreNamedMovedAndTakenBack();
    void aSessionWithoutBookmarksSaysHow();
    void keysGoFromStopToStop();
    void withoutItsLastStopItEnds();
    void lettersAreLargeAndUsualAgain();
    void whatAClassNeedNotSeeIsAwayAndBack();
    void aMomentIsBookmarkedInAReplay();
    void anotherSessionEndsIt();
    void pageDownIsTheLessonsInSourcesToo();
};

void TestLesson::bookmarksAreNamedMovedAndTakenBack()
{
    Classroom room;
    QCOMPARE(room.nodes(), (std::vector<NodeNumber>{30, 10, 20}));
    QCOMPARE(room.panel->list().item(1)->text(), QStringLiteral("Tiles"));
    QCOMPARE(room.panel->list().item(0)->text(), QStringLiteral("Node #30"));
    room.window.lesson().move(2, -2);
    room.answer(std::nullopt);
    QCOMPARE(room.nodes(), (std::vector<NodeNumber>{20, 30, 10}));
    room.window.lesson().move(0, 2);
    room.answer(std::nullopt);
    QCOMPARE(room.nodes(), (std::vector<NodeNumber>{30, 10, 20}));
    room.window.lesson().remove(1);
    room.answer(std::nullopt);
    QCOMPARE(room.nodes(), (std::vector<NodeNumber>{30, 20}));
    room.window.action(Do::Undo)->trigger();
    room.answer(std::nullopt);
    QCOMPARE(room.nodes(), (std::vector<NodeNumber>{30, 10, 20}));
    QCOMPARE(room.window.lesson().stops()[1].bookmark.title, std::string("Tiles"));
    room.panel->list().item(2)->setText(QStringLiteral("The end"));
    room.answer(std::nullopt);
    QCOMPARE(room.window.lesson().stops()[2].bookmark.title, std::string("The end"));
}

void TestLesson::aSessionWithoutBookmarksSaysHow()
{
    SteeredDesk desk;
    const QSignalSpy refused(&desk.window.lesson(), &LessonPlan::refused);
    desk.window.action(Do::GiveLesson)->trigger();
    QCOMPARE(refused.size(), 1);
    QVERIFY(!desk.window.lesson().isGiven() && desk.window.menuBar()->isVisible());
}

void TestLesson::keysGoFromStopToStop()
{
    Classroom room;
    room.window.selection().select(30);
    room.window.action(Do::GiveLesson)->trigger();
    QVERIFY(room.window.lesson().isGiven());
    QCOMPARE(room.window.selection().node(), std::optional<NodeNumber>(30));
    QVERIFY(!room.window.replay().isActive());
    room.press(Qt::Key_PageDown);
    QCOMPARE(room.window.selection().node(), std::optional<NodeNumber>(10));
    QCOMPARE(room.noteShown(), QStringLiteral("Why tiles help"));
    QVERIFY(room.window.replay().isActive());
    const NodeNumber then = room.window.replay().moment();
    QVERIFY(then > 10 && then < 150);
    QCOMPARE(room.window.live().graph().size(), std::size_t(then));
    room.press(Qt::Key_PageDown);
    QCOMPARE(room.window.selection().node(), std::optional<NodeNumber>(20));
    QVERIFY(!room.window.replay().isActive());
    QCOMPARE(room.window.live().graph().size(), std::size_t(150));
    room.press(Qt::Key_PageDown); // at the end it stays
    QCOMPARE(room.window.lesson().current(), std::optional(2));
    room.press(Qt::Key_PageUp);
    QCOMPARE(room.window.lesson().current(), std::optional(1));
    room.press(Qt::Key_Escape);
    QVERIFY(!room.window.lesson().isGiven() && !room.window.replay().isActive());
    QCOMPARE(room.window.selection().node(), std::optional<NodeNumber>(10));
    room.press(Qt::Key_PageDown);
    QVERIFY(!room.window.lesson().isGiven());
}

void TestLesson::withoutItsLastStopItEnds()
{
    Classroom room;
    room.window.selection().select(10);
    room.window.action(Do::GiveLesson)->trigger();
    QVERIFY(room.window.lesson().isGiven() && room.window.replay().isActive());
    FeedBatch batch = room.demo.batch(0, 0);
    for (const NodeNumber node : {10U, 20U, 30U}) {
        batch.events.push_back({1000 + node, {SteerVerb::Unbookmark, node, 0, {}}, "elsewhere", 1.8e9, std::nullopt});
    }
    batch.inFlight = {{500, {3}, "timing", 0}};
    batch.session.state = QStringLiteral("done");
    batch.session.holder.clear();
    room.window.take(batch);
    QVERIFY(!room.window.lesson().isGiven() && !room.window.replay().isActive());
    const LiveGraph& live = room.window.live();
    QCOMPARE(live.graph().size(), std::size_t(150));
    QCOMPARE(live.session().state, QStringLiteral("done"));
    QVERIFY(live.session().holder.isEmpty());
    QCOMPARE(live.inFlight().size(), std::size_t(1));
    QVERIFY(room.nodes().empty());
}

void TestLesson::lettersAreLargeAndUsualAgain()
{
    Classroom room;
    const QWidget* views[]{&room.window.canvas(), &room.window.inspector().diffPane().view(), room.panel,
                           &room.panel->note(), &room.window.charts()};
    std::vector<double> before;
    for (const QWidget* view : views) {
        before.push_back(view->font().pointSizeF());
    }
    room.window.action(Do::GiveLesson)->trigger();
    for (std::size_t i = 0; i < std::size(views); ++i) {
        QVERIFY(std::abs(views[i]->font().pointSizeF() - 1.5 * before[i]) < 0.1);
    }
    for (const QLabel* label : room.window.findChildren<QLabel*>()) {
        QVERIFY2(label->font().pointSizeF() < 2 * before[0] * 1.46, qPrintable(label->text()));
    }
    room.window.action(Do::LessonLeave)->trigger();
    for (std::size_t i = 0; i < std::size(views); ++i) {
        QVERIFY(std::abs(views[i]->font().pointSizeF() - before[i]) < 0.05);
    }
}

void TestLesson::whatAClassNeedNotSeeIsAwayAndBack()
{
    Classroom room;
    const auto panels = [&room] {
        QStringList names;
        for (QDockWidget* panel : room.window.docks().panels()) {
            names << (panel->isHidden() ? QString() : panel->objectName());
        }
        return names;
    };
    const QStringList before = panels();
    const QByteArray layout = room.window.settings().layout;
    room.window.action(Do::GiveLesson)->trigger();
    QVERIFY(room.panel->isVisible() && room.window.inspector().isVisible());
    QVERIFY(!room.window.topBar().isVisible() && !room.window.menuBar()->isVisible());
    QVERIFY(!room.panel->list().isVisible() && room.panel->note().isReadOnly());
    QCOMPARE(room.window.settings().layout, layout); // closed now, it opens as it was
    room.press(Qt::Key_Escape);
    QCOMPARE(panels(), before);
    QVERIFY(room.window.topBar().isVisible() && room.window.menuBar()->isVisible());
    QVERIFY(!room.panel->note().isReadOnly());
}

void TestLesson::aMomentIsBookmarkedInAReplay()
{
    Classroom room;
    room.window.action(Do::Replay)->setChecked(true);
    room.window.replay().goTo(60);
    room.window.selection().select(40);
    room.window.action(Do::Bookmark)->trigger();
    room.answer(std::nullopt);
    QVERIFY(room.window.live().reviews().of(40).bookmarked); // shown at once
    QCOMPARE(room.nodes().back(), NodeNumber(40));
    QCOMPARE(room.window.lesson().stops().back().bookmark.step, std::optional(room.demo.nodes[59].step));
    const std::size_t issued = room.commands.size();
    QVERIFY(!room.window.steering().issue(SteerVerb::Prune, 3));
    QCOMPARE(room.commands.size(), issued);
    room.window.action(Do::Replay)->setChecked(false);
    QVERIFY(room.window.action(Do::Undo)->isEnabled());
    room.window.action(Do::Undo)->trigger();
    room.answer(std::nullopt);
    QCOMPARE(room.nodes(), (std::vector<NodeNumber>{30, 10, 20}));
}

void TestLesson::anotherSessionEndsIt()
{
    Classroom room;
    room.window.action(Do::GiveLesson)->trigger();
    DemoSession other(20, 9);
    other.summary.id = 4711;
    other.events.clear();
    room.window.take(other.opening());
    QVERIFY(!room.window.lesson().isGiven() && room.window.menuBar()->isVisible());
    QVERIFY(room.window.lesson().stops().empty());
}

void TestLesson::pageDownIsTheLessonsInSourcesToo()
{
    Classroom room;
    room.window.selection().select(30);
    room.window.action(Do::GiveLesson)->trigger();
    DiffView& view = room.window.inspector().diffPane().view();
    QTest::keyClick(&view, Qt::Key_PageDown);
    QCOMPARE(room.window.lesson().current(), std::optional(1));
    room.window.inspector().setTab(Inspector::SourceTab);
    QWidget* editor = nullptr;
    for (QAbstractScrollArea* area : room.window.inspector().findChildren<QAbstractScrollArea*>()) {
        if (area->isVisible() && area->inherits("QsciScintilla")) {
            editor = area;
        }
    }
    QVERIFY(editor != nullptr);
    QTest::keyClick(editor, Qt::Key_PageDown);
    QCOMPARE(room.window.lesson().current(), std::optional(2));
}

QTEST_MAIN(TestLesson)
#include "tst_lesson.moc"
