#pragma once

#include "core/import/kernelbench/operatorgraph.h"

#include <string>

namespace espalier {

/// The part of the triviality gate that looks at the operator alone and runs nothing: why it is nothing a search could
/// be trusted on, with the line of the problem file, or an empty text.
///
/// - The answer is known without computing it: it does not depend on an input, it has one value whatever the inputs are
///   (min(x, 0) held between 0 and 1), something is reduced over an axis of one element (a softmax of one number is 1),
///   or it is a single number, which a constant or a small sample comes too near to.
/// - It is not defined for inputs of both signs: a root or a logarithm of what may be negative, a division by what may
///   be zero in between.
/// - It looks for the place of the largest or smallest among what is computed, where rounding decides.
/// - It is a running product of what is computed, which vanishes or overflows.
std::string unsoundReason(const OperatorGraph& graph);

} // namespace espalier
