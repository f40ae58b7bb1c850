#include "core/graph/mixchoice.h"
#include "core/graph/policychoice.h"
#include "core/graph/searchgraph.h"

#include <QtTest>

#include <limits>
#include <nlohmann/json.hpp>

using namespace espalier;

class SteerStateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void policiesAreReadWithTheirConstants();
    void policiesOutOfBoundsAreRefused_data();
    void policiesOutOfBoundsAreRefused();
    void mixesAreRead();
    void commandsWithAFaultChangeNothing_data();
    void commandsWithAFaultChangeNothing();
    void everythingSaidOfASessionIsUndone();
    void wholeCommandsSurviveTheStore();
    void focusHoldsWhatMayGrow();
    void eventsAreTakenBackAsThingsStoodBefore();
    void whatIsTakenBackIsNotTakenBackAgain();
    void wordsAreThoseOfTheCommandLine();
};

namespace {

/// 0 with children 1 and 2, and 3 below 1.
SearchGraph smallTree()
{
    SearchGraph graph;
    for (const auto& parents : {std::vector<NodeNumber>{}, {0}, {0}, {1}}) {
        Node node;
        node.number = static_cast<NodeNumber>(graph.size());
        node.parents = parents;
        node.verdict = Verdict::Accepted;
        node.fitness = 1 + node.number;
        graph.add(node);
    }
    return graph;
}

SteerEvent eventOf(std::int64_t id, SteerCommand command)
{
    return {id, std::move(command), "me", 0, std::nullopt};
}

} // namespace

void SteerStateTest::policiesAreReadWithTheirConstants()
{
    const auto choice = parsePolicy("  uct patience=20   c=0.7 ");
    QVERIFY(choice);
    QCOMPARE(choice->name, std::string("uct"));
    QCOMPARE(choice->constant("c"), 0.7);
    QCOMPARE(choice->constant("widening"), 2.0);
    QCOMPARE(choice->constant("pressure"), 0.0);
    QCOMPARE(toText(*choice), std::string("uct c=0.7 patience=20"));
    for (const std::string_view name : policyNames()) {
        QVERIFY(parsePolicy(name) && !policyConstants(name).empty());
    }
}

void SteerStateTest::policiesOutOfBoundsAreRefused_data()
{
    QTest::addColumn<QString>("text");
    int row = 0;
    for (const char* text : {"", "oracle", "uct c=-1", "uct c=nan", "uct c=inf", "uct c=1e999", "uct c=", "uct c",
                             "uct c=0.7x", "uct =1", "greedy c=0.7", "uct c=0.7 oracle", "uct\tc=1\x01"}) {
        QTest::addRow("%d", row++) << QString::fromLatin1(text);
    }
    QTest::addRow("long") << QString(100'000, QLatin1Char('u'));
}

void SteerStateTest::policiesOutOfBoundsAreRefused()
{
    QFETCH(QString, text);
    const auto choice = parsePolicy(text.toStdString());
    QVERIFY(!choice);
    QVERIFY(choice.error().kind == ErrorKind::Usage && choice.error().sentence().size() < 600);
}

void SteerStateTest::mixesAreRead()
{
    const auto mix = parseMix(" model 80  rules 20 ");
    QVERIFY(mix);
    QVERIFY(*mix == (MixChoice{{"model", 80}, {"rules", 20}}));
    for (const char* text : {"", "rules", "rules x", "rules 0", "rules -1", "rules 1 rules 2", "rules nan", "rules 1e7",
                             "80 model 20 rules"}) {
        QVERIFY2(!parseMix(text), text);
    }
    QVERIFY(!parseMix(std::string(1'000'000, 'x')));
}

void SteerStateTest::commandsWithAFaultChangeNothing_data()
{
    QTest::addColumn<int>("verb");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    const auto row = [](SteerVerb verb, double value, const QString& text) {
        QTest::addRow("%s %s", toText(verb).data(), qPrintable(text.left(20)))
            << static_cast<int>(verb) << value << text;
    };
    row(SteerVerb::Policy, 0, QStringLiteral("oracle"));
    row(SteerVerb::Mix, 0, QStringLiteral("nobody"));
    row(SteerVerb::Memory, 0, QStringLiteral("amnesia"));
    row(SteerVerb::Budget, 10, QStringLiteral("patience"));
    row(SteerVerb::Budget, 1.5, QStringLiteral("steps"));
    row(SteerVerb::Budget, 1e9, QStringLiteral("steps"));
    row(SteerVerb::Budget, 0, QStringLiteral("workers"));
    row(SteerVerb::Budget, 65, QStringLiteral("workers"));
    row(SteerVerb::Budget, std::numeric_limits<double>::quiet_NaN(), QStringLiteral("minutes"));
    row(SteerVerb::Boost, std::numeric_limits<double>::infinity(), {});
    row(SteerVerb::Veto, 0, {});
    row(SteerVerb::Veto, 0, QStringLiteral("two\nlines"));
    row(SteerVerb::Veto, 0, QString(5000, QLatin1Char('x')));
    row(SteerVerb::PauseLane, 0, QStringLiteral("fast"));
    row(SteerVerb::Focus, 0, {});
}

void SteerStateTest::commandsWithAFaultChangeNothing()
{
    QFETCH(int, verb);
    QFETCH(double, value);
    QFETCH(QString, text);
    SearchGraph graph = smallTree();
    SteerCommand command{static_cast<SteerVerb>(verb), std::nullopt, value, text.toStdString()};
    QVERIFY(steerProblem(command));
    QVERIFY(!graph.apply(command));
    QVERIFY(graph.session() == SessionState());
}

void SteerStateTest::everythingSaidOfASessionIsUndone()
{
    const SteerCommand before[] = {{SteerVerb::Policy, {}, 0, "uct c=0.7"}, {SteerVerb::Budget, {}, 200, "steps"},
                                   {SteerVerb::Veto, {}, 0, "simd-inner"},  {SteerVerb::Focus, 1, 0, ""},
                                   {SteerVerb::PauseLane, {}, 0, "judge"},  {SteerVerb::Memory, {}, 0, "siblings"},
                                   {SteerVerb::Mix, {}, 0, "rules 1"}};
    const SteerCommand then[] = {{SteerVerb::Policy, {}, 0, "greedy"},   {SteerVerb::Policy, {}, 0, ""},
                                 {SteerVerb::Budget, {}, 400, "steps"},  {SteerVerb::Budget, {}, 5, "minutes"},
                                 {SteerVerb::Budget, {}, -1, "steps"},   {SteerVerb::Veto, {}, 0, "vector"},
                                 {SteerVerb::Veto, {}, 0, "simd-inner"}, {SteerVerb::Unveto, {}, 0, "simd-inner"},
                                 {SteerVerb::Unveto, {}, 0, "other"},    {SteerVerb::Focus, 2, 0, ""},
                                 {SteerVerb::Unfocus, {}, 0, ""},        {SteerVerb::PauseLane, {}, 0, "judge"},
                                 {SteerVerb::PauseLane, {}, 0, "write"}, {SteerVerb::ResumeLane, {}, 0, "judge"},
                                 {SteerVerb::Memory, {}, 0, "combine"},  {SteerVerb::Mix, {}, 0, ""}};
    for (const bool steered : {false, true}) {
        for (const SteerCommand& command : then) {
            SearchGraph graph = smallTree();
            for (const SteerCommand& one : before) {
                QVERIFY(!steered || graph.apply(one));
            }
            const SessionState as = graph.session();
            const auto back = inverse(command, {}, as);
            QVERIFY(back && graph.apply(command));
            QVERIFY2(graph.apply(*back) && graph.session() == as, steerWords(command).c_str());
        }
    }
}

void SteerStateTest::wholeCommandsSurviveTheStore()
{
    SteerCommand expand{SteerVerb::Expand, 7, 3, "mind the tail", "siblings", "it is promising \xe2\x98\x83", 12};
    QVERIFY(steerCommandFromJson(toJson(expand)) == expand);
    SteerCommand plain{SteerVerb::Unfocus, {}, 0, ""};
    QVERIFY(!toJson(plain).contains("reason") && !toJson(plain).contains("undoes"));
    QVERIFY(steerCommandFromJson(toJson(plain)) == plain);
    for (const char* text : {R"({"verb":"veto","reason":5})", R"({"verb":"veto","undoes":"x"})",
                             R"({"verb":"expand","node":1,"memory":[]})", R"({"verb":"policies"})",
                             R"({"verb":"prune","node":4294967296})"}) {
        QVERIFY2(!steerCommandFromJson(nlohmann::json::parse(text)), text);
    }
}

void SteerStateTest::focusHoldsWhatMayGrow()
{
    SearchGraph graph = smallTree();
    QVERIFY(graph.mayGrow(0) && graph.mayGrow(3));
    QVERIFY(graph.apply({SteerVerb::Focus, 1, 0, ""}));
    QVERIFY(!graph.mayGrow(0) && graph.mayGrow(1) && !graph.mayGrow(2) && graph.mayGrow(3));
    QVERIFY(!graph.isPruned(2) && graph.best() == NodeNumber{3});
    graph.apply({SteerVerb::Prune, 1, 0, ""});
    QVERIFY(!graph.mayGrow(3));
    QVERIFY(!graph.apply({SteerVerb::Focus, 99, 0, ""}));
    QVERIFY(graph.session().focus == NodeNumber{1});
}

void SteerStateTest::eventsAreTakenBackAsThingsStoodBefore()
{
    const std::vector<SteerEvent> events{
        eventOf(3, {SteerVerb::Boost, 1, 4, ""}), eventOf(5, {SteerVerb::Boost, 2, 9, ""}),
        eventOf(8, {SteerVerb::Boost, 1, 7, ""}), eventOf(9, {SteerVerb::Budget, {}, 99, "steps"}),
        eventOf(12, {SteerVerb::Add, 1, 0, "abc"})};
    const auto back = takeBack(events, 8);
    QVERIFY(back);
    QVERIFY(back->node == NodeNumber{1} && back->value == 4 && back->undoes == 8);
    QCOMPARE(takeBack(events, 3)->value, 1.0);
    QCOMPARE(takeBack(events, 9)->value, -1.0);
    QVERIFY(!takeBack(events, 12) && !takeBack(events, 4));
    QVERIFY(lastToTakeBack(events) == std::int64_t{9});
}

void SteerStateTest::whatIsTakenBackIsNotTakenBackAgain()
{
    std::vector<SteerEvent> events{eventOf(1, {SteerVerb::Prune, 1, 0, ""}), eventOf(2, {SteerVerb::Prune, 2, 0, ""})};
    for (const std::int64_t expected : {2, 1}) {
        const auto last = lastToTakeBack(events);
        QVERIFY(last == expected);
        events.push_back(eventOf(10 + expected, *takeBack(events, *last)));
        QCOMPARE(events.back().command.verb, SteerVerb::Restore);
    }
    QVERIFY(!lastToTakeBack(events) && !takeBack(events, 2));
}

void SteerStateTest::wordsAreThoseOfTheCommandLine()
{
    const std::pair<SteerCommand, const char*> expected[] = {
        {{SteerVerb::Prune, 12, 0, ""}, "prune 12"},
        {{SteerVerb::Expand, 12, 3, "mind the tail", "siblings"},
         "expand 12 3 --memory siblings --hint \"mind the tail\""},
        {{SteerVerb::Policy, {}, 0, "uct c=0.7"}, "policy uct c=0.7"},
        {{SteerVerb::Policy, {}, 0, ""}, "policy default"},
        {{SteerVerb::Budget, {}, 300000, "steps"}, "budget steps 300000"},
        {{SteerVerb::Budget, {}, -1, "steps"}, "budget steps default"},
        {{SteerVerb::Veto, {}, 0, "simd-inner"}, "veto simd-inner"},
        {{SteerVerb::Memory, {}, 0, "siblings"}, "memory siblings"},
        {{SteerVerb::Memory, 4, 0, "siblings"}, "memory 4 siblings"},
        {{SteerVerb::Unfocus, {}, 0, ""}, "unfocus"},
        {{SteerVerb::PauseLane, {}, 0, "judge"}, "pause-lane judge"}};
    for (const auto& [command, words] : expected) {
        QCOMPARE(steerWords(command), std::string(words));
    }
}

QTEST_GUILESS_MAIN(SteerStateTest)
#include "tst_steerstate.moc"
