#include "importchecks.h"

#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/import/kernelbench/kernelbench.h"
#include "core/task/generator.h"
#include "core/task/kernelrun.h"
#include "core/task/sharedlibrary.h"
#include "core/task/tasklibrary.h"
#include "core/task/variedinputs.h"
#include "problemformulas.h"
#include "problemsamples.h"
#include "tests/task/firstfault.h"

#include <cmath>

namespace espalier::test {
namespace {

Sizes sizesOf(const Dims& dims)
{
    return {dims.begin(), dims.end()};
}

/// The inputs as floats, whole numbers too.
std::vector<std::vector<float>> asFloats(const Task& task, const Dims& dims, const std::vector<const void*>& buffers)
{
    std::vector<std::vector<float>> all;
    for (std::size_t i = 0; i < task.inputs.size(); ++i) {
        const std::int64_t count = task.inputs[i].elements(dims);
        if (task.inputs[i].dtype == DType::Int64) {
            const auto* wholes = static_cast<const std::int64_t*>(buffers[i]);
            all.emplace_back(wholes, wholes + count);
        } else if (task.inputs[i].dtype == DType::Int32) {
            const auto* wholes = static_cast<const std::int32_t*>(buffers[i]);
            all.emplace_back(wholes, wholes + count);
        } else {
            const auto* floats = static_cast<const float*>(buffers[i]);
            all.emplace_back(floats, floats + count);
        }
    }
    return all;
}

} // namespace

std::string faultOfReference(const Task& task, const ReferenceLibrary& reference, Variation variation)
{
    const Case& tiny = *task.casesOf(CaseRole::Smoke).front();
    Rng rng(3);
    const InputSet inputs(task, tiny.dims, rng);
    vary(task, variation, tiny.dims, inputs.buffers(), rng);
    const std::vector<std::vector<float>> floats = asFloats(task, tiny.dims, inputs.constBuffers());
    std::vector<const float*> data;
    for (const std::vector<float>& buffer : floats) {
        data.push_back(buffer.data());
    }
    const std::vector<double> right = problemFormulas().at(task.name)(sizesOf(tiny.dims), data);
    const ExpectedOutput expected = reference.expected(tiny.dims, inputs.constBuffers()).front();
    const std::vector<double> got = expected.floats.empty()
                                        ? std::vector<double>(expected.integers.begin(), expected.integers.end())
                                        : std::vector<double>(expected.floats.begin(), expected.floats.end());
    if (right.size() != got.size()) {
        return std::to_string(got.size()) + " elements instead of " + std::to_string(right.size());
    }
    for (std::size_t i = 0; i < right.size(); ++i) {
        if (!(std::abs(got[i] - right[i]) <= 1e-9 * (1 + std::abs(right[i])))) {
            return "element " + std::to_string(i) + " is " + std::to_string(got[i]) + " instead of " +
                   std::to_string(right[i]);
        }
    }
    return {};
}

std::string faultOfSeed(const Task& task, const ReferenceLibrary& reference)
{
    const TemporaryFolder folder;
    const std::filesystem::path library = folder.path() / "seed.so";
    const Result<void> built = buildSharedLibrary(
        {{"task.h", task.header()}, {"candidate.cpp", *readFile(task.seedFile())}, {"main.cpp", task.entryPoint()}},
        {"-O2"}, library, "seed.cpp");
    if (!built) {
        return built.error().sentence();
    }
    return firstFault(task, reference, library, 4);
}

std::string faultOfImport(const std::string& file, const std::string& task, const std::filesystem::path& folder,
                          std::string* hardened)
{
    const Result<ImportedProblem> problem = importProblem(problemsFolder() / file, problemsFolder(), {folder, ""});
    if (!problem) {
        return problem.error().sentence();
    }
    if (problem->outcome != ImportedProblem::Outcome::Made || problem->task != task) {
        return problem->task + ": " + problem->why;
    }
    for (const std::string& clause : hardened ? problem->hardened : std::vector<std::string>()) {
        *hardened += clause + "\n";
    }
    const Result<Task> loaded = loadTask(problem->folder);
    if (!loaded) {
        return loaded.error().sentence();
    }
    const auto reference = ReferenceLibrary::load(*loaded);
    if (!reference) {
        return reference.error().sentence();
    }
    const std::string fault = faultOfReference(*loaded, **reference, Variation::None);
    return fault.empty() ? faultOfSeed(*loaded, **reference) : fault;
}

} // namespace espalier::test
