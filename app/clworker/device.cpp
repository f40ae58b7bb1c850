#include "app/clworker/device.h"

#include <array>
#include <cstdlib>
#include <vector>

namespace espalier {
namespace {

std::string text(cl_device_id device, cl_device_info what)
{
    std::array<char, 256> value{};
    return clGetDeviceInfo(device, what, value.size() - 1, value.data(), nullptr) == CL_SUCCESS ? value.data() : "";
}

Error noDevice(const char* why)
{
    return {ErrorKind::Machine, "there is no OpenCL device for the target opencl", why,
            "install a driver for the CPU (on Debian and Ubuntu: apt install pocl-opencl-icd)"};
}

} // namespace

Error callFailed(const std::string& call, cl_int code)
{
    return {ErrorKind::Machine, call + " answered " + std::to_string(code), "the driver refused it",
            "see the numbers in CL/cl.h"};
}

void setWorkGroups(const std::string& geometries)
{
    setenv("POCL_BINARY_SPECIALIZE_WG", geometries.c_str(), 1);
}

void configureDriver(const std::string& cache)
{
    setenv("POCL_CACHE_DIR", cache.c_str(), 1);
    setenv("POCL_SIGFPE_HANDLER", "0", 1); // the handlers are the worker's own
    setenv("POCL_SIGUSR2_HANDLER", "0", 1);
    if (const char* threads = std::getenv("OMP_NUM_THREADS")) {
        setenv("POCL_MAX_PTHREAD_COUNT", threads, 1);
    }
}

Result<Device> Device::open()
{
    std::array<cl_platform_id, 8> platforms{};
    cl_uint count = 0;
    if (clGetPlatformIDs(platforms.size(), platforms.data(), &count) != CL_SUCCESS || count == 0) {
        return noDevice("no OpenCL driver is installed");
    }
    Device device;
    for (cl_uint i = 0; i < count && i < platforms.size() && !device.id; ++i) {
        if (clGetDeviceIDs(platforms.at(i), CL_DEVICE_TYPE_CPU, 1, &device.id, nullptr) != CL_SUCCESS) {
            device.id = nullptr;
            continue;
        }
        std::array<char, 256> name{};
        clGetPlatformInfo(platforms.at(i), CL_PLATFORM_NAME, name.size() - 1, name.data(), nullptr);
        device.platform = name.data();
    }
    if (!device.id) {
        return noDevice("the drivers that are installed offer no CPU");
    }
    device.name = text(device.id, CL_DEVICE_NAME);
    device.version = text(device.id, CL_DEVICE_VERSION);
    cl_ulong local = 0;
    clGetDeviceInfo(device.id, CL_DEVICE_LOCAL_MEM_SIZE, sizeof local, &local, nullptr);
    device.localBytes = local;
    clGetDeviceInfo(device.id, CL_DEVICE_MAX_WORK_GROUP_SIZE, sizeof device.groupCap, &device.groupCap, nullptr);
    cl_int code = CL_SUCCESS;
    device.context = clCreateContext(nullptr, 1, &device.id, nullptr, nullptr, &code);
    if (code == CL_SUCCESS) {
        device.queue = clCreateCommandQueue(device.context, device.id, 0, &code);
    }
    if (code != CL_SUCCESS) {
        return callFailed("clCreateContext or clCreateCommandQueue", code);
    }
    return device;
}

std::string buildLog(cl_program program, cl_device_id device)
{
    std::size_t bytes = 0;
    clGetProgramBuildInfo(program, device, CL_PROGRAM_BUILD_LOG, 0, nullptr, &bytes);
    std::vector<char> log(bytes + 1, '\0');
    clGetProgramBuildInfo(program, device, CL_PROGRAM_BUILD_LOG, bytes, log.data(), nullptr);
    return log.data();
}

} // namespace espalier
