#include "app/hipworker/hipdevice.h"

#include "app/hipworker/hipcalls.h"
#include "core/hip/gfxname.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

namespace espalier {

namespace {

constexpr std::size_t kSweepOverCache = 2; ///< so that nothing of before stays, whatever the cache replaces first
/// Behind the second-level cache some have one of 256 MiB (MI300X) that no attribute tells of.
constexpr std::size_t kLeastSweep = std::size_t{512} << 20;
constexpr std::size_t kShareOfMemory = 8;  ///< that the sweep takes at most
constexpr std::size_t kProperties = 16384; ///< more than hipDeviceProp_t has in any version

Error noDevice(const std::string& why)
{
    return {ErrorKind::Machine, "there is no AMD GPU for the target hip", why,
            "use a machine with an AMD GPU that ROCm supports, and ROCm's runtime"};
}

hip::Address pointerOf(CudaCalls::Address address)
{
    return reinterpret_cast<hip::Address>(static_cast<std::uintptr_t>(address));
}

} // namespace

/// What the runtime has given a HipDevice.
struct HipDevice::Handles
{
    const HipCalls* calls = nullptr;
    hip::Device device = 0;
    hip::Stream stream = nullptr;
    hip::Event start = nullptr;
    hip::Event end = nullptr;
    hip::Module module = nullptr;
    Address sweep = 0; ///< what emptyCache() writes
    std::size_t sweepBytes = 0;
    std::map<std::string, hip::Function> functions;

    /// "hipEventSynchronize answered hipErrorLaunchFailure: unspecified launch failure; …"
    Result<void> checked(const char* call, hip::Code code) const
    {
        if (code == hip::kSuccess) {
            return {};
        }
        const char* name = calls->errorName(code);
        const char* text = calls->errorText(code);
        return Error{ErrorKind::Machine,
                     std::string(call) + " answered " + (name ? std::string(name) : std::to_string(code)),
                     text ? text : "the runtime refused it", "see hipError_t in hip_runtime_api.h"};
    }
};

HipDevice::HipDevice() : m_handles(std::make_unique<Handles>()) {}

HipDevice::~HipDevice() = default; // the process ends with it, and the driver frees what it had

Result<std::unique_ptr<HipDevice>> HipDevice::open()
{
    const HipCalls* calls = HipCalls::find();
    if (!calls) {
        return noDevice("ROCm's runtime, libamdhip64.so, is not installed");
    }
    std::unique_ptr<HipDevice> device(new HipDevice);
    device->m_handles->calls = calls;
    int count = 0;
    // Without a GPU hipInit answers hipErrorInvalidDevice in 5.2; the count says it better.
    const hip::Code begun = calls->init(0);
    if (calls->deviceCount(&count) != hip::kSuccess || count == 0) {
        return noDevice("ROCm's runtime shows none");
    }
    if (const auto checked = device->m_handles->checked("hipInit", begun); !checked) {
        return noDevice(checked.error().what);
    }
    auto opened = device->openDevice();
    if (opened) {
        opened = device->readFacts();
    }
    return opened ? Result<std::unique_ptr<HipDevice>>(std::move(device)) : opened.error();
}

Result<void> HipDevice::openDevice()
{
    Handles& handles = *m_handles;
    const HipCalls& calls = *handles.calls;
    const std::array<Result<void>, 5> steps{
        handles.checked("hipDeviceGet", calls.device(&handles.device, 0)),
        handles.checked("hipSetDevice", calls.setDevice(0)),
        handles.checked("hipStreamCreateWithFlags", calls.createStream(&handles.stream, hip::kNonBlockingStream)),
        handles.checked("hipEventCreateWithFlags", calls.createEvent(&handles.start, hip::kPlainEvent)),
        handles.checked("hipEventCreateWithFlags", calls.createEvent(&handles.end, hip::kBlockingEvent)),
    };
    const auto failed = std::ranges::find_if(steps, [](const Result<void>& step) { return !step; });
    return failed != steps.end() ? *failed : Result<void>();
}

Result<void> HipDevice::readFacts()
{
    Handles& handles = *m_handles;
    const HipCalls& calls = *handles.calls;
    std::array<char, 256> name{};
    std::vector<char> properties(kProperties);
    std::size_t memory = 0;
    int cache = 0;
    const auto attribute = [&](int& value, int which) {
        return handles.checked("hipDeviceGetAttribute", calls.deviceAttribute(&value, which, 0));
    };
    const std::array<Result<void>, 7> steps{
        handles.checked("hipDeviceGetName",
                        calls.deviceName(name.data(), static_cast<int>(name.size()) - 1, handles.device)),
        handles.checked("hipDeviceTotalMem", calls.deviceMemory(&memory, handles.device)),
        handles.checked("hipGetDeviceProperties", calls.deviceProperties(properties.data(), 0)),
        attribute(cache, hip::kCacheBytes),
        attribute(m_facts.computeUnits, hip::kComputeUnits),
        attribute(m_facts.waveLanes, hip::kWaveLanes),
        attribute(m_facts.sharedBytes, hip::kSharedBytes),
    };
    if (const auto failed = std::ranges::find_if(steps, [](const Result<void>& step) { return !step; });
        failed != steps.end()) {
        return *failed;
    }
    const auto architecture = gfxNameIn({properties.data(), properties.size()});
    if (!architecture) {
        return noDevice("ROCm's runtime names no architecture of its GPU");
    }
    m_facts.architecture = *architecture;
    m_facts.name = name.data();
    handles.sweepBytes = std::max(kSweepOverCache * static_cast<std::size_t>(std::max(cache, 1 << 20)),
                                  std::min(kLeastSweep, memory / kShareOfMemory));
    return {};
}

Result<void> HipDevice::loadProgram(std::string_view codeObject)
{
    Handles& handles = *m_handles;
    const auto sweep = allocate(handles.sweepBytes);
    if (!sweep) {
        return sweep.error();
    }
    handles.sweep = *sweep;
    return handles.checked("hipModuleLoadData", handles.calls->loadModule(&handles.module, codeObject.data()));
}

void HipDevice::pin(std::byte* begin, std::size_t bytes)
{
    m_handles->calls->pin(begin, bytes, hip::kPlainRegister);
}

Result<CudaCalls::Address> HipDevice::allocate(std::size_t bytes)
{
    hip::Address address = nullptr;
    const auto made = m_handles->checked("hipMalloc", m_handles->calls->allocate(&address, bytes));
    return made ? Result<Address>(reinterpret_cast<std::uintptr_t>(address)) : made.error();
}

Result<void> HipDevice::copyIn(Address to, const std::byte* from, std::size_t bytes)
{
    // hipMemcpyHtoDAsync takes no pointer to const before 6.2, and leaves the bytes alone.
    void* source = const_cast<std::byte*>(from);
    return m_handles->checked("hipMemcpyHtoDAsync",
                              m_handles->calls->copyIn(pointerOf(to), source, bytes, m_handles->stream));
}

Result<void> HipDevice::copyOut(std::byte* to, Address from, std::size_t bytes)
{
    const HipCalls& calls = *m_handles->calls;
    if (auto copied =
            m_handles->checked("hipMemcpyDtoHAsync", calls.copyOut(to, pointerOf(from), bytes, m_handles->stream));
        !copied) {
        return copied;
    }
    return m_handles->checked("hipStreamSynchronize", calls.waitForStream(m_handles->stream));
}

Result<void> HipDevice::emptyCache()
{
    Handles& handles = *m_handles;
    return handles.checked("hipMemsetAsync",
                           handles.calls->fill(pointerOf(handles.sweep), 0, handles.sweepBytes, handles.stream));
}

Result<void> HipDevice::startClock()
{
    return m_handles->checked("hipEventRecord", m_handles->calls->recordEvent(m_handles->start, m_handles->stream));
}

Result<void> HipDevice::launch(const CudaLaunch& launch)
{
    Handles& handles = *m_handles;
    const HipCalls& calls = *handles.calls;
    hip::Function& function = handles.functions[launch.symbol];
    if (!function) {
        if (auto found = handles.checked("hipModuleGetFunction",
                                         calls.function(&function, handles.module, launch.symbol.c_str()));
            !found) {
            return found;
        }
    }
    std::vector<std::uint64_t> values = launch.arguments;
    std::vector<void*> pointers;
    pointers.reserve(values.size());
    for (std::uint64_t& value : values) {
        pointers.push_back(&value);
    }
    return handles.checked("hipModuleLaunchKernel",
                           calls.launch(function, launch.grid[0], launch.grid[1], launch.grid[2], launch.block[0],
                                        launch.block[1], launch.block[2], launch.sharedBytes, handles.stream,
                                        pointers.data(), nullptr));
}

Result<double> HipDevice::stopClock()
{
    Handles& handles = *m_handles;
    const HipCalls& calls = *handles.calls;
    float milliseconds = 0;
    auto ended = handles.checked("hipEventRecord", calls.recordEvent(handles.end, handles.stream));
    if (ended) {
        ended = handles.checked("hipEventSynchronize", calls.waitForEvent(handles.end));
    }
    if (ended) {
        ended = handles.checked("hipEventElapsedTime", calls.elapsed(&milliseconds, handles.start, handles.end));
    }
    return ended ? Result<double>(static_cast<double>(milliseconds) * 1e-3) : ended.error();
}

} // namespace espalier
