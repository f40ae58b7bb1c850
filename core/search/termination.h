#pragma once

#include "core/store/store.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace espalier {

/// The kind of spending that counts what tools had judged on the way to candidates.
inline constexpr const char* kToolEvaluations = "tool_evaluations";

/// When a search ends by itself; 0 is no limit.
struct Limits
{
    int steps = 0;
    double minutes = 0;
    double untilSpeedup = 0;
    int stallSteps = 0;
    double tokens = 0;
    double dollars = 0;
    int evaluations = 0;
    double deviceMinutes = 0;

    /// Whether anything is limited that the store's spend table counts.
    bool onSpend() const { return tokens > 0 || dollars > 0 || deviceMinutes > 0 || evaluations > 0; }

    static Limits of(const SessionSettings& settings);
    void writeTo(SessionSettings& settings) const;
    /// As steering has changed them: budgets by name, see budgets(); below 0 as `own` has it. Workers are none of them.
    Limits steered(const std::map<std::string, double, std::less<>>& budgets, const Limits& own) const;
};

/// A session's limits as it was started and as everything that was said of them since has changed them.
Limits limitsOf(const SessionSettings& settings, const std::vector<SteerEvent>& events);

/// How far a search is.
struct Progress
{
    int begun = 0;      ///< steps; the root is none
    int recorded = 0;   ///< of those, with or without a node
    double seconds = 0; ///< of searching, earlier runs of the session included
    double best = 0;    ///< highest speedup over the fastest baseline
    int bestStep = 0;   ///< the step that brought it
    int evaluations = 0;
    // Of all runs of the session.
    double tokens = 0;
    double dollars = 0;
    double deviceSeconds = 0;

    /// What the store counts; evaluations by tools come to those that `evaluations` has already.
    void add(const std::vector<Spend>& spending);
};

/// The sentence for why the search is over; nothing while it may go on.
std::optional<std::string> reasonToEnd(const Limits& limits, const Progress& progress);

} // namespace espalier
