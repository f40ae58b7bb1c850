#include "tests/endurance/invariants.h"

#include "app/gui/summaries.h"

#include <algorithm>
#include <fstream>
#include <unistd.h>

namespace espalier::test {
namespace {

bool isSame(const Node& a, const Node& b)
{
    return a.number == b.number && a.parents == b.parents && a.step == b.step && a.artefact == b.artefact &&
           a.verdict == b.verdict && a.fitness == b.fitness && a.edge == b.edge;
}

bool isSame(const NodeState& a, const NodeState& b)
{
    return a.pruned == b.pruned && a.pinned == b.pinned && a.boost == b.boost && a.hint == b.hint &&
           a.memory == b.memory;
}

QString selectionFault(const MainWindow& window, std::size_t nodes)
{
    const Selection& selection = const_cast<MainWindow&>(window).selection();
    const auto there = [nodes](NodeNumber node) { return node < nodes; };
    if (selection.node() && (!there(*selection.node()) || !selection.all().contains(*selection.node()))) {
        return QStringLiteral("#%1 is selected, which is not there or not chosen").arg(*selection.node());
    }
    if (!std::ranges::all_of(selection.all(), there)) {
        return QStringLiteral("nodes are chosen that are not there");
    }
    return {};
}

} // namespace

QString Invariants::now(MainWindow& window)
{
    const LiveGraph& live = window.live();
    if (!live.isOpen()) {
        return {};
    }
    const SearchGraph& graph = live.graph();
    std::vector<Node>& known = m_nodes[live.session().id];
    if (known.size() < graph.size()) {
        Result<std::vector<Node>> more = m_store.nodes(live.session().id, static_cast<NodeNumber>(known.size()));
        if (!more) {
            return QString::fromStdString(more.error().sentence());
        }
        known.insert(known.end(), more->begin(), more->end());
    }
    if (known.size() < graph.size()) {
        return QStringLiteral("the window has %1 nodes, the store %2").arg(graph.size()).arg(known.size());
    }
    for (NodeNumber n = 0; n < graph.size(); ++n) {
        if (!isSame(graph.node(n), known[n])) {
            return QStringLiteral("#%1 is another in the window than in the store").arg(n);
        }
    }
    return selectionFault(window, graph.size());
}

QString Invariants::settled(MainWindow& window)
{
    const LiveGraph& live = window.live();
    StoreCursor cursor;
    const Result<std::optional<StoreDelta>> delta = m_store.changes(live.session().id, cursor);
    if (!delta || !*delta) {
        return QStringLiteral("the store has nothing to read");
    }
    FeedBatch batch;
    batch.reset = true;
    batch.nodes = (*delta)->nodes;
    batch.events = (*delta)->events;
    batch.inFlight = (*delta)->inFlight;
    batch.session = toSummary((*delta)->info);
    LiveGraph fresh;
    fresh.take(batch);
    if (fresh.graph().size() != live.graph().size() || fresh.best() != live.best() || fresh.step() != live.step()) {
        return QStringLiteral("the window has %1 nodes and step %2, a fresh reading %3 and %4")
            .arg(live.graph().size())
            .arg(live.step())
            .arg(fresh.graph().size())
            .arg(fresh.step());
    }
    if (!(fresh.steered() == live.steered()) || fresh.events().size() != live.events().size()) {
        return QStringLiteral("what holds of the session is not what a fresh reading gives");
    }
    if (fresh.pending().size() != live.pending().size()) {
        return QStringLiteral("%1 commands are pending in the window, %2 in a fresh reading")
            .arg(live.pending().size())
            .arg(fresh.pending().size());
    }
    for (NodeNumber n = 0; n < live.graph().size(); ++n) {
        if (!isSame(fresh.graph().state(n), live.graph().state(n))) {
            return QStringLiteral("the marks of #%1 are not those of a fresh reading").arg(n);
        }
        if (fresh.childrenAsked(n) != live.childrenAsked(n)) {
            return QStringLiteral("%1 children are asked for of #%2 in the window, %3 in a fresh reading")
                .arg(live.childrenAsked(n))
                .arg(n)
                .arg(fresh.childrenAsked(n));
        }
        if (fresh.reviews().of(n).state != live.reviews().of(n).state) {
            return QStringLiteral("the review of #%1 is not that of a fresh reading").arg(n);
        }
    }
    return now(window);
}

std::size_t residentBytes()
{
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

} // namespace espalier::test
