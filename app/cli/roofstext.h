#pragma once

#include "core/diagnose/roofs.h"
#include "core/graph/deviceroofs.h"

namespace espalier::cli {

/// The measured roofs of this machine as a table: bandwidth a level, arithmetic a type, what starting costs.
void printRoofs(const Roofs& roofs);
/// Those of its GPU.
void printRoofs(const DeviceRoofs& roofs);

} // namespace espalier::cli
