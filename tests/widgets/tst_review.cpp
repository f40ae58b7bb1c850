#include "tests/widgets/demosession.h"
#include "widgets/common/codeview.h"
#include "widgets/common/flatbutton.h"
#include "widgets/common/theme.h"
#include "widgets/diff/diffpane.h"
#include "widgets/diff/diffview.h"
#include "widgets/mainwindow.h"
#include "widgets/models/nodesearch.h"
#include "widgets/panels/inspector.h"
#include "widgets/review/checklistview.h"
#include "widgets/review/commentslist.h"
#include "widgets/review/commentsmodel.h"
#include "widgets/review/noteeditor.h"
#include "widgets/review/remarkdialog.h"
#include "widgets/review/reviewpage.h"
#include "widgets/review/reviewsteps.h"
#include "widgets/review/reviewtext.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace espalier;
using namespace espalier::test;

namespace {

constexpr NodeNumber kNode = 17;

/// The real window on a demo session, with a store that records whatever it is told.
struct Desk
{
    Desk()
    {
        QObject::connect(
            &window.details(), &DetailsCache::wanted, &window,
            [this](quint64 generation, NodeNumber node) { window.details().put(generation, node, details(node)); },
            Qt::QueuedConnection);
        QObject::connect(&window, &MainWindow::commandIssued, &window,
                         [this](const SteerCommand& command) { record(command, "anna"); });
        window.setSessions(demo.sessions());
        window.resize(1440, 900);
        window.show();
        window.take(demo.opening());
        window.selection().select(kNode);
        window.inspector().setTab(Inspector::ReviewTab);
    }

    NodeDetailsPtr details(NodeNumber node) const
    {
        auto copy = std::make_shared<NodeDetails>(*demo.details(node));
        copy->evaluation.trust = {2, "full", {"bubblewrap"}};
        copy->evaluation.finalist =
            Finalist{copy->evaluation.speedup, "addresses and undefined behaviour: clean; data races: clean"};
        return copy;
    }

    std::int64_t record(const SteerCommand& command, const std::string& author)
    {
        commands.push_back(command);
        FeedBatch batch = demo.batch(0, 0);
        batch.events = {{static_cast<std::int64_t>(100 + commands.size()), command, author, 1.7e9, std::nullopt}};
        window.take(batch);
        return batch.events[0].id;
    }

    ReviewPage& page() { return window.inspector().review(); }
    void press(SteerVerb verb) { page().steps().button(verb)->click(); }
    /// Writes into the dialog that is open and hands it in.
    void answer(const QString& text)
    {
        auto* dialog = window.findChild<RemarkDialog*>();
        QVERIFY(dialog != nullptr);
        dialog->editor().setPlainText(text);
        dialog->accept();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    DemoSession demo{150};
    MainWindow window;
    std::vector<SteerCommand> commands;
};

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

/// A line that the diff shows on its right.
int shownLine(const DiffView& view)
{
    for (const DiffLine& line : view.lines()) {
        if (line.kind == DiffLine::Added) {
            return view.diff().rows[static_cast<std::size_t>(line.row)].rightLine.value_or(0);
        }
    }
    return 0;
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
    void doubleClickBesideALineComments();
    void keyCCommentsOnTheCurrentLine();
    void commentsAreMarkedInSourceAndFollowToChildren();
    void goToLineShowsTheSource();
    void resolvedHereStaysOpenThere();
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
    Desk desk;
    desk.record({SteerVerb::Propose, kNode, 0, hostile}, hostile);
    desk.record({SteerVerb::Note, kNode, 0, hostile}, "ben");
    desk.record({SteerVerb::Comment, kNode, 1, hostile}, hostile);
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
    Desk desk;
    QTRY_COMPARE(desk.page().checklist().lines().size(), 9);
    QVERIFY(desk.page().steps().button(SteerVerb::Propose)->isVisible());
    QVERIFY(!desk.page().steps().button(SteerVerb::Approve)->isVisible());
    desk.press(SteerVerb::Propose);
    desk.press(SteerVerb::Review);
    QVERIFY(desk.page().steps().stateText().startsWith(QStringLiteral("In review by anna")));
    QVERIFY(!desk.page().steps().button(SteerVerb::Propose)->isVisible());
    desk.press(SteerVerb::Reject);
    desk.answer(QStringLiteral("too clever"));
    QCOMPARE(desk.commands.back(), (SteerCommand{SteerVerb::Reject, kNode, 0, "too clever"}));
    QVERIFY(desk.page().steps().stateText().startsWith(QStringLiteral("Rejected")));
    desk.press(SteerVerb::Withdraw);
    QCOMPARE(desk.page().steps().stateText(), QStringLiteral("Not in review"));
}

void TestReview::approvalOverOpenItemsAsksWhy()
{
    Desk desk;
    QTRY_COMPARE(desk.page().checklist().lines().size(), 9);
    const auto id = desk.record({SteerVerb::Comment, kNode, 1, "why?"}, "ben");
    desk.press(SteerVerb::Propose);
    desk.press(SteerVerb::Review);
    const std::size_t before = desk.commands.size();
    desk.press(SteerVerb::Approve);
    QCOMPARE(desk.commands.size(), before); // it asks first
    desk.answer(QStringLiteral("answered in person"));
    QCOMPARE(desk.commands.back(), (SteerCommand{SteerVerb::Approve, kNode, 0, "answered in person"}));
    desk.press(SteerVerb::Review);
    desk.record({SteerVerb::Resolve, kNode, double(id), ""}, "ben");
    QVERIFY(std::ranges::any_of(desk.page().checklist().lines(), [](const QString& line) {
        return line.startsWith(QStringLiteral("✓ yes: Every comment settled"));
    }));
}

void TestReview::reviewsHoldAtOnceWhileASearchRuns()
{
    Desk desk; // its session is held by a running search
    const auto waiting = desk.window.live().pending().size();
    desk.press(SteerVerb::Propose);
    QCOMPARE(desk.window.live().reviews().of(kNode).state, ReviewState::Proposed);
    desk.record({SteerVerb::Prune, kNode, 0, ""}, "anna");
    QVERIFY(!desk.window.live().graph().state(kNode).pruned); // steering waits
    QCOMPARE(desk.window.live().pending().size(), waiting + 1);
}

void TestReview::undoTakesBackWhatWasSaid()
{
    Desk desk;
    desk.press(SteerVerb::Propose);
    QCOMPARE(desk.window.action(Do::Undo)->text(), QStringLiteral("Undo Propose #17"));
    desk.window.action(Do::Undo)->trigger();
    QCOMPARE(desk.window.live().reviews().of(kNode).state, ReviewState::None);
    QTRY_VERIFY(!desk.page().desk().lines(CommentSide::Own).empty());
    QVERIFY(desk.page().desk().comment(2, CommentSide::Own, QStringLiteral("why?")));
    QCOMPARE(desk.page().comments().model().rowCount(), 1);
    desk.window.action(Do::Undo)->trigger();
    QCOMPARE(desk.page().comments().model().rowCount(), 0);
    desk.window.action(Do::Redo)->trigger();
    QCOMPARE(desk.page().comments().model().rowCount(), 1);
}

void TestReview::doubleClickBesideALineComments()
{
    Desk desk;
    desk.window.inspector().setTab(Inspector::DiffTab);
    DiffView& view = desk.window.inspector().diffPane().view();
    QTRY_VERIFY(shownLine(view) > 0);
    const int line = shownLine(view);
    const auto at = std::ranges::find_if(view.lines(), [&](const DiffLine& one) {
        return one.kind == DiffLine::Added && view.diff().rows[static_cast<std::size_t>(one.row)].rightLine == line;
    });
    const int rows = static_cast<int>(view.lines().size());
    const int height = rows > 0 ? (view.verticalScrollBar()->maximum() + view.viewport()->height()) / rows : 0;
    QVERIFY(height > 0);
    // Lines are as high as a step of the bar.
    const int y = static_cast<int>(at - view.lines().begin()) * view.verticalScrollBar()->singleStep() + 3;
    QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, QPoint(8, y));
    desk.answer(QStringLiteral("measured?"));
    const SteerCommand& said = desk.commands.back();
    QCOMPARE(said.verb, SteerVerb::Comment);
    QCOMPARE(static_cast<int>(said.value), line);
    QCOMPARE(commentTextFrom(said.text).text, std::string("measured?"));
    QCOMPARE(view.gutterMarks().size(), std::size_t(1));
    QCOMPARE(view.gutterMarks()[0].line, line);
    QVERIFY(!view.gutterMarks()[0].outdated);
    const std::size_t before = desk.commands.size();
    QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, QPoint(200, y)); // on the code: no comment
    QVERIFY(desk.window.findChild<RemarkDialog*>() == nullptr);
    QCOMPARE(desk.commands.size(), before);
}

void TestReview::keyCCommentsOnTheCurrentLine()
{
    Desk desk;
    desk.window.inspector().setTab(Inspector::DiffTab);
    DiffView& view = desk.window.inspector().diffPane().view();
    QTRY_VERIFY(shownLine(view) > 0);
    QTest::keyClick(&view, Qt::Key_C); // no line is current yet
    QVERIFY(desk.window.findChild<RemarkDialog*>() == nullptr);
    desk.window.action(Do::NextChange)->trigger();
    const auto kind = view.lines()[static_cast<std::size_t>(view.currentLine())].kind;
    QTest::keyClick(&view, Qt::Key_C);
    desk.answer(QStringLiteral("why was it changed?"));
    const CommentText said = commentTextFrom(desk.commands.back().text);
    QCOMPARE(said.side, kind == DiffLine::Removed ? CommentSide::Parent : CommentSide::Own);
    QVERIFY(!said.quote.empty());
    desk.window.inspector().setTab(Inspector::SourceTab);
    CodeView& source = desk.window.inspector().source();
    source.goToLine(4);
    QTest::keyClick(source.editor(), Qt::Key_C);
    desk.answer(QStringLiteral("of the source"));
    QCOMPARE(commentTextFrom(desk.commands.back().text).text, std::string("of the source"));
}

void TestReview::commentsAreMarkedInSourceAndFollowToChildren()
{
    Desk desk;
    const auto& graph = desk.window.live().graph();
    NodeNumber parent = 0;
    for (NodeNumber n = 1; n < graph.size() && parent == 0; ++n) {
        parent = graph.children(n).empty() ? 0 : n;
    }
    const NodeNumber child = graph.children(parent).front();
    desk.window.selection().select(parent);
    QTRY_VERIFY(!desk.page().desk().lines(CommentSide::Own).empty());
    QVERIFY(desk.page().desk().comment(1, CommentSide::Own, QStringLiteral("the header")));
    QCOMPARE(desk.window.inspector().source().gutterMarks().size(), std::size_t(1));
    desk.window.selection().select(child);
    QTRY_COMPARE(desk.window.inspector().source().gutterMarks().size(), std::size_t(1));
    QCOMPARE(desk.page().comments().model().rowCount(), 1);
    const QModelIndex by = desk.page().comments().model().index(0, CommentsModel::By);
    QVERIFY(by.data().toString().contains(QStringLiteral("on #%1").arg(parent)));
    desk.window.selection().select(0);
    QCOMPARE(desk.page().comments().model().rowCount(), 0);
}

void TestReview::goToLineShowsTheSource()
{
    Desk desk;
    QTRY_VERIFY(!desk.page().desk().lines(CommentSide::Own).empty());
    desk.page().desk().comment(3, CommentSide::Own, QStringLiteral("here"));
    desk.page().comments().table().setCurrentIndex(desk.page().comments().model().index(0, 0));
    QSignalSpy chosen(&desk.page().comments(), &CommentsList::lineChosen);
    Q_EMIT desk.page().comments().table().activated(desk.page().comments().model().index(0, 0));
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toInt(), 3);
    QVERIFY(desk.window.inspector().source().isVisible());
}

void TestReview::resolvedHereStaysOpenThere()
{
    Desk desk;
    const auto& graph = desk.window.live().graph();
    const NodeNumber parent = *graph.parent(kNode);
    desk.record({SteerVerb::Comment, parent, 1, "mind the tail"}, "ben");
    QTRY_COMPARE(desk.page().comments().model().rowCount(), 1);
    desk.page().comments().table().setCurrentIndex(desk.page().comments().model().index(0, 0));
    desk.page().comments().settleButton().click();
    QCOMPARE(desk.commands.back().verb, SteerVerb::Resolve);
    QCOMPARE(desk.commands.back().node, std::optional<NodeNumber>(kNode));
    QCOMPARE(desk.page().comments().model().rowCount(), 0);
    desk.window.selection().select(parent);
    QCOMPARE(desk.page().comments().model().rowCount(), 1);
}

void TestReview::notesAreKeptWhenTheNodeIsLeft()
{
    Desk desk;
    QTest::keyClicks(&desk.page().note(), QStringLiteral("show third"));
    desk.record({SteerVerb::Note, kNode, 0, "of somebody else"}, "ben");
    QCOMPARE(desk.page().note().toPlainText(), QStringLiteral("show third")); // nobody types into another's hands
    desk.window.selection().select(18);
    QCOMPARE(desk.commands.back(), (SteerCommand{SteerVerb::Note, kNode, 0, "show third"}));
    QVERIFY(desk.page().note().toPlainText().isEmpty());
    const std::size_t before = desk.commands.size();
    desk.window.selection().select(kNode);
    QCOMPARE(desk.page().note().toPlainText(), QStringLiteral("show third"));
    desk.window.selection().select(18);
    QCOMPARE(desk.commands.size(), before); // nothing was changed
}

void TestReview::bookmarksAndSearchWords()
{
    Desk desk;
    desk.window.action(Do::Bookmark)->trigger();
    desk.record({SteerVerb::Propose, 20, 0, ""}, "anna");
    desk.record({SteerVerb::Review, 20, 0, ""}, "anna");
    desk.record({SteerVerb::Note, 21, 0, "Slide three"}, "anna");
    desk.record({SteerVerb::Comment, 22, 1, "why?"}, "anna");
    const auto find = [&](const char* words) {
        return findNodes(desk.window.live().graph(), QString::fromLatin1(words), desk.window.live().reviews());
    };
    QCOMPARE(find("bookmark"), std::set<NodeNumber>{kNode});
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
    Desk desk;
    desk.record({SteerVerb::Propose, kNode, 0, ""}, "anna");
    QVERIFY(!desk.window.grab().isNull());
}

void TestReview::nothingIsSelected()
{
    Desk desk;
    desk.window.selection().select(std::nullopt);
    QCOMPARE(desk.page().steps().stateText(), QStringLiteral("No node selected"));
    for (const SteerVerb verb : {SteerVerb::Propose, SteerVerb::Approve, SteerVerb::Bookmark}) {
        QVERIFY(!desk.page().steps().button(verb)->isVisible());
    }
    desk.page().steps().toggleBookmark();
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
        Desk desk;
        QTest::qWait(500);
        desk.page().desk().comment(
            3, CommentSide::Own,
            QStringLiteral("Was 64 measured, or is it a guess? The tail of the last row is read twice."));
        desk.page().desk().comment(8, CommentSide::Own, QStringLiteral("good"));
        desk.record({SteerVerb::Comment, *desk.window.live().graph().parent(kNode), 5,
                     "Why is this unrolled here and not by the compiler?"},
                    "ben");
        desk.press(SteerVerb::Propose);
        desk.press(SteerVerb::Review);
        desk.record({SteerVerb::Note, kNode, 0, "Third on the slide: the first with one pass over x."}, "ben");
        desk.record({SteerVerb::Bookmark, 20, 0, ""}, "anna");
        desk.record({SteerVerb::Propose, 21, 0, ""}, "anna");
        QTest::qWait(300);
        const QString scale = QString::number(desk.window.devicePixelRatioF());
        QVERIFY(desk.window.grab().save(folder + QStringLiteral("/review-%1-%2x.png").arg(theme, scale)));
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
