#pragma once

#include "core/evaluate/judge/workerprocess.h"

#include <string>
#include <vector>

namespace espalier {

/// How a worker is started, inside bubblewrap where there is one. A value.
struct WorkerCommand
{
    std::vector<std::string> words;    ///< the program first
    std::vector<std::string> settings; ///< its environment, NAME=VALUE each

    static WorkerCommand of(const WorkerProcess::Spec& spec);
};

} // namespace espalier
