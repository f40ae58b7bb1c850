#include "app/gui/canvasbench.h"

#include "core/base/rng.h"
#include "widgets/models/livegraph.h"
#include "widgets/models/selection.h"
#include "widgets/tree/treecanvas.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <vector>

namespace espalier {
namespace {

Node syntheticNode(NodeNumber number, Rng& rng)
{
    Node node;
    node.number = number;
    node.step = static_cast<int>(number);
    if (number > 0) {
        // Half the nodes continue a recent one, so that the tree is some fifty deep; the rest branch anywhere.
        const std::uint64_t window = rng.uniform() < 0.5 ? std::min<std::uint64_t>(number, 40) : number;
        node.parents = {static_cast<NodeNumber>(number - 1 - rng.below(window))};
    }
    node.verdict = rng.uniform() < 0.25 ? Verdict::Wrong : Verdict::Accepted;
    node.fitness = node.verdict == Verdict::Accepted ? std::exp2(rng.normal()) : 0;
    node.summary = "tile: columns by 128";
    return node;
}

double residentMb()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    return file.readLine().split(' ').value(1).toDouble() * 4096 / 1e6;
}

double milliseconds(const std::function<void()>& work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return double(timer.nsecsElapsed()) / 1e6;
}

double p99(std::vector<double> times)
{
    std::ranges::sort(times);
    return times.empty() ? 0 : times[std::min(times.size() - 1, times.size() * 99 / 100)];
}

/// One frame as a person waits for it: the change, then every paint it caused.
double frame(TreeCanvas& canvas, const std::function<void()>& change)
{
    return milliseconds([&] {
        change();
        canvas.viewport()->repaint();
        QCoreApplication::processEvents();
    });
}

double panP99(TreeCanvas& canvas)
{
    std::vector<double> times;
    for (int i = 0; i < 200; ++i) {
        times.push_back(milliseconds([&] {
            canvas.verticalScrollBar()->setValue(canvas.verticalScrollBar()->value() + (i < 100 ? 37 : -37));
            QCoreApplication::processEvents();
        }));
    }
    return p99(times);
}

double zoomP99(TreeCanvas& canvas)
{
    std::vector<double> times;
    for (int i = 0; i < 120; ++i) {
        times.push_back(frame(canvas, [&] { i < 60 ? canvas.zoomOut() : canvas.zoomIn(); }));
    }
    return p99(times);
}

double hoverP99(TreeCanvas& canvas)
{
    std::vector<double> times;
    for (int i = 0; i < 300; ++i) {
        const QPointF at(40 + (i * 61) % 1400, 20 + (i * 37) % 900);
        QMouseEvent move(QEvent::MouseMove, at, canvas.viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                         Qt::NoModifier);
        times.push_back(milliseconds([&] {
            QCoreApplication::sendEvent(canvas.viewport(), &move);
            QCoreApplication::processEvents();
        }));
    }
    return p99(times);
}

} // namespace

std::string benchCanvas(int nodes)
{
    Rng rng(1);
    FeedBatch opening;
    opening.reset = true;
    opening.session.id = 1;
    for (int i = 0; i < nodes; ++i) {
        opening.nodes.push_back(syntheticNode(static_cast<NodeNumber>(i), rng));
    }
    const double before = residentMb();
    LiveGraph live;
    Selection selection;
    TreeCanvas canvas(live, selection);
    canvas.resize(1600, 1000);
    canvas.show();
    QCoreApplication::processEvents();
    const double first = frame(canvas, [&] { live.take(opening); });
    canvas.openAll();
    const double fit = frame(canvas, [&] { canvas.fit(); });
    canvas.zoomReset();
    canvas.centreOnRow(canvas.layoutOfTree().rows().rows() / 2.0);
    QCoreApplication::processEvents();
    const double pan = panP99(canvas);
    const double hover = hoverP99(canvas);
    constexpr int kInserts = 200;
    const double inserts = milliseconds([&] {
        for (int i = 0; i < kInserts; ++i) {
            FeedBatch batch;
            batch.session = opening.session;
            batch.nodes.push_back(syntheticNode(static_cast<NodeNumber>(nodes + i), rng));
            frame(canvas, [&] { live.take(batch); });
        }
    });
    const double zoom = zoomP99(canvas);
    return nlohmann::json{{"nodes", nodes},
                          {"fit_ms", fit},
                          {"pan_p99_ms", pan},
                          {"zoom_p99_ms", zoom},
                          {"hover_p99_ms", hover},
                          {"insert_fps", kInserts * 1000.0 / inserts},
                          {"rss_mb", residentMb() - before},
                          {"first_paint_ms", first}}
        .dump();
}

} // namespace espalier
