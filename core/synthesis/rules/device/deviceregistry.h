#pragma once

#include "core/synthesis/rules/workpiece.h"

#include <memory>
#include <vector>

namespace espalier::rules {

/// The transformations of OpenCL C, in the order of the skills' names.
const std::vector<std::unique_ptr<Transformation>>& deviceTransformations();

/// A sensible bundle for a plain seed: vectors, a work-group size, relaxed arithmetic, here and there unrolling.
void draftForDevice(Workpiece& piece);

} // namespace espalier::rules
