#include "widgets/panels/sessionlist.h"

#include "widgets/common/fonts.h"
#include "widgets/common/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace espalier {
namespace {

int rowHeight(const QFontMetrics& metrics)
{
    return std::max(46, 2 * metrics.height() + 14);
}

class SessionDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {160, rowHeight(option.fontMetrics)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme theme = Theme::fromPalette(option.palette);
        const bool selected = (option.state & QStyle::State_Selected) != 0;
        const bool over = (option.state & QStyle::State_MouseOver) != 0;
        const QRect row = option.rect.adjusted(8, 2, -8, -2);
        if (selected || over) {
            painter->setRenderHint(QPainter::Antialiasing, true);
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.color(Role::Raised));
            painter->drawRoundedRect(row, 6, 6);
            painter->setRenderHint(QPainter::Antialiasing, false);
        }
        if (selected) {
            painter->fillRect(QRect(row.left(), row.top(), 3, row.height()), theme.color(Role::Accent));
        }
        const QRect inner = row.adjusted(8, 3, -8, -3);
        const QString best = index.data(SessionsModel::BestText).toString();
        painter->setFont(fonts::bold(option.font));
        painter->setPen(theme.color(Role::Text));
        painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter, best);
        const QFontMetrics bold(painter->font());
        const int room = inner.width() - bold.horizontalAdvance(best) - 8;
        const QRect title(inner.left(), inner.top(), room, inner.height() / 2);
        painter->drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
                          bold.elidedText(index.data().toString(), Qt::ElideRight, room));
        painter->setFont(fonts::small(option.font));
        painter->setPen(theme.color(Role::Dim));
        painter->drawText(title.translated(0, inner.height() / 2), Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(painter->font())
                              .elidedText(index.data(SessionsModel::SummaryLine).toString(), Qt::ElideRight, room));
    }
};

} // namespace

SessionList::SessionList(SessionsModel& model, QWidget* parent) : QListView(parent), m_model(model)
{
    setObjectName(QStringLiteral("sessionList"));
    setAccessibleName(tr("Sessions"));
    setModel(&model);
    setItemDelegate(new SessionDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setMinimumHeight(2 * rowHeight(fontMetrics()));
    const auto choose = [this](const QModelIndex& index) {
        if (index.isValid() && m_model.session(index.row()).id != m_open) {
            Q_EMIT chosen(m_model.session(index.row()).id);
        }
    };
    connect(this, &QListView::clicked, this, choose);
    connect(this, &QListView::activated, this, choose);
    const auto keepMark = [this] { setOpen(m_open); };
    connect(&model, &QAbstractItemModel::modelReset, this, keepMark);
    connect(&model, &QAbstractItemModel::rowsInserted, this, keepMark);
}

void SessionList::setOpen(std::int64_t id)
{
    m_open = id;
    const int row = m_model.rowOf(id);
    if (row >= 0) {
        setCurrentIndex(m_model.index(row));
    }
}

void SessionList::paintEvent(QPaintEvent* event)
{
    QListView::paintEvent(event);
    if (m_model.rowCount() == 0) {
        QPainter painter(viewport());
        painter.setPen(Theme::fromPalette(palette()).color(Role::Dim));
        painter.drawText(viewport()->rect().adjusted(16, 4, -16, -4), Qt::AlignTop | Qt::TextWordWrap,
                         tr("No sessions yet. Start a search with Ctrl+N."));
    }
}

} // namespace espalier
