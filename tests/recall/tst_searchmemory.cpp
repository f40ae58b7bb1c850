#include "core/recall/recaller.h"
#include "core/recall/searchmemory.h"

#include <QtTest>

#include <cmath>

using namespace espalier;

/// What a search remembers of its faults, their fixes and its near copies.
class TestSearchMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCorrectChildIsAFix();
    void theSameAttemptDoneRightIsAFix();
    void otherAttemptsAreNone();
    void theBestFixesAreKept();
    void eachFaultIsToldOnce();
    void failuresCarryTheirFault();
    void nearCopiesElsewhereAreTold();
    void whatWasMeasuredIsRemembered();
    void aCleanSlateIsToldNothing();
    void likenessIsTheSharedPart();
    void likenessSeesThroughNames();
};

namespace {

const std::string kFault = "build: '_' was not declared in this scope";
const std::string kOther = "crash at smoke: it was ended by Aborted";

/// A graph that grows by one node at a time, with what became of each.
struct Grown
{
    SearchGraph graph;
    FixMemory fixes;

    NodeNumber grow(std::optional<NodeNumber> parent, const std::string& fault, std::vector<std::string> skills = {},
                    double speedup = 1.5)
    {
        Node node;
        node.number = static_cast<NodeNumber>(graph.size());
        node.parents = parent ? std::vector<NodeNumber>{*parent} : std::vector<NodeNumber>{};
        node.skills = std::move(skills);
        node.summary = "change " + std::to_string(node.number);
        node.verdict = fault.empty() ? Verdict::Accepted : Verdict::BuildFailed;
        node.fitness = fault.empty() ? speedup : 0;
        const NodeNumber number = node.number;
        graph.add(std::move(node));
        fixes.add(graph, number, fault);
        return number;
    }
};

std::vector<NodeNumber> repairs(const std::vector<Fix>& fixes)
{
    std::vector<NodeNumber> list;
    for (const Fix& fix : fixes) {
        list.push_back(fix.repair.number);
    }
    return list;
}

using Numbers = std::vector<NodeNumber>;

/// A loop nest with so many statements; two of them differ by their last ones.
Candidate kernelOf(int statements, int changed = 0)
{
    Candidate candidate;
    candidate.source = "void f(const float* x, float* y, int64_t n)\n{\n";
    for (int i = 0; i < statements; ++i) {
        const std::string index = std::to_string(i);
        candidate.source += i < statements - changed ? "    y[" + index + "] = x[" + index + "] * " + index + ".5f;\n"
                                                     : "    y[n - " + index + "] += sqrtf(x[" + index + " * n]);\n";
    }
    candidate.source += "}\n";
    return candidate;
}

Evaluation accepted()
{
    Evaluation evaluation;
    evaluation.verdict = Verdict::Accepted;
    return evaluation;
}

} // namespace

void TestSearchMemory::aCorrectChildIsAFix()
{
    Grown tree;
    const NodeNumber root = tree.grow({}, "");
    const NodeNumber failed = tree.grow(root, kFault);
    QVERIFY(tree.fixes.fixesOf({kFault}).empty());
    QCOMPARE(tree.fixes.faultOf(failed), kFault);
    const NodeNumber still = tree.grow(failed, kOther);
    const NodeNumber repaired = tree.grow(failed, "", {}, 1.7);
    const auto fixes = tree.fixes.fixesOf({kFault});
    QCOMPARE(repairs(fixes), Numbers{repaired});
    QCOMPARE(fixes[0].failed, failed);
    QCOMPARE(fixes[0].fault, kFault);
    QCOMPARE(fixes[0].repair.summary, std::string("change 3"));
    QCOMPARE(fixes[0].repair.speedup, 1.7);
    QVERIFY(tree.fixes.fixesOf({kOther}).empty());
    QCOMPARE(tree.fixes.faultOf(still), kOther);
    QVERIFY(tree.fixes.faultOf(repaired).empty() && tree.fixes.faultOf(99).empty());
}

void TestSearchMemory::theSameAttemptDoneRightIsAFix()
{
    Grown tree;
    const NodeNumber root = tree.grow({}, "");
    const NodeNumber failed = tree.grow(root, kFault, {"tile", "simd"});
    const NodeNumber right = tree.grow(root, "", {"simd", "unroll", "tile"});
    QCOMPARE(repairs(tree.fixes.fixesOf({kFault})), Numbers{right});
    QCOMPARE(tree.fixes.fixesOf({kFault})[0].failed, failed);
}

void TestSearchMemory::otherAttemptsAreNone()
{
    Grown tree;
    const NodeNumber root = tree.grow({}, "");
    tree.grow(root, "", {"tile"}); // before the fault: no answer to it
    tree.grow(root, kFault, {"tile"});
    tree.grow(root, kOther, {});
    tree.grow(root, "", {"unroll"});
    const NodeNumber cousin = tree.grow(root, "");
    tree.grow(cousin, "", {"tile"}); // of another parent
    QVERIFY(tree.fixes.fixesOf({kFault, kOther}).empty());
}

void TestSearchMemory::theBestFixesAreKept()
{
    Grown tree;
    const NodeNumber root = tree.grow({}, "");
    const NodeNumber failed = tree.grow(root, kFault, {"tile"});
    const NodeNumber slow = tree.grow(root, "", {"tile"}, 1.1);
    const NodeNumber fast = tree.grow(root, "", {"tile"}, 3.0);
    for (int i = 0; i < 40; ++i) {
        tree.grow(root, "", {"tile"}, 1.2);
    }
    QCOMPARE(repairs(tree.fixes.fixesOf({kFault})), (Numbers{fast, slow + 2}));
    const NodeNumber repair = tree.grow(failed, "", {}, 0.5);
    QCOMPARE(repairs(tree.fixes.fixesOf({kFault})), (Numbers{repair, fast}));
}

void TestSearchMemory::eachFaultIsToldOnce()
{
    Grown tree;
    const NodeNumber root = tree.grow({}, "");
    const NodeNumber one = tree.grow(root, kFault);
    const NodeNumber two = tree.grow(root, kOther);
    const NodeNumber three = tree.grow(root, kFault);
    const NodeNumber first = tree.grow(one, "", {}, 2.0);
    const NodeNumber second = tree.grow(two, "");
    const NodeNumber third = tree.grow(three, "", {}, 1.9);
    QCOMPARE(repairs(tree.fixes.fixesOf({kOther, kFault, "", kFault, kOther})), (Numbers{second, first, third}));
}

void TestSearchMemory::failuresCarryTheirFault()
{
    SearchGraph graph;
    SearchMemory memory;
    const auto grow = [&](std::vector<NodeNumber> parents, const std::string& reason) {
        Node node;
        node.number = static_cast<NodeNumber>(graph.size());
        node.parents = std::move(parents);
        node.verdict = reason.empty() ? Verdict::Accepted : Verdict::Timeout;
        Evaluation evaluation;
        evaluation.verdict = node.verdict;
        evaluation.stage = "time";
        evaluation.reason = reason;
        const NodeNumber number = node.number;
        graph.add(std::move(node));
        memory.add(graph, number, evaluation, kernelOf(10, static_cast<int>(number)));
        return number;
    };
    grow({}, "");
    const NodeNumber slow = grow({0}, "it did not return within 1500 ms (case wide)");
    const NodeNumber repaired = grow({slow}, "");
    const NodeNumber again = grow({0}, "it did not return within 300 ms (case tall)");
    const std::string fault = "timeout at time: it did not return within # ms";

    Recollection ofRoot = recall(graph, 0, "inherit");
    memory.complete(ofRoot, graph, 0);
    QCOMPARE(ofRoot.failures.size(), std::size_t{2});
    QCOMPARE(ofRoot.failures[0].number, again);
    QCOMPARE(ofRoot.failures[0].fault, fault);
    QCOMPARE(repairs(ofRoot.fixes), Numbers{repaired});

    Recollection ofFailed = recall(graph, again, "inherit");
    memory.complete(ofFailed, graph, again);
    QCOMPARE(ofFailed.trajectory.back().fault, fault);
    QCOMPARE(repairs(ofFailed.fixes), Numbers{repaired}); // found at another node with the same fault
}

void TestSearchMemory::nearCopiesElsewhereAreTold()
{
    SearchGraph graph;
    SearchMemory memory;
    const auto grow = [&](std::vector<NodeNumber> parents, const Candidate& candidate) {
        Node node;
        node.number = static_cast<NodeNumber>(graph.size());
        node.parents = std::move(parents);
        node.verdict = Verdict::Accepted;
        node.summary = "change " + std::to_string(node.number);
        const NodeNumber number = node.number;
        graph.add(std::move(node));
        memory.add(graph, number, accepted(), candidate);
        return number;
    };
    grow({}, kernelOf(5));
    const NodeNumber one = grow({0}, kernelOf(80));
    const NodeNumber two = grow({0}, kernelOf(60, 50));
    const NodeNumber copy = grow({two}, kernelOf(80, 1));
    const NodeNumber child = grow({one}, kernelOf(80, 2));
    grow({two}, kernelOf(80, 40));
    Recollection recollection = recall(graph, one, "inherit");
    memory.complete(recollection, graph, one);
    QCOMPARE(recollection.nearDuplicates.size(), std::size_t{1}); // the child is told of as a child
    QCOMPARE(recollection.siblings.front().number, child);
    QCOMPARE(recollection.nearDuplicates[0].memory.number, copy);
    QCOMPARE(recollection.nearDuplicates[0].memory.summary, std::string("change 3"));
    QVERIFY(recollection.nearDuplicates[0].likeness >= SearchMemory::kNear);
}

void TestSearchMemory::whatWasMeasuredIsRemembered()
{
    SearchGraph graph;
    SearchMemory memory;
    const auto grow = [&](std::vector<NodeNumber> parents, std::vector<double> fastest, double speedup) {
        Evaluation evaluation = accepted();
        evaluation.speedup = {speedup, 0.9 * speedup, 1.1 * speedup};
        evaluation.ms = 4;
        for (const double ms : fastest) {
            evaluation.cases.push_back({"a case", {}, 4, 4, evaluation.speedup, 8, 0, 0, ms});
        }
        Node node;
        node.number = static_cast<NodeNumber>(graph.size());
        node.parents = std::move(parents);
        node.verdict = evaluation.verdict;
        setFigures(node, evaluation);
        const NodeNumber number = node.number;
        graph.add(std::move(node));
        memory.add(graph, number, evaluation, kernelOf(10, static_cast<int>(number)));
    };
    grow({}, {4, 4}, 1.0);
    grow({0}, {1, 2.25}, 1.5); // one of its cases was disturbed more than the other
    grow({1}, {3, 0}, 1.2);    // from an older store
    Recollection recollection = recall(graph, 1, "inherit");
    memory.complete(recollection, graph, 1);
    const Timing& parent = recollection.trajectory.back().timing;
    QCOMPARE(parent.speedup, (Interval{1.5, 0.9 * 1.5, 1.1 * 1.5}));
    QCOMPARE(parent.ms, 4.0);
    QVERIFY(std::abs(parent.fastestMs - 1.5) < 1e-9 && parent.isDisturbed());
    QVERIFY(!recollection.trajectory.front().timing.isDisturbed());
    const Timing& child = recollection.siblings.front().timing;
    QVERIFY(child.fastestMs == 0 && !child.isDisturbed() && child.speedup.low > 0);
    Evaluation failed = accepted();
    failed.verdict = Verdict::Wrong;
    failed.speedup = {2, 1, 3};
    QCOMPARE(timingOf(failed), Timing{});
}

void TestSearchMemory::aCleanSlateIsToldNothing()
{
    SearchGraph graph;
    SearchMemory memory;
    for (NodeNumber n = 0; n < 3; ++n) {
        Node node;
        node.number = n;
        node.parents = n > 0 ? std::vector<NodeNumber>{0} : std::vector<NodeNumber>{};
        node.verdict = Verdict::Accepted;
        graph.add(std::move(node));
        memory.add(graph, n, accepted(), kernelOf(20));
    }
    Recollection recollection = recall(graph, 1, "clean-slate");
    memory.complete(recollection, graph, 1);
    QVERIFY(recollection.nearDuplicates.empty() && recollection.fixes.empty());
    Recollection inherited = recall(graph, 1, "inherit");
    memory.complete(inherited, graph, 1);
    QCOMPARE(inherited.nearDuplicates.size(), std::size_t{1});
}

/// The estimate against the index itself, for kernels that share a known part.
void TestSearchMemory::likenessIsTheSharedPart()
{
    const SourceSketch whole = sketchOf(kernelOf(100));
    QCOMPARE(likeness(whole, sketchOf(kernelOf(100))), 1.0);
    double before = 1.0;
    for (const int changed : {2, 10, 30, 60, 100}) {
        const double alike = likeness(whole, sketchOf(kernelOf(100, changed)));
        const double jaccard = (100.0 - changed) / (100.0 + changed); // both have about as many runs a statement
        QVERIFY2(std::abs(alike - jaccard) < 0.16,
                 qPrintable(QString::number(alike) + " for " + QString::number(jaccard)));
        QVERIFY(alike <= before);
        before = alike;
    }
    QCOMPARE(likeness(sketchOf({}), sketchOf({})), 1.0);
    QVERIFY(likeness(whole, sketchOf({})) < 0.1);
}

void TestSearchMemory::likenessSeesThroughNames()
{
    Candidate renamed = kernelOf(50);
    for (std::size_t at = renamed.source.find('x'); at != std::string::npos; at = renamed.source.find('x', at + 1)) {
        renamed.source[at] = 'q';
    }
    renamed.source = "// copied\n" + renamed.source;
    renamed.options = {"-O2"};
    QCOMPARE(likeness(sketchOf(renamed), sketchOf(kernelOf(50))), 1.0);
}

QTEST_GUILESS_MAIN(TestSearchMemory)
#include "tst_searchmemory.moc"
