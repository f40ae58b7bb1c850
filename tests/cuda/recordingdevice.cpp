#include "recordingdevice.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>

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
    if (const auto after = m_shared.upper_bound(address); after != m_shared.begin()) {
        const auto& [begin, size] = *std::prev(after);
        if (address + bytes <= begin + size) {
            return reinterpret_cast<std::byte*>(address);
        }
    }
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
    // As the driver waits for its device. Who sleeps is soon at work again on a busy machine.
    const std::chrono::duration<double> all(takes * m_timed);
    std::this_thread::sleep_until(
        m_started + std::chrono::duration_cast<std::chrono::nanoseconds>(all - std::chrono::microseconds(200)));
    while (std::chrono::steady_clock::now() - m_started < all) {
    }
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - m_started;
    return done ? Result<double>(clockRuns * (measures ? passed.count() : seconds * m_timed))
                : Result<double>(done.error());
}

Result<SharedCalls::Shared> RecordingDevice::share(std::size_t bytes)
{
    const int fd = memfd_create("played", MFD_CLOEXEC);
    if (const auto done = step("share"); !done || ftruncate(fd, static_cast<off_t>(bytes)) != 0) {
        close(fd);
        return done ? Error{ErrorKind::Machine, "the device is full", "", ""} : done.error();
    }
    const auto address = openShared(fd, bytes);
    return address ? Result<Shared>(Shared{*address, fd}) : Result<Shared>(address.error());
}

void RecordingDevice::unshare(Address address, std::size_t bytes)
{
    munmap(reinterpret_cast<void*>(address), bytes);
    m_shared.erase(address);
}

Result<CudaCalls::Address> RecordingDevice::openShared(int fd, std::size_t bytes)
{
    void* mapped = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped == MAP_FAILED) {
        return Error{ErrorKind::Machine, "the device cannot map it", "", ""};
    }
    const auto address = reinterpret_cast<Address>(mapped);
    m_shared[address] = bytes;
    return address;
}

Result<void> RecordingDevice::copyWithin(Address to, Address from, std::size_t bytes)
{
    std::memcpy(at(to, bytes), at(from, bytes), bytes);
    return step("within");
}

Result<double> RecordingDevice::look()
{
    double took = 1e-6;
    if (!looks.empty()) {
        took = looks.front();
        looks.erase(looks.begin());
    }
    const auto done = step("look");
    return done ? Result<double>(took) : Result<double>(done.error());
}

} // namespace espalier::test
