#include "tests/widgets/foundnodes.h"
#include "tests/widgets/reviewbench.h"
#include "widgets/common/flatbutton.h"
#include "widgets/common/theme.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/inspector.h"
#include "widgets/review/checklistview.h"
#include "widgets/review/commentslist.h"
#include "widgets/review/commentsmodel.h"
#include "widgets/review/noteeditor.h"
#include "widgets/review/reviewpage.h"
#include "widgets/review/reviewsteps.h"
#include "widgets/review/reviewtext.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace espalier;
using namespace espalier::test;

namespace {

PlacedComment placed(std::int64_t id, int line, const std::string& text)
{
    PlacedComment one;
    one.comment.id = id;
    one.comment.line = line;
    one.comment.said.text = text;
    one.comment.author = "anna";
    one.place = LinePlace{LineFate::Same, line};
    return one;
}

} // namespace

class TestReview : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void commentsModelIsSound();
    void hostileTextIsPlain();
    void aNodeGoesItsWayWithButtons();
    void approvalOverOpenItemsAsksWhy();
    void reviewsHoldAtOnceWhileASearchRuns();
    void undoTakesBackWhatWasSaid();
    void notesAreKeptWhenTheNodeIsLeft();
    void bookmarksAndSearchWords();
    void treeShowsASign();
    void nothingIsSelected();
    void pictures();
};

void TestReview::commentsModelIsSound()
{
    CommentsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setComments({placed(7, 3, "why?"), placed(9, 4, "aligned?")});
    QCOMPARE(model.rowOf(9), 1);
    QCOMPARE(model.rowOf(4711), -1);
    PlacedComment gone = placed(11, 5, "was here");
    gone.place = LinePlace{LineFate::Deleted, 5};
    gone.carried = true;
    PlacedComment loading = placed(12, 5, "not read yet");
    loading.place.reset();
    PlacedComment old = placed(13, 6, "taken out");
    old.comment.said.side = CommentSide::Parent;
    old.resolution = Resolution{};
    model.setComments({gone, loading, old});
    const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(cell(0, CommentsModel::Line), QStringLiteral("gone"));
    QCOMPARE(cell(1, CommentsModel::Line), QStringLiteral("…"));
    QCOMPARE(cell(2, CommentsModel::Line), QStringLiteral("− 6"));
    QVERIFY(cell(2, CommentsModel::By).contains(QStringLiteral("✓ resolved")));
    model.setComments({});
    QCOMPARE(model.rowCount(), 0);
}

void TestReview::hostileTextIsPlain()
{
    const std::string hostile = "<img src=x onerror=y><b>bold</b>\u202e\x1b[2J";
    CommentsModel model;
    model.setComments({placed(1, 1, hostile)});
    const QString tip = model.index(0, CommentsModel::Text).data(Qt::ToolTipRole).toString();
    QVERIFY2(!tip.contains(QStringLiteral("<img")) && tip.contains(QStringLiteral("&lt;img")), qPrintable(tip));
    QVERIFY(!model.index(0, CommentsModel::Text).data().toString().contains(QChar(0x202e)));
    ReviewBench desk;
    desk.record({SteerVerb::Propose, kReviewed, 0, hostile}, hostile);
    desk.record({SteerVerb::Note, kReviewed, 0, hostile}, "ben");
    desk.record({SteerVerb::Comment, kReviewed, 1, hostile}, hostile);
    for (const QLabel* label : desk.page().findChildren<QLabel*>()) {
        if (label->text().contains(QStringLiteral("img"))) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            QVERIFY(!label->text().contains(QChar(0x202e)));
        }
    }
    QVERIFY(!desk.window.grab().isNull());
}

void TestReview::aNodeGoesItsWayWithButtons()
{
    ReviewBench desk;
    QTRY_COMPARE(desk.page().checklist().lines().size(), 9);
    QVERIFY(desk.page().steps().button(SteerVerb::Propose)->isVisible());
    QVERIFY(!desk.page().steps().button(SteerVerb::Approve)->isVisible());
    desk.press(SteerVerb::Propose);
    desk.press(SteerVerb::Review);
    QVERIFY(desk.page().steps().stateText().startsWith(QStringLiteral("In review by anna")));
    QVERIFY(!desk.page().steps().button(SteerVerb::Propose)->isVisible());
    desk.press(SteerVerb::Reject);
    QVERIFY(desk.answer(QStringLiteral("too clever")));
    QCOMPARE(desk.commands.back(), (SteerCommand{SteerVerb::Reject, kReviewed, 0, "too clever"}));
    QVERIFY(desk.page().steps().stateText().startsWith(QStringLiteral("Rejected")));
    desk.press(SteerVerb::Withdraw);
    QCOMPARE(desk.page().steps().stateText(), QStringLiteral("Not in review"));
}

void TestReview::approvalOverOpenItemsAsksWhy()
{
    ReviewBench desk;
    QTRY_COMPARE(desk.page().checklist().lines().size(), 9);
    const auto id = desk.record({SteerVerb::Comment, kReviewed, 1, "why?"}, "ben");
    desk.press(SteerVerb::Propose);
    desk.press(SteerVerb::Review);
    const std::size_t before = desk.commands.size();
    desk.press(SteerVerb::Approve);
    QCOMPARE(desk.commands.size(), before); // it asks first
    QVERIFY(desk.answer(QStringLiteral("answered in person")));
    QCOMPARE(desk.commands.back(), (SteerCommand{SteerVerb::Approve, kReviewed, 0, "answered in person"}));
    desk.press(SteerVerb::Review);
    desk.record({SteerVerb::Resolve, kReviewed, double(id), ""}, "ben");
    QVERIFY(std::ranges::any_of(desk.page().checklist().lines(), [](const QString& line) {
        return line.startsWith(QStringLiteral("✓ yes: Every comment settled"));
    }));
}

void TestReview::reviewsHoldAtOnceWhileASearchRuns()
{
    ReviewBench desk; // its session is held by a running search
    const auto waiting = desk.window.live().pending().size();
    desk.press(SteerVerb::Propose);
    QCOMPARE(desk.window.live().reviews().of(kReviewed).state, ReviewState::Proposed);
    desk.record({SteerVerb::Prune, kReviewed, 0, ""}, "anna");
    QVERIFY(!desk.window.live().graph().state(kReviewed).pruned); // steering waits
    QCOMPARE(desk.window.live().pending().size(), waiting + 1);
}

void TestReview::undoTakesBackWhatWasSaid()
{
    ReviewBench desk;
    desk.press(SteerVerb::Propose);
    QCOMPARE(desk.window.action(Do::Undo)->text(), QStringLiteral("Undo Propose #17"));
    desk.window.action(Do::Undo)->trigger();
    QCOMPARE(desk.window.live().reviews().of(kReviewed).state, ReviewState::None);
    QTRY_VERIFY(!desk.page().desk().lines(CommentSide::Own).empty());
    QVERIFY(desk.page().desk().comment(2, CommentSide::Own, QStringLiteral("why?")));
    QCOMPARE(desk.page().comments().model().rowCount(), 1);
    desk.window.action(Do::Undo)->trigger();
    QCOMPARE(desk.page().comments().model().rowCount(), 0);
    desk.window.action(Do::Redo)->trigger();
    QCOMPARE(desk.page().comments().model().rowCount(), 1);
}

void TestReview::notesAreKeptWhenTheNodeIsLeft()
{
    ReviewBench desk;
    QTest::keyClicks(&desk.page().note(), QStringLiteral("show third"));
    desk.record({SteerVerb::Note, kReviewed, 0, "of somebody else"}, "ben");
    QCOMPARE(desk.page().note().toPlainText(), QStringLiteral("show third")); // nobody types into another's hands
    desk.window.selection().select(18);
    QCOMPARE(desk.commands.back(), (SteerCommand{SteerVerb::Note, kReviewed, 0, "show third"}));
    QVERIFY(desk.page().note().toPlainText().isEmpty());
    const std::size_t before = desk.commands.size();
    desk.window.selection().select(kReviewed);
    QCOMPARE(desk.page().note().toPlainText(), QStringLiteral("show third"));
    desk.window.selection().select(18);
    QCOMPARE(desk.commands.size(), before); // nothing was changed
}

void TestReview::bookmarksAndSearchWords()
{
    ReviewBench desk;
    desk.window.action(Do::Bookmark)->trigger();
    desk.record({SteerVerb::Propose, 20, 0, ""}, "anna");
    desk.record({SteerVerb::Review, 20, 0, ""}, "anna");
    desk.record({SteerVerb::Note, 21, 0, "Slide three"}, "anna");
    desk.record({SteerVerb::Comment, 22, 1, "why?"}, "anna");
    const auto find = [&](const char* words) {
        return findNodes(desk.window.live().graph(), QString::fromLatin1(words), desk.window.live().reviews());
    };
    QCOMPARE(find("bookmark"), std::set<NodeNumber>{kReviewed});
    QCOMPARE(find("review:in"), std::set<NodeNumber>{20});
    QCOMPARE(find("review:"), std::set<NodeNumber>{20});
    QCOMPARE(find("review:approved"), std::set<NodeNumber>{});
    QCOMPARE(find("slide"), std::set<NodeNumber>{21});
    QCOMPARE(find("commented"), std::set<NodeNumber>{22});
    desk.window.action(Do::Bookmark)->trigger();
    QVERIFY(find("bookmark").empty());
}

void TestReview::treeShowsASign()
{
    NodeReview review;
    QVERIFY(reviewtext::signs(review).isEmpty());
    review.state = ReviewState::Approved;
    review.bookmarked = true;
    QCOMPARE(reviewtext::signs(review), QStringLiteral(" ✓ ※"));
    QVERIFY(reviewtext::words(review).contains(QStringLiteral("approved")));
    ReviewBench desk;
    desk.record({SteerVerb::Propose, kReviewed, 0, ""}, "anna");
    QVERIFY(!desk.window.grab().isNull());
}

void TestReview::nothingIsSelected()
{
    ReviewBench desk;
    desk.window.selection().select(std::nullopt);
    QCOMPARE(desk.page().steps().stateText(), QStringLiteral("No node selected"));
    for (const SteerVerb verb : {SteerVerb::Propose, SteerVerb::Approve, SteerVerb::Bookmark}) {
        QVERIFY(!desk.page().steps().button(verb)->isVisible());
    }
    desk.page().steps().button(SteerVerb::Bookmark)->click();
    QVERIFY(desk.commands.empty());
}

/// Not a check: with ESPALIER_SHOTS=DIR the page is drawn to files, to be looked at.
void TestReview::pictures()
{
    const QString folder = qEnvironmentVariable("ESPALIER_SHOTS");
    if (folder.isEmpty()) {
        return;
    }
    for (const QString& theme : {QStringLiteral("light"), QStringLiteral("dark")}) {
        applyTheme(*qApp, theme);
        ReviewBench desk;
        QTest::qWait(500);
        desk.page().desk().comment(
            3, CommentSide::Own,
            QStringLiteral("Was 64 measured, or is it a guess? The tail of the last row is read twice."));
        desk.page().desk().comment(8, CommentSide::Own, QStringLiteral("good"));
        desk.record({SteerVerb::Comment, *desk.window.live().graph().parent(kReviewed), 5,
                     "Why is this unrolled here and not by the compiler?"},
                    "ben");
        desk.press(SteerVerb::Propose);
        desk.press(SteerVerb::Review);
        desk.record({SteerVerb::Note, kReviewed, 0, "Third on the slide: the first with one pass over x."}, "ben");
        desk.record({SteerVerb::Bookmark, 20, 0, ""}, "anna");
        desk.record({SteerVerb::Propose, 21, 0, ""}, "anna");
        QTest::qWait(300);
        const QString scale = QString::number(desk.window.devicePixelRatioF());
        QVERIFY(desk.window.grab().save(folder + QStringLiteral("/review-%1-%2x.png").arg(theme, scale)));
        desk.page().comments().table().setCurrentIndex(desk.page().comments().model().index(0, 0));
        for (auto* area : desk.page().findChildren<QScrollArea*>()) {
            area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
        }
        QTest::qWait(100);
        QVERIFY(desk.window.inspector().grab().save(folder + QStringLiteral("/below-%1-%2x.png").arg(theme, scale)));
        desk.window.inspector().setTab(Inspector::SourceTab);
        QTest::qWait(100);
        QVERIFY(desk.window.inspector().grab().save(folder + QStringLiteral("/source-%1-%2x.png").arg(theme, scale)));
        desk.window.inspector().setTab(Inspector::DiffTab);
        QTest::qWait(100);
        QVERIFY(desk.window.inspector().grab().save(folder + QStringLiteral("/diff-%1-%2x.png").arg(theme, scale)));
    }
}

QTEST_MAIN(TestReview)
#include "tst_review.moc"
