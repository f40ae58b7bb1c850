#include "widgets/common/roomytable.h"

#include "widgets/common/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableView>

namespace espalier {
namespace {

constexpr int kRoom = 8;

class RoomyCells : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        if ((option.state & QStyle::State_Selected) != 0) {
            painter->fillRect(option.rect, option.palette.highlight());
        }
        QStyleOptionViewItem inner = option;
        inner.rect.adjust(kRoom, 0, -kRoom, 0);
        QStyledItemDelegate::paint(painter, inner, index);
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * kRoom, 0);
    }
};

class RoomyHeader : public QHeaderView
{
public:
    explicit RoomyHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {}

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override
    {
        const Theme theme = Theme::fromPalette(palette());
        painter->fillRect(rect, theme.color(Role::Panel));
        painter->save();
        QHeaderView::paintSection(painter, rect.adjusted(kRoom, 0, -kRoom, 0), section);
        painter->restore();
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color(Role::Line));
    }

    QSize sectionSizeFromContents(int section) const override
    {
        return QHeaderView::sectionSizeFromContents(section) + QSize(2 * kRoom, 0);
    }
};

} // namespace

void makeRoomy(QTableView& table)
{
    table.setHorizontalHeader(new RoomyHeader(&table));
    table.setItemDelegate(new RoomyCells(&table));
}

} // namespace espalier
