#include "tests/widgets/demosession.h"
#include "widgets/charts/rooflinechart.h"
#include "widgets/mainwindow.h"

#include <QTest>

using namespace espalier;
using namespace espalier::test;

/// Kernels of a GPU in the window.
class TestDeviceRoofs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figuresOfADeviceLieUnderItsRoofs();
};

void TestDeviceRoofs::figuresOfADeviceLieUnderItsRoofs()
{
    DeviceRoofs gpu;
    gpu.device = "a GPU";
    gpu.memoryGbytes = 2000;
    gpu.cacheGbytes = 5000;
    MainWindow window;
    const DemoSession demo(10);
    connect(
        &window.details(), &DetailsCache::wanted, &window,
        [&](quint64 generation, NodeNumber node) {
            NodeDetails details = *demo.details(node);
            details.evaluation.diagnosis.device = gpu;
            details.evaluation.diagnosis.peak = 40000;
            window.details().put(generation, node, std::make_shared<const NodeDetails>(details));
        },
        Qt::QueuedConnection);
    window.show();
    window.setRoofs({{{QStringLiteral("DRAM"), 19.2}}, 62, 7.8, QStringLiteral("Xeon, 2 cores"), "0123"});
    window.take(demo.opening());
    auto* chart = window.findChild<RooflineChart*>();
    QTRY_VERIFY(!chart->plan().points.empty());
    QVERIFY(chart->plan().device);
    QCOMPARE(chart->plan().roofs.size(), std::size_t{3});
    QCOMPARE(chart->plan().roofs[0].rate, 5000.0);
    QCOMPARE(chart->plan().roofs[1].rate, 2000.0);
    QCOMPARE(chart->plan().roofs[2].rate, 40000.0);
}

QTEST_MAIN(TestDeviceRoofs)
#include "tst_deviceroofs.moc"
