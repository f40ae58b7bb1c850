// The part of LocalEvaluator that runs once, when it opens: what a candidate has to beat.

#include "core/evaluate/localevaluator.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace espalier {

Result<Candidate> LocalEvaluator::compiledSeed() const
{
    const auto sources = m_target->baselines();
    if (!sources) {
        return sources.error();
    }
    const auto compiled =
        std::find_if(sources->begin(), sources->end(), [](const auto& b) { return b.name == "compiled"; });
    return (compiled == sources->end() ? sources->front() : *compiled).candidate;
}

std::optional<std::string> LocalEvaluator::missingBaselines() const
{
    return m_besideOthers ? m_target->missingBaselines() : std::nullopt;
}

Result<void> LocalEvaluator::buildBaselines(std::stop_token stop)
{
    auto sources = m_target->baselines();
    if (!sources) {
        return sources.error();
    }
    if (!m_besideOthers) {
        std::erase_if(*sources, [](const Target::Baseline& baseline) { return baseline.worker.has_value(); });
    }
    // A vendor's headers take seconds to compile, so all are built at once.
    std::vector<BuildOutcome> built(sources->size());
    {
        std::vector<std::jthread> builds;
        builds.reserve(sources->size());
        for (std::size_t i = 0; i < sources->size(); ++i) {
            builds.emplace_back([&, i] {
                m_gate->build([&] { built[i] = m_target->build((*sources)[i].candidate, (*sources)[i].link, stop); },
                              {}, stop);
            });
        }
    }
    return enterBaselines(*sources, built);
}

/// Those that built go to the judge; the others stand in the table with their reason.
Result<void> LocalEvaluator::enterBaselines(const std::vector<Target::Baseline>& sources,
                                            const std::vector<BuildOutcome>& built)
{
    if (!built.front().runs()) {
        return Error{ErrorKind::Usage, "the plain seed of " + m_task.name + " cannot be run", built.front().reason,
                     "repair the seed in " + m_task.folder.string()};
    }
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (built[i].runs()) {
            m_request.baselines.push_back({sources[i].name, *built[i].library, sources[i].worker});
        } else {
            BaselineResult result;
            result.name = sources[i].name;
            result.reason = built[i].reason;
            m_baselines.push_back(std::move(result));
        }
    }
    return {};
}

} // namespace espalier
