#pragma once

#include "app/cuworker/driver.h"
#include "app/cuworker/drivercalls.h"

namespace espalier {

/// What the driver has given a Driver.
struct Driver::Handles
{
    struct Function
    {
        cuda::Function handle = nullptr;
        /// The most that a launch has asked for so far. Without asking there are 48 KiB, with the kernel's static ones.
        unsigned sharedBytes = 0;
    };

    const DriverCalls* calls = nullptr;
    cuda::Device device = 0;
    cuda::Stream stream = nullptr;
    cuda::Event start = nullptr;
    cuda::Event end = nullptr;
    cuda::Module module = nullptr;
    cuda::Address sweep = 0; ///< what emptyCache() writes
    std::size_t sweepBytes = 0;
    std::map<std::string, Function> functions;

    Result<void> checked(const char* call, cuda::Code code) const;
};

} // namespace espalier
