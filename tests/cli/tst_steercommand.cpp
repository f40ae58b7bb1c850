#include "core/base/file.h"
#include "core/graph/wishes.h"
#include "tests/cli/commandrun.h"
#include "tests/store/storefixture.h"

#include <QTest>

using namespace espalier;
using espalier::test::CommandRun;
using nlohmann::json;

/// Every verb of `espalier steer` on a session that was put into the store by hand.
class TestSteerCommand : public QObject
{
    Q_OBJECT

private:
    StoreFixture m_store;

    CommandRun steer(const QStringList& words) const
    {
        return test::run(
            QStringList{QStringLiteral("steer"), QString::number(m_store.session)} + words +
            QStringList{QStringLiteral("--store"), QString::fromStdString(m_store.folder.path().string())});
    }
    CommandRun said(const char* words) const { return steer(QString::fromLatin1(words).split(QLatin1Char(' '))); }
    SearchGraph graph() { return *loadGraph(m_store.store, m_store.session); }

private Q_SLOTS:
    void initTestCase();
    void severalNodesAreOneCommand();
    void theWholeSessionIsSteered();
    void expandTakesOperatorHintAndReason();
    void logAndUndo();
    void badValuesAreRefusedWithASentence_data();
    void badValuesAreRefusedWithASentence();
    void nothingRefusedIsRecorded();
    void nobodySteersAnotherSearch();
};

void TestSteerCommand::initTestCase()
{
    for (NodeNumber n = 0; n <= 4; ++n) {
        QVERIFY(m_store.store.insertNode(m_store.session, sampleInsert(n, 0, n == 3 ? 0 : n + 1.0)));
    }
}

void TestSteerCommand::severalNodesAreOneCommand()
{
    const CommandRun outcome = said("prune 1,2,1 --json");
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.json().at("events").size(), std::size_t(2));
    QCOMPARE(outcome.json().at("command").at("verb").get<std::string>(), std::string("prune"));
    QVERIFY(graph().state(1).pruned && graph().state(2).pruned && !graph().state(3).pruned);
    QCOMPARE(said("restore 1,2").exitCode, 0);
    QVERIFY(!graph().state(1).pruned);
}

void TestSteerCommand::theWholeSessionIsSteered()
{
    for (const char* words :
         {"policy uct c=0.7", "memory siblings", "budget steps 400", "budget workers 6", "veto simd inner loops",
          "veto vector", "unveto vector", "focus 2", "pause-lane judge", "pause-lane write", "resume-lane write"}) {
        const CommandRun outcome = said(words);
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        QVERIFY2(outcome.out.contains(QString::fromLatin1(words)), qPrintable(outcome.out));
    }
    const SessionState state = graph().session();
    QCOMPARE(state.policy, std::string("uct c=0.7"));
    QCOMPARE(state.memory, std::string("siblings"));
    QCOMPARE(state.budgets.at("steps"), 400.0);
    QVERIFY(state.vetoes == (std::set<std::string, std::less<>>{"simd inner loops"}));
    QVERIFY(state.focus == NodeNumber{2});
    QVERIFY(state.pausedLanes == (std::set<std::string, std::less<>>{"judge"}));
    for (const char* words : {"policy default", "memory default", "budget steps default", "budget workers default",
                              "unveto simd inner loops", "unfocus", "resume-lane judge"}) {
        QVERIFY2(said(words).exitCode == 0, words);
    }
    QVERIFY(graph().session() == SessionState());
    QCOMPARE(said("memory 2 siblings").exitCode, 0);
    QCOMPARE(graph().state(2).memory, std::string("siblings"));
    QCOMPARE(said("memory 2 default").exitCode, 0);
    QVERIFY(graph().state(2).memory.empty() && graph().session().memory.empty());
}

void TestSteerCommand::expandTakesOperatorHintAndReason()
{
    const CommandRun outcome =
        steer({QStringLiteral("expand"), QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("--memory"),
               QStringLiteral("clean-slate"), QStringLiteral("--hint"), QStringLiteral("mind the tail"),
               QStringLiteral("--reason"), QStringLiteral("it stalls"), QStringLiteral("--json")});
    QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    const json command = outcome.json().at("command");
    QCOMPARE(command.at("memory").get<std::string>(), std::string("clean-slate"));
    QCOMPARE(command.at("text").get<std::string>(), std::string("mind the tail"));
    QCOMPARE(command.at("reason").get<std::string>(), std::string("it stalls"));
    QCOMPARE(wishesAfter(*m_store.store.events(m_store.session), 0).children()[1], 2);
}

void TestSteerCommand::logAndUndo()
{
    QCOMPARE(said("boost 4 3").exitCode, 0);
    QCOMPARE(said("budget minutes 5 --reason tonight").exitCode, 0);
    const json log = said("log --json").json();
    QVERIFY(log.size() > 5);
    QCOMPARE(log.back().at("words").get<std::string>(), std::string("budget minutes 5"));
    QCOMPARE(log.back().at("reason").get<std::string>(), std::string("tonight"));
    QVERIFY(log.back().at("pending").get<bool>() && log.back().at("step").is_null());
    QCOMPARE(said("undo").exitCode, 0); // the budget
    QVERIFY(graph().session().budgets.empty() && graph().boost(4) == 3);
    QCOMPARE(said("undo").exitCode, 0); // the boost, not the undo
    QCOMPARE(graph().boost(4), 1.0);
    const json after = said("log --json").json();
    QVERIFY(after.at(log.size() - 1).at("undone_by").is_number());
    const auto event = QString::number(after.at(log.size() - 1).at("event").get<int>());
    const CommandRun again = steer({QStringLiteral("undo"), event});
    QCOMPARE(again.exitCode, 2);
    QVERIFY(said("log").out.contains(QStringLiteral("undone by")));
    QCOMPARE(said("undo 999999").exitCode, 2);
    QCOMPARE(said("undo x").exitCode, 2);
}

void TestSteerCommand::badValuesAreRefusedWithASentence_data()
{
    QTest::addColumn<QString>("words");
    for (const char* words : {
             "tickle",
             "policy",
             "policy oracle",
             "policy uct c=-1",
             "policy uct c=nan",
             "mix",
             "mix model 80 rules 20",
             "memory",
             "memory amnesia",
             "memory 1 amnesia",
             "memory 99 siblings",
             "budget",
             "budget steps",
             "budget steps x",
             "budget steps 1e99",
             "budget steps 1.5",
             "budget workers 0",
             "budget patience 3",
             "veto",
             "focus",
             "focus 99",
             "focus 1,2",
             "pause-lane",
             "pause-lane fast",
             "resume-lane",
             "prune",
             "prune 1,,2",
             "prune 1,99",
             "prune 1 now",
             "boost 1 0",
             "boost 1 nan",
             "boost 1 1e9",
             "expand 1 0",
             "expand 1 2.5",
             "expand 1 2 --memory amnesia",
             "prune 1 --hint x",
             "pause now",
             "step 0",
             "step 2.5",
             "add 1",
             "hint 1",
             "boost 1 2 3",
             "budget steps 400 500",
             "memory 12",
             "unfocus 1",
             "approve 1",
         }) {
        QTest::newRow(words) << QString::fromLatin1(words);
    }
}

void TestSteerCommand::badValuesAreRefusedWithASentence()
{
    QFETCH(QString, words);
    const CommandRun outcome = steer(words.split(QLatin1Char(' ')));
    QVERIFY2(outcome.exitCode == 2, qPrintable(outcome.out + outcome.err));
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(outcome.err.size() > 20 && outcome.err.size() < 900 && outcome.err.count(QLatin1Char('\n')) == 1,
             qPrintable(outcome.err));
}

void TestSteerCommand::nothingRefusedIsRecorded()
{
    const std::size_t before = m_store.store.events(m_store.session)->size();
    said("prune 1,99");
    said("policy oracle");
    steer({QStringLiteral("hint"), QStringLiteral("1"), QString(9000, QLatin1Char('x'))});
    QCOMPARE(m_store.store.events(m_store.session)->size(), before);
}

/// Last: it adds sessions.
void TestSteerCommand::nobodySteersAnotherSearch()
{
    const QStringList store{QStringLiteral("--store"), QString::fromStdString(m_store.folder.path().string())};
    const auto steered = [&](const QString& session) {
        return test::run(QStringList{QStringLiteral("steer"), session, QStringLiteral("step")} + store);
    };
    SessionSettings settings = m_store.store.session(m_store.session)->settings;
    settings.name = "tonight";
    const SessionId first = *m_store.store.createSession(settings);
    QCOMPARE(steered(QStringLiteral("tonight")).exitCode, 0);
    const SessionId second = *m_store.store.createSession(settings);
    const CommandRun both = steered(QStringLiteral("tonight"));
    QCOMPARE(both.exitCode, 2);
    QVERIFY2(both.err.contains(QStringLiteral("%1 and %2").arg(first).arg(second)), qPrintable(both.err));
    QCOMPARE(steered(QStringLiteral("last")).exitCode, 0);
    QVERIFY(m_store.store.acquire(first, "a search") && m_store.store.setState(first, "running"));
    const CommandRun running = steered(QStringLiteral("last"));
    QCOMPARE(running.exitCode, 2);
    QVERIFY2(running.err.contains(QStringLiteral("session %1 runs").arg(first)), qPrintable(running.err));
    QCOMPARE(steered(QString::number(first)).exitCode, 0);
    QVERIFY(m_store.store.acquire(second, "another search") && m_store.store.setState(second, "running"));
    QCOMPARE(steered(QStringLiteral("last")).exitCode, 2);
    m_store.store.release(first);
    QCOMPARE(steered(QStringLiteral("last")).exitCode, 0);
    QCOMPARE(m_store.store.events(second)->size(), std::size_t{2});
}

QTEST_GUILESS_MAIN(TestSteerCommand)
#include "tst_steercommand.moc"
