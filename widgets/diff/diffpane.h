#pragma once

#include "widgets/models/detailscache.h"
#include "widgets/models/livegraph.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace espalier {

class DifferenceNote;
class DiffView;
class FlatButton;

/// What changed between a node and its parent, the plain seed or the best: a heading that names both sides and the
/// arrow between them, what the figures say of the change, and the view. Waits for both sources; an answer for a node
/// left meanwhile is dropped.
class DiffPane : public QWidget
{
    Q_OBJECT
public:
    enum class Against { Parent, Seed, Best };

    DiffPane(const LiveGraph& live, DetailsCache& details, QWidget* parent = nullptr);

    void setNode(std::optional<NodeNumber> node);
    void setAgainst(Against against);
    Against against() const;
    DiffView& view() { return *m_view; }
    const DifferenceNote& note() const { return *m_note; }
    /// The shown difference for `git apply`; empty when nothing is shown.
    QString patch() const;

private:
    void refresh();
    std::optional<NodeNumber> other() const;

    const LiveGraph& m_live;
    DetailsCache& m_details;
    std::optional<NodeNumber> m_node;
    std::optional<std::pair<NodeNumber, NodeNumber>> m_shown;
    QLabel* m_heading;
    QLabel* m_counts;
    DifferenceNote* m_note;
    QLabel* m_options; ///< what changed in compiler and flags; hidden when nothing did
    QComboBox* m_against;
    FlatButton* m_sideBySide;
    DiffView* m_view;
};

} // namespace espalier
