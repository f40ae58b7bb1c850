#pragma once

#include "core/diagnose/measuredkernel.h"

#include <string_view>

namespace espalier {

/// Adds at most six sentences on why a timed kernel is bound as it is, the most important first: the roof, the limit,
/// what the code shows that explains the limit, achieved rates, uneven cases; each with what it rests on and, where
/// that sets a limit, what it could gain at most: no kernel gets past its roof. The diagnosis names the bound already.
/// `spillingLoop`: CodeFacts::spillingLoop.
void addFindings(const MeasuredKernel& kernel, std::string_view spillingLoop, Diagnosis& diagnosis);

} // namespace espalier
