#pragma once

#include "core/store/store.h"
#include "core/task/task.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace espalier::handover {

/// A node that was judged once and looked faster at a shape than the one that is called there, which was judged twice.
struct PassedOver
{
    NodeNumber node = 0;
    Interval speedup{}; ///< over the fastest baseline
};

/// One measured shape and what is called there.
struct DispatchRow
{
    std::string name;                ///< of the case
    std::vector<std::int64_t> sizes; ///< in the order of the task's dims
    std::optional<NodeNumber> node;  ///< none: the baseline
    Interval speedup{};              ///< of the node, over the fastest baseline
    double ms = 0;                   ///< the node's; of the baseline where no node won
    double baselineMs = 0;
    int judgings = 0; ///< of the node: 2 of a finalist, at which sanitizers looked too where there are any; else 1
    std::optional<PassedOver> passedOver{};
};

/// What stands where no kernel is proven faster.
enum class Fallback {
    Baseline,  ///< the fastest baseline, which is handed over beside the kernels
    Framework, ///< that is PyTorch's own operator, which a function of C++ cannot call: its caller is told to
};

/// Which kernel is called for which shape.
struct DispatchTable
{
    std::vector<std::string> dims;
    std::string baseline;          ///< the session's fastest
    std::vector<DispatchRow> rows; ///< no two of the same sizes
    bool nearest = false;          ///< other shapes are given to the nearest row's kernel; else to the fallback
    Fallback fallback = Fallback::Baseline;
    std::vector<NodeNumber> nodes() const; ///< that are called for some shape, ascending, each once
};

/// What may be handed over, and what happens at shapes that were not measured.
struct DispatchOptions
{
    std::optional<NodeNumber> only; ///< this node or the baseline, and no other
    bool nearest = false;
};

/// Decides by case. A node is taken where it is correct, not pruned, and the low end of its interval in that case lies
/// above 1 over the fastest baseline. Of several, one that was judged twice goes before all that were judged once: of
/// many noisy judgings the highest low end is as likely the luckiest as the fastest (3.74x [1.43, 4.98], judged once,
/// beside 1.47x [1.32, 1.52], judged twice). Among those judged as often the one with the highest low end, ties to the
/// older: what is vouched for, not the luckiest median. `mayShip` says whether a node's kernel can be called at all
/// from what is written; its error ends the whole. ErrorKind::Answer where no node wins anywhere; ErrorKind::Usage
/// where `nearest` is asked for and the task has no hidden cases, by which alone a kernel is known to be right at other
/// shapes than the measured ones.
Result<DispatchTable> makeDispatchTable(Store& store, const SessionInfo& session, const Task& task,
                                        const DispatchOptions& options,
                                        const std::function<Result<bool>(const Node&)>& mayShip);

/// "rows 1024, cols 1024"
std::string sizesText(const DispatchTable& table, const DispatchRow& row);
/// "node 12"; without a node "baseline", or "framework" where that is the fallback.
std::string choiceText(const DispatchTable& table, const std::optional<NodeNumber>& node);
/// "1.38x [1.36, 1.41], judged twice", of a row with a node.
std::string vouchedText(const DispatchRow& row);

} // namespace espalier::handover
