#include "core/recall/errorsignature.h"
#include "core/search/expansion.h"
#include "core/search/ledger.h"
#include "fakes.h"

#include <QtTest>

#include <future>
#include <set>

using namespace espalier;

/// No work twice: a kernel that is there already is recorded as what it is, and not judged.
class DuplicatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstOwnerCounts();
    void aQuestionWaitsForEarlierStepsOnly();
    void aStopEndsTheWait();
    void copiesAreNotJudged();
    void equalMachineCodeIsNotJudged();
    void anotherCompilerIsAnotherKernel();
    void aRepeatedAnswerIsADuplicate();
    void threadsChangeNothing();
    void aResumedSearchFindsTheSame_data();
    void aResumedSearchFindsTheSame();
    void faultsAndFixesSurviveAResume();
};

namespace {

/// What a fake makes, or now and then its parent's source in another dress.
class CopyingSynthesizer final : public Synthesizer
{
public:
    Result<Synthesis> synthesize(const Prompt& prompt, Transcript& transcript, std::stop_token stop) const override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_prompts.push_back(prompt);
        }
        if (prompt.seed % 3 != 0) {
            return m_fake.synthesize(prompt, transcript, stop);
        }
        Candidate copy = prompt.parent;
        copy.source += "\n/* " + std::to_string(prompt.seed) + " */\n";
        return Synthesis{copy, {"vectorise"}, "dressed up"};
    }
    std::string name() const override { return "copying"; }

    std::vector<Prompt> prompts() const
    {
        const std::lock_guard lock(m_mutex);
        return m_prompts;
    }

private:
    FakeSynthesizer m_fake;
    mutable std::mutex m_mutex;
    mutable std::vector<Prompt> m_prompts;
};

/// Says one thing, as a model would.
class RepeatingModel final : public Synthesizer
{
public:
    Result<Synthesis> synthesize(const Prompt& /*prompt*/, Transcript& transcript,
                                 std::stop_token /*stop*/) const override
    {
        Exchange exchange;
        exchange.model = "parrot";
        exchange.answer = "the same";
        transcript.exchanges.push_back(exchange);
        return Synthesis{candidateOfSpeed(1.5, "again"), {}, "said again"};
    }
    std::string name() const override { return "parrot"; }
};

/// The machine code of kernels that are nearly equally fast is the same.
class CodeEvaluator final : public Evaluator
{
public:
    explicit CodeEvaluator(double latency = 0) : m_fake(latency) {}
    std::string codeFingerprint(const Candidate& candidate, const StageCallback& /*stage*/,
                                std::stop_token /*stop*/) override
    {
        const std::string speed = candidate.source.substr(candidate.source.find("speed ") + 6, 4);
        return speed.starts_with("0.00") ? std::string() : "code " + speed; // what does not build has none
    }
    Evaluation evaluate(const Candidate& candidate, const StageCallback& stage, std::stop_token stop) override
    {
        return m_fake.evaluate(candidate, stage, stop);
    }
    Evaluation confirm(const Candidate& candidate, Evaluation first, double toBeat, const StageCallback& stage,
                       std::stop_token stop) override
    {
        return m_fake.confirm(candidate, std::move(first), toBeat, stage, stop);
    }
    int calls() const { return m_fake.calls(); }

private:
    FakeEvaluator m_fake;
};

/// The tree with what the nodes are known by and what they reached.
std::string wholeTree(const SearchFixture& f, SessionId session)
{
    Store store = f.store();
    std::string text = f.treeOf(session);
    for (const Node& node : *store.nodes(session)) {
        text += std::to_string(node.number) + " " + std::to_string(node.fitness) + " " + node.summary + "\n";
    }
    for (const Recognition& known : *store.recognitions(session)) {
        text += std::to_string(known.number) + " is " + known.machineCode + " " +
                (known.duplicateOf ? "#" + std::to_string(*known.duplicateOf) : "itself") + "\n";
    }
    return text;
}

int duplicatesOf(const SearchFixture& f, SessionId session)
{
    int count = 0;
    for (const Recognition& known : *f.store().recognitions(session)) {
        count += known.duplicateOf ? 1 : 0;
    }
    return count;
}

} // namespace

void DuplicatesTest::theFirstOwnerCounts()
{
    Ledger ledger;
    ledger.settle(1, {"b"}); // out of turn
    ledger.settle(0, {"a", "s"});
    ledger.settle(2, {});
    ledger.settle(3, {"a", "c"});
    QCOMPARE(ledger.ownerOf(4, "a", {}), std::optional(0));
    QCOMPARE(ledger.ownerOf(4, "b", {}), std::optional(1));
    QCOMPARE(ledger.ownerOf(4, "c", {}), std::optional(3));
    QCOMPARE(ledger.ownerOf(4, "d", {}), std::optional(Ledger::kNobody));
    Ledger resumed;
    resumed.restore(0, {"a"});
    resumed.restore(1, {});
    QCOMPARE(resumed.ownerOf(2, "a", {}), std::optional(0));
}

void DuplicatesTest::aQuestionWaitsForEarlierStepsOnly()
{
    Ledger ledger;
    ledger.settle(0, {"a"});
    ledger.settle(2, {"later"});
    QCOMPARE(ledger.ownerOf(1, "later", {}), std::optional(Ledger::kNobody));
    auto waits = std::async(std::launch::async, [&] { return ledger.ownerOf(3, "b", {}); });
    ledger.settle(1, {"b"});
    QCOMPARE(waits.get(), std::optional(1));
}

void DuplicatesTest::aStopEndsTheWait()
{
    Ledger ledger;
    std::stop_source stop;
    auto waits = std::async(std::launch::async, [&] { return ledger.ownerOf(4, "a", stop.get_token()); });
    stop.request_stop();
    QVERIFY(!waits.get());
}

void DuplicatesTest::copiesAreNotJudged()
{
    SearchFixture f;
    const CopyingSynthesizer synthesizer;
    const SessionId session = f.newSession();
    QVERIFY(f.searchWith(f.evaluator, synthesizer, session));
    Store store = f.store();
    const auto nodes = *store.nodes(session);
    const int duplicates = duplicatesOf(f, session);
    QVERIFY(duplicates >= 5);
    QCOMPARE(f.evaluator.calls(), static_cast<int>(nodes.size()) - duplicates);
    std::set<std::string> artefacts;
    for (const Node& node : nodes) {
        QVERIFY(artefacts.insert(node.artefact).second); // each keeps the source it was written with
    }
    for (const Recognition& known : *store.recognitions(session)) {
        const Node& copy = nodes[known.number];
        const Node& original = nodes[*known.duplicateOf];
        QVERIFY(*known.duplicateOf < known.number);
        QCOMPARE(copy.fitness, original.fitness);
        QCOMPARE(copy.seconds, 0.0);
        QVERIFY(copy.verdict == original.verdict);
        QVERIFY2(copy.summary.starts_with("the same kernel as #" + std::to_string(original.number) + ": dressed up"),
                 copy.summary.c_str());
        QVERIFY(!original.summary.starts_with("the same kernel")); // the first of them, not a copy of a copy
    }
    int judged = 0;
    for (const SkillRecord& record : *store.skillEvidence()) {
        judged += record.tried;
    }
    QCOMPARE(judged, static_cast<int>(nodes.size()) - 1 - duplicates); // a copy teaches nothing of its skills
}

void DuplicatesTest::equalMachineCodeIsNotJudged()
{
    SearchFixture f;
    CodeEvaluator evaluator;
    const SessionId session = f.newSession();
    QVERIFY(f.searchWith(evaluator, f.synthesizer, session));
    Store store = f.store();
    const auto nodes = *store.nodes(session);
    const int duplicates = duplicatesOf(f, session);
    QVERIFY(duplicates > 0);
    QCOMPARE(evaluator.calls(), static_cast<int>(nodes.size()) - duplicates);
    std::map<std::string, NodeNumber> first;
    for (const Recognition& known : *store.recognitions(session)) {
        const auto [owner, isFirst] = first.emplace(known.machineCode, known.number);
        QCOMPARE(known.duplicateOf, isFirst ? std::nullopt : std::optional(owner->second));
    }
}

void DuplicatesTest::anotherCompilerIsAnotherKernel()
{
    QVERIFY(Expansion::codeKeys("g++", "") == std::vector<std::string>());
    QVERIFY(Expansion::codeKeys("g++", "ab") == Expansion::codeKeys("g++", "ab"));
    QVERIFY(Expansion::codeKeys("g++", "ab") != Expansion::codeKeys("clang++", "ab"));
}

void DuplicatesTest::aRepeatedAnswerIsADuplicate()
{
    SearchFixture f;
    const RepeatingModel model;
    const SessionId session = f.newSession();
    QVERIFY(f.searchWith(f.evaluator, model, session, 6));
    const auto nodes = *f.store().nodes(session);
    QCOMPARE(nodes.size(), std::size_t{7}); // the seed, the answer, and five times the same
    QCOMPARE(f.evaluator.calls(), 2);
    QCOMPARE(duplicatesOf(f, session), 5);
    for (std::size_t n = 2; n < nodes.size(); ++n) {
        QCOMPARE(nodes[n].artefact, nodes[1].artefact);
        QCOMPARE(nodes[n].fitness, nodes[1].fitness);
    }
    QVERIFY(f.store().spentSteps(session)->empty());
}

void DuplicatesTest::threadsChangeNothing()
{
    std::string first;
    for (int run = 0; run < 4; ++run) {
        SearchFixture f;
        CodeEvaluator evaluator(run == 0 ? 0 : 0.004);
        const CopyingSynthesizer synthesizer;
        f.settings.workers = 8;
        f.settings.steps = 60;
        const SessionId session = f.newSession();
        QVERIFY(f.searchWith(evaluator, synthesizer, session));
        QVERIFY(duplicatesOf(f, session) > 0);
        const std::string tree = wholeTree(f, session);
        first = run == 0 ? tree : first;
        QCOMPARE(tree, first);
    }
}

void DuplicatesTest::aResumedSearchFindsTheSame_data()
{
    QTest::addColumn<int>("cut");
    for (const int cut : {1, 9, 25, 44}) {
        QTest::addRow("cut at %d", cut) << cut;
    }
}

void DuplicatesTest::aResumedSearchFindsTheSame()
{
    QFETCH(int, cut);
    SearchFixture f;
    CodeEvaluator evaluator(0.001);
    const CopyingSynthesizer synthesizer;
    f.settings.steps = 50;
    const SessionId whole = f.newSession();
    const SessionId parts = f.newSession();
    QVERIFY(f.searchWith(evaluator, synthesizer, whole));
    QVERIFY(f.searchWith(evaluator, synthesizer, parts, cut));
    QVERIFY(f.searchWith(evaluator, synthesizer, parts));
    QCOMPARE(wholeTree(f, parts), wholeTree(f, whole));
}

/// What prompts are told of faults, fixes and copies is the same after a resume.
void DuplicatesTest::faultsAndFixesSurviveAResume()
{
    SearchFixture f;
    f.settings.workers = 1;
    f.settings.steps = 60;
    const SessionId whole = f.newSession();
    const SessionId parts = f.newSession();
    const auto toldIn = [&](SessionId session) {
        Store store = f.store();
        std::string told;
        for (const Node& node : *store.nodes(session)) {
            told += *store.prompt(session, node.number) + "\n";
        }
        return told;
    };
    QVERIFY(f.search(whole));
    QVERIFY(f.search(parts, 31));
    QVERIFY(f.search(parts));
    const std::string told = toldIn(whole);
    QCOMPARE(toldIn(parts), told);
    QVERIFY2(told.find("\"fault\": \"wrong: the output differs\"") != std::string::npos, told.substr(0, 2000).c_str());
}

QTEST_GUILESS_MAIN(DuplicatesTest)
#include "tst_duplicates.moc"
