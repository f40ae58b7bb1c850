#include "core/profile/kernelrules.h"

#include "core/diagnose/figures.h"
#include "core/profile/stallwords.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace espalier {
namespace {

using K = KernelProfile;

constexpr double kSaturated = 80;       ///< %
constexpr double kUsed = 60;            ///< %
constexpr double kLean = 10;            ///< points between the two
constexpr double kShortUs = 10;         ///< a kernel this short is mostly its launch
constexpr double kLowOccupancy = 80;    ///< %
constexpr double kUneven = 10;          ///< points between what fits and what is there
constexpr double kIssueSlots = 0.6;     ///< of a scheduler's
constexpr double kIssueForStalls = 0.8; ///< from there on stalls are hidden
constexpr double kStallShare = 0.3;
constexpr double kTail = 1.2;
constexpr double kConflicts = 10; ///< %
constexpr double kThreads = 24;   ///< of 32
constexpr double kWarp = 32;
constexpr double kSectorUse = 80;   ///< %
constexpr double kLocalShare = 0.1; ///< of the instructions
constexpr double kIdle = 5;         ///< %
constexpr double kReuse = 10;       ///< operations for each byte of memory, from which a product of matrices is likely
constexpr double kLeastWaves = 1e-3;

struct Named
{
    const char* name;
    KernelRules::Figure figure;
};
constexpr std::array kLevels{Named{"device memory", &K::dramPercent}, Named{"the second-level cache", &K::l2Percent},
                             Named{"the first-level cache with the shared memory", &K::l1Percent}};
constexpr std::array kPipes{Named{"the matrix cores", &K::tensorPercent},
                            Named{"the multiply-add units", &K::fmaPercent},
                            Named{"the integer and logic units", &K::aluPercent},
                            Named{"the double-precision units", &K::fp64Percent},
                            Named{"the units for roots and exponentials", &K::specialPercent},
                            Named{"the load and store units", &K::loadStorePercent}};

template <std::size_t N>
const Named& largest(const std::array<Named, N>& list, const KernelProfile& kernel)
{
    return *std::ranges::max_element(list, {}, [&](const Named& n) { return (kernel.*n.figure).value_or(-1); });
}

} // namespace

double KernelRules::busiest() const
{
    return std::max(value(&K::computePercent), value(&K::memoryPercent));
}

bool KernelRules::isSaturated() const
{
    return busiest() >= kSaturated;
}

std::optional<double> KernelRules::capped(double gain) const
{
    const double cap = busiest() > 0 ? 100 / std::min(busiest(), 100.0) : gain;
    return std::max(1.0, std::min(gain, cap));
}

std::string KernelRules::metric(Figure figure, const char* unit) const
{
    return m_report.metricOf(figure) + " = " + numberText(value(figure)) + unit;
}

std::vector<Bottleneck> KernelRules::run()
{
    sayLimit();
    for (Bottleneck& finding : m_found) {
        finding.isLimit = true;
    }
    sayStall();
    sayOccupancy();
    sayTail();
    sayAccess();
    sayLocalMemory();
    sayMatrixCores();
    return std::move(m_found);
}

void KernelRules::sayLimit()
{
    if (!has(&K::computePercent) || !has(&K::memoryPercent)) {
        return;
    }
    const double compute = value(&K::computePercent);
    const double memory = value(&K::memoryPercent);
    if (compute >= kSaturated || memory >= kSaturated) {
        compute >= memory ? sayCompute() : sayMemory();
    } else if (compute < kUsed && memory < kUsed) {
        sayLatency();
    } else if (std::abs(compute - memory) >= kLean) {
        compute > memory ? sayCompute() : sayMemory();
    } else {
        say({Bound::Balanced, "Arithmetic and memory are used about equally: both have to overlap.",
             metric(&K::computePercent) + ", " + metric(&K::memoryPercent), capped(100 / busiest()), "tune"});
    }
}

void KernelRules::sayMemory()
{
    const Named& level = largest(kLevels, m_kernel);
    const bool known = has(level.figure);
    const Figure figure = known ? level.figure : &K::memoryPercent;
    const double percent = std::clamp(value(figure), 1.0, 100.0);
    say({Bound::Memory,
         std::string("Memory is the limit: ") + (known ? level.name : "its busiest part") + " works at " +
             numberText(percent) + " % of its peak" + (percent >= kSaturated ? ", so only fewer bytes help." : "."),
         metric(figure), 100 / percent, level.figure == &K::dramPercent || !known ? "fuse-loops" : "local-staging"});
}

void KernelRules::sayCompute()
{
    const Named& pipe = largest(kPipes, m_kernel);
    const std::string who = has(pipe.figure) && value(pipe.figure) > 0 ? std::string(", most of all ") + pipe.name : "";
    say({Bound::Compute,
         "Arithmetic is the limit: the multiprocessors work at " + numberText(value(&K::computePercent)) +
             " % of their peak" + who + ".",
         metric(&K::computePercent) + (who.empty() ? "" : ", " + metric(pipe.figure)), capped(100 / busiest()),
         "tune"});
}

void KernelRules::sayLatency()
{
    const std::string evidence = metric(&K::computePercent) + ", " + metric(&K::memoryPercent);
    if (has(&K::durationUs) && value(&K::durationUs) < kShortUs) {
        say({Bound::Launch, "It is over before the device is busy: the launch dominates.",
             metric(&K::durationUs, " µs"), std::nullopt, "fuse-loops"});
    } else if (has(&K::waves) && value(&K::waves) < 1) {
        say({Bound::Occupancy, "Its grid is too small: the blocks do not fill the device once.", metric(&K::waves, ""),
             capped(1 / std::max(value(&K::waves), kLeastWaves)), "parallel-outer-loop"});
    } else {
        say({Bound::Latency, "Neither arithmetic nor memory is used up: it waits.", evidence, capped(100 / busiest()),
             "device-unroll"});
    }
}

void KernelRules::sayStall()
{
    const double cycles = value(&K::cyclesPerIssue);
    if (cycles <= 0 || !has(&K::issuedPerCycle) || value(&K::issuedPerCycle) >= kIssueForStalls) {
        return;
    }
    for (const StallReason& stall : m_kernel.stalls) {
        const StallWords* words = wordsOf(stall.name);
        const double share = stall.cyclesPerIssue / cycles;
        if (!words || share <= kStallShare) {
            continue;
        }
        say({Bound::Latency,
             std::string("Warps wait ") + words->reason + " in " + percentText(std::min(share, 1.0)) +
                 " of their time.",
             "stall " + stall.name + " = " + numberText(stall.cyclesPerIssue) + " of " + numberText(cycles) +
                 " cycles per issue",
             capped(share < 1 ? 1 / (1 - share) : 1e9), words->lever});
    }
}

void KernelRules::sayOccupancy()
{
    if (!has(&K::theoreticalOccupancy) || isSaturated()) {
        return;
    }
    const double theoretical = value(&K::theoreticalOccupancy);
    if (theoretical > 0 && theoretical < kLowOccupancy) {
        const std::string& limit = m_kernel.occupancyLimit;
        say({Bound::Occupancy,
             "At most " + numberText(theoretical) + " % of the warps fit" +
                 (limit.empty() ? "." : ": " + limitWords(limit) + "."),
             metric(&K::theoreticalOccupancy), capped(100 / theoretical),
             limit == "registers" ? "device-options" : "tune"});
    }
    const double achieved = value(&K::achievedOccupancy);
    if (has(&K::achievedOccupancy) && achieved > 0 && theoretical - achieved > kUneven && value(&K::waves) >= 1) {
        say({Bound::Occupancy, "Fewer warps are there than would fit: blocks end unevenly, or there are too few.",
             metric(&K::achievedOccupancy) + ", " + metric(&K::theoreticalOccupancy), capped(theoretical / achieved),
             "parallel-schedule"});
    }
    if (has(&K::issuedPerCycle) && value(&K::issuedPerCycle) < kIssueSlots && m_found.empty()) {
        say({Bound::Latency, "Most issue slots stay empty.", metric(&K::issuedPerCycle, ""),
             capped(1 / std::max(value(&K::issuedPerCycle), 1e-3)), "device-unroll"});
    }
}

void KernelRules::sayTail()
{
    const double waves = value(&K::waves);
    const double gain = waves >= 1 ? std::ceil(waves) / waves : 1;
    if (gain > kTail) {
        say({Bound::Occupancy, "Its last wave of blocks leaves much of the device idle.", metric(&K::waves, ""), gain,
             "tune"});
    }
}

void KernelRules::sayAccess()
{
    const double conflicts = value(&K::bankConflictPercent);
    if (conflicts > kConflicts) {
        say({Bound::Memory, "Accesses to shared memory hit the same bank and are made one after the other.",
             metric(&K::bankConflictPercent), conflicts < 100 ? std::optional(100 / (100 - conflicts)) : std::nullopt,
             "local-staging"});
    }
    const double use = value(&K::sectorUsePercent);
    if (use > 0 && use < kSectorUse) {
        say({Bound::Memory, "Global loads are not coalesced: a part of each fetched sector is not used.",
             metric(&K::sectorUsePercent), 100 / use, "interchange"});
    }
    const double threads = value(&K::threadsPerInstruction);
    if (threads > 0 && threads < kThreads) {
        say({Bound::Latency, "Branches diverge: a part of each warp's threads is switched off.",
             metric(&K::threadsPerInstruction, " of 32"), kWarp / threads, "branch-free-search"});
    }
}

void KernelRules::sayLocalMemory()
{
    const double local = value(&K::localLoads) + value(&K::localStores);
    const double share = has(&K::instructions) && value(&K::instructions) > 0 ? local / value(&K::instructions) : 0;
    if (share > kLocalShare) {
        say({Bound::Latency,
             "Registers are spilled, or arrays are indexed at run time: " + percentText(std::min(share, 1.0)) +
                 " of its instructions load and store local memory.",
             metric(&K::localLoads, "") + ", " + metric(&K::localStores, ""),
             share < 1 ? capped(1 / (1 - share)) : std::nullopt, "tune"});
    } else if (value(&K::scratchBytes) > 0) {
        say({Bound::Latency,
             "Registers are spilled, or arrays are indexed at run time: each thread has scratch memory.",
             metric(&K::scratchBytes, " bytes"), std::nullopt, "tune"});
    }
}

void KernelRules::sayMatrixCores()
{
    const double bytes = value(&K::dramBytes);
    if (has(&K::tensorPercent) && value(&K::tensorPercent) < kIdle && value(&K::fmaPercent) >= kUsed && bytes > 0 &&
        value(&K::operations) / bytes > kReuse) {
        say({Bound::Compute, "The matrix cores are idle while the multiply-add units are busy.",
             metric(&K::tensorPercent) + ", " + metric(&K::fmaPercent), std::nullopt, ""});
    }
}

} // namespace espalier
