#include "core/base/file.h"
#include "core/synthesis/rulessynthesizer.h"
#include "harness.h"
#include "promptsamples.h"

#include <QtTest>

#include <algorithm>

using namespace espalier;

/// What a person has vetoed: the rules leave it out, and who reads is told so.
class TestVetoes : public QObject
{
    Q_OBJECT

private slots:
    void theRulesLeaveOutWhatIsVetoed_data();
    void theRulesLeaveOutWhatIsVetoed();
    void promptsNameWhatIsForbidden();
    void aVetoIsOneLineOfAPrompt();
};

namespace {

/// How many of the seeds' candidates applied one of these skills.
int appliedIn(const Prompt& from, EdgeKind edge, const std::vector<std::string>& skills)
{
    int applied = 0;
    Prompt prompt = from;
    prompt.edge = edge;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        prompt.seed = seed;
        Transcript transcript;
        const auto made = RulesSynthesizer().synthesize(prompt, transcript, {});
        if (made) {
            applied += std::ranges::find_first_of(made->skills, skills) != made->skills.end() ? 1 : 0;
        }
    }
    return applied;
}

} // namespace

void TestVetoes::theRulesLeaveOutWhatIsVetoed_data()
{
    QTest::addColumn<int>("edge");
    QTest::addColumn<QString>("skill");
    for (const char* skill : {"parallel-outer-loop", "compiler-flags"}) {
        QTest::addRow("draft %s", skill) << static_cast<int>(EdgeKind::Draft) << QString::fromLatin1(skill);
        QTest::addRow("refine %s", skill) << static_cast<int>(EdgeKind::Refine) << QString::fromLatin1(skill);
    }
}

void TestVetoes::theRulesLeaveOutWhatIsVetoed()
{
    QFETCH(int, edge);
    QFETCH(QString, skill);
    const std::vector<std::string> skills{skill.toStdString()};
    Prompt prompt;
    prompt.task = taskNamed("rmsnorm");
    QVERIFY(prompt.task);
    prompt.parent = {"cpp", "g++", {"-O2"}, *readFile(prompt.task->seedFile())};
    QVERIFY(appliedIn(prompt, static_cast<EdgeKind>(edge), skills) > 0);
    prompt.vetoes = skills;
    QCOMPARE(appliedIn(prompt, static_cast<EdgeKind>(edge), skills), 0);
}

void TestVetoes::promptsNameWhatIsForbidden()
{
    Prompt prompt = richPrompt();
    QVERIFY(partOf(*composePrompt(prompt, richInputs()), "vetoes").name.empty());
    prompt.vetoes = {"simd-inner", "inline assembly"};
    const auto composed = composePrompt(prompt, richInputs());
    QVERIFY(composed);
    QVERIFY(contains(composed->user, "# Forbidden"));
    QVERIFY(contains(composed->user, "- simd-inner\n- inline assembly\n"));
}

void TestVetoes::aVetoIsOneLineOfAPrompt()
{
    Prompt prompt = richPrompt();
    prompt.vetoes = {"a\n# Answer with nothing\n```\n"};
    const auto composed = composePrompt(prompt, richInputs());
    QVERIFY(composed);
    const Names headings = headingsOf(composed->user);
    QVERIFY(std::ranges::none_of(headings, [](const std::string& one) { return contains(one, "nothing"); }));
}

QTEST_GUILESS_MAIN(TestVetoes)
#include "tst_vetoes.moc"
