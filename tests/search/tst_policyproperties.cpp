#include "core/search/evolution.h"
#include "core/search/greedy.h"
#include "core/search/thompson.h"
#include "core/search/uct.h"
#include "simulation.h"

#include <QtTest>

#include <set>

using namespace espalier;

/// What every selection policy promises, whatever the search brings.
class PolicyPropertiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parentsAreCorrectAndNotPruned_data();
    void parentsAreCorrectAndNotPruned();
    void replayedSearchChoosesAlike_data();
    void replayedSearchChoosesAlike();
    void eightInFlightSpread_data();
    void eightInFlightSpread();
    void aBoostedBranchIsWhereItGoes_data();
    void aBoostedBranchIsWhereItGoes();
    void everyChoiceIsOneSentenceWithItsTerms_data();
    void everyChoiceIsOneSentenceWithItsTerms();
};

namespace {

constexpr int kSteps = 250;

void eachPolicy()
{
    QTest::addColumn<QByteArray>("policy");
    for (const char* name : {"greedy", "uct", "evolution", "thompson"}) {
        QTest::newRow(name) << QByteArray(name);
    }
}

/// Without a draft phase.
std::unique_ptr<SelectionPolicy> bare(const QByteArray& name)
{
    if (name == "greedy") {
        return std::make_unique<GreedyPolicy>();
    }
    if (name == "uct") {
        return std::make_unique<UctPolicy>();
    }
    if (name == "evolution") {
        return std::make_unique<EvolutionPolicy>();
    }
    return std::make_unique<ThompsonPolicy>();
}

std::string textOf(const Choice& choice)
{
    std::string text(toText(choice.edge));
    for (const NodeNumber parent : choice.parents) {
        text += " <" + std::to_string(parent);
    }
    return text + " " + choice.memoryOperator + " " + choice.why;
}

} // namespace

void PolicyPropertiesTest::parentsAreCorrectAndNotPruned_data()
{
    eachPolicy();
}

void PolicyPropertiesTest::parentsAreCorrectAndNotPruned()
{
    QFETCH(QByteArray, policy);
    int merges = 0;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        SimulatedSearch search(policy.toStdString(), seed, 4);
        for (int step = 0; step < kSteps; ++step) {
            QVERIFY(search.step());
            const Choice& choice = search.steps().back().choice;
            merges += choice.edge == EdgeKind::Merge ? 1 : 0;
            QCOMPARE(choice.parents.size(), choice.edge == EdgeKind::Merge ? std::size_t{2} : std::size_t{1});
            for (const NodeNumber parent : choice.parents) {
                QVERIFY2(isValid(search.graph().node(parent).verdict), choice.why.c_str());
                QVERIFY2(!search.graph().isPruned(parent), choice.why.c_str());
            }
        }
    }
    QVERIFY(merges > 10);
}

void PolicyPropertiesTest::replayedSearchChoosesAlike_data()
{
    eachPolicy();
}

void PolicyPropertiesTest::replayedSearchChoosesAlike()
{
    QFETCH(QByteArray, policy);
    SimulatedSearch search(policy.toStdString(), 7, 4);
    for (int step = 0; step < kSteps; ++step) {
        QVERIFY(search.step());
    }
    SimulatedSearch again(policy.toStdString(), 7, 4);
    for (const SimulatedStep& recorded : search.steps()) {
        again.prepare(recorded.commands);
        const auto choice = again.propose();
        QVERIFY(choice);
        QCOMPARE(textOf(*choice), textOf(recorded.choice));
        SimulatedStep replayed = recorded;
        replayed.choice.memoryOperator.clear(); // a store does not keep it
        again.begin(std::move(replayed));
    }
}

void PolicyPropertiesTest::eightInFlightSpread_data()
{
    eachPolicy();
}

void PolicyPropertiesTest::eightInFlightSpread()
{
    QFETCH(QByteArray, policy);
    const auto p = bare(policy);
    const SearchGraph graph = grownFromText(*p, "0 1.0; 1<0 1.5; 2<0 1.5; 3<0 1.5; 4<0 1.5; 5<0 1.5; 6<0 1.5; "
                                                "7<0 1.5; 8<0 1.5; 9<0 1.5; 10<0 1.5");
    const auto choices = nextChoices(*p, graph, 8);
    QCOMPARE(choices.size(), std::size_t{8});
    std::set<NodeNumber> parents;
    for (const Choice& choice : choices) {
        parents.insert(choice.parents.front());
    }
    QVERIFY2(parents.size() >= 5, qPrintable(QStringLiteral("on %1 nodes").arg(parents.size())));
}

void PolicyPropertiesTest::aBoostedBranchIsWhereItGoes_data()
{
    eachPolicy();
}

void PolicyPropertiesTest::aBoostedBranchIsWhereItGoes()
{
    QFETCH(QByteArray, policy);
    const std::string text = "0 1.0; 1<0 2.0; 2<0 1.2; 3<2 1.3; 4<1 2.1; 5<0 1.9; 6<0 1.8";
    const auto shareOfBranch = [&](double boost) {
        const auto p = bare(policy);
        SearchGraph graph = grownFromText(*p, text);
        graph.apply({SteerVerb::Boost, 2, boost, ""});
        p->steered(graph);
        const auto choices = nextChoices(*p, graph, 12);
        return countOf(choices, 2) + countOf(choices, 3);
    };
    QVERIFY2(shareOfBranch(50) >= 6, qPrintable(QString::number(shareOfBranch(50))));
    QVERIFY2(shareOfBranch(0.02) <= 1, qPrintable(QString::number(shareOfBranch(0.02))));
}

void PolicyPropertiesTest::everyChoiceIsOneSentenceWithItsTerms_data()
{
    eachPolicy();
}

void PolicyPropertiesTest::everyChoiceIsOneSentenceWithItsTerms()
{
    QFETCH(QByteArray, policy);
    SimulatedSearch search(policy.toStdString(), 3, 2);
    static const QRegularExpression kMemory(
        QStringLiteral("; memory: (inherit|siblings, .+|combine(, .+)?|clean-slate(, .+)?)$"));
    static const QRegularExpression kTerms(
        QStringLiteral("^(greedy|UCT|Thompson|evolution)\\b.*(= .*[-+−] |√visits = |the only node)"));
    for (int step = 0; step < 100; ++step) {
        QVERIFY(search.step());
        const Choice& choice = search.steps().back().choice;
        const QString why = QString::fromStdString(choice.why);
        QVERIFY2(!why.contains(QLatin1Char('\n')) && why.size() < 400, choice.why.c_str());
        QVERIFY2(kMemory.match(why).hasMatch(), choice.why.c_str());
        if (choice.edge == EdgeKind::Refine) {
            QVERIFY2(kTerms.match(why).hasMatch(), choice.why.c_str());
        }
    }
}

QTEST_GUILESS_MAIN(PolicyPropertiesTest)
#include "tst_policyproperties.moc"
