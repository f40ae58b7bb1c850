#pragma once

#include "core/diagnose/roofs.h"

namespace espalier::cli {

/// The measured roofs of this machine as a table: bandwidth a level, arithmetic a type, what starting costs.
void printRoofs(const Roofs& roofs);

} // namespace espalier::cli
