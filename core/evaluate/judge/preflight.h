#pragma once

#include <string>
#include <vector>

namespace espalier {

/// The state of this machine that a time depends on, a short fact each: load, clock governor, boost, battery, heat
/// throttling, whether it is a virtual machine and what its host has stolen. What cannot be seen here is left out.
/// Reads small files of /proc and /sys; about 0.1 ms.
std::vector<std::string> preflight();

} // namespace espalier
