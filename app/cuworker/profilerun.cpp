#include "app/cuworker/profilerun.h"

#include "app/cuworker/driver.h"
#include "core/base/file.h"
#include "core/cuda/cudarunner.h"
#include "core/evaluate/judge/wire.h"
#include "core/profile/profilecall.h"

#include <cstdio>
#include <filesystem>

namespace espalier {
namespace {

constexpr std::size_t kMostInputs = std::size_t{64} << 30;

/// What the folder holds.
struct Job
{
    ProfileCall call;
    DeviceProgram program;
    std::string inputs;
};

Result<Job> readJob(const std::filesystem::path& folder)
{
    const auto text = readFile(folder / ProfileCall::kFile);
    const auto bytes = readFile(folder / ProfileCall::kProgram);
    auto inputs = readFile(folder / ProfileCall::kInputs, kMostInputs);
    if (!text || !bytes || !inputs) {
        return !text ? text.error() : !bytes ? bytes.error() : inputs.error();
    }
    auto call = ProfileCall::fromText(*text);
    auto program = DeviceProgram::fromBytes(*bytes);
    if (!call || !program) {
        return call ? program.error() : call.error();
    }
    if (inputs->size() != call->inputBytes) {
        return Error{ErrorKind::Usage, "there is no call to profile", "its inputs have another size",
                     "use espalier profile"};
    }
    return Job{*std::move(call), *std::move(program), *std::move(inputs)};
}

/// Not under Landlock: Nsight Compute 2025.3 opens its lock below /tmp from within this process when a kernel starts,
/// and ends the run where it cannot (seen on an H100).
Result<void> runJob(const Job& job)
{
    const auto driver = Driver::open();
    if (!driver) {
        return driver.error();
    }
    const auto kernels = kernelsOf(job.program.binary);
    if (!kernels) {
        return kernels.error();
    }
    if (auto loaded = (*driver)->loadProgram(job.program.binary); !loaded) {
        return loaded;
    }
    std::vector<std::byte> outputs(job.call.outputBytes);
    auto runner = CudaRunner::load(
        **driver, job.program, *kernels,
        {reinterpret_cast<const std::byte*>(job.inputs.data()), job.inputs.size(), outputs.data(), outputs.size()});
    if (!runner) {
        return runner.error();
    }
    for (int i = 0; i < ProfileCall::kTimes; ++i) {
        if (const auto run = runner->run({job.call.inputs, job.call.outputs, job.call.dims}); !run) {
            return run.error();
        }
    }
    return {};
}

} // namespace

int profileRun(const char* folder)
{
    const auto job = readJob(folder);
    const auto done = job ? runJob(*job) : Result<void>(job.error());
    if (!done) {
        std::fprintf(stderr, "%s\n", done.error().sentence().c_str());
        return wire::kExitCannotLoad;
    }
    return 0;
}

} // namespace espalier
