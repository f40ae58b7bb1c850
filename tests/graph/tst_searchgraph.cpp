#include "core/graph/candidate.h"
#include "core/graph/searchgraph.h"

#include <QtTest>

#include <limits>
#include <nlohmann/json.hpp>

using namespace espalier;

class SearchGraphTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersAreDenseAndParentsExist();
    void marksHoldBelowTheirNode();
    void bestLeavesOutPrunedAndFailed();
    void everyCommandHasItsInverse();
    void commandsSurviveJson();
    void hostileCommandsAreRefused();
    void evaluationSurvivesJson();
    void hostileEvaluationsAreRefused();
    void candidateIsItsObject();
    void wordsAreTheirOwnInverse();
};

namespace {

Node nodeOf(NodeNumber number, std::vector<NodeNumber> parents, double fitness)
{
    Node node;
    node.number = number;
    node.parents = std::move(parents);
    node.fitness = fitness;
    node.verdict = fitness > 0 ? Verdict::Accepted : Verdict::Wrong;
    return node;
}

SearchGraph sample()
{
    SearchGraph graph;
    graph.add(nodeOf(0, {}, 1));
    graph.add(nodeOf(1, {0}, 2));
    graph.add(nodeOf(2, {1}, 3));
    graph.add(nodeOf(3, {0}, 2));
    graph.add(nodeOf(4, {3, 1}, 0));
    return graph;
}

} // namespace

void SearchGraphTest::numbersAreDenseAndParentsExist()
{
    SearchGraph graph = sample();
    QVERIFY(!graph.add(nodeOf(6, {0}, 1)));
    QVERIFY(!graph.add(nodeOf(5, {5}, 1)));
    QVERIFY(!graph.add(nodeOf(5, {}, 1)));
    QCOMPARE(graph.size(), std::size_t{5});
    QCOMPARE(graph.lineage(2), (std::vector<NodeNumber>{0, 1, 2}));
    QCOMPARE(graph.depth(2), 2);
    QCOMPARE(graph.children(1).size(), std::size_t{1}); // a merge hangs on its first parent
    QCOMPARE(graph.parent(4), std::optional<NodeNumber>(3));
    QVERIFY(!graph.parent(0));
}

void SearchGraphTest::marksHoldBelowTheirNode()
{
    SearchGraph graph = sample();
    QVERIFY(graph.apply({SteerVerb::Prune, 1, 0, ""}));
    QVERIFY(graph.isPruned(2) && !graph.isPruned(3));
    graph.apply({SteerVerb::Boost, 0, 2, ""});
    graph.apply({SteerVerb::Boost, 1, 1e9, ""});
    QCOMPARE(graph.boost(2), 200.0);
    graph.apply({SteerVerb::Hint, 0, 0, "all"});
    graph.apply({SteerVerb::Hint, 1, 0, "this branch"});
    QCOMPARE(graph.hint(2), std::string("this branch"));
    QCOMPARE(graph.hint(3), std::string("all"));
    QVERIFY(!graph.apply({SteerVerb::Prune, 99, 0, ""}));
}

void SearchGraphTest::bestLeavesOutPrunedAndFailed()
{
    SearchGraph graph = sample();
    QCOMPARE(graph.best(), std::optional<NodeNumber>(2));
    graph.apply({SteerVerb::Prune, 2, 0, ""});
    QCOMPARE(graph.best(), std::optional<NodeNumber>(1)); // a tie goes to the older
    QCOMPARE(graph.top(9), (std::vector<NodeNumber>{1, 3, 0}));
    graph.add(nodeOf(5, {0}, std::numeric_limits<double>::quiet_NaN()));
    QCOMPARE(graph.best(), std::optional<NodeNumber>(1));
    graph.apply({SteerVerb::Prune, 0, 0, ""});
    QVERIFY(!graph.best());
}

void SearchGraphTest::everyCommandHasItsInverse()
{
    const SteerCommand commands[] = {{SteerVerb::Prune, 1, 0, ""},
                                     {SteerVerb::Pin, 1, 0, ""},
                                     {SteerVerb::Boost, 1, 3, ""},
                                     {SteerVerb::Hint, 1, 0, "tile"},
                                     {SteerVerb::Memory, 1, 0, "combine"}};
    for (const SteerCommand& command : commands) {
        SearchGraph graph = sample();
        const NodeState before = graph.state(1);
        graph.apply(command);
        graph.apply(*inverse(command, before));
        const NodeState& after = graph.state(1);
        QVERIFY(after.pruned == before.pruned && after.pinned == before.pinned && after.boost == before.boost &&
                after.hint == before.hint && after.memory == before.memory);
    }
    QVERIFY(!inverse({SteerVerb::Add, 1, 0, ""}, {}));
}

void SearchGraphTest::commandsSurviveJson()
{
    const SteerCommand hint{SteerVerb::Hint, 7, 1.5, "mind \"this\"\n"};
    QVERIFY(steerCommandFromJson(toJson(hint)) == hint);
    const SteerCommand pause{SteerVerb::Pause, {}, 0, ""};
    QVERIFY(steerCommandFromJson(toJson(pause)) == pause);
}

void SearchGraphTest::hostileCommandsAreRefused()
{
    for (const char* text :
         {"[]", "null", "{}", R"({"verb":"dance"})", R"({"verb":3})", R"({"verb":"prune","node":-1})",
          R"({"verb":"prune","node":"1"})", R"({"verb":"boost","value":"x"})", R"({"verb":"hint","text":[]})"}) {
        QVERIFY2(!steerCommandFromJson(nlohmann::json::parse(text)), text);
    }
}

void SearchGraphTest::evaluationSurvivesJson()
{
    Evaluation evaluation;
    evaluation.verdict = Verdict::Ambiguous;
    evaluation.stage = "done";
    evaluation.reason = "the interval spans 1";
    evaluation.cases = {{"wide", {{"cols", 3}, {"rows", 2}}, 1.5, 3, {2, 1.9, 2.1}, 40}};
    evaluation.cases[0].newInputs = NewInputs{5, -0.125};
    evaluation.speedup = {2, 1.9, 2.1};
    evaluation.diagnosis.bound = Bound::Memory;
    evaluation.diagnosis.facts = {"82 % of the roof"};
    evaluation.diagnosis.evidence = {{"spills", "product+0x40", 12, 1.5}};
    evaluation.diagnosis.device = DeviceRoofs{"a GPU", "sm_90a", 132, 3000};
    evaluation.diagnosis.device->clockMhz = 1980;
    evaluation.toleranceShare = 0.0; // exact, which is not the same as not known
    evaluation.trust = {2, "full", {"bubblewrap", "landlock 7", "seccomp"}};
    evaluation.build = {1.5, "g++ -O2", "warning"};
    evaluation.takenOn = TakenOn{"node17", "a processor, 8 cores", "0123"};
    QVERIFY(evaluationFromJson(toJson(evaluation)) == evaluation);
    QCOMPARE(evaluation.fitness(), 2.0);
    evaluation.verdict = Verdict::Cheat;
    QCOMPARE(evaluation.fitness(), 0.0);
}

void SearchGraphTest::hostileEvaluationsAreRefused()
{
    for (const char* text :
         {"[]", "{}", R"({"verdict":"splendid"})", R"({"verdict":"wrong","ms":"fast"})",
          R"({"verdict":"wrong","build":7})", R"({"verdict":"wrong","cases":[3]})",
          R"({"verdict":"wrong","speedup":1,"ci":[1]})", R"({"verdict":"wrong","diagnosis":{"facts":[1]}})",
          R"({"verdict":"wrong","trust":{"layers":[1]}})", R"({"verdict":"wrong","tolerance_share":"small"})",
          R"({"verdict":"wrong","diagnosis":{"fact_evidence":[{"line":"7"}]}})"}) {
        QVERIFY2(!evaluationFromJson(nlohmann::json::parse(text)), text);
    }
}

void SearchGraphTest::candidateIsItsObject()
{
    const Candidate candidate{"cpp", "clang++", {"-O3", "-march=native"}, "void f() {}\n"};
    QVERIFY(candidateFromObject(toObject(candidate)) == candidate);
    Candidate bytes = candidate;
    bytes.source = "\xff\xfe"; // no UTF-8: replaced, never thrown
    QVERIFY(candidateFromObject(toObject(bytes)));
    for (const char* text :
         {"", "{", "[]", R"({"language":"cpp"})", R"({"language":1,"compiler":"","options":[],"source":""})",
          R"({"language":"","compiler":"","options":[1],"source":""})"}) {
        QVERIFY2(!candidateFromObject(text), text);
    }
}

void SearchGraphTest::wordsAreTheirOwnInverse()
{
    for (int i = 0; i <= static_cast<int>(Verdict::Untimed); ++i) {
        const auto verdict = static_cast<Verdict>(i);
        QVERIFY(verdictFromText(toText(verdict)) == verdict);
    }
    for (int i = 0; i <= static_cast<int>(SteerVerb::Sanitized); ++i) {
        const auto verb = static_cast<SteerVerb>(i);
        QVERIFY(steerVerbFromText(toText(verb)) == verb);
    }
    for (int i = 0; i <= static_cast<int>(EdgeKind::Hand); ++i) {
        const auto edge = static_cast<EdgeKind>(i);
        QVERIFY(edgeKindFromText(toText(edge)) == edge);
    }
    QVERIFY(!verdictFromText("") && !boundFromText("io") && !edgeKindFromText("Root"));
}

QTEST_GUILESS_MAIN(SearchGraphTest)
#include "tst_searchgraph.moc"
