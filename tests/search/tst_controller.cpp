#include "core/profile/profilereport.h"
#include "fakes.h"

#include <QtTest>

#include <csignal>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <thread>

using namespace espalier;

class ControllerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSeedIsNodeZero();
    void sameSeedSameTreeWhateverTheThreadsDo();
    void anotherSeedAnotherTree();
    void resumedTreeEqualsTheUninterrupted_data();
    void resumedTreeEqualsTheUninterrupted();
    void finishedSearchStaysFinished();
    void knownCandidatesAreMadeAnew();
    void everythingExhaustedEndsTheSearch();
    void wrongSeedIsSaid();
    void takenSessionIsRefused();
    void unknownPolicyIsRefused();
    void endsForEveryReason();
    void stopKeepsWhatIsRecorded();
    void stopDoesNotWaitForWhatIsRebuilt();
    void fullDiskEndsItPolitely();
    void summaryIsThePromisedDocument();
    void tellsItsObserver();
    void theBestWasJudgedTwice();
    void promptsTellWhatWasMeasured();
    void promptsTellWhatAProfilerSawOfTheParent();
};

void ControllerTest::theSeedIsNodeZero()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    const auto summary = f.search(session, 10);
    QVERIFY(summary);
    const auto nodes = *f.store().nodes(session);
    QVERIFY(nodes[0].edge == EdgeKind::Root && nodes[0].parents.empty());
    QCOMPARE(nodes[0].fitness, 0.5);
    for (int step = 1; step <= 4; ++step) {
        QVERIFY(nodes[static_cast<std::size_t>(step)].edge == EdgeKind::Draft);
    }
    const SessionInfo info = *f.store().session(session);
    QCOMPARE(info.baseline, std::string("plain"));
    QVERIFY(std::abs(info.baselineMs - 6) < 1e-9); // √(4·9)
    QCOMPARE(info.state, std::string("done"));
    QCOMPARE(summary->steps, 10);
}

void ControllerTest::sameSeedSameTreeWhateverTheThreadsDo()
{
    for (const char* policy : {"greedy", "uct", "evolution", "thompson"}) {
        std::string first;
        for (int run = 0; run < 4; ++run) {
            SearchFixture f(run == 0 ? 0 : 0.004);
            f.settings.policy = policy;
            f.settings.steps = 60;
            f.settings.workers = 4;
            const SessionId session = f.newSession();
            QVERIFY(f.search(session));
            const std::string tree = f.treeOf(session);
            first = run == 0 ? tree : first;
            QCOMPARE(tree, first);
        }
    }
}

void ControllerTest::anotherSeedAnotherTree()
{
    SearchFixture f;
    const SessionId one = f.newSession();
    f.settings.seed = 2;
    const SessionId two = f.newSession();
    QVERIFY(f.search(one));
    QVERIFY(f.search(two));
    QVERIFY(f.treeOf(one) != f.treeOf(two));
}

void ControllerTest::resumedTreeEqualsTheUninterrupted_data()
{
    QTest::addColumn<QByteArray>("policy");
    QTest::addColumn<int>("workers");
    QTest::addColumn<int>("cut");
    for (const char* policy : {"greedy", "uct", "evolution", "thompson"}) {
        for (const int workers : {1, 3}) {
            for (const int cut : {1, 7, 33}) {
                QTest::addRow("%s, %d at once, cut at %d", policy, workers, cut)
                    << QByteArray(policy) << workers << cut;
            }
        }
    }
}

void ControllerTest::resumedTreeEqualsTheUninterrupted()
{
    QFETCH(QByteArray, policy);
    QFETCH(int, workers);
    QFETCH(int, cut);
    // A small variety, so that spent steps are among what is gone through again.
    SearchFixture f(0.001, 12);
    f.settings.policy = policy.toStdString();
    f.settings.workers = workers;
    f.settings.steps = 50;
    const SessionId whole = f.newSession();
    const SessionId parts = f.newSession();
    QVERIFY(f.search(whole));
    QVERIFY(f.search(parts, cut));
    QVERIFY(f.store().nodes(parts)->size() < f.store().nodes(whole)->size());
    QVERIFY(f.search(parts));
    QCOMPARE(f.treeOf(parts), f.treeOf(whole));
}

void ControllerTest::finishedSearchStaysFinished()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session));
    const int calls = f.evaluator.calls();
    const auto again = f.search(session);
    QVERIFY(again);
    QCOMPARE(f.evaluator.calls(), calls);
    QCOMPARE(again->state, std::string("done"));
    QVERIFY(again->why.find("all 40 steps") != std::string::npos);
}

void ControllerTest::knownCandidatesAreMadeAnew()
{
    SearchFixture f(0.001, 6);
    const SessionId session = f.newSession();
    const auto summary = f.search(session);
    QVERIFY(summary);
    std::set<std::string> artefacts;
    for (const Node& node : *f.store().nodes(session)) {
        QVERIFY(artefacts.insert(node.artefact).second);
    }
    QCOMPARE(summary->steps, 40);
    QVERIFY(summary->nodes - 1 + static_cast<int>(f.store().spentSteps(session)->size()) == 40);
    QCOMPARE(f.evaluator.calls(), summary->nodes);
}

void ControllerTest::everythingExhaustedEndsTheSearch()
{
    SearchFixture f(0, 1);
    f.settings.steps = 0;
    f.settings.drafts = 1;
    const SessionId session = f.newSession();
    Store store = f.store();
    SearchParts parts = f.parts();
    SearchController controller(session, parts);
    QVERIFY(controller.start());
    QTRY_VERIFY_WITH_TIMEOUT(store.session(session)->nodes >= 1, 5000);
    QVERIFY(store.addEvent(session, {SteerVerb::Prune, 0, 0, ""}, "test"));
    const auto summary = controller.wait();
    QVERIFY(summary);
    QVERIFY2(summary->why.find("nothing is left to grow") != std::string::npos, summary->why.c_str());
}

void ControllerTest::wrongSeedIsSaid()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    SearchParts parts = f.parts();
    parts.seed = candidateOfSpeed(0, "seed");
    SearchController controller(session, parts);
    QVERIFY(controller.start());
    const auto summary = controller.wait();
    QVERIFY(!summary);
    QVERIFY(summary.error().sentence().find("the output differs") != std::string::npos);
    QCOMPARE(f.store().session(session)->state, std::string("interrupted"));
}

void ControllerTest::takenSessionIsRefused()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    Store other = f.store();
    QVERIFY(other.acquire(session, "espalier-gui"));
    SearchController controller(session, f.parts());
    const auto started = controller.start();
    QVERIFY(!started);
    QVERIFY(started.error().sentence().find("espalier-gui, process") != std::string::npos);
    QVERIFY(!controller.wait());
}

void ControllerTest::unknownPolicyIsRefused()
{
    SearchFixture f;
    f.settings.policy = "oracle";
    SearchController controller(f.newSession(), f.parts());
    QVERIFY(controller.start().error().kind == ErrorKind::Usage);
}

void ControllerTest::endsForEveryReason()
{
    const auto why = [](const std::function<void(SearchFixture&)>& set) {
        SearchFixture f;
        f.settings.steps = 0;
        set(f);
        const auto summary = f.search(f.newSession());
        return summary ? summary->why : summary.error().sentence();
    };
    QCOMPARE(why([](SearchFixture& f) { f.settings.steps = 12; }), std::string("all 12 steps are done"));
    QVERIFY(
        why([](SearchFixture& f) { f.settings.untilSpeedup = 0.7; }).starts_with("the speedup asked for is reached"));
    QCOMPARE(why([](SearchFixture& f) { f.settings.stallSteps = 15; }), std::string("no better node in 15 steps"));
    QCOMPARE(why([](SearchFixture& f) {
                 f.settings.minutes = 2;
                 f.evaluator.onCall = [&f](int) { f.clock.wind(10); };
             }),
             std::string("the time is over: 2 minutes"));
}

void ControllerTest::stopKeepsWhatIsRecorded()
{
    SearchFixture f(0.005);
    f.settings.steps = 0;
    const SessionId session = f.newSession();
    SearchController controller(session, f.parts());
    QVERIFY(controller.start());
    Store store = f.store();
    QTRY_VERIFY_WITH_TIMEOUT(store.session(session)->nodes > 5, 5000);
    QCOMPARE(store.session(session)->state, std::string("running"));
    controller.stop();
    const auto summary = controller.wait();
    QVERIFY(summary);
    QCOMPARE(summary->state, std::string("interrupted"));
    QCOMPARE(summary->why, std::string("stopped"));
    QVERIFY(summary->nodes > 5);
    StoreCursor cursor;
    QVERIFY((*store.changes(session, cursor))->inFlight.empty());
    QVERIFY(store.acquire(session, "the next"));
}

void ControllerTest::stopDoesNotWaitForWhatIsRebuilt()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session, 150));
    const std::string before = f.treeOf(session);
    std::vector<std::string> states;
    SearchObserver observer;
    observer.state = [&](const std::string& state) { states.push_back(state); };
    SearchParts parts = f.parts();
    parts.limits.emplace().steps = 300;
    SearchController controller(session, std::move(parts), observer);
    QVERIFY(controller.start());
    controller.stop();
    QCOMPARE(controller.wait()->why, std::string("stopped"));
    QCOMPARE(states, std::vector<std::string>{"interrupted"}); // it never came so far as to run
    QCOMPARE(f.treeOf(session), before);
}

void ControllerTest::fullDiskEndsItPolitely()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    f.evaluator.onCall = [&](int call) {
        if (call == 12) {
            const rlimit small{64, before.rlim_max};
            setrlimit(RLIMIT_FSIZE, &small);
        }
    };
    const auto summary = f.search(session);
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(!summary);
    QVERIFY(summary.error().kind == ErrorKind::Machine);
    const auto kept = f.store().nodes(session)->size();
    QVERIFY(kept >= 8 && kept <= 13);
    const SessionId whole = f.newSession();
    f.evaluator.onCall = {};
    QVERIFY(f.search(whole));
    QVERIFY(f.search(session));
    QCOMPARE(f.treeOf(session), f.treeOf(whole));
}

void ControllerTest::summaryIsThePromisedDocument()
{
    SearchFixture f;
    f.evaluator.onCall = [&f](int) { f.clock.wind(1.5); };
    const auto summary = f.search(f.newSession());
    QVERIFY(summary);
    const nlohmann::json document = toJson(*summary);
    for (const char* key :
         {"session", "steps", "nodes", "valid", "evaluations_per_minute", "baseline", "best", "seed_speedup"}) {
        QVERIFY2(document.contains(key), key);
    }
    for (const char* key : {"node", "verdict", "speedup", "ci", "ms", "roof_share", "bound"}) {
        QVERIFY2(document["best"].contains(key), key);
    }
    QCOMPARE(document["evaluations_per_minute"].get<double>(), 40.0);
    QVERIFY(summary->best->fitness > 0.6);
    QVERIFY(summary->valid < summary->nodes);
}

void ControllerTest::tellsItsObserver()
{
    SearchFixture f;
    std::vector<NodeNumber> recorded;
    std::vector<std::string> states;
    std::string ended;
    std::size_t lists = 0;
    SearchObserver observer;
    observer.recorded = [&](const Node& node) { recorded.push_back(node.number); };
    observer.state = [&](const std::string& state) { states.push_back(state); };
    observer.ended = [&](const std::string& why) { ended = why; };
    observer.inFlight = [&](const std::vector<InFlight>&) { ++lists; };
    SearchController controller(f.newSession(), f.parts(), observer);
    QVERIFY(controller.start());
    const auto summary = controller.wait();
    QVERIFY(summary);
    QCOMPARE(recorded.size(), static_cast<std::size_t>(summary->nodes));
    QVERIFY(std::ranges::is_sorted(recorded));
    QCOMPARE(states, (std::vector<std::string>{"running", "done"}));
    QCOMPARE(ended, summary->why);
    QVERIFY(lists > 0);
}

void ControllerTest::theBestWasJudgedTwice()
{
    SearchFixture f(0.002);
    f.settings.steps = 80;
    f.settings.workers = 3;
    const SessionId session = f.newSession();
    const auto summary = f.search(session);
    QVERIFY(summary && summary->best && summary->best->verdict == Verdict::Accepted);
    double bar = 1;
    int judgedTwice = 0;
    for (const Node& node : *f.store().nodes(session)) { // in the order of the steps
        const auto evaluation = f.store().evaluation(session, node.number);
        QVERIFY(evaluation);
        judgedTwice += evaluation->finalist ? 1 : 0;
        const Interval first = evaluation->finalist ? evaluation->finalist->first : evaluation->speedup;
        QVERIFY2((first.low > bar) == evaluation->finalist.has_value(),
                 "judged twice are those that beat all earlier steps, those in flight too, and no others");
        bar = std::max(bar, evaluation->verdict == Verdict::Accepted ? evaluation->speedup.low : 0);
    }
    QVERIFY(f.store().evaluation(session, summary->best->number)->finalist);
    QVERIFY(judgedTwice >= 2 && judgedTwice < 40);
}

void ControllerTest::promptsTellWhatWasMeasured()
{
    SearchFixture f;
    QVERIFY(f.search(f.newSession(), 120));
    int merges = 0;
    for (const Prompt& prompt : f.synthesizer.prompts()) {
        const Interval& parent = prompt.parentTiming.speedup;
        QVERIFY(parent.value > 0 && parent.low < parent.value && parent.value < parent.high);
        QCOMPARE(prompt.otherTiming.speedup.value > 0, prompt.other.has_value());
        merges += prompt.other ? 1 : 0;
    }
    QVERIFY(merges > 0);
}

void ControllerTest::promptsTellWhatAProfilerSawOfTheParent()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session, 6));
    for (const Prompt& prompt : f.synthesizer.prompts()) {
        QVERIFY(prompt.profile.empty());
    }
    ProfileReport report;
    report.tool = "ncu";
    report.kernels.emplace_back().name = "kernel";
    const auto nodes = *f.store().nodes(session);
    for (const Node& node : nodes) {
        // The newest is told; damaged ones are passed over.
        QVERIFY(f.store().addProfile(session, node.number, "ncu", toJson(report).dump()));
        QVERIFY(node.number != nodes.back().number || f.store().addProfile(session, node.number, "ncu", "damaged"));
    }
    const std::size_t before = f.synthesizer.prompts().size();
    QVERIFY(f.search(session, 12));
    const std::vector<Prompt> prompts = f.synthesizer.prompts();
    QVERIFY(prompts.size() > before);
    QVERIFY(!prompts[before].profile.empty());
    QVERIFY2(prompts[before].profile.front().find("ncu") != std::string::npos, prompts[before].profile.front().c_str());
}

QTEST_GUILESS_MAIN(ControllerTest)
#include "tst_controller.moc"
