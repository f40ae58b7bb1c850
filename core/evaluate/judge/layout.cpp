#include "core/evaluate/judge/layout.h"

namespace espalier {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kAlignment = 64;

std::size_t roundUp(std::size_t value, std::size_t to)
{
    return (value + to - 1) / to * to;
}

} // namespace

Layout Layout::of(const Task& task, const Dims& dims)
{
    Layout layout;
    std::size_t at = 0;
    for (const Tensor& input : task.inputs) {
        const std::size_t bytes = input.bytes(dims);
        layout.inputs.push_back({at, bytes});
        at += roundUp(bytes, kAlignment);
    }
    layout.inputBytes = roundUp(at, kPage);
    layout.canaries.push_back({0, kPage});
    at = kPage;
    for (const Tensor& output : task.outputs) {
        const std::size_t bytes = output.bytes(dims);
        layout.outputs.push_back({at, bytes});
        const std::size_t next = roundUp(at + bytes, kPage) + kPage;
        layout.canaries.push_back({at + bytes, next - at - bytes});
        at = next;
    }
    layout.outputBytes = at;
    return layout;
}

wire::Go Layout::go(const Dims& dims) const
{
    wire::Go go{};
    go.inputs = static_cast<std::uint32_t>(inputs.size());
    go.outputs = static_cast<std::uint32_t>(outputs.size());
    go.dims = static_cast<std::uint32_t>(dims.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        go.inputOffset[i] = inputs[i].offset;
    }
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        go.outputOffset[i] = outputs[i].offset;
    }
    for (std::size_t i = 0; i < dims.size(); ++i) {
        go.dim[i] = dims[i].second;
    }
    return go;
}

} // namespace espalier
