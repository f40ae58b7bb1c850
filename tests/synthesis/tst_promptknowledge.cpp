#include "core/synthesis/model/promptknowledge.h"
#include "promptsamples.h"

#include <QTest>

#include <algorithm>

using namespace espalier;

/// What is looked up for a prompt, in the project's own knowledge base.
class TestPromptKnowledge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theDiagnosisIsWhatIsLookedFor();
    void draftsDoNotKnowTheDiagnosis();
    void phasesFollowTheParent();
    void nothingIsSaidTwice();
    void withoutDocumentsTheMachineRemains();

private:
    std::vector<std::string> placesFor(const Prompt& prompt, const std::string& platform = "cpu");

    std::shared_ptr<DocumentIndex> m_index;
};

void TestPromptKnowledge::initTestCase()
{
    auto library = DocumentLibrary::load({ESPALIER_SOURCE_DIR "/kb"});
    QVERIFY(library);
    auto index = DocumentIndex::build(*std::move(library));
    QVERIFY(index);
    m_index = *std::move(index);
}

std::vector<std::string> TestPromptKnowledge::placesFor(const Prompt& prompt, const std::string& platform)
{
    const auto inputs = PromptKnowledge(m_index, {platform, {"2 cores"}, "compiled", {}}).inputsFor(prompt);
    std::vector<std::string> places;
    for (const PromptDocument& document : inputs ? inputs->documents : std::vector<PromptDocument>()) {
        places.push_back(document.place);
    }
    return places;
}

void TestPromptKnowledge::theDiagnosisIsWhatIsLookedFor()
{
    Prompt prompt = richPrompt();
    prompt.hint.clear();
    prompt.diagnosis.facts = {"Its inner loop steps over memory and takes one element of each line it fetches."};
    const auto strided = placesFor(prompt);
    QVERIFY(!strided.empty() && strided.size() <= 5);
    prompt.diagnosis.facts = {"It runs on one of 2 cores: the build starts no threads."};
    QVERIFY(placesFor(prompt) != strided);
}

void TestPromptKnowledge::draftsDoNotKnowTheDiagnosis()
{
    Prompt prompt = richPrompt();
    prompt.edge = EdgeKind::Draft;
    const auto before = placesFor(prompt);
    prompt.diagnosis.bound = Bound::Launch;
    prompt.diagnosis.facts = {"starting threads dominates"};
    QCOMPARE(placesFor(prompt), before);
}

void TestPromptKnowledge::phasesFollowTheParent()
{
    Prompt prompt = richPrompt();
    prompt.edge = EdgeKind::Refine;
    QCOMPARE(phaseOf(prompt), std::string("improve"));
    prompt.parentVerdict = Verdict::Wrong;
    QCOMPARE(phaseOf(prompt), std::string("repair"));
    prompt.edge = EdgeKind::Restart;
    QCOMPARE(phaseOf(prompt), std::string("draft"));
}

void TestPromptKnowledge::nothingIsSaidTwice()
{
    for (const char* platform : {"cpu", "opencl"}) {
        Prompt prompt = richPrompt();
        prompt.hint = "rules of the game, form of the answer, forbidden patterns, vectorise with simd";
        prompt.parent.language = platform == std::string("cpu") ? "cpp" : "opencl";
        for (const std::string& place : placesFor(prompt, platform)) {
            QVERIFY2(!place.starts_with("constraints/") && !place.starts_with("skills/"), place.c_str());
            QVERIFY2(!place.starts_with("hardware/nvidia") && !place.starts_with("hardware/tenstorrent"),
                     place.c_str());
        }
    }
}

void TestPromptKnowledge::withoutDocumentsTheMachineRemains()
{
    const auto inputs = PromptKnowledge(nullptr, {"cpu", {"2 cores"}, "compiled", {}}).inputsFor(richPrompt());
    QVERIFY(inputs && inputs->documents.empty());
    QCOMPARE(inputs->hardware, std::vector<std::string>{"2 cores"});
    QCOMPARE(inputs->baseline, std::string("compiled"));
}

QTEST_GUILESS_MAIN(TestPromptKnowledge)
#include "tst_promptknowledge.moc"
