#pragma once

#include "core/evaluate/localevaluator.h"
#include "core/search/ablation/ablation.h"

#include <functional>
#include <stop_token>

namespace espalier {

/// Which searches an ablation runs: every variant on every task with every seed.
struct AblationPlan
{
    std::vector<std::string> tasks; ///< in this order; earlier ones are what later ones may remember
    std::string target = "cpu";
    int seeds = 3; ///< 1, 2, …
    int steps = 60;
    SandboxConsent consent = SandboxConsent::Required;
};

/// Runs them one after the other, each variant and seed in a store of its own that holds its tasks, so that what
/// sessions teach each other is part of what is measured. A candidate is judged once a task, whoever makes it. `done`
/// is called after each run. What was done until a stop is returned.
Result<std::vector<AblationRun>> runAblation(const AblationPlan& plan,
                                             const std::function<void(const AblationRun&)>& done, std::stop_token stop);

} // namespace espalier
