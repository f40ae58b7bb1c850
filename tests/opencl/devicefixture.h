#pragma once

#include "core/evaluate/localevaluator.h"

#include <memory>
#include <string>

namespace espalier::test {

/// Why the tests of the target opencl cannot run here, as a sentence; empty where they can.
std::string whyNoDevice();

/// tests/opencl/<path> as text; empty when it cannot be read.
std::string deviceText(const std::string& path);

Task shippedTask(const std::string& name);

/// The target opencl with little time for timing, no diagnosis.
Result<std::unique_ptr<LocalEvaluator>> openDevice(const Task& task);

Evaluation evaluateDevice(LocalEvaluator& evaluator, const std::string& source);

} // namespace espalier::test
