#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace espalier {

/// Instructions of a kernel's machine code by what they do. Counts are of instructions in the code, not of times they
/// run.
struct DeviceInstructions
{
    bool known = false; ///< false: there is no disassembler; then nothing else here is said
    int all = 0;
    int arithmetic = 0;   ///< floating-point operations on single numbers or pairs of halves, conversions left out
    int matrix = 0;       ///< multiplications of whole tiles (HMMA, IMMA, HGMMA, …)
    int special = 0;      ///< exponentials, logarithms, roots, reciprocals (MUFU)
    int globalLoads = 0;  ///< from the device's memory
    int globalStores = 0; ///< to it, atomic operations included
    int wideAccesses = 0; ///< of those two, with 16 bytes a thread
    int sharedAccesses = 0;
    int localAccesses = 0; ///< to a thread's own stack in the device's memory: spilled registers and arrays
    int barriers = 0;      ///< of a whole block

    bool operator==(const DeviceInstructions&) const = default;
};

/// One launch of a kernel as it fills the device: what the compiler noted of the kernel, and the sizes of the launch.
/// A value.
struct LaunchFacts
{
    std::string kernel;      ///< its name in the source
    int registers = 0;       ///< of a thread, of 32 bits; on AMD's devices the vector registers
    int scalarRegisters = 0; ///< of a wave, on AMD's devices; 0 elsewhere
    double sharedBytes = 0;  ///< of a block, with what the launch asks for
    double stackBytes = 0;   ///< of a thread: arrays with run-time indices, and spilled registers
    int spills = 0;          ///< registers or bytes that the compiler says it spilled; 0 also where it does not say
    double blocks = 0;       ///< of the launch
    int threads = 0;         ///< of a block
    int residentBlocks = 0;  ///< at once on one multiprocessor; 0: not in the tables, then the two below are empty
    double occupancy = 0;    ///< resident warps over the most there can be, 0..1
    std::string limiter;     ///< what stands against more: "registers", "shared memory", "threads", "blocks"
    DeviceInstructions instructions;

    /// It keeps registers in memory, or arrays that the compiler could not keep in registers.
    bool usesStack() const { return spills > 0 || stackBytes > 0 || instructions.localAccesses > 0; }
    bool operator==(const LaunchFacts&) const = default;
};

/// The launches of one case, in their order.
struct CaseLaunches
{
    std::string name; ///< of the case
    std::vector<LaunchFacts> launches;

    bool operator==(const CaseLaunches&) const = default;
};

/// "softmax: 512 blocks of 64 threads, 32 registers, 0 bytes of shared memory, occupancy 100 % (limited by threads)"
std::string sentenceOf(const LaunchFacts& facts);

/// Absent keys keep their defaults; false for a value of the wrong type, and for more than 64 launches or cases.
nlohmann::json toJson(const std::vector<LaunchFacts>& launches);
bool readJson(const nlohmann::json& document, std::vector<LaunchFacts>& launches);
nlohmann::json toJson(const std::vector<CaseLaunches>& cases);
bool readJson(const nlohmann::json& document, std::vector<CaseLaunches>& cases);

} // namespace espalier
