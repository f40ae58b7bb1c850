#include "core/review/lesson.h"
#include "core/review/placedcomment.h"
#include "core/review/reviews.h"

#include <QTest>

#include <map>

using namespace espalier;

namespace {

/// Events as a store would hand them out.
struct Record
{
    std::int64_t say(SteerVerb verb, NodeNumber node, double value = 0, const std::string& text = {},
                     const std::string& author = "anna")
    {
        const auto id = static_cast<std::int64_t>(events.size()) + 1;
        events.push_back({id, {verb, node, value, text}, author, 1.7e9 + double(id), std::nullopt});
        return id;
    }
    std::int64_t comment(NodeNumber node, int line, const std::string& text, const std::string& author = "anna")
    {
        return say(SteerVerb::Comment, node, line, toText(CommentText{text, CommentSide::Own, "the line"}), author);
    }
    Reviews now() const { return reviewsOf(events); }

    std::vector<SteerEvent> events;
};

/// Text of the comments on the last node of a lineage, with their places.
std::vector<std::string> shown(const Reviews& reviews, const std::vector<NodeNumber>& lineage,
                               const std::map<NodeNumber, std::string>& sources)
{
    std::vector<std::string> list;
    const auto source = [&](NodeNumber node) {
        const auto at = sources.find(node);
        return at == sources.end() ? nullptr : &at->second;
    };
    for (const PlacedComment& one : commentsOn(reviews, lineage, source)) {
        list.push_back((one.place ? std::to_string(one.place->line) : "?") + (one.isOutdated() ? " outdated " : " ") +
                       one.comment.said.text + (one.isOpen() ? "" : " (settled)"));
    }
    return list;
}

using Texts = std::vector<std::string>;

} // namespace

class TestReviews : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNodeGoesItsWay();
    void stepsOutOfOrderAreRefusedWithASentence();
    void whatMakesNoSenseChangesNothing();
    void notesAndBookmarksAreTheLastSaid();
    void bookmarksMakeALesson();
    void hostileBookmarksAreCut();
    void everyVerbCanBeTakenBackOrSaysItCannot();
    void aCommentTakenBackIsGone();
    void stateAsOfAStep();
    void commentsFollowTheirLineToChildren();
    void settledForOneBranchOnly();
    void waitsForSources();
    void hostileTextIsKeptWithinBounds();
};

void TestReviews::aNodeGoesItsWay()
{
    Record record;
    for (const SteerVerb verb : {SteerVerb::Propose, SteerVerb::Review, SteerVerb::Approve}) {
        record.say(verb, 3, 0, verb == SteerVerb::Approve ? "the one slow size is never used" : "");
    }
    const Reviews reviews = record.now();
    QCOMPARE(reviews.of(3).state, ReviewState::Approved);
    QCOMPARE(reviews.of(3).last().text, std::string("the one slow size is never used"));
    QCOMPARE(reviews.of(3).last().author, std::string("anna"));
    QCOMPARE(reviews.of(3).steps.size(), std::size_t(3));
    QCOMPARE(reviews.of(4).state, ReviewState::None);
}

void TestReviews::stepsOutOfOrderAreRefusedWithASentence()
{
    using enum ReviewState;
    const std::map<ReviewState, std::vector<SteerVerb>> legal{
        {None, {SteerVerb::Propose}},
        {Proposed, {SteerVerb::Review, SteerVerb::Withdraw}},
        {InReview, {SteerVerb::Propose, SteerVerb::Approve, SteerVerb::Reject, SteerVerb::Withdraw}},
        {Approved, {SteerVerb::Review, SteerVerb::Withdraw}},
        {Rejected, {SteerVerb::Propose, SteerVerb::Review, SteerVerb::Withdraw}}};
    for (const auto& [state, verbs] : legal) {
        for (const SteerVerb verb :
             {SteerVerb::Propose, SteerVerb::Review, SteerVerb::Approve, SteerVerb::Reject, SteerVerb::Withdraw}) {
            const auto to = moved(state, verb);
            const bool expected = std::ranges::find(verbs, verb) != verbs.end();
            QVERIFY2(bool(to) == expected, (std::string(toText(state)) + " " + std::string(toText(verb))).c_str());
            if (!to) {
                QVERIFY(!to.error().what.empty() && !to.error().todo.empty());
            }
        }
    }
    QVERIFY(!moved(None, SteerVerb::Prune));
}

void TestReviews::whatMakesNoSenseChangesNothing()
{
    Record record;
    record.say(SteerVerb::Approve, 1);
    record.say(SteerVerb::Propose, 1);
    record.say(SteerVerb::Propose, 1, 0, "", "ben"); // at the same moment
    record.comment(1, 0, "no such line");
    record.say(SteerVerb::Comment, 1, 1e300, "far away");
    record.say(SteerVerb::Comment, 1, 2, "");
    record.say(SteerVerb::Resolve, 1, 4711);
    record.say(SteerVerb::Resolve, 1, -1e300);
    record.say(SteerVerb::Reopen, 1, 1);
    record.say(SteerVerb::Prune, 1);
    const Reviews reviews = record.now();
    QCOMPARE(reviews.of(1).state, ReviewState::Proposed);
    QCOMPARE(reviews.of(1).last().author, std::string("anna"));
    QVERIFY(reviews.of(1).comments.empty());
    Reviews fresh;
    QVERIFY(!fresh.take({1, {SteerVerb::Note, {}, 0, "of no node"}, "anna", 0, {}}));
}

void TestReviews::notesAndBookmarksAreTheLastSaid()
{
    Record record;
    record.say(SteerVerb::Note, 2, 0, "first draft");
    record.say(SteerVerb::Note, 2, 0, "show this third");
    record.say(SteerVerb::Bookmark, 2);
    record.say(SteerVerb::Bookmark, 3);
    record.say(SteerVerb::Unbookmark, 3);
    const Reviews reviews = record.now();
    QCOMPARE(reviews.of(2).note.text, std::string("show this third"));
    QVERIFY(reviews.of(2).bookmarked && !reviews.of(3).bookmarked);
}

void TestReviews::bookmarksMakeALesson()
{
    Record record;
    record.say(SteerVerb::Bookmark, 5);
    record.say(SteerVerb::Bookmark, 2, 0, toText(BookmarkText{"Tiles", 12}));
    record.say(SteerVerb::Bookmark, 9, 0, "plain words");
    record.say(SteerVerb::Note, 2, 0, "say why");
    const auto nodes = [&record] {
        std::vector<NodeNumber> list;
        for (const LessonStop& stop : lessonOf(record.now())) {
            list.push_back(stop.node);
        }
        return list;
    };
    QCOMPARE(nodes(), (std::vector<NodeNumber>{5, 2, 9}));
    const std::vector<LessonStop> stops = lessonOf(record.now());
    QCOMPARE(stops[1].bookmark.title, std::string("Tiles"));
    QCOMPARE(stops[1].bookmark.step, std::optional(12));
    QCOMPARE(stops[1].note, std::string("say why"));
    QCOMPARE(stops[2].bookmark.title, std::string("plain words"));

    // The last to the front, then the one that is in front now to the end; what is bookmarked later comes after both.
    record.say(SteerVerb::Bookmark, 9, placeAmong({stops[0], stops[1]}, 0), toText(stops[2].bookmark));
    QCOMPARE(nodes(), (std::vector<NodeNumber>{9, 5, 2}));
    record.say(SteerVerb::Bookmark, 9, placeAmong({stops[0], stops[1]}, 2), toText(stops[2].bookmark));
    QCOMPARE(nodes(), (std::vector<NodeNumber>{5, 2, 9}));
    record.say(SteerVerb::Bookmark, 1);
    QCOMPARE(nodes(), (std::vector<NodeNumber>{5, 2, 9, 1}));
    record.say(SteerVerb::Unbookmark, 2);
    QCOMPARE(nodes(), (std::vector<NodeNumber>{5, 9, 1}));
}

void TestReviews::hostileBookmarksAreCut()
{
    QCOMPARE(bookmarkTextFrom("two\nlines").title, std::string("two"));
    const BookmarkText longOne = bookmarkTextFrom(toText(BookmarkText{std::string(5000, 'x'), {}}));
    QCOMPARE(longOne.title.size(), std::size_t(200));
    for (const char* text :
         {R"({"title": 5, "step": -1})", R"({"title": "5", "step": 1e99})", R"({"title":"5","step":"3"})"}) {
        QCOMPARE(bookmarkTextFrom(text), (BookmarkText{"5", {}}));
    }
    Record record;
    record.say(SteerVerb::Bookmark, 1, -5, "");
    QVERIFY(record.now().of(1).place > 0);
}

void TestReviews::everyVerbCanBeTakenBackOrSaysItCannot()
{
    Record record;
    const auto sayAndUndo = [&](const SteerCommand& command) {
        const NodeReview before = record.now().of(*command.node);
        record.say(command.verb, *command.node, command.value, command.text);
        const auto back = takenBack(command, before);
        if (back) {
            record.say(back->verb, *back->node, back->value, back->text);
            const NodeReview after = record.now().of(*command.node);
            return after.state == before.state && after.note.text == before.note.text &&
                   after.bookmarked == before.bookmarked && after.bookmark == before.bookmark &&
                   after.place == before.place && after.comments.size() == before.comments.size();
        }
        return false;
    };
    QVERIFY(sayAndUndo({SteerVerb::Note, 1, 0, "a note"}));
    QVERIFY(sayAndUndo({SteerVerb::Bookmark, 1, 0, ""}));
    record.say(SteerVerb::Bookmark, 1, 2.5, toText(BookmarkText{"The first idea", 7}));
    QVERIFY(sayAndUndo({SteerVerb::Bookmark, 1, 4, toText(BookmarkText{"Another title"})}));
    QVERIFY(sayAndUndo({SteerVerb::Unbookmark, 1, 0, ""}));
    QVERIFY(sayAndUndo({SteerVerb::Propose, 1, 0, ""}));
    QVERIFY(sayAndUndo({SteerVerb::Comment, 1, 3, "why?"}));
    record.say(SteerVerb::Propose, 1);
    QVERIFY(sayAndUndo({SteerVerb::Review, 1, 0, ""}));
    QVERIFY(sayAndUndo({SteerVerb::Withdraw, 1, 0, ""}));
    record.say(SteerVerb::Review, 1);
    QVERIFY(sayAndUndo({SteerVerb::Approve, 1, 0, ""}));
    QVERIFY(sayAndUndo({SteerVerb::Reject, 1, 0, "too clever"}));
    QVERIFY(sayAndUndo({SteerVerb::Propose, 1, 0, ""}));
    record.say(SteerVerb::Approve, 1);
    QVERIFY(!takenBack({SteerVerb::Review, 1, 0, ""}, record.now().of(1))); // undoing never approves
    const auto id = record.comment(1, 3, "why?");
    record.say(SteerVerb::Resolve, 1, double(id));
    const auto back = takenBack({SteerVerb::Resolve, 1, double(id), ""}, record.now().of(1));
    record.say(back->verb, 1, back->value);
    QVERIFY(record.now().comment(id)->resolutions.empty());
}

void TestReviews::aCommentTakenBackIsGone()
{
    Record record;
    const auto first = record.comment(1, 3, "same words");
    const auto second = record.comment(1, 3, "same words", "ben");
    const CommentText said{"same words", CommentSide::Own, "the line"};
    record.say(SteerVerb::Resolve, 1, 0, toText(said), "anna");
    const Reviews reviews = record.now();
    QCOMPARE(reviews.of(1).comments.size(), std::size_t(1)); // nobody takes back what another said
    QVERIFY(reviews.comment(first) == nullptr);
    QVERIFY(reviews.comment(second) != nullptr);
}

void TestReviews::stateAsOfAStep()
{
    Record record;
    record.say(SteerVerb::Propose, 1);
    record.say(SteerVerb::Review, 1);
    record.say(SteerVerb::Reject, 1, 0, "races");
    record.events[0].appliedStep = 4;
    record.events[1].appliedStep = 9;
    QCOMPARE(reviewsOf(record.events, 3).of(1).state, ReviewState::None);
    QCOMPARE(reviewsOf(record.events, 4).of(1).state, ReviewState::Proposed);
    QCOMPARE(reviewsOf(record.events, 20).of(1).state, ReviewState::InReview); // the search has not met the last yet
    QCOMPARE(record.now().of(1).state, ReviewState::Rejected);
}

void TestReviews::commentsFollowTheirLineToChildren()
{
    Record record;
    record.comment(0, 2, "sums in order");
    record.comment(0, 3, "why 128?");
    record.comment(1, 1, "own");
    record.say(SteerVerb::Comment, 0, 1, toText(CommentText{"of a line taken out", CommentSide::Parent, ""}));
    const std::map<NodeNumber, std::string> sources{
        {0, "int first;\nfloat total = 0;\nconstexpr int kTile = 128;\n"},
        {1, "int first;\nint second;\nfloat total = 0;\nconstexpr int kTile = 256;\n"}};
    QCOMPARE(shown(record.now(), {0, 1}, sources), (Texts{"1 own", "3 sums in order", "4 outdated why 128?"}));
    QCOMPARE(shown(record.now(), {0}, sources).size(), std::size_t(3));
}

void TestReviews::settledForOneBranchOnly()
{
    Record record;
    const auto id = record.comment(0, 1, "mind the tail");
    record.say(SteerVerb::Resolve, 1, double(id));
    const std::map<NodeNumber, std::string> sources{{0, "int n;\n"}, {1, "int n;\n"}, {2, "int n;\n"}, {3, "int n;\n"}};
    QVERIFY(shown(record.now(), {0, 1}, sources).empty());
    QVERIFY(shown(record.now(), {0, 1, 3}, sources).empty());
    QCOMPARE(shown(record.now(), {0, 2}, sources), Texts{"1 mind the tail"}); // another child still has it
    QCOMPARE(shown(record.now(), {0}, sources), Texts{"1 mind the tail"});
    const auto below = record.comment(2, 1, "of the child");
    record.say(SteerVerb::Resolve, 0, double(below)); // a parent does not settle what its child was asked
    QVERIFY(record.now().comment(below)->resolutions.empty());
    record.say(SteerVerb::Resolve, 2, double(below));
    record.say(SteerVerb::Resolve, 0, double(id));
    QCOMPARE(shown(record.now(), {0}, sources), Texts{"1 mind the tail (settled)"});
    QCOMPARE(shown(record.now(), {0, 2}, sources), Texts{"1 of the child (settled)"});
    record.say(SteerVerb::Reopen, 0, double(id));
    QCOMPARE(shown(record.now(), {0, 2}, sources), (Texts{"1 mind the tail", "1 of the child (settled)"}));
}

void TestReviews::waitsForSources()
{
    Record record;
    record.comment(0, 2, "why?");
    QCOMPARE(shown(record.now(), {0, 1}, {{1, "int n;\n"}}), Texts{"? why?"});
    QVERIFY(shown(record.now(), {}, {}).empty());
}

void TestReviews::hostileTextIsKeptWithinBounds()
{
    Record record;
    record.say(SteerVerb::Comment, 1, 1, std::string(1'000'000, 'x'));
    record.say(SteerVerb::Comment, 1, 1, R"({"text": ["no", "string"], "side": 7})");
    record.say(SteerVerb::Note, 1, 0, std::string(1'000'000, 'n'));
    record.say(SteerVerb::Sanitized, 1, 0, "{not json");
    for (int i = 0; i < 6000; ++i) {
        record.comment(2, 1, "again");
    }
    const Reviews reviews = record.now();
    QCOMPARE(reviews.of(1).comments.size(), std::size_t(2));
    QCOMPARE(reviews.of(1).comments[0].said.text.size(), kLongestRemark);
    QCOMPARE(reviews.of(1).comments[1].said.side, CommentSide::Own);
    QCOMPARE(reviews.of(1).note.text.size(), kLongestRemark);
    QCOMPARE(reviews.of(1).sanitized->checked, std::string("{not json"));
    QCOMPARE(reviews.of(2).comments.size(), std::size_t(5000));
}

QTEST_GUILESS_MAIN(TestReviews)
#include "tst_reviews.moc"
