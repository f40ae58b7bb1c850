#pragma once

#include "app/clworker/device.h"
#include "core/evaluate/judge/wire.h"
#include "core/opencl/deviceprogram.h"
#include "core/opencl/launchplan.h"

#include <functional>
#include <memory>
#include <vector>

namespace espalier {

/// Sets every argument of a kernel; `bufferOf` answers for inputs, outputs and scratch, `dims` for sizes. Index of the
/// first one the driver refuses, or -1.
int setArguments(cl_kernel kernel, const LaunchPlan::Launch& launch,
                 const std::function<cl_mem(const LaunchPlan::Argument&)>& bufferOf, const Dims& dims);

/// Runs a candidate's launches on the judge's memory. Buffers and kernels with their arguments are made at the first
/// call of a case and kept, so that later calls enqueue and wait and do nothing else. One thread.
class Launcher
{
public:
    /// `device` outlives it.
    static Result<Launcher> load(const Device& device, const DeviceProgram& program);

    /// All launches, in order, to their end. Fails when the driver refuses.
    Result<void> run(const wire::Go& go);

private:
    struct Step
    {
        cl_kernel kernel = nullptr;
        LaunchPlan::Launch launch;
    };

    /// One case: where its tensors lie, and what is launched on them.
    struct Prepared
    {
        wire::Go go{};
        std::vector<cl_mem> inputs;
        std::vector<cl_mem> outputs;
        std::vector<cl_mem> scratch;
        std::vector<Step> steps;
    };

    Result<Prepared*> prepare(const wire::Go& go);
    Result<void> makeBuffers(Prepared& prepared, const LaunchPlan& plan, const Dims& dims);
    Result<void> makeSteps(Prepared& prepared, const LaunchPlan& plan, const Dims& dims);

    const Device* m_device = nullptr;
    cl_program m_program = nullptr;
    KernelSignature m_signature;
    Manifest m_manifest;
    std::vector<std::unique_ptr<Prepared>> m_prepared; ///< one a case
};

} // namespace espalier
