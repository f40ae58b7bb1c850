#include "core/model/recordedmodel.h"
#include "core/synthesis/model/modelsynthesizer.h"
#include "promptsamples.h"

#include <QTest>

using namespace espalier;

namespace {

/// What is said to a model that gives these answers, turn by turn.
std::vector<Exchange> saidTo(Prompt prompt, std::vector<std::string> answers)
{
    prompt.label = "step-0001";
    const ModelSynthesizer synthesizer(
        std::make_unique<RecordedModel>(RecordedAnswers{{prompt.label, std::move(answers)}}, "drawn"),
        PromptKnowledge(nullptr, {}));
    Transcript transcript;
    const auto made = synthesizer.synthesize(prompt, transcript, {});
    return made || made.error().kind == ErrorKind::Answer ? transcript.exchanges : std::vector<Exchange>();
}

} // namespace

/// What a model is asked from a prompt, in each of its turns.
class TestModelSynthesizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRepairMayBeEditsWhereTheFirstTurnAllowedThem();
    void onlySkillsOfTheSourceAreOffered();
};

void TestModelSynthesizer::aRepairMayBeEditsWhereTheFirstTurnAllowedThem()
{
    Prompt prompt = richPrompt();
    const auto refined = saidTo(prompt, {"no code", "still none"});
    QCOMPARE(refined.size(), std::size_t{2});
    QVERIFY(contains(refined[0].prompt, "<<<<<<< SEARCH"));
    QVERIFY2(contains(refined[1].prompt, "SEARCH/REPLACE"), refined[1].prompt.c_str());
    prompt.edge = EdgeKind::Draft;
    const auto drafted = saidTo(prompt, {"no code", "still none"});
    QCOMPARE(drafted.size(), std::size_t{2});
    QVERIFY(!contains(drafted[0].prompt, "SEARCH") && !contains(drafted[1].prompt, "SEARCH"));
}

void TestModelSynthesizer::onlySkillsOfTheSourceAreOffered()
{
    const auto skill = [](const std::string& name, const std::string& transformation, Names technique = {}) {
        RetrievedSkill retrieved;
        retrieved.skill.name = name;
        retrieved.skill.transformation = transformation;
        retrieved.skill.technique = std::move(technique);
        retrieved.skill.prose = "Do it.\n";
        return retrieved;
    };
    Prompt prompt = richPrompt();
    prompt.diagnosis.lever = "compiler-flags";
    prompt.skills = {skill("compiler-flags", "compiler-flags"),
                     skill("device-options", "compiler-flags"),
                     skill("crossover", "crossover"),
                     skill("other-flags", "", {"compiler-flags"}),
                     skill("tile-and-flags", "", {"compiler-flags", "tile-columns"}),
                     skill("online-softmax", "")};
    const auto namedIn = [](const std::vector<Exchange>& said, const std::string& name) {
        return contains(said.at(0).prompt, "Skill " + name + ":");
    };
    const auto refined = saidTo(prompt, {"no code"});
    QVERIFY(!refined.empty());
    for (const char* name : {"compiler-flags", "device-options", "crossover", "other-flags"}) {
        QVERIFY2(!namedIn(refined, name), name);
    }
    QVERIFY(namedIn(refined, "tile-and-flags") && namedIn(refined, "online-softmax"));
    QVERIFY(!contains(refined[0].prompt, "suggested lever"));

    prompt.edge = EdgeKind::Merge;
    prompt.other = prompt.parent;
    prompt.diagnosis.lever = "tune";
    const auto merged = saidTo(prompt, {"no code"});
    QVERIFY(!merged.empty());
    QVERIFY(namedIn(merged, "crossover") && !namedIn(merged, "compiler-flags"));
    QVERIFY(contains(merged[0].prompt, "suggested lever: tune"));
}

QTEST_GUILESS_MAIN(TestModelSynthesizer)
#include "tst_modelsynthesizer.moc"
