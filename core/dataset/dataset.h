#pragma once

#include "core/dataset/rows.h"

#include <functional>

namespace espalier {

/// Which rows to write, and what to say of their rights.
struct DatasetOptions
{
    bool supervised = true;
    bool preference = true;
    bool group = true;
    int groupSize = 4; ///< children in one row; at least 2
    std::string licence = "unknown";
};

/// Rows written, by kind.
struct DatasetCounts
{
    std::int64_t supervised = 0;
    std::int64_t preference = 0;
    std::int64_t group = 0;
};

/// Takes one row, a JSON object on one line without its end; an error ends the export.
using RowSink = std::function<Result<void>(const std::string& line)>;

/// Writes a session as training data, node by node in the order of its steps. What a node adds depends on it and on
/// older ones alone: a session cut off after any step gives the same rows up to there, byte for byte.
///
/// - Supervised: the way from the root to a node, where every node on it is correct and vouches for more than the one
///   before it (vouched() in core/graph/node.h). Each node is the last of its own row, as it was a leaf when it was
///   made.
/// - Preference: a node and an older child of the same parent whose intervals do not overlap; one that is not correct
///   counts as 0. Each node is paired with the eight newest such, so that a parent of many children does not square
///   them.
/// - Group: the children of one parent, `groupSize` at a time in order; those that do not fill a group are in none.
///
/// Holds one path or one group at a time, whatever the session's size; a path of more than 64 nodes makes no row.
Result<DatasetCounts> exportDataset(Store& store, const SessionInfo& session, const DatasetOptions& options,
                                    const RowSink& sink);

} // namespace espalier
