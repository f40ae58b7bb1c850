#pragma once

#include "core/evaluate/judge/layout.h"
#include "core/task/variedinputs.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace espalier {

/// Input sets of one case, drawn from the system's random source when first asked for and kept with their expected
/// outputs, because the reference is slow. A worker sees a set at most once: whoever has used them all is replaced by a
/// new process.
class InputPool
{
public:
    static constexpr std::size_t kFewest = 4;

    /// At most `bytes` are kept, but never fewer than kFewest sets nor more than 24.
    InputPool(const Task& task, const Case& oneCase, const ReferenceLibrary& reference, std::size_t bytes);

    const Case& oneCase() const { return m_case; }
    const Layout& layout() const { return m_layout; }
    std::size_t capacity() const { return m_capacity; }
    /// Whether the set lies there already; drawing one takes every processor for up to some seconds.
    bool isDrawn(std::size_t index) const { return m_sets.at(index) != nullptr; }
    /// index < capacity(). Different ones may be asked for by several threads at once.
    const CheckedInputs& set(std::size_t index);

    /// Draws a set varied in this way and keeps it when the operator is usefully defined for it and `soundly`, which
    /// runs a kernel known to be correct, agrees. Three draws, then the variation is left out of this case.
    void addVaried(Variation variation, const std::function<bool(const CheckedInputs&)>& soundly);
    const std::vector<CheckedInputs>& varied() const { return m_varied; }

private:
    const Task& m_task;
    const Case& m_case;
    const ReferenceLibrary& m_reference;
    Layout m_layout;
    std::size_t m_capacity;
    std::vector<std::unique_ptr<CheckedInputs>> m_sets;
    std::vector<CheckedInputs> m_varied;
};

} // namespace espalier
