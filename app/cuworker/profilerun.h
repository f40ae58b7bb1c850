#pragma once

namespace espalier {

/// Runs the call that lies in the folder (core/profile/profilecall.h) as often as it says, for a profiler that has
/// started this process and watches the device. Nothing is timed, nothing is judged, and what the kernels answer is
/// thrown away. The exit code: 0, or that of a worker with the reason on standard error.
int profileRun(const char* folder);

} // namespace espalier
