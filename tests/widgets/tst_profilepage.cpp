#include "tests/widgets/demosession.h"
#include "widgets/charts/barchart.h"
#include "widgets/charts/profilebars.h"
#include "widgets/common/flatbutton.h"
#include "widgets/mainwindow.h"
#include "widgets/models/findings.h"
#include "widgets/models/profilemodel.h"
#include "widgets/panels/findingslist.h"
#include "widgets/panels/inspector.h"
#include "widgets/panels/profilepage.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace espalier;
using namespace espalier::test;

namespace {

ProfileReport memoryBound()
{
    KernelProfile kernel;
    kernel.name = "<b>scale</b>(float *)";
    kernel.durationUs = 231;
    kernel.registers = 168;
    kernel.blocks = 512;
    kernel.blockThreads = 128;
    kernel.waves = 4;
    kernel.occupancyLimit = "registers";
    kernel.theoreticalOccupancy = 37.5;
    kernel.achievedOccupancy = 36;
    kernel.computePercent = 26;
    kernel.memoryPercent = 67.5;
    kernel.dramPercent = 67.5;
    kernel.issuedPerCycle = 0.3;
    kernel.cyclesPerIssue = 10;
    kernel.stalls = {{"long_scoreboard", 6}, {"barrier", 1}, {"selected", 1}};
    ProfileReport report;
    report.tool = "ncu";
    report.device = "a GPU";
    report.caseName = "large";
    report.kernels = {kernel};
    report.metrics = {{"dram_percent", "dram__throughput.avg.pct_of_peak_sustained_elapsed"},
                      {"theoretical_occupancy_percent", "sm__maximum_warps_per_active_cycle_pct"}};
    return report;
}

NodeDetails judged(NodeNumber node = 7)
{
    return *DemoSession(20).details(node);
}

QStringList labelsOf(const std::vector<Bar>& bars)
{
    QStringList labels;
    for (const Bar& bar : bars) {
        labels << bar.label.trimmed();
    }
    return labels;
}

} // namespace

class TestProfilePage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void speedOfLightComparesArithmeticWithMemory();
    void judgedShareNeedsNoCounters();
    void stallsAreSortedAndExplained();
    void instructionsAreThoseOfTheMachineCode();
    void tableHasAModelThatHolds();
    void findingsAreOrderedByGain();
    void findingsLeadToEvidenceAndToHints();
    void findingsLeadToLinesOfTheSource();
    void figuresAndBarsAreSetAgainstTheBaseline();
    void pageSaysWhyThereAreNoCounters();
    void namesAreShownAsPlainText();
};

void TestProfilePage::speedOfLightComparesArithmeticWithMemory()
{
    const std::vector<Bar> bars = speedOfLight(memoryBound());
    QCOMPARE(labelsOf(bars),
             (QStringList{QStringLiteral("Arithmetic"), QStringLiteral("Memory"), QStringLiteral("DRAM")}));
    QVERIFY(!bars[0].isLimit && bars[1].isLimit && !bars[2].isLimit);
    QVERIFY(bars[1].text.contains(QStringLiteral("busiest")));
    QCOMPARE(bars[2].tip, QStringLiteral("dram__throughput.avg.pct_of_peak_sustained_elapsed"));
    QVERIFY(speedOfLight(ProfileReport{}).empty());
}

void TestProfilePage::judgedShareNeedsNoCounters()
{
    Diagnosis diagnosis;
    diagnosis.gflops = 10;
    diagnosis.peak = 100;
    diagnosis.levels = {{"DRAM", 1e6, 0.5, 10, 15, "compulsory"}};
    MachineRoofs own;
    own.levels = {{QStringLiteral("DRAM"), 20}};
    const std::vector<Bar> bars = speedOfLight(diagnosis, own);
    QCOMPARE(bars.size(), std::size_t(2));
    QCOMPARE(bars[0].value, 10.0);
    QCOMPARE(bars[1].value, 75.0);
    QVERIFY(bars[1].isLimit);
    QVERIFY(speedOfLight(Diagnosis{}, own).empty());
}

void TestProfilePage::stallsAreSortedAndExplained()
{
    const std::vector<Bar> bars = stallMix(memoryBound());
    QCOMPARE(bars.front().label, QStringLiteral("long scoreboard"));
    QCOMPARE(bars.front().text, QStringLiteral("6 cycles, 60 %"));
    QVERIFY(bars.front().tip.contains(QStringLiteral("for global or local memory")));
}

void TestProfilePage::instructionsAreThoseOfTheMachineCode()
{
    Diagnosis diagnosis;
    QVERIFY(instructionMix(diagnosis).empty());
    diagnosis.build.known = true;
    diagnosis.build.arithmetic = 10;
    diagnosis.build.packed = 7;
    diagnosis.build.loads = 4;
    QCOMPARE(labelsOf(instructionMix(diagnosis)),
             (QStringList{QStringLiteral("vector arithmetic"), QStringLiteral("scalar arithmetic"),
                          QStringLiteral("loads")}));
    LaunchFacts launch;
    launch.instructions = {true, 100, 40, 8, 0, 12, 4, 6, 0, 0, 2};
    diagnosis.launches = {launch};
    QCOMPARE(instructionMix(diagnosis)[1].label, QStringLiteral("matrix tiles"));
}

void TestProfilePage::tableHasAModelThatHolds()
{
    ProfileModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const ProfileReport report = memoryBound();
    model.setFigures(&report, judged().evaluation);
    QVERIFY(model.rowCount() > 10);
    const int row = model.rowOf(QStringLiteral("dram__throughput.avg.pct_of_peak_sustained_elapsed = 67.5 %")).value();
    QCOMPARE(model.index(row, ProfileModel::Value).data().toString(), QStringLiteral("67.5"));
    QCOMPARE(model.index(row, ProfileModel::Value).data(ProfileModel::SortRole).toDouble(), 67.5);
    const int stall = model.rowOf(QStringLiteral("stall barrier = 1 of 10 cycles per issue")).value();
    QVERIFY(model.index(stall, 0).data().toString().endsWith(QStringLiteral("barrier")));
    QVERIFY(!model.rowOf(QStringLiteral("nothing that is there")));
    model.setFigures(nullptr, {});
    QCOMPARE(model.rowCount(), 0);
}

void TestProfilePage::findingsAreOrderedByGain()
{
    NodeDetails details = judged();
    details.evaluation.diagnosis.roofShare = 0.5;
    details.profiles = {memoryBound(), memoryBound()}; // the older one of the same tool says nothing new
    const std::vector<Finding> findings = findingsOf(details);
    QVERIFY(findings.size() > 4);
    for (std::size_t i = 1; i < findings.size(); ++i) {
        QVERIFY(findings[i - 1].gain.value_or(0) >= findings[i].gain.value_or(0));
    }
    const auto ofTheRoof = std::ranges::find(findings, Finding::Place::Cases, &Finding::place);
    QCOMPARE(ofTheRoof->gain.value(), 2.0);
    QCOMPARE(ofTheRoof->hint(), ofTheRoof->text + QStringLiteral(" Try the skill simd-reduction."));
    QCOMPARE(std::ranges::count(findings, findings.front().text, &Finding::text), std::ptrdiff_t(1));
}

void TestProfilePage::findingsLeadToLinesOfTheSource()
{
    NodeDetails details = judged();
    details.candidate.source = "#include <cmath>\n\nstatic void product(int n)\n{\n}\n";
    Diagnosis& diagnosis = details.evaluation.diagnosis;
    diagnosis.facts = {"scalar", "spills", "walks", "spills elsewhere", "of a line that is not there"};
    diagnosis.evidence = {
        {"packed", "", 4, 3}, {"spills", "product+0x40"}, {"cases"}, {"spills", "other+0x40"}, {"packed", "", 400}};
    const std::vector<Finding> findings = findingsOf(details);
    const auto saying = [&findings](const char* text) {
        return *std::ranges::find(findings, QString::fromLatin1(text), &Finding::text);
    };
    QCOMPARE(findings.front().text, QStringLiteral("scalar")); // the only one with a gain
    QVERIFY(saying("scalar").place == Finding::Place::Source && saying("scalar").line == 4);
    QVERIFY(saying("spills").place == Finding::Place::Source && saying("spills").line == 3);
    QCOMPARE(saying("spills").evidence, QStringLiteral("product+0x40"));
    QVERIFY(saying("walks").place == Finding::Place::Cases);
    QVERIFY(saying("spills elsewhere").place == Finding::Place::Figures);
    QVERIFY(saying("of a line that is not there").place == Finding::Place::Figures);
    ProfileModel model;
    details.evaluation.diagnosis.build.known = true;
    model.setFigures(nullptr, details.evaluation);
    const int row = model.rowOf(saying("spills elsewhere").evidence).value();
    QCOMPARE(model.index(row, 0).data().toString(), QStringLiteral("spilled vector registers"));
}

void TestProfilePage::figuresAndBarsAreSetAgainstTheBaseline()
{
    const ProfileReport now = memoryBound();
    ProfileReport then = now;
    then.kernels[0].dramPercent = *now.kernels[0].dramPercent * 2;
    ProfileModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFigures(&now, {});
    QCOMPARE(model.columnCount(), int(ProfileModel::Against));
    model.setBaseline(&then, {}, QStringLiteral("#3"));
    const int row = model.rowOf(QStringLiteral("dram__throughput.avg.pct_of_peak_sustained_elapsed")).value();
    QCOMPARE(model.index(row, ProfileModel::Against).data().toString(), QStringLiteral("▼ −50 %"));
    QCOMPARE(model.headerData(ProfileModel::Against, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("against #3"));
    std::vector<Bar> bars = speedOfLight(now);
    const QString alone = bars[2].text;
    setAgainst(bars, {{bars[2].label, bars[2].value / 2, QStringLiteral("half")}}, QStringLiteral("#3"));
    QCOMPARE(bars[2].text, alone + QStringLiteral("  ▲ +100 %"));
    QVERIFY(bars[2].tip.endsWith(QStringLiteral("#3: half")));
    QVERIFY(!bars[0].tip.contains(QStringLiteral("#3")));
}

void TestProfilePage::findingsLeadToEvidenceAndToHints()
{
    MainWindow window;
    const DemoSession demo(20);
    QObject::connect(
        &window.details(), &DetailsCache::wanted, &window,
        [&](quint64 generation, NodeNumber node) {
            NodeDetails details = *demo.details(node);
            details.profiles = {memoryBound()};
            details.evaluation.diagnosis.roofShare = 0.99; // what the profile found could gain more
            window.details().put(generation, node, std::make_shared<const NodeDetails>(details));
        },
        Qt::QueuedConnection);
    QSignalSpy issued(&window, &MainWindow::commandIssued);
    window.resize(1400, 900);
    window.show();
    window.take(demo.opening());
    auto* list = window.inspector().findChild<FindingsList*>();
    const auto buttons = [&] { return list->findChildren<FlatButton*>(); };
    QTRY_VERIFY(buttons().size() >= 6);
    QVERIFY(!window.inspector().profile().isVisible());
    buttons()[0]->click(); // the evidence of the first finding
    QVERIFY(window.inspector().profile().isVisible());
    auto* table = window.inspector().profile().findChild<QTableView*>();
    QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
    buttons()[1]->click();
    QCOMPARE(issued.size(), 1);
    const auto command = issued[0][0].value<SteerCommand>();
    QCOMPARE(command.verb, SteerVerb::Hint);
    QVERIFY(QString::fromStdString(command.text).contains(QStringLiteral("Try the skill")));
}

void TestProfilePage::pageSaysWhyThereAreNoCounters()
{
    LiveGraph live;
    FeedBatch opening = DemoSession(20).opening();
    opening.session.target = QStringLiteral("cuda");
    live.take(opening);
    ProfilePage page(live);
    page.setDetails(7, std::make_shared<const NodeDetails>(judged()));
    const auto texts = [&page] {
        QString all;
        for (const QLabel* label : page.findChildren<QLabel*>()) {
            all += label->text() + QLatin1Char('\n');
        }
        return all;
    };
    QVERIFY(texts().contains(QStringLiteral("espalier profile 12.7")));
    NodeDetails profiled = judged();
    profiled.profiles = {memoryBound()};
    page.setDetails(7, std::make_shared<const NodeDetails>(profiled));
    QVERIFY(!texts().contains(QStringLiteral("espalier profile")));
    QVERIFY(texts().contains(QStringLiteral("they need too many registers")));
    QVERIFY(texts().contains(QStringLiteral("no time in it counts")));
    page.setNothing();
    QVERIFY(texts().contains(QStringLiteral("Select a node")));
}

void TestProfilePage::namesAreShownAsPlainText()
{
    LiveGraph live;
    live.take(DemoSession(20).opening());
    ProfilePage page(live);
    NodeDetails profiled = judged();
    profiled.profiles = {memoryBound()};
    page.setDetails(7, std::make_shared<const NodeDetails>(profiled));
    for (const QLabel* label : page.findChildren<QLabel*>()) {
        if (label->text().contains(QStringLiteral("<b>"))) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
    }
    FindingsList list(3);
    list.setFindings({{QStringLiteral("<img src=x> waits")}}, true);
    for (const QLabel* label : list.findChildren<QLabel*>()) {
        QVERIFY(!label->text().contains(QStringLiteral("<img")) || label->textFormat() == Qt::PlainText);
    }
}

QTEST_MAIN(TestProfilePage)
#include "tst_profilepage.moc"
