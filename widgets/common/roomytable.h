#pragma once

class QTableView;

namespace espalier {

/// Gives the cells and headings of a table room at their sides, so that a figure and the word beside it do not touch.
/// Before anything else is asked of its header.
void makeRoomy(QTableView& table);

} // namespace espalier
