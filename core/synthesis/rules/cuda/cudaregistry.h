#pragma once

#include "core/synthesis/rules/workpiece.h"

#include <memory>
#include <vector>

namespace espalier::rules {

/// The transformations of CUDA C++, in the order in which a draft would use them.
const std::vector<std::unique_ptr<Transformation>>& cudaTransformations();

/// A sensible bundle for a plain seed: rows shared out among threads or several elements a thread, wide loads, block
/// sizes, options; here and there hints to the compiler and the caches.
void draftForCuda(Workpiece& piece);

} // namespace espalier::rules
