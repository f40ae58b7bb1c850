#pragma once

#include "core/graph/candidate.h"
#include "core/graph/evaluation.h"

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace espalier {

/// Called with "building", "checking", "timing", "sanitizing" as an evaluation goes on, and within timing with "timing,
/// case 2 of 5" from the second case on; from the evaluating thread. stageName() has the first word.
using StageCallback = std::function<void(std::string_view stage)>;

/// What became of a build on its own.
struct BuildTrial
{
    bool built = false;
    std::string reason; ///< one sentence where it was not
    BuildReport report;
};

/// Build → verify → time → diagnose, for one candidate of the task and target it was made for. Called from several
/// threads at once; what must not overlap (timing) is serialised inside. Never fails: whatever happens is a verdict
/// with a reason.
class Evaluator
{
public:
    virtual ~Evaluator() = default;
    virtual Evaluation evaluate(const Candidate& candidate, const StageCallback& stage, std::stop_token stop) = 0;

    /// Builds the candidate and runs nothing of it; evaluate() then finds it built. An evaluator that has no compiler
    /// says so.
    virtual BuildTrial build(const Candidate& /*candidate*/, const StageCallback& /*stage*/, std::stop_token /*stop*/)
    {
        return {false, "nothing is compiled here", {}};
    }

    /// What the candidate's machine code comes to (core/diagnose/codefingerprint.h): of two made by one compiler with
    /// equal ones nothing but the noise of timing can differ. Builds it, so that evaluate() need not. Empty where it
    /// does not build and where the code of what is built cannot be read.
    virtual std::string codeFingerprint(const Candidate& /*candidate*/, const StageCallback& /*stage*/,
                                        std::stop_token /*stop*/)
    {
        return {};
    }

    /// The second look at a candidate about to become a session's best: `first` is what evaluate() said of it, `toBeat`
    /// the low end of the best so far, which one that does not hold its figure no longer threatens (0: there is none).
    /// Returns what is to be kept instead.
    virtual Evaluation confirm(const Candidate& candidate, Evaluation first, double toBeat, const StageCallback& stage,
                               std::stop_token stop) = 0;
};

} // namespace espalier
