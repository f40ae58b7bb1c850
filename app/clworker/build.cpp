#include "app/clworker/build.h"

#include "app/clworker/device.h"
#include "app/clworker/launcher.h"
#include "core/base/file.h"
#include "core/opencl/buildrequest.h"
#include "core/opencl/launchplan.h"

#include <cstdio>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace espalier {
namespace {

constexpr std::size_t kSourceCap = std::size_t{4} << 20;

int refused(const std::string& why)
{
    std::printf("error: %s\n", why.c_str());
    return 1;
}

Result<std::string> binaryOf(cl_program program)
{
    std::size_t bytes = 0;
    cl_int code = clGetProgramInfo(program, CL_PROGRAM_BINARY_SIZES, sizeof bytes, &bytes, nullptr);
    std::string binary(bytes, '\0');
    auto* data = reinterpret_cast<unsigned char*>(binary.data());
    if (code == CL_SUCCESS) {
        code = clGetProgramInfo(program, CL_PROGRAM_BINARIES, sizeof data, static_cast<void*>(&data), nullptr);
    }
    if (code != CL_SUCCESS || bytes == 0) {
        return callFailed("clGetProgramInfo", code);
    }
    return binary;
}

/// What only the device can say of a launch: its kernel exists, takes these arguments and fits.
Result<void> fits(const Device& device, cl_program program, const LaunchPlan::Launch& launch)
{
    const auto no = [&](const std::string& why) {
        return Error{ErrorKind::Usage, "the launch of \"" + launch.kernel + "\" does not fit its kernel", why,
                     "change its // launch: line or the kernel"};
    };
    cl_int code = CL_SUCCESS;
    const cl_kernel kernel = clCreateKernel(program, launch.kernel.c_str(), &code);
    if (code != CL_SUCCESS) {
        return no("the source has no kernel of this name");
    }
    cl_uint parameters = 0;
    clGetKernelInfo(kernel, CL_KERNEL_NUM_ARGS, sizeof parameters, &parameters, nullptr);
    if (parameters != launch.arguments.size()) {
        return no("the kernel takes " + std::to_string(parameters) + " arguments, the line names " +
                  std::to_string(launch.arguments.size()));
    }
    if (const int wrong = setArguments(
            kernel, launch, [](const LaunchPlan::Argument&) { return cl_mem(nullptr); }, Dims(wire::kMaxDims));
        wrong >= 0) {
        return no("argument " + std::to_string(wrong + 1) + " is of another kind; dims are long, buffers __global");
    }
    cl_ulong local = 0;
    clGetKernelWorkGroupInfo(kernel, device.id, CL_KERNEL_LOCAL_MEM_SIZE, sizeof local, &local, nullptr);
    clReleaseKernel(kernel);
    if (launch.groupSize() > device.groupCap) {
        return no("groups of " + std::to_string(launch.groupSize()) + " work-items are more than the device's " +
                  std::to_string(device.groupCap));
    }
    if (local > device.localBytes || launch.localBytes > device.localBytes) {
        return no(std::to_string(local > launch.localBytes ? local : launch.localBytes) +
                  " bytes of local memory are more than the device's " + std::to_string(device.localBytes));
    }
    return {};
}

/// One pass of the driver's compiler over the source; leaves candidate.bin, which holds what earlier passes left in the
/// cache too. The exit code of buildProgram().
int compile(const Device& device, const std::string& source, const BuildRequest& request, const std::string& geometries,
            bool tells)
{
    setWorkGroups(geometries);
    const char* text = source.c_str();
    cl_int code = CL_SUCCESS;
    const cl_program program = clCreateProgramWithSource(device.context, 1, &text, nullptr, &code);
    code = clBuildProgram(program, 1, &device.id, request.options.c_str(), nullptr, nullptr);
    if (tells || code != CL_SUCCESS) {
        std::printf("%s", buildLog(program, device.id).c_str());
    }
    if (code != CL_SUCCESS) {
        return 1;
    }
    for (const LaunchPlan& plan : request.plans) {
        for (const LaunchPlan::Launch& launch : plan.launches) {
            if (const auto fit = fits(device, program, launch); !fit) {
                return refused(fit.error().sentence());
            }
        }
    }
    const auto binary = binaryOf(program);
    const auto written = binary ? writeFileAtomic("candidate.bin", *binary) : Result<void>(binary.error());
    return written ? 0 : refused(written.error().sentence());
}

} // namespace

int buildProgram(const Device& device)
{
    const auto requested = readFile("request.json", kSourceCap);
    const auto request = requested ? BuildRequest::fromText(*requested) : Result<BuildRequest>(requested.error());
    const auto source = readFile("candidate.cl", kSourceCap);
    if (!request || !source) {
        return refused((request ? source.error() : request.error()).sentence());
    }
    bool first = true;
    for (const std::string& geometries : request->geometries()) {
        // A process each: within one, PoCL takes a kernel it has compiled for a local size as compiled for every grid.
        const pid_t child = fork();
        if (child == 0) {
            const int code = compile(device, *source, *request, geometries, first);
            std::fflush(stdout);
            _exit(code);
        }
        int status = 0;
        if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            return child > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : refused("the compiler died");
        }
        first = false;
    }
    return 0;
}

void readBuiltins(const Device& device)
{
    const char* text = "__kernel void k(__global float* x) { x[0] = sqrt(x[0]); }";
    cl_int code = CL_SUCCESS;
    const cl_program program = clCreateProgramWithSource(device.context, 1, &text, nullptr, &code);
    if (code == CL_SUCCESS) {
        clBuildProgram(program, 1, &device.id, "", nullptr, nullptr);
        clReleaseProgram(program);
    }
}

} // namespace espalier
