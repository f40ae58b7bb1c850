#pragma once

#include "core/graph/evaluation.h"

#include <cstddef>
#include <string>

namespace espalier {

/// The name of a fault, equal for the same fault in different kernels: what failures and their fixes are kept by. Empty
/// for a correct kernel. Readable, for prompts and people:
///   "build: '_' was not declared in this scope"     the first error in the compiler's log, see messageWording()
///   "wrong: many elements of y, NaN (case tiny)"    kind, how many, and the case; a hidden case without its name
///   "crash at smoke: it touched memory that is not its own (segmentation fault)"
///   "timeout at time: it did not return within # ms"
/// Pure; log and reason are taken for hostile. Printable ASCII, at most kSignatureCap bytes, whatever they hold.
std::string errorSignature(const Evaluation& evaluation);

inline constexpr std::size_t kSignatureCap = 200;

} // namespace espalier
