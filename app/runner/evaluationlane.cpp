#include "app/runner/evaluationlane.h"

#include <algorithm>

namespace espalier {
namespace {

namespace fs = std::filesystem;

Error stopped()
{
    return {ErrorKind::Interrupted, "the evaluation was stopped before its end", "", "ask for it again"};
}

/// Another one when a file of the task changes: its author may be the one who asks.
std::string keyOf(const Task& task, const std::string& target)
{
    fs::file_time_type newest = fs::file_time_type::min();
    std::error_code ignored;
    for (auto entry = fs::directory_iterator(task.folder, ignored); !ignored && entry != fs::directory_iterator();
         entry.increment(ignored)) {
        std::error_code unreadable;
        newest = std::max(newest, entry->last_write_time(unreadable));
    }
    return target + " " + std::to_string(newest.time_since_epoch().count()) + " " + task.folder.string();
}

} // namespace

Result<void> EvaluationLane::open(const Task& task, const std::string& target, const std::stop_token& stop)
{
    const std::string key = keyOf(task, target);
    if (m_evaluator && m_key == key) {
        return {};
    }
    m_evaluator.reset();
    LocalEvaluatorOptions options;
    options.consent = m_consent;
    options.target = target;
    auto opened = LocalEvaluator::open(task, options, stop);
    if (!opened) {
        return opened.error();
    }
    m_evaluator = *std::move(opened);
    m_key = key;
    return {};
}

Result<Evaluation> EvaluationLane::judge(const Task& task, const std::string& target, const Candidate& candidate,
                                         bool finalist, const std::stop_token& stop,
                                         const StageCallback& stage)
{
    {
        std::unique_lock lock(m_mutex);
        if (!m_free.wait(lock, stop, [this] { return !m_busy; })) {
            return stopped();
        }
        m_busy = true;
    }
    struct Leave
    {
        EvaluationLane& lane;
        ~Leave()
        {
            const std::lock_guard lock(lane.m_mutex);
            lane.m_busy = false;
            lane.m_free.notify_one();
        }
    } const leave{*this};
    if (const auto opened = open(task, target, stop); !opened) {
        return opened.error();
    }
    Evaluation evaluation = m_evaluator->evaluate(candidate, stage, stop);
    if (finalist && isValid(evaluation.verdict) && !stop.stop_requested()) {
        evaluation = m_evaluator->confirm(candidate, std::move(evaluation), 0, stage, stop);
    }
    if (stop.stop_requested()) {
        m_evaluator.reset(); // its judge was cut off in the middle of a question
        return stopped();
    }
    return evaluation;
}

} // namespace espalier
