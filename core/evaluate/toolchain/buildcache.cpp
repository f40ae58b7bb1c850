#include "core/evaluate/toolchain/buildcache.h"

#include "core/base/hash.h"

#include <utility>

namespace espalier {

BuildOutcome refusedBuild(Verdict verdict, std::string reason)
{
    BuildOutcome outcome;
    outcome.verdict = verdict;
    outcome.reason = std::move(reason);
    return outcome;
}

BuildOutcome BuildCache::once(const Candidate& candidate, const std::stop_token& stop,
                              const std::function<BuildOutcome()>& build)
{
    const std::string key = sha256(toObject(candidate));
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_built.find(key); found != m_built.end()) {
            return found->second;
        }
    }
    BuildOutcome outcome = build();
    if (!stop.stop_requested()) {
        const std::lock_guard lock(m_mutex);
        m_built.emplace(key, outcome);
    }
    return outcome;
}

} // namespace espalier
