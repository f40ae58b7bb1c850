#include "core/cuda/hostrunner.h"

#include <algorithm>

namespace espalier {
namespace {

bool liesIn(const std::vector<std::size_t>& offsets, std::size_t behind, std::size_t bytes)
{
    return std::ranges::all_of(offsets, [&](std::size_t offset) { return behind < bytes && offset < bytes - behind; });
}

} // namespace

Result<double> HostRunner::row(const CudaRunner::Call& call, const CudaRunner::Row& row)
{
    const std::size_t last = row.calls > 0 ? row.calls - 1 : 0;
    if (row.calls == 0 || !liesIn(call.inputs, last * row.inputStride, m_memory.inputBytes) ||
        !liesIn(call.outputs, last * row.outputStride, m_memory.outputBytes)) {
        return Error{ErrorKind::Machine, "the worker cannot follow the judge",
                     "a tensor lies outside of the memory that is shared",
                     "install Espalier anew, so that all its programs are of one version"};
    }
    std::vector<const void*> in(call.inputs.size());
    std::vector<void*> out(call.outputs.size());
    if (auto started = m_calls.startClock(); !started) {
        return started.error();
    }
    for (std::size_t n = 0; n < row.calls; ++n) {
        for (std::size_t i = 0; i < in.size(); ++i) {
            in[i] = reinterpret_cast<const void*>(m_memory.sharedInputs + n * row.inputStride + call.inputs[i]);
        }
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = reinterpret_cast<void*>(m_memory.sharedOutputs + n * row.outputStride + call.outputs[i]);
        }
        m_entry(in.data(), out.data(), call.dims.data(), m_calls.stream());
    }
    const auto seconds = m_calls.stopClock();
    const auto ended = seconds ? m_calls.waitForAll() : Result<void>(seconds.error());
    return ended ? seconds : Result<double>(ended.error());
}

} // namespace espalier
