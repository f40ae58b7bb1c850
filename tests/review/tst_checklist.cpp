#include "core/review/checklist.h"
#include "core/review/objection.h"

#include <QTest>

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace espalier;

namespace {

/// A node nobody has anything to say against.
struct Bench
{
    Bench()
    {
        evaluation.verdict = Verdict::Accepted;
        evaluation.stage = "done";
        evaluation.reason = "Correct on every case";
        evaluation.baseline = "compiled";
        evaluation.speedup = {2, 1.9, 2.1};
        evaluation.cases = {{"wide", {}, 1, 2, {2, 1.9, 2.1}, 60}, {"tall", {}, 1, 2, {2, 1.2, 2.4}, 60}};
        evaluation.trust = {2, "full", {"bubblewrap"}};
        evaluation.finalist = Finalist{{2, 1.9, 2.1}, "addresses and undefined behaviour: clean; data races: clean"};
        candidate.source = "// SPDX-License-Identifier: MIT\nvoid kernel() {}\n";
    }

    std::vector<CheckItem> items() const
    {
        return checklist({"3.12", evaluation, candidate, review, comments, hiddenCases});
    }
    CheckItem item(const std::string& name) const
    {
        const auto all = items();
        const auto at = std::ranges::find(all, name, &CheckItem::name);
        return at == all.end() ? CheckItem{} : *at;
    }

    Evaluation evaluation;
    Candidate candidate;
    NodeReview review;
    std::vector<PlacedComment> comments;
    std::optional<int> hiddenCases = 5;
};

} // namespace

class TestChecklist : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fillsItselfWithYes();
    void everyNoAndUnknownSaysWhatToDo();
    void wrongOnAHiddenShape();
    void aSlowerCaseIsNamed();
    void sanitizersOfEveryOrigin();
    void sanitizersWhereThereAreNone();
    void openCommentsCount();
    void trustTiers();
    void licenceHeaders();
    void approvalOverOpenItemsWantsAReason();
    void commentsHaveALine();
};

void TestChecklist::fillsItselfWithYes()
{
    const Bench bench;
    for (const CheckItem& item : bench.items()) {
        QVERIFY2(item.answer == CheckAnswer::Yes, (item.name + ": " + item.evidence).c_str());
        QVERIFY2(item.todo.empty() && !item.evidence.empty(), item.name.c_str());
    }
    QVERIFY(isClean(bench.items()));
    QCOMPARE(bench.items().size(), std::size_t(9));
    QCOMPARE(toJson(bench.item("interval"))["evidence"].get<std::string>(),
             std::string("2× [1.9, 2.1] over compiled, judged twice"));
}

void TestChecklist::everyNoAndUnknownSaysWhatToDo()
{
    for (const Verdict verdict : {Verdict::Wrong, Verdict::BuildFailed, Verdict::Crash, Verdict::Slower,
                                  Verdict::Ambiguous, Verdict::Untimed, Verdict::Built, Verdict::Cheat}) {
        Bench bench;
        bench.evaluation = {};
        bench.evaluation.verdict = verdict;
        bench.candidate.source.clear();
        QVERIFY(!isClean(bench.items()));
        for (const CheckItem& item : bench.items()) {
            QVERIFY2(!item.evidence.empty(), item.name.c_str());
            QVERIFY2(item.todo.empty() == (item.answer == CheckAnswer::Yes), item.name.c_str());
        }
    }
}

void TestChecklist::wrongOnAHiddenShape()
{
    Bench bench;
    bench.evaluation.verdict = Verdict::Wrong;
    bench.evaluation.stage = "hidden";
    bench.evaluation.reason = "y differs at [0, 3] (hidden case odd)";
    QCOMPARE(bench.item("hidden").answer, CheckAnswer::No);
    QCOMPARE(bench.item("correct").answer, CheckAnswer::No);
    bench.evaluation.stage = "smoke";
    QCOMPARE(bench.item("hidden").answer, CheckAnswer::Unknown);
    Bench plain;
    plain.hiddenCases = 0;
    QCOMPARE(plain.item("hidden").answer, CheckAnswer::Unknown);
    plain.evaluation.stage = "import";
    QCOMPARE(plain.item("correct").answer, CheckAnswer::Unknown);
}

void TestChecklist::aSlowerCaseIsNamed()
{
    Bench bench;
    bench.evaluation.cases[1].speedup = {1.02, 0.98, 1.05};
    QCOMPARE(bench.item("regression").answer, CheckAnswer::Unknown);
    QVERIFY(bench.item("regression").evidence.find("case tall: 1.02×") != std::string::npos);
    bench.evaluation.cases[1].speedup = {0.8, 0.78, 0.82};
    QCOMPARE(bench.item("regression").answer, CheckAnswer::No);
    bench.evaluation.cases.clear();
    QCOMPARE(bench.item("regression").answer, CheckAnswer::Unknown);
    bench.evaluation.speedup = {1.01, 0.99, 1.03};
    QCOMPARE(bench.item("interval").answer, CheckAnswer::Unknown);
    bench.evaluation.speedup = {0.9, 0.88, 0.93};
    QCOMPARE(bench.item("interval").answer, CheckAnswer::No);
}

void TestChecklist::sanitizersOfEveryOrigin()
{
    Bench bench;
    bench.evaluation.finalist.reset();
    QCOMPARE(bench.item("sanitizers").answer, CheckAnswer::Unknown);
    QVERIFY(bench.item("sanitizers").todo.find("espalier review 3.12 sanitize") != std::string::npos);
    bench.evaluation.finalist = Finalist{{}, "none was run: at the second look it is not the best"};
    QCOMPARE(bench.item("sanitizers").answer, CheckAnswer::Unknown);
    bench.review.sanitized = SanitizerRecord{"", "addresses and undefined behaviour: clean; data races: clean"};
    QCOMPARE(bench.item("sanitizers").answer, CheckAnswer::Yes);
    bench.review.sanitized->checked = "addresses and undefined behaviour: clean; data races: not checked, no runtime";
    QCOMPARE(bench.item("sanitizers").answer, CheckAnswer::Unknown);
    bench.review.sanitized = SanitizerRecord{"the thread sanitizer found: data race", "data races: found"};
    QCOMPARE(bench.item("sanitizers").answer, CheckAnswer::No);
    QVERIFY(bench.item("sanitizers").isOpen());
    Bench refused;
    refused.evaluation.verdict = Verdict::Wrong;
    refused.evaluation.stage = "sanitizers";
    refused.evaluation.reason = "the address sanitizer found: heap-buffer-overflow";
    QCOMPARE(refused.item("sanitizers").evidence, refused.evaluation.reason);
}

void TestChecklist::sanitizersWhereThereAreNone()
{
    Bench bench;
    bench.candidate.language = "cuda";
    bench.evaluation.finalist->sanitizers = "there are no sanitizers for device code, so none was run";
    QCOMPARE(bench.item("sanitizers").answer, CheckAnswer::Unknown);
    QVERIFY(!bench.item("sanitizers").isOpen());
    QVERIFY(isClean(bench.items()));
}

void TestChecklist::openCommentsCount()
{
    Bench bench;
    bench.comments.resize(2);
    bench.comments[0].resolution = Resolution{};
    QCOMPARE(bench.item("comments").answer, CheckAnswer::No);
    QCOMPARE(bench.item("comments").evidence, std::string("1 of 2 open"));
    bench.comments.pop_back();
    QCOMPARE(bench.item("comments").answer, CheckAnswer::Yes);
}

void TestChecklist::trustTiers()
{
    Bench bench;
    for (int tier = 1; tier <= 3; ++tier) {
        bench.evaluation.trust.tier = tier;
        QVERIFY(bench.item("trust").evidence.starts_with("tier " + std::to_string(tier)));
        QCOMPARE(bench.item("trust").answer, CheckAnswer::Yes);
    }
    bench.evaluation.trust.sandbox = "none";
    QCOMPARE(bench.item("trust").answer, CheckAnswer::No);
    bench.evaluation.trust = {};
    QCOMPARE(bench.item("trust").answer, CheckAnswer::Unknown);
    bench.evaluation.trust.tier = 99;
    QCOMPARE(bench.item("trust").answer, CheckAnswer::Unknown);
}

void TestChecklist::licenceHeaders()
{
    Bench bench;
    bench.candidate.source = "/*\n * Copyright 2025 the authors\n */\nvoid kernel() {}\n";
    QVERIFY(bench.item("licence").evidence.starts_with("line 2:"));
    bench.candidate.source = "const char* s = \"SPDX-License-Identifier: MIT\";\n"; // no comment
    QCOMPARE(bench.item("licence").answer, CheckAnswer::No);
    bench.candidate.source = std::string(40, '\n') + "// SPDX-License-Identifier: MIT\n"; // no header
    QCOMPARE(bench.item("licence").answer, CheckAnswer::No);
    QVERIFY(isClean(bench.items())); // a search's kernels have none until somebody takes them
}

void TestChecklist::approvalOverOpenItemsWantsAReason()
{
    Bench bench;
    bench.review.state = ReviewState::InReview;
    const SteerCommand approve{SteerVerb::Approve, 12, 0, ""};
    QVERIFY(!objection(approve, bench.review, bench.items(), 2));
    bench.evaluation.cases[1].speedup = {0.8, 0.78, 0.82};
    const auto refused = objection(approve, bench.review, bench.items(), 2);
    QVERIFY(refused && refused->why.find("case tall") != std::string::npos);
    QVERIFY(!objection({SteerVerb::Approve, 12, 0, "nobody uses tall"}, bench.review, bench.items(), 2));
    QVERIFY(objection({SteerVerb::Approve, 12, 0, " \n"}, bench.review, bench.items(), 2));
    const std::string tooLong(kLongestRemark + 1, 'x'); // it would be cut without a word
    const SteerCommand note{SteerVerb::Note, 12, 0, tooLong};
    const SteerCommand comment{SteerVerb::Comment, 12, 1, toText(CommentText{tooLong, CommentSide::Own, "a line"})};
    for (const SteerCommand& command : {note, comment, SteerCommand{SteerVerb::Approve, 12, 0, tooLong}}) {
        const auto cut = objection(command, bench.review, bench.items(), 2);
        QVERIFY(cut && cut->what == "the text is too long");
    }
    QVERIFY(objection({SteerVerb::Reject, 12, 0, ""}, bench.review, bench.items(), 2));
    QVERIFY(!objection({SteerVerb::Reject, 12, 0, "slow on tall"}, bench.review, bench.items(), 2));
    bench.review.state = ReviewState::None;
    QVERIFY(objection({SteerVerb::Approve, 12, 0, "a reason"}, bench.review, bench.items(), 2));
}

void TestChecklist::commentsHaveALine()
{
    const NodeReview review;
    QVERIFY(!objection({SteerVerb::Comment, 1, 2, "why?"}, review, {}, 2));
    QVERIFY(objection({SteerVerb::Comment, 1, 3, "why?"}, review, {}, 2));
    QVERIFY(objection({SteerVerb::Comment, 1, 0, "why?"}, review, {}, 2));
    QVERIFY(objection({SteerVerb::Comment, 1, 1, "  "}, review, {}, 2));
    QVERIFY(!objection({SteerVerb::Note, 1, 0, ""}, review, {}, 2));
}

QTEST_GUILESS_MAIN(TestChecklist)
#include "tst_checklist.moc"
