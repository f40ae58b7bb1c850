#pragma once

#include "core/evaluate/sandbox/interpreter.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace espalier {

/// How bubblewrap (bwrap) is called on this machine. It runs a program in namespaces of its own (users, processes,
/// network, messages, host name, mounts) under an empty root that holds the system's programs and libraries read-only,
/// a small /dev, its own /proc and nothing of the user. When bwrap or who started it dies, all of it dies.
struct Bubblewrap
{
    std::filesystem::path program;
    bool disablesUserNamespaces = true; ///< --disable-userns, since 0.8

    bool operator==(const Bubblewrap&) const = default;
};

/// Where espalier-worker and a build's folder stand inside.
inline constexpr const char* kWorkerInside = "/espalier-worker";
inline constexpr const char* kBuildFolderInside = "/build";

using EnvironmentVariables = std::vector<std::pair<std::string, std::string>>;

/// The first program named bwrap on PATH.
std::optional<std::filesystem::path> findBubblewrap();

/// Command line up to the program, for one worker: nothing but the libraries and the description of the processors.
/// `worker` is espalier-worker outside. With `gpu` also the files of NVIDIA's driver, and /sys, without which it does
/// not start. With an interpreter also its folders and, where there is a GPU, its scratch folder for writing.
std::vector<std::string> runSandbox(const Bubblewrap& bubblewrap, const std::filesystem::path& worker,
                                    const EnvironmentVariables& environment, bool gpu = false,
                                    const std::optional<Interpreter>& interpreter = {});

/// The same for a compiler, which also sees the link names of /etc/alternatives and may write `folder`, its working
/// folder. `path` is its PATH.
std::vector<std::string> buildSandbox(const Bubblewrap& bubblewrap, const std::filesystem::path& worker,
                                      const std::filesystem::path& folder, const std::string& path,
                                      const std::optional<Interpreter>& interpreter = {});

} // namespace espalier
