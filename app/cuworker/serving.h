#pragma once

#include "core/base/result.h"
#include "core/cuda/cudarunner.h"
#include "core/evaluate/judge/wire.h"

#include <functional>

namespace espalier {

/// Prints why, as the one line that the judge takes from a worker; returns the exit code.
int cannot(const Error& error, int code = wire::kExitCannotLoad);

/// Where the judge says that a call's tensors lie; an empty call, which no task takes, where it names too many.
CudaRunner::Call callOf(const wire::Go& go);
CudaRunner::Row rowOf(const wire::Go& go);

/// What the judge asks for: a row of calls, or one.
Result<double> runFor(const wire::Go& go, CudaRunner& runner);

/// What a call took, by the device.
using Run = std::function<Result<double>(const wire::Go&)>;

/// Answers the judge's calls until it is gone, or the device is.
[[noreturn]] void serve(const Run& run);

} // namespace espalier
