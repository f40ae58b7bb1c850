#pragma once

#include "core/cuda/sharedcalls.h"

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace espalier::test {

/// A device whose memory is the test's and whose kernels are functions. It keeps what it was asked for, in order.
/// Touching what is not its memory ends the process. What it shares is a memory file, and addresses there are pointers,
/// so that host code can be given them.
class RecordingDevice final : public SharedCalls
{
public:
    using Kernel = std::function<void(RecordingDevice&, const CudaLaunch&)>;

    std::map<std::string, Kernel> kernels; ///< by symbol
    std::vector<std::string> asked; ///< "allocate", "in", "empty", "start", the symbol of a launch, "stop", "out"
    std::vector<CudaLaunch> launches;
    std::vector<std::size_t> allocated; ///< bytes of each buffer
    std::size_t copiedIn = 0;           ///< bytes
    int pinned = 0;                     ///< pieces of memory
    std::string failsAt;                ///< one of `asked`
    double seconds = 0.25;              ///< what its clock says of a launch
    double takes = 0;                   ///< what a launch really takes, in seconds
    bool measures = false;              ///< its clock says what really passed instead
    double clockRuns = 1;               ///< so many times as fast as it should
    std::vector<double> looks;          ///< seconds of the looks to come; then a microsecond

    Result<Address> allocate(std::size_t bytes) override;
    Result<void> copyIn(Address to, const std::byte* from, std::size_t bytes) override;
    Result<void> copyOut(std::byte* to, Address from, std::size_t bytes) override;
    Result<void> emptyCache() override { return step("empty"); }
    Result<void> startClock() override;
    Result<void> launch(const CudaLaunch& launch) override;
    Result<double> stopClock() override;
    Result<Shared> share(std::size_t bytes) override;
    void unshare(Address address, std::size_t bytes) override;
    Result<Address> openShared(int fd, std::size_t bytes) override;
    Result<void> copyWithin(Address to, Address from, std::size_t bytes) override;
    void pin(const std::byte*, std::size_t, bool) override { ++pinned; }
    void unpin(const std::byte*) override { --pinned; }
    Result<void> waitForAll() override { return step("wait"); }
    Result<double> look() override;
    void* stream() override { return this; }

    std::byte* at(Address address, std::size_t bytes);
    static Address addressOf(std::size_t buffer);

private:
    Result<void> step(const std::string& what);

    std::vector<std::vector<std::byte>> m_memory;
    std::map<Address, std::size_t> m_shared; ///< bytes
    std::chrono::steady_clock::time_point m_started;
    int m_timed = 0; ///< launches since then
};

} // namespace espalier::test
