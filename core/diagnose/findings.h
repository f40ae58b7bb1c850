#pragma once

#include "core/diagnose/measuredkernel.h"

#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// At most six sentences on why a timed kernel is bound as it is, the most important first: the roof, the limit, what
/// the code shows that explains the limit, achieved rates, uneven cases. `spillingLoop`: CodeFacts::spillingLoop.
std::vector<std::string> findings(const MeasuredKernel& kernel, Bound bound, std::string_view spillingLoop);

} // namespace espalier
