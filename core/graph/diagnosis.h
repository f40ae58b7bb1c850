#pragma once

#include "core/graph/buildfacts.h"
#include "core/graph/devicefacts.h"
#include "core/graph/deviceroofs.h"
#include "core/graph/verdict.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace espalier {

/// One dot of the hierarchical roofline: what one level of memory moves for the largest case. All dots of a kernel have
/// the same rate of arithmetic and lie on one horizontal line; each is read against the slope of its own level
/// (Ilic et al., Cache-aware Roofline, 2014; Yang et al., Hierarchical Roofline, 2020).
struct LevelTraffic
{
    std::string level;    ///< "L1", "L2", "L3", "DRAM"
    double bytes = 0;     ///< in one call
    double intensity = 0; ///< useful operations per byte of this level
    double gflops = 0;    ///< achieved
    double gbytes = 0;    ///< achieved on this level, GB/s
    /// "compulsory" (the task's formula) or "instructions" (loads and stores of the hottest loop).
    std::string source;

    bool operator==(const LevelTraffic&) const = default;
};

/// What one fact of a diagnosis rests on, for whoever follows it there.
struct FactEvidence
{
    std::string figure{}; ///< a key: "cases", or one of BuildFacts, LaunchFacts or CounterFigures in JSON; may be empty
    std::string place{};  ///< in the machine code, "product+0x40"; may be empty
    int line = 0;         ///< in the candidate's source, from 1; 0: none is known
    double gain = 0;      ///< the kernel becomes at most so many times as fast by this alone; 0: not estimated

    bool operator==(const FactEvidence&) const = default;
};

enum class Confidence { Low, Medium, High };
const char* toText(Confidence confidence);

/// Why a kernel is as slow as it is.
struct Diagnosis
{
    Bound bound = Bound::Unknown;
    std::string tier = "analytic"; ///< or "counters", where hardware counters were read too
    Confidence confidence = Confidence::Low;
    std::string confidenceReason; ///< one sentence; empty where nothing was diagnosed
    double roofShare = 0;         ///< roof time / measured time, 0..1 (geometric mean over cases)
    double intensity = 0;         ///< useful operations per compulsory byte
    double gflops = 0;            ///< achieved, on the largest case
    double gbytes = 0;            ///< achieved compulsory GB/s, on the largest case
    double peak = 0;              ///< GFLOP/s of the rate of arithmetic it was held against; 0 in older stores
    double coresUsed = 0;         ///< processor time / time on the largest case; 0: not measured
    std::vector<LevelTraffic> levels;
    std::vector<std::string> facts;     ///< at most six sentences, most important first
    std::vector<FactEvidence> evidence; ///< of each fact; shorter than `facts` in older stores
    std::string lever;                  ///< name of the skill most likely to help; may be empty
    BuildFacts build;                   ///< what the facts about the code rest on
    std::vector<LaunchFacts> launches;  ///< of the case it speaks of, on a device; without timings the largest
    std::optional<DeviceRoofs> device;  ///< what it was held against, where it ran on a device that was measured

    bool operator==(const Diagnosis&) const = default;
};

/// Absent keys keep their defaults, so that older stores stay readable; false for a value of the wrong type.
nlohmann::json toJson(const Diagnosis& diagnosis);
bool readJson(const nlohmann::json& document, Diagnosis& diagnosis);

} // namespace espalier
