#pragma once

#include "core/store/store.h"
#include "core/task/task.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace espalier::handover {

/// One measured shape and what is called there.
struct DispatchRow
{
    std::string name;                ///< of the case
    std::vector<std::int64_t> sizes; ///< in the order of the task's dims
    std::optional<NodeNumber> node;  ///< none: the baseline
    Interval speedup{};              ///< of the node, over the fastest baseline
    double ms = 0;                   ///< the node's; of the baseline where no node won
    double baselineMs = 0;
    bool isFinalist = false; ///< the node was judged a second time, and sanitizers looked at it where there are any
};

/// Which kernel is called for which shape.
struct DispatchTable
{
    std::vector<std::string> dims;
    std::string baseline;                  ///< the session's fastest
    std::vector<DispatchRow> rows;         ///< no two of the same sizes
    bool nearest = false;                  ///< other shapes are given to the nearest row's kernel; else to the baseline
    std::vector<NodeNumber> nodes() const; ///< that are called for some shape, ascending, each once
};

/// What may be handed over, and what happens at shapes that were not measured.
struct DispatchOptions
{
    std::optional<NodeNumber> only; ///< this node or the baseline, and no other
    bool nearest = false;
};

/// Decides by case. A node is taken where it is correct, not pruned, and the low end of its interval in that case lies
/// above 1 over the fastest baseline; of several the one with the highest low end, ties to the older: what is vouched
/// for, not the luckiest median. `mayShip` says whether a node's kernel can be called at all from what is written.
/// ErrorKind::Answer where no node wins anywhere; ErrorKind::Usage where `nearest` is asked for and the task has no
/// hidden cases, by which alone a kernel is known to be right at other shapes than the measured ones.
Result<DispatchTable> makeDispatchTable(Store& store, const SessionInfo& session, const Task& task,
                                        const DispatchOptions& options,
                                        const std::function<bool(const Node&)>& mayShip);

/// "rows 1024, cols 1024"
std::string sizesText(const DispatchTable& table, const DispatchRow& row);
/// "node 12", or "baseline".
std::string choiceText(const std::optional<NodeNumber>& node);

} // namespace espalier::handover
