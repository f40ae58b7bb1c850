#pragma once

#include "core/diagnose/roofs.h"

#include <string>
#include <vector>

namespace espalier {

/// The limits of a machine as sentences for whoever writes kernels for it, the most important first.
std::vector<std::string> hardwareFacts(const Roofs& roofs);

} // namespace espalier
