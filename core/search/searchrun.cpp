#include "core/search/searchrun.h"

#include "core/recall/sourcefingerprint.h"
#include "core/search/storedcandidate.h"

#include <algorithm>
#include <cmath>

namespace espalier {
namespace {

constexpr std::chrono::milliseconds kGlance{50}; ///< how often a waiting loop looks for commands

} // namespace

SearchRun::SearchRun(Store store, SessionInfo info, SearchParts parts, SearchObserver observer,
                     std::unique_ptr<SelectionPolicy> policy, std::vector<RecordedStep> history,
                     std::vector<SteerEvent> events, const std::vector<SkillRecord>& evidence,
                     std::vector<PriorNode> priors, double secondsBefore)
    : m_store(std::move(store)), m_info(std::move(info)), m_parts(std::move(parts)), m_observer(std::move(observer)),
      m_policy(std::move(policy)), m_history(std::move(history)),
      m_limits(m_parts.limits ? *m_parts.limits : limitsOf(m_info.settings, events)),
      m_steering(m_info.id, std::move(events)), m_board(m_parts.clock), m_evidence(evidence),
      m_retrieval(m_parts.skills, m_info.settings.target, m_parts.switches.skills),
      m_expansion(m_retrieval, m_parts.synthesizer, m_parts.evaluator, m_sources, m_codes, m_bar, m_board, m_gates),
      m_composition(m_store, m_info.id, m_parts.task, m_info.settings.seed, m_memory, m_parts.skills,
                    Priors(std::move(priors), m_info.settings.priorProbability, m_info.settings.seed)),
      m_recorder(m_store, m_info.id, m_info.settings.task, m_evidence, m_memory, m_parts.clock),
      m_secondsBefore(secondsBefore), m_start(m_parts.clock.now()), m_pool(std::make_unique<WorkerPool>(workers()))
{
}

Result<std::string> SearchRun::run(const std::stop_token& stop)
{
    m_stop = stop;
    if (auto restored = restore(); !restored) {
        return restored.error();
    }
    if (m_stop.stop_requested()) {
        return std::string("stopped");
    }
    if (auto done = setState("running"); !done) {
        return done.error();
    }
    const auto going = m_why.empty() ? loop() : Result<Going>(Going::On);
    if (!going) {
        return going.error();
    }
    return *going == Going::Stopped ? std::string("stopped") : m_why;
}

/// What the recorded steps say without going through them: what they made, and whether the search is over already.
Result<void> SearchRun::restore()
{
    Progress progress;
    for (int step = 0; isHistory(step) && !m_stop.stop_requested(); ++step) {
        const auto& [choice, node, duplicateOf, codePrint] = m_history[static_cast<std::size_t>(step)];
        std::vector<std::string> sources;
        std::vector<std::string> codes;
        if (node) {
            sources.push_back(node->artefact);
        }
        // A source that is lost is known by its name alone; the search can go on.
        if (const auto candidate = node ? storedCandidate(m_store, *node) : Result<Candidate>(Error{})) {
            sources.push_back(sourceFingerprint(*candidate));
            codes = Expansion::codeKeys(candidate->compiler, codePrint);
        }
        m_sources.restore(step, sources);
        m_codes.restore(step, codes);
        if (node && vouched(*node) > progress.best) {
            progress.best = vouched(*node);
            progress.bestStep = step;
        }
        progress.begun = progress.recorded = step;
        progress.evaluations += node ? 1 : 0;
    }
    m_bar.restore(static_cast<int>(m_history.size()), progress.best);
    progress.seconds = m_secondsBefore;
    if (m_history.empty()) {
        return {};
    }
    const auto whole = addSpending(progress);
    if (whole) {
        m_why = reasonToEnd(limits(), *whole).value_or("");
    }
    return whole ? Result<void>() : whole.error();
}

Result<Going> SearchRun::loop()
{
    auto going = plantRoot();
    for (int step = 1; going && *going == Going::On && m_why.empty(); ++step) {
        going = recordUpTo(step - workers());
        if (going && *going == Going::On) {
            going = select(step);
        }
    }
    return going && *going == Going::On ? recordUpTo(m_selected) : going;
}

Result<Going> SearchRun::plantRoot()
{
    if (!isHistory(0)) {
        Order order;
        order.choice.edge = EdgeKind::Root;
        order.choice.why = "the start of the search";
        order.given = m_parts.seed;
        order.givenAs = m_parts.root;
        m_board.begin(0, {});
        if (const auto going = launch(std::move(order)); !going) {
            return going;
        }
    }
    auto going = recordUpTo(0);
    if (going && *going == Going::On && !isValid(m_graph.node(0).verdict)) {
        const auto evaluation = m_store.evaluation(m_info.id, 0);
        return Error{ErrorKind::Usage, "cannot search " + m_info.settings.task,
                     m_parts.root + " is not a correct kernel here (" +
                         (evaluation ? evaluation->reason : std::string(toText(m_graph.node(0).verdict))) + ")",
                     m_info.settings.derivedFrom ? "derive another node, or name a task that this one computes"
                                                 : "check it with: espalier tasks check " + m_info.settings.taskFolder};
    }
    return going;
}

Result<Going> SearchRun::recordUpTo(int step)
{
    while (m_recorded < step) {
        const auto going = recordOne(m_recorded + 1);
        if (!going || *going == Going::Stopped) {
            return going;
        }
        ++m_recorded;
    }
    return Going::On;
}

Result<Going> SearchRun::recordOne(int step)
{
    if (isHistory(step)) {
        if (m_stop.stop_requested()) {
            return Going::Stopped; // whoever stops waits, and a long session takes long to rebuild
        }
        auto& recorded = m_history[static_cast<std::size_t>(step)];
        std::optional<NodeNumber> number;
        if (recorded.node) {
            number = recorded.node->number;
            if (const auto recalled = m_recorder.recall(m_graph, std::move(recorded)); !recalled) {
                return recalled.error();
            }
        }
        count(step, number);
        return Going::On;
    }
    auto harvest = await(step);
    if (!harvest) {
        return harvest.error();
    }
    if (!*harvest) {
        return Going::Stopped;
    }
    if ((*harvest)->failure) {
        return *(*harvest)->failure;
    }
    const Evaluation evaluation = step == 0 ? (*harvest)->evaluation : Evaluation{};
    const auto number = m_recorder.record(m_graph, std::move(**harvest));
    if (!number) {
        return number.error();
    }
    if (step == 0) {
        if (const auto done = setBaseline(evaluation); !done) {
            return done.error();
        }
    }
    m_board.end(step);
    count(step, *number);
    if (*number && m_observer.recorded) {
        m_observer.recorded(m_graph.node(**number));
    }
    const auto ticked = tick(false);
    return ticked ? Result<Going>(Going::On) : ticked.error();
}

/// Nothing when a stop came first.
Result<std::optional<Harvest>> SearchRun::await(int step)
{
    const auto arrived = [&] { return m_harvest.contains(step); };
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            if (m_arrived.wait_for(lock, m_stop, kGlance, arrived)) {
                auto harvest = std::move(m_harvest.extract(step).mapped());
                return harvest.cancelled ? std::nullopt : std::optional(std::move(harvest));
            }
        }
        if (m_stop.stop_requested()) {
            return std::optional<Harvest>();
        }
        if (const auto ticked = tick(false); !ticked) {
            return ticked.error();
        }
        m_store.checkpoint(); // nothing has come for a glance: nobody waits for this
        const auto stops = m_steering.lookAhead(m_store, m_graph, m_selected + 1);
        if (!stops) {
            return stops.error();
        }
        m_gates.setClosed(m_graph.session().pausedLanes);
        if (*stops) {
            const auto applied = m_steering.apply(m_store, m_graph, m_selected + 1, true);
            return applied ? Result<std::optional<Harvest>>(std::nullopt) : applied.error();
        }
    }
}

Result<void> SearchRun::setBaseline(const Evaluation& root)
{
    double logs = 0;
    for (const CaseTiming& timing : root.cases) {
        logs += std::log(std::max(timing.baselineMs, 1e-9));
    }
    const double ms = root.cases.empty() ? 0 : std::exp(logs / static_cast<double>(root.cases.size()));
    return m_store.setBaseline(m_info.id, root.baseline, ms);
}

/// Tells the policy and the limits what a step brought.
void SearchRun::count(int step, std::optional<NodeNumber> node)
{
    if (node && vouched(m_graph.node(*node)) > m_best) {
        m_best = vouched(m_graph.node(*node));
        m_bestStep = step;
    }
    const auto begun = m_begun.find(step);
    if (begun != m_begun.end()) {
        m_policy->finish(m_graph, begun->second, node);
        m_begun.erase(begun);
    } else if (node) {
        m_policy->plant(m_graph, *node);
    }
}

void SearchRun::begin(int step, const Choice& choice)
{
    m_policy->begin(m_graph, choice);
    m_begun.emplace(step, choice);
    m_selected = step;
}

Result<Going> SearchRun::launch(Order order)
{
    m_pool->submit([this, order = std::move(order)](const std::stop_token& stop) mutable {
        const int step = order.step;
        Harvest harvest = m_expansion.grow(std::move(order), stop);
        m_board.stage(step, "done");
        {
            const std::lock_guard lock(m_mutex);
            m_harvest.emplace(step, std::move(harvest));
        }
        m_arrived.notify_all();
    });
    const auto ticked = tick(false);
    return ticked ? Result<Going>(Going::On) : ticked.error();
}

} // namespace espalier
