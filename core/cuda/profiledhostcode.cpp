#include "core/cuda/profiledhostcode.h"

namespace espalier {

Result<void> profileHostCode(SharedCalls& device, HostRunner::Entry entry, CudaRunner::Memory memory,
                             const CudaRunner::Call& call, int times)
{
    const auto inputs = device.allocate(memory.inputBytes);
    const auto outputs = inputs ? device.allocate(memory.outputBytes) : inputs;
    auto copied = outputs ? device.copyIn(*inputs, memory.inputs, memory.inputBytes) : Result<void>(outputs.error());
    if (!copied) {
        return copied;
    }
    memory.sharedInputs = *inputs;
    memory.sharedOutputs = *outputs;
    HostRunner runner(device, entry, memory);
    for (int i = 0; i < times; ++i) {
        if (const auto run = runner.row(call, {}); !run) {
            return run.error();
        }
    }
    return {};
}

} // namespace espalier
