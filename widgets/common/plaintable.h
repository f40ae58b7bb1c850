#pragma once

class QTableView;

namespace espalier {

/// The look of every table of the window: rows instead of cells, without frame, grid and numbers, at least `leastRow`
/// logical pixels high and higher where letters are larger. After makeRoomy(), where that is called.
void makePlain(QTableView& table, int leastRow);

} // namespace espalier
