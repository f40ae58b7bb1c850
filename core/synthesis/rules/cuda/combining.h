#pragma once

#include "core/synthesis/rules/cuda/laneloop.h"

#include <set>
#include <string>

namespace espalier::rules {

/// The device function that makes one result of those of a warp's threads, or of a whole block's: "warp_sum",
/// "block_largest". Every thread of the warp or block calls it, and every one gets the result.
std::string combiningName(Combine how, bool block);

/// The definitions of those that the source has not yet.
std::string combiningFunctions(const std::string& source, const std::set<Combine>& which, bool block);

} // namespace espalier::rules
