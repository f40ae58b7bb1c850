#pragma once

#include "core/graph/diagnosis.h"

#include <string>
#include <string_view>

namespace espalier::prompting {

/// What skills call the rules' changes of compiler and options; a diagnosis names one of them as a lever.
inline constexpr std::string_view kOptionsLever = "compiler-flags";

/// A diagnosis for somebody who writes source alone, a line each: bound, share of the roof, the lever unless it is one
/// of the options, and at most six findings. Empty where nothing is known.
std::string diagnosisLines(const Diagnosis& diagnosis);

} // namespace espalier::prompting
