#include "app/gui/candidatechecker.h"

#include "core/base/paths.h"
#include "core/task/recordedtask.h"
#include "widgets/common/format.h"

#include <utility>

namespace espalier {

CandidateChecker::CandidateChecker(std::filesystem::path store, QObject* parent)
    : QObject(parent), m_store(std::move(store)), m_thread([this](const std::stop_token& end) { work(end); })
{
}

CandidateChecker::~CandidateChecker()
{
    check(0, 0, {});
    m_thread.request_stop();
    m_thread.join();
}

void CandidateChecker::check(quint64 check, SessionId session, const Candidate& candidate)
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop.request_stop();
        m_stop = std::stop_source();
        m_next.reset();
        if (check != 0) {
            m_next = Job{check, session, candidate, m_stop.get_token()};
        }
    }
    m_wake.notify_all();
}

void CandidateChecker::work(const std::stop_token& end)
{
    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, end, [this] { return m_next.has_value(); })) {
                return;
            }
            job = *std::exchange(m_next, std::nullopt);
        }
        const Result<Evaluation> evaluation = judge(job);
        if (job.stop.stop_requested()) {
            continue; // nobody waits for it any more
        }
        if (evaluation) {
            Q_EMIT ended(job.number, *evaluation);
        } else {
            Q_EMIT failed(job.number, QString::fromStdString(evaluation.error().sentence()));
        }
    }
}

Result<Evaluation> CandidateChecker::judge(const Job& job)
{
    auto store = Store::open(m_store);
    if (!store) {
        return store.error();
    }
    const auto session = store->session(job.session);
    if (!session) {
        return session.error();
    }
    const auto task = recordedTask(shareFolder() / "tasks", session->settings.task, session->settings.taskFolder);
    if (!task) {
        return task.error();
    }
    Q_EMIT goesOn(
        job.number,
        tr("Measuring the baselines of %1, where that was not done yet").arg(QString::fromStdString(task->name)));
    const StageCallback stage = [&](std::string_view name) { Q_EMIT goesOn(job.number, format::stage(name)); };
    return m_lane.judge(*task, session->settings.target, job.candidate, false, job.stop, stage);
}

} // namespace espalier
