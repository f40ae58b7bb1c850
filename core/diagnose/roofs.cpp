#include "core/diagnose/roofs.h"

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/paths.h"
#include "core/diagnose/machine.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

constexpr std::size_t kFileCap = std::size_t{1} << 20;

/// Noise only lowers what is measured, so the best of some measurements at different times is nearer the truth than
/// one.
constexpr int kMeasurements = 3;

struct KeptRoofs
{
    Roofs roofs;
    int measurements = 0;
};

bool isRate(double value)
{
    return std::isfinite(value) && value > 0;
}

bool isPlausible(const Roofs& roofs)
{
    const auto isLevel = [](const MemoryLevel& level) { return isRate(level.gbytes) && level.capacity >= 0; };
    return !roofs.levels.empty() && std::all_of(roofs.levels.begin(), roofs.levels.end(), isLevel) &&
           isRate(roofs.fp32Gflops) && isRate(roofs.fp64Gflops) && isRate(roofs.latencyUs) &&
           isRate(roofs.fp32ScalarGflops) && isRate(roofs.fp64ScalarGflops) && roofs.teamStartUs >= 0 &&
           roofs.callNs >= 0 && roofs.cores > 0;
}

/// Empty for anything but a whole and plausible document: then the machine is measured again.
std::optional<KeptRoofs> roofsFromJson(const std::string& text)
{
    const nlohmann::json document = nlohmann::json::parse(text, nullptr, false);
    if (!document.is_object()) {
        return {};
    }
    try {
        Roofs roofs;
        roofs.fingerprint = document.at("fingerprint").get<std::string>();
        roofs.processor = document.at("processor").get<std::string>();
        roofs.cores = document.at("cores").get<int>();
        roofs.vectors = document.at("vectors").get<std::string>();
        roofs.fp32Gflops = document.at("fp32_gflops").get<double>();
        roofs.fp64Gflops = document.at("fp64_gflops").get<double>();
        roofs.fp32ScalarGflops = document.at("fp32_scalar_gflops").get<double>();
        roofs.fp64ScalarGflops = document.at("fp64_scalar_gflops").get<double>();
        roofs.teamStartUs = document.at("team_start_us").get<double>();
        roofs.callNs = document.at("call_ns").get<double>();
        roofs.latencyUs = document.at("latency_us").get<double>();
        for (const nlohmann::json& level : document.at("levels")) {
            roofs.levels.push_back({level.at("name").get<std::string>(), level.at("capacity").get<double>(),
                                    level.at("gbytes").get<double>()});
        }
        const KeptRoofs kept{roofs, document.at("measurements").get<int>()};
        return isPlausible(roofs) && kept.measurements > 0 ? std::optional(kept) : std::nullopt;
    } catch (const nlohmann::json::exception&) {
        return {};
    }
}

std::optional<KeptRoofs> readKept(const std::filesystem::path& path, const std::string& fingerprint)
{
    const Result<std::string> text = readFile(path, kFileCap);
    std::optional<KeptRoofs> kept = text ? roofsFromJson(*text) : std::nullopt;
    return kept && kept->roofs.fingerprint == fingerprint ? kept : std::nullopt;
}

/// The higher rates and the lower latency of two measurements of one machine.
Roofs bestOf(Roofs roofs, const Roofs& other)
{
    roofs.fp32Gflops = std::max(roofs.fp32Gflops, other.fp32Gflops);
    roofs.fp64Gflops = std::max(roofs.fp64Gflops, other.fp64Gflops);
    roofs.fp32ScalarGflops = std::max(roofs.fp32ScalarGflops, other.fp32ScalarGflops);
    roofs.fp64ScalarGflops = std::max(roofs.fp64ScalarGflops, other.fp64ScalarGflops);
    roofs.teamStartUs = std::min(roofs.teamStartUs, other.teamStartUs);
    roofs.callNs = std::min(roofs.callNs, other.callNs);
    roofs.latencyUs = std::min(roofs.latencyUs, other.latencyUs);
    for (std::size_t i = 0; i < std::min(roofs.levels.size(), other.levels.size()); ++i) {
        roofs.levels[i].gbytes = std::max(roofs.levels[i].gbytes, other.levels[i].gbytes);
    }
    return roofs;
}

} // namespace

RoofTime roofTime(const Roofs& roofs, const Work& work)
{
    RoofTime time;
    const double peak = work.doublePrecision ? roofs.fp64Gflops : roofs.fp32Gflops;
    time.computeMs = peak > 0 ? work.flops / peak * 1e-6 : 0;
    for (const MemoryLevel& level : roofs.levels) {
        const bool holds = level.capacity <= 0 || work.bytes <= level.capacity;
        if (holds && level.gbytes > 0) {
            time.memoryMs = work.bytes / level.gbytes * 1e-6;
            time.level = level.name;
            break;
        }
    }
    time.ms = std::max(time.memoryMs, time.computeMs);
    return time;
}

nlohmann::json toJson(const Roofs& roofs)
{
    nlohmann::json levels = nlohmann::json::array();
    for (const MemoryLevel& level : roofs.levels) {
        levels.push_back({{"name", level.name}, {"capacity", level.capacity}, {"gbytes", level.gbytes}});
    }
    return {{"fingerprint", roofs.fingerprint},
            {"processor", roofs.processor},
            {"cores", roofs.cores},
            {"vectors", roofs.vectors},
            {"levels", levels},
            {"fp32_gflops", roofs.fp32Gflops},
            {"fp64_gflops", roofs.fp64Gflops},
            {"fp32_scalar_gflops", roofs.fp32ScalarGflops},
            {"fp64_scalar_gflops", roofs.fp64ScalarGflops},
            {"latency_us", roofs.latencyUs},
            {"team_start_us", roofs.teamStartUs},
            {"call_ns", roofs.callNs}};
}

std::string machineFingerprint()
{
    return readMachine().fingerprint();
}

Result<Roofs> roofs(const std::filesystem::path& folder)
{
    const std::string fingerprint = machineFingerprint();
    const std::filesystem::path path = folder / ("roofs-" + sha256(fingerprint).substr(0, 16) + ".json");
    const std::optional<KeptRoofs> kept = readKept(path, fingerprint);
    if (kept && kept->measurements >= kMeasurements) {
        return kept->roofs;
    }
    const Result<Roofs> measured = measureRoofs();
    if (!measured) {
        return kept ? Result<Roofs>(kept->roofs) : measured;
    }
    const KeptRoofs best{kept ? bestOf(*measured, kept->roofs) : *measured, kept ? kept->measurements + 1 : 1};
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);
    // Where the cache cannot be written the next process measures again, which costs it a second and nothing else.
    nlohmann::json document = toJson(best.roofs);
    document["measurements"] = best.measurements;
    (void)writeFileAtomic(path, document.dump(2) + "\n");
    return best.roofs;
}

Result<Roofs> roofs()
{
    return roofs(cacheFolder());
}

} // namespace espalier
