#pragma once

#include "core/evaluate/evaluator.h"

#include <map>
#include <mutex>

namespace espalier {

/// Judges a candidate once and says the same of it ever after, so that two searches that make the same candidate differ
/// in nothing but what they did with it, and an ablation's time goes into candidates that are new. Thread-safe; two
/// threads with a new candidate may both have it judged, and the first to be done is remembered.
class MemoEvaluator final : public Evaluator
{
public:
    explicit MemoEvaluator(Evaluator& evaluator) : m_evaluator(evaluator) {}

    Evaluation evaluate(const Candidate& candidate, const StageCallback& stage, std::stop_token stop) override;
    Evaluation confirm(const Candidate& candidate, Evaluation first, double toBeat, const StageCallback& stage,
                       std::stop_token stop) override;

private:
    using Memo = std::map<std::string, Evaluation>; ///< by the candidate's hash
    template <class Judge>
    Evaluation remembered(Memo& memo, const Candidate& candidate, const std::stop_token& stop, const Judge& judge);

    Evaluator& m_evaluator;
    std::mutex m_mutex;
    Memo m_first;
    Memo m_second;
};

} // namespace espalier
