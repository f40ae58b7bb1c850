#pragma once

#include "core/evaluate/localevaluator.h"

#include <string>

namespace espalier::test {

Task shippedTask(const std::string& name);

/// The plain kernel that comes with a shipped task.
std::string tritonSeed(const std::string& task);

/// Why nothing can be run for the target triton here; empty where it can.
std::string whyNoTriton();

/// Judges for the target triton. An error too where the task's own kernel or model in Python is not right.
Result<std::unique_ptr<LocalEvaluator>> tryTriton(const Task& task);

/// The same, which ends the test program where it cannot be opened.
std::unique_ptr<LocalEvaluator> openTriton(const Task& task);

Evaluation evaluate(LocalEvaluator& evaluator, const std::string& source);

} // namespace espalier::test
