#pragma once

#include "core/evaluate/toolchain/toolchain.h"

#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>

namespace espalier {

/// A build that was not begun.
BuildOutcome refusedBuild(Verdict verdict, std::string reason);

/// What became of candidates that were built before. Callable from several threads at once; two threads with equal
/// candidates may both build.
class BuildCache
{
public:
    /// What is known of the candidate, or what `build` makes of it; a build that was stopped is not kept.
    BuildOutcome once(const Candidate& candidate, const std::stop_token& stop,
                      const std::function<BuildOutcome()>& build);

private:
    std::mutex m_mutex;
    std::map<std::string, BuildOutcome> m_built; ///< by hash of the candidate
};

} // namespace espalier
