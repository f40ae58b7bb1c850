#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace espalier {

/// Vector instructions that our measuring kernels have a version for; Baseline is what every build may use.
enum class VectorExtension { Baseline, Avx2, Avx512 };

/// One level of cache as the processors that this process may use see it.
struct Cache
{
    std::string name;          ///< "L1", "L2", "L3"
    std::size_t bytes = 0;     ///< of one instance
    std::size_t instances = 1; ///< how many of them our processors reach
};

/// The processors this process may run on. Read from /proc and /sys; where those are closed, from sysconf and plain
/// guesses.
struct Machine
{
    std::string processor; ///< "AMD EPYC 9B14"; "unknown processor" where the system does not say
    std::string model;     ///< family, model and stepping, which tell apart what the name does not
    std::string microcode; ///< as the system says it; empty where it does not
    std::string vendor;    ///< "AuthenticAMD", "GenuineIntel"; empty where the system does not say
    double clockMhz = 0;   ///< the highest that the system states for any of `cpus`; 0: it states none
    int cores = 0;         ///< that `cpus` lie on: two threads of one core are one; 0: unknown
    std::string flags;     ///< a hash of the processor's instruction flags
    std::string kernel;    ///< "Linux 6.18.5"
    std::vector<int> cpus; ///< logical processors in our affinity mask
    std::vector<Cache> caches;
    VectorExtension vectors = VectorExtension::Baseline;
    std::size_t memory = 0; ///< bytes of physical memory; 0: unknown

    /// What bears on measured rates in one line: where it differs, roofs are measured again.
    std::string fingerprint() const;
};

const char* toText(VectorExtension extension);

Machine readMachine();

} // namespace espalier
