#include "core/evaluate/judge/workbench.h"

#include "core/evaluate/judge/poison.h"

#include <atomic>
#include <cstring>

namespace espalier {

const CheckedInputs& WorkBench::setOf(InputPool& pool, std::size_t index) const
{
    if (!pool.isDrawn(index)) {
        crew->rest();
    }
    return pool.set(index);
}

void WorkBench::show(const InputPool& pool, const CheckedInputs& set, Placement placement)
{
    shownSet = &set;
    const bool flush = placement == Placement::Flush && checks.flushPlacement;
    shown = flush ? pool.layout().flush(inputs.size(), outputBytes) : pool.layout();
    const std::uint64_t poison = checks.inputPoison ? randomNan() : 0;
    for (const Layout::Span& margin : shown.inputMargins) {
        fillWith(inputs.data() + margin.offset, margin.bytes, poison);
    }
    for (std::size_t i = 0; i < shown.inputs.size(); ++i) {
        std::byte* to = inputs.data() + shown.inputs[i].offset;
        const auto* from = static_cast<const std::byte*>(set.inputs.buffers().at(i));
        crew->shareBytes(shown.inputs[i].bytes,
                         [&](std::size_t begin, std::size_t bytes) { std::memcpy(to + begin, from + begin, bytes); });
    }
}

bool WorkBench::intact(const CheckedInputs& set) const
{
    std::atomic<bool> same{true};
    for (std::size_t i = 0; i < shown.inputs.size(); ++i) {
        const std::byte* seen = inputs.data() + shown.inputs[i].offset;
        const auto* drawn = static_cast<const std::byte*>(set.inputs.buffers().at(i));
        crew->shareBytes(shown.inputs[i].bytes, [&](std::size_t begin, std::size_t bytes) {
            if (std::memcmp(seen + begin, drawn + begin, bytes) != 0) {
                same = false;
            }
        });
    }
    return same;
}

} // namespace espalier
