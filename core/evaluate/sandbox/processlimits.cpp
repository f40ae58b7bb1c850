#include "core/evaluate/sandbox/processlimits.h"

namespace espalier {

void ProcessLimits::holdTo(ProcessSpec& spec) const
{
    spec.timeout = time;
    spec.fileCap = output;
    spec.printedLimit = printed;
    spec.treeMemory = memory;
    spec.treeProcesses = processes;
}

std::string ProcessLimits::exceeded(TreeLimit limit) const
{
    switch (limit) {
    case TreeLimit::Printed:
        return "printed more than " + std::to_string(printed >> 20) + " MiB";
    case TreeLimit::Processes:
        return "started more than " + std::to_string(processes) + " processes";
    case TreeLimit::Memory:
        break;
    }
    return "took more than " + std::to_string(memory >> 30) + " GiB of memory";
}

} // namespace espalier
