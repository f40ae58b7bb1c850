#pragma once

#include "core/base/result.h"
#include "core/graph/steer.h"

#include <map>
#include <set>
#include <span>

namespace espalier {

/// What steering has said of a node so far; folded from events in their order. What Expand asked for is in Wishes.
struct NodeState
{
    bool pruned = false; ///< this node itself; see SearchGraph::isPruned for its ancestors' share
    bool pinned = false;
    double boost = 1;
    std::string hint;
    std::string memory; ///< memory operator set by hand; empty: by policy
};

/// What steering has said of a whole session so far; what is empty is as the session was started.
struct SessionState
{
    std::string policy;                                 ///< as parsePolicy() reads it
    std::string memory;                                 ///< of all refinements
    std::string mix;                                    ///< as parseMix() reads it
    std::map<std::string, double, std::less<>> budgets; ///< by name; 0: no limit
    std::set<std::string, std::less<>> vetoes;
    std::set<std::string, std::less<>> pausedLanes;
    std::optional<NodeNumber> focus;

    bool operator==(const SessionState&) const = default;
};

/// A limit that can be changed while a search runs.
struct BudgetSpec
{
    std::string_view name; ///< "device-minutes"
    double most = 0;
    bool whole = false; ///< counts things
    double least = 0;   ///< 0 is no limit
};

/// steps, minutes, until, stall, tokens, dollars, evaluations, device-minutes and workers.
std::span<const BudgetSpec> budgets();
/// Where candidates are on their way, in its order: "write" (a synthesizer makes one), "build", "judge" (it runs on the
/// device).
std::span<const std::string_view> lanes();
/// inherit, siblings, combine and clean-slate.
std::span<const std::string_view> memoryOperators();

/// What is wrong with what a command says, whatever its session: a policy that does not exist, a limit out of bounds.
/// Of the session and its nodes it knows nothing.
std::optional<Error> steerProblem(const SteerCommand& command);

/// Folds a command about a node into that node's marks.
void fold(const SteerCommand& command, NodeState& state);
/// Folds a command about the session; it must be without fault.
void fold(const SteerCommand& command, SessionState& state);

/// The command that takes this one back, given the marks before it; none for verbs that cannot be undone (Add, Step).
std::optional<SteerCommand> inverse(const SteerCommand& command, const NodeState& before,
                                    const SessionState& session = {});

/// The command that takes this event back, as things stood before it; none where it cannot be, or was already.
/// `events` are the session's, in their order.
std::optional<SteerCommand> takeBack(std::span<const SteerEvent> events, std::int64_t event);
/// The newest event about nodes or the session that takeBack() has a command for, and that takes nothing back itself.
std::optional<std::int64_t> lastToTakeBack(std::span<const SteerEvent> events);

} // namespace espalier
