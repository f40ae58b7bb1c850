#pragma once

#include "core/import/kernelbench/operatorgraph.h"

namespace espalier {

/// How many steps a window makes along an axis: PyTorch's formulas of Conv2d, ConvTranspose2d and, for one that reaches
/// beyond the end, of its pooling. "0" where it has no room in the problem's own size.
Extent stepsOf(const Extent& whole, const Window& window);

} // namespace espalier
