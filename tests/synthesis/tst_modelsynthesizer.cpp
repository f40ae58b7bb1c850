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

QTEST_GUILESS_MAIN(TestModelSynthesizer)
#include "tst_modelsynthesizer.moc"
