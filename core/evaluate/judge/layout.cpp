#include "core/evaluate/judge/layout.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kAlignment = 64;

std::size_t roundUp(std::size_t value, std::size_t to)
{
    return (value + to - 1) / to * to;
}

/// One tensor after another with a page or more between; where the first starts is told.
std::vector<Layout::Span> place(const std::vector<Tensor>& tensors, const Dims& dims, std::size_t at)
{
    std::vector<Layout::Span> spans;
    for (const Tensor& tensor : tensors) {
        const std::size_t bytes = tensor.bytes(dims);
        spans.push_back({at, bytes});
        at = roundUp(at + bytes, kPage) + kPage;
    }
    return spans;
}

std::size_t end(const Layout::Span& span)
{
    return span.offset + span.bytes;
}

/// What lies between the spans, and up to a page before the first and behind the last.
std::vector<Layout::Span> margins(const std::vector<Layout::Span>& spans, std::size_t memory)
{
    std::vector<Layout::Span> gaps;
    std::size_t from = spans.front().offset - std::min(spans.front().offset, kPage);
    for (const Layout::Span& span : spans) {
        gaps.push_back({from, span.offset - from});
        from = end(span);
    }
    gaps.push_back({from, std::min(memory - from, kPage)});
    return gaps;
}

std::vector<Layout::Span> moved(std::vector<Layout::Span> spans, std::size_t memory)
{
    const std::size_t by = (memory - end(spans.back())) / kAlignment * kAlignment;
    for (Layout::Span& span : spans) {
        span.offset += by;
    }
    return spans;
}

} // namespace

Layout Layout::of(const Task& task, const Dims& dims)
{
    Layout layout;
    layout.inputs = place(task.inputs, dims, 0);
    layout.outputs = place(task.outputs, dims, kPage);
    layout.inputBytes = roundUp(end(layout.inputs.back()), kPage) + kPage;
    layout.outputBytes = roundUp(end(layout.outputs.back()), kPage) + kPage;
    layout.inputMargins = margins(layout.inputs, layout.inputBytes);
    layout.canaries = margins(layout.outputs, layout.outputBytes);
    return layout;
}

Layout Layout::flush(std::size_t inputMemory, std::size_t outputMemory) const
{
    Layout layout = *this;
    layout.inputs = moved(inputs, inputMemory);
    layout.outputs = moved(outputs, outputMemory);
    layout.inputMargins = margins(layout.inputs, inputMemory);
    layout.canaries = margins(layout.outputs, outputMemory);
    layout.inputBytes = inputMemory;
    layout.outputBytes = outputMemory;
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
