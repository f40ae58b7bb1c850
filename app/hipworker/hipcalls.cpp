#include "app/hipworker/hipcalls.h"

#include "app/cuworker/libraries.h"

namespace espalier {

const HipCalls* HipCalls::find()
{
    static HipCalls calls;
    static const Library& library =
        openForGood({"libamdhip64.so.7", "libamdhip64.so.6", "libamdhip64.so.5", "libamdhip64.so"}, {"/opt/rocm/lib/"});
    const auto take = [&](const char* name, auto& function) { return findFunction(*library, name, function); };
    // From 6.0 on the plain name fills the structure of 5; what is read of either is the same.
    const bool complete =
        library && take("hipInit", calls.init) && take("hipGetErrorName", calls.errorName) &&
        take("hipGetErrorString", calls.errorText) && take("hipGetDeviceCount", calls.deviceCount) &&
        take("hipDeviceGet", calls.device) && take("hipSetDevice", calls.setDevice) &&
        take("hipDeviceGetName", calls.deviceName) && take("hipDeviceGetAttribute", calls.deviceAttribute) &&
        take("hipDeviceTotalMem", calls.deviceMemory) &&
        (take("hipGetDevicePropertiesR0600", calls.deviceProperties) ||
         take("hipGetDeviceProperties", calls.deviceProperties)) &&
        take("hipStreamCreateWithFlags", calls.createStream) && take("hipStreamSynchronize", calls.waitForStream) &&
        take("hipEventCreateWithFlags", calls.createEvent) && take("hipEventRecord", calls.recordEvent) &&
        take("hipEventSynchronize", calls.waitForEvent) && take("hipEventElapsedTime", calls.elapsed) &&
        take("hipMalloc", calls.allocate) && take("hipHostRegister", calls.pin) && take("hipMemsetAsync", calls.fill) &&
        take("hipMemcpyHtoDAsync", calls.copyIn) && take("hipMemcpyDtoHAsync", calls.copyOut) &&
        take("hipModuleLoadData", calls.loadModule) && take("hipModuleGetFunction", calls.function) &&
        take("hipModuleLaunchKernel", calls.launch);
    return complete ? &calls : nullptr;
}

} // namespace espalier
