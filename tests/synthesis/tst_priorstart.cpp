#include "core/base/file.h"
#include "core/synthesis/rules/translationunit.h"
#include "core/synthesis/rulessynthesizer.h"
#include "harness.h"

#include <QtTest>

#include <algorithm>

using namespace espalier;

/// What the rules make of a kernel of an earlier search.
class TestPriorStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDraftTakesUpTheSameOperatorsKernel();
    void anotherChildTakesParts();
    void anotherOperatorsSkillsAreRepeated();
    void whatDoesNotFitIsLeftAlone();
};

namespace {

Synthesis made(const Prompt& prompt)
{
    Transcript transcript;
    auto synthesis = RulesSynthesizer().synthesize(prompt, transcript, {});
    if (!synthesis) {
        qFatal("%s", synthesis.error().sentence().c_str());
    }
    return *std::move(synthesis);
}

Prompt draftOf(const std::string& task, std::uint64_t seed)
{
    Prompt prompt;
    prompt.task = taskNamed(task);
    prompt.edge = EdgeKind::Draft;
    prompt.parent = {"cpp", "g++", {"-O2"}, *readFile(prompt.task->seedFile())};
    prompt.seed = seed;
    return prompt;
}

/// A draft of that task with the skills it applied.
PriorSolution priorOf(const std::string& task, bool sameEntry)
{
    const Synthesis good = made(draftOf(task, 5));
    return {"1.7", task, "", 3, good.skills, good.summary, good.candidate, sameEntry};
}

} // namespace

void TestPriorStart::aDraftTakesUpTheSameOperatorsKernel()
{
    const PriorSolution prior = priorOf("rmsnorm", true);
    int copies = 0;
    int refined = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Prompt prompt = draftOf("rmsnorm", seed);
        prompt.memory.prior = prior;
        const Synthesis synthesis = made(prompt);
        QVERIFY2(synthesis.summary.starts_with("from node 1.7 of an earlier search"), synthesis.summary.c_str());
        const bool copy = synthesis.candidate == prior.candidate;
        copies += copy ? 1 : 0;
        refined += copy ? 0 : 1;
        QVERIFY(std::equal(prior.skills.begin(), prior.skills.end(), synthesis.skills.begin()));
        QVERIFY(rules::parseKernel(synthesis.candidate.source, prompt.task->header(), "rmsnorm"));
        QVERIFY(made(prompt).candidate == synthesis.candidate);
    }
    QVERIFY2(copies >= 4 && refined >= 4, qPrintable(QString::number(copies)));
}

void TestPriorStart::anotherChildTakesParts()
{
    const PriorSolution prior = priorOf("rmsnorm", true);
    int taken = 0;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        Prompt prompt = draftOf("rmsnorm", seed);
        prompt.edge = EdgeKind::Refine;
        prompt.memory.prior = prior;
        const Synthesis synthesis = made(prompt);
        QVERIFY(!(synthesis.candidate == prompt.parent));
        taken += synthesis.summary.starts_with("from node 1.7") ? 1 : 0;
    }
    QVERIFY(taken > 0);
}

void TestPriorStart::anotherOperatorsSkillsAreRepeated()
{
    const PriorSolution prior = priorOf("layernorm", false);
    Prompt prompt = draftOf("rmsnorm", 3);
    prompt.memory.prior = prior;
    const Synthesis synthesis = made(prompt);
    QVERIFY(synthesis.summary.starts_with("from node 1.7 of an earlier search: "));
    QVERIFY(std::ranges::any_of(synthesis.skills, [&](const std::string& skill) {
        return std::ranges::find(prior.skills, skill) != prior.skills.end();
    }));
    QVERIFY(rules::parseKernel(synthesis.candidate.source, prompt.task->header(), "rmsnorm"));
    prompt.edge = EdgeKind::Refine; // no seed to apply them to
    QVERIFY(!made(prompt).summary.starts_with("from node"));
}

void TestPriorStart::whatDoesNotFitIsLeftAlone()
{
    PriorSolution prior = priorOf("rmsnorm", true);
    prior.candidate.language = "opencl";
    Prompt prompt = draftOf("rmsnorm", 3);
    const Synthesis plain = made(prompt);
    prompt.memory.prior = prior;
    QVERIFY(made(prompt).candidate == plain.candidate);
    prior.candidate = {"cpp", "g++", {"-O3"}, "this is no kernel"};
    prior.skills = {"no-such-skill"};
    prior.sameEntry = false;
    prompt.memory.prior = prior;
    QVERIFY(made(prompt).candidate == plain.candidate);
}

QTEST_GUILESS_MAIN(TestPriorStart)
#include "tst_priorstart.moc"
