#pragma once

namespace espalier {

/// Nanoseconds of calling an empty function through a pointer: the floor of a kernel without threads.
double plainCallNs();

/// Microseconds from entering an OpenMP region with a thread on each of `cores` to leaving it, when its threads have
/// gone to sleep since the last one, as between two calls of a kernel: the fastest of 30. Uses the system's libgomp, as
/// the kernels do, on a thread of its own that takes the team with it; 0 where there is none. Takes 0.1 s.
double teamStartUs(int cores);

} // namespace espalier
