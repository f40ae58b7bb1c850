#pragma once

#include "core/base/largevector.h"
#include "core/base/rng.h"
#include "core/task/task.h"

#include <cstddef>
#include <vector>

namespace espalier {

/// Draws input number `index` of a task into its buffer (Tensor::bytes long) in one case. `inputs` holds the buffers of
/// all inputs in the task's order; those before `index` are filled already, because member_of takes elements from an
/// earlier one. The same state of `rng` gives the same bytes. Normal values are finite and within 4.5 standard
/// deviations of their row's mean, spikes apart. What a 16-bit tensor holds is drawn in float and rounded. 24 MB of
/// normal floats take about 15 ms of one processor in a release build; large inputs are drawn by all of them, with the
/// same bytes.
void generateInput(const Task& task, std::size_t index, const Dims& dims, const std::vector<void*>& inputs, Rng& rng);

/// All inputs of one case, in order, in buffers of their own, aligned to 64 bytes.
class InputSet
{
public:
    InputSet(const Task& task, const Dims& dims, Rng& rng);
    InputSet(const InputSet& other);
    InputSet(InputSet&&) noexcept = default;
    InputSet& operator=(const InputSet&) = delete;
    InputSet& operator=(InputSet&&) noexcept = default;
    ~InputSet() = default;

    const std::vector<void*>& buffers() const { return m_buffers; }
    std::vector<const void*> constBuffers() const { return {m_buffers.begin(), m_buffers.end()}; }

private:
    void* allocate(std::size_t bytes);

    std::vector<LargeVector<std::byte>> m_memory;
    std::vector<void*> m_buffers;
};

} // namespace espalier
