#pragma once

#include "core/task/comparison.h"
#include "core/task/generator.h"
#include "core/task/kernelrun.h"
#include "core/task/reference.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

namespace espalier::test {

/// How a built kernel differs from the reference in the first case for a processor in which it does; empty when in
/// none. Inputs are drawn with `seed`.
inline std::string firstFault(const Task& task, const ReferenceLibrary& reference, const std::filesystem::path& library,
                              std::uint64_t seed)
{
    Rng rng(seed);
    for (const Case& c : task.cases) {
        if (c.role == CaseRole::Gpu) {
            continue;
        }
        const InputSet inputs(task, c.dims, rng);
        const auto got = runKernel(task, library, c.dims, inputs.constBuffers(), std::chrono::seconds(20));
        if (!got) {
            return c.name + ": " + got.error().sentence();
        }
        const auto expected = reference.expected(c.dims, inputs.constBuffers());
        for (std::size_t o = 0; o < task.outputs.size(); ++o) {
            if (const auto mismatch =
                    compareOutput(task.outputs[o], c.dims, (*got)[o].data(), expected[o], task.tolerance)) {
                return c.name + ": " + mismatch->sentence;
            }
        }
    }
    return {};
}

} // namespace espalier::test
