// What the program reads for charts, and where it writes them.
#include "app/gui/chartreader.h"
#include "app/gui/chartsaver.h"
#include "app/gui/storeworker.h"
#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "tests/widgets/demosession.h"
#include "widgets/charts/chartarea.h"

#include <QFileDialog>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace espalier;
using namespace espalier::test;

namespace {

/// A store with one session of ten nodes; something was said in steps 2 and 5, and node 3 has a profile.
struct Bench
{
    Bench() : store(*Store::open(folder.path()))
    {
        SessionSettings settings;
        settings.task = "rmsnorm";
        session = *store.createSession(settings);
        for (NodeNumber n = 0; n < 10; ++n) {
            NodeInsert insert;
            insert.node = demo.nodes[n];
            insert.evaluation = demo.details(n)->evaluation;
            for (const int registers : {40, 168}) {
                insert.evaluation.diagnosis.launches.emplace_back().registers = registers;
            }
            insert.candidateObject = toObject(demo.details(n)->candidate);
            insert.node.artefact = *store.putObject(insert.candidateObject);
            if (n == 2 || n == 5) {
                Exchange said{"a model", "", "", "", "", 1000, 400, 200, 0.25, 3};
                insert.exchanges = {said, said};
            }
            [[maybe_unused]] const auto done = store.insertNode(session, insert);
        }
        ProfileReport report;
        report.tool = "ncu";
        report.kernels.emplace_back().name = "kernel";
        [[maybe_unused]] const auto kept = store.addProfile(session, 3, "ncu", toJson(report).dump());
    }

    TemporaryFolder folder;
    Store store;
    SessionId session = 0;
    DemoSession demo{10};
};

} // namespace

class TestChartData : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void figuresAreOfTheLargestKernel();
    void costsAreSummedByStepAndReadOnce();
    void detailsCarryProfiles();
    void damagedProfileIsSaid();
    void chartIsWrittenWhereItIsAskedFor();
    void dialogProposesAPlainName();
};

void TestChartData::figuresAreOfTheLargestKernel()
{
    Bench bench;
    const std::vector<NodeFigures> figures = readFigures(bench.store, bench.session, 1, 10);
    QCOMPARE(figures.size(), std::size_t(9));
    QCOMPARE(figures[0].registers, 168);
    QCOMPARE(figures[0].buildSeconds, 0.84);
    QCOMPARE(readFigures(bench.store, bench.session, 8, 12).back(), NodeFigures{}); // there is no node 11
}

void TestChartData::costsAreSummedByStepAndReadOnce()
{
    Bench bench;
    std::map<int, StepCost> costs{{5, {5, 1, 1}}}; // known already, so it is not read again
    readCosts(bench.store, bench.session, costs);
    QCOMPARE(costs.size(), std::size_t(2));
    QVERIFY((costs[2] == StepCost{2, 2400, 0.5}));
    QVERIFY((costs[5] == StepCost{5, 1, 1}));
}

void TestChartData::detailsCarryProfiles()
{
    Bench bench;
    StoreWorker worker(bench.folder.path());
    worker.open({});
    QSignalSpy details(&worker, &StoreWorker::details);
    QSignalSpy figures(&worker, &StoreWorker::figures);
    worker.load(1, 3);
    const auto read = details[0][2].value<NodeDetailsPtr>();
    QCOMPARE(read->profiles.size(), std::size_t(1));
    QCOMPARE(read->profiles[0].kernels[0].name, std::string("kernel"));
    QVERIFY(read->problem.isEmpty());
    worker.loadFigures(7, 2, 4);
    QCOMPARE(figures[0][0].toULongLong(), 7ULL);
    QCOMPARE(figures[0][2].value<std::vector<NodeFigures>>().size(), std::size_t(2));
}

void TestChartData::damagedProfileIsSaid()
{
    Bench bench;
    QVERIFY(bench.store.addProfile(bench.session, 4, "ncu", "{\"kernels\": 3}"));
    StoreWorker worker(bench.folder.path());
    worker.open({});
    QSignalSpy details(&worker, &StoreWorker::details);
    worker.load(1, 4);
    const auto read = details[0][2].value<NodeDetailsPtr>();
    QVERIFY(read->problem.contains(QStringLiteral("profile")));
    QVERIFY(!read->candidate.source.empty()); // all else is shown
}

void TestChartData::chartIsWrittenWhereItIsAskedFor()
{
    const TemporaryFolder folder;
    MainWindow window;
    window.take(DemoSession(30).opening());
    ChartSaver saver(window);
    Plot& chart = window.charts().chart(ChartArea::Progress);
    const auto status = [&window] { return window.findChild<QLabel*>(QStringLiteral("status"))->text(); };
    Q_EMIT chart.exportAsked(&chart, ChartFormat::Csv);
    auto* dialog = window.findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr);
    QCOMPARE(dialog->acceptMode(), QFileDialog::AcceptSave);
    const std::filesystem::path place = folder.path() / "chart.csv";
    Q_EMIT dialog->fileSelected(QString::fromStdString(place.string()));
    const Result<std::string> written = readFile(place);
    QVERIFY(written);
    QVERIFY(written->find("rmsnorm (session 12)") != std::string::npos);
    QVERIFY(written->find("baseline compiled") != std::string::npos);
    QVERIFY(status().startsWith(QStringLiteral("Saved")));
    saver.save(chart, ChartFormat::Png, QStringLiteral("/proc/no/such/folder/chart.png"));
    QVERIFY(status().endsWith(QLatin1Char('.')) && !status().startsWith(QStringLiteral("Saved")));
}

void TestChartData::dialogProposesAPlainName()
{
    QCOMPARE(
        ChartSaver::proposedName(QStringLiteral("../<b>My run</b>"), QStringLiteral("Time per case"), ChartFormat::Svg),
        QStringLiteral("b-my-run-b-time-per-case.svg"));
    QCOMPARE(ChartSaver::proposedName({}, QStringLiteral("Roofline"), ChartFormat::Png),
             QStringLiteral("roofline.png"));
}

QTEST_MAIN(TestChartData)
#include "tst_chartdata.moc"
