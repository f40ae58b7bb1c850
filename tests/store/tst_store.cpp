#include "storefixture.h"

#include <QtTest>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <thread>

using namespace espalier;

class StoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatASessionWasStartedWith();
    void findsSessions();
    void keepsNodesWithEverythingOfThem();
    void numbersAreDense();
    void refusesAnArtefactOfAnotherCandidate();
    void findsNodesByNumberAndHash();
    void tellsLineageAndFrontier();
    void sumsEvidenceAndSpending();
    void sessionKnowsWhatWasKnownWhenItBegan();
    void keepsSpentSteps();
    void eventsWaitUntilAcknowledged();
    void changesBringOnlyWhatIsNew();
    void changesOfAnotherSessionAreNone();
    void secondHolderIsToldWhoHoldsIt();
    void sessionOfADeadProcessIsInterrupted();
    void damagedObjectIsNamed();
    void writersShareOneStore();
    void diskWithoutRoomLosesNothing();
};

void StoreTest::keepsWhatASessionWasStartedWith()
{
    StoreFixture f;
    SessionSettings s;
    s.task = "softmax";
    s.taskFolder = "/somewhere/softmax";
    s.policy = "uct";
    s.name = "night";
    s.seed = 0xFFFF'FFFF'FFFF'FFF1ULL;
    s.steps = 0;
    s.minutes = 2.5;
    s.untilSpeedup = 3;
    s.stallSteps = 7;
    s.workers = 5;
    s.drafts = 3;
    const SessionId id = *f.store.createSession(s);
    QVERIFY(f.store.setBaseline(id, "onednn", 1.25));
    const SessionInfo info = *StoreFixture::openOrAbort(f.folder.path()).session(id);
    QCOMPARE(info.settings.task, s.task);
    QCOMPARE(info.settings.taskFolder, s.taskFolder);
    QCOMPARE(info.settings.policy, s.policy);
    QCOMPARE(info.settings.seed, s.seed);
    QCOMPARE(info.settings.minutes, s.minutes);
    QCOMPARE(info.settings.untilSpeedup, s.untilSpeedup);
    QCOMPARE(info.settings.stallSteps, s.stallSteps);
    QCOMPARE(info.settings.workers, s.workers);
    QCOMPARE(info.settings.drafts, s.drafts);
    QCOMPARE(info.baseline, std::string("onednn"));
    QCOMPARE(info.baselineMs, 1.25);
    QCOMPARE(info.nodes, 0);
}

void StoreTest::findsSessions()
{
    StoreFixture f;
    const SessionId second = f.newSession("second try");
    f.newSession("sec");
    QCOMPARE(f.store.findSession("second")->id, second);
    QCOMPARE(f.store.findSession("sec")->settings.name, std::string("sec"));
    QCOMPARE(f.store.findSession("")->id, f.store.findSession("last")->id);
    QCOMPARE(f.store.findSession("1")->id, SessionId{1});
    const auto several = f.store.findSession("se");
    QVERIFY(!several);
    QVERIFY(several.error().sentence().find("names several sessions") != std::string::npos);
    QVERIFY(f.store.findSession("nothing").error().kind == ErrorKind::Usage);
    QCOMPARE(f.store.sessions()->size(), std::size_t{3});
}

void StoreTest::keepsNodesWithEverythingOfThem()
{
    StoreFixture f;
    NodeInsert root = sampleInsert(0, 0, 0.5);
    NodeInsert merge = sampleInsert(1, 0, 1.75);
    merge.node.edge = EdgeKind::Merge;
    merge.node.parents = {0, 0};
    merge.evaluation.cases.resize(1);
    merge.evaluation.cases[0].counters = CounterFigures{1.25, 3.5, 4096};
    merge.node.why = "the two best of different branches; said in «quotes» and with a\nsecond line";
    QVERIFY(f.store.insertNode(f.session, root));
    QVERIFY(f.store.insertNode(f.session, merge));
    const Node node = *f.store.node(f.session, 1);
    QCOMPARE(node.parents, merge.node.parents);
    QVERIFY(node.edge == EdgeKind::Merge && node.verdict == Verdict::Accepted && node.bound == Bound::Memory);
    QVERIFY(node.speedup == merge.node.speedup);
    QCOMPARE(node.skills, merge.node.skills);
    QCOMPARE(node.why, merge.node.why);
    QVERIFY(*f.store.evaluation(f.session, 1) == merge.evaluation);
    QCOMPARE(*f.store.prompt(f.session, 1), merge.prompt);
    QCOMPARE(*f.store.object(node.artefact), merge.candidateObject);
    QCOMPARE(f.store.session(f.session)->nodes, 2);
    QCOMPARE(f.store.session(f.session)->bestSpeedup, 1.75);
    QCOMPARE(f.store.nodes(f.session, 1)->size(), std::size_t{1});
}

void StoreTest::numbersAreDense()
{
    StoreFixture f;
    QVERIFY(f.store.insertNode(f.session, sampleInsert(0, 0, 1)));
    const auto gap = f.store.insertNode(f.session, sampleInsert(2, 0, 1));
    QVERIFY(!gap);
    QVERIFY(gap.error().sentence().find("the next is 1") != std::string::npos);
    QVERIFY(!f.store.insertNode(f.session, sampleInsert(0, 0, 1)));
    QCOMPARE(f.store.nodes(f.session)->size(), std::size_t{1});
    QVERIFY(!f.store.insertNode(999, sampleInsert(0, 0, 1)));
}

void StoreTest::refusesAnArtefactOfAnotherCandidate()
{
    StoreFixture f;
    NodeInsert insert = sampleInsert(0, 0, 1);
    insert.node.artefact = std::string(64, 'a');
    QVERIFY(!f.store.insertNode(f.session, insert));
    QVERIFY(f.store.nodes(f.session)->empty());
}

void StoreTest::findsNodesByNumberAndHash()
{
    StoreFixture f;
    for (NodeNumber n = 0; n < 200; ++n) {
        QVERIFY(f.store.insertNode(f.session, sampleInsert(n, 0, 1)));
    }
    const SessionId second = f.newSession("second");
    QVERIFY(f.store.insertNode(second, sampleInsert(0, 0, 1)));
    QCOMPARE(f.store.findNode("1.128")->number, NodeNumber{128});
    QCOMPARE(f.store.findNode("#0")->session, second);
    QCOMPARE(f.store.findNode("128", f.session)->session, f.session);
    QVERIFY(!f.store.findNode("128"));
    const std::string hash = f.store.node(f.session, 57)->artefact;
    QCOMPARE(f.store.findNode(hash)->number, NodeNumber{57});
    QCOMPARE(f.store.findNode(hash.substr(0, 10), f.session)->number, NodeNumber{57});
    // The same source in two sessions is one artefact: the newest node has it.
    QCOMPARE(f.store.findNode(f.store.node(second, 0)->artefact)->session, second);
    for (const char* text : {"", "#", ".", "1.", "1.1.1", "zzzz", "abc", "99999999999999999999", "' OR 1=1", "-1"}) {
        QVERIFY2(!f.store.findNode(text), text);
    }
}

void StoreTest::tellsLineageAndFrontier()
{
    StoreFixture f;
    const double speedups[] = {1, 2, 0, 3, 3, 0.5};
    const NodeNumber parents[] = {0, 0, 1, 1, 3, 4};
    for (NodeNumber n = 0; n < 6; ++n) {
        QVERIFY(f.store.insertNode(f.session, sampleInsert(n, parents[n], speedups[n])));
    }
    std::vector<NodeNumber> numbers;
    for (const Node& node : *f.store.lineage(f.session, 5)) {
        numbers.push_back(node.number);
    }
    QCOMPARE(numbers, (std::vector<NodeNumber>{0, 1, 3, 4, 5}));
    numbers.clear();
    for (const Node& node : *f.store.frontier(f.session, 3)) {
        numbers.push_back(node.number);
    }
    QCOMPARE(numbers, (std::vector<NodeNumber>{3, 4, 1}));
    QVERIFY(!f.store.lineage(f.session, 6));
}

void StoreTest::sumsEvidenceAndSpending()
{
    StoreFixture f;
    NodeInsert root = sampleInsert(0, 0, 1);
    root.evidence = {{"vectorise", "rmsnorm", Bound::Compute, 1, 1, 0.5}};
    QVERIFY(f.store.insertNode(f.session, root));
    const SessionId second = f.newSession("second");
    QVERIFY(f.store.addSkillEvidence(second, {"vectorise", "rmsnorm", Bound::Compute, 2, 1, 0.25}));
    QVERIFY(f.store.addSkillEvidence(second, {"tile", "matmul", Bound::Memory, 1, 0, 0}));
    const auto all = *f.store.skillEvidence();
    QCOMPARE(all.size(), std::size_t{2});
    QCOMPARE(all[1].tried, 3);
    QCOMPARE(all[1].valid, 2);
    QCOMPARE(all[1].logGain, 0.75);
    QCOMPARE(f.store.skillEvidence("matmul")->size(), std::size_t{1});
    QVERIFY(f.store.addSpend(f.session, {"search_seconds", 2}));
    QVERIFY(f.store.addSpend(f.session, {"search_seconds", 3}));
    const auto spend = *f.store.spending(f.session);
    QCOMPARE(spend[0].kind, std::string("device_seconds"));
    QCOMPARE(spend[0].amount, 0.5);
    QCOMPARE(spend[1].amount, 5.0);
}

void StoreTest::sessionKnowsWhatWasKnownWhenItBegan()
{
    StoreFixture f;
    QVERIFY(f.store.addSkillEvidence(f.session, {"vectorise", "rmsnorm", Bound::Compute, 2, 1, 0.5}));
    QVERIFY(f.store.addSkillEvidence(f.session, {"vectorise", "matmul", Bound::Compute, 4, 4, 1}));
    QVERIFY(f.store.addSkillEvidence(f.session, {"vectorise", "softmax", Bound::Compute, 3, 2, 1}));
    const SessionId second = f.newSession("second");
    // Neither the older session nor this one changes what was known, however long they go on.
    QVERIFY(f.store.addSkillEvidence(f.session, {"vectorise", "rmsnorm", Bound::Compute, 1, 1, 9}));
    QVERIFY(f.store.addSkillEvidence(second, {"vectorise", "rmsnorm", Bound::Compute, 1, 1, 9}));
    const auto prior = *StoreFixture::openOrAbort(f.folder.path()).priorEvidence(second);
    QCOMPARE(prior.size(), std::size_t{3}); // each under its own task: those of one family count for more
    QCOMPARE(prior[0].task, std::string("matmul"));
    QCOMPARE(prior[0].tried, 4);
    QCOMPARE(prior[0].logGain, 1.0);
    QCOMPARE(prior[1].task, std::string("rmsnorm"));
    QCOMPARE(prior[1].tried, 2);
    QCOMPARE(prior[1].logGain, 0.5);
    QVERIFY(f.store.priorEvidence(f.session)->empty());
}

void StoreTest::keepsSpentSteps()
{
    StoreFixture f;
    QVERIFY(f.store.addSpentStep(f.session, {4, {0, 2}, EdgeKind::Merge, "nothing new"}));
    const auto spent = *f.store.spentSteps(f.session);
    QCOMPARE(spent.size(), std::size_t{1});
    QCOMPARE(spent[0].parents, (std::vector<NodeNumber>{0, 2}));
    QVERIFY(spent[0].edge == EdgeKind::Merge);
    QVERIFY(!f.store.addSpentStep(f.session, {4, {}, EdgeKind::Merge, "twice"}));
}

void StoreTest::eventsWaitUntilAcknowledged()
{
    StoreFixture f;
    QVERIFY(f.store.insertNode(f.session, sampleInsert(0, 0, 1)));
    QVERIFY(!f.store.addEvent(f.session, {SteerVerb::Prune, 3, 0, ""}, "a person"));
    const auto prune = *f.store.addEvent(f.session, {SteerVerb::Prune, 0, 0, ""}, "a person");
    const auto hint = *f.store.addEvent(f.session, {SteerVerb::Hint, 0, 0, "mind the \"tail\""}, "a person");
    QVERIFY(hint > prune);
    QVERIFY(f.store.acknowledge(f.session, prune, 7));
    const auto pending = *f.store.events(f.session, true);
    QCOMPARE(pending.size(), std::size_t{1});
    QCOMPARE(pending[0].id, hint);
    QCOMPARE(pending[0].command.text, std::string("mind the \"tail\""));
    QCOMPARE(f.store.events(f.session)->front().appliedStep, std::optional(7));
    QVERIFY(loadGraph(f.store, f.session)->isPruned(0));
}

void StoreTest::changesBringOnlyWhatIsNew()
{
    StoreFixture f;
    Store reader = StoreFixture::openOrAbort(f.folder.path());
    StoreCursor cursor;
    QVERIFY(f.store.insertNode(f.session, sampleInsert(0, 0, 1)));
    auto delta = *reader.changes(f.session, cursor);
    QVERIFY(delta && delta->nodes.size() == 1);
    QVERIFY(!*reader.changes(f.session, cursor));
    const auto event = *f.store.addEvent(f.session, {SteerVerb::Pin, 0, 0, ""}, "a person");
    QVERIFY(f.store.insertNode(f.session, sampleInsert(1, 0, 2)));
    delta = *reader.changes(f.session, cursor);
    QCOMPARE(delta->nodes.size(), std::size_t{1});
    QCOMPARE(delta->events.size(), std::size_t{1});
    QVERIFY(!delta->events[0].acknowledged());
    QVERIFY(f.store.acknowledge(f.session, event, 2));
    const InFlight flight{3, {1}, "timing", 12.5};
    QVERIFY(f.store.setInFlight(f.session, std::span(&flight, 1)));
    delta = *reader.changes(f.session, cursor);
    QVERIFY(delta->nodes.empty());
    QCOMPARE(delta->events[0].appliedStep, std::optional(2));
    QCOMPARE(delta->inFlight[0].stage, std::string("timing"));
    QCOMPARE(delta->info.nodes, 2);
    // A store sees its own writes too.
    QVERIFY(reader.setState(f.session, "done"));
    delta = *reader.changes(f.session, cursor);
    QCOMPARE(delta->info.state, std::string("done"));
}

void StoreTest::changesOfAnotherSessionAreNone()
{
    StoreFixture f;
    const SessionId second = f.newSession("second");
    StoreCursor cursor;
    QVERIFY(*f.store.changes(f.session, cursor));
    QVERIFY(f.store.insertNode(second, sampleInsert(0, 0, 1)));
    QVERIFY(!*f.store.changes(f.session, cursor));
    StoreCursor fresh;
    QVERIFY(!f.store.changes(77, fresh));
}

void StoreTest::secondHolderIsToldWhoHoldsIt()
{
    StoreFixture f;
    Store other = StoreFixture::openOrAbort(f.folder.path());
    QVERIFY(f.store.acquire(f.session, "espalier-gui"));
    const auto refused = other.acquire(f.session, "espalier");
    QVERIFY(!refused);
    const std::string holder = "espalier-gui, process " + std::to_string(QCoreApplication::applicationPid());
    QVERIFY(refused.error().sentence().find(holder) != std::string::npos);
    QVERIFY(f.store.setState(f.session, "running"));
    QCOMPARE(other.session(f.session)->holder, holder);
    f.store.release(f.session);
    QVERIFY(other.acquire(f.session, "espalier"));
    QVERIFY(!other.acquire(99, "espalier"));
}

void StoreTest::sessionOfADeadProcessIsInterrupted()
{
    StoreFixture f;
    QVERIFY(f.store.acquire(f.session, "espalier"));
    QVERIFY(f.store.setState(f.session, "running"));
    QCOMPARE(f.store.session(f.session)->state, std::string("running"));
    f.store.release(f.session);
    QCOMPARE(f.store.session(f.session)->state, std::string("interrupted"));
}

void StoreTest::damagedObjectIsNamed()
{
    StoreFixture f;
    const std::string hash = *f.store.putObject("the bytes");
    const auto path = f.folder.path() / "objects" / hash.substr(0, 2) / hash.substr(2);
    std::ofstream(path) << "the bytez";
    const auto damaged = f.store.object(hash);
    QVERIFY(!damaged);
    QVERIFY(damaged.error().sentence().find("is damaged") != std::string::npos);
    std::ofstream(path) << "cut";
    QVERIFY(f.store.putObject("the bytes")); // of another size: written again
    QCOMPARE(*f.store.object(hash), std::string("the bytes"));
    QVERIFY(!f.store.object("../../etc/passwd"));
    QVERIFY(!f.store.object(std::string(64, 'e')));
}

void StoreTest::writersShareOneStore()
{
    StoreFixture f;
    const SessionId second = f.newSession("second");
    const auto write = [&](SessionId id) {
        Store store = StoreFixture::openOrAbort(f.folder.path());
        for (NodeNumber n = 0; n < 200; ++n) {
            const auto done = store.insertNode(id, sampleInsert(n, 0, 1 + n));
            if (!done) {
                qWarning("%s", done.error().sentence().c_str());
            }
        }
    };
    {
        const std::jthread one(write, f.session);
        const std::jthread two(write, second);
    }
    QCOMPARE(f.store.nodes(f.session)->size(), std::size_t{200});
    QCOMPARE(f.store.nodes(second)->size(), std::size_t{200});
}

void StoreTest::diskWithoutRoomLosesNothing()
{
    StoreFixture f;
    QVERIFY(f.store.insertNode(f.session, sampleInsert(0, 0, 1)));
    // A limit on the size of files fails writes as a full disk does.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{100, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    const auto refused = f.store.insertNode(f.session, sampleInsert(1, 0, 1, std::string(1000, 'x')));
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == ErrorKind::Machine);
    QCOMPARE(f.store.nodes(f.session)->size(), std::size_t{1});
    QVERIFY(f.store.insertNode(f.session, sampleInsert(1, 0, 1)));
}

QTEST_GUILESS_MAIN(StoreTest)
#include "tst_store.moc"
