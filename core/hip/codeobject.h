#pragma once

#include "core/base/result.h"
#include "core/cuda/cubin.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// What a kernel of a compiled HIP program takes and what it asks of a compute unit, as the compiler noted it in the
/// program (LLVM, "User Guide for AMDGPU Backend", Code Object V3 to V5 Metadata). A value.
struct CodeObjectKernel
{
    std::string symbol;                      ///< "_Z7softmaxPKfPfll"
    std::vector<std::size_t> parameterBytes; ///< in their order; those that the compiler adds (hidden_…) left out
    int vectorRegisters = 0; ///< of a lane; on gfx90a and later with the accumulation registers, which they share
    int scalarRegisters = 0; ///< of a wave
    int spilledVectors = 0;  ///< registers
    int spilledScalars = 0;
    int waveLanes = 64;
    int mostThreads = 1024;       ///< of a block
    std::size_t sharedBytes = 0;  ///< of a block (LDS), static
    std::size_t scratchBytes = 0; ///< of a lane, in device memory
    bool dynamicStack = false;    ///< scratch grows at run time, by recursion or calls through pointers

    /// "softmax" of the symbol above; see CubinKernel::name().
    std::string name() const { return CubinKernel{symbol, {}}.name(); }
    /// "softmax: 17 vector registers, 22 scalar registers, 0 bytes of LDS, 0 bytes of scratch, 4 parameters"
    std::string sentence() const;
};

/// The kernels of a code object (ELF for amdgcn with the note NT_AMDGPU_METADATA), in the order of its metadata. Fails
/// on anything else. The bytes come from a compiler that ran on hostile source: nothing is read past the end, every
/// number is held to a range, and no more than 4096 kernels or parameters are looked at.
Result<std::vector<CodeObjectKernel>> codeObjectKernels(std::string_view codeObject);

} // namespace espalier
