#pragma once

#include "core/evaluate/localevaluator.h"
#include "core/profile/profilereport.h"

namespace espalier::cli {

/// What to profile.
struct ProfileRequest
{
    Task task;
    Candidate candidate;  ///< of the target cuda
    std::string caseName; ///< empty: the case of the role gpu that moves the most bytes
    SandboxConsent consent = SandboxConsent::Required;
};

/// Builds the candidate and has ncu watch two calls of it on drawn inputs, while no other process of the user's times
/// anything. Nothing is judged and nothing is timed. Fails with Machine where there is no ncu, no compiler or no GPU,
/// and where the driver lets nobody read counters.
Result<ProfileReport> recordProfile(const ProfileRequest& request, const StageCallback& stage, std::stop_token stop);

} // namespace espalier::cli
