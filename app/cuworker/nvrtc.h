#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace espalier {

/// CUDA's compiler as a library, opened when it is first asked for anything, so that this program starts where there is
/// none. It needs no device. One thread.
class Nvrtc
{
public:
    /// Looks in the places of the loader, then in those where NVIDIA's installers put a toolkit; from version 12 on.
    /// The error says what to install.
    static Result<Nvrtc> open();

    struct Compiled
    {
        std::string cubin; ///< empty when the compiler refused
        std::string ptx;   ///< what the cubin was made of, for people; empty where it does not tell
        std::string log;   ///< what it said, registers and spills of every kernel included
    };

    /// Compiles a whole source as "candidate.cu" for the architecture ("sm_90a"). Fails when the library itself does.
    Result<Compiled> compile(const std::string& source, const std::string& architecture,
                             const std::vector<std::string>& options) const;

    /// "NVRTC 13.0"
    std::string version() const;

private:
    struct Calls;

    const Calls* m_calls = nullptr; ///< lives as long as the process, like the library
    int m_major = 0;
    int m_minor = 0;
    std::vector<std::string> m_headers; ///< folders of the toolkit's own, such as cuda_fp16.h; empty where it has none
};

} // namespace espalier
