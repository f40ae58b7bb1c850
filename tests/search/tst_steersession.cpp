#include "core/graph/candidate.h"
#include "core/synthesis/mixedsynthesizer.h"
#include "fakes.h"

#include <QtTest>

using namespace espalier;

/// Steering of a whole session while it runs: each command is applied at the border of a step and holds from there on,
/// in a session that is resumed too.
class SteerSessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void policyChangesAtAStep();
    void policyThatCannotBeReadIsNeverRecorded();
    void memoryOfTheSessionReachesEveryRefinement();
    void raisedBudgetLetsADoneSessionGoOn();
    void budgetOfMinutesCountsAtOnce();
    void moreWorkersTakeUpMore();
    void vetoedSkillIsNotTaken();
    void vetoesReachThePrompt();
    void focusGrowsOnlyBelowItsNode();
    void focusOnNothingSaysSo();
    void pausedLaneHoldsCandidatesAndStopReachesThem();
    void mixIsDrawnFromTheSynthesizersThereAre();
    void expandTakesOperatorAndHint();
};

namespace {

void say(Store& store, SessionId session, const SteerCommand& command)
{
    if (const auto event = store.addEvent(session, command, "test"); !event) {
        qFatal("%s", event.error().sentence().c_str());
    }
}

/// The search of `f` is running, with a Store of its own for the test.
struct Running
{
    explicit Running(SearchFixture& f, SessionId id) : store(f.store()), session(id), controller(id, f.parts())
    {
        if (const auto started = controller.start(); !started) {
            qFatal("%s", started.error().sentence().c_str());
        }
    }
    int nodes() { return store.session(session)->nodes; }
    bool obeyed() { return store.events(session, true)->empty(); }

    Store store;
    SessionId session;
    SearchController controller;
};

/// What the sentences of the nodes from `step` on begin with.
bool whyContains(Store& store, SessionId session, int step, const std::string& words)
{
    const auto nodes = *store.nodes(session);
    return std::ranges::any_of(
        nodes, [&](const Node& node) { return node.step >= step && node.why.find(words) != std::string::npos; });
}

} // namespace

void SteerSessionTest::policyChangesAtAStep()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session, 20));
    Store store = f.store();
    QVERIFY(!whyContains(store, session, 0, "UCT"));
    say(store, session, {SteerVerb::Policy, {}, 0, "uct c=0.7"});
    QVERIFY(f.search(session, 40));
    QVERIFY(whyContains(store, session, 21, "UCT") && !whyContains(store, session, 21, "greedy, the highest"));
    say(store, session, {SteerVerb::Policy, {}, 0, ""}); // as it was started
    QVERIFY(f.search(session, 60));
    QVERIFY(whyContains(store, session, 41, "greedy, the highest") && !whyContains(store, session, 41, "UCT"));
}

void SteerSessionTest::policyThatCannotBeReadIsNeverRecorded()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    Store store = f.store();
    for (const char* text : {"oracle", "uct c=1e9", "uct \xff"}) {
        QVERIFY(!store.addEvent(session, {SteerVerb::Policy, {}, 0, text}, "test"));
    }
    QVERIFY(!store.addEvent(session, {SteerVerb::Boost, {}, std::nan(""), ""}, "test"));
    QVERIFY(store.events(session)->empty());
}

void SteerSessionTest::memoryOfTheSessionReachesEveryRefinement()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session, 15));
    Store store = f.store();
    say(store, session, {SteerVerb::Memory, {}, 0, "siblings"});
    const std::size_t before = f.synthesizer.prompts().size();
    QVERIFY(f.search(session, 35));
    const auto prompts = f.synthesizer.prompts();
    QVERIFY(prompts.size() > before + 10);
    for (std::size_t i = before; i < prompts.size(); ++i) {
        QVERIFY(prompts[i].edge != EdgeKind::Refine || prompts[i].memory.memoryOperator == "siblings");
    }
}

void SteerSessionTest::raisedBudgetLetsADoneSessionGoOn()
{
    SearchFixture f;
    f.settings.steps = 10;
    const SessionId session = f.newSession();
    QCOMPARE(f.search(session)->state, std::string("done"));
    Store store = f.store();
    QCOMPARE(f.search(session)->steps, 10);
    say(store, session, {SteerVerb::Budget, {}, 16, "steps"});
    QCOMPARE(f.search(session)->steps, 16);
    say(store, session, {SteerVerb::Budget, {}, -1, "steps"}); // its own again: it is over
    QCOMPARE(f.search(session)->steps, 16);
    QCOMPARE(f.search(session, 18)->steps, 18); // asked for now
}

void SteerSessionTest::budgetOfMinutesCountsAtOnce()
{
    SearchFixture f(0.002);
    f.settings.steps = 0;
    Running run(f, f.newSession());
    QTRY_VERIFY_WITH_TIMEOUT(run.nodes() > 5, 10000);
    f.clock.wind(300);
    say(run.store, run.session, {SteerVerb::Budget, {}, 4, "minutes"});
    const auto summary = run.controller.wait();
    QVERIFY(summary);
    QCOMPARE(summary->state, std::string("done"));
    QVERIFY2(summary->why.find("4 minutes") != std::string::npos, summary->why.c_str());
}

void SteerSessionTest::moreWorkersTakeUpMore()
{
    SearchFixture f;
    f.settings.steps = 0;
    f.settings.workers = 1;
    std::atomic<bool> hold = false;
    f.evaluator.onCall = [&](int) {
        while (hold) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    };
    Running run(f, f.newSession());
    QTRY_VERIFY_WITH_TIMEOUT(run.nodes() > 5, 10000);
    say(run.store, run.session, {SteerVerb::Budget, {}, 4, "workers"});
    QTRY_VERIFY_WITH_TIMEOUT(run.obeyed(), 10000);
    QTest::qWait(30); // the step of that border still waited for one alone
    hold = true;
    StoreCursor cursor;
    std::size_t most = 0;
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            const auto delta = run.store.changes(run.session, cursor);
            most = delta && *delta ? std::max(most, (*delta)->inFlight.size()) : most;
            return most == 4;
        }(),
        10000);
    hold = false;
    run.controller.stop();
    QVERIFY(run.controller.wait());
}

void SteerSessionTest::vetoedSkillIsNotTaken()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session, 10));
    Store store = f.store();
    const std::size_t before = store.nodes(session)->size();
    say(store, session, {SteerVerb::Veto, {}, 0, "vector"}); // the family of "vectorise", which is all that is made
    QVERIFY(f.search(session, 14));
    QCOMPARE(store.nodes(session)->size(), before);
    const auto spent = *store.spentSteps(session);
    QVERIFY2(spent.back().reason.find("vectorise, which is vetoed") != std::string::npos, spent.back().reason.c_str());
    say(store, session, {SteerVerb::Unveto, {}, 0, "vector"});
    say(store, session, {SteerVerb::Expand, 1, 2, ""});
    QVERIFY(f.search(session, 24));
    QVERIFY(store.nodes(session)->size() > before);
}

void SteerSessionTest::vetoesReachThePrompt()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    Store store = f.store();
    say(store, session, {SteerVerb::Veto, {}, 0, "inline assembly"});
    QVERIFY(f.search(session, 6));
    const auto prompts = f.synthesizer.prompts();
    QVERIFY(!prompts.empty());
    QCOMPARE(prompts.back().vetoes, std::vector<std::string>{"inline assembly"});
    QVERIFY(store.nodes(session)->size() > 3);
}

void SteerSessionTest::focusGrowsOnlyBelowItsNode()
{
    for (const char* policy : {"greedy", "uct", "evolution", "thompson"}) {
        SearchFixture f;
        f.settings.policy = policy;
        const SessionId session = f.newSession();
        QVERIFY(f.search(session, 30));
        Store store = f.store();
        const auto ranked = *store.frontier(session, 50);
        const NodeNumber root = ranked[ranked.size() / 2].number; // not the best
        say(store, session, {SteerVerb::Focus, root, 0, ""});
        QVERIFY(f.search(session, 60));
        const auto graph = *loadGraph(store, session);
        int grown = 0;
        for (const Node& node : *store.nodes(session)) {
            if (node.step > 30) {
                ++grown;
                const auto line = graph.lineage(node.number);
                QVERIFY2(std::ranges::find(line, root) != line.end(), policy);
            }
        }
        QVERIFY2(grown > 5, policy);
    }
}

void SteerSessionTest::focusOnNothingSaysSo()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session, 30));
    Store store = f.store();
    const auto nodes = *store.nodes(session);
    const auto failed = std::ranges::find_if(nodes, [](const Node& node) { return !isValid(node.verdict); });
    QVERIFY(failed != nodes.end());
    say(store, session, {SteerVerb::Focus, failed->number, 0, ""});
    const auto summary = f.search(session, 60);
    QVERIFY(summary);
    QVERIFY2(summary->why.find("#" + std::to_string(failed->number)) != std::string::npos, summary->why.c_str());
}

void SteerSessionTest::pausedLaneHoldsCandidatesAndStopReachesThem()
{
    SearchFixture f(0.002);
    f.settings.steps = 0;
    Running run(f, f.newSession());
    QTRY_VERIFY_WITH_TIMEOUT(run.nodes() > 5, 10000);
    say(run.store, run.session, {SteerVerb::PauseLane, {}, 0, "judge"});
    QTRY_VERIFY_WITH_TIMEOUT(run.obeyed(), 10000);
    StoreCursor cursor;
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            cursor = {};
            const auto delta = run.store.changes(run.session, cursor);
            return delta && *delta && (*delta)->inFlight.size() == 3 &&
                   std::ranges::all_of((*delta)->inFlight,
                                       [](const InFlight& one) { return one.stage == "held: judge"; });
        }(),
        10000);
    const int calls = f.evaluator.calls();
    const int held = run.nodes();
    QTest::qWait(80);
    QCOMPARE(f.evaluator.calls(), calls);
    // Nothing ends a step meanwhile, so this is read between two looks at what is in flight.
    say(run.store, run.session, {SteerVerb::ResumeLane, {}, 0, "judge"});
    QTRY_VERIFY_WITH_TIMEOUT(run.nodes() > held + 5, 10000);
    say(run.store, run.session, {SteerVerb::PauseLane, {}, 0, "write"});
    QTRY_VERIFY_WITH_TIMEOUT(run.obeyed(), 10000);
    QTest::qWait(40);
    say(run.store, run.session, {SteerVerb::Stop, {}, 0, ""});
    const auto summary = run.controller.wait();
    QVERIFY(summary);
    QCOMPARE(summary->state, std::string("interrupted"));
    QVERIFY(loadGraph(run.store, run.session)->session().pausedLanes.contains("write"));
}

void SteerSessionTest::mixIsDrawnFromTheSynthesizersThereAre()
{
    struct Named final : Synthesizer
    {
        explicit Named(std::string said) : word(std::move(said)) {}
        Result<Synthesis> synthesize(const Prompt& prompt, Transcript&, std::stop_token) const override
        {
            return Synthesis{candidateOfSpeed(1.1, word + std::to_string(prompt.seed)), {}, word};
        }
        std::string name() const override { return word; }
        std::string word;
    };
    std::vector<MixedSynthesizer::Share> shares;
    shares.push_back({1, std::make_unique<Named>("rules"), "rules"});
    shares.push_back({1, std::make_unique<Named>("voice"), "anthropic"});
    const MixedSynthesizer mixed(std::move(shares));
    SearchFixture f;
    const SessionId session = f.newSession();
    Store store = f.store();
    const auto madeBy = [&](int from, const std::string& who) {
        const auto nodes = *store.nodes(session);
        return std::ranges::count_if(nodes, [&](const Node& node) { return node.step >= from && node.summary == who; });
    };
    say(store, session, {SteerVerb::Mix, {}, 0, "model 1 rules 0"});
    QVERIFY(f.searchWith(f.evaluator, mixed, session, 12));
    QVERIFY(madeBy(1, "voice") > 8 && madeBy(1, "rules") == 0);
    say(store, session, {SteerVerb::Mix, {}, 0, "rules 3"});
    QVERIFY(f.searchWith(f.evaluator, mixed, session, 24));
    QVERIFY(madeBy(13, "rules") > 8 && madeBy(13, "voice") == 0);
    say(store, session, {SteerVerb::Mix, {}, 0, "openai 1"}); // nobody of that name: as it was started
    QVERIFY(f.searchWith(f.evaluator, mixed, session, 44));
    QVERIFY(madeBy(25, "rules") > 2 && madeBy(25, "voice") > 2);
}

void SteerSessionTest::expandTakesOperatorAndHint()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session, 12));
    Store store = f.store();
    say(store, session, {SteerVerb::Hint, 0, 0, "for all"});
    say(store, session, {SteerVerb::Expand, 2, 2, "for these", "clean-slate"});
    say(store, session, {SteerVerb::Expand, 1, 1, ""});
    const std::size_t before = f.synthesizer.prompts().size();
    f.settings.workers = 1;
    QVERIFY(f.search(session, 15));
    const auto prompts = f.synthesizer.prompts();
    std::multiset<std::string> said;
    for (std::size_t i = before; i < prompts.size(); ++i) {
        said.insert(prompts[i].hint + "/" + prompts[i].memory.memoryOperator);
    }
    QVERIFY(said.count("for all\n\nfor these/clean-slate") >= 2);
    QVERIFY(said.count("for all/inherit") >= 1);
}

QTEST_GUILESS_MAIN(SteerSessionTest)
#include "tst_steersession.moc"
