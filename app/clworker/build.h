#pragma once

namespace espalier {

/// Compiles candidate.cl of the working folder as request.json there asks (core/opencl/buildrequest.h) into
/// candidate.bin, and prints the driver's log. Nothing of the candidate is run. The exit code: 0, or 1 with the reason
/// in the last line.
int buildProgram();

} // namespace espalier
