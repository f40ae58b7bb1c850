#include "core/graph/candidate.h"
#include "core/graph/wishes.h"
#include "core/search/steering.h"
#include "fakes.h"

#include <QtTest>

using namespace espalier;

class SteeringTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sleepingSessionObeysItsMarks();
    void prunedBranchGrowsNoMore();
    void expandGoesBeforeThePolicy();
    void resumedSearchHasTheSameWishes();
    void whatWasSaidSinceComesAfterWhatWasBegunBefore();
    void editByHandIsJudged();
    void missingEditIsASpentStep();
    void hintAndMemoryReachThePrompt();
    void pauseStepResumeStop();
    void staleStopIsForgotten();
    void stopReachesALongEvaluation();
    void steeredSearchIsRebuiltAlike();
    void reviewsAreAcknowledgedAndSteerNothing();
    void anotherSearchInTheStoreIsLeftAlone();
};

namespace {

/// The search of `f` is running, with a Store of its own for the test.
struct Running
{
    explicit Running(SearchFixture& f, SessionId id) : store(f.store()), session(id), controller(id, f.parts())
    {
        const auto started = controller.start();
        if (!started) {
            qFatal("%s", started.error().sentence().c_str());
        }
    }
    int nodes() { return store.session(session)->nodes; }
    std::string state() { return store.session(session)->state; }
    void say(SteerVerb verb, std::optional<NodeNumber> node = {}, double value = 0, const std::string& text = {})
    {
        const auto event = store.addEvent(session, {verb, node, value, text}, "test");
        if (!event) {
            qFatal("%s", event.error().sentence().c_str());
        }
    }

    Store store;
    SessionId session;
    SearchController controller;
};

void say(Store& store, SessionId session, SteerVerb verb, std::optional<NodeNumber> node, double value = 0,
         const std::string& text = {})
{
    if (!store.addEvent(session, {verb, node, value, text}, "test")) {
        qFatal("no event");
    }
}

} // namespace

void SteeringTest::sleepingSessionObeysItsMarks()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session, 20));
    Store store = f.store();
    const NodeNumber best = store.frontier(session, 1)->front().number;
    say(store, session, SteerVerb::Prune, best);
    QVERIFY(f.search(session, 40));
    const auto nodes = *store.nodes(session);
    QVERIFY(nodes.size() > 35);
    for (const Node& node : nodes) {
        QVERIFY(node.step <= 20 || std::ranges::count(node.parents, best) == 0);
    }
    QVERIFY(store.events(session)->front().appliedStep.value() == 21);
}

void SteeringTest::reviewsAreAcknowledgedAndSteerNothing()
{
    const auto grown = [](bool reviewed) {
        SearchFixture f;
        const SessionId session = f.newSession();
        const bool begun = bool(f.search(session, 10));
        Store store = f.store();
        for (int verb = static_cast<int>(SteerVerb::Note); reviewed && verb <= static_cast<int>(SteerVerb::Sanitized);
             ++verb) {
            say(store, session, static_cast<SteerVerb>(verb), 2, 1, "said");
        }
        const bool ended = bool(f.search(session, 30));
        std::vector<std::vector<NodeNumber>> parents;
        for (const Node& node : *store.nodes(session)) {
            parents.push_back(node.parents);
        }
        return std::tuple(begun && ended, store.events(session, true)->size(), parents);
    };
    const auto [ended, waiting, parents] = grown(true);
    QVERIFY(ended);
    QCOMPARE(waiting, std::size_t(0));
    QVERIFY(parents == std::get<2>(grown(false)));
}

void SteeringTest::prunedBranchGrowsNoMore()
{
    SearchFixture f(0.004);
    f.settings.steps = 0;
    Running run(f, f.newSession());
    QTRY_VERIFY_WITH_TIMEOUT(run.nodes() > 10, 10000);
    const NodeNumber best = run.store.frontier(run.session, 1)->front().number;
    run.say(SteerVerb::Prune, best);
    QTRY_VERIFY_WITH_TIMEOUT(run.store.events(run.session, true)->empty(), 10000);
    const int applied = *run.store.events(run.session)->front().appliedStep;
    const int before = run.nodes();
    QTRY_VERIFY_WITH_TIMEOUT(run.nodes() > before + 10, 10000);
    run.controller.stop();
    QVERIFY(run.controller.wait());
    for (const Node& node : *run.store.nodes(run.session)) {
        QVERIFY(node.step < applied || std::ranges::count(node.parents, best) == 0);
    }
}

void SteeringTest::expandGoesBeforeThePolicy()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session, 20));
    Store store = f.store();
    say(store, session, SteerVerb::Expand, 2, 3);
    say(store, session, SteerVerb::Expand, 1, 2);
    say(store, session, SteerVerb::Expand, 1, -1); // taken back in part
    QVERIFY(f.search(session, 26));
    std::vector<NodeNumber> parents;
    for (const Node& node : *store.nodes(session)) {
        if (node.why == "asked for by hand") {
            parents.push_back(node.parents.front());
        }
    }
    QCOMPARE(parents, (std::vector<NodeNumber>{2, 2, 2, 1}));
}

void SteeringTest::resumedSearchHasTheSameWishes()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session, 20));
    Store store = f.store();
    say(store, session, SteerVerb::Expand, 2, 6);
    say(store, session, SteerVerb::Expand, 1, 2);
    say(store, session, SteerVerb::Add, 3, 0, "no hash at all"); // a step without a node
    for (const int steps : {23, 25, 40}) {
        QVERIFY(f.search(session, steps));
        const std::vector<SteerEvent> events = *store.events(session);
        SteeringQueue queue(session, events);
        SearchGraph graph;
        for (Node& node : *store.nodes(session)) {
            graph.add(std::move(node));
        }
        for (int step = 1; step <= steps; ++step) {
            QVERIFY(queue.apply(store, graph, step, false));
            (void)queue.nextDirected(graph);
        }
        QVERIFY(queue.wishes().children() == wishesAfter(events, steps).children());
        QCOMPARE(queue.wishes().children()[2], steps == 23 ? 4 : steps == 25 ? 2 : 0);
    }
    const auto nodes = *store.nodes(session);
    const auto spent = *store.spentSteps(session);
    const auto made = std::ranges::count(nodes, "asked for by hand", &Node::why);
    const auto none =
        std::ranges::count_if(spent, [](const SpentStep& one) { return one.step > 21 && one.step <= 29; });
    QCOMPARE(made + none, 8);
}

void SteeringTest::whatWasSaidSinceComesAfterWhatWasBegunBefore()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session, 7));
    Store store = f.store();
    // Obeyed at 10 by a run that was stopped before it had recorded step 8.
    const auto before = *store.addEvent(session, {SteerVerb::Prune, 1, 0, ""}, "test");
    QVERIFY(store.acknowledge(session, before, 10));
    const std::vector<SteerEvent> history = *store.events(session);
    say(store, session, SteerVerb::Restore, 1);
    SearchGraph graph;
    for (Node& node : *store.nodes(session)) {
        graph.add(std::move(node));
    }
    SteeringQueue queue(session, history);
    for (int step = 8; step <= 10; ++step) {
        QVERIFY(queue.due(store, step, true));
        QVERIFY(queue.apply(store, graph, step, true));
        QVERIFY(!graph.isPruned(1));
    }
    // And so again when the session is rebuilt.
    SteeringQueue rebuilt(session, *store.events(session));
    QVERIFY(rebuilt.apply(store, graph, 8, false));
    QVERIFY(!graph.isPruned(1));
    QVERIFY(rebuilt.apply(store, graph, 10, false));
    QVERIFY(!graph.isPruned(1));
}

void SteeringTest::editByHandIsJudged()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session, 10));
    Store store = f.store();
    const std::string hash = *store.putObject(toObject(candidateOfSpeed(7, "by hand")));
    say(store, session, SteerVerb::Add, 3, 0, hash);
    QVERIFY(f.search(session, 20));
    const Node best = store.frontier(session, 50)->back();
    QVERIFY(best.fitness > 0);
    const NodeKey key = *store.findNode(hash);
    const Node edited = *store.node(session, key.number);
    QVERIFY(edited.edge == EdgeKind::Hand);
    QCOMPARE(edited.parents, std::vector<NodeNumber>{3});
    QCOMPARE(edited.fitness, 6.86); // the second judging of what is about to be the best
    QCOMPARE(edited.step, 11);
}

void SteeringTest::missingEditIsASpentStep()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session, 10));
    Store store = f.store();
    say(store, session, SteerVerb::Add, 3, 0, std::string(64, 'd'));
    say(store, session, SteerVerb::Add, 3, 0, "no hash at all");
    say(store, session, SteerVerb::Add, 3, 0, store.node(session, 5)->artefact); // known already
    QVERIFY(f.search(session, 20));
    const auto spent = *store.spentSteps(session);
    QVERIFY(spent.size() >= 3);
    QVERIFY(spent[0].edge == EdgeKind::Hand && !spent[0].reason.empty());
    QVERIFY(spent[2].reason.find("known already") != std::string::npos);
}

void SteeringTest::hintAndMemoryReachThePrompt()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session, 10));
    Store store = f.store();
    say(store, session, SteerVerb::Hint, 0, 0, "mind the tail");
    say(store, session, SteerVerb::Memory, 1, 0, "siblings");
    say(store, session, SteerVerb::Expand, 1, 1);
    const std::size_t before = f.synthesizer.prompts().size();
    QVERIFY(f.search(session, 11));
    const auto prompts = f.synthesizer.prompts();
    QVERIFY(prompts.size() > before);
    QCOMPARE(prompts.back().hint, std::string("mind the tail"));
    QCOMPARE(prompts.back().memory.memoryOperator, std::string("siblings"));
    QVERIFY(prompts.back().diagnosis.bound == Bound::Compute);
}

void SteeringTest::pauseStepResumeStop()
{
    SearchFixture f(0.004);
    f.settings.steps = 0;
    Running run(f, f.newSession());
    QTRY_VERIFY_WITH_TIMEOUT(run.nodes() > 5, 10000);
    run.say(SteerVerb::Pause);
    QTRY_COMPARE_WITH_TIMEOUT(run.state(), std::string("paused"), 10000);
    const int steps = run.nodes() + static_cast<int>(run.store.spentSteps(run.session)->size());
    QTest::qWait(80);
    QCOMPARE(run.nodes() + static_cast<int>(run.store.spentSteps(run.session)->size()), steps);
    run.say(SteerVerb::Step, {}, 2);
    QTRY_COMPARE_WITH_TIMEOUT(run.nodes() + static_cast<int>(run.store.spentSteps(run.session)->size()), steps + 2,
                              10000);
    QTRY_COMPARE_WITH_TIMEOUT(run.state(), std::string("paused"), 10000);
    run.say(SteerVerb::Resume);
    QTRY_VERIFY_WITH_TIMEOUT(run.nodes() > steps + 8, 10000);
    run.say(SteerVerb::Stop);
    const auto summary = run.controller.wait();
    QVERIFY(summary);
    QCOMPARE(summary->state, std::string("interrupted"));
    QVERIFY(run.store.events(run.session, true)->empty());
}

void SteeringTest::staleStopIsForgotten()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    Store store = f.store();
    say(store, session, SteerVerb::Stop, {});
    say(store, session, SteerVerb::Pause, {});
    const auto summary = f.search(session, 10);
    QVERIFY(summary);
    QCOMPARE(summary->state, std::string("done"));
    QVERIFY(store.events(session, true)->empty());
}

void SteeringTest::stopReachesALongEvaluation()
{
    SearchFixture f;
    f.settings.steps = 0;
    std::atomic<bool> inside = false;
    std::atomic<bool> release = false;
    f.evaluator.onCall = [&](int call) {
        if (call == 6) {
            inside = true;
            while (!release) {
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        }
    };
    Running run(f, f.newSession());
    QTRY_VERIFY_WITH_TIMEOUT(inside.load(), 10000);
    run.say(SteerVerb::Stop);
    QTRY_VERIFY_WITH_TIMEOUT(run.store.events(run.session, true)->empty(), 10000);
    release = true;
    const auto summary = run.controller.wait();
    QVERIFY(summary);
    QVERIFY(summary->nodes <= 6);
}

void SteeringTest::steeredSearchIsRebuiltAlike()
{
    // Steered twice at the same steps, once cut in the middle: the records must lead to the same tree.
    SearchFixture f;
    const SessionId whole = f.newSession();
    const SessionId parts = f.newSession();
    for (const SessionId session : {whole, parts}) {
        QVERIFY(f.search(session, 15));
        Store store = f.store();
        say(store, session, SteerVerb::Boost, 2, 5);
        say(store, session, SteerVerb::Prune, 1);
        say(store, session, SteerVerb::Expand, 3, 4);
        if (session == parts) {
            QVERIFY(f.search(session, 17));
        }
        QVERIFY(f.search(session, 40));
    }
    QCOMPARE(f.treeOf(parts), f.treeOf(whole));
}

void SteeringTest::anotherSearchInTheStoreIsLeftAlone()
{
    SearchFixture f;
    const SessionId first = f.newSession();
    QVERIFY(f.search(first, 5));
    const SessionId second = f.newSession();
    Store store = f.store();
    say(store, first, SteerVerb::Boost, NodeNumber{1}, 50);
    say(store, first, SteerVerb::Focus, NodeNumber{1});
    say(store, first, SteerVerb::PauseLane, {}, 0, "judge");
    say(store, first, SteerVerb::Stop, {});
    const auto ended = f.search(second, 20);
    QVERIFY2(ended, ended ? "" : ended.error().sentence().c_str());
    QCOMPARE(ended->steps, 20);
    const auto graph = loadGraph(store, second);
    QVERIFY(graph && graph->session() == SessionState() && graph->boost(1) == 1);
    for (const SteerEvent& event : *store.events(first)) {
        QVERIFY(!event.acknowledged());
    }
    QVERIFY(loadGraph(store, first)->boost(1) == 50);
}

QTEST_GUILESS_MAIN(SteeringTest)
#include "tst_steering.moc"
