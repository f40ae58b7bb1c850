// The part of SearchRun that chooses: commands are applied at the border of a step, then the next one is selected.

#include "core/search/searchrun.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::chrono::milliseconds kGlance{50}; ///< how often a paused loop looks for commands

std::string nothingLeft(const SearchGraph& graph)
{
    const auto& focus = graph.session().focus;
    return focus ? "nothing is left to grow at or below #" + std::to_string(*focus) + ", on which the search is focused"
                 : "nothing is left to grow: every branch is pruned or exhausted";
}

} // namespace

int SearchRun::workers() const
{
    const auto& budgets = m_graph.session().budgets;
    const auto said = budgets.find("workers");
    return std::clamp(said == budgets.end() ? m_info.settings.workers : static_cast<int>(said->second), 1, 64);
}

Limits SearchRun::limits() const
{
    return m_limits.steered(m_steering.budgets(), Limits::of(m_info.settings));
}

/// Records what the commands due at this step need to find in the graph.
Result<Going> SearchRun::settle(int step, bool live)
{
    for (;;) {
        const auto due = m_steering.due(m_store, step, live);
        if (!due) {
            return due.error();
        }
        if (m_recorded >= m_selected || (!due->everything && m_graph.size() >= due->nodes)) {
            return Going::On;
        }
        const auto going = recordUpTo(m_recorded + 1);
        if (!going || *going == Going::Stopped) {
            return going;
        }
    }
}

/// Settled before.
Result<void> SearchRun::steer(int step, bool live)
{
    const auto marks = m_steering.apply(m_store, m_graph, step, live);
    if (!marks) {
        return marks.error();
    }
    if (*marks) {
        m_policy->steered(m_graph);
    }
    if (live) {
        m_gates.setClosed(m_graph.session().pausedLanes);
        m_pool->growTo(workers());
    }
    return {};
}

Result<Going> SearchRun::select(int step)
{
    const bool live = !isHistory(step);
    if (const auto settled = settle(step, live); !settled || *settled == Going::Stopped) {
        return settled;
    }
    if (const auto steered = steer(step, live); !steered) {
        return steered.error();
    }
    if (!live) {
        // The step may have waited for more than the alternation has recorded, see grow(): its parents say so.
        for (const NodeNumber parent : m_history[static_cast<std::size_t>(step)].choice.parents) {
            while (parent >= m_graph.size()) {
                if (const auto going = recordUpTo(m_recorded + 1); !going || *going == Going::Stopped) {
                    return going;
                }
            }
        }
        m_steering.nextDirected(m_graph); // it led to what is recorded
        begin(step, m_history[static_cast<std::size_t>(step)].choice);
        return Going::On;
    }
    const auto going = waitWhilePaused(step);
    if (!going || *going == Going::Stopped) {
        return going;
    }
    if (const auto room = waitForRoom(); !room || *room == Going::Stopped) {
        return room;
    }
    const auto now = progressNow();
    if (!now) {
        return now.error();
    }
    if (const auto reason = reasonToEnd(limits(), *now)) {
        m_why = *reason;
        return Going::On;
    }
    return grow(step);
}

/// With as many in flight as evaluations are left, one of them must come in first: it may turn out to need none. What
/// the tools of those in flight will have judged is not known, and comes on top.
Result<Going> SearchRun::waitForRoom()
{
    for (const int most = limits().evaluations; most > 0 && m_recorded < m_selected;) {
        const auto now = progressNow();
        if (!now) {
            return now.error();
        }
        if (now->evaluations + m_selected - m_recorded < most) {
            return Going::On;
        }
        const auto going = recordUpTo(m_recorded + 1);
        if (!going || *going == Going::Stopped) {
            return going;
        }
    }
    return Going::On;
}

Result<Going> SearchRun::waitWhilePaused(int step)
{
    if (!m_steering.paused()) {
        return m_steering.stopped() || m_stop.stop_requested() ? Going::Stopped : Going::On;
    }
    auto going = recordUpTo(m_selected);
    if (!going || *going == Going::Stopped) {
        return going;
    }
    if (const auto told = setState("paused"); !told) {
        return told.error();
    }
    const auto since = m_parts.clock.now();
    while (m_steering.paused() && !m_steering.stopped() && !m_stop.stop_requested()) {
        {
            std::unique_lock lock(m_mutex);
            m_arrived.wait_for(lock, m_stop, kGlance, [] { return false; });
        }
        if (const auto settled = settle(step, true); !settled) {
            return settled;
        }
        if (const auto steered = steer(step, true); !steered) {
            return steered.error();
        }
    }
    m_pausedSeconds += (m_parts.clock.now() - since).count();
    if (m_steering.stopped() || m_stop.stop_requested()) {
        return Going::Stopped;
    }
    const auto told = setState("running");
    return told ? Result<Going>(Going::On) : told.error();
}

Result<Going> SearchRun::grow(int step)
{
    const auto directed = m_steering.nextDirected(m_graph);
    std::optional<Choice> choice = directed ? std::optional(directed->choice) : std::nullopt;
    while (!choice) {
        Rng rng = Rng::forStep(m_info.settings.seed, static_cast<std::uint64_t>(step));
        choice = m_policy->choose(m_graph, rng);
        if (choice) {
            break;
        }
        if (m_recorded == m_selected) {
            m_why = nothingLeft(m_graph);
            return Going::On;
        }
        const auto going = recordUpTo(m_recorded + 1); // what is in flight may open a branch
        if (!going || *going == Going::Stopped) {
            return going;
        }
    }
    m_steering.countStep();
    if (const std::string& byHand = m_graph.state(choice->parents.front()).memory;
        !directed && choice->edge == EdgeKind::Refine && !byHand.empty()) {
        choice->memoryOperator = byHand;
    }
    if (directed && !directed->object.empty()) {
        Order order = m_composition.orderByHand(step, *choice, directed->object);
        begin(step, *choice);
        m_board.begin(step, choice->parents);
        return launch(std::move(order));
    }
    auto order = m_composition.order(m_graph, step, *choice, directed ? directed->hint : std::string());
    if (!order) {
        return order.error();
    }
    order->evidence = m_evidence.snapshot();
    begin(step, order->choice);
    m_board.begin(step, order->choice.parents);
    return launch(*std::move(order));
}

} // namespace espalier
