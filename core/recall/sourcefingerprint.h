#pragma once

#include "core/graph/candidate.h"

#include <string>

namespace espalier {

/// Equal for two candidates that a compiler cannot tell apart: the same language, compiler and options in their order,
/// and sources that differ in blanks, comments and the names of local variables alone (localNames()). Where the source
/// cannot be read with certainty its exact bytes count, so that equality is never claimed wrongly. 64 hexadecimal
/// digits.
std::string sourceFingerprint(const Candidate& candidate);

/// What the fingerprint is made of, a token a line.
std::string normalisedSource(const Candidate& candidate);

} // namespace espalier
