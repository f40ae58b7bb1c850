#pragma once

#include "core/base/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace espalier {

/// One kernel launch with everything worked out. A value.
struct CudaLaunch
{
    std::string symbol;
    std::array<unsigned, 3> grid{1, 1, 1};  ///< blocks
    std::array<unsigned, 3> block{1, 1, 1}; ///< threads
    unsigned sharedBytes = 0;               ///< dynamic, of a block
    std::vector<std::uint64_t> arguments;   ///< device addresses and dims, 8 bytes each

    bool operator==(const CudaLaunch&) const = default;
};

/// What running a candidate's launches takes of a device: CUDA's driver in espalier-cuworker, HIP's runtime (which does
/// the same by other names) in espalier-hipworker, a record in the tests. All work goes in order into one stream.
/// Errors are the driver's, and after one the device is of no more use. One thread.
class CudaCalls
{
public:
    using Address = std::uint64_t;

    virtual ~CudaCalls() = default;

    /// At a multiple of 256; lives as long as the device is open.
    virtual Result<Address> allocate(std::size_t bytes) = 0;
    virtual Result<void> copyIn(Address to, const std::byte* from, std::size_t bytes) = 0;
    /// Waits for the copy.
    virtual Result<void> copyOut(std::byte* to, Address from, std::size_t bytes) = 0;
    /// Writes more than the second-level cache holds, so that what lay there is in memory alone.
    virtual Result<void> emptyCache() = 0;
    virtual Result<void> startClock() = 0;
    virtual Result<void> launch(const CudaLaunch& launch) = 0;
    /// Waits until everything has ended. Seconds between the two events.
    virtual Result<double> stopClock() = 0;
};

} // namespace espalier
