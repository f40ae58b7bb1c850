#include "core/evaluate/judge/outputs.h"

#include "core/base/rng.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace espalier {
namespace {

// Both 32-bit halves, and the whole as a double, are NaN; as integers they are values no task's distribution draws.
constexpr std::uint64_t kNan = 0x7ff000017ff00001ULL;
constexpr std::uint64_t kPayload = 0x000ffffe000ffffeULL;

void fill(std::byte* to, std::size_t bytes, std::uint64_t word)
{
    std::array<std::uint64_t, 512> block;
    block.fill(word);
    while (bytes > 0) {
        const std::size_t n = std::min(bytes, sizeof block);
        std::memcpy(to, block.data(), n);
        to += n;
        bytes -= n;
    }
}

/// The bytes [0, bytes) hold the word over and over, starting with its first byte.
bool holds(const std::byte* at, std::size_t bytes, std::uint64_t word)
{
    std::array<std::uint64_t, 512> block;
    block.fill(word);
    while (bytes > 0) {
        const std::size_t n = std::min(bytes, sizeof block);
        if (std::memcmp(at, block.data(), n) != 0) {
            return false;
        }
        at += n;
        bytes -= n;
    }
    return true;
}

} // namespace

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

void Outputs::poison(const Layout& layout)
{
    m_poison = kNan | (systemRandom() & kPayload);
    m_canary = systemRandom();
    for (const Layout::Span& output : layout.outputs) {
        fill(m_file.data() + output.offset, output.bytes, m_poison);
    }
    for (const Layout::Span& canary : layout.canaries) {
        fill(m_file.data() + canary.offset, canary.bytes, m_canary);
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
        if (!holds(m_file.data() + layout.canaries[i].offset, layout.canaries[i].bytes, m_canary)) {
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
