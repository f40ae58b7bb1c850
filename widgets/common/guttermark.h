#pragma once

#include <QString>

#include <vector>

namespace espalier {

/// A sign beside a line's number: somebody has said something of the line.
struct GutterMark
{
    int line = 1;          ///< from 1
    bool left = false;     ///< in the older text of a difference
    bool outdated = false; ///< said of the line as it was; drawn hollow
    QString text{};        ///< what was said, plain
};

using GutterMarks = std::vector<GutterMark>;

} // namespace espalier
