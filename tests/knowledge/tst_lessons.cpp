#include "core/distil/edit.h"
#include "core/distil/gain.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace espalier;

namespace {

Node nodeOf(double low, double value, double high)
{
    Node node;
    node.verdict = value > 0 ? Verdict::Accepted : Verdict::Wrong;
    node.fitness = value;
    node.speedup = {value, low, high};
    return node;
}

Candidate candidateOf(const std::string& source, std::vector<std::string> options = {"-O2"})
{
    return {"cpp", "g++", std::move(options), source};
}

} // namespace

/// What is worth learning from, and what of it is kept.
class TestLessons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatIsBeyondNoiseIsALesson_data();
    void onlyWhatIsBeyondNoiseIsALesson();
    void aFinalistIsJudgedTwice();
    void anEditShowsWhatWasChanged();
    void aLongEditEnds();
    void alikeEditsShareTheirWords_data();
    void alikeEditsShareTheirWords();
};

void TestLessons::onlyWhatIsBeyondNoiseIsALesson_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("high");
    QTest::addColumn<bool>("paid");
    QTest::newRow("clear") << 2.3 << 2.5 << 2.7 << true;
    QTest::newRow("overlapping") << 1.9 << 2.5 << 2.7 << false;
    QTest::newRow("slower") << 1.3 << 1.4 << 1.5 << false;
    QTest::newRow("failed") << 0.0 << 0.0 << 0.0 << false;
}

void TestLessons::onlyWhatIsBeyondNoiseIsALesson()
{
    QFETCH(double, low);
    QFETCH(double, value);
    QFETCH(double, high);
    QFETCH(bool, paid);
    const Node parent = nodeOf(1.9, 2.0, 2.1);
    const Interval gain = gainOver(parent, nodeOf(low, value, high));
    QCOMPARE(isBeyondNoise(gain), paid);
    QVERIFY(value == 0 || std::abs(gain.value - value / 2) < 1e-12);
    QVERIFY(!isBeyondNoise(gainOver(nodeOf(0, 0, 0), nodeOf(1, 2, 3))));
    QVERIFY(!isBeyondNoise(gainOver(nodeOf(1.999, 2, 2.001), nodeOf(2.029, 2.03, 2.031)))); // sure, and not worth it
}

void TestLessons::aFinalistIsJudgedTwice()
{
    const Node parent = nodeOf(1.8, 2.0, 2.3);
    Evaluation child;
    child.verdict = Verdict::Accepted;
    child.speedup = {2.2, 2.1, 2.4};
    QVERIFY(!isConfirmed(parent, child)); // once is not enough: the intervals overlap
    child.finalist = Finalist{{2.3, 2.2, 2.4}, ""};
    QVERIFY(isConfirmed(parent, child));
    child.finalist->first.low = 2.0;
    QVERIFY(!isConfirmed(parent, child));
}

void TestLessons::anEditShowsWhatWasChanged()
{
    const std::string loop = "for (i = 0; i < n; ++i) {\n    y[i] = x[i];\n    z[i] = 0;\n}\n";
    const std::string edit =
        editBetween(candidateOf(loop), candidateOf("#pragma omp parallel for schedule(static)\n" + loop, {"-O3"}));
    QCOMPARE(edit, std::string(" // build: g++\n-// build: -O2\n+// build: -O3\n"
                               "+#pragma omp parallel for schedule(static)\n for (i = 0; i < n; ++i) {\n …\n"));
    QVERIFY(editBetween(candidateOf("a b;"), candidateOf("a  b;")).empty());
}

void TestLessons::aLongEditEnds()
{
    std::string lines;
    for (int i = 0; i < 500; ++i) {
        lines += "x" + std::to_string(i) + " = " + std::string(300, 'y') + ";\n";
    }
    const std::string edit = editBetween(candidateOf(""), candidateOf(lines));
    QVERIFY(std::count(edit.begin(), edit.end(), '\n') <= 61);
    QVERIFY(edit.ends_with(" …\n"));
    QVERIFY(edit.find(std::string(141, 'y')) == std::string::npos);
}

void TestLessons::alikeEditsShareTheirWords_data()
{
    QTest::addColumn<QString>("edit");
    QTest::addColumn<QString>("other");
    QTest::addColumn<double>("alike");
    QTest::newRow("same") << "+a b\n" << "+a b\n" << 1.0;
    QTest::newRow("context does not count") << "+a b\n c\n" << " d\n+a b\n" << 1.0;
    QTest::newRow("half") << "+a b\n" << "+a c\n" << 0.5;
    QTest::newRow("nothing") << "+a\n" << "+b\n" << 0.0;
    QTest::newRow("reversed") << "-S = 32\n+S = 64\n" << "-S = 64\n+S = 32\n" << 0.0;
    QTest::newRow("another value") << "-S = 32\n+S = 64\n" << "-S = 32\n+S = 48\n" << 0.5;
}

void TestLessons::alikeEditsShareTheirWords()
{
    QFETCH(QString, edit);
    QFETCH(QString, other);
    QFETCH(double, alike);
    QCOMPARE(likeness(edit.toStdString(), other.toStdString()), alike);
    QCOMPARE(likeness(other.toStdString(), edit.toStdString()), alike);
}

QTEST_GUILESS_MAIN(TestLessons)
#include "tst_lessons.moc"
