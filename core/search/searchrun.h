#pragma once

#include "core/search/composition.h"
#include "core/search/expansion.h"
#include "core/search/history.h"
#include "core/search/recorder.h"
#include "core/search/searchcontroller.h"
#include "core/search/steering.h"
#include "core/search/workerpool.h"

#include <condition_variable>
#include <map>
#include <mutex>

namespace espalier {

/// Whether the loop goes on after a part of it, or a stop came between.
enum class Going { On, Stopped };

/// One run of a session on the controller's thread: the state of the loop. The loop is a strict alternation:
///   record(k − workers), apply steering, select(k), launch(k)
/// for k = 1, 2, … (workers: as many as steering wants at the time); a resumed session goes through its recorded steps
/// in the same alternation with the answers of old.
class SearchRun
{
public:
    SearchRun(Store store, SessionInfo info, SearchParts parts, SearchObserver observer,
              std::unique_ptr<SelectionPolicy> policy, std::vector<RecordedStep> history,
              std::vector<SteerEvent> events, const std::vector<SkillRecord>& evidence, std::vector<PriorNode> priors,
              double secondsBefore);

    /// Until the end; why it ended, or the error that ended it.
    Result<std::string> run(const std::stop_token& stop);
    /// Leaves the session as it should be found: nothing in flight, its state, the time it took.
    Result<SearchSummary> finish(const Result<std::string>& why);

private:
    Result<Going> loop();
    Result<void> restore();
    Result<Going> plantRoot();
    Result<Going> recordUpTo(int step);
    Result<Going> recordOne(int step);
    Result<std::optional<Harvest>> await(int step);
    Result<void> setBaseline(const Evaluation& root);
    void count(int step, std::optional<NodeNumber> node);
    int workers() const;
    Limits limits() const;
    Result<Going> settle(int step, bool live);
    Result<void> steer(int step, bool live);
    Result<Going> select(int step);
    Result<Going> waitWhilePaused(int step);
    Result<Going> waitForRoom();
    Result<Progress> progressNow();
    Result<Progress> addSpending(Progress progress);
    Result<Going> grow(int step);
    Result<Going> launch(Order order);
    void begin(int step, const Choice& choice);
    Result<void> tick(bool force);
    Result<void> setState(const std::string& state);
    double seconds() const;
    bool isHistory(int step) const { return step < static_cast<int>(m_history.size()); }

    Store m_store;
    SessionInfo m_info;
    SearchParts m_parts;
    SearchObserver m_observer;
    std::unique_ptr<SelectionPolicy> m_policy;
    std::vector<RecordedStep> m_history;
    Limits m_limits; ///< as this run began with them
    SteeringQueue m_steering;
    SearchGraph m_graph;
    Ledger m_sources;
    Ledger m_codes;
    FinalistBar m_bar;
    InFlightBoard m_board;
    LaneGates m_gates;
    Evidence m_evidence;
    SearchMemory m_memory;
    SkillRetrieval m_retrieval;
    Expansion m_expansion;
    Composition m_composition;
    Recorder m_recorder;
    std::map<int, Choice> m_begun; ///< selected and not recorded
    int m_recorded = -1;           ///< last recorded step
    int m_selected = 0;            ///< last selected step
    double m_best = 0;
    int m_bestStep = 0;
    double m_secondsBefore;  ///< spent by earlier runs
    Clock::Duration m_start; ///< of this run
    double m_pausedSeconds = 0;
    double m_secondsWritten = 0;
    std::chrono::steady_clock::time_point m_lastTick;
    std::string m_why; ///< why it ended by itself
    std::string m_state;
    std::stop_token m_stop;
    std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::map<int, Harvest> m_harvest; ///< finished, guarded by m_mutex
    std::unique_ptr<WorkerPool> m_pool;
};

} // namespace espalier
