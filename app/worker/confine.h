#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

namespace espalier {

/// Limits by setrlimit: no core files, no files over 64 KiB, few descriptors, and an address space of `bytes`, so that
/// a kernel that allocates without end fails by itself. False when the system refuses.
bool limitResources(std::size_t bytes);

/// Leaves the user, IPC and network namespaces of the caller where the system allows it (Ubuntu may not); the filters
/// below deny the same things, this is the second wall. Inside bubblewrap it has been done and is refused.
bool leaveNamespaces();

/// Of the interface that the system's kernel has; below 1: it has none, or refuses it.
long landlockVersion();

/// Landlock: from here on files can be opened for reading only in the system's folders for programs and libraries, in
/// its description of the processors and below `readable`, and for writing only below `writable` (may be null) and
/// `devices`. Returns the version of Landlock; with Landlock absent (kernels before 5.13) 0, and nothing has changed.
int confineFiles(const char* writable, const std::vector<std::filesystem::path>& devices = {},
                 const std::vector<std::filesystem::path>& readable = {});

/// Becomes a program that can read the system's folders and `readable` and write `folder`, under confineFiles(), and
/// dies with whoever started this one. `command` ends with a null pointer. Returns only when it cannot be started: 127.
int runConfined(const char* folder, char** command, const std::vector<std::filesystem::path>& readable = {});

/// seccomp: computing, memory, threads, clocks, reading files and writing to open pipes are allowed. Everything else is
/// refused: what a process could use against others (new processes, sockets, tracing, signals to others, its own
/// filters) raises SIGSYS, whose handler tells why and then dies; harmless curiosities get EPERM. False when the filter
/// cannot load.
bool confineCalls();

} // namespace espalier
