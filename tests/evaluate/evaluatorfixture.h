#pragma once

#include "core/evaluate/localevaluator.h"

#include <memory>
#include <string>
#include <vector>

namespace espalier::test {

/// tests/adversarial/<path> as text; empty when it cannot be read.
std::string fixtureText(const std::string& path);

/// C++ for g++ unless told otherwise.
Candidate candidateFrom(const std::string& source, std::vector<std::string> options = {"-O2"});

/// The rmsnorm task of the project with little time for timing, no diagnosis; the program stops when it cannot be
/// opened.
std::unique_ptr<LocalEvaluator> openRmsnorm();

Task rmsnormTask();
std::filesystem::path programs();

Evaluation evaluate(LocalEvaluator& evaluator, const Candidate& candidate);

/// Processes below this one, their children too, as "pid name".
std::vector<std::string> descendants();
/// Those of them that are Espalier's: judges and workers, without the bubblewrap round them.
std::vector<std::string> judgesAndWorkers();

} // namespace espalier::test
