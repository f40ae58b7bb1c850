#include "fakes.h"

#include <QtTest>

using namespace espalier;

/// A steered session that is resumed grows the tree it would have grown had nobody interrupted it.
class SteerRebuildTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pausedSearchIsRebuiltAlike_data();
    void pausedSearchIsRebuiltAlike();
    void steeredSessionIsRebuiltAlike_data();
    void steeredSessionIsRebuiltAlike();
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

/// One line a node: what it was made of and why.
std::string treeOf(Store& store, SessionId session)
{
    std::string text;
    for (const Node& node : *store.nodes(session)) {
        text += std::to_string(node.step) + " " + std::to_string(node.parents.empty() ? 0 : node.parents.back()) + " " +
                node.why + "\n";
    }
    return text;
}

} // namespace

void SteerRebuildTest::pausedSearchIsRebuiltAlike_data()
{
    QTest::addColumn<QString>("policy");
    QTest::newRow("greedy") << QStringLiteral("greedy patience=3");
    QTest::newRow("uct") << QStringLiteral("uct patience=2");
    QTest::newRow("evolution") << QStringLiteral("evolution migrate=2");
}

void SteerRebuildTest::pausedSearchIsRebuiltAlike()
{
    // A pause ends with nothing in flight, which a search that is rebuilt must know; so must one that marks a node made
    // in the last steps.
    QFETCH(QString, policy);
    SearchFixture f;
    f.settings.steps = 0;
    f.settings.workers = 8;
    f.settings.policy = policy.toStdString();
    const SessionId session = f.newSession();
    TemporaryFolder copy("espalier-copy");
    {
        Running run(f, session);
        for (int i = 0; i < 5; ++i) {
            const int before = run.nodes();
            QTRY_VERIFY_WITH_TIMEOUT(run.nodes() > before + 3, 10000);
            say(run.store, session, {SteerVerb::Pause, {}, 0, ""});
            QTRY_COMPARE_WITH_TIMEOUT(run.store.session(session)->state, std::string("paused"), 10000);
            const auto newest = static_cast<NodeNumber>(run.nodes() - 1);
            say(run.store, session, {i % 2 == 0 ? SteerVerb::Prune : SteerVerb::Boost, newest, 3, ""});
            say(run.store, session, {SteerVerb::Resume, {}, 0, ""});
            QTRY_VERIFY_WITH_TIMEOUT(run.obeyed(), 10000);
        }
        say(run.store, session, {SteerVerb::Pause, {}, 0, ""});
        QTRY_COMPARE_WITH_TIMEOUT(run.store.session(session)->state, std::string("paused"), 10000);
        QTest::qWait(50); // nothing is written any more
        std::filesystem::copy(f.folder.path(), copy.path(), std::filesystem::copy_options::recursive);
        const int steps = run.store.nodes(session)->back().step + 40;
        for (const auto& folder : {f.folder.path(), copy.path()}) {
            Store store = *Store::open(folder);
            say(store, session, {SteerVerb::Budget, {}, static_cast<double>(steps), "steps"});
            say(store, session, {SteerVerb::Resume, {}, 0, ""});
        }
        QVERIFY(run.controller.wait());
    }
    SearchParts parts = f.parts();
    parts.storeFolder = copy.path();
    SearchController controller(session, parts);
    QVERIFY(controller.start());
    QVERIFY(controller.wait());
    Store live = f.store();
    Store rebuilt = *Store::open(copy.path());
    QVERIFY(live.nodes(session)->size() > 60);
    QCOMPARE(treeOf(rebuilt, session), treeOf(live, session));
}

void SteerRebuildTest::steeredSessionIsRebuiltAlike_data()
{
    QTest::addColumn<QString>("policy");
    for (const char* policy : {"greedy", "uct", "evolution", "thompson"}) {
        QTest::newRow(policy) << QString::fromLatin1(policy);
    }
}

void SteerRebuildTest::steeredSessionIsRebuiltAlike()
{
    QFETCH(QString, policy);
    SearchFixture f;
    f.settings.policy = policy.toStdString();
    const SessionId whole = f.newSession();
    const SessionId parts = f.newSession();
    for (const SessionId session : {whole, parts}) {
        QVERIFY(f.search(session, 15));
        Store store = f.store();
        say(store, session, {SteerVerb::Policy, {}, 0, policy == "uct" ? "evolution pressure=4" : "uct c=0.9"});
        say(store, session, {SteerVerb::Budget, {}, 5, "workers"});
        say(store, session, {SteerVerb::Memory, {}, 0, "siblings"});
        QVERIFY(f.search(session, session == parts ? 21 : 25));
        if (session == parts) {
            QVERIFY(f.search(session, 25));
        }
        say(store, session, {SteerVerb::Focus, 1, 0, ""});
        say(store, session, {SteerVerb::Expand, 2, 3, "", "combine"});
        say(store, session, {SteerVerb::Memory, {}, 0, ""});
        say(store, session, {SteerVerb::Budget, {}, 2, "workers"});
        QVERIFY(f.search(session, session == parts ? 29 : 35));
        if (session == parts) {
            QVERIFY(f.search(session, 35));
        }
        say(store, session, {SteerVerb::Unfocus, {}, 0, ""});
        QVERIFY(f.search(session, session == parts ? 38 : 60));
        QVERIFY(f.search(session, 60));
    }
    QCOMPARE(f.treeOf(parts), f.treeOf(whole));
}

QTEST_GUILESS_MAIN(SteerRebuildTest)
#include "tst_steerrebuild.moc"
