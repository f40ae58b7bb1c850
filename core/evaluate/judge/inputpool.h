#pragma once

#include "core/base/rng.h"
#include "core/evaluate/judge/layout.h"
#include "core/task/comparison.h"
#include "core/task/generator.h"
#include "core/task/reference.h"
#include "core/task/task.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace espalier {

/// Inputs with the outputs they must give.
struct CheckedInputs
{
    InputSet inputs;
    std::vector<ExpectedOutput> expected;
};

/// Input sets of one case, drawn from the system's random source when first asked for and kept with their expected
/// outputs, because the reference is slow. A worker sees a set at most once: whoever has used them all is replaced by a
/// new process.
class InputPool
{
public:
    /// At most `bytes` are kept, but never fewer than four sets nor more than 24.
    InputPool(const Task& task, const Case& oneCase, const ReferenceLibrary& reference, std::size_t bytes);

    const Case& oneCase() const { return m_case; }
    const Layout& layout() const { return m_layout; }
    std::size_t capacity() const { return m_capacity; }
    /// index < capacity()
    const CheckedInputs& set(std::size_t index);

private:
    const Task& m_task;
    const Case& m_case;
    const ReferenceLibrary& m_reference;
    Layout m_layout;
    std::size_t m_capacity;
    std::vector<std::unique_ptr<CheckedInputs>> m_sets;
};

} // namespace espalier
