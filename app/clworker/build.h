#pragma once

#include "app/clworker/device.h"

namespace espalier {

/// Compiles candidate.cl of the working folder as request.json there asks (core/opencl/buildrequest.h) into
/// candidate.bin, and prints the driver's log. Nothing of the candidate is run. The exit code: 0, or 1 with the reason
/// in the last line. Once a process.
int buildProgram(const Device& device);

/// Has the driver read its library of built-in functions, which it keeps for all programs of the context.
void readBuiltins(const Device& device);

} // namespace espalier
