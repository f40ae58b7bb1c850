#include "app/gui/canvasbench.h"

#include "app/gui/benchtimes.h"
#include "app/gui/benchtree.h"
#include "app/gui/syntheticsession.h"
#include "core/base/rng.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

/// How often each thing is done, and how far one frame zooms: a scene needs seconds for one frame of a large tree.
struct Effort
{
    int whole = 30;
    int pan = 200;
    int hover = 300;
    int zoom = 120;
    int zoomSteps = 1;
    int insert = 100;
    int insertWhole = 100;
};

constexpr int kPerFrame = 34; // 1,000 nodes a second at 30 frames

/// One frame as a person waits for it: the change, then every paint it caused.
void frame(BenchTree& tree, const std::function<void()>& change)
{
    change();
    tree.view().viewport()->repaint();
    QCoreApplication::processEvents();
}

BenchTimes pan(BenchTree& tree, int frames)
{
    BenchTimes times;
    QScrollBar& bar = *tree.view().verticalScrollBar();
    for (int i = 0; i < frames; ++i) {
        times.add([&] {
            bar.setValue(bar.value() + (i < frames / 2 ? 37 : -37));
            QCoreApplication::processEvents();
        });
    }
    return times;
}

BenchTimes hover(BenchTree& tree, int frames)
{
    BenchTimes times;
    QWidget& viewport = *tree.view().viewport();
    for (int i = 0; i < frames; ++i) {
        const QPointF at(40 + (i * 61) % 1700, 20 + (i * 37) % 1000);
        QMouseEvent move(QEvent::MouseMove, at, viewport.mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        times.add([&] {
            QCoreApplication::sendEvent(&viewport, &move);
            QCoreApplication::processEvents();
        });
    }
    return times;
}

BenchTimes insert(BenchTree& tree, SyntheticSession& session, int frames)
{
    BenchTimes times;
    for (int i = 0; i < frames; ++i) {
        const FeedBatch batch = session.next(kPerFrame);
        times.add([&] { frame(tree, [&] { tree.take(batch); }); });
    }
    return times;
}

nlohmann::json measure(BenchTree& tree, SyntheticSession& session, const FeedBatch& opening, const Effort& effort)
{
    tree.view().resize(1920, 1080);
    tree.view().show();
    QCoreApplication::processEvents();
    const double before = residentBytes();
    BenchTimes first;
    first.add([&] { frame(tree, [&] { tree.take(opening); }); });
    tree.openAll();
    BenchTimes whole;
    for (int i = 0; i < effort.whole; ++i) {
        whole.add([&] { frame(tree, [&] { tree.fit(); }); });
    }
    tree.zoomReset();
    QCoreApplication::processEvents();
    const BenchTimes panned = pan(tree, effort.pan);
    const BenchTimes hovered = hover(tree, effort.hover);
    BenchTimes zoomed;
    for (int i = 0; i < effort.zoom; ++i) {
        zoomed.add(
            [&] { frame(tree, [&] { tree.zoom(i < effort.zoom / 2 ? -effort.zoomSteps : effort.zoomSteps); }); });
    }
    const double memory = residentBytes() - before;
    const BenchTimes inserted = insert(tree, session, effort.insert);
    tree.fit();
    const BenchTimes insertedWhole = insert(tree, session, effort.insertWhole);
    return {{"first_paint_ms", first.median()},
            {"fit_ms", whole.median()},
            {"fit_p99_ms", whole.p99()},
            {"pan_p99_ms", panned.p99()},
            {"zoom_p99_ms", zoomed.p99()},
            {"hover_p99_ms", hovered.p99()},
            {"insert_fps", inserted.rate()},
            {"insert_whole_fps", insertedWhole.rate()},
            {"rss_mb", memory / 1e6},
            {"cpu",
             {{"first_paint_ms", first.medianCpu()},
              {"fit_ms", whole.medianCpu()},
              {"fit_p99_ms", whole.p99Cpu()},
              {"pan_p99_ms", panned.p99Cpu()},
              {"zoom_p99_ms", zoomed.p99Cpu()},
              {"hover_p99_ms", hovered.p99Cpu()},
              {"insert_fps", inserted.rateCpu()},
              {"insert_whole_fps", insertedWhole.rateCpu()}}}};
}

/// Heap that a layout takes beyond the graph, for a node, in bytes.
struct LayoutBytes
{
    double folded = 0; ///< by itself, with what each fold says
    double open = 0;
};

LayoutBytes layoutBytes(const FeedBatch& opening)
{
    SearchGraph graph;
    for (const Node& node : opening.nodes) {
        graph.add(node);
    }
    const auto heap = [] {
        trimHeap(); // else what was freed in small pieces counts as used
        return heapBytes();
    };
    const auto nodes = double(std::max<std::size_t>(1, graph.size()));
    const double before = heap();
    TreeLayout layout(graph);
    layout.sync({}, {});
    const double folded = heap() - before;
    layout.openAll();
    return {folded / nodes, (heap() - before) / nodes};
}

std::string table(const nlohmann::json& result)
{
    std::string text = std::to_string(result["nodes"].get<int>()) + " nodes, " +
                       std::to_string(result["layout_bytes_per_node"].get<int>()) + " bytes a node for the layout, " +
                       std::to_string(result["layout_folded_bytes_per_node"].get<int>()) +
                       " where it is folded by itself\n";
    char line[160];
    std::snprintf(line, sizeof line, "%-18s %12s %12s %14s %14s\n", "", "canvas", "scene", "canvas, CPU", "scene, CPU");
    text += line;
    for (const auto& [name, value] : result["scene"].items()) {
        if (value.is_number()) {
            const auto cpu = [&name](const nlohmann::json& of) {
                return of["cpu"].contains(name) ? of["cpu"][name].get<double>() : 0;
            };
            std::snprintf(line, sizeof line, "%-18s %12.3f %12.3f %14.3f %14.3f\n", name.c_str(),
                          result[name].get<double>(), value.get<double>(), cpu(result), cpu(result["scene"]));
            text += line;
        }
    }
    return text;
}

} // namespace

std::string benchCanvas(int nodes, bool json)
{
    SyntheticSession session(1);
    const FeedBatch opening = session.next(nodes);
    nlohmann::json result;
    {
        SyntheticSession more = session;
        BenchCanvas canvas;
        result = measure(canvas, more, opening, Effort{});
    }
    result["nodes"] = nodes;
    const LayoutBytes layout = layoutBytes(opening);
    result["layout_bytes_per_node"] = std::lround(layout.open);
    result["layout_folded_bytes_per_node"] = std::lround(layout.folded);
    trimHeap();
    {
        BenchScene scene;
        result["scene"] = measure(scene, session, opening, Effort{3, 60, 100, 24, 4, 10, 3});
    }
    return json ? result.dump() : table(result);
}

} // namespace espalier
