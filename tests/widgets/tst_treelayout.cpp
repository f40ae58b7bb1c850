// The dense arrays that the canvas draws from say the same as the graph, whatever happened to it.
#include "core/base/rng.h"
#include "widgets/tree/treelayout.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace espalier;

namespace {

Node grown(NodeNumber number, Rng& rng)
{
    Node node;
    node.number = number;
    if (number > 0) {
        // A third hang on the root, so that it has many children.
        node.parents = {static_cast<NodeNumber>(rng.uniform() < 0.33 ? 0 : rng.below(number))};
    }
    node.verdict = rng.uniform() < 0.3 ? Verdict::Wrong : Verdict::Accepted;
    node.fitness = node.verdict == Verdict::Accepted ? std::exp2(rng.normal()) : 0;
    return node;
}

/// Counted from nothing, by the graph alone.
struct Subtree
{
    int nodes = 0;
    double best = 0;
};

std::vector<Subtree> subtrees(const SearchGraph& graph)
{
    std::vector<Subtree> all(graph.size());
    for (auto number = static_cast<NodeNumber>(graph.size()); number-- > 0;) {
        Subtree& own = all[number];
        ++own.nodes;
        own.best = std::max(own.best, graph.node(number).fitness);
        if (const auto parent = graph.parent(number)) {
            all[*parent].nodes += own.nodes;
            all[*parent].best = std::max(all[*parent].best, own.best);
        }
    }
    return all;
}

void compareNode(const TreeLayout& layout, const SearchGraph& graph, NodeNumber number, const Subtree& slow)
{
    const LeafRows& rows = layout.rows();
    QCOMPARE(layout.shade(number), shadeOf(graph.node(number).fitness));
    QCOMPARE(rows.depth(number), graph.depth(number));
    QCOMPARE(rows.parent(number), graph.parent(number));
    std::vector<NodeNumber> children;
    for (const LeafRows::Item child : rows.children(number)) {
        children.push_back(child);
    }
    QVERIFY(std::ranges::equal(children, graph.children(number)));
    QCOMPARE(layout.folding().subtreeNodes(number), slow.nodes);
    QCOMPARE(static_cast<float>(layout.folding().subtreeBest(number)), static_cast<float>(slow.best));
}

/// What is drawn are the shown ones, each once, at the rows that asking for one by one says.
void compareDrawn(const TreeLayout& layout)
{
    const LeafRows& rows = layout.rows();
    std::set<LeafRows::Item> drawn;
    rows.visit(0, rows.rows(), [&](LeafRows::Item item, int top) {
        QVERIFY(drawn.insert(item).second);
        QCOMPARE(top, rows.top(item));
    });
    int shown = 0;
    for (LeafRows::Item item = 0; item < rows.size(); ++item) {
        QCOMPARE(drawn.contains(item), rows.isShown(item));
        shown += rows.isShown(item) ? 1 : 0;
    }
    QCOMPARE(layout.shownNodes(), shown);
}

} // namespace

class TestTreeLayout : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatTheGraphSays_data();
    void saysWhatTheGraphSays();
    void aBetterNodeNeverLooksWorse();
};

void TestTreeLayout::saysWhatTheGraphSays_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 6; ++seed) {
        QTest::addRow("seed %d", int(seed)) << seed;
    }
}

/// Nodes arrive one or many at a time, between them somebody prunes, pins, folds, filters and looks at nodes.
void TestTreeLayout::saysWhatTheGraphSays()
{
    QFETCH(quint64, seed);
    Rng rng(seed);
    SearchGraph graph;
    TreeLayout layout(graph);
    constexpr SteerVerb kVerbs[]{SteerVerb::Prune, SteerVerb::Restore, SteerVerb::Pin, SteerVerb::Unpin};
    for (int turn = 0; turn < 120; ++turn) {
        const std::uint64_t fresh = turn % 40 == 0 ? 60 : rng.below(5) + (turn == 0 ? 1 : 0);
        for (std::uint64_t i = 0; i < fresh; ++i) {
            graph.add(grown(static_cast<NodeNumber>(graph.size()), rng));
        }
        const auto any = [&] { return static_cast<NodeNumber>(rng.below(graph.size())); };
        const NodeNumber touched = any();
        graph.apply({kVerbs[rng.below(4)], touched, 0, ""});
        const InFlight candidate{turn, {any()}, "timing", 0};
        layout.sync({&touched, 1}, {&candidate, rng.below(2)});
        switch (rng.below(6)) {
        case 0:
            layout.toggleFold(any());
            break;
        case 1:
            layout.setSelected(any());
            break;
        case 2:
            layout.setFilter({{Verdict::Wrong}, rng.below(2) == 0});
            break;
        case 3:
            layout.openAll();
            break;
        default:
            break;
        }
        if (turn % 8 == 0) {
            const std::vector<Subtree> slow = subtrees(graph);
            for (NodeNumber number = 0; number < graph.size(); ++number) {
                compareNode(layout, graph, number, slow[number]);
            }
            compareDrawn(layout);
        }
    }
}

void TestTreeLayout::aBetterNodeNeverLooksWorse()
{
    QCOMPARE(shadeOf(0), kFailedShade);
    QCOMPARE(shadeOf(std::nan("")), kFailedShade);
    QVERIFY(shadeOf(1e-9) > kFailedShade);
    Shade last = kNoShade;
    for (double fitness = 1e-3; fitness < 1e3; fitness *= 1.01) {
        QVERIFY(shadeOf(fitness) >= last);
        last = shadeOf(fitness);
    }
    QCOMPARE(std::size_t{last}, kShades - 1);
}

QTEST_MAIN(TestTreeLayout)
#include "tst_treelayout.moc"
