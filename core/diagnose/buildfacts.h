#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// What a built kernel is made of. Calls are counted everywhere; arithmetic, stores and spills in innermost loops only,
/// where the time goes: an unrolled remainder beside a vector loop would drown it otherwise.
struct BuildFacts
{
    bool known = false;   ///< false: no disassembler, or nothing found; then nothing else here is said
    int instructions = 0; ///< in all functions but the C runtime's
    int arithmetic = 0;   ///< floating-point and packed integer operations; scalar integer ones look like addressing
    int packed = 0;       ///< of those, on whole vectors
    int vectorBits = 0;   ///< widest register in packed arithmetic: 0, 128, 256, 512
    int fusedMultiplyAdds = 0;
    int streamingStores = 0;
    int spills = 0;          ///< vector registers stored to the stack
    int mathCalls = 0;       ///< scalar calls such as expf
    int vectorMathCalls = 0; ///< calls into libmvec
    bool parallel = false;   ///< starts threads or OpenMP regions

    /// packed / arithmetic; 0 without arithmetic.
    double packedShare() const { return arithmetic > 0 ? static_cast<double>(packed) / arithmetic : 0; }
    bool operator==(const BuildFacts&) const = default;
};

/// Reads `objdump -d` output: pure, so that tests need no disassembler. Start-up code of the C runtime is left out.
BuildFacts buildFactsFromDisassembly(std::string_view text);

/// Disassembles a shared object with the system's objdump: 5-30 ms. Unknown facts when there is none or it fails; never
/// an error, because a diagnosis without them is only less precise.
BuildFacts readBuildFacts(const std::filesystem::path& sharedObject);

} // namespace espalier
