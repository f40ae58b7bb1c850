#include "core/base/rng.h"
#include "promptsamples.h"

#include <QtTest>

#include <algorithm>
#include <map>
#include <sstream>

using namespace espalier;

namespace {

std::map<std::string, std::size_t> budgetsOf(const TokenBudget& budget)
{
    return {{"history", budget.history},     {"diagnosis", budget.diagnosis}, {"failures", budget.failures},
            {"prior", budget.prior},         {"hint", budget.hint},           {"skills", budget.skills},
            {"documents", budget.documents}, {"hardware", budget.hardware}};
}

std::string markOf(const ComposedPrompt& composed, const std::string& part)
{
    return "[" + std::to_string(partOf(composed, part).leftOut) + " of ";
}

} // namespace

/// How long a composed prompt is, and what becomes of what is too long.
class TestPromptBudgets : public QObject
{
    Q_OBJECT

private slots:
    void aCutIsAtALinesEndAndVisible_data();
    void aCutIsAtALinesEndAndVisible();
    void aHintOfOneLongLineIsCutToo();
    void kernelAndContractAreNeverCut();
    void aTightTotalShrinksTheOtherParts();
    void budgetsThatCannotHoldAreErrors();
    void estimatesHoldForRandomInputs();
};

void TestPromptBudgets::aCutIsAtALinesEndAndVisible_data()
{
    QTest::addColumn<QString>("part");
    for (const auto& [name, budget] : budgetsOf({})) {
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void TestPromptBudgets::aCutIsAtALinesEndAndVisible()
{
    QFETCH(QString, part);
    const std::string name = part.toStdString();
    PromptInputs inputs = richInputs();
    const Prompt prompt = wordyPrompt(inputs);
    const auto whole = composePrompt(prompt, inputs);
    setAllBudgets(inputs.budget, 200);
    const auto composed = composePrompt(prompt, inputs);
    QVERIFY(whole && composed);
    const PartSize size = partOf(*composed, name);
    QVERIFY(size.tokens <= 200);
    QVERIFY2(size.tokens > 150, "far less is kept than fits");
    QVERIFY(size.leftOut > 0);
    QCOMPARE(partOf(*whole, name).leftOut, std::size_t{0});

    const auto at = std::ranges::find(kAllParts, name) - kAllParts.begin() - 1;
    const std::string kept = sectionsOf(composed->user).at(std::size_t(at)).second;
    const std::string all = sectionsOf(whole->user).at(std::size_t(at)).second;
    const std::string mark =
        markOf(*composed, name) + std::to_string(partOf(*whole, name).tokens) + " tokens left out]";
    QVERIFY2(kept.ends_with("\n" + mark + "\n\n"), kept.c_str());
    std::istringstream lines(kept);
    for (std::string line; std::getline(lines, line);) {
        QVERIFY2(line == mark || ("\n" + all).find("\n" + line + "\n") != std::string::npos, line.c_str());
    }
    QCOMPARE(headingsOf(composed->user), headingsOf(whole->user));
}

void TestPromptBudgets::aHintOfOneLongLineIsCutToo()
{
    Prompt prompt = richPrompt();
    prompt.hint = repeated("vectorise the inner loop and ", 200);
    PromptInputs inputs = richInputs();
    inputs.budget.hint = 100;
    const auto composed = composePrompt(prompt, inputs);
    QVERIFY(composed);
    QVERIFY(contains(composed->user, "vectorise the inner loop and"));
    QVERIFY(partOf(*composed, "hint").leftOut > 1000);
}

void TestPromptBudgets::kernelAndContractAreNeverCut()
{
    Prompt prompt = richPrompt();
    prompt.parent.source = repeated("void f(); // a line of a long kernel\n", 4000);
    auto task = *prompt.task;
    task.definition = repeated("y = x. ", 1100);
    prompt.task = std::make_shared<const Task>(task);
    const auto composed = composePrompt(prompt, richInputs());
    QVERIFY(composed);
    QVERIFY(contains(composed->user, prompt.parent.source));
    QVERIFY(contains(composed->user, task.definition));
    for (const char* part : {"system", "task", "kernel", "rules", "answer"}) {
        QCOMPARE(partOf(*composed, part).leftOut, std::size_t{0});
    }
    PromptInputs tight = richInputs();
    tight.budget.total = partOf(*composed, "kernel").tokens;
    const auto refused = composePrompt(prompt, tight);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Usage);
}

void TestPromptBudgets::aTightTotalShrinksTheOtherParts()
{
    PromptInputs inputs = richInputs();
    const Prompt prompt = wordyPrompt(inputs);
    const auto whole = composePrompt(prompt, inputs);
    QVERIFY(whole);
    inputs.budget.total = tokensOf(*whole);
    const auto justFits = composePrompt(prompt, inputs);
    QVERIFY(justFits);
    QCOMPARE(*justFits, *whole);
    std::size_t least = tokensOf(*whole) - 1;
    for (Result<ComposedPrompt> composed = *whole; composed; least -= 50) {
        inputs.budget.total = least;
        composed = composePrompt(prompt, inputs);
        if (composed) {
            QVERIFY(tokensOf(*composed) <= least);
            QCOMPARE(namesOf(*composed), kAllParts);
            QCOMPARE(partOf(*composed, "kernel"), partOf(*whole, "kernel"));
            QCOMPARE(partOf(*composed, "task"), partOf(*whole, "task"));
        }
    }
    QVERIFY(least < tokensOf(*whole) / 2);
}

void TestPromptBudgets::budgetsThatCannotHoldAreErrors()
{
    PromptInputs inputs = richInputs();
    inputs.budget.skills = 10;
    const auto small = composePrompt(richPrompt(), inputs);
    QVERIFY(!small);
    QVERIFY(small.error().sentence().find("10 tokens") != std::string::npos);
    const auto taskless = composePrompt({}, richInputs());
    QVERIFY(!taskless);
    QCOMPARE(taskless.error().kind, ErrorKind::Usage);
}

void TestPromptBudgets::estimatesHoldForRandomInputs()
{
    const Names pieces{"word ", "a longer word and more ", "\n", "`", "```\n", "\xC3\xA9", "\x1b", "#", "\n## Rules\n"};
    int cut = 0;
    int refused = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        Rng rng(seed);
        const auto text = [&](std::uint64_t most) {
            std::string all;
            for (std::uint64_t i = rng.below(most); i > 0; --i) {
                all += pieces[rng.below(pieces.size())];
            }
            return all;
        };
        Prompt prompt = richPrompt();
        PromptInputs inputs = richInputs();
        setAllTexts(prompt, inputs, text(200));
        for (std::uint64_t i = rng.below(30); i > 0; --i) {
            prompt.memory.trajectory.push_back({NodeNumber(i), {text(3)}, text(20), Verdict::Accepted, 1, 1});
            prompt.memory.failures.push_back({NodeNumber(i), {text(3)}, text(20), Verdict::Wrong, 0, 0});
            prompt.skills.push_back({{"a", text(5), {}, {}, {}, "", 1, text(300)}, 1, 0, text(4)});
            inputs.documents.push_back({text(5), "b", text(300)});
            inputs.hardware.push_back(text(20));
        }
        prompt.hint = "x" + text(400);
        for (std::size_t* part :
             {&inputs.budget.history, &inputs.budget.diagnosis, &inputs.budget.failures, &inputs.budget.prior,
              &inputs.budget.hint, &inputs.budget.skills, &inputs.budget.documents, &inputs.budget.hardware}) {
            *part = 48 + rng.below(1500);
        }
        inputs.budget.total = 1500 + rng.below(9000);
        const auto composed = composePrompt(prompt, inputs);
        if (!composed) {
            ++refused;
            continue;
        }
        QVERIFY(tokensOf(*composed) <= inputs.budget.total);
        QCOMPARE(partOf(*composed, "system").tokens, (composed->system.size() * 10 + 35) / 36);
        const auto budgets = budgetsOf(inputs.budget);
        const auto sections = sectionsOf(composed->user);
        QCOMPARE(sections.size(), composed->parts.size() - 1);
        for (std::size_t i = 0; i < sections.size(); ++i) {
            const PartSize& part = composed->parts[i + 1];
            QCOMPARE(part.tokens, (sections[i].second.size() * 10 + 35) / 36);
            QVERIFY2(!budgets.contains(part.name) || part.tokens <= budgets.at(part.name), part.name.c_str());
            QCOMPARE(sections[i].second.ends_with(" tokens left out]\n\n"), part.leftOut > 0);
            cut += part.leftOut > 0 ? 1 : 0;
        }
    }
    QVERIFY2(cut > 400 && refused < 200, (std::to_string(cut) + " cut, " + std::to_string(refused)).c_str());
}

QTEST_APPLESS_MAIN(TestPromptBudgets)
#include "tst_promptbudgets.moc"
