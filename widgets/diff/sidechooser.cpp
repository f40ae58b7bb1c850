#include "widgets/diff/sidechooser.h"

#include <QLineEdit>
#include <QSignalBlocker>

#include <algorithm>
#include <ranges>

namespace espalier {
namespace {

constexpr std::ptrdiff_t kMostPinned = 20; ///< entries; further ones can be typed

} // namespace

SideChooser::SideChooser(const LiveGraph& live, const Selection& selection, QWidget* parent)
    : QComboBox(parent), m_live(live), m_selection(selection)
{
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setCompleter(nullptr);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(13);
    setAccessibleName(tr("Compare against"));
    setToolTip(tr("What the node is compared with: choose, or type a node's number"));
    lineEdit()->setFrame(false); // the box has one
    lineEdit()->setAccessibleName(accessibleName());
    lineEdit()->setToolTip(toolTip());
    connect(this, &QComboBox::activated, this, [this](int index) {
        const Choice choice = m_choices[static_cast<std::size_t>(index)];
        choose(choice.against, choice.number);
    });
    connect(lineEdit(), &QLineEdit::returnPressed, this, &SideChooser::takeTyped);
    connect(lineEdit(), &QLineEdit::editingFinished, this, &SideChooser::refill); // half a number is no choice
    connect(&live, &LiveGraph::marked, this, &SideChooser::refill);
    connect(&live, &LiveGraph::wasReset, this, &SideChooser::refill);
    connect(&live, &LiveGraph::batchTaken, this, [this] {
        if (m_live.best() != m_shownBest) {
            refill();
            if (m_against == Against::Best) {
                Q_EMIT chosen();
            }
        }
    });
    connect(&selection, &Selection::baselineChanged, this, &SideChooser::refill);
    refill();
}

void SideChooser::setNode(std::optional<NodeNumber> node)
{
    m_node = node;
    refill();
}

void SideChooser::choose(Against against, NodeNumber number)
{
    m_against = against;
    m_number = number;
    refill();
    Q_EMIT chosen();
}

std::optional<NodeNumber> SideChooser::nodeOf(const Choice& choice) const
{
    const SearchGraph& graph = m_live.graph();
    if (!m_node || *m_node >= graph.size()) {
        return std::nullopt;
    }
    std::optional<NodeNumber> node;
    switch (choice.against) {
    case Against::Parent:
        node = graph.parent(*m_node);
        break;
    case Against::Seed:
        node = 0;
        break;
    case Against::Best:
        node = m_live.best();
        break;
    case Against::Baseline:
        node = m_selection.baseline();
        break;
    case Against::Number:
        node = choice.number;
        break;
    }
    return node && *node < graph.size() ? node : std::nullopt;
}

std::optional<NodeNumber> SideChooser::other() const
{
    const std::optional<NodeNumber> node = nodeOf({m_against, m_number});
    return node == m_node ? std::nullopt : node;
}

QString SideChooser::why() const
{
    switch (m_against) {
    case Against::Best:
        return m_live.best() ? tr("This is the best node.") : tr("No node is correct yet, so there is no best one.");
    case Against::Baseline:
        return m_selection.baseline() ? tr("This is the baseline.")
                                      : tr("No baseline is marked. Select a node and press Ctrl+B.");
    case Against::Number:
        return tr("This is that node itself.");
    case Against::Parent:
    case Against::Seed:
        break;
    }
    return tr("This is the plain seed: it has no parent.");
}

QString SideChooser::nameOf(const Choice& choice) const
{
    const QString role = choice.against == Against::Parent     ? tr("parent")
                         : choice.against == Against::Seed     ? tr("plain seed")
                         : choice.against == Against::Best     ? tr("best")
                         : choice.against == Against::Baseline ? tr("baseline")
                         : choice.number < m_live.graph().size() && m_live.graph().state(choice.number).pinned
                             ? tr("pinned")
                             : QString();
    const std::optional<NodeNumber> node = nodeOf(choice);
    return node ? QStringLiteral("%1 #%2").arg(role).arg(*node).trimmed() : role;
}

void SideChooser::refill()
{
    if (lineEdit()->hasFocus() && lineEdit()->isModified()) {
        return; // somebody is typing
    }
    m_choices = {{Against::Parent, 0}, {Against::Baseline, 0}, {Against::Best, 0}, {Against::Seed, 0}};
    if (!m_selection.baseline()) {
        std::erase_if(m_choices, [](const Choice& choice) { return choice.against == Against::Baseline; });
    }
    m_shownBest = m_live.best();
    for (const NodeNumber node : m_live.pinned() | std::views::take(kMostPinned)) {
        m_choices.push_back({Against::Number, node});
    }
    const auto isCurrent = [this](const Choice& choice) {
        return choice.against == m_against && (m_against != Against::Number || choice.number == m_number);
    };
    if (std::ranges::none_of(m_choices, isCurrent)) {
        m_choices.push_back({m_against, m_number});
    }
    const QSignalBlocker quiet(this);
    clear();
    for (const Choice& choice : m_choices) {
        addItem(nameOf(choice));
    }
    const auto current = std::ranges::find_if(m_choices, isCurrent) - m_choices.begin();
    setCurrentIndex(static_cast<int>(current));
    lineEdit()->setCursorPosition(0);
}

void SideChooser::takeTyped()
{
    if (findText(lineEdit()->text(), Qt::MatchFixedString) >= 0) {
        return; // an entry, which speaks for itself
    }
    const QString typed = lineEdit()->text().section(QLatin1Char('#'), -1).trimmed();
    bool ok = false;
    const uint number = typed.toUInt(&ok);
    lineEdit()->setModified(false);
    if (ok && number < m_live.graph().size()) {
        choose(Against::Number, number);
    } else {
        refill();
        Q_EMIT refused(tr("There is no node #%1 in this session.").arg(typed.left(20)));
    }
}

} // namespace espalier
