#include "core/evaluate/judge/outputs.h"

#include "core/base/rng.h"
#include "core/evaluate/judge/poison.h"

#include <algorithm>
#include <cstring>

namespace espalier {

Result<Outputs> Outputs::create(std::size_t bytes)
{
    auto file = MemoryFile::create("espalier-outputs", bytes, MemoryFile::Access::Shared);
    if (!file) {
        return file.error();
    }
    Outputs outputs;
    outputs.m_file = std::move(*file);
    return outputs;
}

void Outputs::poison(const Layout& layout, bool outputs, Crew& crew)
{
    m_poison = randomNan();
    m_canary = systemRandom();
    for (std::size_t i = 0; outputs && i < layout.outputs.size(); ++i) {
        std::byte* output = m_file.data() + layout.outputs[i].offset;
        // A block is a whole number of words, so every block starts with the poison's first byte.
        crew.shareBytes(layout.outputs[i].bytes,
                        [&](std::size_t begin, std::size_t bytes) { fillWith(output + begin, bytes, m_poison); });
    }
    for (const Layout::Span& canary : layout.canaries) {
        fillWith(m_file.data() + canary.offset, canary.bytes, m_canary);
    }
}

double Outputs::untouchedShare(const Layout& layout) const
{
    std::size_t words = 0;
    std::size_t untouched = 0;
    for (const Layout::Span& output : layout.outputs) {
        for (std::size_t at = 0; at + 4 <= output.bytes; at += 4) {
            const auto* poison = reinterpret_cast<const std::byte*>(&m_poison) + at % 8;
            untouched += std::memcmp(m_file.data() + output.offset + at, poison, 4) == 0 ? 1 : 0;
            ++words;
        }
    }
    return words == 0 ? 0.0 : static_cast<double>(untouched) / static_cast<double>(words);
}

std::optional<int> Outputs::brokenCanary(const Layout& layout) const
{
    for (std::size_t i = 0; i < layout.canaries.size(); ++i) {
        if (!isFilledWith(m_file.data() + layout.canaries[i].offset, layout.canaries[i].bytes, m_canary)) {
            return static_cast<int>(i) - 1;
        }
    }
    return std::nullopt;
}

std::uint64_t Outputs::fingerprint(const Layout& layout) const
{
    std::uint64_t hash = 1469598103934665603ULL;
    for (const Layout::Span& output : layout.outputs) {
        std::uint64_t word = 0;
        for (std::size_t at = 0; at < output.bytes; at += sizeof word) {
            std::memcpy(&word, m_file.data() + output.offset + at, std::min(sizeof word, output.bytes - at));
            hash = (hash ^ word) * 1099511628211ULL;
        }
    }
    return hash;
}

} // namespace espalier
