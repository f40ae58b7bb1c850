#pragma once

#include "core/evaluate/localevaluator.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>

namespace espalier {

/// Judges candidates of any task and target, one after the other: timing has one lane anyway. The evaluator of the last
/// task is kept, because racing the baselines takes seconds. Callable from several threads; who waits may be stopped.
class EvaluationLane
{
public:
    explicit EvaluationLane(SandboxConsent consent) : m_consent(consent) {}

    /// With `finalist` a correct one is judged as a session's best is. `stage` is told how far it is. Fails where the
    /// machine cannot judge, and after a stop.
    Result<Evaluation> judge(
        const Task& task, const std::string& target, const Candidate& candidate, bool finalist,
        const std::stop_token& stop, const StageCallback& stage = [](std::string_view) {});

private:
    Result<void> open(const Task& task, const std::string& target, const std::stop_token& stop);

    SandboxConsent m_consent;
    std::mutex m_mutex; ///< guards m_busy
    std::condition_variable_any m_free;
    bool m_busy = false;
    // Belong to whoever is in the lane.
    std::unique_ptr<LocalEvaluator> m_evaluator;
    std::string m_key; ///< what it was opened for
};

} // namespace espalier
