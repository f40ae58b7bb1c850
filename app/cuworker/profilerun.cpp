#include "app/cuworker/profilerun.h"

#include "app/cuworker/driver.h"
#include "app/cuworker/hostcode.h"
#include "core/base/file.h"
#include "core/cuda/cudarunner.h"
#include "core/cuda/profiledhostcode.h"
#include "core/evaluate/judge/wire.h"
#include "core/profile/profilecall.h"

#include <cstdio>
#include <filesystem>

namespace espalier {
namespace {

constexpr std::size_t kMostInputs = std::size_t{64} << 30;
constexpr std::size_t kMostData = std::size_t{128}
                                  << 30; ///< of host code and the inputs; the profiler's sandbox has limits of its own

/// What the folder holds.
struct Job
{
    ProfileCall call;
    std::string program; ///< a DeviceProgram, or a library with host code
    std::string inputs;
};

Result<Job> readJob(const std::filesystem::path& folder)
{
    const auto text = readFile(folder / ProfileCall::kFile);
    auto program = readFile(folder / ProfileCall::kProgram);
    auto inputs = readFile(folder / ProfileCall::kInputs, kMostInputs);
    if (!text || !program || !inputs) {
        return !text ? text.error() : !program ? program.error() : inputs.error();
    }
    auto call = ProfileCall::fromText(*text);
    if (!call) {
        return call.error();
    }
    if (inputs->size() != call->inputBytes) {
        return Error{ErrorKind::Usage, "there is no call to profile", "its inputs have another size",
                     "use espalier profile"};
    }
    return Job{*std::move(call), *std::move(program), *std::move(inputs)};
}

Result<void> runProgram(Driver& driver, const DeviceProgram& program, const CudaRunner::Memory& memory,
                        const CudaRunner::Call& call)
{
    const auto kernels = kernelsOf(program.binary);
    if (!kernels) {
        return kernels.error();
    }
    if (auto loaded = driver.loadProgram(program.binary); !loaded) {
        return loaded;
    }
    auto runner = CudaRunner::load(driver, program, *kernels, memory);
    if (!runner) {
        return runner.error();
    }
    for (int i = 0; i < ProfileCall::kTimes; ++i) {
        if (const auto run = runner->run(call); !run) {
            return run.error();
        }
    }
    return {};
}

/// Not under Landlock: Nsight Compute 2025.3 opens its lock below /tmp from within this process when a kernel starts,
/// and ends the run where it cannot (seen on an H100).
Result<void> runJob(const Job& job)
{
    const auto driver = Driver::open();
    if (!driver) {
        return driver.error();
    }
    std::vector<std::byte> outputs(job.call.outputBytes);
    const CudaRunner::Memory memory{reinterpret_cast<const std::byte*>(job.inputs.data()), job.inputs.size(),
                                    outputs.data(), outputs.size()};
    const CudaRunner::Call call{job.call.inputs, job.call.outputs, job.call.dims};
    if (isHostCode(job.program)) {
        const auto entry = loadHostCode(job.program, kMostData);
        return entry ? profileHostCode(**driver, *entry, memory, call, ProfileCall::kTimes)
                     : Result<void>(entry.error());
    }
    const auto program = DeviceProgram::fromBytes(job.program);
    return program ? runProgram(**driver, *program, memory, call) : Result<void>(program.error());
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
