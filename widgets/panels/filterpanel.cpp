#include "widgets/panels/filterpanel.h"

#include "widgets/common/format.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace espalier {
namespace {

constexpr Verdict kAlways[]{Verdict::Accepted, Verdict::Ambiguous, Verdict::Slower, Verdict::Wrong,
                            Verdict::BuildFailed};
constexpr Verdict kWhenSeen[]{Verdict::Cheat,   Verdict::Crash, Verdict::Timeout,
                              Verdict::Blocked, Verdict::Built, Verdict::Untimed};

} // namespace

FilterPanel::FilterPanel(const LiveGraph& live, QWidget* parent)
    : QWidget(parent), m_live(live), m_pruned(new QCheckBox(tr("pruned"), this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // what is left over is for the list of sessions
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 0, 12, 8);
    column->setSpacing(2);
    const auto add = [&](Verdict verdict) {
        auto* box = new QCheckBox(format::verdict(verdict), this);
        box->setChecked(true);
        m_boxes.emplace(verdict, box);
        column->addWidget(box);
        connect(box, &QCheckBox::toggled, this, [this] { Q_EMIT changed(filter()); });
    };
    for (const Verdict verdict : kAlways) {
        add(verdict);
    }
    for (const Verdict verdict : kWhenSeen) {
        add(verdict);
        m_boxes.at(verdict)->hide();
    }
    column->addWidget(m_pruned);
    connect(m_pruned, &QCheckBox::toggled, this, [this] { Q_EMIT changed(filter()); });
    connect(&live, &LiveGraph::added, this, &FilterPanel::recount);
    connect(&live, &LiveGraph::marked, this, &FilterPanel::recount);
    connect(&live, &LiveGraph::wasReset, this, &FilterPanel::recount);
    recount();
}

TreeFilter FilterPanel::filter() const
{
    TreeFilter filter;
    for (const auto& [verdict, box] : m_boxes) {
        if (!box->isChecked()) {
            filter.hidden.insert(verdict);
        }
    }
    filter.pruned = m_pruned->isChecked();
    return filter;
}

void FilterPanel::recount()
{
    std::map<Verdict, int> counts;
    int pruned = 0;
    const SearchGraph& graph = m_live.graph();
    std::vector<char> below(graph.size(), 0);
    for (NodeNumber n = 0; n < graph.size(); ++n) {
        ++counts[graph.node(n).verdict];
        const std::optional<NodeNumber> parent = graph.parent(n);
        below[n] = graph.state(n).pruned || (parent && below[*parent] != 0) ? 1 : 0;
        pruned += below[n];
    }
    for (const auto& [verdict, box] : m_boxes) {
        const int count = counts[verdict];
        box->setText(count > 0 ? QStringLiteral("%1  %2").arg(format::verdict(verdict)).arg(count)
                               : format::verdict(verdict));
        if (count > 0) {
            box->show();
        }
    }
    m_pruned->setText(pruned > 0 ? tr("pruned  %1").arg(pruned) : tr("pruned"));
}

} // namespace espalier
