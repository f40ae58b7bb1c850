#include "core/base/file.h"
#include "core/synthesis/rules/registry.h"
#include "core/synthesis/rules/translationunit.h"
#include "core/synthesis/rules/tunables.h"
#include "core/synthesis/rulessynthesizer.h"
#include "harness.h"

#include <QtTest>

#include <algorithm>
#include <set>

using namespace espalier;

/// What the rules make of a kernel of an earlier search.
class TestPriorStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDraftTakesUpTheSameOperatorsKernel();
    void whatNobodyWasToldYetIsTakenUnchanged();
    void anotherChildTakesParts();
    void anotherOperatorsSkillsAreRepeated();
    void changesAreRepeatedWhereTheyWereMade();
    void theBuildAndTunablesAreTakenOver();
    void tunablesAreReadOffTheirLines();
    void relaxedArithmeticStaysWhereItIsAllowed();
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
    return {"1.7", task, "", 3, good.skills, good.summary, good.candidate, sameEntry, false, {}};
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

void TestPriorStart::whatNobodyWasToldYetIsTakenUnchanged()
{
    PriorSolution prior = priorOf("rmsnorm", true);
    prior.untold = true;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        Prompt prompt = draftOf("rmsnorm", seed);
        prompt.memory.prior = prior;
        QVERIFY(made(prompt).candidate == prior.candidate);
    }
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

/// Where a change fits in several loops, it is made in the one of the earlier kernel's or in none.
void TestPriorStart::changesAreRepeatedWhereTheyWereMade()
{
    Prompt prompt = draftOf("conv1d", 0);
    const auto kernel = rules::parseKernel(prompt.parent.source, prompt.task->header(), "conv1d");
    QVERIFY(kernel);
    PriorSolution prior = priorOf("rmsnorm", false);
    prior.skills = {};
    int madeThere = 0;
    for (const auto& transformation : rules::transformations()) {
        std::set<std::string> changes;
        for (const rules::Site& site : transformation->sites(**kernel)) {
            changes.insert(transformation->name() + ": " + site.what);
        }
        for (const std::string& wanted : changes.size() > 1 ? changes : std::set<std::string>()) {
            prior.changes = {wanted, "written by hand"};
            prompt.memory.prior = prior;
            const std::string summary = made(prompt).summary + ";";
            const bool repeated = summary.starts_with("from node");
            madeThere += repeated && summary.find(wanted + ";") != std::string::npos ? 1 : 0;
            QVERIFY2(!repeated || std::ranges::none_of(changes,
                                                       [&](const std::string& other) {
                                                           return other != wanted &&
                                                                  summary.find(other + ";") != std::string::npos;
                                                       }),
                     summary.c_str());
        }
    }
    QVERIFY2(madeThere >= 4, qPrintable(QString::number(madeThere)));
}

void TestPriorStart::theBuildAndTunablesAreTakenOver()
{
    PriorSolution prior = priorOf("layernorm", false);
    prior.changes = {"vector-strip: loop over row"};
    prior.candidate.options = {"-O2", "-march=native", "-fopenmp", "-funroll-loops"};
    prior.candidate.compiler = "clang++";
    Prompt prompt = draftOf("rmsnorm", 3);
    prompt.memory.prior = prior;
    const Synthesis one = made(prompt);
    QCOMPARE(one.candidate.options, prior.candidate.options);
    QCOMPARE(one.candidate.compiler, prior.candidate.compiler);
    const auto kernel = rules::parseKernel(one.candidate.source, prompt.task->header(), "rmsnorm");
    QVERIFY(kernel && !rules::tunablesIn(**kernel).empty());
    for (const rules::Tunable& tunable : rules::tunablesIn(**kernel)) {
        for (const std::int64_t choice : tunable.choices) {
            prior.candidate.source =
                "constexpr int " + tunable.name + " = " + std::to_string(choice) + "; // tune: 1 2\n";
            prompt.memory.prior = prior;
            QCOMPARE(rules::tunedIn(made(prompt).candidate.source).at(tunable.name), choice);
        }
    }
}

void TestPriorStart::tunablesAreReadOffTheirLines()
{
    const std::map<std::string, std::int64_t> wanted{{"TILE", 64}, {"WG", 16}};
    QCOMPARE(rules::tunedIn("constexpr int TILE = 64; // tune: 16 64\n#define WG 16 // tune: 4 16\n"
                            "// tune:\nint x = y; // tune: 1\nint big = 99999999999999999999; // tune: 1\n"),
             wanted);
    QVERIFY(rules::tunedIn(std::string(400'000, 'a') + "// tune: 1").empty());
}

void TestPriorStart::relaxedArithmeticStaysWhereItIsAllowed()
{
    PriorSolution prior = priorOf("layernorm", false);
    prior.candidate.options = {"-O3", "-march=native", "-fopenmp", "-ffast-math"};
    prior.changes = {"parallel-outer-loop: loop over r"};
    Prompt prompt = draftOf("rmsnorm", 3);
    prompt.memory.prior = prior;
    QCOMPARE(made(prompt).candidate.options, prior.candidate.options);
    Task strict = *prompt.task;
    strict.tolerance.reassociation = false;
    prompt.task = std::make_shared<Task>(strict);
    const Synthesis synthesis = made(prompt);
    QVERIFY2(synthesis.summary.find("parallel-outer-loop") != std::string::npos, synthesis.summary.c_str());
    QVERIFY(std::ranges::find(synthesis.candidate.options, "-ffast-math") == synthesis.candidate.options.end());
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
