#pragma once

#include "core/base/result.h"

#include <CL/cl.h>
#include <cstddef>
#include <memory>
#include <string>

namespace espalier {

/// The OpenCL device candidates run on, with a context and a queue in order: the first CPU device that a driver offers.
/// Other devices are not used: they would need the inputs copied to them, which would be timed. Movable, not
/// thread-safe.
class Device
{
public:
    static Result<Device> open();

    cl_device_id id = nullptr;
    cl_context context = nullptr;
    cl_command_queue queue = nullptr;
    std::string platform; ///< "Portable Computing Language"
    std::string name;
    std::string version;        ///< "OpenCL 3.0 PoCL …"
    std::size_t groupCap = 0;   ///< work-items of a group
    std::size_t localBytes = 0; ///< local memory of a group
};

/// The driver's settings; before the first call of OpenCL. `cache` is where PoCL keeps and unpacks programs.
void configureDriver(const std::string& cache);

/// The work-group sizes that binaries made from here on hold beside the general one: one of BuildRequest::geometries().
void setWorkGroups(const std::string& geometries);

/// What clBuildProgram said.
std::string buildLog(cl_program program, cl_device_id device);

/// "clCreateKernel answered -46".
Error callFailed(const std::string& call, cl_int code);

} // namespace espalier
