// The figures, words and texts that a comparison is made of.
#include "tests/widgets/demosession.h"
#include "widgets/diff/comparedtext.h"
#include "widgets/models/baselinedelta.h"
#include "widgets/models/casesmodel.h"
#include "widgets/models/metricsmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

MetricDelta metric(double from, double to, MetricDelta::Direction direction)
{
    MetricDelta delta{"time", std::to_string(from), std::to_string(to), "2.00× faster", direction, from, to};
    return delta;
}

Evaluation onDevice(int registers)
{
    Evaluation evaluation;
    evaluation.verdict = Verdict::Accepted;
    evaluation.speedup = {2, 1.9, 2.1};
    LaunchFacts launch;
    launch.kernel = "scale";
    launch.registers = registers;
    launch.occupancy = 0.5;
    evaluation.diagnosis.launches = {launch};
    return evaluation;
}

QString changeOf(const MetricsModel& model, const QString& figure)
{
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.index(row, MetricsModel::Figure).data().toString() == figure) {
            return model.index(row, MetricsModel::Change).data().toString();
        }
    }
    return QStringLiteral("no such figure");
}

} // namespace

class TestMetricsModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isAModelAsQtAsksForIt();
    void changesHaveSignArrowAndWord();
    void registersAreNeitherGoodNorBad();
    void namesArePutTogether();
    void deltasSayTheSameWithinTheInterval();
    void casesStandAgainstTheBaselines();
    void longLinesEndOnACharacter();
};

void TestMetricsModel::isAModelAsQtAsksForIt()
{
    const DemoSession demo(30);
    MetricsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSides(demo.details(0)->evaluation, demo.details(7)->evaluation, QStringLiteral("#0"),
                   QStringLiteral("#7"));
    QVERIFY(model.rowCount() > 10);
    model.setSides(std::nullopt, demo.details(7)->evaluation, {}, QStringLiteral("#7"));
    QVERIFY(model.index(1, MetricsModel::From).data().toString().isEmpty());
    QVERIFY(changeOf(model, QStringLiteral("time")).isEmpty());
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestMetricsModel::changesHaveSignArrowAndWord()
{
    QCOMPARE(MetricsModel::changeText(metric(1, 1.52, MetricDelta::Better)), QStringLiteral("▲ +52 %  better"));
    QCOMPARE(MetricsModel::changeText(metric(4, 2, MetricDelta::Better)), QStringLiteral("▼ −50 %  better"));
    QCOMPARE(MetricsModel::changeText(metric(1, 1.031, MetricDelta::Worse)), QStringLiteral("▲ +3.1 %  worse"));
    QCOMPARE(MetricsModel::changeText(metric(3, 3, MetricDelta::Neutral)), QStringLiteral("= same"));
    QCOMPARE(MetricsModel::changeText(metric(0, 3, MetricDelta::Worse)), QStringLiteral("▲ new  worse"));
    QCOMPARE(MetricsModel::changeText(metric(3, 0, MetricDelta::Better)), QStringLiteral("▼ gone  better"));
    MetricDelta noise = metric(1, 1.1, MetricDelta::Neutral);
    noise.isWithinNoise = true;
    QCOMPARE(MetricsModel::changeText(noise), QStringLiteral("= same, within the interval"));
}

void TestMetricsModel::registersAreNeitherGoodNorBad()
{
    MetricsModel model;
    model.setSides(onDevice(32), onDevice(48), QStringLiteral("#1"), QStringLiteral("#2"));
    QCOMPARE(changeOf(model, QStringLiteral("scale: registers")), QStringLiteral("▲ +50 %"));
    QCOMPARE(changeOf(model, QStringLiteral("scale: occupancy")), QStringLiteral("= same"));
    QCOMPARE(changeOf(model, QStringLiteral("scale: spills")), QStringLiteral("no such figure")); // of neither
}

void TestMetricsModel::namesArePutTogether()
{
    QCOMPARE(MetricsModel::nameText("case large"), QStringLiteral("large: time"));
    QCOMPARE(MetricsModel::nameText("case large, speedup"), QStringLiteral("large: speedup"));
    QCOMPARE(MetricsModel::nameText("L2 traffic"), QStringLiteral("bytes through L2"));
    QCOMPARE(MetricsModel::nameText("memory traffic"), QStringLiteral("memory traffic"));
}

void TestMetricsModel::deltasSayTheSameWithinTheInterval()
{
    using namespace baseline;
    QCOMPARE(ofSpeedup({1.5, 1.4, 1.6}, {1.45, 1.3, 1.55}).text, QStringLiteral("= same"));
    QVERIFY(ofSpeedup({3, 2.9, 3.1}, {2, 1.9, 2.1}) == (Delta{Delta::Better, QStringLiteral("▲ +50 %")}));
    QVERIFY(ofSpeedup({1.84, 1.83, 1.85}, {2, 1.9, 2.1}) == (Delta{Delta::Worse, QStringLiteral("▼ −8.0 %")}));
    QVERIFY(ofSpeedup({}, {2, 1.9, 2.1}) == Delta{});
    QCOMPARE(ofFigure(0.5, 0.5).kind, Delta::Same);
    QCOMPARE(ofFigure(90, 1).text, QStringLiteral("▲ 90.0×")); // as a ratio from tenfold on
    QCOMPARE(ofFigure(0, 0.5).kind, Delta::None);
}

void TestMetricsModel::casesStandAgainstTheBaselines()
{
    const DemoSession demo(30);
    CasesModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const std::vector<CaseTiming> slow = demo.details(0)->evaluation.cases;
    std::vector<CaseTiming> fast = slow;
    for (CaseTiming& timing : fast) {
        timing.speedup = {timing.speedup.value * 2, timing.speedup.low * 2, timing.speedup.high * 2};
    }
    fast.back().name = "another";
    model.setCases(fast);
    const int columns = model.columnCount();
    model.setBaseline(slow, QStringLiteral("#0"));
    QCOMPARE(model.columnCount(), columns + 1);
    QCOMPARE(model.headerData(columns, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("against #0"));
    QCOMPARE(model.index(0, columns).data().toString(), QStringLiteral("▲ +100 %"));
    QCOMPARE(model.index(model.rowCount() - 1, columns).data().toString(), QStringLiteral("–"));
    model.setBaseline({}, {});
    QCOMPARE(model.columnCount(), columns);
}

void TestMetricsModel::longLinesEndOnACharacter()
{
    std::string line;
    for (int i = 0; i < 1500; ++i) {
        line += "é"; // two bytes
    }
    const ClippedText cut = clipped("x" + line + "\nend\n", false);
    QCOMPARE(cut.longLines, 1);
    const QString shown = QString::fromStdString(cut.text);
    QVERIFY(!shown.contains(QChar(QChar::ReplacementCharacter)));
    QVERIFY(shown.endsWith(QStringLiteral("é… 1002 more bytes\nend\n")));
    const ClippedText all = clipped("x" + line + "\nend\n", true);
    QCOMPARE(all.longLines, 0);
    QCOMPARE(QString::fromStdString(all.text).remove(QLatin1Char('\n')).size(), 1501 + 3);
    QCOMPARE(clipped("short\n\n", false).text, std::string("short\n\n"));
    QVERIFY(clipped("", true).text.empty());
}

QTEST_MAIN(TestMetricsModel)
#include "tst_metricsmodel.moc"
