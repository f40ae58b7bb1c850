#include "core/search/searchcontroller.h"

#include "core/base/file.h"
#include "core/search/searchrun.h"
#include "core/search/steeredpolicy.h"

#include <thread>

namespace espalier {

struct SearchController::Run
{
    std::unique_ptr<SearchRun> search;
    Result<SearchSummary> summary = Error{ErrorKind::Interrupted, "the search has not ended", "", ""};
    std::jthread thread;
};

namespace {

/// Chosen at the session's first start and read again at every later one.
Result<std::vector<PriorNode>> priorsOf(Store& store, const SessionInfo& session, const Task& task, bool hasSteps)
{
    auto kept = store.priorNodes(session.id);
    if (!kept || !kept->empty() || hasSteps || session.settings.priorProbability <= 0) {
        return kept;
    }
    auto chosen = priorNodesFor(store, session, task);
    if (!chosen) {
        return chosen;
    }
    if (const auto done = store.keepPriorNodes(session.id, *chosen); !done) {
        return done.error();
    }
    return chosen;
}

} // namespace

SearchController::SearchController(SessionId session, SearchParts parts, SearchObserver observer)
    : m_session(session), m_parts(std::move(parts)), m_observer(std::move(observer))
{
}

SearchController::~SearchController() = default;

Result<void> SearchController::start()
{
    auto store = Store::open(m_parts.storeFolder);
    if (!store) {
        return store.error();
    }
    if (auto taken = store->acquire(m_session, m_parts.program); !taken) {
        return taken;
    }
    auto info = store->session(m_session);
    if (!info) {
        return info.error();
    }
    auto policy = SteeredPolicy::make(
        {info->settings.policy, info->settings.drafts, m_parts.switches.memory, m_parts.synthesizer.repairs()});
    auto history = readHistory(*store, m_session);
    auto events = store->events(m_session);
    auto evidence = store->priorEvidence(m_session);
    for (const Error* error : {policy ? nullptr : &policy.error(), history ? nullptr : &history.error(),
                               events ? nullptr : &events.error(), evidence ? nullptr : &evidence.error()}) {
        if (error) {
            return *error;
        }
    }
    auto priors = priorsOf(*store, *info, *m_parts.task, !history->empty());
    if (!priors) {
        return priors.error();
    }
    const double seconds = info->searchSeconds;
    m_run = std::make_unique<Run>();
    m_run->search =
        std::make_unique<SearchRun>(*std::move(store), *std::move(info), m_parts, m_observer, *std::move(policy),
                                    *std::move(history), *std::move(events), *evidence, *std::move(priors), seconds);
    m_run->thread = std::jthread([run = m_run.get()](const std::stop_token& stop) {
        run->summary = run->search->finish(run->search->run(stop));
        run->search.reset(); // gives the session back
    });
    return {};
}

void SearchController::stop()
{
    if (m_run) {
        m_run->thread.request_stop();
    }
}

Result<SearchSummary> SearchController::wait()
{
    if (!m_run) {
        return Error{ErrorKind::Usage, "the search was not started", "", "start it first"};
    }
    if (m_run->thread.joinable()) {
        m_run->thread.join();
    }
    return m_run->summary;
}

} // namespace espalier
