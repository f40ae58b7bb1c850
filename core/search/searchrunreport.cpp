// The part of SearchRun that tells others: what is in flight, the time spent, the session's state and its end.

#include "core/search/searchrun.h"

namespace espalier {
namespace {

constexpr std::chrono::milliseconds kTick{200}; ///< least time between two writes of what is in flight

} // namespace

/// Shows others what is in flight and keeps the time, now and then.
Result<void> SearchRun::tick(bool force)
{
    const auto now = std::chrono::steady_clock::now();
    if (!force && now - m_lastTick < kTick) {
        return {};
    }
    m_lastTick = now;
    if (const auto list = m_board.takeChanged()) {
        if (const auto done = m_store.setInFlight(m_info.id, *list); !done) {
            return done;
        }
        if (m_observer.inFlight) {
            m_observer.inFlight(*list);
        }
    } else if (!force) {
        return {};
    }
    const double spent = seconds() - m_secondsBefore;
    const auto done = m_store.addSpend(m_info.id, {"search_seconds", spent - m_secondsWritten});
    m_secondsWritten = spent;
    return done;
}

/// How far it is now.
Result<Progress> SearchRun::progressNow()
{
    return addSpending({m_selected, m_recorded, seconds(), m_best, m_bestStep, static_cast<int>(m_graph.size())});
}

/// What the store says was spent, where a limit asks for it.
Result<Progress> SearchRun::addSpending(Progress progress)
{
    if (limits().onSpend()) {
        const auto spending = m_store.spending(m_info.id);
        if (!spending) {
            return spending.error();
        }
        progress.add(*spending);
    }
    return progress;
}

double SearchRun::seconds() const
{
    return m_secondsBefore + (m_parts.clock.now() - m_start).count() - m_pausedSeconds;
}

Result<void> SearchRun::setState(const std::string& state)
{
    if (m_state == state) {
        return {};
    }
    m_state = state;
    if (auto done = m_store.setState(m_info.id, state); !done) {
        return done;
    }
    if (m_observer.state) {
        m_observer.state(state);
    }
    return tick(true);
}

Result<SearchSummary> SearchRun::finish(const Result<std::string>& why)
{
    m_pool.reset();
    for (const auto& [step, choice] : m_begun) {
        m_board.end(step);
    }
    m_board.end(0);
    const bool byItself = why && !m_why.empty() && *why == m_why;
    const auto told = setState(byItself ? "done" : "interrupted");
    if (m_observer.ended) {
        m_observer.ended(why ? *why : why.error().sentence());
    }
    if (!why) {
        return why.error();
    }
    if (!told) {
        return told.error();
    }
    auto summary = summarise(m_store, m_info.id);
    if (summary) {
        summary->state = m_state;
        summary->why = *why;
    }
    return summary;
}

} // namespace espalier
