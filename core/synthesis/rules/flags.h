#pragma once

#include "core/base/rng.h"
#include "core/graph/candidate.h"

#include <span>
#include <string>
#include <vector>

namespace espalier::rules {

/// Optimisation, the machine's instructions and OpenMP; what every draft starts from.
void setBaseOptions(Candidate& candidate);
bool hasOption(const Candidate& candidate, const std::string& option);
/// Adds an option, taking away others of the same family (-O…, -mprefer-vector-width=…).
void addOption(Candidate& candidate, const std::string& option);
void removeOption(Candidate& candidate, const std::string& option);

/// Relaxed floating-point arithmetic: whole (-ffast-math, which also lets the compiler use vector versions of exp and
/// log).
void setFastMath(Candidate& candidate, bool on);

/// An option of a compiler that takes or leaves it alone.
struct OptionChoice
{
    const char* option;
    double weight; ///< how often it is tried, beside the others'
    bool relaxes;  ///< floating-point arithmetic
};

/// Adds one of the choices, or removes it where it is there; of those that relax none unless `relaxed`. Returns what
/// was changed, for people.
std::string changeOption(Candidate& candidate, std::span<const OptionChoice> choices, bool relaxed, Rng& rng);

/// One change of options or compiler that makes a different build; `reassociation` says whether relaxed arithmetic is
/// allowed. Returns what was changed, for people; empty when there was nothing to change.
std::string changeFlags(Candidate& candidate, bool reassociation, Rng& rng);

} // namespace espalier::rules
