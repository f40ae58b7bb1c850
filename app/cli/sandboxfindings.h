#pragma once

#include "app/cli/doctor.h"

#include <vector>

namespace espalier::cli {

/// The layers of the sandbox as they are here, and what was attempted inside it: about half a second.
std::vector<Finding> sandboxFindings();

} // namespace espalier::cli
