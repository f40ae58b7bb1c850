#pragma once

#include "core/evaluate/judge/crew.h"
#include "core/evaluate/judge/layout.h"
#include "core/evaluate/judge/memoryfile.h"

#include <cstdint>
#include <optional>

namespace espalier {

/// One worker's output memory. Before each call every output is filled with a random NaN (so what the kernel leaves
/// alone is neither an old answer nor a plausible one) and the memory around it with another random word.
class Outputs
{
public:
    static Result<Outputs> create(std::size_t bytes);

    /// Fills outputs and canaries for a call of this case; the canaries alone where `outputs` is false.
    void poison(const Layout& layout, bool outputs, Crew& crew);
    /// The outputs that still hold some poison, as a share of their 4-byte words: 1 for a kernel that wrote nothing.
    double untouchedShare(const Layout& layout) const;
    /// Index of the output next to which a canary was overwritten; -1 for before the first.
    std::optional<int> brokenCanary(const Layout& layout) const;
    /// Changes when any byte of the outputs changes.
    std::uint64_t fingerprint(const Layout& layout) const;

    const std::byte* data() const { return m_file.data(); }
    int fd() const { return m_file.fd(); }

private:
    MemoryFile m_file;
    std::uint64_t m_poison = 0;
    std::uint64_t m_canary = 0;
};

} // namespace espalier
