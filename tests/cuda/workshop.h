#pragma once

#include "core/base/temporaryfolder.h"
#include "core/evaluate/toolchain/cudatoolchain.h"

#include <string>

namespace espalier::test {

/// Why nothing can be built for the target cuda here, as a sentence; empty where it can.
std::string whyNoCompiler();

/// The toolchain of a shipped task for sm_90a, in the sandbox of this machine.
struct Workshop
{
    explicit Workshop(const std::string& name);

    BuildOutcome build(const std::string& source, const std::vector<std::string>& options = {});

    TemporaryFolder folder{"espalier-cuda"};
    Task task;
    CudaToolchain toolchain;
};

/// The cubin of a program that was built.
std::string cubinOf(const BuildOutcome& outcome);

} // namespace espalier::test
