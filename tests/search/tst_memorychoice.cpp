#include "core/search/greedy.h"
#include "core/search/memorychoice.h"
#include "fakes.h"

#include <QtTest>

using namespace espalier;

class MemoryChoiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chosenByTheNeighbourhood_data();
    void chosenByTheNeighbourhood();
    void byHandWins();
    void aPairIsCombinedOnce();
    void prunedSiblingsAreNotCombined();
    void applyingTurnsACombineIntoAMerge();
    void draftsKeepTheirCleanSlate();
    void everyPolicyAsksIt();
};

namespace {

MemoryChoice chosenFor(const SearchGraph& graph, NodeNumber parent)
{
    return chooseMemory(graph, parent, Couples());
}

/// "0 1.0; 1<0 1.5" and then children of node 1: "s" slower, "x" failed, "f" faster.
SearchGraph childrenOfOne(const QByteArray& outcomes)
{
    std::string text = "0 1.0; 1<0 1.5";
    int number = 2;
    for (const char outcome : outcomes) {
        text += "; " + std::to_string(number++) + "<1 " + (outcome == 's' ? "1.2" : outcome == 'f' ? "1.9" : "x");
    }
    return treeFromText(text);
}

} // namespace

void MemoryChoiceTest::chosenByTheNeighbourhood_data()
{
    QTest::addColumn<QByteArray>("children");
    QTest::addColumn<QByteArray>("memory");
    QTest::newRow("none yet") << QByteArray("") << QByteArray("inherit");
    QTest::newRow("some slower") << QByteArray("sss") << QByteArray("inherit");
    QTest::newRow("three failed") << QByteArray("xsxx") << QByteArray("inherit");
    QTest::newRow("four failed") << QByteArray("xsxxx") << QByteArray("siblings");
    QTest::newRow("four failed long ago") << QByteArray("xxxxfsss") << QByteArray("inherit");
    QTest::newRow("five without gain") << QByteArray("sssss") << QByteArray("inherit");
    QTest::newRow("six without gain") << QByteArray("ssssss") << QByteArray("clean-slate");
    QTest::newRow("six without gain, mostly failed") << QByteArray("xxsxxx") << QByteArray("clean-slate");
    QTest::newRow("the next one remembers again") << QByteArray("sssssss") << QByteArray("inherit");
    QTest::newRow("twelve without gain") << QByteArray("ssssssssssss") << QByteArray("clean-slate");
    QTest::newRow("a gain between") << QByteArray("sssfsss") << QByteArray("inherit");
    QTest::newRow("very many without gain") << QByteArray(601, 's') << QByteArray("clean-slate");
}

void MemoryChoiceTest::chosenByTheNeighbourhood()
{
    QFETCH(QByteArray, children);
    QFETCH(QByteArray, memory);
    const MemoryChoice choice = chosenFor(childrenOfOne(children), 1);
    QCOMPARE(choice.memoryOperator, memory.toStdString());
    QVERIFY(!choice.other);
    QCOMPARE(choice.why.empty(), memory == "inherit");
}

void MemoryChoiceTest::byHandWins()
{
    SearchGraph graph = childrenOfOne("ssssss");
    graph.apply({SteerVerb::Memory, 1, 0, "siblings"});
    const MemoryChoice choice = chosenFor(graph, 1);
    QCOMPARE(choice.memoryOperator, std::string("siblings"));
    QCOMPARE(choice.why, std::string("set by hand"));

    // A combine by hand looks for the best of another branch, however much slower.
    SearchGraph branches = treeFromText("0 1.0; 1<0 1.2; 2<0 3.0; 3<2 2.0; 4<1 3.5");
    branches.apply({SteerVerb::Memory, 1, 0, "combine"});
    QCOMPARE(chosenFor(branches, 1).other, std::optional<NodeNumber>(2));
    branches.apply({SteerVerb::Memory, 0, 0, "combine"});
    QVERIFY(!chosenFor(branches, 0).other); // every node descends from the seed
}

void MemoryChoiceTest::aPairIsCombinedOnce()
{
    const SearchGraph graph =
        treeFromText("0 1.0; 1<0 1.50; 2<0 1.48; 3<0 1.46; 4<0 1.30; 5<0 0.9; 6<5 0.9; 7<0 1.49 memory simd");
    Couples couples;
    const MemoryChoice choice = chooseMemory(graph, 1, couples);
    QCOMPARE(choice.memoryOperator, std::string("combine"));
    QCOMPARE(choice.other, std::optional<NodeNumber>(7));
    couples.begin({{7, 1}, EdgeKind::Merge, {}, {}}); // in whichever order they were married
    QCOMPARE(chooseMemory(graph, 1, couples).other, std::optional<NodeNumber>(2));
    couples.begin({{1, 2}, EdgeKind::Merge, {}, {}});
    couples.begin({{1, 3}, EdgeKind::Merge, {}, {}});
    QCOMPARE(chooseMemory(graph, 1, couples).memoryOperator, std::string("inherit"));
    QCOMPARE(chosenFor(graph, 4).memoryOperator, std::string("inherit")); // has no equal
    QCOMPARE(chosenFor(graph, 5).memoryOperator, std::string("inherit")); // worse than its parent
    const SearchGraph alike = treeFromText("0 1.0; 1<0 1.50 memory simd; 2<0 1.48 memory simd");
    QCOMPARE(chosenFor(alike, 1).memoryOperator, std::string("inherit")); // by the same means
}

void MemoryChoiceTest::prunedSiblingsAreNotCombined()
{
    SearchGraph graph = treeFromText("0 1.0; 1<0 1.50; 2<0 1.48");
    graph.apply({SteerVerb::Prune, 2, 0, ""});
    QCOMPARE(chosenFor(graph, 1).memoryOperator, std::string("inherit"));
}

void MemoryChoiceTest::applyingTurnsACombineIntoAMerge()
{
    const SearchGraph graph = treeFromText("0 1.0; 1<0 1.50; 2<0 1.48");
    Choice choice{{1}, EdgeKind::Refine, "inherit", "because"};
    applyMemory(graph, Couples(), choice);
    QVERIFY(choice.edge == EdgeKind::Merge);
    QCOMPARE(choice.parents, (std::vector<NodeNumber>{1, 2}));
    QCOMPARE(choice.memoryOperator, std::string("combine"));
    QCOMPARE(choice.why,
             std::string("because; memory: combine, its sibling #2 is as good by other means (1.48 and 1.5)"));
}

void MemoryChoiceTest::draftsKeepTheirCleanSlate()
{
    SearchGraph graph = treeFromText("0 1.0");
    graph.apply({SteerVerb::Memory, 0, 0, "siblings"});
    Choice choice{{0}, EdgeKind::Draft, "clean-slate", "because"};
    applyMemory(graph, Couples(), choice);
    QVERIFY(choice.edge == EdgeKind::Draft);
    QCOMPARE(choice.memoryOperator, std::string("clean-slate"));
    QCOMPARE(choice.why, std::string("because; memory: clean-slate"));
}

void MemoryChoiceTest::everyPolicyAsksIt()
{
    const SearchGraph graph = childrenOfOne("ssssss");
    for (const char* name : {"greedy", "uct", "evolution", "thompson"}) {
        const auto policy = *makePolicy(name, 0);
        for (NodeNumber node = 0; node < graph.size(); ++node) {
            policy->plant(graph, node);
        }
        bool asked = false;
        for (std::uint64_t step = 0; step < 60; ++step) {
            Rng rng = Rng::forStep(1, step);
            const auto choice = policy->choose(graph, rng).value();
            const bool ofOne = choice.edge == EdgeKind::Refine && choice.parents.front() == 1;
            asked = asked || ofOne;
            QVERIFY2(!ofOne || choice.memoryOperator == "clean-slate", choice.why.c_str());
            policy->begin(graph, choice);
        }
        QVERIFY2(asked, name);
    }
}

QTEST_GUILESS_MAIN(MemoryChoiceTest)
#include "tst_memorychoice.moc"
