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

/// The lines of a profile's summary as a list, at most ten: names of kernels in them are the candidate's.
std::string profileLines(const std::vector<std::string>& summary);

} // namespace espalier::prompting
