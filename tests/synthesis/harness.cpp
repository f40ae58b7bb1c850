#include "harness.h"

#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/temporaryfolder.h"
#include "core/task/generator.h"
#include "core/task/tasklibrary.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <dlfcn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace espalier;

namespace {

bool build(const Task& task, const std::string& source, const std::vector<std::string>& options,
           const std::filesystem::path& folder)
{
    if (!writeFileAtomic(folder / "candidate.cpp", source) || !writeFileAtomic(folder / "task.h", task.header()) ||
        !writeFileAtomic(folder / "entry.cpp", task.entryPoint())) {
        return false;
    }
    ProcessSpec spec;
    spec.argv = {"g++", "-std=c++20", "-shared", "-fPIC", "-w"};
    spec.argv.insert(spec.argv.end(), options.begin(), options.end());
    spec.argv.insert(spec.argv.end(), {"entry.cpp", "-o", "kernel.so"});
    spec.folder = folder;
    const auto outcome = runProcess(spec);
    return outcome && outcome->succeeded();
}

[[noreturn]] void runAndLeave(const std::filesystem::path& library, const InputSet& inputs,
                              const std::vector<void*>& outputs, const std::vector<std::int64_t>& dims)
{
    alarm(10);
    void* handle = dlopen(library.c_str(), RTLD_NOW);
    using Kernel = void (*)(const void* const*, void* const*, const std::int64_t*, void*);
    auto kernel = handle == nullptr ? nullptr : reinterpret_cast<Kernel>(dlsym(handle, "kernel"));
    if (kernel == nullptr) {
        _exit(1);
    }
    kernel(inputs.constBuffers().data(), outputs.data(), dims.data(), nullptr);
    _exit(0);
}

/// One call of a built kernel.
Outputs called(const std::filesystem::path& library, const Task& task, const Case& oneCase)
{
    Rng rng(11);
    const InputSet inputs(task, oneCase.dims, rng);
    std::vector<void*> shared;
    std::vector<std::int64_t> dims;
    for (const auto& [name, value] : oneCase.dims) {
        dims.push_back(value);
    }
    for (const Tensor& output : task.outputs) {
        void* memory =
            mmap(nullptr, output.bytes(oneCase.dims) + 64, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        std::memset(memory, 0x7f, output.bytes(oneCase.dims));
        shared.push_back(memory);
    }
    const pid_t child = fork();
    if (child == 0) {
        runAndLeave(library, inputs, shared, dims);
    }
    int status = 0;
    waitpid(child, &status, 0);
    std::vector<std::vector<std::byte>> outputs;
    for (std::size_t i = 0; i < shared.size(); ++i) {
        const std::size_t size = task.outputs[i].bytes(oneCase.dims);
        const auto* bytes = static_cast<const std::byte*>(shared[i]);
        outputs.emplace_back(bytes, bytes + size);
        munmap(shared[i], size + 64);
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? std::optional(outputs) : std::nullopt;
}

} // namespace

std::shared_ptr<const Task> taskNamed(const std::string& name)
{
    auto task = loadTask(std::string(ESPALIER_SOURCE_DIR) + "/resources/tasks/" + name);
    return task ? std::make_shared<const Task>(*task) : nullptr;
}

std::vector<Outputs> outputsOfEach(const Task& task, const std::vector<const Case*>& cases, const std::string& source,
                                   const std::vector<std::string>& options)
{
    TemporaryFolder folder;
    std::vector<Outputs> all(cases.size());
    if (build(task, source, options, folder.path())) {
        std::transform(cases.begin(), cases.end(), all.begin(),
                       [&](const Case* one) { return called(folder.path() / "kernel.so", task, *one); });
    }
    return all;
}

Outputs outputsOf(const Task& task, const Case& oneCase, const std::string& source,
                  const std::vector<std::string>& options)
{
    return outputsOfEach(task, {&oneCase}, source, options).front();
}

bool agree(const Task& task, const std::vector<std::vector<std::byte>>& a, const std::vector<std::vector<std::byte>>& b)
{
    for (std::size_t i = 0; i < task.outputs.size(); ++i) {
        if (task.outputs[i].dtype != DType::Float32) {
            if (a[i] != b[i]) {
                return false;
            }
            continue;
        }
        for (std::size_t at = 0; at + sizeof(float) <= a[i].size(); at += sizeof(float)) {
            float mine = 0;
            float theirs = 0;
            std::memcpy(&mine, a[i].data() + at, sizeof mine);
            std::memcpy(&theirs, b[i].data() + at, sizeof theirs);
            if (!(std::abs(mine - theirs) <= 1e-3f * (1 + std::abs(theirs)))) {
                return false;
            }
        }
    }
    return true;
}
