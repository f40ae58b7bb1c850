#include "app/cuworker/drivercalls.h"

#include "app/cuworker/libraries.h"

namespace espalier {
namespace {

const Library& driverLibrary()
{
    // Containers and WSL have the driver beside the loader's own places.
    static const Library& library =
        openForGood({"libcuda.so.1"}, {"/usr/local/nvidia/lib64/", "/usr/local/nvidia/lib/", "/usr/lib/wsl/lib/"});
    return library;
}

} // namespace

const DriverCalls* DriverCalls::find()
{
    static DriverCalls calls;
    const Library& library = driverLibrary();
    const auto take = [&](const char* name, auto& function) { return findFunction(*library, name, function); };
    const bool complete =
        library && take("cuInit", calls.init) && take("cuGetErrorName", calls.errorName) &&
        take("cuGetErrorString", calls.errorText) && take("cuDeviceGetCount", calls.deviceCount) &&
        take("cuDeviceGet", calls.device) && take("cuDeviceGetName", calls.deviceName) &&
        take("cuDeviceGetAttribute", calls.deviceAttribute) && take("cuDevicePrimaryCtxRetain", calls.retainContext) &&
        take("cuCtxSetCurrent", calls.setContext) && take("cuStreamCreate", calls.createStream) &&
        take("cuStreamSynchronize", calls.waitForStream) && take("cuEventCreate", calls.createEvent) &&
        take("cuEventRecord", calls.recordEvent) && take("cuEventSynchronize", calls.waitForEvent) &&
        take("cuEventElapsedTime", calls.elapsed) && take("cuMemAlloc_v2", calls.allocate) &&
        take("cuMemHostRegister_v2", calls.pin) && take("cuMemsetD8Async", calls.fill) &&
        take("cuMemcpyHtoDAsync_v2", calls.copyIn) && take("cuMemcpyDtoHAsync_v2", calls.copyOut) &&
        take("cuModuleLoadData", calls.loadModule) && take("cuModuleGetFunction", calls.function) &&
        take("cuFuncSetAttribute", calls.setFunctionAttribute) && take("cuLaunchKernel", calls.launch);
    return complete ? &calls : nullptr;
}

const SharingCalls* SharingCalls::find()
{
    static SharingCalls calls;
    const Library& library = driverLibrary();
    const auto take = [&](const char* name, auto& function) { return findFunction(*library, name, function); };
    const bool complete =
        library && take("cuMemGetAllocationGranularity", calls.granularity) && take("cuMemCreate", calls.create) &&
        take("cuMemExportToShareableHandle", calls.exported) && take("cuMemImportFromShareableHandle", calls.import) &&
        take("cuMemAddressReserve", calls.reserve) && take("cuMemAddressFree", calls.unreserve) &&
        take("cuMemMap", calls.map) && take("cuMemUnmap", calls.unmap) && take("cuMemSetAccess", calls.setAccess) &&
        take("cuMemRelease", calls.release) && take("cuMemcpyDtoDAsync_v2", calls.copyWithin) &&
        take("cuCtxSynchronize", calls.waitForContext) && take("cuMemHostUnregister", calls.unpin);
    return complete ? &calls : nullptr;
}

} // namespace espalier
