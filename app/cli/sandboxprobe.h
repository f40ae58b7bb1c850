#pragma once

#include <string>

namespace espalier::cli {

/// One layer of the worker's sandbox, tried in a child process.
struct SandboxLayer
{
    bool holds = false;
    std::string detail;
};

SandboxLayer probeSeccomp();    ///< system-call filter; a worker refuses to start without it
SandboxLayer probeLandlock();   ///< files; without it a worker may read what its user may read
SandboxLayer probeNamespaces(); ///< network and processes of its own

} // namespace espalier::cli
