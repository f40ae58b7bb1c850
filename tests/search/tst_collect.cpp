#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/search/collect.h"
#include "fakes.h"

#include <QTest>

using namespace espalier;

namespace {

/// A judged bundle of so many candidates, the first of them correct.
FinishedBundle bundleOf(int count)
{
    FinishedBundle finished;
    finished.checksum = sha256("the result");
    finished.bundle.job.name = "trip";
    finished.bundle.job.task = "rmsnorm";
    finished.result.host = "node17";
    finished.result.fingerprint = "a processor, 8 cores";
    finished.result.baselines = {{"plain", true, "", {1.5}, 1.5}, {"compiled", true, "", {0.5}, 0.5}};
    finished.result.fastest = "compiled";
    for (int i = 0; i < count; ++i) {
        const Candidate candidate = candidateOfSpeed(i, std::to_string(i));
        finished.bundle.candidates.push_back(candidate);
        finished.bundle.job.candidates.push_back({"file" + std::to_string(i), sha256(toObject(candidate))});
        Evaluation evaluation;
        evaluation.verdict = i % 2 == 0 ? Verdict::Accepted : Verdict::Wrong;
        evaluation.speedup = i % 2 == 0 ? Interval{2, 1.9, 2.1} : Interval{};
        finished.result.evaluations.push_back(evaluation);
    }
    return finished;
}

Store openStore(const TemporaryFolder& folder)
{
    auto store = Store::open(folder.path() / "store");
    if (!store) {
        qFatal("%s", store.error().sentence().c_str());
    }
    return *std::move(store);
}

} // namespace

/// Another machine's verdicts in the store.
class TestCollect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void becomesASessionOfItsOwn();
    void aSecondTimeAddsNothing();
    void anotherResultIsAnotherSession();
    void goesOnAfterAKill();
    void aFailureGivesTheSessionBack();
    void searchesHereAreOfNoOtherMachine();
};

void TestCollect::becomesASessionOfItsOwn()
{
    const TemporaryFolder folder;
    Store store = openStore(folder);
    const auto collected = collect(store, bundleOf(3), "", "/somewhere/rmsnorm");
    QVERIFY(collected);
    QVERIFY(!collected->already);
    const SessionInfo info = *store.session(collected->session);
    QCOMPARE(info.settings.name, std::string("trip"));
    QCOMPARE(info.settings.taskFolder, std::string("/somewhere/rmsnorm"));
    QCOMPARE(info.state, std::string("done"));
    QCOMPARE(info.baseline, std::string("compiled"));
    QCOMPARE(info.baselineMs, 0.5);
    const std::vector<Node> nodes = *store.nodes(info.id);
    QCOMPARE(nodes.size(), std::size_t{3});
    QVERIFY(nodes[0].edge == EdgeKind::Root);
    QVERIFY(nodes[2].edge == EdgeKind::Hand);
    QCOMPARE(nodes[2].parents, std::vector<NodeNumber>{0});
    QVERIFY(nodes[1].verdict == Verdict::Wrong);
    QCOMPARE(nodes[2].fitness, 2.0);
    QCOMPARE(nodes[2].summary, std::string("file2"));
    QCOMPARE(loadGraph(store, info.id)->size(), std::size_t{3});
    for (NodeNumber i = 0; i < 3; ++i) {
        const auto machine = store.evaluation(info.id, i)->takenOn;
        QVERIFY(machine);
        QCOMPARE(machine->host, std::string("node17"));
        QCOMPARE(machine->fingerprint, std::string("a processor, 8 cores"));
    }
    QCOMPARE((*machineOf(store, info))->host, std::string("node17"));
}

void TestCollect::aSecondTimeAddsNothing()
{
    const TemporaryFolder folder;
    Store store = openStore(folder);
    const SessionId first = collect(store, bundleOf(3), "", "/rmsnorm")->session;
    const auto again = collect(store, bundleOf(3), "other name", "/rmsnorm");
    QVERIFY(again);
    QVERIFY(again->already);
    QCOMPARE(again->session, first);
    QCOMPARE(store.sessions()->size(), std::size_t{1});
    QCOMPARE(store.session(first)->nodes, 3);
}

void TestCollect::anotherResultIsAnotherSession()
{
    const TemporaryFolder folder;
    Store store = openStore(folder);
    FinishedBundle elsewhere = bundleOf(3); // the same job, judged on a second machine
    elsewhere.checksum = sha256("another result");
    const SessionId first = collect(store, bundleOf(3), "", "/rmsnorm")->session;
    QVERIFY(collect(store, elsewhere, "", "/rmsnorm")->session != first);
}

void TestCollect::aFailureGivesTheSessionBack()
{
    const TemporaryFolder folder;
    Store store = openStore(folder);
    const std::filesystem::path objects = folder.path() / "store" / "objects";
    std::filesystem::remove_all(objects);
    QVERIFY(writeFileAtomic(objects, "in the way"));
    QVERIFY(!collect(store, bundleOf(3), "", "/rmsnorm"));
    Store other = openStore(folder); // as another process has it
    QVERIFY(other.acquire(other.sessions()->front().id, "another"));
}

void TestCollect::goesOnAfterAKill()
{
    const TemporaryFolder folder;
    Store store = openStore(folder);
    const SessionId cut = collect(store, bundleOf(2), "", "/rmsnorm")->session; // as far as it came
    const auto rest = collect(store, bundleOf(4), "", "/rmsnorm");
    QVERIFY(rest);
    QVERIFY(!rest->already);
    QCOMPARE(rest->session, cut);
    QCOMPARE(store.session(cut)->nodes, 4);
}

void TestCollect::searchesHereAreOfNoOtherMachine()
{
    const TemporaryFolder folder;
    Store store = openStore(folder);
    SessionSettings settings;
    settings.task = "rmsnorm";
    settings.taskFolder = "/rmsnorm";
    const SessionInfo info = *store.session(*store.createSession(settings));
    QVERIFY(!*machineOf(store, info));
}

QTEST_GUILESS_MAIN(TestCollect)
#include "tst_collect.moc"
