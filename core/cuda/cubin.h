#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// What a kernel of a compiled CUDA program takes and what it asks of a multiprocessor, as the compiler noted it in the
/// program. A value.
struct CubinKernel
{
    std::string symbol;                      ///< as the compiler wrote it: "_Z7softmaxPKfPfll", or plain for extern "C"
    std::vector<std::size_t> parameterBytes; ///< in their order
    int registers = 0;                       ///< of a thread
    std::size_t sharedBytes = 0;             ///< of a block, static; what is asked for at the launch comes on top
    std::size_t stackBytes = 0; ///< of a thread, in device memory: arrays with run-time indices, and spilled registers

    /// "softmax" of both spellings above; the symbol itself where it is something else, such as a template's.
    std::string name() const;
    /// "softmax: 32 registers, 128 bytes of shared memory, 0 bytes of stack, 4 parameters"
    std::string sentence() const;
};

/// The kernels of a cubin (ELF with NVIDIA's sections .nv.info, whose records nvdisasm and cuobjdump print), in the
/// order of their symbols. Fails on anything else. The bytes come from a compiler that ran on hostile source: nothing
/// is read past the end, and no more than 4096 sections or symbols are looked at.
Result<std::vector<CubinKernel>> kernelsOf(std::string_view cubin);

/// The kernel that a launch line names. Fails when there is none, or several that differ in their parameters.
Result<CubinKernel> findKernel(const std::vector<CubinKernel>& kernels, const std::string& name);

} // namespace espalier
