#pragma once

#include "widgets/models/livegraph.h"
#include "widgets/tree/folding.h"

#include <QWidget>

#include <map>

class QCheckBox;

namespace espalier {

/// One box for each verdict, with its count; what is unticked folds into its parent's stub.
class FilterPanel : public QWidget
{
    Q_OBJECT
public:
    explicit FilterPanel(const LiveGraph& live, QWidget* parent = nullptr);
    TreeFilter filter() const;

Q_SIGNALS:
    void changed(const TreeFilter& filter);

private:
    void recount();

    const LiveGraph& m_live;
    std::map<Verdict, QCheckBox*> m_boxes;
    QCheckBox* m_pruned;
};

} // namespace espalier
