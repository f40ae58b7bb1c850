#include "core/recall/recaller.h"
#include "core/search/crossover.h"
#include "core/search/draftphase.h"
#include "core/search/evolution.h"
#include "core/search/greedy.h"
#include "core/search/termination.h"
#include "core/search/thompson.h"
#include "core/search/uct.h"
#include "fakes.h"

#include <QtTest>

using namespace espalier;

class PoliciesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void greedyTakesTheFastest();
    void greedyTiresOfFruitlessTries();
    void failedNodesAreNeverChosen_data();
    void failedNodesAreNeverChosen();
    void prunedBranchesAreNeverChosen_data();
    void prunedBranchesAreNeverChosen();
    void boostedBranchIsPreferred_data();
    void boostedBranchIsPreferred();
    void exhaustedNodesAreLeftAlone_data();
    void exhaustedNodesAreLeftAlone();
    void uctSpreadsWhatIsInFlight();
    void uctPrefersTheBetterBranchAndVisitsTheOther();
    void draftsComeFirst();
    void stagnationBringsARestart();
    void crossoverMarriesDifferentBranches();
    void limitsEndASearch();
    void recallRemembersTheNeighbourhood();
    void recallIsBounded();
};

namespace {

/// A policy that has been told of every node of the graph as if it had been planted by hand.
std::unique_ptr<SelectionPolicy> planted(const std::string& name, const SearchGraph& graph)
{
    std::unique_ptr<SelectionPolicy> policy;
    if (name == "uct") {
        policy = std::make_unique<UctPolicy>();
    } else if (name == "evolution") {
        policy = std::make_unique<EvolutionPolicy>();
    } else if (name == "thompson") {
        policy = std::make_unique<ThompsonPolicy>();
    } else {
        policy = std::make_unique<GreedyPolicy>();
    }
    for (NodeNumber n = 0; n < graph.size(); ++n) {
        policy->plant(graph, n);
    }
    policy->steered(graph);
    return policy;
}

/// The parents of the next choices, each staying in flight.
std::vector<NodeNumber> chosen(SelectionPolicy& policy, const SearchGraph& graph, int count)
{
    std::vector<NodeNumber> list;
    Rng rng(1);
    for (int i = 0; i < count; ++i) {
        const auto choice = policy.choose(graph, rng);
        if (!choice) {
            break;
        }
        list.push_back(choice->parents.front());
        policy.begin(graph, *choice);
    }
    return list;
}

void eachPolicy()
{
    QTest::addColumn<QByteArray>("policy");
    QTest::newRow("greedy") << QByteArray("greedy");
    QTest::newRow("uct") << QByteArray("uct");
    QTest::newRow("evolution") << QByteArray("evolution");
    QTest::newRow("thompson") << QByteArray("thompson");
}

} // namespace

void PoliciesTest::greedyTakesTheFastest()
{
    const SearchGraph graph = treeFromText("0 1.0; 1<0 1.3; 2<1 1.6; 3<0 1.2");
    const auto policy = planted("greedy", graph);
    Rng rng(1);
    const auto choice = policy->choose(graph, rng);
    QCOMPARE(choice->parents, std::vector<NodeNumber>{2});
    QVERIFY(choice->edge == EdgeKind::Refine);
    QCOMPARE(choice->why,
             std::string("greedy, the highest score: 0.47 = log of speedup 1.6 (low end of its interval) − "
                         "0.05 × 0 tries without gain"));
}

void PoliciesTest::greedyTiresOfFruitlessTries()
{
    const SearchGraph graph = treeFromText("0 1.0; 1<0 1.6; 2<0 1.4");
    const auto policy = planted("greedy", graph);
    const auto list = chosen(*policy, graph, 8);
    QCOMPARE(list.front(), NodeNumber{1});
    QVERIFY(std::ranges::count(list, NodeNumber{2}) > 1);
}

void PoliciesTest::failedNodesAreNeverChosen_data()
{
    eachPolicy();
}

void PoliciesTest::failedNodesAreNeverChosen()
{
    QFETCH(QByteArray, policy);
    const SearchGraph graph = treeFromText("0 1.0; 1<0 x; 2<0 x; 3<0 1.1; 4<3 x");
    const auto list = chosen(*planted(policy.toStdString(), graph), graph, 40);
    QCOMPARE(list.size(), std::size_t{40});
    for (const NodeNumber node : list) {
        QVERIFY(node == 0 || node == 3);
    }
}

void PoliciesTest::prunedBranchesAreNeverChosen_data()
{
    eachPolicy();
}

void PoliciesTest::prunedBranchesAreNeverChosen()
{
    QFETCH(QByteArray, policy);
    SearchGraph graph = treeFromText("0 1.0; 1<0 2.0; 2<1 3.0; 3<0 1.1; 4<2 2.5");
    const auto p = planted(policy.toStdString(), graph);
    graph.apply({SteerVerb::Prune, 1, 0, ""});
    p->steered(graph);
    for (const NodeNumber node : chosen(*p, graph, 30)) {
        QVERIFY(node == 0 || node == 3);
    }
    // A child that was in flight when its branch was pruned is not taken up either.
    Node late;
    late.number = 5;
    late.parents = {2};
    late.fitness = 9;
    late.verdict = Verdict::Accepted;
    graph.add(late);
    p->plant(graph, 5);
    for (const NodeNumber node : chosen(*p, graph, 10)) {
        QVERIFY(node == 0 || node == 3);
    }
    graph.apply({SteerVerb::Restore, 1, 0, ""});
    p->steered(graph);
    const auto list = chosen(*p, graph, 30);
    QVERIFY(std::ranges::count_if(list, [](NodeNumber node) { return node != 0 && node != 3; }) > 0);
    graph.apply({SteerVerb::Prune, 0, 0, ""});
    p->steered(graph);
    QVERIFY(chosen(*p, graph, 1).empty());
}

void PoliciesTest::boostedBranchIsPreferred_data()
{
    eachPolicy();
}

void PoliciesTest::boostedBranchIsPreferred()
{
    QFETCH(QByteArray, policy);
    SearchGraph graph = treeFromText("0 1.0; 1<0 2.0; 2<0 1.2; 3<2 1.3; 4<1 2.1");
    const auto below = [](const std::vector<NodeNumber>& list) {
        return std::ranges::count_if(list, [](NodeNumber node) { return node == 2 || node == 3; });
    };
    const auto before = below(chosen(*planted(policy.toStdString(), graph), graph, 20));
    graph.apply({SteerVerb::Boost, 3, 8, ""});
    const auto after = below(chosen(*planted(policy.toStdString(), graph), graph, 20));
    QVERIFY2(after > before, qPrintable(QStringLiteral("%1 after, %2 before").arg(after).arg(before)));
}

void PoliciesTest::exhaustedNodesAreLeftAlone_data()
{
    eachPolicy();
}

void PoliciesTest::exhaustedNodesAreLeftAlone()
{
    QFETCH(QByteArray, policy);
    const SearchGraph graph = treeFromText("0 1.0; 1<0 2.0");
    const auto p = planted(policy.toStdString(), graph);
    Rng rng(1);
    int steps = 0;
    while (const auto choice = p->choose(graph, rng)) {
        p->begin(graph, *choice);
        p->finish(graph, *choice, std::nullopt);
        QVERIFY(++steps <= 2 * Growth::kVainLimit);
    }
    QCOMPARE(steps, 2 * Growth::kVainLimit);
}

void PoliciesTest::uctSpreadsWhatIsInFlight()
{
    const SearchGraph graph = treeFromText("0 1.0; 1<0 1.5; 2<0 1.5; 3<0 1.5; 4<0 1.5");
    UctPolicy policy(0.5);
    for (NodeNumber n = 0; n < graph.size(); ++n) {
        policy.plant(graph, n);
    }
    const auto list = chosen(policy, graph, 12);
    QVERIFY(std::set<NodeNumber>(list.begin(), list.end()).size() >= 4);
}

void PoliciesTest::uctPrefersTheBetterBranchAndVisitsTheOther()
{
    const SearchGraph graph = treeFromText("0 1.0; 1<0 3.0; 2<0 1.1");
    const auto list = chosen(*planted("uct", graph), graph, 60);
    const auto good = std::ranges::count(list, NodeNumber{1});
    const auto poor = std::ranges::count(list, NodeNumber{2});
    QVERIFY(good > poor && poor > 0);
}

void PoliciesTest::draftsComeFirst()
{
    const SearchGraph graph = treeFromText("0 1.0");
    const auto policy = *makePolicy("uct", 3);
    policy->plant(graph, 0);
    Rng rng(3);
    for (int i = 0; i < 3; ++i) {
        const auto choice = policy->choose(graph, rng);
        QVERIFY(choice->edge == EdgeKind::Draft);
        QCOMPARE(choice->memoryOperator, std::string("clean-slate"));
        policy->begin(graph, *choice);
    }
    QVERIFY(policy->choose(graph, rng)->edge == EdgeKind::Refine);
    QVERIFY(!makePolicy("oracle", 3));
}

void PoliciesTest::stagnationBringsARestart()
{
    SearchGraph graph = treeFromText("0 1.0");
    const auto policy = *makePolicy("greedy", 0);
    policy->plant(graph, 0);
    Rng rng(3);
    std::vector<int> restarts;
    for (int step = 1; step <= 60; ++step) {
        const auto choice = policy->choose(graph, rng);
        QVERIFY(choice);
        if (choice->edge == EdgeKind::Restart) {
            restarts.push_back(step);
            QCOMPARE(choice->parents, std::vector<NodeNumber>{0});
        }
        policy->begin(graph, *choice);
        Node node;
        node.number = static_cast<NodeNumber>(graph.size());
        node.parents = choice->parents;
        node.edge = choice->edge;
        node.fitness = 0.9;
        node.verdict = Verdict::Slower;
        graph.add(node);
        policy->finish(graph, *choice, node.number);
    }
    QCOMPARE(restarts, (std::vector<int>{17, 41})); // after 16 idle steps, then after 24
}

void PoliciesTest::crossoverMarriesDifferentBranches()
{
    const SearchGraph graph = treeFromText("0 1.0; 1<0 1.5; 2<1 2.0; 3<2 2.2; 4<0 1.4; 5<4 x");
    Crossover crossover;
    int merges = 0;
    int asked = 0;
    for (std::uint64_t step = 0; step < 400; ++step) {
        Rng rng = Rng::forStep(1, step);
        const auto choice = crossover.choose(graph, rng);
        asked += choice ? 1 : 0;
        if (choice && merges < 100) {
            ++merges;
            QCOMPARE(choice->parents.size(), std::size_t{2});
            QVERIFY(std::ranges::count(choice->parents, NodeNumber{4}) == 1); // the only other branch
            QVERIFY(std::ranges::count(choice->parents, NodeNumber{0}) == 0);
            crossover.begin(*choice);
        }
    }
    QCOMPARE(asked, 3); // three pairs, each once
}

void PoliciesTest::limitsEndASearch()
{
    QVERIFY(!reasonToEnd({}, {1'000'000, 1'000'000, 1e9, 100, 0}));
    QVERIFY(reasonToEnd({10, 0, 0, 0}, {10, 7, 0, 0, 0}));
    QVERIFY(!reasonToEnd({10, 0, 0, 0}, {9, 9, 0, 0, 0}));
    QVERIFY(reasonToEnd({0, 2, 0, 0}, {1, 1, 120, 0, 0}));
    QVERIFY(!reasonToEnd({0, 2, 0, 0}, {1, 1, 119, 0, 0}));
    QVERIFY(reasonToEnd({0, 0, 1.5, 0}, {1, 1, 0, 1.5, 1}));
    QVERIFY(!reasonToEnd({0, 0, 1.5, 0}, {1, 1, 0, 1.49, 1}));
    QVERIFY(reasonToEnd({0, 0, 0, 5}, {12, 10, 0, 1, 5}));
    QVERIFY(!reasonToEnd({0, 0, 0, 5}, {12, 9, 0, 1, 5}));
}

void PoliciesTest::recallRemembersTheNeighbourhood()
{
    const SearchGraph graph = treeFromText("0 1.0; 1<0 1.5; 2<0 x; 3<1 1.2; 4<1 x; 5<3 2.4");
    const auto numbers = [](const std::vector<Memory>& memories) {
        std::vector<NodeNumber> list;
        for (const Memory& memory : memories) {
            list.push_back(memory.number);
        }
        return list;
    };
    const Recollection inherit = recall(graph, 3, "inherit");
    QCOMPARE(numbers(inherit.trajectory), (std::vector<NodeNumber>{0, 1, 3}));
    QCOMPARE(numbers(inherit.siblings), (std::vector<NodeNumber>{5}));
    QCOMPARE(numbers(inherit.failures), (std::vector<NodeNumber>{4, 2}));
    QCOMPARE(inherit.siblings[0].gain, 2.0);
    QCOMPARE(numbers(recall(graph, 3, "combine").siblings), (std::vector<NodeNumber>{5, 4}));
    QVERIFY(recall(graph, 3, "siblings").trajectory.empty());
    const Recollection none = recall(graph, 3, "clean-slate");
    QVERIFY(none.trajectory.empty() && none.siblings.empty() && none.failures.empty());
}

void PoliciesTest::recallIsBounded()
{
    std::string text = "0 1.0";
    for (int n = 1; n < 300; ++n) {
        text += "; " + std::to_string(n) + (n < 100 ? "<" + std::to_string(n - 1) + " 1.1" : std::string("<99 x"));
    }
    const Recollection recollection = recall(treeFromText(text), 99, "combine");
    QCOMPARE(recollection.trajectory.size(), kRecallCap);
    QCOMPARE(recollection.trajectory.back().number, NodeNumber{99});
    QCOMPARE(recollection.siblings.size(), kRecallCap);
    QCOMPARE(recollection.failures.size(), kRecallCap);
    QCOMPARE(recollection.failures.front().number, NodeNumber{299});
}

QTEST_GUILESS_MAIN(PoliciesTest)
#include "tst_policies.moc"
