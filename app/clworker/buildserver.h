#pragma once

namespace espalier {

/// Compiles what it is asked for (core/opencl/buildservice.h) until it is killed, each build in a process forked from
/// this one, confined to the build's own folder. The device is open and PoCL's library of built-in functions, 9 MB of
/// bitcode, is read before the first fork: reading it was two thirds of the 1.2 s that a build took. Returns only where
/// there is no device or no socket: 1, with the reason printed.
int serveBuilds();

} // namespace espalier
