#pragma once

#include "core/task/comparison.h"
#include "core/task/sharedlibrary.h"
#include "core/task/task.h"

#include <atomic>
#include <memory>
#include <vector>

namespace espalier {

/// A task's reference.cpp, built and loaded: the truth every candidate is compared with. reference.cpp defines
/// `void <name>_reference(inputs as typed, outputs as double* or int64_t*, dims as int64_t)`, stands alone (system
/// headers only) and writes every element of its outputs. 16-bit inputs are float16* and bfloat16*, which become float
/// when they are read (core/task/halffloat.h, in front of it). The built library is kept in cacheFolder() under the
/// hash of what it was made from. Runs in the calling process: a reference is the task author's code and trusted.
/// expected() may be called from several threads.
class ReferenceLibrary
{
public:
    /// The sentence of an error quotes the compiler's first complaint.
    static Result<std::shared_ptr<const ReferenceLibrary>> load(const Task& task);

    /// The expected outputs, in the task's order, for inputs in the task's order. Outputs are NaN or -1 beforehand, so
    /// that one the reference forgot to write shows. Large ones of a task with slices are computed on all processors,
    /// or on its share of them where several threads ask at once.
    std::vector<ExpectedOutput> expected(const Dims& dims, const std::vector<const void*>& inputs) const;
    /// The same into memory that is used again: a judge that asks for every call saves the page faults.
    void expectedInto(const Dims& dims, const std::vector<const void*>& inputs,
                      std::vector<ExpectedOutput>& outputs) const;

private:
    using Entry = void (*)(const void* const*, void* const*, const std::int64_t*);

    ReferenceLibrary(const Task& task, std::shared_ptr<const SharedLibrary> library, Entry entry)
        : m_inputs(task.inputs), m_outputs(task.outputs), m_sliced(task.sliced), m_library(std::move(library)),
          m_entry(entry)
    {
    }

    /// One slice: `from` to before `to` of the sliced dim, in buffers of the whole.
    void computeSlice(const Dims& dims, const std::vector<const void*>& inputs, const std::vector<void*>& outputs,
                      std::int64_t from, std::int64_t to) const;
    void compute(const Dims& dims, const std::vector<const void*>& inputs, const std::vector<void*>& outputs) const;

    std::vector<Tensor> m_inputs;
    std::vector<Tensor> m_outputs;
    std::string m_sliced;
    std::shared_ptr<const SharedLibrary> m_library;
    Entry m_entry;
    mutable std::atomic<int> m_running{0}; ///< calls of compute() that have not returned
};

} // namespace espalier
