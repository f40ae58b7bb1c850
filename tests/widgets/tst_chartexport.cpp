#include "widgets/charts/barchart.h"
#include "widgets/charts/chartexport.h"
#include "widgets/charts/rooflinechart.h"

#include <QBuffer>
#include <QImageReader>
#include <QSignalSpy>
#include <QTest>
#include <QXmlStreamReader>

using namespace espalier;

namespace {

const QString kHostile = QStringLiteral("<b>=cmd|' /C calc'!A0</b>, \"quoted\"\nsecond");

ChartContext context()
{
    return {QStringLiteral("rmsnorm (session 12)"), QStringLiteral("a <i>GPU</i>"), QStringLiteral("torch & friends"),
            QDateTime({2026, 11, 22}, {12, 0})};
}

/// A chart with names as a candidate may write them.
BarChart* hostileBars()
{
    auto* chart = new BarChart(QStringLiteral("Stalls"), QStringLiteral("cycles"));
    chart->setBars({{kHostile, 3, QStringLiteral("3 cycles"), true, {}},
                    {QStringLiteral("=1+1"), 2, QStringLiteral("2"), false, {}}});
    chart->resize(700, 300);
    return chart;
}

} // namespace

class TestChartExport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pictureIsTwiceTheSizeAndSaysWhereItIsFrom();
    void drawingIsWellFormedWhateverNamesHold();
    void tableKeepsFiguresAndDisarmsFormulas();
    void contextLeavesOutWhatIsNotKnown();
    void menuAsksForAnExport();
    void exportLeavesTheChartAsItWas();
};

void TestChartExport::pictureIsTwiceTheSizeAndSaysWhereItIsFrom()
{
    const std::unique_ptr<BarChart> chart(hostileBars());
    QByteArray bytes = exported(*chart, ChartFormat::Png, context());
    QBuffer buffer(&bytes);
    QImageReader reader(&buffer, "png");
    const QString said = reader.text(QStringLiteral("Description"));
    const QImage image = reader.read();
    QCOMPARE(image.width(), 1400);
    QVERIFY(image.height() >= 2 * chart->height());
    QCOMPARE(said, QStringLiteral("rmsnorm (session 12) · a <i>GPU</i> · baseline torch & friends · 2026-11-22"));
    // Something is drawn in each part: title, bars, context.
    const QRgb paper = image.pixel(4, 4);
    const auto hasInk = [&](int top, int bottom) {
        for (int y = top; y < bottom; ++y) {
            for (int x = 0; x < image.width(); x += 2) {
                if (image.pixel(x, y) != paper) {
                    return true;
                }
            }
        }
        return false;
    };
    QVERIFY(hasInk(32, 80));
    QVERIFY(hasInk(image.height() / 3, image.height() / 2));
    QVERIFY(hasInk(image.height() - 70, image.height() - 20));
}

void TestChartExport::drawingIsWellFormedWhateverNamesHold()
{
    if (!isOffered(ChartFormat::Svg)) {
        QSKIP("built without Qt's module for SVG");
    }
    const std::unique_ptr<BarChart> chart(hostileBars());
    const QByteArray bytes = exported(*chart, ChartFormat::Svg, context());
    QXmlStreamReader xml(bytes);
    QString texts;
    bool hasMarkup = false;
    while (!xml.atEnd()) {
        xml.readNext();
        hasMarkup = hasMarkup || xml.name() == QLatin1String("b") || xml.name() == QLatin1String("i");
        texts += xml.text();
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY(!hasMarkup);
    QVERIFY(texts.contains(QStringLiteral("Stalls")));
    QVERIFY(texts.contains(QStringLiteral("a <i>GPU</i> · baseline torch & friends")));
}

void TestChartExport::tableKeepsFiguresAndDisarmsFormulas()
{
    const std::unique_ptr<BarChart> chart(hostileBars());
    const QString csv = QString::fromUtf8(exported(*chart, ChartFormat::Csv, context()));
    const QStringList lines = csv.split(QStringLiteral("\r\n"));
    QCOMPARE(lines[0], QStringLiteral("# Stalls"));
    QCOMPARE(lines[2], QStringLiteral("# rmsnorm (session 12) · a <i>GPU</i> · baseline torch & friends · 2026-11-22"));
    QCOMPARE(lines[3], QStringLiteral("name,value,shown as,from"));
    QVERIFY(lines[4].startsWith(QStringLiteral("\"<b>=cmd|' /C calc'!A0</b>, \"\"quoted\"\"\nsecond\",3,")));
    QCOMPARE(lines[5], QStringLiteral("'=1+1,2,2,"));
    QCOMPARE(ChartTable::figure(-1.5), QStringLiteral("-1.5"));
    QCOMPARE(ChartTable::figure(1.0 / 0.0), QString());
    const ChartTable negative{{QStringLiteral("x")}, {{QStringLiteral("-1.5")}, {QStringLiteral("-x")}}};
    QCOMPARE(negative.toCsv({}), QByteArray("x\r\n-1.5\r\n'-x\r\n"));
}

void TestChartExport::contextLeavesOutWhatIsNotKnown()
{
    QCOMPARE(ChartContext{}.line(), QString());
    ChartContext some;
    some.device = QStringLiteral("a GPU");
    QCOMPARE(some.line(), QStringLiteral("a GPU"));
}

void TestChartExport::menuAsksForAnExport()
{
    const std::unique_ptr<BarChart> chart(hostileBars());
    chart->show();
    QSignalSpy asked(chart.get(), &Plot::exportAsked);
    QTimer::singleShot(0, chart.get(), [] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu != nullptr);
        for (QAction* action : menu->actions()) {
            if (action->text().contains(QStringLiteral("CSV"))) {
                action->trigger();
            }
        }
        menu->close();
    });
    QContextMenuEvent event(QContextMenuEvent::Mouse, {5, 5}, chart->mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(chart.get(), &event);
    QTRY_COMPARE(asked.size(), 1);
    QCOMPARE(asked[0][1].value<ChartFormat>(), ChartFormat::Csv);
}

void TestChartExport::exportLeavesTheChartAsItWas()
{
    RooflineChart chart;
    RooflinePoint point;
    point.intensity = 0.5;
    point.gflops = 5;
    point.selected = true;
    chart.setData({{{{QStringLiteral("DRAM"), 20}}, 64, 0, QStringLiteral("a processor")}, {point}});
    chart.resize(600, 300);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    chart.plot().replot();
    const QRect before = chart.plot().axisRect()->rect();
    QVERIFY(!exported(chart, ChartFormat::Png, context()).isEmpty());
    chart.plot().replot();
    QCOMPARE(chart.plot().axisRect()->rect(), before);
    QVERIFY(exported(chart, ChartFormat::Csv, context()).contains("DRAM"));
}

QTEST_MAIN(TestChartExport)
#include "tst_chartexport.moc"
