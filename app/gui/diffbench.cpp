#include "app/gui/diffbench.h"

#include "core/base/rng.h"
#include "core/diff/linediff.h"
#include "widgets/diff/diffpane.h"
#include "widgets/diff/diffview.h"
#include "widgets/mainwindow.h"
#include "widgets/panels/inspector.h"
#include "widgets/tree/treecanvas.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <vector>

namespace espalier {
namespace {

constexpr int kRounds = 20;

std::string kernelLine(std::uint64_t kind, int line)
{
    const std::string n = std::to_string(line);
    const std::array<std::string, 5> forms{"        float acc" + n + " = a[i + " + n + "] * scale + b[j];",
                                           "        for (int64_t k" + n + " = 0; k" + n + " < cols; k" + n + " += 8) {",
                                           "            sum += acc" + n + " * w[k + " + n + "];", "        }",
                                           "        y[r * cols + " + n + "] = sum > 0 ? sum : 0.0f; // store"};
    return forms[kind % forms.size()] + "\n";
}

/// A kernel; with `edited`, one line in twenty is changed, gone or new.
std::string kernelOf(int lines, bool edited)
{
    Rng rng(7);
    std::string text;
    for (int i = 0; i < lines; ++i) {
        const std::uint64_t kind = rng.below(5);
        const std::uint64_t fate = rng.below(60);
        if (!edited || fate > 2) {
            text += kernelLine(kind, i);
        } else if (fate == 0) {
            text += kernelLine(kind, i + 1);
        } else if (fate == 1) {
            text += kernelLine(kind, i) + "        prefetch(x + " + std::to_string(i) + ");\n";
        }
    }
    return text;
}

double milliseconds(const QElapsedTimer& timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

double median(std::vector<double> times)
{
    std::ranges::sort(times);
    return times[times.size() / 2];
}

Node nodeOf(NodeNumber number)
{
    Node node;
    node.number = number;
    node.step = static_cast<int>(number);
    node.verdict = Verdict::Accepted;
    node.fitness = 1.0 + number;
    node.speedup = {node.fitness, node.fitness * 0.99, node.fitness * 1.01};
    if (number > 0) {
        node.parents = {number - 1};
    }
    return node;
}

/// The window with a chain of three nodes; every second one holds the edited kernel.
class Bench
{
public:
    explicit Bench(int lines)
    {
        for (const bool edited : {false, true}) {
            auto details = std::make_shared<NodeDetails>();
            details->candidate.source = kernelOf(lines, edited);
            m_details[edited ? 1 : 0] = details;
        }
        QObject::connect(
            &m_window.details(), &DetailsCache::wanted, &m_window,
            [this](quint64 generation, NodeNumber node) {
                m_window.details().put(generation, node, m_details[node % 2]);
            },
            Qt::QueuedConnection);
        m_window.resize(1600, 1000);
        m_window.show();
        FeedBatch opening;
        opening.reset = true;
        opening.session.id = 1;
        opening.nodes = {nodeOf(0), nodeOf(1), nodeOf(2)};
        m_window.take(opening);
        m_window.selection().select(1);
        settle();
    }

    /// From the key to the picture.
    double show(bool down)
    {
        QElapsedTimer timer;
        timer.start();
        QKeyEvent press(QEvent::KeyPress, down ? Qt::Key_Right : Qt::Key_Left, Qt::NoModifier);
        QApplication::sendEvent(&m_window.canvas(), &press);
        settle();
        return milliseconds(timer);
    }

private:
    void settle()
    {
        const QString wanted = QStringLiteral("→ #%1").arg(m_window.selection().node().value_or(0));
        DiffPane& pane = m_window.inspector().diffPane();
        QElapsedTimer timer;
        timer.start();
        while (pane.view().lines().empty() || !pane.headingText().contains(wanted)) {
            QApplication::processEvents(QEventLoop::AllEvents, 1);
            if (timer.elapsed() > 5000) {
                return;
            }
        }
        pane.view().viewport()->repaint();
    }

    std::array<NodeDetailsPtr, 2> m_details;
    MainWindow m_window;
};

} // namespace

std::string benchDiff(int lines)
{
    const std::string left = kernelOf(lines, false);
    const std::string right = kernelOf(lines, true);
    std::vector<double> diffs;
    std::vector<double> shows;
    Bench bench(lines);
    for (int i = 0; i < kRounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        const LineDiff diff = diffLines(left, right);
        diffs.push_back(milliseconds(timer));
        shows.push_back(bench.show(i % 2 == 0));
    }
    return nlohmann::json{{"lines", lines}, {"diff_ms", median(diffs)}, {"show_ms", median(shows)}}.dump();
}

} // namespace espalier
