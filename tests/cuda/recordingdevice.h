#pragma once

#include "core/cuda/cudacalls.h"

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace espalier::test {

/// A device whose memory is the test's and whose kernels are functions. It keeps what it was asked for, in order.
/// Touching what is not its memory ends the process.
class RecordingDevice final : public CudaCalls
{
public:
    using Kernel = std::function<void(RecordingDevice&, const CudaLaunch&)>;

    std::map<std::string, Kernel> kernels; ///< by symbol
    std::vector<std::string> asked; ///< "allocate", "in", "empty", "start", the symbol of a launch, "stop", "out"
    std::vector<CudaLaunch> launches;
    std::vector<std::size_t> allocated; ///< bytes of each buffer
    std::size_t copiedIn = 0;           ///< bytes
    std::string failsAt;                ///< one of `asked`
    double seconds = 0.25;              ///< what its clock says of a launch
    double takes = 0;                   ///< what a launch really takes, in seconds
    bool measures = false;              ///< its clock says what really passed instead

    Result<Address> allocate(std::size_t bytes) override;
    Result<void> copyIn(Address to, const std::byte* from, std::size_t bytes) override;
    Result<void> copyOut(std::byte* to, Address from, std::size_t bytes) override;
    Result<void> emptyCache() override { return step("empty"); }
    Result<void> startClock() override;
    Result<void> launch(const CudaLaunch& launch) override;
    Result<double> stopClock() override;

    std::byte* at(Address address, std::size_t bytes);
    static Address addressOf(std::size_t buffer);

private:
    Result<void> step(const std::string& what);

    std::vector<std::vector<std::byte>> m_memory;
    std::chrono::steady_clock::time_point m_started;
    int m_timed = 0; ///< launches since then
};

} // namespace espalier::test
