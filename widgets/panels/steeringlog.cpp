#include "widgets/panels/steeringlog.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"
#include "widgets/common/plaintable.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace espalier {
namespace {

/// Whole rows are chosen: no cell stands out among them.
class RowDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->state &= ~QStyle::State_HasFocus;
    }
};

} // namespace

SteeringLog::SteeringLog(const LiveGraph& live, Steering& steering, QWidget* parent)
    : QWidget(parent), m_live(live), m_steering(steering), m_model(live), m_table(new QTableView(this)),
      m_caption(new QLabel(this)), m_back(new FlatButton(this))
{
    setWindowTitle(tr("Steering log"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setAccessibleName(tr("Steering commands, the newest first"));
    makePlain(*m_table, 26);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    m_table->horizontalHeader()->setSectionResizeMode(EventLogModel::Reason, QHeaderView::Stretch);
    const int widths[EventLogModel::ColumnCount]{120, 56, 110, 280, 200, 90};
    for (int column = 0; column < EventLogModel::ColumnCount; ++column) {
        m_table->setColumnWidth(column, widths[column]);
    }
    m_caption->setFont(fonts::small(font()));
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    m_back->setText(tr("Take back"));
    m_back->setToolTip(tr("Give the command that leads back to how it was before this one"));
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(2, 8, 2, 12);
    foot->addWidget(m_caption, 1);
    foot->addWidget(m_back);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 8, 14, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addLayout(foot);
    connect(m_back, &QToolButton::clicked, this, &SteeringLog::takeBackSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SteeringLog::refresh);
    connect(&live, &LiveGraph::batchTaken, this, &SteeringLog::refresh);
    resize(960, 380);
    refresh();
}

void SteeringLog::takeBackSelected()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (!rows.isEmpty()) {
        m_steering.takeBack(m_model.event(rows.front().row()).id);
    }
}

void SteeringLog::refresh()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    m_back->setEnabled(!rows.isEmpty() && takeBack(m_live.events(), m_model.event(rows.front().row()).id).has_value());
    const int pending = static_cast<int>(
        std::ranges::count_if(m_live.events(), [](const SteerEvent& event) { return !event.acknowledged(); }));
    m_caption->setText(m_model.rowCount() == 0 ? tr("Nobody has steered this session yet.")
                       : pending == 0          ? tr("The search has taken up every command.")
                       : m_live.session().holder.isEmpty()
                           ? tr("%n commands wait for the session to be resumed.", nullptr, pending)
                           : tr("%n commands wait for the search's next step.", nullptr, pending));
}

} // namespace espalier
