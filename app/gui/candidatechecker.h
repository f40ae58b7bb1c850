#pragma once

#include "app/runner/evaluationlane.h"
#include "core/store/store.h"

#include <QObject>
#include <QString>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

namespace espalier {

/// Builds and judges an edited kernel as `espalier evaluate` does, on a thread of its own, and records nothing. One at
/// a time: a new one ends the last. Signals come on the GUI thread.
class CandidateChecker : public QObject
{
    Q_OBJECT
public:
    explicit CandidateChecker(std::filesystem::path store, QObject* parent = nullptr);
    /// Ends what is running and waits for that.
    ~CandidateChecker() override;

    /// For the task and the target of the session. Number 0 only ends what is running.
    void check(quint64 check, SessionId session, const Candidate& candidate);

Q_SIGNALS:
    void goesOn(quint64 check, const QString& sentence);
    void ended(quint64 check, const espalier::Evaluation& evaluation);
    void failed(quint64 check, const QString& sentence);

private:
    struct Job
    {
        quint64 number = 0;
        SessionId session = 0;
        Candidate candidate;
        std::stop_token stop;
    };

    void work(const std::stop_token& end);
    Result<Evaluation> judge(const Job& job);

    std::filesystem::path m_store;
    EvaluationLane m_lane{SandboxConsent::Required};
    std::mutex m_mutex; ///< guards m_next and m_stop
    std::condition_variable_any m_wake;
    std::optional<Job> m_next;
    std::stop_source m_stop; ///< of the one that is running, or is next
    std::jthread m_thread;
};

} // namespace espalier
