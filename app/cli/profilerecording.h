#pragma once

#include "core/evaluate/localevaluator.h"
#include "core/profile/profilereport.h"

namespace espalier::cli {

/// What to profile.
struct ProfileRequest
{
    Task task;
    std::string target; ///< cuda or triton
    Candidate candidate;
    std::string caseName; ///< empty: the case of the role gpu that moves the most bytes
    SandboxConsent consent = SandboxConsent::Required;
};

/// Builds the candidate and has profilers watch calls of it on drawn inputs, each in a run of its own, while no other
/// process of the user's times anything: ncu two calls, and of the target triton torch.profiler and Proton ten. Nothing
/// is judged and nothing is timed. A report of each that found something; what another lacked is said as a stage. Fails
/// with Machine where none did: there is no profiler, no compiler or no GPU, or the driver lets nobody read counters.
Result<std::vector<ProfileReport>> recordProfiles(const ProfileRequest& request, const StageCallback& stage,
                                                  std::stop_token stop);

} // namespace espalier::cli
