#include "app/runner/gpufacts.h"

namespace espalier {

std::vector<std::string> gpuFacts(const CudaMachine& machine)
{
    const CudaArchitecture& architecture = machine.architecture;
    return {machine.device + ", compute capability " + std::to_string(architecture.major) + "." +
                std::to_string(architecture.minor) + ", code for " + architecture.name() + " by " + machine.compiler,
            "Warps of 32 threads; a block has at most 1024 threads, 255 registers a thread and " +
                std::to_string(architecture.sharedBytes() >> 10) +
                " KiB of shared memory, of which 48 KiB may be declared with a fixed size"};
}

std::vector<std::string> gpuFacts(const PythonMachine& machine)
{
    return {
        machine.device + ", Triton " + machine.triton + ", torch " + machine.torch,
        "Warps of 32 threads; a program has at most 32 warps and 255 registers a thread; a tensor of more than 1048576 "
        "elements is refused"};
}

} // namespace espalier
