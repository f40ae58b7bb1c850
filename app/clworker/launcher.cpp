#include "app/clworker/launcher.h"

#include "app/worker/post.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace espalier {
namespace {

using Kind = Manifest::Argument::Kind;

wire::Go withoutNonce(wire::Go go)
{
    go.nonce = 0;
    return go;
}

/// The judge's memory itself, so that no copy is timed.
Result<cl_mem> shared(const Device& device, cl_mem_flags access, unsigned char* at, std::size_t bytes)
{
    cl_int code = CL_SUCCESS;
    const cl_mem buffer = clCreateBuffer(device.context, access | CL_MEM_USE_HOST_PTR, bytes, at, &code);
    if (code != CL_SUCCESS) {
        return callFailed("clCreateBuffer", code);
    }
    return buffer;
}

} // namespace

int setArguments(cl_kernel kernel, const LaunchPlan::Launch& launch,
                 const std::function<cl_mem(const LaunchPlan::Argument&)>& bufferOf, const Dims& dims)
{
    for (std::size_t i = 0; i < launch.arguments.size(); ++i) {
        const LaunchPlan::Argument& argument = launch.arguments[i];
        cl_int code = CL_SUCCESS;
        if (argument.kind == Kind::Local) {
            code = clSetKernelArg(kernel, static_cast<cl_uint>(i), argument.bytes, nullptr);
        } else if (argument.kind == Kind::Dim) {
            const cl_long value = dims.at(argument.index).second;
            code = clSetKernelArg(kernel, static_cast<cl_uint>(i), sizeof value, &value);
        } else {
            const cl_mem buffer = bufferOf(argument);
            code = clSetKernelArg(kernel, static_cast<cl_uint>(i), sizeof(cl_mem), static_cast<const void*>(&buffer));
        }
        if (code != CL_SUCCESS) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

Result<Launcher> Launcher::load(const Device& device, const DeviceProgram& program)
{
    auto manifest = Manifest::parse(program.head, program.signature);
    if (!manifest) {
        return manifest.error();
    }
    Launcher launcher;
    launcher.m_device = &device;
    launcher.m_signature = program.signature;
    launcher.m_manifest = std::move(*manifest);
    const auto* bytes = reinterpret_cast<const unsigned char*>(program.binary.data());
    const std::size_t size = program.binary.size();
    cl_int code = CL_SUCCESS;
    launcher.m_program = clCreateProgramWithBinary(device.context, 1, &device.id, &size, &bytes, nullptr, &code);
    if (code == CL_SUCCESS) {
        code = clBuildProgram(launcher.m_program, 1, &device.id, "", nullptr, nullptr);
    }
    if (code != CL_SUCCESS) {
        return callFailed("loading the compiled program", code);
    }
    return launcher;
}

Result<void> Launcher::makeBuffers(Prepared& prepared, const LaunchPlan& plan, const Dims& dims)
{
    const auto make = [&](const std::vector<Tensor>& tensors, cl_mem_flags access, unsigned char* memory,
                          const std::uint64_t* offsets, std::vector<cl_mem>& to) -> Result<void> {
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            const auto buffer = shared(*m_device, access, memory + offsets[i], tensors[i].bytes(dims));
            if (!buffer) {
                return buffer.error();
            }
            to.push_back(*buffer);
        }
        return {};
    };
    const wire::Go& go = prepared.go;
    const auto inputs =
        make(m_signature.inputs, CL_MEM_READ_ONLY, post::inputs().begin, go.inputOffset, prepared.inputs);
    const auto outputs =
        make(m_signature.outputs, CL_MEM_READ_WRITE, post::outputs().begin, go.outputOffset, prepared.outputs);
    if (!inputs || !outputs) {
        return inputs ? outputs : inputs;
    }
    for (const std::size_t bytes : plan.scratchBytes) {
        cl_int code = CL_SUCCESS;
        prepared.scratch.push_back(clCreateBuffer(m_device->context, CL_MEM_READ_WRITE, bytes, nullptr, &code));
        if (code != CL_SUCCESS) {
            return callFailed("clCreateBuffer", code);
        }
    }
    return {};
}

Result<void> Launcher::makeSteps(Prepared& prepared, const LaunchPlan& plan, const Dims& dims)
{
    const auto bufferOf = [&](const LaunchPlan::Argument& argument) {
        const auto& list = argument.kind == Kind::Input    ? prepared.inputs
                           : argument.kind == Kind::Output ? prepared.outputs
                                                           : prepared.scratch;
        return list.at(argument.index);
    };
    for (const LaunchPlan::Launch& launch : plan.launches) {
        cl_int code = CL_SUCCESS;
        const cl_kernel kernel = clCreateKernel(m_program, launch.kernel.c_str(), &code);
        if (code != CL_SUCCESS || setArguments(kernel, launch, bufferOf, dims) >= 0) {
            return callFailed("preparing the kernel " + launch.kernel, code);
        }
        prepared.steps.push_back({kernel, launch});
    }
    return {};
}

Result<Launcher::Prepared*> Launcher::prepare(const wire::Go& go)
{
    const wire::Go wanted = withoutNonce(go);
    for (const auto& prepared : m_prepared) {
        if (std::memcmp(&prepared->go, &wanted, sizeof wanted) == 0) {
            return prepared.get();
        }
    }
    Dims dims;
    for (std::size_t i = 0; i < m_signature.dims.size(); ++i) {
        dims.emplace_back(m_signature.dims[i], go.dim[i]);
    }
    const auto plan = LaunchPlan::of(m_manifest, dims);
    if (!plan) {
        return plan.error();
    }
    auto prepared = std::make_unique<Prepared>();
    prepared->go = wanted;
    if (auto made = makeBuffers(*prepared, *plan, dims); !made) {
        return made.error();
    }
    if (auto made = makeSteps(*prepared, *plan, dims); !made) {
        return made.error();
    }
    m_prepared.push_back(std::move(prepared));
    return m_prepared.back().get();
}

Result<void> Launcher::run(const wire::Go& go)
{
    const auto prepared = prepare(go);
    if (!prepared) {
        return prepared.error();
    }
    for (const Step& step : (*prepared)->steps) {
        const LaunchPlan::Launch& launch = step.launch;
        const cl_int code = clEnqueueNDRangeKernel(m_device->queue, step.kernel, launch.dimensions, nullptr,
                                                   launch.global.data(), launch.local.data(), 0, nullptr, nullptr);
        if (code != CL_SUCCESS) {
            return callFailed("clEnqueueNDRangeKernel of " + launch.kernel, code);
        }
    }
    const cl_int code = clFinish(m_device->queue);
    return code == CL_SUCCESS ? Result<void>() : Result<void>(callFailed("clFinish", code));
}

} // namespace espalier
