#include "core/evaluate/judge/inputpool.h"

#include <algorithm>
#include <utility>

namespace espalier {
namespace {

constexpr std::size_t kMost = 24;

std::size_t setBytes(const Task& task, const Dims& dims)
{
    std::size_t bytes = 1;
    for (const Tensor& input : task.inputs) {
        bytes += input.bytes(dims);
    }
    for (const Tensor& output : task.outputs) {
        bytes += static_cast<std::size_t>(output.elements(dims)) * sizeof(double);
    }
    return bytes;
}

} // namespace

InputPool::InputPool(const Task& task, const Case& oneCase, const ReferenceLibrary& reference, std::size_t bytes)
    : m_task(task), m_case(oneCase), m_reference(reference), m_layout(Layout::of(task, oneCase.dims)),
      m_capacity(std::clamp(bytes / setBytes(task, oneCase.dims), kFewest, kMost)), m_sets(m_capacity)
{
}

const CheckedInputs& InputPool::set(std::size_t index)
{
    std::unique_ptr<CheckedInputs>& slot = m_sets.at(index);
    if (!slot) {
        Rng rng(systemRandom());
        slot =
            std::make_unique<CheckedInputs>(std::move(*drawChecked(m_task, m_case, m_reference, Variation::None, rng)));
    }
    return *slot;
}

void InputPool::addVaried(Variation variation, const std::function<bool(const CheckedInputs&)>& soundly)
{
    constexpr int kDraws = 3;
    for (int draw = 0; draw < kDraws; ++draw) {
        Rng rng(systemRandom());
        auto set = drawChecked(m_task, m_case, m_reference, variation, rng);
        if (set && soundly(*set)) {
            m_varied.push_back(std::move(*set));
            return;
        }
    }
}

} // namespace espalier
