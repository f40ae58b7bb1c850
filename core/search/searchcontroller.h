#pragma once

#include "core/base/clock.h"
#include "core/evaluate/evaluator.h"
#include "core/knowledge/skilllibrary.h"
#include "core/search/searchsummary.h"
#include "core/search/switches.h"
#include "core/search/termination.h"
#include "core/synthesis/synthesizer.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace espalier {

/// What a search works with. What is referred to must outlive the controller.
struct SearchParts
{
    std::filesystem::path storeFolder;
    std::shared_ptr<const Task> task;
    Candidate seed; ///< node 0 of a new session: the plain seed, or the node it was derived from
    Evaluator& evaluator;
    const Synthesizer& synthesizer;
    const SkillLibrary& skills;
    const Clock& clock;
    std::string program = "espalier";  ///< said to others who want the session
    std::optional<Limits> limits = {}; ///< instead of the session's own
    SearchSwitches switches = {};
    std::string root = "the plain seed"; ///< what `seed` is, for people
};

/// Told of progress on the controller's thread; empty functions are not called. Return quickly.
struct SearchObserver
{
    std::function<void(const Node&)> recorded;
    std::function<void(const std::vector<InFlight>&)> inFlight;
    std::function<void(const std::string& state)> state; ///< running, paused, done, interrupted
    std::function<void(const std::string& why)> ended;
};

/// Runs one session: select → recall → diagnose → retrieve → compose → synthesize → evaluate → record → distil, on a
/// thread of its own with `workers` candidates in flight on others. Step k is selected when exactly the steps up to k −
/// workers are recorded, and results are recorded in the order of steps, so the same seed and the same answers of the
/// evaluator give the same tree whatever the threads do. Every record is a checkpoint: a session that has nodes already
/// is rebuilt from the store by going through its steps again, and continued. Steering is read from the store.
class SearchController
{
public:
    SearchController(SessionId session, SearchParts parts, SearchObserver observer = {});
    /// Stops and waits.
    ~SearchController();
    SearchController(const SearchController&) = delete;
    SearchController& operator=(const SearchController&) = delete;

    /// Opens the store, takes the session and starts; fails with who holds it, or what is wrong with its settings.
    /// Once.
    Result<void> start();
    /// Ends the search now; what is in flight is dropped. From any thread.
    void stop();
    /// Blocks until the search ended. An error (a full disk) leaves everything recorded so far.
    Result<SearchSummary> wait();

private:
    struct Run;
    SessionId m_session;
    SearchParts m_parts;
    SearchObserver m_observer;
    std::unique_ptr<Run> m_run;
};

} // namespace espalier
