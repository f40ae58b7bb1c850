#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace espalier {

/// What a built kernel is made of. Calls are counted everywhere; all else in innermost loops only, where the time goes:
/// an unrolled remainder beside a vector loop would drown it otherwise. Counts are of instructions in the code, not of
/// times they run.
struct BuildFacts
{
    bool known = false;      ///< false: no disassembler, or nothing found; then nothing else here is said
    int instructions = 0;    ///< in all functions but the C runtime's
    int arithmetic = 0;      ///< floating-point and packed integer operations; scalar integer ones look like addressing
    int packed = 0;          ///< of those, on whole vectors
    int vectorBits = 0;      ///< widest register in packed arithmetic: 0, 128, 256, 512
    int vectorRegisters = 0; ///< different vector registers named in inner loops
    int fusedMultiplyAdds = 0;
    int divisions = 0;       ///< divisions and square roots, floating-point and integer
    int loads = 0;           ///< instructions that read memory
    int stores = 0;          ///< instructions that write memory
    int gathers = 0;         ///< vector loads from scattered addresses
    int dependentLoads = 0;  ///< loads whose address is what the same instruction loaded the round before
    int stridedAccesses = 0; ///< single elements of lines of which the loop uses no more before it steps on
    int branches = 0;        ///< conditional jumps other than the one that closes the loop
    int calls = 0;           ///< any call inside a loop
    int streamingStores = 0;
    int spills = 0;          ///< vector registers stored to the stack
    int reloads = 0;         ///< operands of vector instructions read from the stack
    int mathCalls = 0;       ///< scalar calls such as expf
    int vectorMathCalls = 0; ///< calls into libmvec
    bool parallel = false;   ///< starts threads or OpenMP regions
    /// Bytes loaded and stored per operation in the inner loop with the most operations a round; 0: no such loop.
    double bytesPerOperation = 0;

    bool hasLoopReport = false; ///< the compiler said what it vectorised
    int loopsVectorised = 0;
    int loopsNotVectorised = 0;
    int lineNotVectorised = 0;    ///< of that loop in the candidate's source, from 1; 0: not known
    std::string whyNotVectorised; ///< the compiler's reason for the last loop it gave up, usually the innermost

    /// packed / arithmetic; 0 without arithmetic.
    double packedShare() const { return arithmetic > 0 ? static_cast<double>(packed) / arithmetic : 0; }
    bool operator==(const BuildFacts&) const = default;
};

/// Absent keys keep their defaults; false for a value of the wrong type.
nlohmann::json toJson(const BuildFacts& facts);
bool readJson(const nlohmann::json& document, BuildFacts& facts);

} // namespace espalier
