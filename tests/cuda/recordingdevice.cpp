#include "recordingdevice.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace espalier::test {
namespace {

constexpr CudaCalls::Address kApart = CudaCalls::Address{1} << 32;

} // namespace

CudaCalls::Address RecordingDevice::addressOf(std::size_t buffer)
{
    return (buffer + 1) * kApart;
}

std::byte* RecordingDevice::at(Address address, std::size_t bytes)
{
    const std::size_t buffer = address / kApart;
    const std::size_t offset = address % kApart;
    if (buffer == 0 || buffer > m_memory.size() || offset + bytes > m_memory[buffer - 1].size()) {
        std::fprintf(stderr, "%zu bytes at %zu of buffer %zu\n", bytes, offset, buffer);
        std::abort();
    }
    return m_memory[buffer - 1].data() + offset;
}

Result<void> RecordingDevice::step(const std::string& what)
{
    asked.push_back(what);
    return what == failsAt
               ? Result<void>(Error{ErrorKind::Machine, "the device answered 700", "it was hurt", "let it rest"})
               : Result<void>();
}

Result<CudaCalls::Address> RecordingDevice::allocate(std::size_t bytes)
{
    allocated.push_back(bytes);
    m_memory.emplace_back(bytes, std::byte{0xee});
    const auto done = step("allocate");
    return done ? Result<Address>(addressOf(m_memory.size() - 1)) : Result<Address>(done.error());
}

Result<void> RecordingDevice::copyIn(Address to, const std::byte* from, std::size_t bytes)
{
    std::memcpy(at(to, bytes), from, bytes);
    copiedIn += bytes;
    return step("in");
}

Result<void> RecordingDevice::copyOut(std::byte* to, Address from, std::size_t bytes)
{
    std::memcpy(to, at(from, bytes), bytes);
    return step("out");
}

Result<void> RecordingDevice::launch(const CudaLaunch& launch)
{
    launches.push_back(launch);
    ++m_timed;
    if (const auto kernel = kernels.find(launch.symbol); kernel != kernels.end()) {
        kernel->second(*this, launch);
    }
    return step(launch.symbol);
}

Result<void> RecordingDevice::startClock()
{
    m_started = std::chrono::steady_clock::now();
    m_timed = 0;
    return step("start");
}

Result<double> RecordingDevice::stopClock()
{
    const auto done = step("stop");
    while (std::chrono::steady_clock::now() - m_started < std::chrono::duration<double>(takes * m_timed)) {
        // as the driver waits for its device
    }
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - m_started;
    return done ? Result<double>(measures ? passed.count() : seconds * m_timed) : Result<double>(done.error());
}

} // namespace espalier::test
