#include "app/cuworker/driver.h"

#include "app/cuworker/driverhandles.h"

#include <algorithm>
#include <array>
#include <utility>

namespace espalier {

namespace {

constexpr std::size_t kSweepOverCache = 2; ///< so that nothing of before stays, whatever the cache replaces first

Error noDevice(const std::string& why)
{
    return {ErrorKind::Machine, "there is no NVIDIA GPU for the target cuda", why,
            "use a machine with an NVIDIA GPU and its driver"};
}

} // namespace

/// "cuEventSynchronize answered CUDA_ERROR_ILLEGAL_ADDRESS: an illegal memory access was encountered; …"
Result<void> Driver::Handles::checked(const char* call, cuda::Code code) const
{
    if (code == cuda::kSuccess) {
        return {};
    }
    const char* name = nullptr;
    const char* text = nullptr;
    calls->errorName(code, &name);
    calls->errorText(code, &text);
    return Error{ErrorKind::Machine,
                 std::string(call) + " answered " + (name ? std::string(name) : std::to_string(code)),
                 text ? text : "the driver refused it", "see CUresult in cuda.h"};
}

Driver::Driver() : m_handles(std::make_unique<Handles>()) {}

Driver::~Driver() = default; // the process ends with it, and the driver frees what it had

Result<std::unique_ptr<Driver>> Driver::open()
{
    const DriverCalls* calls = DriverCalls::find();
    if (!calls) {
        return noDevice("its driver, libcuda.so.1, is not installed");
    }
    std::unique_ptr<Driver> driver(new Driver);
    driver->m_handles->calls = calls;
    int count = 0;
    if (const auto begun = driver->m_handles->checked("cuInit", calls->init(0)); !begun) {
        return noDevice(begun.error().what);
    }
    if (calls->deviceCount(&count) != cuda::kSuccess || count == 0) {
        return noDevice("its driver shows none");
    }
    if (auto opened = driver->openDevice(); !opened) {
        return opened.error();
    }
    return driver;
}

Result<void> Driver::openDevice()
{
    Handles& handles = *m_handles;
    const DriverCalls& calls = *handles.calls;
    std::array<char, 256> name{};
    cuda::Context context = nullptr;
    int cache = 0;
    const auto attribute = [&](int& value, int which) {
        return handles.checked("cuDeviceGetAttribute", calls.deviceAttribute(&value, which, handles.device));
    };
    const std::array<Result<void>, 10> steps{
        handles.checked("cuDeviceGet", calls.device(&handles.device, 0)),
        handles.checked("cuDeviceGetName",
                        calls.deviceName(name.data(), static_cast<int>(name.size()) - 1, handles.device)),
        attribute(m_architecture.major, cuda::kMajor),
        attribute(m_architecture.minor, cuda::kMinor),
        attribute(cache, cuda::kCacheBytes),
        handles.checked("cuDevicePrimaryCtxRetain", calls.retainContext(&context, handles.device)),
        handles.checked("cuCtxSetCurrent", calls.setContext(context)),
        handles.checked("cuStreamCreate", calls.createStream(&handles.stream, cuda::kNonBlockingStream)),
        handles.checked("cuEventCreate", calls.createEvent(&handles.start, cuda::kPlainEvent)),
        handles.checked("cuEventCreate", calls.createEvent(&handles.end, cuda::kBlockingEvent)),
    };
    const auto failed = std::ranges::find_if(steps, [](const Result<void>& step) { return !step; });
    if (failed != steps.end()) {
        return *failed;
    }
    m_name = name.data();
    handles.sweepBytes = kSweepOverCache * static_cast<std::size_t>(std::max(cache, 1 << 20));
    return {};
}

Result<void> Driver::waitAwake()
{
    return m_handles->checked("cuEventCreate", m_handles->calls->createEvent(&m_handles->end, cuda::kPlainEvent));
}

Result<int> Driver::attribute(int which) const
{
    int value = 0;
    const auto asked =
        m_handles->checked("cuDeviceGetAttribute", m_handles->calls->deviceAttribute(&value, which, m_handles->device));
    return asked ? Result<int>(value) : asked.error();
}

Result<void> Driver::loadProgram(std::string_view cubin)
{
    Handles& handles = *m_handles;
    const auto sweep = allocate(handles.sweepBytes);
    if (!sweep) {
        return sweep.error();
    }
    handles.sweep = *sweep;
    return handles.checked("cuModuleLoadData", handles.calls->loadModule(&handles.module, cubin.data()));
}

void Driver::pin(const std::byte* begin, std::size_t bytes, bool readOnly)
{
    // cuMemHostRegister takes no pointer to const, and leaves the bytes alone.
    m_handles->calls->pin(const_cast<std::byte*>(begin), bytes, readOnly ? cuda::kReadOnlyHost : 0U);
}

Result<CudaCalls::Address> Driver::allocate(std::size_t bytes)
{
    cuda::Address address = 0;
    const auto made = m_handles->checked("cuMemAlloc", m_handles->calls->allocate(&address, bytes));
    return made ? Result<Address>(address) : made.error();
}

Result<void> Driver::copyIn(Address to, const std::byte* from, std::size_t bytes)
{
    return m_handles->checked("cuMemcpyHtoDAsync", m_handles->calls->copyIn(to, from, bytes, m_handles->stream));
}

Result<void> Driver::copyOut(std::byte* to, Address from, std::size_t bytes)
{
    const DriverCalls& calls = *m_handles->calls;
    if (auto copied = m_handles->checked("cuMemcpyDtoHAsync", calls.copyOut(to, from, bytes, m_handles->stream));
        !copied) {
        return copied;
    }
    return m_handles->checked("cuStreamSynchronize", calls.waitForStream(m_handles->stream));
}

Result<void> Driver::emptyCache()
{
    Handles& handles = *m_handles;
    return handles.checked("cuMemsetD8Async",
                           handles.calls->fill(handles.sweep, 0, handles.sweepBytes, handles.stream));
}

Result<void> Driver::startClock()
{
    return m_handles->checked("cuEventRecord", m_handles->calls->recordEvent(m_handles->start, m_handles->stream));
}

Result<void> Driver::launch(const CudaLaunch& launch)
{
    Handles& handles = *m_handles;
    const DriverCalls& calls = *handles.calls;
    Handles::Function& function = handles.functions[launch.symbol];
    if (!function.handle) {
        if (auto found = handles.checked("cuModuleGetFunction",
                                         calls.function(&function.handle, handles.module, launch.symbol.c_str()));
            !found) {
            return found;
        }
    }
    if (launch.sharedBytes > function.sharedBytes) {
        if (auto raised = handles.checked("cuFuncSetAttribute",
                                          calls.setFunctionAttribute(function.handle, cuda::kMostDynamicShared,
                                                                     static_cast<int>(launch.sharedBytes)));
            !raised) {
            return raised;
        }
        function.sharedBytes = launch.sharedBytes;
    }
    std::vector<std::uint64_t> values = launch.arguments;
    std::vector<void*> pointers;
    pointers.reserve(values.size());
    for (std::uint64_t& value : values) {
        pointers.push_back(&value);
    }
    return handles.checked("cuLaunchKernel",
                           calls.launch(function.handle, launch.grid[0], launch.grid[1], launch.grid[2],
                                        launch.block[0], launch.block[1], launch.block[2], launch.sharedBytes,
                                        handles.stream, pointers.data(), nullptr));
}

Result<double> Driver::stopClock()
{
    Handles& handles = *m_handles;
    const DriverCalls& calls = *handles.calls;
    float milliseconds = 0;
    auto ended = handles.checked("cuEventRecord", calls.recordEvent(handles.end, handles.stream));
    if (ended) {
        ended = handles.checked("cuEventSynchronize", calls.waitForEvent(handles.end));
    }
    if (ended) {
        ended = handles.checked("cuEventElapsedTime", calls.elapsed(&milliseconds, handles.start, handles.end));
    }
    return ended ? Result<double>(static_cast<double>(milliseconds) * 1e-3) : ended.error();
}

} // namespace espalier
