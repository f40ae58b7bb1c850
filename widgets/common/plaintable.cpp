#include "widgets/common/plaintable.h"

#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace espalier {

void makePlain(QTableView& table, int leastRow)
{
    constexpr int kRoom = 5; // above and below the letters
    table.setFrameShape(QFrame::NoFrame);
    table.setShowGrid(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.horizontalHeader()->setHighlightSections(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(std::max(leastRow, table.fontMetrics().height() + kRoom));
}

} // namespace espalier
