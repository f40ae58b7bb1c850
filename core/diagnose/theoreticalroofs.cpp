#include "core/diagnose/theoreticalroofs.h"

#include "core/diagnose/figures.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace espalier {
namespace {

/// Models of one family whose cores start as many fp32 multiply-adds a cycle. Left out are those whose name does not
/// tell: Skylake-SP and Cascade Lake have one 512-bit unit or two, hybrids have cores of two kinds.
struct Core
{
    const char* vendor;
    int family;
    int first;
    int last;
    int multiplyAdds;
};
constexpr std::array kCores{
    Core{"GenuineIntel", 6, 60, 61, 16},   // Haswell, Broadwell
    Core{"GenuineIntel", 6, 63, 63, 16},   // Haswell-EP
    Core{"GenuineIntel", 6, 69, 71, 16},   // Haswell, Broadwell
    Core{"GenuineIntel", 6, 78, 79, 16},   // Skylake, Broadwell-EP
    Core{"GenuineIntel", 6, 94, 94, 16},   // Skylake
    Core{"GenuineIntel", 6, 106, 106, 32}, // Ice Lake-SP
    Core{"GenuineIntel", 6, 142, 142, 16}, // Kaby Lake
    Core{"GenuineIntel", 6, 143, 143, 32}, // Sapphire Rapids
    Core{"GenuineIntel", 6, 158, 158, 16}, // Coffee Lake
    Core{"GenuineIntel", 6, 207, 207, 32}, // Emerald Rapids
    Core{"AuthenticAMD", 23, 1, 47, 8},    // Zen, Zen+
    Core{"AuthenticAMD", 23, 49, 255, 16}, // Zen 2
    Core{"AuthenticAMD", 25, 0, 255, 16},  // Zen 3, Zen 4: 512 bits run as two halves
    Core{"AuthenticAMD", 26, 0, 31, 32},   // Zen 5 server
    Core{"AuthenticAMD", 26, 68, 68, 32},  // Zen 5 desktop
};

/// Of a core of this machine, no more than the widest vectors that it may use allow; 0: unknown.
int multiplyAddsOf(const Machine& machine)
{
    char* rest = nullptr;
    const long family = std::strtol(machine.model.c_str(), &rest, 10);
    const long model = *rest == '.' ? std::strtol(rest + 1, nullptr, 10) : -1;
    const auto core = std::ranges::find_if(kCores, [&](const Core& one) {
        return machine.vendor == one.vendor && family == one.family && one.first <= model && model <= one.last;
    });
    const int most = machine.vectors == VectorExtension::Avx512 ? 32
                     : machine.vectors == VectorExtension::Avx2 ? 16
                                                                : 0;
    return core == kCores.end() ? 0 : std::min(core->multiplyAdds, most);
}

/// Results of one multiprocessor each cycle, a multiply-add as one; 0: unknown.
struct Multiprocessor
{
    const char* architecture;
    int fp32;
    int fp64;
    int matrix; ///< fp16 with sums of fp32, dense
};
constexpr std::array kMultiprocessors{
    Multiprocessor{"sm_70", 64, 32, 512}, Multiprocessor{"sm_75", 64, 2, 0},   Multiprocessor{"sm_80", 64, 32, 1024},
    Multiprocessor{"sm_86", 128, 2, 0},   Multiprocessor{"sm_89", 128, 2, 0},  Multiprocessor{"sm_90", 128, 64, 2048},
    Multiprocessor{"sm_100", 128, 64, 0}, Multiprocessor{"sm_120", 128, 2, 0},
};

/// NVIDIA's data sheets, dense rates in TFLOP/s and bandwidth in GB/s.
struct DataSheet
{
    const char* device;
    double fp32;
    double fp64;
    double matrix;
    double memory;
};
constexpr std::array kDataSheets{
    DataSheet{"NVIDIA H200", 67, 34, 989, 4800},
    DataSheet{"NVIDIA H100 80GB HBM3", 67, 34, 989, 3350},
    DataSheet{"NVIDIA A100-SXM4-80GB", 19.5, 9.7, 312, 2039},
    DataSheet{"NVIDIA A100-SXM4-40GB", 19.5, 9.7, 312, 1555},
};

TheoreticalRoofs fromDataSheet(const DeviceRoofs& device)
{
    const auto sheet = std::ranges::find(kDataSheets, device.device, &DataSheet::device);
    if (sheet == kDataSheets.end()) {
        return {.source = "The clocks of " + device.device + " were not recorded with its roofs."};
    }
    return {sheet->fp32 * 1e3, sheet->fp64 * 1e3, sheet->matrix * 1e3, sheet->memory,
            "By NVIDIA's data sheet of " + device.device + "."};
}

} // namespace

TheoreticalRoofs theoreticalRoofs(const Machine& machine)
{
    TheoreticalRoofs roofs;
    const int multiplyAdds = multiplyAddsOf(machine);
    if (!(machine.clockMhz > 0) || machine.cores == 0) {
        roofs.source = "The system does not state the processor's highest clock, as in most virtual machines.";
    } else if (multiplyAdds == 0) {
        roofs.source = "How many multiply-adds a core of this processor starts each cycle is not known here.";
    } else {
        roofs.fp32Gflops = machine.cores * machine.clockMhz * 1e-3 * multiplyAdds * 2;
        roofs.fp64Gflops = roofs.fp32Gflops / 2;
        roofs.source = std::to_string(machine.cores) + (machine.cores == 1 ? " core" : " cores") + " × " +
                       numberText(machine.clockMhz) + " MHz × " + std::to_string(multiplyAdds) +
                       " multiply-adds of fp32 a cycle.";
    }
    return roofs;
}

TheoreticalRoofs theoreticalRoofs(const DeviceRoofs& device)
{
    // "sm_90a" has the units of sm_90.
    const auto kind = std::ranges::find_if(kMultiprocessors, [&](const Multiprocessor& one) {
        const std::string name = one.architecture;
        return device.architecture == name || device.architecture == name + "a" || device.architecture == name + "f";
    });
    if (!(device.clockMhz > 0) || device.multiprocessors <= 0 || kind == kMultiprocessors.end()) {
        return fromDataSheet(device);
    }
    const double cycles = device.multiprocessors * device.clockMhz * 1e-3;
    TheoreticalRoofs roofs{cycles * kind->fp32 * 2, cycles * kind->fp64 * 2, cycles * kind->matrix * 2};
    roofs.memoryGbytes = device.memoryClockMhz * 2 * device.memoryBusBits / 8 * 1e-3;
    roofs.source = std::to_string(device.multiprocessors) + " multiprocessors × " + numberText(device.clockMhz) +
                   " MHz × " + std::to_string(kind->fp32) + " lanes of fp32";
    if (roofs.memoryGbytes > 0) {
        roofs.source += "; memory at " + numberText(device.memoryClockMhz) + " MHz, twice a cycle, " +
                        numberText(device.memoryBusBits) + " bits wide";
    }
    roofs.source += ".";
    return roofs;
}

} // namespace espalier
