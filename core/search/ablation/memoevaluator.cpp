#include "core/search/ablation/memoevaluator.h"

#include "core/base/hash.h"

namespace espalier {

template <class Judge>
Evaluation MemoEvaluator::remembered(Memo& memo, const Candidate& candidate, const std::stop_token& stop,
                                     const Judge& judge)
{
    const std::string key = sha256(toObject(candidate));
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = memo.find(key); found != memo.end()) {
            return found->second;
        }
    }
    Evaluation evaluation = judge();
    if (stop.stop_requested()) {
        return evaluation; // half an evaluation is none
    }
    const std::lock_guard lock(m_mutex);
    return memo.emplace(key, std::move(evaluation)).first->second;
}

Evaluation MemoEvaluator::evaluate(const Candidate& candidate, const StageCallback& stage, std::stop_token stop)
{
    return remembered(m_first, candidate, stop, [&] { return m_evaluator.evaluate(candidate, stage, stop); });
}

/// Whole, whatever is to be beaten: another search may have a lower bar.
Evaluation MemoEvaluator::confirm(const Candidate& candidate, Evaluation first, double /*toBeat*/,
                                  const StageCallback& stage, std::stop_token stop)
{
    return remembered(m_second, candidate, stop,
                      [&] { return m_evaluator.confirm(candidate, std::move(first), 0, stage, stop); });
}

} // namespace espalier
