#include "app/gui/chartsbench.h"

#include "core/base/rng.h"
#include "widgets/charts/chartexport.h"
#include "widgets/charts/paretochart.h"
#include "widgets/charts/rooflinechart.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <vector>

namespace espalier {
namespace {

constexpr int kFrames = 40;

/// Sorted times of `kFrames` runs, milliseconds.
std::vector<double> times(const std::function<void(int)>& work)
{
    std::vector<double> all;
    for (int i = 0; i < kFrames; ++i) {
        QElapsedTimer timer;
        timer.start();
        work(i);
        all.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(all);
    return all;
}

RooflinePoint pointAt(NodeNumber number, double intensity, double gflops)
{
    RooflinePoint point;
    point.label = QStringLiteral("#%1").arg(number);
    point.intensity = intensity;
    point.gflops = gflops;
    point.speedup = gflops / 100;
    point.node = number;
    point.bound = Bound::Memory;
    return point;
}

RooflineData syntheticData(int points)
{
    Rng rng(1);
    RooflineData data;
    data.roofs.levels = {{QStringLiteral("L2"), 8000}, {QStringLiteral("DRAM"), 3000}};
    data.roofs.gflops = 60'000;
    data.roofs.machine = QStringLiteral("a device");
    for (NodeNumber i = 0; i < 8; ++i) {
        data.lineage.push_back(pointAt(i, 0.5, 20 * std::exp2(i)));
    }
    data.lineage.back().selected = true;
    data.lineage.back().levels = {{"L2", 4e6, 0.3, 2560, 8000, "counters"}, {"DRAM", 1e6, 0.5, 2560, 3000, "counters"}};
    for (int i = 0; i < points; ++i) {
        data.others.push_back(
            pointAt(static_cast<NodeNumber>(8 + i), std::exp(rng.normal()), 200 * std::exp2(2 * rng.normal())));
    }
    return data;
}

void show(Plot& chart)
{
    chart.resize(1000, 400);
    chart.show();
    QCoreApplication::processEvents();
}

double paretoMs(int points)
{
    Rng rng(2);
    FeedBatch opening;
    opening.reset = true;
    opening.session.id = 1;
    std::vector<NodeFigures> figures;
    for (int i = 0; i < points; ++i) {
        Node node;
        node.number = static_cast<NodeNumber>(i);
        node.parents = i == 0 ? std::vector<NodeNumber>{} : std::vector<NodeNumber>{0};
        node.step = i;
        node.verdict = Verdict::Accepted;
        node.fitness = std::exp2(rng.normal());
        opening.nodes.push_back(node);
        figures.push_back({0.5, 100, static_cast<int>(16 + rng.below(200)), 0, 1});
    }
    LiveGraph live;
    live.take(opening);
    Selection selection;
    FiguresCache cache(live);
    cache.put(cache.generation(), 0, figures);
    ParetoChart chart(live, cache, selection);
    show(chart);
    return times([&](int) { chart.plot().replot(QCustomPlot::rpImmediateRefresh); })[kFrames / 2];
}

} // namespace

std::string benchCharts(int points)
{
    const RooflineData data = syntheticData(points);
    RooflineChart chart;
    show(chart);
    const std::vector<double> fill = times([&](int) { chart.setData(data); });
    QCoreApplication::processEvents();
    const std::vector<double> frames = times([&](int) { chart.plot().replot(QCustomPlot::rpImmediateRefresh); });
    const std::vector<double> hovers = times([&](int i) {
        const QPointF at(120 + 20 * i, 120 + 5 * (i % 20));
        QMouseEvent move(QEvent::MouseMove, at, chart.plot().mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                         Qt::NoModifier);
        QCoreApplication::sendEvent(&chart.plot(), &move);
        QCoreApplication::processEvents();
    });
    QElapsedTimer timer;
    timer.start();
    const qsizetype bytes = exported(chart, ChartFormat::Png, {}).size();
    const double png = double(timer.nsecsElapsed()) / 1e6;
    return nlohmann::json{{"points", points},
                          {"roofline_ms", frames[kFrames / 2]},
                          {"roofline_p99_ms", frames.back()},
                          {"roofline_data_ms", fill[kFrames / 2]},
                          {"roofline_hover_ms", hovers[kFrames / 2]},
                          {"pareto_ms", paretoMs(points)},
                          {"export_png_ms", bytes > 0 ? png : 0}}
        .dump();
}

} // namespace espalier
