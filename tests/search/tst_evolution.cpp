#include "core/knowledge/skilllibrary.h"
#include "core/search/evolution.h"
#include "fakes.h"
#include "simulation.h"

#include <QtTest>

#include <map>

using namespace espalier;

class EvolutionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyShippedSkillHasAFamily();
    void unknownSkillsAreOther();
    void theBestOfACellIsItsElite();
    void branchesLiveOnIslandsOfTheirOwn();
    void turnsAreDealtByWeight();
    void anIslandThatComesBackIsNotOwedTheTimeBetween();
    void slowCellsLiveOnAndGoodOnesGrowMore();
    void aTiredEliteGivesWay();
    void theBestComesToTheNextIsland();
    void matesComeFromOtherCells();
    void aPinnedNodeStaysAParent();
};

namespace {

const Islands::Weights kEven{1, 1, 1, 1};

/// How often each island has the next turns, each taken by a node that lives everywhere.
std::array<int, Islands::kCount> turnsOf(Islands& islands, const Islands::Weights& weights, int turns)
{
    std::array<int, Islands::kCount> count{};
    for (int turn = 0; turn < turns; ++turn) {
        ++count.at(islands.next(weights).value());
        islands.begin(0, weights);
    }
    return count;
}

/// The next choices of an unchanged policy, each with another stream of random numbers.
std::vector<Choice> draws(const SelectionPolicy& policy, const SearchGraph& graph, std::uint64_t count)
{
    std::vector<Choice> list;
    for (std::uint64_t step = 0; step < count; ++step) {
        Rng rng = Rng::forStep(5, step);
        list.push_back(policy.choose(graph, rng).value());
    }
    return list;
}

} // namespace

void EvolutionTest::everyShippedSkillHasAFamily()
{
    const auto library = SkillLibrary::load(std::filesystem::path(ESPALIER_SOURCE_DIR) / "kb" / "skills");
    QVERIFY(library);
    std::map<Technique, int> families;
    for (const Skill& skill : library->skills()) {
        QVERIFY2(techniqueOf({skill.name}) != Technique::Other, skill.name.c_str());
        ++families[techniqueOf({skill.name})];
    }
    QCOMPARE(families.size(), std::size_t{7});                        // none is empty, so no axis is dead
    QVERIFY(techniqueOf({"simd-scan", "tune"}) == Technique::Vector); // the first one counts
    QVERIFY(techniqueOf({"branch-free-search"}) == Technique::Algorithm);
    QVERIFY(techniqueOf({"tile-reduction"}) == Technique::Blocking);
}

void EvolutionTest::unknownSkillsAreOther()
{
    QVERIFY(techniqueOf({}) == Technique::Other);
    QVERIFY(techniqueOf({"\xff\xfe a name that nobody knows"}) == Technique::Other);
    QVERIFY(techniqueOf({"Loop TILING by 64"}) == Technique::Blocking);
}

void EvolutionTest::theBestOfACellIsItsElite()
{
    EliteGrid grid;
    const Cell memory{Bound::Memory, Technique::Vector, {}};
    const Cell compute{Bound::Compute, Technique::Vector, {}};
    grid.place(memory, 0.4, 4);
    grid.place(memory, 0.6, 2);
    grid.place(memory, 0.6, 3);
    grid.place(compute, 0.1, 5);
    const auto parents = [&] {
        std::vector<NodeNumber> list;
        for (const EliteGrid::Elite& elite : grid.elites()) {
            list.push_back(elite.node);
        }
        return list;
    };
    QCOMPARE(parents(), (std::vector<NodeNumber>{2, 5})); // of equals the oldest
    grid.remove(memory, 0.6, 2);
    grid.remove(memory, 0.6, 3);
    QCOMPARE(parents(), (std::vector<NodeNumber>{4, 5}));
    grid.remove(compute, 0.1, 5);
    grid.remove(compute, 0.1, 5);
    QCOMPARE(parents(), (std::vector<NodeNumber>{4}));
    QCOMPARE(toText(grid.elites().front().cell), std::string("memory × vector"));
}

void EvolutionTest::branchesLiveOnIslandsOfTheirOwn()
{
    const SearchGraph graph = treeFromText("0 1.0; 1<0 1.0; 2<0 x; 3<0 1.0; 4<0 1.0; 5<0 1.0; 6<3 1.0; 7<6+1 1.0");
    Islands islands;
    for (NodeNumber node = 0; node < graph.size(); ++node) {
        islands.settle(graph, node);
    }
    QVERIFY(islands.homes(0).all());
    QCOMPARE(islands.homes(1).to_string(), std::string("0001"));
    QCOMPARE(islands.homes(4).to_string(), std::string("1000"));
    QCOMPARE(islands.homes(5), islands.homes(1)); // the fifth founder shares the first island
    QCOMPARE(islands.homes(6), islands.homes(3));
    QCOMPARE(islands.homes(7), islands.homes(3)); // a merge lives with its first parent
    QVERIFY(islands.migrate(6, 0));
    QVERIFY(!islands.migrate(6, 0));
    QCOMPARE(islands.homes(6).to_string(), std::string("0101"));
}

void EvolutionTest::turnsAreDealtByWeight()
{
    const SearchGraph graph = treeFromText("0 1.0");
    Islands islands;
    islands.settle(graph, 0);
    QCOMPARE(turnsOf(islands, kEven, 8), (std::array<int, 4>{2, 2, 2, 2}));
    QCOMPARE(turnsOf(islands, {1, 2, 1, 0}, 40), (std::array<int, 4>{10, 20, 10, 0}));
    QVERIFY(!islands.next({}));
}

void EvolutionTest::anIslandThatComesBackIsNotOwedTheTimeBetween()
{
    const SearchGraph graph = treeFromText("0 1.0");
    Islands islands;
    islands.settle(graph, 0);
    turnsOf(islands, {1, 1, 1, 0}, 30);
    const auto turns = turnsOf(islands, kEven, 8);
    QVERIFY2(turns[3] <= 3, qPrintable(QString::number(turns[3])));
}

void EvolutionTest::slowCellsLiveOnAndGoodOnesGrowMore()
{
    EvolutionPolicy policy;
    const SearchGraph graph = grownFromText(policy, "0 0.1; 1<0 1.2 memory simd; 2<1 1.6 compute tile; "
                                                    "3<1 1.5 compute tile; 4<1 1.2 memory tile");
    runDry(policy, graph, 0); // what is left is one branch on one island
    const auto choices = draws(policy, graph, 400);
    QCOMPARE(countOf(choices, 3), std::ptrdiff_t{0}); // not the best of its cell
    QVERIFY(countOf(choices, 1) > 60);
    QVERIFY(countOf(choices, 4) > 60);
    QVERIFY2(countOf(choices, 2) > 150, qPrintable(QString::number(countOf(choices, 2))));
}

void EvolutionTest::aTiredEliteGivesWay()
{
    EvolutionPolicy policy;
    SearchGraph graph = grownFromText(policy, "0 0.1; 1<0 1.60; 2<1 1.45");
    runDry(policy, graph, 0);
    QVERIFY(countOf(draws(policy, graph, 10), 2) == 0);
    for (int tries = 0; tries < 2; ++tries) {
        const Choice choice{{1}, EdgeKind::Refine, {}, {}};
        policy.begin(graph, choice);
        finishWith(policy, graph, choice, 0.0);
    }
    const auto now = draws(policy, graph, 10);
    QVERIFY(countOf(now, 1) == 0 && countOf(now, 2) > 0);
}

void EvolutionTest::theBestComesToTheNextIsland()
{
    EvolutionPolicy policy;
    SearchGraph graph = grownFromText(policy, "0 0.5; 1<0 9.0; 2<0 1.0; 3<0 1.0; 4<0 1.0"); // one founder an island
    std::vector<std::ptrdiff_t> ofBest;
    for (int ten = 0; ten < 4; ++ten) {
        const auto choices = nextChoices(policy, graph, 10, 100 + static_cast<std::uint64_t>(ten));
        ofBest.push_back(countOf(choices, 1));
        for (const Choice& choice : choices) {
            finishWith(policy, graph, choice, 0.0);
        }
    }
    QVERIFY2(ofBest[0] <= 5, qPrintable(QString::number(ofBest[0])));
    QVERIFY2(ofBest[3] >= 9, qPrintable(QString::number(ofBest[3])));
}

void EvolutionTest::matesComeFromOtherCells()
{
    EvolutionPolicy policy;
    const SearchGraph graph =
        grownFromText(policy, "0 1.0; 1<0 1.4 memory simd; 2<0 1.3 compute tile; 3<1 1.5 memory simd; "
                              "4<0 1.3 memory simd; 5<0 1.3 memory simd");
    int merges = 0;
    for (const Choice& choice : draws(policy, graph, 400)) {
        if (choice.edge == EdgeKind::Merge) {
            ++merges;
            QCOMPARE(choice.memoryOperator, std::string("combine"));
            QVERIFY(choice.parents[0] != choice.parents[1]);
            QVERIFY2(choice.parents[1] != 1, "not the best of its cell");
            QVERIFY(choice.parents[0] != 0 && choice.parents[1] != 0); // every node descends from the seed
        }
    }
    QVERIFY2(merges > 15 && merges < 80, qPrintable(QString::number(merges)));
}

void EvolutionTest::aPinnedNodeStaysAParent()
{
    EvolutionPolicy policy;
    SearchGraph graph = grownFromText(policy, "0 0.1; 1<0 1.6; 2<1 1.2; 3<1 1.3");
    runDry(policy, graph, 0);
    QCOMPARE(countOf(draws(policy, graph, 100), 2), std::ptrdiff_t{0});
    graph.apply({SteerVerb::Pin, 2, 0, ""});
    policy.steered(graph);
    QVERIFY(countOf(draws(policy, graph, 100), 2) > 10);
    QCOMPARE(countOf(draws(policy, graph, 100), 3), std::ptrdiff_t{0});
    graph.apply({SteerVerb::Unpin, 2, 0, ""});
    policy.steered(graph);
    QCOMPARE(countOf(draws(policy, graph, 100), 2), std::ptrdiff_t{0});
}

QTEST_GUILESS_MAIN(EvolutionTest)
#include "tst_evolution.moc"
