#include "core/model/recordedmodel.h"
#include "core/search/composition.h"
#include "core/search/recordedanswers.h"
#include "core/synthesis/mixedsynthesizer.h"
#include "core/synthesis/model/modelsynthesizer.h"
#include "fakes.h"

#include <QtTest>

#include <algorithm>
#include <thread>

using namespace espalier;

namespace {

constexpr int kSteps = 100;

std::string kernelAnswer(double speed, int step)
{
    return "Faster by a little.\n\n```cpp\n" + candidateOfSpeed(speed, std::to_string(step)).source + "\n```\n";
}

/// Answers of every kind to a hundred steps: kernels fast, slow and wrong, refusals, broken edits that are repaired and
/// such that are not, an answer given before, and steps without any.
RecordedAnswers answersOfEveryKind()
{
    RecordedAnswers answers;
    Rng rng(20);
    for (int step = 1; step <= kSteps; ++step) {
        const double speed = 0.8 + 0.02 * step * rng.uniform();
        std::vector<std::string>& turns = answers[stepLabel(step)];
        switch (rng.below(8)) {
        case 0:
            turns = {"I cannot help with that.", "Still not."};
            break;
        case 1:
            turns = {"<<<<<<< SEARCH\nnot in it\n=======\nx\n>>>>>>> REPLACE\n", kernelAnswer(speed, step)};
            break;
        case 2:
            turns = {kernelAnswer(0, step)};
            break;
        case 3:
            turns = {kernelAnswer(1.5, 7)};
            break;
        case 4:
            answers.erase(stepLabel(step));
            break;
        default:
            turns = {kernelAnswer(speed, step)};
            break;
        }
    }
    return answers;
}

/// A recording whose answers come late, each after another time.
class SlowRecording final : public Model
{
public:
    explicit SlowRecording(RecordedAnswers answers) : m_recording(std::move(answers), "drawn") {}
    Result<ModelReply> ask(const ModelRequest& request, const OnText& onText, std::stop_token stop) const override
    {
        Rng rng(static_cast<std::uint64_t>(m_calls++));
        std::this_thread::sleep_for(std::chrono::duration<double>(0.004 * rng.uniform()));
        auto reply = m_recording.ask(request, onText, stop);
        if (reply) {
            reply->usage = {100, 60, 20, 0.001};
        }
        return reply;
    }
    std::string name() const override { return "slow"; }

private:
    RecordedModel m_recording;
    mutable std::atomic<int> m_calls = 0;
};

/// Cannot be reached after `good` answers.
class FailingModel final : public Model
{
public:
    explicit FailingModel(int good) : m_good(good), m_recording(answersOfEveryKind(), "drawn") {}
    Result<ModelReply> ask(const ModelRequest& request, const OnText& onText, std::stop_token stop) const override
    {
        if (m_good-- <= 0) {
            return Error{ErrorKind::Machine, "the model cannot be reached", "the cable is out", "put it in"};
        }
        return m_recording.ask(request, onText, stop);
    }
    std::string name() const override { return "failing"; }

private:
    mutable std::atomic<int> m_good;
    RecordedModel m_recording;
};

ModelSynthesizer asking(std::unique_ptr<const Model> model)
{
    return {std::move(model), PromptKnowledge(nullptr, {})};
}

Result<SearchSummary> searchWith(SearchFixture& f, const Synthesizer& synthesizer, SessionId session,
                                 std::optional<int> steps = {})
{
    return f.searchWith(f.evaluator, synthesizer, session, steps);
}

std::string spentOf(const SearchFixture& f, SessionId session)
{
    std::string text;
    for (const SpentStep& spent : *f.store().spentSteps(session)) {
        text += std::to_string(spent.step) + " " + spent.reason + "\n";
    }
    return text;
}

std::string wordsOf(const SearchFixture& f, SessionId session)
{
    Store store = f.store();
    std::string text;
    for (const int step : *store.stepsWithExchanges(session)) {
        for (const Exchange& exchange : *store.exchanges(session, step)) {
            text += std::to_string(step) + wordForWord(exchange);
        }
    }
    return text;
}

} // namespace

/// Searches whose candidates are made by a model that answers in words.
class ModelSearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void sameAnswersSameTree();
    void resumedAtAnyStep_data();
    void resumedAtAnyStep();
    void recordedSessionReplaysByteByByte();
    void everythingSaidIsKept();
    void failedKernelsAreRepaired();
    void unreachableModelEndsTheSearchAndKeepsIt();
    void sharesAreKept();

private:
    std::unique_ptr<SearchFixture> m_fixture;
    SessionId newSession(int workers);
};

void ModelSearchTest::init()
{
    m_fixture = std::make_unique<SearchFixture>(0.002);
}

SessionId ModelSearchTest::newSession(int workers)
{
    m_fixture->settings.workers = workers;
    m_fixture->settings.steps = kSteps;
    return m_fixture->newSession();
}

void ModelSearchTest::sameAnswersSameTree()
{
    const SessionId one = newSession(8);
    const SessionId two = newSession(8);
    const ModelSynthesizer slow = asking(std::make_unique<SlowRecording>(answersOfEveryKind()));
    QVERIFY(searchWith(*m_fixture, slow, one));
    QVERIFY(searchWith(*m_fixture, slow, two));
    const std::string tree = m_fixture->treeOf(one);
    QVERIFY(m_fixture->store().nodes(one)->size() > 50);
    QVERIFY(m_fixture->store().spentSteps(one)->size() > 10);
    QCOMPARE(m_fixture->treeOf(two), tree);
    QCOMPARE(spentOf(*m_fixture, two), spentOf(*m_fixture, one));
    QCOMPARE(wordsOf(*m_fixture, two), wordsOf(*m_fixture, one));
}

void ModelSearchTest::resumedAtAnyStep_data()
{
    QTest::addColumn<int>("cut");
    for (int cut = 1; cut < kSteps; cut += 7) {
        QTest::addRow("at %d", cut) << cut;
    }
}

void ModelSearchTest::resumedAtAnyStep()
{
    QFETCH(int, cut);
    const SessionId whole = newSession(8);
    const SessionId parts = newSession(8);
    const ModelSynthesizer recorded = asking(std::make_unique<RecordedModel>(answersOfEveryKind(), "drawn"));
    QVERIFY(searchWith(*m_fixture, recorded, whole));
    QVERIFY(searchWith(*m_fixture, recorded, parts, cut));
    QVERIFY(searchWith(*m_fixture, recorded, parts));
    QCOMPARE(m_fixture->treeOf(parts), m_fixture->treeOf(whole));
    QCOMPARE(wordsOf(*m_fixture, parts), wordsOf(*m_fixture, whole));
}

void ModelSearchTest::recordedSessionReplaysByteByByte()
{
    const SessionId first = newSession(3);
    QVERIFY(searchWith(*m_fixture, asking(std::make_unique<SlowRecording>(answersOfEveryKind())), first));
    auto answers = answersOf(m_fixture->folder.path(), std::to_string(first));
    QVERIFY(answers);
    const SessionId again = newSession(3);
    QVERIFY(searchWith(*m_fixture, asking(std::make_unique<RecordedModel>(*std::move(answers), "1")), again));
    QCOMPARE(m_fixture->treeOf(again), m_fixture->treeOf(first));
}

void ModelSearchTest::everythingSaidIsKept()
{
    const SessionId session = newSession(4);
    QVERIFY(searchWith(*m_fixture, asking(std::make_unique<SlowRecording>(answersOfEveryKind())), session));
    Store store = m_fixture->store();
    std::size_t turns = 0;
    for (int step = 1; step <= kSteps; ++step) {
        const auto exchanges = *store.exchanges(session, step);
        QVERIFY2(!exchanges.empty() && exchanges.size() <= 2, std::to_string(step).c_str());
        QVERIFY(!exchanges.front().prompt.empty() && !exchanges.front().system.empty());
        turns += static_cast<std::size_t>(
            std::ranges::count_if(exchanges, [](const Exchange& exchange) { return exchange.fault != "unanswered"; }));
        if (exchanges.size() == 2) { // the second turn says what was wrong with the first
            QVERIFY(!exchanges[0].fault.empty());
            QVERIFY(exchanges[1].prompt != exchanges[0].prompt);
        }
    }
    for (const Spend& spend : *store.spending(session)) {
        if (spend.kind == "tokens") {
            QCOMPARE(spend.amount, 120.0 * static_cast<double>(turns));
        }
    }
    QVERIFY(spentOf(*m_fixture, session).find("no fenced block") != std::string::npos ||
            spentOf(*m_fixture, session).find("no candidate") != std::string::npos);
}

void ModelSearchTest::failedKernelsAreRepaired()
{
    RecordedAnswers answers;
    answers[stepLabel(1)] = {kernelAnswer(0, 1)};
    answers[stepLabel(2)] = {kernelAnswer(0, 2)};
    answers[stepLabel(3)] = {kernelAnswer(2, 3)};
    m_fixture->settings.drafts = 1;
    const SessionId session = newSession(1);
    QVERIFY(searchWith(*m_fixture, asking(std::make_unique<RecordedModel>(answers, "drawn")), session, 3));
    Store store = m_fixture->store();
    const auto nodes = *store.nodes(session);
    QCOMPARE(nodes.size(), 4U);
    QCOMPARE(nodes[2].parents, std::vector<NodeNumber>{1});
    QCOMPARE(nodes[3].parents, std::vector<NodeNumber>{2});
    QVERIFY(nodes[3].why.starts_with("repair 2 of 2: node 2 failed (wrong)"));
    QVERIFY(store.exchanges(session, 2)->front().prompt.find("the output differs") != std::string::npos);
}

void ModelSearchTest::unreachableModelEndsTheSearchAndKeepsIt()
{
    const SessionId whole = newSession(3);
    const SessionId session = newSession(3);
    const auto ended = searchWith(*m_fixture, asking(std::make_unique<FailingModel>(20)), session);
    QVERIFY(!ended);
    QCOMPARE(ended.error().why, std::string("the cable is out"));
    QVERIFY(m_fixture->store().nodes(session)->size() > 5);
    const ModelSynthesizer recorded = asking(std::make_unique<RecordedModel>(answersOfEveryKind(), "drawn"));
    QVERIFY(searchWith(*m_fixture, recorded, whole));
    QVERIFY(searchWith(*m_fixture, recorded, session));
    QCOMPARE(m_fixture->treeOf(session), m_fixture->treeOf(whole));
}

void ModelSearchTest::sharesAreKept()
{
    std::vector<MixedSynthesizer::Share> shares;
    shares.push_back({3, std::make_unique<FakeSynthesizer>()});
    shares.push_back(
        {1, std::make_unique<ModelSynthesizer>(std::make_unique<RecordedModel>(answersOfEveryKind(), "drawn"),
                                               PromptKnowledge(nullptr, {}))});
    const MixedSynthesizer mixed(std::move(shares));
    QVERIFY(mixed.repairs());
    const SessionId session = newSession(4);
    QVERIFY(searchWith(*m_fixture, mixed, session));
    const std::size_t asked = m_fixture->store().stepsWithExchanges(session)->size();
    QVERIFY2(asked > 12 && asked < 60, std::to_string(asked).c_str()); // a quarter, and the repairs
}

QTEST_GUILESS_MAIN(ModelSearchTest)
#include "tst_modelsearch.moc"
