#include "tests/widgets/reviewbench.h"
#include "widgets/common/codeview.h"
#include "widgets/common/flatbutton.h"
#include "widgets/diff/diffpane.h"
#include "widgets/diff/diffview.h"
#include "widgets/panels/inspector.h"
#include "widgets/review/commentslist.h"
#include "widgets/review/remarkdialog.h"
#include "widgets/review/reviewpage.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace espalier;
using namespace espalier::test;

namespace {

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

/// Comments beside the lines of the views.
class TestReviewGutter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void doubleClickBesideALineComments();
    void keyCCommentsOnTheCurrentLine();
    void commentsAreMarkedInSourceAndFollowToChildren();
    void goToLineShowsTheSource();
    void resolvedHereStaysOpenThere();
};

void TestReviewGutter::doubleClickBesideALineComments()
{
    ReviewBench desk;
    desk.window.inspector().setTab(Inspector::DiffTab);
    DiffView& view = desk.window.inspector().diffPane().view();
    QTRY_VERIFY(shownLine(view) > 0);
    const int line = shownLine(view);
    const auto at = std::ranges::find_if(view.lines(), [&](const DiffLine& one) {
        return one.kind == DiffLine::Added && view.diff().rows[static_cast<std::size_t>(one.row)].rightLine == line;
    });
    // Lines are as high as a step of the bar.
    const int y = static_cast<int>(at - view.lines().begin()) * view.verticalScrollBar()->singleStep() + 3;
    QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, QPoint(8, y));
    QVERIFY(desk.answer(QStringLiteral("measured?")));
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

void TestReviewGutter::keyCCommentsOnTheCurrentLine()
{
    ReviewBench desk;
    desk.window.inspector().setTab(Inspector::DiffTab);
    DiffView& view = desk.window.inspector().diffPane().view();
    QTRY_VERIFY(shownLine(view) > 0);
    QTest::keyClick(&view, Qt::Key_C); // no line is current yet
    QVERIFY(desk.window.findChild<RemarkDialog*>() == nullptr);
    desk.window.action(Do::NextChange)->trigger();
    const auto kind = view.lines()[static_cast<std::size_t>(view.currentLine())].kind;
    QTest::keyClick(&view, Qt::Key_C);
    QVERIFY(desk.answer(QStringLiteral("why was it changed?")));
    const CommentText said = commentTextFrom(desk.commands.back().text);
    QCOMPARE(said.side, kind == DiffLine::Removed ? CommentSide::Parent : CommentSide::Own);
    QVERIFY(!said.quote.empty());
    desk.window.inspector().setTab(Inspector::SourceTab);
    CodeView& source = desk.window.inspector().source();
    source.goToLine(4);
    QTest::keyClick(source.editor(), Qt::Key_C);
    QVERIFY(desk.answer(QStringLiteral("of the source")));
    QCOMPARE(commentTextFrom(desk.commands.back().text).text, std::string("of the source"));
}

void TestReviewGutter::commentsAreMarkedInSourceAndFollowToChildren()
{
    ReviewBench desk;
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

void TestReviewGutter::goToLineShowsTheSource()
{
    ReviewBench desk;
    QTRY_VERIFY(!desk.page().desk().lines(CommentSide::Own).empty());
    desk.page().desk().comment(3, CommentSide::Own, QStringLiteral("here"));
    desk.page().comments().table().setCurrentIndex(desk.page().comments().model().index(0, 0));
    QSignalSpy chosen(&desk.page().comments(), &CommentsList::lineChosen);
    Q_EMIT desk.page().comments().table().activated(desk.page().comments().model().index(0, 0));
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toInt(), 3);
    QVERIFY(desk.window.inspector().source().isVisible());
}

void TestReviewGutter::resolvedHereStaysOpenThere()
{
    ReviewBench desk;
    const auto& graph = desk.window.live().graph();
    const NodeNumber parent = *graph.parent(kReviewed);
    desk.record({SteerVerb::Comment, parent, 1, "mind the tail"}, "ben");
    QTRY_COMPARE(desk.page().comments().model().rowCount(), 1);
    desk.page().comments().table().setCurrentIndex(desk.page().comments().model().index(0, 0));
    desk.page().comments().settleButton().click();
    QCOMPARE(desk.commands.back().verb, SteerVerb::Resolve);
    QCOMPARE(desk.commands.back().node, std::optional<NodeNumber>(kReviewed));
    QCOMPARE(desk.page().comments().model().rowCount(), 0);
    desk.window.selection().select(parent);
    QCOMPARE(desk.page().comments().model().rowCount(), 1);
}

QTEST_MAIN(TestReviewGutter)
#include "tst_reviewgutter.moc"
