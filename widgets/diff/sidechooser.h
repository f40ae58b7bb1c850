#pragma once

#include "widgets/models/livegraph.h"
#include "widgets/models/selection.h"

#include <QComboBox>

namespace espalier {

/// What a node is compared with.
enum class Against { Parent, Seed, Best, Baseline, Number };

/// Chooses the other side of a comparison: the parent, the marked baseline, the best node, the plain seed, a pinned
/// node, or any whose number is typed. The choice is kept while the selection moves on.
class SideChooser : public QComboBox
{
    Q_OBJECT
public:
    SideChooser(const LiveGraph& live, const Selection& selection, QWidget* parent = nullptr);

    void setNode(std::optional<NodeNumber> node);
    /// `number` of Against::Number.
    void choose(Against against, NodeNumber number = 0);
    Against against() const { return m_against; }
    /// The node that this choice means now; none where it means none or the node itself.
    std::optional<NodeNumber> other() const;
    /// Why there is none, a sentence.
    QString why() const;

Q_SIGNALS:
    void chosen();
    /// What was typed is no node.
    void refused(const QString& sentence);

private:
    struct Choice
    {
        Against against;
        NodeNumber number;
    };

    void refill();
    void takeTyped();
    QString nameOf(const Choice& choice) const;
    std::optional<NodeNumber> nodeOf(const Choice& choice) const;

    const LiveGraph& m_live;
    const Selection& m_selection;
    std::optional<NodeNumber> m_node;
    Against m_against = Against::Parent;
    NodeNumber m_number = 0;
    std::optional<NodeNumber> m_shownBest;
    std::vector<Choice> m_choices; ///< in the order of the entries
};

} // namespace espalier
