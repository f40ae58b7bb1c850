#include "core/base/file.h"
#include "core/model/recordedmodel.h"
#include "core/search/composition.h"
#include "core/search/recordedanswers.h"
#include "core/search/tools/sessiontools.h"
#include "core/search/tools/trialtools.h"
#include "core/synthesis/model/modelsynthesizer.h"
#include "fakes.h"

#include <QtTest>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>

using namespace espalier;

namespace {

using Json = nlohmann::json;

std::string call(const Json& document)
{
    return "```tool\n" + document.dump() + "\n```\n";
}

std::string sourceOf(double speed, int step)
{
    return candidateOfSpeed(speed, std::to_string(step)).source;
}

std::string kernelAnswer(double speed, int step)
{
    return "Faster by a little.\n\n```cpp\n" + sourceOf(speed, step) + "\n```\n";
}

/// Steps that try, look and ask in many ways before they answer, broken calls and endless ones among them.
RecordedAnswers answersWithCalls(int steps)
{
    RecordedAnswers answers;
    Rng rng(7);
    for (int step = 1; step <= steps; ++step) {
        std::vector<std::string>& turns = answers[stepLabel(step)];
        for (auto calls = rng.below(6); calls > 0; --calls) {
            const double speed = 0.8 + rng.uniform();
            switch (rng.below(5)) {
            case 0:
                turns.push_back(call({{"tool", "evaluate"}, {"source", sourceOf(speed, 1000 + step)}}));
                break;
            case 1:
                turns.push_back(call({{"tool", "look_at"}, {"node", rng.below(8)}}));
                break;
            case 2:
                turns.push_back(call({{"tool", "search_documents"}, {"words", "vector exp"}}));
                break;
            case 3:
                turns.push_back("```tool\nno JSON\n```\n");
                break;
            default:
                turns.push_back(call({{"tool", "build"}, {"source", sourceOf(speed, 2000 + step)}}));
                break;
            }
        }
        if (step % 9 == 0) {
            turns.assign(25, call({{"tool", "lint"}, {"source", "int x;"}}));
        }
        turns.push_back(kernelAnswer(0.8 + 0.03 * step * rng.uniform(), step));
    }
    return answers;
}

/// Steps that have as much judged as they may, and more, before they answer.
RecordedAnswers answersThatTry(int steps)
{
    RecordedAnswers answers;
    for (int step = 1; step <= steps; ++step) {
        std::vector<std::string>& turns = answers[stepLabel(step)];
        for (int tried = 0; tried < kTrialEvaluations + 2; ++tried) {
            turns.push_back(call({{"tool", "evaluate"}, {"source", sourceOf(1, 100 * step + tried)}}));
        }
        turns.push_back(kernelAnswer(1 + 0.1 * step, step));
    }
    return answers;
}

constexpr int kSudden = 333;

/// Tells when a certain source comes to be judged.
class SuddenEvaluator final : public Evaluator
{
public:
    Evaluation evaluate(const Candidate& candidate, const StageCallback& stage, std::stop_token stop) override
    {
        if (onSudden && candidate.source.find("id " + std::to_string(kSudden)) != std::string::npos) {
            onSudden();
            std::mutex mutex;
            std::unique_lock lock(mutex); // a kernel takes until it is told to stop
            std::condition_variable_any().wait(lock, stop, [] { return false; });
        }
        return m_fake.evaluate(candidate, stage, stop);
    }
    Evaluation confirm(const Candidate& candidate, Evaluation first, double toBeat, const StageCallback& stage,
                       std::stop_token stop) override
    {
        return m_fake.confirm(candidate, std::move(first), toBeat, stage, stop);
    }

    std::function<void()> onSudden;

private:
    FakeEvaluator m_fake;
};

ModelSynthesizer asking(RecordedAnswers answers, std::vector<ExpansionTool> tools)
{
    return {std::make_unique<RecordedModel>(std::move(answers), "drawn"), PromptKnowledge(nullptr, {}),
            std::move(tools)};
}

double amountOf(const SearchFixture& f, SessionId session, const std::string& kind)
{
    const auto spending = *f.store().spending(session);
    const auto found = std::ranges::find(spending, kind, &Spend::kind);
    return found == spending.end() ? 0 : found->amount;
}

} // namespace

/// Searches whose model uses tools on its way to a candidate.
class ToolSearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void everyToolAnswers();
    void startsAnewLookAtNothing();
    void recordedSessionReplaysToTheSameTree();
    void evaluationsByToolsAreSpent();
    void stepsInFlightLeaveRoomForWhatToolsSpent();
    void buildsByToolsTakeDeviceTime();
    void stoppedWithinAToolAndResumed();

private:
    SessionId newSession(int steps, int workers);
    std::vector<ExpansionTool> toolsWith(Evaluator& evaluator, const std::vector<std::filesystem::path>& code = {});
    std::vector<ExpansionTool> tools(const std::vector<std::filesystem::path>& code = {});
    std::string turnOf(int step, std::size_t turn) const;

    std::shared_ptr<DocumentIndex> m_documents;
    std::unique_ptr<SearchFixture> m_fixture;
    SessionId m_session = 0;
};

void ToolSearchTest::initTestCase()
{
    auto library = DocumentLibrary::load({ESPALIER_SOURCE_DIR "/kb"});
    QVERIFY(library);
    auto index = DocumentIndex::build(*std::move(library));
    QVERIFY(index);
    m_documents = *std::move(index);
}

void ToolSearchTest::init()
{
    m_fixture = std::make_unique<SearchFixture>();
}

SessionId ToolSearchTest::newSession(int steps, int workers)
{
    m_fixture->settings.steps = steps;
    m_fixture->settings.workers = workers;
    m_fixture->settings.drafts = 1;
    m_session = m_fixture->newSession();
    return m_session;
}

std::vector<ExpansionTool> ToolSearchTest::toolsWith(Evaluator& evaluator,
                                                     const std::vector<std::filesystem::path>& code)
{
    return sessionTools({m_documents, "cpu", evaluator, m_fixture->folder.path(), m_session}, code);
}

std::vector<ExpansionTool> ToolSearchTest::tools(const std::vector<std::filesystem::path>& code)
{
    return toolsWith(m_fixture->evaluator, code);
}

/// What was said to the model in a turn of a step.
std::string ToolSearchTest::turnOf(int step, std::size_t turn) const
{
    const auto exchanges = *m_fixture->store().exchanges(m_session, step);
    return turn < exchanges.size() ? exchanges[turn].prompt : "there is no such turn";
}

void ToolSearchTest::everyToolAnswers()
{
    const TemporaryFolder code("espalier-code");
    QVERIFY(writeFileAtomic(code.path() / "norm.h", "inline float rsqrtOf(float x);\n"));
    RecordedAnswers answers;
    answers[stepLabel(1)] = {kernelAnswer(2, 1)};
    answers[stepLabel(2)] = {call({{"tool", "lint"}, {"source", "#include \"/etc/passwd\"\n"}}),
                             call({{"tool", "build"}, {"source", sourceOf(3, 2)}}),
                             call({{"tool", "evaluate"}, {"source", sourceOf(3, 2)}}),
                             call({{"tool", "look_at"}, {"node", 1}}),
                             call({{"tool", "search_documents"}, {"words", "false sharing of cache lines"}}),
                             call({{"tool", "read_document"}, {"name", "cpu-false-sharing"}}),
                             call({{"tool", "search_code"}, {"text", "rsqrtof"}}),
                             kernelAnswer(3, 2)};
    const SessionId session = newSession(2, 1);
    const ModelSynthesizer model = asking(answers, tools({code.path()}));
    QVERIFY(m_fixture->searchWith(m_fixture->evaluator, model, session));
    const std::vector<std::string> expected{"## Tools",
                                            "```text\n#include \"/etc/passwd\"\n",
                                            "It is built.\nspeed 3",
                                            "Verdict: accepted",
                                            "\nspeed 2",
                                            "cpu-false-sharing: ",
                                            "## What read_document says",
                                            "norm.h:1: inline float rsqrtOf(float x);"};
    for (std::size_t turn = 0; turn < expected.size(); ++turn) {
        const std::string said = turnOf(2, turn);
        QVERIFY2(said.find(expected[turn]) != std::string::npos, said.c_str());
    }
    const auto nodes = *m_fixture->store().nodes(session);
    QCOMPARE(nodes.size(), 3U);
    QCOMPARE(nodes[2].parents, std::vector<NodeNumber>{1});
    QCOMPARE(m_fixture->evaluator.calls(), 4); // three nodes, and the tool's: its verdict is not the node's
    QVERIFY(m_fixture->store().evaluation(session, 2)->finalist);
}

void ToolSearchTest::startsAnewLookAtNothing()
{
    RecordedAnswers answers;
    answers[stepLabel(1)] = {call({{"tool", "look_at"}, {"node", 0}}), kernelAnswer(2, 1)};
    const SessionId session = newSession(1, 1);
    QVERIFY(m_fixture->searchWith(m_fixture->evaluator, asking(answers, tools()), session));
    QVERIFY2(turnOf(1, 1).find("node 0 cannot be looked at") != std::string::npos, turnOf(1, 1).c_str());
}

void ToolSearchTest::recordedSessionReplaysToTheSameTree()
{
    m_fixture = std::make_unique<SearchFixture>(0.002);
    const SessionId first = newSession(60, 4);
    QVERIFY(m_fixture->searchWith(m_fixture->evaluator, asking(answersWithCalls(60), tools()), first));
    const std::string tree = m_fixture->treeOf(first);
    const int evaluations = static_cast<int>(amountOf(*m_fixture, first, "tool_evaluations"));
    QVERIFY(m_fixture->store().nodes(first)->size() > 30);
    QVERIFY2(evaluations > 10, std::to_string(evaluations).c_str());
    QVERIFY(m_fixture->store().spentSteps(first)->size() >= 6); // the endless ones
    auto answers = answersOf(m_fixture->folder.path(), std::to_string(first));
    QVERIFY(answers);
    const SessionId again = newSession(60, 4);
    QVERIFY(m_fixture->searchWith(m_fixture->evaluator, asking(*answers, tools()), again));
    QCOMPARE(m_fixture->treeOf(again), tree);
    // What a tool says need not be what it said then: a replay where there are no documents any more.
    const auto documents = std::exchange(m_documents, nullptr);
    const SessionId poorer = newSession(60, 4);
    QVERIFY(m_fixture->searchWith(m_fixture->evaluator, asking(*answers, tools()), poorer));
    m_documents = documents;
    QCOMPARE(m_fixture->treeOf(poorer), tree);
}

void ToolSearchTest::evaluationsByToolsAreSpent()
{
    m_fixture->settings.evaluations = 12;
    const SessionId session = newSession(10, 1);
    const auto summary = m_fixture->searchWith(m_fixture->evaluator, asking(answersThatTry(10), tools()), session);
    QVERIFY(summary);
    // The root, then five a step: 1, 6, 11, 16.
    QCOMPARE(summary->nodes, 4);
    QCOMPARE(m_fixture->evaluator.calls(), 16);
    QCOMPARE(amountOf(*m_fixture, session, "tool_evaluations"), 12.0);
    QCOMPARE(summary->why, std::string("all 12 evaluations are done"));
    QVERIFY(turnOf(1, kTrialEvaluations + 1).find("at most 4 times") != std::string::npos);
}

void ToolSearchTest::stepsInFlightLeaveRoomForWhatToolsSpent()
{
    constexpr int kLimit = 12;
    constexpr int kInFlight = 4;
    m_fixture->settings.evaluations = kLimit;
    const SessionId session = newSession(20, kInFlight);
    const auto summary = m_fixture->searchWith(m_fixture->evaluator, asking(answersThatTry(20), tools()), session);
    QVERIFY(summary);
    // Candidates keep to the limit; only what the tools of those in flight had judged may come on top.
    const int spent = summary->nodes + static_cast<int>(amountOf(*m_fixture, session, "tool_evaluations"));
    QVERIFY2(spent - kTrialEvaluations * kInFlight <= kLimit, std::to_string(spent).c_str());
    QCOMPARE(summary->nodes, 6); // six and three in flight are under twelve, eleven and three are not
}

void ToolSearchTest::buildsByToolsTakeDeviceTime()
{
    RecordedAnswers answers;
    answers[stepLabel(1)] = {call({{"tool", "build"}, {"source", sourceOf(2, 1)}}),
                             call({{"tool", "lint"}, {"source", sourceOf(3, 1)}}), kernelAnswer(2, 1)};
    const SessionId session = newSession(1, 1);
    QVERIFY(m_fixture->searchWith(m_fixture->evaluator, asking(answers, tools()), session));
    QVERIFY(amountOf(*m_fixture, session, "device_seconds") >= 2 * FakeEvaluator::kBuildSeconds);
    QCOMPARE(amountOf(*m_fixture, session, "tool_evaluations"), 0.0);
}

void ToolSearchTest::stoppedWithinAToolAndResumed()
{
    const SessionId whole = newSession(20, 1);
    QVERIFY(m_fixture->searchWith(m_fixture->evaluator, asking(answersWithCalls(20), tools()), whole));
    const std::string tree = m_fixture->treeOf(whole);

    RecordedAnswers answers = answersWithCalls(20);
    answers[stepLabel(3)].insert(answers[stepLabel(3)].begin(),
                                 call({{"tool", "evaluate"}, {"source", sourceOf(1.7, kSudden)}}));
    const SessionId session = newSession(20, 1);
    SuddenEvaluator evaluator;
    const ModelSynthesizer model = asking(answers, toolsWith(evaluator));
    {
        SearchController controller(session, m_fixture->partsWith(evaluator, model));
        evaluator.onSudden = [&] { controller.stop(); };
        QVERIFY(controller.start());
        const auto summary = controller.wait();
        QVERIFY(summary);
        QCOMPARE(summary->state, std::string("interrupted"));
        evaluator.onSudden = {};
    }
    QCOMPARE(m_fixture->store().nodes(session)->back().step, 2);
    QVERIFY(m_fixture->store().exchanges(session, 3)->empty());
    QVERIFY(m_fixture->searchWith(evaluator, model, session));
    QCOMPARE(m_fixture->treeOf(session), tree);
}

QTEST_GUILESS_MAIN(ToolSearchTest)
#include "tst_toolsearch.moc"
